"""The shape of a pack at its edges: a door of an ending that nobody reaches, a guard in the middle, the last day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kmnav.check import freshness, structure
from kmnav.check.graph import Graph
from kmnav.check.rules import Rule, Subject
from kmnav.check.table import as_lines
from kmnav.contacts import Checked, Publisher, Source
from kmnav.pack import Pack
from kmnav.values import PageDate
from tests.toy import toy_pack

TOY = toy_pack("""
  questions: {danger: {asks: danger, safety: emergency, options: {bad: call-999, not-sure: call-999, none: talk}}}
  outcomes: {call-999: emergency, talk: {offer: [help]}, island: {offer: [lost]}}
  flags: {chest-pain: {}}
  services:
    line: {serves: [help], contacts: {main: {phone: 01632 960001}}, sites: {hall: {area: hill, address: 1 Road}}}
""")
LINE = TOY.services["line"]


def told(rule: Rule, pack: Pack) -> list[str]:
    """What a rule tells of, as code and path."""
    return [f"{each.code} {each.path}" for each in rule(Subject(pack, Graph(pack)))]


# Rule 1: the graph is whole


def test_a_door_of_an_ending_that_nobody_reaches_is_offered_nowhere() -> None:
    assert told(structure.all_is_reached, TOY) == ["STR-UNREACHED outcomes.island", "STR-DOOR doors.lost"]


def test_a_region_that_says_why_nobody_serves_a_door_is_believed_until_somebody_does() -> None:
    nobody = replace(TOY, services={}, region=replace(TOY.region, no_service={"help": "Ask the council."}))

    assert "STR-EMPTY-DOOR doors.help" in told(structure.all_is_reached, replace(TOY, services={}))
    assert "STR-EMPTY-DOOR doors.help" not in told(structure.all_is_reached, nobody)
    assert told(structure.no_service_is_true, nobody) == []
    assert told(structure.no_service_is_true, replace(nobody, services=TOY.services)) == [
        "STR-NO-SERVICE region.no_service.help"
    ]


@pytest.mark.parametrize(
    ("branches", "holes"),
    [
        ("[{age: unknown, to: a}, {age: under 18, to: a}, {to: a}]", 0),
        ("[{age: under 18, to: a}, {age: unknown, to: a}, {to: a}]", 0),
        ("[{age: under 18, to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {age: under 18, to: a}]", 1),
        ("[{to: a}, {age: unknown, to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {to: a}, {age: under 18, to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {age: under 17.5, to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {age: 17.5+, to: a}, {to: a}]", 1),
        ("[{age: unknown, to: a}, {age: 18+, to: a}, {to: a}]", 0),
    ],
)
def test_the_branches_of_an_option_leave_no_hole(branches: str, holes: int) -> None:
    pack = toy_pack(f"questions: {{danger: {{bad: a, none: {branches}}}}}\noutcomes: {{a: emergency}}")

    assert told(structure.guards_cover_every_age, pack) == ["STR-GUARD questions.danger.options.none"] * holes


CASE = """
  questions:
    danger: {bad: call-999, none: which}
    which: {low: [{age: unknown, to: talk}, {age: under 18, to: school}, {to: talk}], not-sure: talk}
  outcomes: {call-999: emergency, talk: {offer: [help]}, school: routine}
  services: {line: {serves: [help], ages: 18+}, other: {serves: [help]}}
