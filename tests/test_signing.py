"""A clinician's signature holds for the words that were read, and for no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kmnav.check import check_pack
from kmnav.check.graph import Graph
from kmnav.check.rules import Subject
from kmnav.check.signed import signatures_hold
from kmnav.errors import Problem
from kmnav.exchange.diagrams import as_dot, as_mermaid
from kmnav.exchange.reading_copy import as_reading_copy
from kmnav.model import Outcome, Question, Signed, Urgency
from kmnav.pack import Pack
from kmnav.render.as_json import counts
from kmnav.signing import Standing, hash_of, signed_count, standing_of
from tests.damage import Files, problems_of, shipped
from tests.toy import toy_pack

PACK = shipped().pack
OUTCOMES = list(PACK.outcomes.values())
QUESTIONS = list(PACK.questions.values())
EVERY: list[Question | Outcome] = [*QUESTIONS, *OUTCOMES]
LEVELS = PACK.settings.levels
NOT_SIGNED = {"signed", "sources", "front_door_only"}
CHANGED: dict[str, Any] = {"level": "community", "about": "voice", "gp_offer": False, "urgency": Urgency.SOON}


def signed_now(item: Question | Outcome) -> Signed:
    return Signed("GP", date(2026, 11, 22), hash_of(PACK, item))


def with_item(item: Question | Outcome) -> Pack:
    if isinstance(item, Question):
        return replace(PACK, questions=MappingProxyType({**PACK.questions, item.id: item}))
    return replace(PACK, outcomes=MappingProxyType({**PACK.outcomes, item.id: item}))


def changed(name: str, value: Any) -> Any:
    """Another value for one field of an outcome."""
    if name in CHANGED:
        return CHANGED[name]
    if isinstance(value, tuple):
        return value[1:] if value else ("more",)
    if isinstance(value, MappingProxyType | dict):
        return {"all": ("more",)} if name == "steps" else {"stay-with": "Stay."}
    return f"{value} again"


@pytest.mark.parametrize("name", [each.name for each in fields(Outcome) if each.name not in NOT_SIGNED])
def test_an_edit_of_any_part_of_an_outcome_voids_its_signature(name: str) -> None:
    outcome = PACK.outcomes["talking-therapies"]
    edited = replace(outcome, **{name: changed(name, getattr(outcome, name))})

    assert hash_of(PACK, edited) != hash_of(PACK, outcome)


def test_the_order_of_doors_and_steps_is_the_order_on_the_screen() -> None:
    outcome = PACK.outcomes["self-harm"]
    steps = {role: each[::-1] for role, each in outcome.steps.items()}

    assert hash_of(PACK, replace(outcome, offer=outcome.offer[::-1])) != hash_of(PACK, outcome)
    assert hash_of(PACK, replace(outcome, steps=steps)) != hash_of(PACK, outcome)


@pytest.mark.parametrize("name", ["ask", "why", "notice", "asks", "id"])
def test_an_edit_of_any_part_of_a_question_voids_its_signature(name: str) -> None:
    question = PACK.questions["danger"]
    edit: dict[str, Any] = {name: f"{getattr(question, name)} now"}
    edited = replace(question, **edit)

    assert hash_of(PACK, edited) != hash_of(PACK, question)


def test_a_question_without_its_mark_of_safety_is_another_question() -> None:
    today = PACK.questions["today"]

    assert hash_of(PACK, replace(today, safety=None)) != hash_of(PACK, today)


@given(st.sampled_from(QUESTIONS), st.data())
def test_an_edit_of_an_answer_its_order_or_where_it_leads_voids_the_signature(
    question: Question, data: st.DataObject
) -> None:
    option = data.draw(st.sampled_from(list(question.options.values())))
    elsewhere = "crisis" if option.go[-1].to == "call-999-attack" else "call-999-attack"
    led = replace(option, go=(*option.go[:-1], replace(option.go[-1], to=elsewhere)))
    edits = (
        {**question.options, option.id: replace(option, label=f"{option.label}?")},
        {**question.options, option.id: led},
        dict(reversed(list(question.options.items()))),
    )
    for options in edits:
        assert hash_of(PACK, replace(question, options=options)) != hash_of(PACK, question)


@pytest.mark.parametrize(
    "change",
    [
        {"safeguarding": "Tell nobody."},
        {"gp_offer": {"all": "No appointments."}},
        {"levels": {**LEVELS, "primary-care": replace(LEVELS["primary-care"], pays="You.")}},
        {"urgencies": {**PACK.settings.urgencies, "soon": replace(PACK.settings.urgencies["soon"], means="Some day.")}},
    ],
    ids=["safeguarding", "gp offer", "who pays", "urgency"],
)
def test_an_edit_of_the_words_that_the_pack_adds_voids_the_signature(change: dict[str, Any]) -> None:
    edited = replace(PACK, settings=replace(PACK.settings, **change))
    outcome = PACK.outcomes["self-harm"]

    assert hash_of(edited, outcome) != hash_of(PACK, outcome)


def test_an_edit_of_staying_with_someone_voids_the_signature_of_every_urgent_outcome() -> None:
    urgent = PACK.settings.urgencies["urgent"]
    alone = replace(urgent, stay={**urgent.stay, "stay-with": {"all": "Leave them."}})
    edited = replace(PACK, settings=replace(PACK.settings, urgencies={**PACK.settings.urgencies, "urgent": alone}))

    for outcome in OUTCOMES:
        assert (hash_of(edited, outcome) != hash_of(PACK, outcome)) == (outcome.urgency is Urgency.URGENT), outcome.id


def test_the_words_of_people_doors_and_red_flags_are_part_of_what_is_signed() -> None:
    clinician = replace(PACK.settings.people["duty-clinician"], otherwise="anybody")
    people = {**PACK.settings.people, "duty-clinician": clinician}
    other_people = replace(PACK, settings=replace(PACK.settings, people=people))
    doors = {**PACK.doors, "gp": replace(PACK.doors["gp"], means="Somewhere else.")}
    flags = {**PACK.flags, "stroke": replace(PACK.flags["stroke"], signs=("a headache",))}
    ill, danger = PACK.outcomes["ill-today"], PACK.questions["danger"]

    assert hash_of(other_people, ill) != hash_of(PACK, ill)
    assert hash_of(other_people, PACK.outcomes["blue-badge"]) == hash_of(PACK, PACK.outcomes["blue-badge"])
    assert hash_of(replace(PACK, doors=doors), ill) != hash_of(PACK, ill)
    assert hash_of(replace(PACK, flags=flags), danger) != hash_of(PACK, danger)


def test_sources_layout_and_the_order_of_keys_are_not_signed() -> None:
    start = "questions: {danger: {bad: call-999, not-sure: call-999, none: call-999}}\n"
    one = toy_pack(start + "outcomes: {call-999: {means: It is urgent., title: Call 999, urgency: emergency}}")
    two = toy_pack(
        start + "outcomes:\n  call-999:\n    urgency:   emergency  # a remark\n"
        '    title: "Call 999"\n    means: >\n      It is\n      urgent.\n'
    )
    badge = PACK.outcomes["blue-badge"]

    assert hash_of(one, one.outcomes["call-999"]) == hash_of(two, two.outcomes["call-999"])
    assert hash_of(PACK, replace(badge, sources={})) == hash_of(PACK, badge)


def test_a_copy_of_a_question_does_not_take_over_its_signature() -> None:
    files = Files()
    read: list[Pack] = []
    suicide = PACK.questions["suicide"]
    files.question("suicide")["signed"] = {"by_role": "GP", "on": "2026-11-22", "hash": hash_of(PACK, suicide)}

    def keep(subject: Subject) -> Iterator[Problem]:
        read.append(subject.pack)
        yield from ()

    assert problems_of(files, [keep]) == []
    (pack,) = read

    assert standing_of(pack, pack.questions["suicide"]) is Standing.SIGNED
    assert pack.questions["suicide-eating"].signed is None
    assert signed_count(pack) == 1


@given(st.sampled_from(EVERY))
def test_a_signature_counts_until_the_words_change(item: Question | Outcome) -> None:
    kept = with_item(replace(item, signed=signed_now(item)))
    title = "ask" if isinstance(item, Question) else "title"
    edited = with_item(replace(item, signed=signed_now(item), **{title: "Something else?"}))  # type: ignore[arg-type]

    assert signed_count(kept) == 1
    assert counts(kept)["outcomes_read_by_a_clinician"] == isinstance(item, Outcome)
    assert signed_count(edited) == 0


def test_nothing_of_the_shipped_pack_is_signed_and_that_is_no_problem() -> None:
    assert signed_count(PACK) == 0
    assert list(signatures_hold(Subject(PACK, Graph(PACK)))) == []


def test_the_check_counts_what_is_signed() -> None:
    start = "questions: {danger: {bad: call-999, not-sure: call-999, none: call-999}}\n"
    toy = toy_pack(f"{start}outcomes: {{call-999: emergency}}")
    outcome = toy.outcomes["call-999"]
    signed = replace(outcome, signed=Signed("GP", toy.settings.as_of, hash_of(toy, outcome)))

    assert check_pack(toy).figures["read_by_a_clinician"] == 0
    assert check_pack(replace(toy, outcomes={"call-999": signed})).figures["read_by_a_clinician"] == 1


def test_the_reading_copy_has_every_text_and_the_line_to_paste() -> None:
    copy = as_reading_copy(PACK)

    for question in QUESTIONS:
        labels = [option.label for option in question.options.values()]
        assert all(each in copy for each in (question.ask, question.why, question.notice or "", *labels))
    for outcome in OUTCOMES:
        steps = [step for each in outcome.steps.values() for step in each]
        assert all(each in copy for each in (outcome.title, outcome.means, outcome.because, *outcome.say, *steps))
    assert all(sign in copy for flag in PACK.flags.values() for sign in flag.signs)
    assert all(f"hash: {hash_of(PACK, item)}}}" in copy for item in EVERY)
    assert f"0 of {len(EVERY)} questions and outcomes signed" in copy


def test_the_line_to_paste_can_be_pasted() -> None:
    line = next(each for each in as_reading_copy(PACK).splitlines() if hash_of(PACK, PACK.outcomes["eyes"]) in each)
    pasted = line.partition("To sign: ")[2].replace("YOUR ROLE", "GP").replace("YYYY-MM-DD", "2026-11-22")
    signed = yaml.load(pasted, yaml.BaseLoader)["signed"]

    assert set(signed) == {each.name for each in fields(Signed)}
    assert signed["hash"] == hash_of(PACK, PACK.outcomes["eyes"])


def test_the_reading_copy_says_who_signed_and_whether_it_still_holds() -> None:
    eyes = PACK.outcomes["eyes"]
    signed = replace(eyes, signed=signed_now(eyes))

    assert "Signed by GP on 2026-11-22: unchanged since." in as_reading_copy(with_item(signed))
    edited = as_reading_copy(with_item(replace(signed, title="Eyes")))
    assert "Signed by GP on 2026-11-22: changed since, so it counts no more." in edited


def test_both_charts_have_the_same_edges() -> None:
    drawn = set(re.findall(r'^  "([a-z0-9-]+)" -> "([a-z0-9-]+)" ', as_dot(PACK), re.MULTILINE))
    charted = set(re.findall(r'^  ([a-z0-9-]+) -->\|".*"\| ([a-z0-9-]+)$', as_mermaid(PACK), re.MULTILINE))
    real = {(q.id, branch.to) for q in QUESTIONS for option in q.options.values() for branch in option.go}

    assert drawn == charted == real


def test_quotes_and_backslashes_in_a_text_do_not_end_the_label_of_a_chart() -> None:
    odd = replace(PACK.outcomes["eyes"], title='He said "wait" \\ left')

    assert r'"routine: He said \"wait\" \\ left"' in as_dot(with_item(odd))
