"""What a rule says, and for whom: the role that has least, the number that has no better, the term that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kmnav.check import CheckResult, check_pack, coverage, freshness, glossary, safety, signed, structure, writing
from kmnav.check.coverage import Cover
from kmnav.check.glossary import Words
from kmnav.check.graph import Graph
from kmnav.check.rules import Rule, Subject
from kmnav.check.table import places_that_matter
from kmnav.check.worklist import worklist
from kmnav.errors import Problem, Severity
from kmnav.model import OUTSIDE, Role, Signed
from kmnav.pack import Pack
from kmnav.terms import Glossary, Successor, Term, TermStatus
from kmnav.values import PageDate
from kmnav.writing import Refused, Where, Writing
from tests.toy import toy_pack

TODAY = date(2026, 11, 22)
NURSE = Term("nurse", "community nurse", "A nurse.", "people", TermStatus.CURRENT, acronym="CPN")


def problems(rule: Rule, pack: Pack) -> list[Problem]:
    return list(rule(Subject(pack, Graph(pack))))


def one_line(contact: str, more: str = "", source: str = "page_date: 2026-06") -> Pack:
    """A pack with one ending that offers no GP, and one service."""
    return toy_pack(f"""
      questions: {{danger: {{bad: call-999, none: say}}}}
      outcomes: {{call-999: emergency, say: {{about: voice, offer: [help]}}}}
      services:
        line:
          serves: [help]
          reach_through: []
          contacts: {{main: {contact}{more}}}
          sources:
            page: {{url: "https://example.org", by: provider, read: 2026-11-22, {source}, backs: [ages, contacts.main]}}
    """)


@pytest.mark.parametrize(
    ("contact", "alone"),
    [
        ("{phone: 01632 960001}", []),
        ("{email: a@example.org}", []),
        ("{phone: 01632 960001, for: professionals}", ["outcomes.say"]),
    ],
)
def test_an_ending_that_helps_only_one_role_helps_too_few(contact: str, alone: list[str]) -> None:
    told = problems(coverage.every_cell_has_help, one_line(contact))

    assert [each.path for each in told if each.code == "COVER-NONE" and each.path != "outcomes.call-999"] == alone


def test_a_role_is_helped_by_what_it_may_use() -> None:
    pack = one_line("{phone: 01632 960001, for: professionals}")
    cover = Cover(Subject(pack, Graph(pack)), pack.outcomes["say"])

    assert cover.helped(Role.GP_PRACTICE) == cover.people.everyone
    assert cover.helped(Role.VOLUNTEER) == 0


def test_a_number_is_not_better_than_itself() -> None:
    alone = worklist(one_line("{phone: 01632 960001}"), TODAY)
    beside_another = worklist(one_line("{phone: 01632 960001}", ", other: {phone: 01632 960002}"), TODAY)

    assert [each.has_better for each in alone] == [False]
    assert {each.contact.id: each.has_better for each in beside_another} == {"other": True, "main": False}


def test_places_matter_as_soon_as_one_service_has_a_place_to_go_to() -> None:
    text = """
      outcomes: {call-999: emergency, talk: {offer: [help]}}
      services:
        line: {serves: [help]}
        hall: {serves: [help], sites: {hall: {area: hill, address: 1 Road}}}
    """
    pack = toy_pack(text)
    without = replace(pack, services={"line": pack.services["line"]})

    assert places_that_matter(pack, pack.outcomes["talk"])[:4] == ("hill", "vale", "shore", OUTSIDE)
    assert places_that_matter(without, pack.outcomes["talk"])[:2] == ("hill", OUTSIDE)


@pytest.mark.parametrize(
    ("page_date", "read", "after"),
    [
        ("2026-11-23", "2026-11-24", "after the pack's day, 2026-11-22"),
        ("2026-10-02", "2026-10-01", "after the day it was read"),
    ],
)
def test_a_page_from_the_future_is_told_with_what_it_is_after(page_date: str, read: str, after: str) -> None:
    pack = one_line("{phone: 01632 960001}", source=f"page_date: {page_date}")
    page = replace(pack.services["line"].sources["page"], read=date.fromisoformat(read))
    late = replace(pack, services={"line": replace(pack.services["line"], sources={"page": page})})

    assert [each.message for each in problems(freshness.no_page_is_from_the_future, late)] == [
        f"The page is dated {page_date}, {after}."
    ]


def test_a_fact_that_is_no_question_is_told_among_the_facts() -> None:
    pack = toy_pack("questions: {danger: {ask: Tell me., options: {none: call-999}}}")
    paths = {each.path for each in problems(writing.questions_are_questions, pack)}

    assert paths == {"questions.danger.ask", "facts.age.ask", "facts.practice.ask", "facts.home.ask"}


def test_what_is_current_has_neither_an_end_nor_a_successor() -> None:
    ended = replace(NURSE, until=PageDate.parse("2020"))
    followed = replace(NURSE, became=(Successor("other"),))
    gone = replace(ended, status=TermStatus.HISTORICAL, from_=PageDate.parse("2020"))

    def told(term: Term) -> list[str]:
        return [each.message for each in glossary.ends_are_ends(Words(toy_pack(""), Glossary({"nurse": term})))]

    assert told(NURSE) + told(gone) == []
    assert told(ended) == ['"nurse" is current and has an end.']
    assert told(followed) == ['"nurse" is current and has a successor.']
    assert list(glossary.chains_end(Words(toy_pack(""), Glossary({"nurse": followed})))) == []


def test_an_acronym_inside_a_term_of_the_glossary_is_known() -> None:
    pack = toy_pack("outcomes: {call-999: {urgency: emergency, means: Call the ICB.}}")
    board = replace(NURSE, id="board", term="ICB board", acronym=None)

    assert [each.code for each in glossary.acronyms_have_entries(Words(pack, Glossary({"nurse": NURSE})))]
    assert list(glossary.acronyms_have_entries(Words(pack, Glossary({"board": board})))) == []


def test_the_glossary_is_checked_and_counted_with_the_pack() -> None:
    pack = toy_pack("")
    checked = check_pack(pack, Words(pack, Glossary({"nurse": NURSE})))

    assert "TERM-SOURCE" in {each.code for each in checked.problems}
    assert checked.figures["terms"] == 1
    assert "terms" not in check_pack(pack).figures


def test_an_age_is_asked_for_before_a_branch_but_not_by_a_safety_question() -> None:
    branches = "[{age: unknown, to: a}, {age: under 18, to: a}, {to: a}]"
    text = "questions: {danger: {SAFETYoptions: {bad: a, none: BRANCHES}}}\noutcomes: {a: emergency}"
    ordinary = toy_pack(text.replace("BRANCHES", branches).replace("SAFETY", ""))
    safety = toy_pack(text.replace("BRANCHES", branches).replace("SAFETY", "safety: emergency, "))

    assert Graph(ordinary).answers_needed == {1: 1, 2: 3}
    assert Graph(safety).answers_needed == {1: 4}


def test_only_an_ending_without_a_case_is_told_to_have_none() -> None:
    pack = toy_pack("""
      questions: {danger: {bad: call-999, none: talk}}
      outcomes: {call-999: emergency, talk: routine}
      cases: {it: {answers: {danger: bad}, outcome: call-999}}
    """)

    assert [each.path for each in problems(structure.cases_cover, pack)] == ["outcomes.talk"]
    assert problems(structure.cases_cover, replace(pack, cases={})) == []


def test_the_median_walk_has_as_many_answers_as_half_of_them() -> None:
    one_of_three = toy_pack("questions: {danger: {bad: a, none: which}, which: {x: a, y: a}}\noutcomes: {a: emergency}")
    two_of_three = toy_pack(
        "questions: {danger: {bad: a, sad: a, none: which}, which: {x: a}}\noutcomes: {a: emergency}"
    )

    assert check_pack(one_of_three).figures["median_answers_after_danger"] == 1
    assert check_pack(two_of_three).figures["median_answers_after_danger"] == 0


def test_an_urgent_ending_is_proved_after_one_that_is_not_urgent() -> None:
    pack = toy_pack("""
      questions: {danger: {none: talk, bad: now}}
      outcomes: {call-999: emergency, talk: routine, now: urgent}
    """)
    assert [each.path for each in problems(coverage.somebody_answers_at_every_hour, pack)] == ["outcomes.now"]


def test_an_acronym_in_a_fact_and_a_long_sentence_in_what_a_term_is_here_are_told() -> None:
    pack = toy_pack("")
    age = replace(pack.facts["age"], why="For the ICB.")
    long = replace(NURSE, here=f"{'very ' * 20}long.")

    asked = Words(replace(pack, facts={"age": age}), Glossary({"nurse": NURSE}))
    assert [each.code for each in glossary.acronyms_have_entries(asked)] == ["TERM-MISSING"]
    told = list(glossary.sentences_are_short(Words(pack, Glossary({"nurse": long}))))
    assert [each.path for each in told] == ["terms.nurse.here"]


@pytest.mark.parametrize(
    ("rules", "means", "tells"),
    [
        (Writing(claim_units=("days",)), "They answer in 3 days.", True),
        (Writing(claim_units=("days",)), "They answer soon.", False),
        (Writing(claim_units=("days",)), "It is £5 a day.", True),
        (Writing(claim_words=("by law",)), "By law they answer.", True),
        (Writing(claim_words=("by law",)), "They answer in 3 days.", False),
        (Writing(), "They answer in 3 days, by law.", False),
    ],
)
def test_a_claim_needs_a_source_by_the_units_and_words_of_the_pack(rules: Writing, means: str, tells: bool) -> None:
    pack = replace(toy_pack(f'outcomes: {{a: {{urgency: emergency, means: "{means}"}}}}'), writing=rules)

    assert [each.path for each in problems(writing.claims_have_sources, pack)] == ["outcomes.a.means"] * tells


def test_a_phrase_is_refused_in_the_texts_that_it_is_refused_in() -> None:
    pack = toy_pack("""
      questions: {danger: {ask: "Is it triage?", why: For triage., options: {none: a}}}
      outcomes: {a: emergency}
      services: {it: {summary: They do triage.}}
    """)

    def told(where: Where) -> list[str]:
        refused = Refused("jargon", ("triage",), "Jargon.", "Say: ask.", where)
        ruled = replace(pack, writing=Writing(refuse={"jargon": refused}))
        return [each.path for each in problems(writing.refused_phrases, ruled)]

    assert told(Where.SAID) == ["questions.danger.ask"]
    assert told(Where.GRAPH) == ["questions.danger.ask", "questions.danger.why"]
    assert told(Where.ALL) == ["questions.danger.ask", "questions.danger.why", "services.it.summary"]


def test_one_error_among_warnings_is_enough_to_refuse_a_pack() -> None:
    error = Problem("A", "a.yaml", 1, "a", "A.", "Mend it.", Severity.ERROR)
    warning = replace(error, severity=Severity.WARNING)

    assert not CheckResult((error, warning), {}).ok
    assert CheckResult((warning,), {}).ok
    assert CheckResult((), {}).ok


def test_the_worst_problems_are_told_first() -> None:
    told = [each.severity for each in check_pack(toy_pack("services: {line: {serves: [lost]}}")).problems]

    assert len(set(told)) > 1
    assert told == sorted(told, key=list(Severity).index)


def test_an_ending_that_nobody_reaches_hides_no_other() -> None:
    pack = toy_pack("""
      questions: {danger: {bad: call-999, none: talk}}
      outcomes: {call-999: emergency, island: routine, talk: routine}
    """)
    assert [each.path for each in problems(safety.asked_before_the_end, pack)] == ["outcomes.talk"]


@pytest.mark.parametrize(("day", "late"), [(21, False), (22, False), (23, True)])
def test_a_signature_is_of_the_packs_own_day_at_the_latest(day: int, late: bool) -> None:
    pack = toy_pack("")
    ending = replace(pack.outcomes["call-999"], signed=Signed("GP", date(2026, 11, day), "0123456789abcdef"))
    told = [each.code for each in problems(signed.signatures_hold, replace(pack, outcomes={"call-999": ending}))]

    assert ("SIGN-DATE" in told) == late