"""


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        ("answers: {danger: none, which: low, age: 40}, outcome: talk, first_service: line, offers: [other]", []),
        ("answers: {danger: none, which: low, age: 9}, outcome: school, never: [line, other]", []),
        ("answers: {danger: none, which: low, age: 40, home: hill}, outcome: talk", []),
        ("answers: {danger: bad, which: low}, outcome: call-999", ["CASE-UNUSED"]),
        ("answers: {danger: none}, outcome: talk", ["CASE-OPEN"]),
        ("answers: {danger: none, which: never}, outcome: talk", ["CASE-OPEN"]),
        ("answers: {danger: none, whichever: low}, outcome: talk", ["CASE-ANSWER"]),
        ("answers: {danger: none, which: low, age: 40}, outcome: school, never: [line]", ["CASE-OUTCOME"]),
        ("answers: {danger: none, which: low, age: 40}, outcome: talk, first_service: other", ["CASE-FIRST"]),
        ("answers: {danger: bad}, outcome: call-999, first_service: line", ["CASE-FIRST"]),
        ("answers: {danger: none, which: low, age: 40}, outcome: talk, never: [other]", ["CASE-NEVER"]),
        ("answers: {danger: bad}, outcome: call-999, offers: [line]", ["CASE-OFFERS"]),
    ],
)
def test_a_case_comes_out_as_it_says(case: str, wrong: list[str]) -> None:
    pack = toy_pack(f"{CASE}\n  cases: {{it: {{{case}}}}}")

    assert told(structure.cases_pass, pack) == [f"{each} cases.it" for each in wrong]


def test_a_case_that_stops_says_where_and_at_which_answer() -> None:
    pack = toy_pack(f"{CASE}\n  cases: {{it: {{answers: {{danger: none, which: never}}, outcome: talk}}}}")
    (problem,) = structure.cases_pass(Subject(pack, Graph(pack)))

    assert problem.message == 'The case stops at the question "which" ("never" is no answer to it).'


def test_a_case_that_is_offered_nothing_says_so() -> None:
    pack = toy_pack(f"{CASE}\n  cases: {{it: {{answers: {{danger: bad}}, outcome: call-999, first_service: line}}}}")
    (problem,) = structure.cases_pass(Subject(pack, Graph(pack)))

    assert problem.message == 'The first service is "nothing", not "line".'


# The table for a practice manager


def test_the_table_says_who_is_offered_what_first() -> None:
    pack = toy_pack("""
      questions: {danger: {bad: call-999, none: talk, not-sure: local, maybe: most, also: inland}}
      outcomes: {call-999: emergency, talk: {offer: [help]}, local: {offer: [near]}, most: {offer: [all]},
        inland: {offer: [two]}}
      services:
        adults: {serves: [help], ages: 18+}
        hill-team: {serves: [near], area: {of: [hill], by: home}}
        vale-team: {serves: [near], area: {of: [vale], by: home}}
        most-of-it: {serves: [all], area: {of: [all], by: home}}
        inland-team: {serves: [two], area: {of: [inland], by: home}}
    """)

    assert list(as_lines(pack)) == [
        "call-999 (emergency), surely met only by a front door: 100%",
        "  no service: every age and place",
        "",
        "talk (routine), surely met only by a front door: 67%",
        "  no service: age 0 in every place",
        "  adults: age 18, not-sure in every place",
        "",
        "local (routine), surely met only by a front door: 60%",
        "  hill-team: age 0 in hill, not-sure",
        "  vale-team: age 0 in vale",
        "  no service: age 0 in shore, outside",
        "",
        "most (routine), surely met only by a front door: 40%",
        "  most-of-it: age 0 in every council, not-sure",
        "  no service: age 0 in outside",
        "",
        "inland (routine), surely met only by a front door: 60%",
        "  inland-team: age 0 in every place but shore, outside",
        "  no service: age 0 in shore, outside",
        "",
    ]


# How old the facts are


FUTURE = Source("late", Publisher.NHS, date(2026, 12, 1), page_date=PageDate.parse("2026-11-30"))


def in_question(pack: Pack) -> Pack:
    return replace(pack, questions={"danger": replace(pack.questions["danger"], sources={"late": FUTURE})})


def in_outcome(pack: Pack) -> Pack:
    talk = replace(pack.outcomes["talk"], sources={"late": FUTURE})
    return replace(pack, outcomes={**pack.outcomes, "talk": talk})


def in_flag(pack: Pack) -> Pack:
    return replace(pack, flags={"chest-pain": replace(pack.flags["chest-pain"], sources={"late": FUTURE})})


def in_service(pack: Pack) -> Pack:
    return replace(pack, services={"line": replace(LINE, sources={"late": FUTURE})})


def in_standing(pack: Pack) -> Pack:
    standing = replace(pack.settings.standing["emergency"], sources={"late": FUTURE})
    return replace(pack, settings=replace(pack.settings, standing={"emergency": standing}))


def in_region(pack: Pack) -> Pack:
    return replace(pack, region=replace(pack.region, sources={"late": FUTURE}))


@pytest.mark.parametrize(
    ("put", "path"),
    [
        (in_question, "questions.danger"),
        (in_outcome, "outcomes.talk"),
        (in_flag, "flags.chest-pain"),
        (in_service, "services.line"),
        (in_standing, "settings.standing.emergency"),
        (in_region, "region"),
    ],
)
def test_a_page_from_the_future_is_told_wherever_it_stands(put: Callable[[Pack], Pack], path: str) -> None:
    assert told(freshness.no_page_is_from_the_future, TOY) == []
    assert told(freshness.no_page_is_from_the_future, put(TOY)) == [f"FRESH-FUTURE {path}.sources.late"]


@pytest.mark.parametrize(
    ("on", "backs", "tells"),
    [
        (date(2027, 11, 23), ("contacts.main",), 0),
        (date(2027, 11, 24), ("contacts.main",), 1),
        (date(2026, 11, 22), ("contacts.main.hours", "sites.hall", "ages"), 0),
        (date(2026, 11, 22), ("contacts.hall",), 1),
        (date(2026, 11, 22), ("sites.main",), 1),
        (date(2026, 11, 22), (), 1),
    ],
)
def test_a_check_is_of_a_day_that_can_be_and_of_what_there_is(on: date, backs: tuple[str, ...], tells: int) -> None:
    pack = replace(TOY, services={"line": replace(LINE, checked=(Checked(on, "phone", "volunteer", backs),))})

    assert told(freshness.checks_confirm_something, pack) == ["FRESH-CHECK services.line.checked.0"] * tells


OLD_LINE = """
  outcomes: {call-999: emergency, now: {urgency: urgent, offer: [help]}}
  services:
    line:
      serves: [help]
      status: STATUS
      checked: [CHECKED]
      contacts: {old: {phone: 01632 960001}, new: {phone: 01632 960002}}
      sources:
        a: {url: "https://example.org/a", by: provider, page_date: 2019, read: 2026-11-22, backs: [ages, contacts.old]}
        b: {url: "https://example.org/b", by: provider, page_date: NEWEST, read: 2026-11-22, backs: [contacts.new]}
"""


ON_MONDAY = "{on: 2026-11-16, how: phone, by_role: volunteer, backs: [contacts.new]}"


@pytest.mark.parametrize(
    ("status", "newest", "checked", "tells"),
    [
        ("current", "2019", "", True),
        ("current", "2026-06", "", False),
        ("current", "2019", ON_MONDAY, False),
        ("closed", "2019", "", False),
        ("changed", "2019", "", False),
    ],
)
def test_an_urgent_service_of_which_every_number_is_old_is_told_once(
    status: str, newest: str, checked: str, tells: bool
) -> None:
    pack = toy_pack(OLD_LINE.replace("STATUS", status).replace("NEWEST", newest).replace("CHECKED", checked))

    assert told(freshness.urgent_contacts_are_not_old, pack) == ["FRESH-OLD services.line.contacts.new"] * tells
