"""Danger, endings and what is taken away, at their edges: what is asked before an end, and what every end says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kmnav.check import check_pack, endings, facts, hand_out, safety
from kmnav.check.graph import Graph
from kmnav.check.rules import Rule, Subject
from kmnav.hand_out import HandOut
from kmnav.pack import Pack
from tests.toy import toy_pack


def told(rule: Rule, pack: Pack) -> list[str]:
    """What a rule tells of, as code and path."""
    return [f"{each.code} {each.path}" for each in rule(Subject(pack, Graph(pack)))]


# Rules 2 and 3: danger first, and no doubt is worth less than a no


DANGER = "danger: {asks: danger, safety: emergency, options: {bad: call-999, not-sure: again, none: today}}"
AGAIN = "again: {asks: danger-again, safety: today, options: {bad: call-999, not-sure: now, none: now}}"
TODAY = "today: {asks: today, safety: today, options: {bad: now, not-sure: now, none: mood}}"
MOOD = "mood: {asks: mood, options: {low: talk, not-sure: talk, say: complain}}"
WALK = f"questions: {{{DANGER}, {AGAIN}, {TODAY}, {MOOD}}}"
ENDS = "{call-999: emergency, now: urgent, talk: routine, complain: {about: voice}}"


def walk(text: str = WALK, ends: str = ENDS) -> Pack:
    return toy_pack(f"{text}\noutcomes: {ends}")


def test_a_walk_that_asks_about_danger_and_today_is_safe() -> None:
    pack = walk()
    for rule in (
        safety.danger_is_first,
        safety.asked_before_the_end,
        safety.safety_questions_are_marked,
        safety.safety_is_monotone,
    ):
        assert told(rule, pack) == []


def test_a_topic_may_demand_more_and_an_urgent_ending_less() -> None:
    pack = walk()
    health = replace(pack.settings.topics["health"], asked_first=("team",))
    demanding = replace(pack, settings=replace(pack.settings, topics={**pack.settings.topics, "health": health}))

    assert told(safety.asked_before_the_end, demanding) == ["SAFE-NOT-ASKED outcomes.talk"]


@pytest.mark.parametrize(
    ("old", "new", "tells"),
    [
        ("not-sure: again, none: today", "not-sure: again, none: mood", ["complain", "talk"]),
        ("not-sure: again, none: today", "not-sure: now, none: today", ["now"]),
        ("not-sure: now, none: now}}, today", "not-sure: talk, none: now}}, today", ["talk"]),
        ("bad: now, not-sure: now, none: mood", "bad: now, not-sure: now, none: now", []),
        ("bad: now, not-sure: now, none: mood", "bad: call-999, not-sure: call-999, none: mood", []),
    ],
)
def test_what_an_ending_demands_is_asked_on_every_path(old: str, new: str, tells: list[str]) -> None:
    assert old in WALK
    pack = walk(WALK.replace(old, new, 1))

    assert sorted(set(told(safety.asked_before_the_end, pack))) == [f"SAFE-NOT-ASKED outcomes.{each}" for each in tells]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        ("bad: now, not-sure: now, none: talk", []),
        ("bad: call-999, not-sure: now, none: now", []),
        ("bad: now, not-sure: call-999, none: talk", ["SAFE-MONOTONE bad"]),
        ("bad: now, not-sure: soon, none: talk", ["SAFE-MONOTONE not-sure"]),
        ("bad: soon, not-sure: now, none: talk", ["SAFE-MONOTONE bad"]),
        ("bad: call-999, not-sure: now, none: call-999", ["SAFE-MONOTONE not-sure"]),
        ("bad: call-999, worse: now, not-sure: now, none: talk", []),
    ],
)
def test_a_safety_question_is_monotone(today: str, codes: list[str]) -> None:
    text = (
        f"questions: {{{DANGER.replace('again', 'now')}, today: {{safety: today, asks: today, options: {{{today}}}}}}}"
    )
    pack = walk(text, "{call-999: emergency, now: urgent, soon: soon, talk: routine}")

    assert [each.replace("questions.today.options.", "") for each in told(safety.safety_is_monotone, pack)] == codes


@pytest.mark.parametrize(
    ("options", "marked"),
    [
        ("{yes: now, not-sure: now, none: talk}", False),
        ("{yes: now, not-sure: soon, none: talk}", True),
        ("{yes: now, not-sure: now, other: talk}", True),
        ("{yes: now, none: talk}", True),
    ],
)
def test_a_question_whose_doubt_is_urgent_is_marked(options: str, marked: bool) -> None:
    pack = walk(
        f"questions: {{{DANGER.replace('again', 'now')}, today: {{asks: today, options: {options}}}}}",
        "{call-999: emergency, now: urgent, soon: soon, talk: routine}",
    )

    assert told(safety.safety_questions_are_marked, pack) == ["SAFE-MARK questions.today"] * (not marked)


def test_a_yes_to_danger_leads_straight_to_an_emergency_at_every_age() -> None:
    branches = "[{age: unknown, to: call-999}, {age: under 18, to: now}, {to: call-999}]"
    pack = walk(WALK.replace("bad: call-999", f"bad: {branches}", 1))

    assert told(safety.danger_is_first, pack) == ["SAFE-ONE-QUESTION questions.danger.options.bad"]


# Rule 6: red flags


@pytest.mark.parametrize(
    ("flag", "in_danger", "in_today", "tells"),
    [
        ("emergency", ["bad"], [], False),
        ("emergency", [], ["bad"], True),
        ("emergency", ["none"], [], True),
        ("emergency", ["not-sure"], [], True),
        ("emergency", ["bad", "not-sure"], [], True),
        ("urgent", [], ["bad"], False),
        ("urgent", ["bad"], [], True),
        ("urgent", [], [], True),
    ],
)
def test_a_red_flag_stands_in_one_yes_of_its_question(
    flag: str, in_danger: list[str], in_today: list[str], tells: bool
) -> None:
    pack = toy_pack(f"{WALK}\noutcomes: {ENDS}\nflags: {{chest-pain: {{urgency: {flag}}}}}")
    questions = dict(pack.questions)
    for question, options in (("danger", in_danger), ("today", in_today)):
        flagged = {key: replace(pack.questions[question].options[key], flags=("chest-pain",)) for key in options}
        questions[question] = replace(questions[question], options={**questions[question].options, **flagged})

    assert (
        told(safety.every_flag_is_asked, replace(pack, questions=questions)) == ["SAFE-FLAG flags.chest-pain"] * tells
    )


# Rule 7 and 999


@pytest.mark.parametrize(
    ("service", "tells"),
    [
        ("{serves: [amb], contacts: {main: {phone: 999}}}", False),
        ("{serves: [amb], contacts: {web: {url: 'https://example.org'}, main: {phone: 999}}}", False),
        ("{serves: [amb], contacts: {other: {phone: 01632 960001}, main: {phone: 999}}}", True),
        ("{serves: [amb], contacts: {main: {text: 999}}}", True),
        ("{serves: [other]}", True),
    ],
)
def test_an_emergency_offers_999_first(service: str, tells: bool) -> None:
    pack = toy_pack(f"""
      doors: {{amb: {{level: emergency}}}}
      outcomes: {{call-999: {{urgency: emergency, offer: [amb]}}, talk: {{offer: [other]}}}}
      services: {{ambulance: {service}, second: {{serves: [amb, other], contacts: {{main: {{phone: 01632 960002}}}}}}}}
    """)

    assert told(safety.emergencies_call_999, pack) == ["SAFE-999 outcomes.call-999"] * tells


def test_an_emergency_whose_door_is_another_kind_or_missing_does_not_offer_999() -> None:
    ambulance = "services: {ambulance: {serves: [amb], contacts: {main: {phone: 999}}}}"
    ordinary = toy_pack(f"outcomes: {{call-999: {{urgency: emergency, offer: [amb]}}}}\n{ambulance}")

    assert told(safety.emergencies_call_999, ordinary) == ["SAFE-999 outcomes.call-999"]
    assert told(safety.emergencies_call_999, toy_pack("outcomes: {call-999: emergency}")) == [
        "SAFE-999 outcomes.call-999"
    ]


def test_a_pack_that_asks_for_no_parts_of_staying_is_told_and_so_is_each_part_that_lacks() -> None:
    pack = walk()
    bare = replace(pack, settings=replace(pack.settings, stay_required=()))
    more = replace(pack, settings=replace(pack.settings, stay_required=("stay-with", "where")))

    assert told(safety.nobody_is_left, pack) == []
    assert told(safety.nobody_is_left, bare) == ["SAFE-STAY settings.stay_required"]
    assert set(told(safety.nobody_is_left, more)) == {"SAFE-STAY outcomes.call-999", "SAFE-STAY outcomes.now"}


# Rule 8: what every ending says


def test_every_role_and_no_other_needs_words() -> None:
    pack = walk()
    talk = replace(pack.outcomes["talk"], steps={"volunteer": ("Call.",)})
    both = replace(talk, steps={"volunteer": ("Call.",), "gp-practice": ("Call.",)})

    assert told(endings.each_role_has_words, pack) == []
    assert told(endings.each_role_has_words, replace(pack, outcomes={"talk": talk})) == ["END-ROLE outcomes.talk"]
    assert told(endings.each_role_has_words, replace(pack, outcomes={"talk": both})) == []


def test_what_to_do_if_it_gets_worse_names_a_number_that_never_expires() -> None:
    pack = walk()
    told_of = {each.partition(" ")[2] for each in told(endings.every_ending_says_what_if, pack)}

    assert told_of == {"outcomes.call-999", "outcomes.now", "outcomes.talk", "outcomes.complain"} - {
        f"outcomes.{each.id}"
        for each in pack.outcomes.values()
        if any("999" in line for line in pack.urgency_words(each.urgency).if_worse)
    }


@pytest.mark.parametrize(("goes_by", "by", "tells"), [
    ((), "home", False), (("home",), "home", False), (("home",), "practice", True), (("practice",), "home", True),
    (("anyone",), "home", True), (("home", "anyone"), "anyone", False),
])  # fmt: skip
@pytest.mark.parametrize("of", ["hill", "all"])
def test_a_service_goes_by_a_place_that_its_level_goes_by(
    goes_by: tuple[str, ...], by: str, tells: bool, of: str
) -> None:
    pack = toy_pack(f"""
      outcomes: {{call-999: emergency, talk: {{offer: [help]}}}}
      services: {{it: {{serves: [help], area: {{of: [{of}], by: {by}}}}}}}
    """)
    kinds = {each.value: each for each in type(pack.services["it"].area.by)}
    level = replace(pack.settings.levels["community"], goes_by=tuple(kinds[each] for each in goes_by))
    pack = replace(pack, settings=replace(pack.settings, levels={"community": level}))
    same = of == "all" and by in ("home", "practice") and bool({"home", "practice"} & set(goes_by))

    assert told(facts.the_right_place_decides, pack) == ["FACT-PLACE services.it.area"] * (tells and not same)


# What is taken away


WORDS = dict.fromkeys(("emergency", "urgent", "soon", "routine"), "If worse, call 999.")
WHOLE = HandOut(
    worse=WORDS,
    worse_discreet=WORDS,
    worse_sheet={key: ("Rest.", each) for key, each in WORDS.items()},
    instead=dict.fromkeys(WORDS, "Help."),
)


def handing_out(words: HandOut) -> Pack:
    pack = walk()
    return replace(pack, settings=replace(pack.settings, hand_out=words))


@pytest.mark.parametrize("urgency", list(WORDS))
@pytest.mark.parametrize("name", ["instead", "worse", "worse_discreet", "worse_sheet"])
def test_a_message_of_every_urgency_has_its_last_words(name: str, urgency: str) -> None:
    kept = {key: each for key, each in getattr(WHOLE, name).items() if key != urgency}
    silent = {**kept, urgency: ("Wait.",) if name == "worse_sheet" else "Wait."}
    rule = hand_out.every_urgency_has_its_last_words

    assert told(rule, handing_out(WHOLE)) == []
    without = replace(WHOLE, **{name: kept})  # type: ignore[arg-type]
    assert told(rule, handing_out(without)) == [f"TAKE-WORDS settings.hand_out.{name}"]
    numbered = told(rule, handing_out(replace(WHOLE, **{name: silent})))  # type: ignore[arg-type]
    assert numbered == [f"TAKE-WORDS settings.hand_out.{name}"] * (name != "instead")


@pytest.mark.parametrize(("letters", "tells"), [(286, False), (287, True)])
def test_a_message_takes_as_many_parts_as_the_pack_allows(letters: int, tells: bool) -> None:
    """Two parts of 153 letters hold what is said, a space, and what if it gets worse (19)."""
    pack = handing_out(WHOLE)
    talk = replace(pack.outcomes["talk"], message="x" * letters)

    assert (
        told(hand_out.a_message_is_short, replace(pack, outcomes={"talk": talk})) == ["TAKE-LONG outcomes.talk"] * tells
    )


def test_an_ending_without_a_message_of_its_own_is_measured_with_what_stands_in_its_place() -> None:
    long = replace(WHOLE, instead={**WHOLE.instead, "routine": "x" * 287})

    assert told(hand_out.a_message_is_short, handing_out(long)) == [
        "TAKE-LONG outcomes.talk",
        "TAKE-LONG outcomes.complain",
    ]


# The figures


def test_the_figures_count_what_was_looked_at() -> None:
    """One walk has 1 answer, five have 2, three have 3; no service asks for an age or a place."""
    figures = check_pack(walk()).figures

    assert {key: figures[key] for key in ("questions", "outcomes", "doors", "services", "cases", "red_flags")} == {
        **{"questions": 4, "outcomes": 4, "red_flags": 1},
        **dict.fromkeys(("doors", "services", "cases"), 0),
    }
    assert (figures["paths"], figures["median_answers_after_danger"], figures["most_answers"]) == (9, 1, 3)
