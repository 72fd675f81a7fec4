"""The walk: answers in, the next question or the outcome out."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav import replay
from kmnav.errors import UnknownAnswer
from kmnav.model import FACTS, NONE
from kmnav.pack import Pack
from kmnav.replay import Arrived, Asking, from_token, to_token, without_last
from tests.toy import toy_pack
from tests.walking import Step, all_walks, answered, assert_arrives, assert_asks, values_of, walk

GRAPH = """
  questions:
    danger: {safety: emergency, options: {bad: call-999, not-sure: call-999, none: about}}
    about: {mood: mood, shelter: nowhere, not-sure: talk, soon: home-at-risk}
    mood:
      low: [{age: unknown, to: talk}, {age: under 18, to: school}, {age: 65+, to: later-life}, {to: therapy}]
      not-sure: talk
  outcomes:
    call-999: {urgency: emergency, offer: [ambulance]}
    nowhere: {urgency: urgent, offer: [housing]}
    home-at-risk: {urgency: soon, offer: [housing]}
    talk: routine
    school: routine
    later-life: {offer: [clubs]}
    therapy: {offer: [talking]}
  services:
    crew: {serves: [ambulance]}
    council-housing: {serves: [housing], ages: 16+, area: {of: [inland], by: home}}
    talkers: {serves: [talking], ages: 18+, area: {of: [hill], by: practice}}
    bowls: {serves: [clubs]}
