"""The safety rules from outside: every path of the shipped questions is walked; the program's proofs are not asked.

The numbers are those of docs/safety-rules.md. Ages stand for both sides of every age by which the questions branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import pytest

from kmnav import recommend
from kmnav.model import FACTS, NONE, NOT_SURE, Question, Role, SafetyLevel, Urgency
from kmnav.pack import Pack
from kmnav.replay import Answered, Arrived, replay
from kmnav.values import Age
from tests.walking import all_walks, answered, assert_arrives, assert_asks

AGES = ("0", "17", "18", "40", "90", NOT_SURE)


@pytest.fixture(scope="module")
def endings(pack: Pack) -> list[Arrived]:
    """Every way through the questions, to its end; those that end in help for today with the age given before, too."""
    given_before = [
        {"danger": NONE, "age": age, question.id: option}
        for question in pack.questions.values()
        if question.safety is SafetyLevel.TODAY and question.asks == "today"
        for option in yeses(question)
        for age in AGES
    ]
    early = (walk for given in given_before for walk in all_walks(pack, AGES, given))
    return [*all_walks(pack, AGES), *(walk for walk in early if walk.outcome.urgency >= Urgency.URGENT)]


def asked(pack: Pack, ending: Arrived) -> set[str]:
    """What was asked on the way, by what the questions ask about (`asks`)."""
    questions = [pack.questions[each.question] for each in ending.path if each.question in pack.questions]
    return {question.asks for question in questions if question.asks}


def told(ending: Arrived) -> str:
    """A path in words, for when it is wrong."""
    return " ".join(f"{each.question}={each.value}" for each in ending.path) + f" -> {ending.outcome.id}"


def wrong(endings: list[Arrived], *, unless: list[bool]) -> list[str]:
    """The paths on which something does not hold."""
    return [told(ending) for ending, holds in zip(endings, unless, strict=True) if not holds]


def safety_questions(pack: Pack) -> Iterator[tuple[Question, SafetyLevel]]:
    for question in pack.questions.values():
        if question.safety is not None:
            yield question, question.safety


def yeses(question: Question) -> list[str]:
    return [option for option in question.options if option not in (NONE, NOT_SURE)]


# The walk looked at is the whole graph


def test_the_walks_cover_every_outcome_and_every_answer_to_every_question(pack: Pack, endings: list[Arrived]) -> None:
    assert {ending.outcome.id for ending in endings} == set(pack.outcomes)
    given = {(each.question, each.value) for ending in endings for each in ending.path if each.question not in FACTS}
    assert given == {(question.id, option) for question in pack.questions.values() for option in question.options}


def test_the_ages_walked_stand_on_both_sides_of_every_branch(pack: Pack) -> None:
    walked = [Age.parse(age).low for age in AGES if age != NOT_SURE]
    branches = [branch for each in pack.questions.values() for option in each.options.values() for branch in option.go]
    for branch in branches:
        if branch.age and branch.age.known:
            assert {branch.age.covers(month, month + 12) for month in walked} == {True, False}, branch.age.text


# Rule 2: danger first, then today


def test_danger_is_asked_first_on_every_path(pack: Pack, endings: list[Arrived]) -> None:
    first = assert_asks(pack, "", pack.start).question
    assert (first.asks, first.safety) == ("danger", SafetyLevel.EMERGENCY)
    assert wrong(endings, unless=[ending.path[0].question == first.id for ending in endings]) == []


def test_an_emergency_is_one_question_away(pack: Pack) -> None:
    start = pack.questions[pack.start]
    assert len(yeses(start)) == 5
    for yes in yeses(start):
        step = replay(pack, {start.id: yes})
        assert isinstance(step, Arrived)
        assert step.outcome.urgency is Urgency.EMERGENCY


def test_help_for_today_is_two_questions_away(pack: Pack) -> None:
    second = assert_asks(pack, {pack.start: NONE}, "today").question
    for yes in yeses(second):
        step = replay(pack, {pack.start: NONE, second.id: yes})
        assert isinstance(step, Arrived)
        assert step.outcome.urgency is Urgency.URGENT


def test_today_is_asked_before_every_ending_that_is_no_emergency(pack: Pack, endings: list[Arrived]) -> None:
    """Only a second question about danger stands in its place, and only before something urgent."""
    holds = [
        ending.outcome.urgency is Urgency.EMERGENCY
        or "today" in asked(pack, ending)
        or ("danger-again" in asked(pack, ending) and ending.outcome.urgency is Urgency.URGENT)
        for ending in endings
    ]
    assert wrong(endings, unless=holds) == []


def test_nobody_gets_past_danger_without_a_no_or_a_second_question(pack: Pack, endings: list[Arrived]) -> None:
    holds = [
        ending.outcome.urgency is Urgency.EMERGENCY
        or ending.path[0].value == NONE
        or "danger-again" in asked(pack, ending)
        for ending in endings
    ]
    assert wrong(endings, unless=holds) == []


ASKED_PLAINLY = ("mental-health", "health", "safety", "life")


def test_suicide_is_asked_about_before_every_ending_that_can_wait(pack: Pack, endings: list[Arrived]) -> None:
    """On topics of distress, money, loss, home and health."""
    holds = [
        ending.outcome.urgency >= Urgency.URGENT
        or ending.outcome.about not in ASKED_PLAINLY
        or "suicide" in asked(pack, ending)
        for ending in endings
    ]
    assert wrong(endings, unless=holds) == []


def test_suicide_is_asked_about_in_plain_words_and_a_doubt_is_a_yes(pack: Pack) -> None:
    questions = [each for each in pack.questions.values() if each.asks == "suicide"]
    assert questions
    for question in questions:
        assert question.ask == "Have you had thoughts of ending your life?"
        assert question.safety is SafetyLevel.TODAY
        ends = {option: {branch.to for branch in question.options[option].go} for option in ("yes", NOT_SURE)}
        assert ends["yes"] == ends[NOT_SURE] == {"crisis"}


def test_whether_a_team_sees_them_is_asked_before_a_mental_health_ending_that_can_wait(
    pack: Pack, endings: list[Arrived]
) -> None:
    holds = [
        ending.outcome.urgency >= Urgency.URGENT
        or ending.outcome.about != "mental-health"
        or "team" in asked(pack, ending)
        for ending in endings
    ]
    assert wrong(endings, unless=holds) == []


# Rule 3: a yes is never less urgent than a doubt, nor a doubt than a no


def strength(value: str) -> int:
    """How much an answer to a safety question says: no, not sure, yes."""
    return {NONE: 0, NOT_SURE: 1}.get(value, 2)


def test_a_stronger_answer_to_a_safety_question_is_never_less_urgent(pack: Pack, endings: list[Arrived]) -> None:
    """The exact form: all other answers the same, age and place among them, one safety answer made stronger.

    Where the stronger answer leads to questions that were not asked before, every answer to those is tried.
    """
    seen = 0
    for ending in endings:
        answers = answered(ending)
        for question, _ in safety_questions(pack):
            if question.id not in answers:
                continue
            for value in question.options:
                if strength(value) <= strength(answers[question.id]):
                    continue
                for other in all_walks(pack, AGES, {**answers, question.id: value}):
                    seen += 1
                    assert other.outcome.urgency >= ending.outcome.urgency, (
                        f"{told(ending)}; with {question.id}={value}: {told(other)}"
                    )
    assert seen > len(endings)


def test_a_yes_reaches_at_least_the_level_of_its_question(pack: Pack, endings: list[Arrived]) -> None:
    least = {SafetyLevel.EMERGENCY: Urgency.EMERGENCY, SafetyLevel.TODAY: Urgency.URGENT}
    for question, level in safety_questions(pack):
        said_yes = [ending for ending in endings if answered(ending).get(question.id) in yeses(question)]
        assert said_yes, question.id
        assert wrong(said_yes, unless=[ending.outcome.urgency >= least[level] for ending in said_yes]) == []


def test_not_sure_on_a_safety_question_is_at_least_urgent(pack: Pack, endings: list[Arrived]) -> None:
    for question, _ in safety_questions(pack):
        in_doubt = [ending for ending in endings if answered(ending).get(question.id) == NOT_SURE]
        assert in_doubt, question.id
        assert wrong(in_doubt, unless=[ending.outcome.urgency >= Urgency.URGENT for ending in in_doubt]) == []


def test_not_sure_on_a_safety_question_asks_one_more_question_at_most(pack: Pack, endings: list[Arrived]) -> None:
    for question, _ in safety_questions(pack):
        for ending in endings:
            order = [each.question for each in ending.path if each.question not in FACTS]
            if answered(ending).get(question.id) == NOT_SURE:
                assert len(order) - order.index(question.id) <= 2, told(ending)


def test_every_question_can_be_answered_not_sure_and_a_safety_question_with_none(pack: Pack) -> None:
    assert [each.id for each in pack.questions.values() if NOT_SURE not in each.options] == []
    assert [each.id for each, _ in safety_questions(pack) if NONE not in each.options] == []


def test_not_sure_on_a_sorting_question_is_no_reason_for_999_or_111(pack: Pack, endings: list[Arrived]) -> None:
    """It leads to a person, or where another answer leads as well."""
    lines = {door for door in pack.settings.front_doors if door != "gp"}
    for ending in endings:
        last = [each for each in ending.path if each.question not in FACTS][-1]
        question = pack.questions[last.question]
        elsewhere = [option for option in question.options.values() if option.id != NOT_SURE]
        alone = ending.outcome.id not in {branch.to for option in elsewhere for branch in option.go}
        if last.value == NOT_SURE and question.safety is None and alone:
            assert ending.outcome.urgency < Urgency.EMERGENCY, told(ending)
            assert ending.outcome.offer[0] not in lines, told(ending)


# Rule 6: every red flag is asked about


@pytest.mark.parametrize(("urgency", "where"), [(Urgency.EMERGENCY, "danger"), (Urgency.URGENT, "today")])
def test_every_red_flag_stands_in_exactly_one_yes(pack: Pack, urgency: Urgency, where: str) -> None:
    flags = [flag.id for flag in pack.flags.values() if flag.urgency is urgency]
    (question,) = [each for each in pack.questions.values() if each.asks == where]
    named = [flag for yes in yeses(question) for flag in question.options[yes].flags]
    assert len(flags) > 10
    assert sorted(named) == sorted(flags)
    assert not question.options[NONE].flags
    assert not question.options[NOT_SURE].flags


def test_every_red_flag_has_a_source_and_words_that_a_caller_may_use(pack: Pack) -> None:
    for flag in pack.flags.values():
        assert flag.urgency >= Urgency.URGENT, flag.id
        assert flag.signs, flag.id
        assert flag.phrases, flag.id
        assert flag.sources, flag.id


# Rule 7, and where emergencies and urgent needs are sent


@pytest.mark.parametrize("role", list(Role))
def test_every_emergency_says_999_first_and_offers_its_number_first(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes.values():
        if outcome.urgency is Urgency.EMERGENCY:
            for place in (*pack.region.councils, "outside", NOT_SURE):
                for age in AGES:
                    path = (Answered("age", age, age), Answered("home", place, place))
                    ending = recommend(pack, Arrived(path, outcome, ()), role, pack.settings.as_of)
                    assert ending.services[0].reach[0].contact.phone == "999", (outcome.id, age, place)
                    assert "999" in ending.steps[0], outcome.id
                    assert not any("GP" in step for step in ending.steps), outcome.id


def test_the_emergency_screen_is_an_emergency(pack: Pack) -> None:
    assert pack.outcomes[pack.settings.emergency].urgency is Urgency.EMERGENCY
    assert "999" in pack.settings.emergency_line


@pytest.mark.parametrize("role", list(Role))
def test_every_urgent_ending_has_somebody_to_call_at_every_age_and_place(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes.values():
        if outcome.urgency >= Urgency.URGENT:
            for age in ("9", "40", NOT_SURE):
                for place in (*pack.region.councils, "outside", NOT_SURE):
                    path = (Answered("age", age, age), Answered("home", place, place))
                    ending = recommend(pack, Arrived(path, outcome, ()), role, pack.settings.as_of)
                    ways = [each for each in ending.services if each.reach or each.reach_through]
                    assert ways, (outcome.id, age, place)


def test_a_child_at_risk_is_never_sent_to_wait(pack: Pack, endings: list[Arrived]) -> None:
    """Abuse of a child, whoever tells of it, is passed on today."""
    of_children = [
        ending
        for ending in endings
        if answered(ending).get("abuse") in {"child", "partner", "sexual", "past"}
        and answered(ending).get("age") in {"0", "17"}
    ]
    assert of_children
    assert wrong(of_children, unless=[ending.outcome.urgency >= Urgency.URGENT for ending in of_children]) == []


# How long a call takes


def test_walks_are_short(pack: Pack, endings: list[Arrived]) -> None:
    """At most 6 answers after danger on the median path, age and place among them, and never more than 10.

    A path counts once, however many ages take it.
    """
    paths = {}
    for ending in endings:
        chosen = tuple((each.question, each.value) for each in ending.path if each.question not in FACTS)
        paths[chosen, ending.outcome.id] = len(ending.path) - 1
    assert median(paths.values()) <= 6
    assert max(paths.values()) <= 10


def test_an_urgent_ending_never_waits_for_age_or_place(pack: Pack) -> None:
    assert_arrives(pack, "danger=breathing", at="call-999")
    crisis = assert_arrives(pack, "danger=none,today=mind", at="crisis")
    assert "age" in crisis.refine
