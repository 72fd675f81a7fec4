"""Services by what a caller says: needs, ages and homes, starts that skip no safety question, nothing that fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import find
from kmnav.fit import Fitness
from kmnav.model import FACTS, Urgency
from kmnav.pack import Pack
from kmnav.replay import Arrived, Asking, from_token, replay
from kmnav.said import nearest, root
from kmnav.starts import start_for, ways_to


def needs(pack: Pack, words: str) -> list[str]:
    return [each.outcome.id for each in find(pack, words).results[:3]]


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("my mum keeps forgetting things and left the gas on", "memory"),
        ("cannot find a dentist", "teeth"),
        ("bailiffs at the door", "money"),
        ("my boy cant sit still in class", "young-ability"),
        ("shes the only one who looks after her poorly dad and shes 12", "young-carer"),
        ("dimentia suport", "dementia"),
    ],
)
def test_everyday_words_lead_to_the_need_among_the_first_three(pack: Pack, words: str, need: str) -> None:
    assert need in needs(pack, words)


def test_a_service_is_found_by_its_name_and_by_a_former_one(pack: Pack) -> None:
    assert find(pack, "porchlight helpline").results[0].service.id == "porchlight"
    assert find(pack, "Change Grow Live").results[0].service.id == "west-kent-drug-alcohol"


def test_an_age_and_a_home_leave_out_what_does_not_fit(pack: Pack) -> None:
    found = find(pack, "cannot stop drinking", age="34", home="medway")

    assert found.results
    assert all(each.fit.fitness is not Fitness.DOES_NOT for each in found.results)
    assert "west-kent-drug-alcohol" not in [each.service.id for each in found.results]
    assert "west-kent-drug-alcohol" in [
        each.service.id for each in find(pack, "cannot stop drinking", limit=20).results
    ]


def test_a_need_that_only_adults_reach_is_not_found_for_a_child(pack: Pack) -> None:
    words = "could it be autism"

    assert "autism-adhd" in [each.outcome.id for each in find(pack, words, age="40", limit=20).results]
    assert "autism-adhd" not in [each.outcome.id for each in find(pack, words, age="8", limit=20).results]


@pytest.mark.parametrize(
    ("words", "home"),
    [
        ("my dad is lonely in Margate", "thanet"),
        ("lonely, lives near Tunbridge Wells", "tunbridge-wells"),
        ("my dad is lonely in Croydon", None),
        ("Margate is where i was happy, i am lonely", None),
        ("lonely in Margate, family from Maidstone", None),
        ("lonely in Deal", None),
    ],
)
def test_a_town_in_the_words_is_the_home_where_it_is_one_town_and_nothing_else(
    pack: Pack, words: str, home: str | None
) -> None:
    found = find(pack, words)

    assert found.home_said == home
    assert all(each.fit.fitness is not Fitness.DOES_NOT for each in found.results)
    assert all((f"home={home}" in each.token) == (home is not None) for each in found.starts)


def test_a_home_that_is_given_goes_before_a_town_in_the_words(pack: Pack) -> None:
    assert find(pack, "lonely in Margate", home="medway") == find(pack, "lonely in Margate", home="medway", age=None)
    assert find(pack, "lonely in Margate", home="medway").home_said is None


def test_no_service_stands_twice_and_the_limit_holds(pack: Pack) -> None:
    found = find(pack, "my son is drinking and on drugs", limit=4)
    ids = [each.service.id for each in found.results]

    assert len(ids) == len(set(ids)) == 4


def test_a_service_that_closed_is_not_found(pack: Pack) -> None:
    assert "citizens-advice-medway" not in [
        each.service.id for each in find(pack, "debt", home="medway", limit=50).results
    ]


@pytest.mark.parametrize(
    "words", ["zxcv qwer", "", "   ", "?!", "42", "bin collection day", "sell my car", "football results"]
)
def test_words_that_mean_nothing_here_find_nothing(pack: Pack, words: str) -> None:
    found = find(pack, words)

    assert (found.results, found.starts, found.banner) == ((), (), None)


def test_where_the_words_name_a_danger_the_first_service_is_for_that(pack: Pack) -> None:
    assert needs(pack, "he cant breathe and he owes money")[0] == "call-999"
    assert needs(pack, "nowhere to sleep tonight")[0] == "nowhere-tonight"


def test_under_an_emergency_banner_999_comes_first_and_no_topic_is_offered(pack: Pack) -> None:
    for flag in (each for each in pack.flags.values() if each.urgency is Urgency.EMERGENCY):
        found = find(pack, f"{flag.phrases[0]} and he owes money and cannot sleep")

        assert found.results[0].service.id == "emergency-999", flag.id
        assert found.starts == ()


def test_a_need_that_is_far_behind_the_best_is_not_offered_second(pack: Pack) -> None:
    assert set(needs(pack, "my mum keeps forgetting things and left the gas on")) == {"memory"}


@given(words=st.text(max_size=60))
def test_any_text_is_searched_without_a_fault_and_always_alike(pack: Pack, words: str) -> None:
    assert find(pack, words) == find(pack, words)


# Where to start


def starts(pack: Pack) -> dict[str, str]:
    found = {outcome: start_for(pack, outcome, frozenset(), None).token for outcome in ways_to(pack, None)}
    assert len(found) > 90
    return found


def test_a_start_token_answers_no_safety_question_and_still_asks_danger_first(pack: Pack) -> None:
    for outcome, token in starts(pack).items():
        answers = from_token(token)
        step = replay(pack, answers)

        assert all(pack.questions[question].safety is None for question in answers), outcome
        assert isinstance(step, Asking)
        assert step.question.id == pack.start


def test_once_the_safety_questions_are_answered_with_none_a_start_reaches_its_outcome(pack: Pack) -> None:
    """Where the outcome needs no yes to a safety question, and for the ages that it is for."""
    missed = []
    for outcome, token in starts(pack).items():
        reached = {walked_on(pack, from_token(token), age) for age in ("40", "15")}
        if token and outcome not in reached:
            missed.append(outcome)

    assert set(missed) <= {each for each in missed if is_behind_a_yes(pack, each)}


def walked_on(pack: Pack, answers: dict[str, str], age: str) -> str:
    answers = {**answers, "age": age, "practice": "medway", "home": "medway"}
    while isinstance(step := replay(pack, answers), Asking):
        if "none" not in step.question.options or step.question.id in FACTS:
            return step.question.id
        answers[step.question.id] = "none"
    assert isinstance(step, Arrived)
    return step.outcome.id


def is_behind_a_yes(pack: Pack, outcome: str) -> bool:
    """Whether only a yes, or no answer, to a question that has to be asked leads there."""
    leading = [
        (question, option)
        for question in pack.questions.values()
        for option in question.options.values()
        for branch in option.go
        if branch.to == outcome
    ]
    return any("none" in question.options and option.id != "none" for question, option in leading)


def test_a_start_carries_the_age_and_the_home_that_are_known(pack: Pack) -> None:
    found = find(pack, "cannot sleep for worry", age="34", home="thanet")

    assert found.starts
    assert all(each.token.endswith("age=34,home=thanet") for each in found.starts)


def test_of_two_ways_the_start_takes_the_one_that_the_words_are_near(pack: Pack) -> None:
    assert "young=grief" in start_for(pack, "bereavement", frozenset({root("child"), root("young")}), None).token
    assert "mood=grief" in start_for(pack, "bereavement", frozenset(), None).token


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [("forgetting", "forgets"), ("worried", "worry"), ("stopped", "stop"), ("babies", "baby"), ("caring", "care")],
)
def test_words_of_one_kind_have_one_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("here", "her"), ("fitting", "fit"), ("care", "car"), ("caring", "car"), ("note", "not"), ("piles", "pills")],
)
def test_words_that_only_look_alike_have_two_roots(one: str, other: str) -> None:
    assert root(one) != root(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("overdoes", "overdose"), ("suicidle", "suicidal"), ("unconcious", "unconscious"), ("xyzzy", None)],
)
def test_a_misspelt_word_is_put_right_where_one_is_near(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["overdose", "suicidal", "unconscious", "bleeding"]) == meant
