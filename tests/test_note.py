"""The note for a GP practice's record: no false record, nobody named, no place smaller than a council."""

from __future__ import annotations

import re
from datetime import date

from kmnav.model import NONE, NOT_SURE, Role
from kmnav.render.note import note
from tests.endings import MOMENT, endings, shipped, told_by

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


def note_of(answers: dict[str, str]) -> str:
    return note(shipped(), [told_by(shipped(), answers, Role.GP_PRACTICE)], MOMENT)


def test_no_note_holds_a_place_smaller_than_a_council() -> None:
    towns = {town for council in shipped().region.councils.values() for town in council.towns}
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(towns)))})\b")
    for told in endings():
        text = note(shipped(), [told], MOMENT)
        assert not POSTCODE.search(text), told.outcome.id
        reported = text.partition("Advised")[0]
        councils = {each.label for each in told.arrived.path if each.question in ("home", "practice")}
        for label in councils:
            reported = reported.replace(label, "")
        assert not named.search(reported), told.outcome.id


def test_every_note_says_when_by_what_what_was_advised_and_the_safety_net() -> None:
    for told in endings():
        text = note(shipped(), [told], MOMENT)
        assert "Time: 23 November 2026, 10:00" in text
        assert f"Pack {shipped().settings.id} {shipped().settings.version}" in text
        assert all(f"- {each}" in text for each in (*told.steps, *told.if_worse, told.safeguarding))
        assert told.outcome.title in text


def test_no_note_says_that_there_were_no_signs() -> None:
    for told in endings():
        text = note(shipped(), [told], MOMENT).lower()
        assert "no red flag" not in text
        assert "no signs" not in text
        assert "no danger" not in text


def test_signs_that_were_read_out_and_not_reported_are_listed() -> None:
    danger = shipped().questions[shipped().start]
    text = note_of({"danger": "none", "today": "mind", "age": "40", "practice": "thanet"})

    assert "The caller reported none of the signs read out: " in text
    assert all(option.label in text for option in danger.options.values() if option.is_yes)
    assert danger.options[NONE].label not in text


def test_a_question_that_is_a_plain_yes_or_no_is_told_with_its_answer() -> None:
    text = note_of(
        {"danger": "none", "today": "none", "about": "mood", "suicide": "yes", "age": "40", "home": "thanet"}
    )

    assert f"{shipped().questions['suicide'].ask} The caller reported: Yes." in text


def test_a_plain_no_is_told_as_the_answer_that_it_is() -> None:
    answers = {"danger": "none", "today": "none", "about": "mood", "suicide": "none", "team": "none", "mood": "low"}
    question = shipped().questions["suicide"]
    text = note_of({**answers, "age": "34", "practice": "thanet"})

    assert f"- {question.ask} The caller reported: {question.options[NONE].label}." in text


def test_what_could_not_be_asked_stands_apart() -> None:
    answers = {"danger": "none", "today": NOT_SURE, "today-not-sure": NOT_SURE, "age": NOT_SURE, "practice": NOT_SURE}
    before, _, after = note_of(answers).partition("Could not be asked, or the caller was not sure:\n")
    missing = after.partition("Advised")[0]

    assert shipped().questions["today"].ask in missing
    assert shipped().questions["today"].ask not in before


def test_several_needs_make_one_note() -> None:
    needs = [told for told in endings() if told.role is Role.GP_PRACTICE][:2]
    text = note(shipped(), needs, date(2026, 11, 23))

    assert text.index("Need 1") < text.index("Need 2")
    assert text.count("Time: 23 November 2026\n") == 1
