"""`kmnav diff`: what changed, and which situations end elsewhere; held against a walk of every path in both packs."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache, partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav import load_pack, replay
from kmnav.bank_holidays import BankHoliday, BankHolidays
from kmnav.check.situations import age_cuts, branch_ages
from kmnav.compare import Compared, compare
from kmnav.compare_edits import edits
from kmnav.compare_routes import Rerouted, Walk, rerouted
from kmnav.everyday import Everyday, ScanWords
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Role, Urgency
from kmnav.pack import Pack
from kmnav.recommend import recommend
from kmnav.record import replace
from kmnav.render.compare import HEADINGS, compare_lines, part_words
from kmnav.replay import Answered, Arrived
from kmnav.sayings import SaidOf, Sayings
from kmnav.terms import Faqs, Glossary
from kmnav.values import AgeRange, Hours, PageDate
from tests.cli_support import DESK, assert_told_plainly, kmnav, with_damage
from tests.toy import toy_pack
from tests.toy_glossary import toy_glossary

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


def test_a_contact_by_text_message_is_told_part_by_part() -> None:
    line = 'services: {line: {contacts: {main: {text: "85258", hours: 24/7}}}}'
    assert said(changed("24/7", "Mo 09:00-17:00", line), "services") == {
        "line": [("contacts.main.hours", "24/7", "Mo 09:00-17:00")]
    }
    assert said(changed("85258", "85259", line), "services") == {"line": [("contacts.main.text", "85258", "85259")]}


def test_what_took_over_from_a_term_is_told_by_its_id(tmp_path: Any) -> None:
    text = "{ccg: {status: renamed, became: [{id: %s}]}, icb: {}, icp: {}}"
    words = toy_glossary(tmp_path / "old", text % "icb"), toy_glossary(tmp_path / "new", text % "icp")
    told = compare(toy_pack(GRAPH), toy_pack(GRAPH), words)
    assert said(told, "terms") == {"ccg": [("became.1.id", "icb", "icp")]}


def test_records_and_answers_that_stand_in_another_order_are_told() -> None:
    """Services are offered in their order, and the number of an answer is its place."""
    services = toy_pack("services: {one: {}, two: {}, three: {}}"), toy_pack("services: {three: {}, one: {}, two: {}}")
    answers = changed("bad: call-999, not-sure: call-999,", "not-sure: call-999, bad: call-999,")

    assert said(compare(*services), "services") == {"three": [("place", "after two", "first")]}
    assert said(answers, "questions") == {"danger": [("options.not-sure.place", "after bad", "first")]}


def test_of_a_long_list_the_words_that_are_gone_and_new_are_shown() -> None:
    phrases = [f"it hurts so much that I cannot {each}" for each in ("sit", "stand", "eat", "sleep")]
    flag = desk().flags["life-not-worth-living"]
    older, newer = (
        replace(desk(), flags={**desk().flags, flag.id: replace(flag, phrases=tuple(each))})
        for each in (phrases, [phrases[1], phrases[0], *phrases[3:], "new"])
    )
    told = compare(older, newer)
    (edit,) = told.records["flags"].changed[0].edits

    assert (edit.added, edit.removed, edit.moved) == (("new",), (phrases[2],), (phrases[1],))
    assert edit.before == "; ".join(phrases)
    line = next(line for line in compare_lines(older, newer, told) if "phrases" in line)
    assert line == f"    phrases: 1 gone: {phrases[2]}. 1 new: new. 1 at another place: {phrases[1]}"


# What callers say, and the other files


def heard(kind: SaidOf, about: str, *texts: str) -> dict[str, Sayings]:
    return {f"{kind.value}.{about}": Sayings(kind, about, texts)}


def test_a_saying_of_danger_that_is_gone_stands_before_those_of_needs() -> None:
    needs, worse = heard(SaidOf.NEED, "crisis", "all is too much"), "life-not-worth-living"
    lines = tuple(f"I do not want to wake up {at}" for at in range(8))
    older = replace(desk(), sayings={**needs, **heard(SaidOf.DANGER, worse, *lines)})
    newer = replace(
        desk(),
        sayings={
            **heard(SaidOf.NEED, "crisis", "all is too much", lines[0]),
            **heard(SaidOf.HARMLESS, "harmless", "this wait is killing me"),
            **heard(SaidOf.DANGER, worse, lines[7]),
        },
    )
    told = compare(older, newer)
    shown = list(compare_lines(older, newer, told))
    start = shown.index("What callers say")

    assert [(each.about, each.added, each.removed) for each in told.sayings] == [
        (worse, (), lines[:7]),
        ("harmless", ("this wait is killing me",), ()),
        ("crisis", (lines[0],), ()),
    ]
    assert shown[start + 1 : start + 9] == [
        f"  Of a danger: {desk().flags[worse].title} ({worse})",
        "    7 gone:",
        *(f"    - {line}" for line in lines[:5]),
        "    … and 2 more",
    ]
    assert "Nothing else has changed." not in shown


def test_a_red_flag_that_has_lost_a_phrase_stands_first_of_the_records() -> None:
    first, *_, last = desk().flags.values()
    flags = {
        **desk().flags,
        first.id: replace(first, title="Another title"),
        last.id: replace(last, phrases=last.phrases[1:]),
    }
    services = dict(list(desk().services.items())[1:])
    newer = replace(desk(), flags=flags, services=services)
    shown = list(compare_lines(desk(), newer, compare(desk(), newer)))
    headings = [line for line in shown if line in HEADINGS.values()]

    assert headings == ["Red flags", "Services and their contacts"]
    assert [line for line in shown if line.startswith("  Changed: ")] == [
        f"  Changed: {last.title} ({last.id})",
        f"  Changed: Another title ({first.id})",
    ]


def test_sayings_in_another_order_are_the_same() -> None:
    older, newer = (replace(desk(), sayings=heard(SaidOf.NEED, "crisis", *texts)) for texts in ("ab", "ba"))
    assert compare(older, newer).nothing_else


def test_words_and_holidays_are_told_part_by_part() -> None:
    christmas, other = BankHoliday.parse("2026-12-25 Christmas Day"), BankHoliday.parse("2026-12-28 Boxing Day")
    older = replace(
        desk(),
        everyday=Everyday(same={"sad": ("low", "down")}, scan=ScanWords(negations=("not",))),
        holidays=BankHolidays(2026, 2026, "", (christmas, other)),
    )
    newer = replace(
        desk(),
        everyday=Everyday(same={"sad": ("low",)}, scan=ScanWords(negations=("not", "never"))),
        holidays=BankHolidays(2026, 2026, "", (other,)),
    )
    told = compare(older, newer)
    both = "2026-12-25 Christmas Day; 2026-12-28 Boxing Day"

    assert said(told, "words") == {
        "words.yaml": [("same.sad", "low; down", "low"), ("scan.negations", "not", "not; never")]
    }
    assert said(told, "holidays") == {"bank_holidays.yaml": [("days", both, "2026-12-28 Boxing Day")]}


def test_a_practice_is_told_by_its_code(pack: Pack) -> None:
    code, practice = next(iter(pack.region.practices.items()))
    moved = {**pack.region.practices, code: replace(practice, phone="01632 960001")}
    told = compare(pack, replace(pack, region=replace(pack.region, practices=moved)))

    assert said(told, "gp_practices") == {code: [("phone", practice.phone, "01632 960001")]}
    assert said(told, "region")[pack.region.id] == [("practices", "an older table", "a newer table")]


# Nothing goes untold

WHERE_THINGS_STAND = {"positions", "worked_out"}
# Looked up whatever their order.
NO_MEANING = {
    "sayings: order",
    "sayings: Sayings.texts: order",
    "region: Region.full_postcodes: FullPostcodes.sectors: order",
    "kinds: order",
}
OTHER = {
    AgeRange: AgeRange.parse("under 7"),
    Hours: Hours.parse("Su 03:00-04:00"),
    PageDate: PageDate.parse("1999-12-31"),
    BankHoliday: BankHoliday.parse("1999-12-31 Last Day"),
}


Other = tuple[str, Callable[[], Any]]


def others(value: Any) -> Iterator[Other]:
    """Values that differ from this one in one part alone: the part that does, and what makes the value."""
    if isinstance(value, Mapping):
        yield from other_maps(value)
    elif isinstance(value, tuple):
        yield from other_lists(value)
    elif is_dataclass(value) and type(value) not in OTHER:
        for name in (spec.name for spec in fields(value)):
            for part, make in others(getattr(value, name)):
                yield f"{type(value).__name__}.{name}: {part}", partial(with_part, value, name, make)
    elif value is not None:
        yield "", partial(other, value)


def other_maps(value: Mapping[str, Any]) -> Iterator[Other]:
    for key, each in value.items():
        yield from ((part, partial(with_part, value, key, make)) for part, make in others(each))
    if value:
        yield "one less", lambda: dict(list(value.items())[1:])
    if len(value) > 1:
        yield "order", lambda: dict(reversed(list(value.items())))


def other_lists(value: tuple[Any, ...]) -> Iterator[Other]:
    if value:
        yield "one less", lambda: value[1:]
        yield from ((part, partial(with_first, value, make)) for part, make in others(value[0]))
    if value != value[::-1]:
        yield "order", lambda: value[::-1]


def with_part(value: Any, part: str, make: Callable[[], Any]) -> Any:
    return {**value, part: make()} if isinstance(value, Mapping) else replace(value, **{part: make()})


def with_first(value: tuple[Any, ...], make: Callable[[], Any]) -> tuple[Any, ...]:
    return make(), *value[1:]


def other(value: Any) -> Any:
    """Another value of the same type."""
    if type(value) in OTHER:
        return OTHER[type(value)]
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, frozenset):
        return value - {min(value)}
    if isinstance(value, bool):
        return not value
    return value + timedelta(days=1) if isinstance(value, date) else value + type(value)("1")


def assert_every_part_is_told(whole: Any, tell: Callable[[Any], Compared]) -> None:
    """Change each part of each field in turn, in one record of each kind."""
    for spec in fields(whole):
        if spec.name in WHERE_THINGS_STAND:
            continue
        tried: set[str] = set()
        for part, make in others(getattr(whole, spec.name)):
            changed_part = f"{spec.name}: {part}"
            if changed_part not in tried | NO_MEANING:
                tried.add(changed_part)
                told = tell(replace(whole, **{spec.name: make()}))
                assert not told.nothing_else, f"{changed_part} is not told"
        assert tried, f"{spec.name} is empty: nothing was changed in it"


@pytest.fixture
def without_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out where situations end: each part has to be told by itself."""
    monkeypatch.setattr("kmnav.compare.rerouted", lambda *_: Rerouted(0, (), (), 0))