"""


@pytest.fixture(scope="module")
def toy() -> Pack:
    return toy_pack(GRAPH)


# From question to question


def test_the_first_question_comes_first_and_each_answer_leads_on(toy: Pack) -> None:
    assert_asks(toy, "", "danger")
    assert_asks(toy, "danger=none", "about")
    assert_asks(toy, "danger=none,about=mood", "mood")
    assert_arrives(toy, "danger=none,about=not-sure", at="talk")


def test_the_path_holds_the_answers_with_the_words_of_their_options(toy: Pack) -> None:
    step = assert_asks(toy, "danger=none,about=mood", "mood")
    assert [(each.question, each.value, each.label) for each in step.path] == [
        ("danger", "none", "None"),
        ("about", "mood", "Mood"),
    ]


def test_answers_that_the_walk_does_not_come_to_are_left_aside(toy: Pack) -> None:
    assert walk(toy, "danger=bad,about=mood,mood=low,weather=wet") == walk(toy, "danger=bad")


def test_changing_one_answer_keeps_those_that_are_still_asked(toy: Pack) -> None:
    answers = from_token("danger=none,about=mood,mood=low,age=34,practice=hill")
    assert_arrives(toy, answers, at="therapy")
    assert_arrives(toy, {**answers, "age": "17"}, at="school")
    assert_arrives(toy, {**answers, "mood": "not-sure"}, at="talk")
    assert_arrives(toy, {**answers, "danger": "bad"}, at="call-999")


def test_an_answer_that_does_not_exist_is_named_and_asked_again(toy: Pack) -> None:
    step = assert_asks(toy, "danger=none,about=holidays", "about")
    assert step.rejected == "holidays"
    assert assert_asks(toy, "danger=none", "about").rejected is None


# Age, home and practice


def test_the_age_is_asked_where_an_option_turns_on_it(toy: Pack) -> None:
    assert_asks(toy, "danger=none,about=mood,mood=low", "age")
    assert_arrives(toy, "danger=none,about=mood,mood=not-sure", at="talk")


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        ("0", "school"), ("6m", "school"), ("17", "school"), ("17.5", "school"), ("18", "therapy"), ("64", "therapy"),
        ("64.5", "therapy"), ("65", "later-life"), ("120", "later-life"), ("not-sure", "talk"),
    ],
)  # fmt: skip
def test_an_age_leads_to_its_own_branch(toy: Pack, age: str, outcome: str) -> None:
    assert_arrives(toy, f"danger=none,about=mood,mood=low,practice=hill,age={age}", at=outcome)


def test_a_fact_is_asked_once(toy: Pack) -> None:
    """The age that decided the branch also decides the services, and is not asked again."""
    assert_asks(toy, "danger=none,about=mood,mood=low", "age")
    assert_asks(toy, "danger=none,about=mood,mood=low,age=34", "practice")
    step = assert_arrives(toy, "danger=none,about=mood,mood=low,age=34,practice=hill", at="therapy")
    assert [each.question for each in step.path] == ["danger", "about", "mood", "age", "practice"]


def test_facts_are_asked_before_an_ending_whose_services_turn_on_them(toy: Pack) -> None:
    assert_asks(toy, "danger=none,about=soon", "age")
    assert_asks(toy, "danger=none,about=soon,age=34", "home")
    assert assert_arrives(toy, "danger=none,about=soon,age=34,home=vale", at="home-at-risk").refine == ()


def test_facts_that_no_service_turns_on_are_not_asked(toy: Pack) -> None:
    assert_arrives(toy, "danger=none,about=mood,mood=low,age=70", at="later-life")
    assert assert_arrives(toy, "danger=bad", at="call-999").refine == ()


def test_an_urgent_ending_comes_at_once_and_asks_beneath(toy: Pack) -> None:
    assert assert_arrives(toy, "danger=none,about=shelter", at="nowhere").refine == ("age", "home")
    assert assert_arrives(toy, "danger=none,about=shelter,age=34", at="nowhere").refine == ("home",)
    assert assert_arrives(toy, "danger=none,about=shelter,age=34,home=hill", at="nowhere").refine == ()


def test_a_yes_to_a_safety_question_waits_for_no_age() -> None:
    """An age that is known decides the branch; one that is not goes by its own, and is asked for beneath."""
    pack = toy_pack("""
      questions:
        today:
          safety: today
          options:
            unsafe: [{age: unknown, to: unsafe}, {age: under 18, to: child}, {to: adult}]
            none: talk
            not-sure: unsafe
      outcomes: {unsafe: {urgency: urgent, offer: [councils]}, child: urgent, adult: urgent, talk: routine}
      services: {children: {serves: [councils], ages: under 18}}
    """)
    assert assert_arrives(pack, "today=unsafe", at="unsafe").refine == ("age",)
    assert_arrives(pack, "today=unsafe,age=not-sure", at="unsafe")
    assert_arrives(pack, "today=unsafe,age=17", at="child")
    assert_arrives(pack, "today=unsafe,age=18", at="adult")
    assert_arrives(pack, "today=unsafe,age=old", at="unsafe")


def test_nobody_is_asked_again_for_what_nobody_knows(toy: Pack) -> None:
    step = assert_arrives(toy, "danger=none,about=soon,age=not-sure,home=not-sure", at="home-at-risk")
    assert [each.label for each in step.path[2:]] == ["Not known", "Not known"]
    assert assert_arrives(toy, "danger=none,about=shelter,age=not-sure,home=not-sure", at="nowhere").refine == ()


@pytest.mark.parametrize("known", ["home=vale", "practice=vale", "home=outside"])
def test_one_place_stands_for_the_other(toy: Pack, known: str) -> None:
    assert_arrives(toy, f"danger=none,about=soon,age=34,{known}", at="home-at-risk")


def test_a_place_that_nobody_knows_does_not_stand_for_the_other(toy: Pack) -> None:
    assert_asks(toy, "danger=none,about=soon,age=34,practice=not-sure", "home")


def test_facts_given_in_advance_are_used_where_they_are_needed(toy: Pack) -> None:
    step = assert_asks(toy, "age=70,home=hill", "danger")
    assert step.path == ()
    assert_arrives(toy, "age=70,home=hill,danger=none,about=mood,mood=low", at="later-life")


@pytest.mark.parametrize(
    ("given_fact", "asked"),
    [("age=old", "age"), ("age=121", "age"), ("age=34,home=atlantis", "home"), ("age=34,practice=atlantis", "home")],
)
def test_a_fact_that_cannot_be_read_is_asked_for(toy: Pack, given_fact: str, asked: str) -> None:
    assert_asks(toy, f"danger=none,about=soon,{given_fact}", asked)
    assert asked in assert_arrives(toy, f"danger=none,about=shelter,{given_fact}", at="nowhere").refine


def test_a_fact_that_cannot_be_read_is_named(toy: Pack) -> None:
    assert assert_asks(toy, "danger=none,about=mood,mood=low,age=old", "age").rejected == "old"
    assert assert_asks(toy, "danger=none,about=soon,age=34,home=atlantis", "home").rejected == "atlantis"


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("age", "34", "34 years old"), ("age", "17.5", "17.5 years old"), ("age", "6m", "6 months old"),
        ("age", "1m", "1 month old"), ("home", "hill", "Hill Council"), ("home", "outside", "Outside Toyshire"),
        ("practice", "vale", "Vale Borough Council"), ("age", "not-sure", "Not known"),
    ],
)  # fmt: skip
def test_facts_are_shown_in_words(toy: Pack, fact: str, value: str, words: str) -> None:
    step = assert_arrives(toy, {"danger": "bad", fact: value}, at="call-999")
    assert (step.path[-1].question, step.path[-1].label) == (fact, words)


# Back


def test_back_is_one_answer_fewer(toy: Pack) -> None:
    answers = from_token("danger=none,about=mood,mood=low,age=34,practice=hill")
    asked = []
    while answers:
        answers = without_last(walk(toy, answers), {})
        asked.append(assert_asks(toy, answers, walk(toy, answers).question.id).question.id)  # type: ignore[union-attr]
    assert asked == ["practice", "age", "mood", "about", "danger"]


def test_back_at_the_first_question_stays_there(toy: Pack) -> None:
    assert without_last(walk(toy), {}) == {}


def test_back_goes_past_what_was_given_in_advance(toy: Pack) -> None:
    given_facts = {"age": "34", "practice": "hill"}
    step = walk(toy, {**given_facts, **from_token("danger=none,about=mood,mood=low")})
    assert without_last(step, given_facts) == {**given_facts, "danger": "none", "about": "mood"}


def test_back_takes_a_fact_given_beneath_an_urgent_ending(toy: Pack) -> None:
    step = walk(toy, "danger=none,about=shelter,age=34,home=hill")
    assert without_last(step, {}) == from_token("danger=none,about=shelter,age=34")


# Tokens


def test_a_token_is_the_answers_in_the_order_asked(toy: Pack) -> None:
    answers = from_token("home=hill,mood=low,age=34,practice=hill,about=mood,danger=none,weather=wet")
    assert to_token(walk(toy, answers), answers) == "danger=none,about=mood,mood=low,age=34,practice=hill,home=hill"


def test_a_token_keeps_the_facts_given_in_advance(toy: Pack) -> None:
    answers = from_token("age=34,home=hill,danger=none")
    assert to_token(walk(toy, answers), answers) == "danger=none,age=34,home=hill"


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_token_is_the_beginning(text: str) -> None:
    assert from_token(text) == {}


def test_a_token_may_be_typed_by_hand() -> None:
    assert from_token(" DANGER=None , age=17.5 ") == {"danger": "none", "age": "17.5"}


@pytest.mark.parametrize(
    "text", ["danger", "danger=", "=none", "danger=none,,today=none", "danger=none;today=none", "a=b=c", "naïve=yes"]
)
def test_what_is_no_token_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownAnswer) as refused:
        from_token(text)
    assert "is not part of a token" in refused.value.happened
    assert "danger=none,today=none" in refused.value.do


@given(st.text() | st.text(st.sampled_from("az09=,-. \n"), max_size=30))
def test_junk_is_a_token_or_refused(text: str) -> None:
    try:
        answers = from_token(text)
    except UnknownAnswer:
        return
    assert all(from_token(f"{question}={value}") == {question: value} for question, value in answers.items())


# Over the real questions

FEWER = settings(max_examples=max(1, settings.default.max_examples // 4))  # type: ignore[union-attr]
AGES = ("not-sure", "6m", "9", "15", "17", "17.5", "18", "25", "34", "64", "65", "not-an-age")


@st.composite
def walks(draw: Callable[..., str], pack: Pack) -> dict[str, str]:
    """The answers of a whole walk in the order asked, refinements beneath an urgent ending among them."""
    answers: dict[str, str] = {}
    while question := next_question(replay(pack, answers)):
        answers[question] = draw(st.sampled_from(likely(pack, question)))
    return answers


def likely(pack: Pack, question: str) -> list[str]:
    """The answers to draw from: a safety question is mostly answered with none, or no walk would get far."""
    values = choices(pack, question)
    safety = question in pack.questions and pack.questions[question].safety is not None
    return [NONE] * (4 * len(values)) + values if safety else values


def steps_of(pack: Pack, answers: dict[str, str]) -> list[tuple[dict[str, str], Step]]:
    """Each step of a walk with the answers that led there, the first question among them."""
    parts = list(answers.items())
    return [(dict(parts[:count]), replay(pack, dict(parts[:count]))) for count in range(len(parts) + 1)]


def next_question(step: Step) -> str | None:
    """What the step asks, beneath its ending or before it."""
    if isinstance(step, Asking):
        return step.question.id
    return step.refine[0] if step.refine else None


def choices(pack: Pack, question: str) -> list[str]:
    """The answers that can be given to a question or a fact."""
    if question in pack.questions:
        return list(pack.questions[question].options)
    return (
        [age for age in AGES if age != "not-an-age"]
        if question == "age"
        else [*pack.region.councils, "outside", "not-sure"]
    )


@FEWER
@given(data=st.data())
def test_a_step_depends_on_the_answers_reached_and_on_nothing_else(pack: Pack, data: st.DataObject) -> None:
    walked = list(data.draw(walks(pack)).items())
    answers = dict(walked[: data.draw(st.integers(0, len(walked)))])
    others = data.draw(
        st.dictionaries(st.sampled_from(list(pack.questions)), st.sampled_from(["none", "not-sure", "low", "x"]))
    )
    step = replay(pack, answers)
    unreached = {question: value for question, value in others.items() if question != next_question(step)}
    shuffled = dict(data.draw(st.permutations(list({**unreached, **answers}.items()))))
    assert replay(pack, shuffled) == step
    assert answered(step) == answers


@FEWER
@given(data=st.data())
def test_dropping_the_last_answer_gives_the_earlier_step(pack: Pack, data: st.DataObject) -> None:
    steps = steps_of(pack, data.draw(walks(pack)))
    for (answers, before), (_, step) in itertools.pairwise(steps):
        assert without_last(step, {}) == answers
        assert replay(pack, without_last(step, {})) == before


@FEWER
@given(data=st.data(), age=st.sampled_from(AGES), place=st.sampled_from(["not-sure", "outside", ""]))
def test_going_back_keeps_what_was_given_in_advance_and_comes_to_the_first_question(
    pack: Pack, data: st.DataObject, age: str, place: str
) -> None:
    given_facts = {"age": age, **({"home": place} if place else {})}
    step = replay(pack, {**data.draw(walks(pack)), **given_facts})
    for _ in answered(step):
        kept = without_last(step, given_facts)
        assert given_facts.items() <= kept.items()
        step = replay(pack, kept)
    assert_asks(pack, without_last(step, given_facts), pack.start)


@FEWER
@given(data=st.data(), age=st.sampled_from(AGES), home=st.sampled_from(["outside", "not-sure", "atlantis", ""]))
def test_a_token_leads_to_the_same_step(pack: Pack, data: st.DataObject, age: str, home: str) -> None:
    walked = list(data.draw(walks(pack)).items())
    answers = dict(walked[: data.draw(st.integers(0, len(walked)))])
    given_facts = {"age": age, **({"home": home} if home else {})}
    for all_given in (answers, {**given_facts, **answers}):
        step = replay(pack, all_given)
        token = to_token(step, all_given)
        assert replay(pack, from_token(token)) == step
        assert to_token(step, from_token(token)) == token


def test_what_is_left_is_never_more_than_promised_and_goes_down(pack: Pack) -> None:
    """On every walk."""

    def longest(answers: dict[str, str], promised: int) -> int:
        step = replay(pack, answers)
        if isinstance(step, Arrived):
            return 0
        assert step.at_most_left < promised, answers
        values = values_of(pack, step.question, ("9", "40", "70", "not-sure"))
        needed = 1 + max(longest({**answers, step.question.id: value}, step.at_most_left) for value in values)
        assert step.at_most_left >= needed, answers
        return needed

    assert longest({}, 1_000) > 5


def test_the_promise_at_the_start_is_kept_by_the_longest_walk(pack: Pack) -> None:
    """Not only an upper bound: some walk needs as many answers, save the age where it serves twice."""
    first = assert_asks(pack, "", pack.start)
    longest = max(len(step.path) for step in all_walks(pack, ("9", "34", "not-sure")))
    assert first.at_most_left - 1 <= longest <= first.at_most_left


def test_facts_alone_never_move_the_walk(pack: Pack) -> None:
    facts = {"age": "34", "home": "outside", "practice": "outside"}
    assert set(facts) == set(FACTS)
    assert walk(pack, facts) == walk(pack)


def test_every_ending_of_the_real_questions_is_an_outcome_of_its_urgency(pack: Pack) -> None:
    for step in all_walks(pack, ("9", "34", "not-sure")):
        assert isinstance(step, Arrived)
        assert step.outcome is pack.outcomes[step.outcome.id]
        assert not step.refine or step.outcome.urgency.word in {"urgent", "emergency"}
