"""What the rules prove, at its edges: the last age, the last half-hour and the smallest doubt that still count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kmnav.check import ages, coverage
from kmnav.check.ages import said
from kmnav.check.graph import Graph
from kmnav.check.rules import Rule, Subject
from kmnav.check.situations import People, age_cuts
from kmnav.errors import Problem
from kmnav.fit import Fit, Fitness, Person, fit
from kmnav.model import NOT_SURE, OUTSIDE, Service
from kmnav.pack import Pack
from kmnav.values import Age, AgeRange
from tests.toy import toy_pack

SAID = {Fitness.FITS: "fits", Fitness.MAY_FIT: "perhaps", Fitness.DOES_NOT: "no"}
WAYS = "questions: {danger: {bad: call-999, not-sure: call-999, none: talk}}\n"
ENDS = "outcomes: {call-999: emergency, talk: {offer: [help]}}\n"


def problems(rule: Rule, pack: Pack) -> list[Problem]:
    return list(rule(Subject(pack, Graph(pack))))


def told(rule: Rule, text: str) -> list[str]:
    """The paths that a rule tells of in a toy pack."""
    return [each.path for each in problems(rule, toy_pack(text))]


# Rule 5: what a record allows to be said


@pytest.mark.parametrize(
    ("record", "age", "place", "verdicts"),
    [
        ("ages: 18+", "17", "hill", "no"),
        ("ages: 18+", "18", "hill", "fits"),
        ("ages: under 18", "17", "hill", "fits"),
        ("ages: under 18", "18", "hill", "no"),
        ("ages: 17.5-25", "17", "hill", "perhaps"),
        ("ages: 17.5-25", "17.5", "hill", "fits"),
        ("ages: 18+", NOT_SURE, "hill", "perhaps"),
        ("ages: unknown", "40", "hill", "perhaps"),
        ("ages: all", NOT_SURE, NOT_SURE, "fits"),
        ("ages: 18+, for: carer", "9", "hill", "perhaps"),
        ("ages: all, for: carer", "9", "hill", "fits"),
        ("area: {of: [hill], by: home}", "40", "hill", "fits"),
        ("area: {of: [hill], by: home}", "40", "vale", "no"),
        ("area: {of: [hill], by: home}", "40", OUTSIDE, "no"),
        ("area: {of: [hill], by: home}", "40", NOT_SURE, "perhaps"),
        ("area: {of: [hill, shore], by: practice}", "40", "shore", "fits"),
        ("area: {of: [all], by: home}", "40", OUTSIDE, "no"),
        ("conditions: [Has a letter.]", "40", "hill", "fits perhaps"),
    ],
)
def test_a_record_says_whom_a_service_takes(record: str, age: str, place: str, verdicts: str) -> None:
    pack = toy_pack(f"services: {{it: {{{record}}}}}")

    assert {SAID[each] for each in said(pack, pack.services["it"], age, place)} == set(verdicts.split())


@pytest.mark.parametrize(
    ("area", "place", "verdict"),
    [
        ("{of: [all], by: home}", OUTSIDE, "fits"),
        ("{of: [all], by: home}", NOT_SURE, "fits"),
        ("{of: [hill], by: home}", "vale", "no"),
        ("{of: [hill], by: home}", NOT_SURE, "perhaps"),
    ],
)
def test_a_service_of_all_england_is_for_everywhere_only_where_it_says_so(area: str, place: str, verdict: str) -> None:
    pack = toy_pack(f"national: {{it: {{area: {area}}}}}")

    assert {SAID[each] for each in said(pack, pack.services["it"], "40", place)} == {verdict}


def judging(change: Callable[[Person], Person]) -> Callable[[Pack, Service, Person], Fit]:
    return lambda pack, service, person: fit(pack, service, change(person))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda who: replace(who, age=Age.parse("40")) if who.age and who.age.low == 41 * 12 else who,
        lambda who: replace(who, age=Age.parse("30")) if who.age and who.age.low == 18 * 12 else who,
        lambda who: replace(who, home="hill", practice="hill") if who.home == OUTSIDE else who,
        lambda who: replace(who, home=OUTSIDE, practice=OUTSIDE) if who.home == "hill" else who,
        lambda who: replace(who, home="hill", practice="hill") if who.home is None else who,
        lambda who: replace(who, age=Age.parse("35")) if who.age is None else who,
    ],
    ids=["too old", "too young", "outside", "inside", "a place not known", "an age not known"],
)
def test_a_program_that_is_wrong_by_one_is_told(
    monkeypatch: pytest.MonkeyPatch, wrong: Callable[[Person], Person]
) -> None:
    pack = toy_pack("services: {it: {ages: 30-40, area: {of: [hill], by: home}}}")
    assert problems(ages.nobody_is_offered_another_ages_service, pack) == []

    monkeypatch.setattr(ages, "fit", judging(wrong))

    assert {each.path for each in problems(ages.nobody_is_offered_another_ages_service, pack)} == {"services.it.ages"}


@pytest.mark.parametrize(
    ("limit", "record", "tells"),
    [
        ("under 18", "ages: 18+", True),
        ("under 19", "ages: 18+", False),
        ("under 18", "ages: unknown", False),
        ("under 18", "ages: 18+, for: carer", False),
    ],
)
def test_a_door_that_turns_away_all_who_come_is_told(limit: str, record: str, tells: bool) -> None:
    branches = f"[{{age: unknown, to: talk}}, {{age: {limit}, to: young}}, {{to: talk}}]"
    text = f"""
      questions: {{danger: {{bad: call-999, none: {branches}}}}}
      outcomes: {{call-999: emergency, talk: routine, young: {{offer: [help, none-here]}}}}
      services: {{it: {{serves: [help], {record}}}}}
    """
    assert told(ages.doors_are_for_those_who_come, text) == ["outcomes.young"] * tells


def test_a_door_with_one_service_for_those_who_come_is_for_them() -> None:
    text = """
      questions: {danger: {bad: call-999, none: [{age: unknown, to: talk}, {age: under 18, to: young}, {to: talk}]}}
      outcomes: {call-999: emergency, talk: routine, young: {offer: [help]}}
      services: {adults: {serves: [help], ages: 18+}, children: {serves: [help], ages: under 18}}
    """
    assert told(ages.doors_are_for_those_who_come, text) == []


def test_the_ages_that_are_judged_stand_on_both_sides_of_every_limit() -> None:
    assert age_cuts([]) == ("0", "18", NOT_SURE)
    assert age_cuts([AgeRange.parse("30-40")]) == ("0", "18", "30", "41", NOT_SURE)
    assert age_cuts([AgeRange.parse("17.5-25")]) == ("0", "17", "17.5", "18", "26", NOT_SURE)


# Rule 4: nobody is left without help


def test_the_first_who_is_left_is_named() -> None:
    people = People(toy_pack(ENDS), ("17", NOT_SURE))
    places = len(people.places)

    assert people.places == ("hill", "vale", "shore", OUTSIDE, NOT_SURE)
    assert people.count == 2 * places**2
    assert people.words(1) == "age 17, home hill, practice hill"
    assert people.words(1 << places + 1) == "age 17, home vale, practice vale"
    assert people.words(0b11 << places**2 + places * 3 + 2) == "age not-sure, home outside, practice shore"


@pytest.mark.parametrize(
    ("record", "share"),
    [
        ("ages: all", 0),
        ("area: {of: [hill], by: home}", 80),
        ("area: {of: [inland], by: home}", 60),
        ("ages: 18+", 67),
        ("ages: unknown", 100),
        ("for: carer", 100),
        ("status: closed", 100),
        ("reach_through: [], contacts: {main: {phone: 01632 960001}}", 0),
        ("reach_through: [], contacts: {main: {phone: 01632 960001, for: professionals}}", 100),
    ],
)
def test_the_share_that_has_only_a_front_door_is_counted(record: str, share: int) -> None:
    pack = toy_pack(f"""
      settings: {{front_doors: [desk], front_door_share: 80}}
      questions: {{danger: {{bad: call-999, none: talk}}}}
      outcomes: {{call-999: emergency, talk: {{offer: [desk, help]}}}}
      services: {{desk: {{serves: [desk]}}, it: {{serves: [help], {record}}}}}
    """)
    cover = coverage.Cover(Subject(pack, Graph(pack)), pack.outcomes["talk"])
    hollow = [each.path for each in problems(coverage.every_cell_has_help, pack) if each.code == "COVER-FRONT"]

    assert cover.front_share() == share
    assert ("outcomes.talk" in hollow) == (share > 80)


@pytest.mark.parametrize(
    ("page_date", "hours", "code", "words"),
    [
        ("2026-06", "24/7", "", ""),
        ("2019", "24/7", "COVER-TRUST", "surely answers gp-practice and may be the only way out at"),
        ("2019", "Mo-Fr 09:00-17:00", "COVER-HOURS", "surely answers gp-practice at"),
    ],
)
def test_whether_hours_or_trust_is_what_lacks_is_said(page_date: str, hours: str, code: str, words: str) -> None:
    source = f"url: 'https://example.org', by: provider, page_date: {page_date}, read: 2026-11-22"
    pack = toy_pack(f"""
      questions: {{danger: {{bad: now, none: now}}}}
      outcomes: {{now: {{urgency: urgent, offer: [help]}}}}
      services:
        line:
          serves: [help]
          contacts: {{main: {{phone: 01632 960001, hours: {hours}}}}}
          sources: {{page: {{{source}, backs: [contacts.main]}}}}
    """)
    told_of = problems(coverage.somebody_answers_at_every_hour, pack)

    assert [each.code for each in told_of] == [code] * bool(code)
    assert all(words in each.message for each in told_of)