@pytest.mark.usefixtures("without_routes")
def test_no_field_of_a_pack_goes_untold(pack: Pack) -> None:
    """A field that is added to a pack, or to any record in it, must be compared."""

    def tell(other: Pack) -> Compared:
        told = compare(pack, other)
        assert "Nothing else has changed." not in set(compare_lines(pack, other, told))
        return told

    assert_every_part_is_told(pack, tell)
    assert compare(pack, pack).nothing_else


@pytest.mark.usefixtures("without_routes")
def test_no_field_of_the_glossary_or_of_the_questions_with_answers_goes_untold(pack: Pack) -> None:
    words: Glossary = load_glossary()
    faqs: Faqs = load_faqs()

    assert_every_part_is_told(words, lambda other: compare(pack, pack, (words, other)))
    assert_every_part_is_told(faqs, lambda other: compare(pack, pack, faqs=(faqs, other)))


def test_every_kind_has_a_heading() -> None:
    assert set(compare(desk(), desk()).records) == set(HEADINGS)


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


def test_a_region_that_was_not_compared_is_named(tmp_path: Any) -> None:
    """One region is compared at a time: what another one has changed is not called nothing."""
    two, same = (shutil.copytree(DESK, tmp_path / name) for name in ("two", "same"))
    for each in (two, same):
        shutil.copytree(DESK / "regions/marshire", each / "regions/fenshire")
    both, fresh, gone = (kmnav("diff", str(old), str(new)) for old, new in ((two, same), (DESK, two), (two, DESK)))

    assert both.out.endswith("changed.\n\nThe region fenshire was not compared. Add: --region fenshire\n")
    assert kmnav("diff", str(two), str(same), "--region", "fenshire").code == 0
    assert fresh.out.endswith("compared.\n\nThe region fenshire is new.\n")
    assert gone.out.endswith("compared.\n\nThe region fenshire is taken out.\n")
    assert kmnav("diff", str(two), str(same), "--json").object["regions_not_compared"] == ["fenshire"]


