"""`kmnav diff`: what changed, and which situations end elsewhere; held against a walk of every path in both packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav import load_pack, replay
from kmnav.check.situations import age_cuts, branch_ages
from kmnav.compare import Compared, compare
from kmnav.compare_routes import Walk, rerouted
from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Role, Urgency
from kmnav.pack import Pack
from kmnav.recommend import recommend
from kmnav.render.compare import compare_lines, part_words
from kmnav.replay import Answered, Arrived
from tests.cli_support import DESK, assert_told_plainly, kmnav, with_damage
from tests.toy import toy_pack

GRAPH = """
questions:
  danger: {bad: call-999, not-sure: call-999, none: mood}
  mood: {low: [{age: unknown, to: talk}, {age: under 18, to: school}, {to: therapy}], not-sure: talk}
outcomes: {call-999: emergency, talk: routine, school: routine, therapy: routine}
"""


def changed(old: str, new: str, text: str = GRAPH) -> Compared:
    assert old in text
    return compare(toy_pack(text), toy_pack(text.replace(old, new, 1)))


def moves(told: Compared) -> dict[tuple[str, str], int]:
    return {(each.before.outcome, each.after.outcome): each.situations for each in told.routes.reroutes}


def said(told: Compared, kind: str) -> dict[str, list[tuple[str, str | None, str | None]]]:
    return {
        each.id: [(edit.part, edit.before, edit.after) for edit in each.edits] for each in told.records[kind].changed
    }


# Situations


def test_two_packs_that_are_the_same_differ_in_nothing(pack: Pack) -> None:
    told = compare(pack, pack)
    assert not told.routes.reroutes
    assert not told.routes.first
    assert not any(told.records.values())
    assert told.routes.situations > 1_000


def test_an_answer_that_leads_elsewhere_is_told_with_the_ages_that_it_concerns() -> None:
    told = changed("{age: under 18, to: school}", "{age: under 16, to: school}")

    (only,) = told.routes.reroutes
    assert (only.before.outcome, only.after.outcome) == ("school", "therapy")
    assert dict(only.example) == {"danger": "none", "mood": "low", "age": "16"}


def test_a_less_urgent_ending_stands_first_though_it_is_rare() -> None:
    told = changed(
        "bad: call-999", "bad: talk", GRAPH.replace("not-sure: talk", "not-sure: talk, other: talk, more: talk")
    )
    both = compare(
        toy_pack(GRAPH),
        toy_pack(GRAPH.replace("bad: call-999", "bad: talk").replace("school: routine", "school: urgent")),
    )

    assert told.routes.reroutes[0].less_urgent
    assert [(each.less_urgent, each.more_urgent) for each in both.routes.reroutes] == [(True, False), (False, True)]


def test_the_same_ending_with_another_urgency_is_another_route() -> None:
    told = changed("talk: routine", "talk: urgent")
    assert set(moves(told)) == {("talk", "talk")}
    assert {each.after.urgency for each in told.routes.reroutes} == {Urgency.URGENT}


def test_a_question_put_in_between_concerns_only_those_whom_it_sends_elsewhere() -> None:
    asked = "none: today}\n  today: {today-yes: call-999, none: mood, not-sure: mood}"
    told = changed("none: mood}", asked)

    assert set(moves(told)) == {("talk", "call-999"), ("school", "call-999"), ("therapy", "call-999")}
    assert all(dict(each.example)["today"] == "today-yes" for each in told.routes.reroutes)


ENDS = ("call-999", "talk", "school", "therapy")


@st.composite
def graphs(draw: st.DrawFn) -> str:
    """A small graph in which the same questions, with the same answers, come in any order or not at all."""
    order = ("danger", *draw(st.permutations(["first", "second", "third"])))
    lines = []
    for at, question in enumerate(order, 1):
        to = st.sampled_from((*order[at:], *order[at:], *ENDS))
        guarded = st.tuples(st.sampled_from(["under 18", "65+", "under 16"]), to, to).map(
            lambda parts: f"[{{age: unknown, to: {parts[2]}}}, {{age: {parts[0]}, to: {parts[1]}}}, {{to: {parts[2]}}}]"
        )
        lines.append(f"  {question}: {{one: {draw(to | guarded)}, two: {draw(to)}}}")
    levels = [f"{each}: {draw(st.sampled_from(['routine', 'urgent']))}" for each in ENDS[1:]]
    outcomes = f"outcomes: {{call-999: emergency, {', '.join(levels)}}}"
    return "\n".join(["start: danger", "questions:", *lines, outcomes])


def by_hand(old: Pack, new: Pack, ages: tuple[str, ...]) -> Counter[tuple[Any, ...]]:
    """Every choice of an answer to each question that either walk asks, each walked by itself through `replay`."""
    found: Counter[tuple[Any, ...]] = Counter()

    def go(answers: Mapping[str, str]) -> None:
        steps = [replay(each, answers) for each in (old, new)]
        asks = [step.question.id for step in steps if not isinstance(step, Arrived)]
        if not asks:
            found[tuple((step.outcome.id, step.outcome.urgency) for step in steps if isinstance(step, Arrived))] += 1
            return
        for value in ("one", "two"):
            go({**answers, asks[0]: value})

    for age in ages:
        go({AGE: age, HOME: NOT_SURE, PRACTICE: NOT_SURE})
    return found


@settings(max_examples=15)
@given(old=graphs(), new=graphs())
def test_the_count_of_situations_is_that_of_a_walk_of_every_path(old: str, new: str) -> None:
    packs = toy_pack(old), toy_pack(new)
    ages = age_cuts([*branch_ages(packs[0]), *branch_ages(packs[1])])
    told = rerouted(*packs, ages)
    expected = by_hand(*packs, ages)

    assert told.situations == expected.total()
    assert {
        ((each.before.outcome, each.before.urgency), (each.after.outcome, each.after.urgency)): each.situations
        for each in told.reroutes
    } == {pair: count for pair, count in expected.items() if pair[0] != pair[1]}
    for each in told.reroutes:
        answers = {AGE: NOT_SURE, HOME: NOT_SURE, PRACTICE: NOT_SURE, **dict(each.example)}
        for pack, end in zip(packs, (each.before, each.after), strict=True):
            step = replay(pack, answers)
            assert isinstance(step, Arrived)
            assert (step.outcome.id, step.outcome.urgency) == (end.outcome, end.urgency)


# The first service

SERVED = (
    GRAPH.replace("talk: routine", "talk: {urgency: routine, offer: [talking]}")
    + """
