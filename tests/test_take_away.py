"""What may not leave the room unasked: endings and services where somebody else must not see it."""

from __future__ import annotations

import pytest

from kmnav.fit import person_from
from kmnav.pack import Pack
from kmnav.take_away import careful, careful_of, through_for_person
from tests.endings import endings, shipped, told_by
from tests.toy import toy_pack

SENSITIVE = {"domestic-abuse", "unsafe-today", "at-risk", "sexual-violence", "past-abuse", "sexual-health",
             "emergency-contraception", "new-pregnancy", "lgbt", "call-999-attack"}  # fmt: skip


def toy(ages: str = "all") -> Pack:
    return toy_pack(f"""
      questions:
        danger: {{bad: call-999, not-sure: call-999, none: talk}}
      outcomes: {{call-999: emergency, talk: {{offer: [talking]}}}}
      services:
        line: {{serves: [talking], ages: {ages}}}
    """)


@pytest.mark.parametrize("outcome", sorted(SENSITIVE))
def test_what_an_abuser_or_a_parent_must_not_see_is_marked_in_the_pack(outcome: str) -> None:
    reached = [told for told in endings() if told.outcome.id == outcome]

    assert reached
    assert all(careful(shipped(), told) for told in reached)


def test_an_ordinary_ending_of_an_adult_needs_no_second_choice() -> None:
    ordinary = [told for told in endings() if told.outcome.id in ("money", "talking-therapies", "carer")]

    assert any(careful(shipped(), told) == () for told in ordinary)


@pytest.mark.parametrize(("age", "told"), [("15", True), ("15.5", True), ("6m", True), ("16", False), ("34", False)])
def test_under_sixteen_counts_by_the_age_of_the_person(age: str, told: bool) -> None:
    pack = toy("5-60")

    assert bool(careful(pack, told_by(pack, {"danger": "none", "age": age}))) is told


def test_an_age_that_nobody_knows_counts_where_it_decides() -> None:
    decides, does_not = toy("18+"), toy("all")

    assert careful(decides, told_by(decides, {"danger": "none", "age": "not-sure"})) == (
        "someone whose age nobody knows",
    )
    assert careful(does_not, told_by(does_not, {"danger": "none"})) == ()


def test_a_named_service_is_careful_by_its_doors_and_by_the_age_that_is_given() -> None:
    services = shipped().services
    abuse = next(each for each in services.values() if "domestic-abuse" in each.serves)
    ordinary = next(
        each for each in services.values() if not any(shipped().doors[door].careful for door in each.serves)
    )

    assert "domestic abuse" in careful_of(shipped(), [ordinary, abuse])
    assert careful_of(shipped(), [ordinary]) == ()
    assert careful_of(shipped(), [ordinary], person_from({"age": "14"})) == ("someone under 16",)


def test_every_way_to_reach_a_service_is_said_to_the_person_and_not_of_them() -> None:
    for service in shipped().services.values():
        for words in through_for_person(shipped(), service):
            assert not {"they", "them", "their"} & set(words.lower().replace(".", "").split()), words


def test_what_is_said_on_a_sheet_is_said_to_the_person() -> None:
    words = shipped().settings.hand_out
    said = [line for lines in words.worse_sheet.values() for line in lines]
    for outcome in shipped().outcomes.values():
        said += [*outcome.sheet, outcome.message or ""]
    spoken_of = {"they", "their"}

    assert [line for line in said if spoken_of & set(line.lower().replace(".", "").replace(",", "").split())] == []


def test_each_urgency_has_its_words_to_take_away() -> None:
    words = shipped().settings.hand_out
    for named in (words.worse, words.worse_discreet, words.worse_sheet, words.instead):
        assert set(shipped().settings.urgencies) <= set(named)