def test_diff_tells_what_stands_in_files_beside_the_records(tmp_path: Any) -> None:
    damage = {"faqs.yaml": ("question: ", "question: Say, "), "bank_holidays.yaml": ("Christmas Day", "Yule")}
    other = with_damage(tmp_path, damage)
    (other / "sayings").mkdir()
    (other / "sayings/harmless.txt").write_text("## harmless\nthis wait is killing me\n", encoding="utf-8")
    (other / "words.yaml").write_text("same: {sad: [low, down]}\n", encoding="utf-8")
    run = kmnav("diff", str(DESK), str(other))
    json = kmnav("diff", str(DESK), str(other), "--json").object

    headings = [line for line in run.out.splitlines() if line in (*HEADINGS.values(), "What callers say")]
    assert headings == ["What callers say", "Everyday words", "Questions with answers", "Bank holidays"]
    assert "Nothing else has changed." not in run.out
    (list_of,) = json["sayings"]
    assert (list_of["said_of"], list_of["added"]) == ("harmless", ["this wait is killing me"])
    assert {kind for kind, each in json["records"].items() if each["changed"]} == {"words", "faqs", "holidays"}


def test_diff_of_what_is_no_pack_says_so(tmp_path: Any) -> None:
    assert_told_plainly(kmnav("diff", str(DESK), str(tmp_path)), 2)
    spoilt = with_damage(tmp_path, {"pathways.yaml": ("start: danger", "start: dangr")})
    assert kmnav("diff", str(DESK), str(spoilt)).code == 3


def test_every_line_of_a_difference_is_words(pack: Pack) -> None:
    lines = list(compare_lines(desk(), pack, compare(desk(), desk())))
    assert all(isinstance(line, str) and "<" not in line and "MappingProxy" not in line for line in lines)