services:
  nearer: {serves: [talking], area: {of: [hill], by: practice}}
  wider: {serves: [talking]}
  grown: {serves: [talking], ages: 18+}
"""
)


@cache
def desk() -> Pack:
    return load_pack(DESK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("of: [hill]", "of: [vale]"),
        ("ages: 18+", "ages: under 18"),
        ("nearer: {", "nearer: {status: closed, "),
        ("wider: {", "wider: {conditions: [Ask], "),
    ],
)
def test_another_first_service_is_told_for_every_age_and_place_that_it_concerns(old: str, new: str) -> None:
    before, after = toy_pack(SERVED), toy_pack(SERVED.replace(old, new, 1))
    told = compare(before, after).routes
    expected: Counter[tuple[str | None, str | None]] = Counter()
    ages = age_cuts([each.ages for pack in (before, after) for each in pack.services.values()])
    for age in ages:
        for place in (*after.region.councils, OUTSIDE, NOT_SURE):
            expected[first(before, age, place), first(after, age, place)] += 1

    assert {(each.before, each.after): each.situations for each in told.first} == {
        pair: count for pair, count in expected.items() if pair[0] != pair[1]
    }


def first(pack: Pack, age: str, place: str) -> str | None:
    path = tuple(Answered(fact, value, value) for fact, value in ((AGE, age), (PRACTICE, place), (HOME, place)))
    told = recommend(pack, Arrived(path, pack.outcomes["talk"], ()), Role.VOLUNTEER, pack.settings.as_of)
    return told.services[0].service.id if told.services else None


AGEING = """
questions: {danger: {bad: call-999, not-sure: call-999, none: talk}}
outcomes: {call-999: emergency, talk: {urgency: routine, offer: [talking]}}
services:
  dated: {serves: [talking], contacts: {main: {phone: 01632 960001}}}
  undated:
    serves: [talking]
    contacts: {main: {phone: 01632 960002}}
    sources: {page: {url: "https://example.org", by: provider, read: 2026-11-22, backs: [ages, contacts.main]}}
"""


def test_that_pages_grow_old_is_no_change_of_the_first_service() -> None:
    older, newer = (
        toy_pack(AGEING),
        toy_pack(AGEING + "settings: {as_of: 2031-11-22, trust: {urgent_months: 12, other_months: 25}}"),
    )
    told = compare(older, newer)

    assert [first(pack, NOT_SURE, NOT_SURE) for pack in (older, newer)] == ["dated", "undated"]
    assert told.routes.compared_first > 0
    assert told.routes.first == ()


def test_a_question_put_first_does_not_make_the_walk_list_every_path() -> None:
    """Twelve questions have four thousand paths; the steps of the walk grow with the questions."""
    chain = "".join(f"  q{at}: {{one: q{at + 1}, two: q{at + 1}}}\n" for at in range(10))
    text = "questions:\n  danger: {one: FIRST, two: call-999}\n" + chain + "  q10: {one: talk, two: talk}\n"
    ends = "outcomes: {call-999: emergency, talk: routine}"
    older = toy_pack(text.replace("FIRST", "q0") + ends)
    newer = toy_pack(text.replace("FIRST", "fresh") + "  fresh: {one: q0, two: q0}\n" + ends)
    for old, new in ((older, newer), (newer, older)):
        walk = Walk(old, new, NOT_SURE)
        assert sum(count for count, _ in walk.ends().values()) == 2**12 + 1
        assert walk.steps < 100


# Records


def test_each_part_that_was_edited_is_told_in_words() -> None:
    text = "services: {line: {name: The Line, contacts: {main: {phone: 01632 960001}}, ages: all}}"
    told = changed("01632 960001}}, ages: all", "01632 960002}}, ages: 18+", text)

    assert said(told, "services") == {
        "line": [("ages", "all", "18+"), ("contacts.main.phone", "01632 960001", "01632 960002")]
    }
    assert part_words("contacts.main.phone") == "contact main, phone"


def test_new_closed_and_removed_services_are_told_apart() -> None:
    old = toy_pack("services: {gone: {}, ends: {}, stays: {}}")
    new = toy_pack("services: {ends: {status: closed}, stays: {}, fresh: {}}")
    told = compare(old, new).records["services"]

    assert [[each.id for each in part] for part in (told.added, told.closed, told.removed, told.changed)] == [
        ["fresh"],
        ["ends"],
        ["gone"],
        [],
    ]


def test_no_edit_of_a_record_goes_untold(pack: Pack) -> None:
    """Whatever differs between two records of the pack that ships, some part of them is told."""
    from kmnav.compare import edits

    for held in (pack.services, pack.outcomes, pack.questions, pack.doors, pack.flags):
        records = list(held.values())
        for one, other in pairwise(records):
            assert list(edits(one, other))
            assert list(edits(one, one)) == []


def test_an_answer_that_is_new_or_gone_is_told_with_its_question() -> None:
    told = changed("not-sure: talk}", "not-sure: talk, worry: therapy}")
    assert said(told, "questions") == {
        "mood": [("options.worry.label", None, "Worry"), ("options.worry.go", None, "therapy")]
    }
    assert moves(told) == {}


# The command


def test_diff_tells_those_who_approve_it_and_ends_well(tmp_path: Any) -> None:
    damage = {
        "pathways.yaml": (
            "flags: [life-not-worth-living], go: crisis}",
            "flags: [life-not-worth-living], go: practice-list}",
        )
    }
    other = with_damage(tmp_path, damage)
    run = kmnav("diff", str(DESK), str(other))
    same = kmnav("diff", str(DESK), str(DESK))
    json = kmnav("diff", str(DESK), str(other), "--json").object

    assert (run.code, same.code) == (0, 0)
    assert "LATER HELP: " in run.out
    assert "Does any of this need someone today? Thoughts of dying" in run.out
    assert "Nothing else has changed." in same.out
    example = json["routes"][0]["example"]
    ends = [kmnav("route", "--json", "--from", example, "--pack", str(each)).object for each in (DESK, other)]
    assert ends[0]["outcome"]["id"] == json["routes"][0]["before"]["outcome"] == "crisis"
    assert json["routes"][0]["after"]["outcome"] == "practice-list"


def test_diff_of_what_is_no_pack_says_so(tmp_path: Any) -> None:
    assert_told_plainly(kmnav("diff", str(DESK), str(tmp_path)), 2)
    spoilt = with_damage(tmp_path, {"pathways.yaml": ("start: danger", "start: dangr")})
    assert kmnav("diff", str(DESK), str(spoilt)).code == 3


def test_every_line_of_a_difference_is_words(pack: Pack) -> None:
    lines = list(compare_lines(desk(), pack, compare(desk(), desk())))
    assert all(isinstance(line, str) and "<" not in line and "MappingProxy" not in line for line in lines)
