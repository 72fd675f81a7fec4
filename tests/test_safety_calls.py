"""Any call at all: every question answered in some way, any age, place and role; then one answer changed.

The proofs of `kmnav check` are not asked here. Each property is one of the rules of docs/safety-rules.md, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import MappingProxyType

from hypothesis import assume, given
from hypothesis import strategies as st

from kmnav import recommend
from kmnav.model import NONE, NOT_SURE, OUTSIDE, Question, Role, ServiceFor, Urgency
from kmnav.pack import Pack
from kmnav.practice import with_people
from kmnav.recommend import Recommendation
from kmnav.replay import Arrived, Asking, replay, to_token
from kmnav.values import Age

AGES = [*(str(year) for year in range(0, 100)), "17.5", "24.5", "6m", NOT_SURE]
Call = dict[str, str]


@st.composite
def calls(draw: st.DrawFn, pack: Pack) -> Call:
    """An answer to every question there is, so that no walk stops to ask. Safety questions are often answered no."""
    drawn = draw(st.binary(min_size=len(pack.questions) + 3, max_size=len(pack.questions) + 3))
    answers = {}
    for byte, question in zip(drawn, pack.questions.values(), strict=False):
        options = list(question.options)
        answers[question.id] = NONE if question.safety and byte % 2 else options[byte // 2 % len(options)]
    places = [*pack.region.councils, OUTSIDE, NOT_SURE]
    values = zip(drawn[-3:], (AGES, places, places), strict=True)
    age, home, practice = (choice[byte % len(choice)] for byte, choice in values)
    return {**answers, "age": age, "home": home, "practice": practice}


def arrive(pack: Pack, call: Mapping[str, str]) -> Arrived:
    step = replay(pack, call)
    assert isinstance(step, Arrived)
    return step


def told(pack: Pack, call: Call, role: Role) -> Recommendation:
    return recommend(pack, arrive(pack, call), role, pack.settings.as_of)


def asked_on_the_way(pack: Pack, call: Call) -> list[Question]:
    return [pack.questions[each.question] for each in arrive(pack, call).path if each.question in pack.questions]


def strength(value: str) -> int:
    """How much an answer to a safety question says: no, not sure, yes."""
    return {NONE: 0, NOT_SURE: 1}.get(value, 2)


@given(data=st.data())
def test_rule_3_the_same_answers_with_one_safety_answer_made_stronger_are_never_less_urgent(
    pack: Pack, data: st.DataObject
) -> None:
    call = data.draw(calls(pack))
    safety = [each for each in asked_on_the_way(pack, call) if each.safety is not None]
    question = data.draw(st.sampled_from(safety))
    stronger = [value for value in question.options if strength(value) > strength(call[question.id])]
    assume(stronger)
    value = data.draw(st.sampled_from(stronger))
    before, after = arrive(pack, call), arrive(pack, {**call, question.id: value})
    assert after.outcome.urgency >= before.outcome.urgency, f"{to_token(before, call)}; then {question.id}={value}"
    if strength(value) == 2:
        assert question.safety is not None
        assert after.outcome.urgency >= question.safety.at_least


@given(data=st.data(), fact=st.sampled_from(["age", "home", "practice"]))
def test_rule_3_an_age_or_place_that_is_told_never_makes_danger_less(
    pack: Pack, data: st.DataObject, fact: str
) -> None:
    """Whoever it is: what was a yes to danger stays an emergency, and what needed someone today stays urgent."""
    call = data.draw(calls(pack))
    other = {**call, fact: data.draw(calls(pack))[fact]}
    asked = asked_on_the_way(pack, call)
    levels = [each.safety.at_least for each in asked if each.safety and strength(call[each.id]) == 2]
    assume(levels)
    assert arrive(pack, other).outcome.urgency >= max(levels)


@given(data=st.data(), role=st.sampled_from(Role))
def test_rule_5_nobody_is_offered_a_service_for_another_age(pack: Pack, data: st.DataObject, role: Role) -> None:
    """What is for the one who worries is marked as theirs, and is offered whatever the person's age."""
    call = data.draw(calls(pack))
    ending = told(pack, call, role)
    offered = {each.service.id: each for each in ending.services}
    for service in pack.behind(ending.outcome):
        if service.for_ is ServiceFor.CARER:
            if service.id in offered and service.ages.limits:
                assert any("worried or cares" in words for words in offered[service.id].fit.check)
            continue
        if service.id in offered and service.ages.known and call["age"] != NOT_SURE:
            age, ages = Age.parse(call["age"]), service.ages
            assert age.high > ages.low, service.id
            assert ages.high is None or age.low < ages.high, service.id


@given(data=st.data(), role=st.sampled_from(Role), half_hour=st.integers(0, 8 * 48 - 1))
def test_rule_4_somebody_helps_in_any_call_at_any_half_hour(
    pack: Pack, data: st.DataObject, role: Role, half_hour: int
) -> None:
    """Before something urgent with a number that never expires, or the GP practice where it is open."""
    call = data.draw(calls(pack))
    moment = datetime.combine(pack.settings.as_of, time()) + half_hour * timedelta(minutes=30)
    ending = recommend(pack, arrive(pack, call), role, moment)
    ways = [reach for each in ending.services for reach in each.reach]
    through = [words for each in ending.services for words in each.reach_through]
    gp = with_people(pack.settings.gp_offer[role.value], pack.settings.people, None)
    assert ways or through or gp in ending.steps
    if ending.outcome.urgency >= Urgency.URGENT:
        calls_now = [each for each in ways if each.trusted.trust.may_stand_alone and each.open and each.open.now]
        assert calls_now, f"{ending.outcome.id} at {moment}"


@given(data=st.data(), role=st.sampled_from(Role))
def test_rule_8_every_call_ends_with_the_gp_what_if_and_safeguarding(
    pack: Pack, data: st.DataObject, role: Role
) -> None:
    call = data.draw(calls(pack))
    ending = told(pack, call, role)
    gp = with_people(pack.settings.gp_offer[role.value], pack.settings.people, None)
    no_gp = ending.outcome.urgency is Urgency.EMERGENCY or ending.outcome.about == "voice"
    assert (gp in ending.steps) is not no_gp
    assert ending.if_worse
    assert "safeguarding" in ending.safeguarding
    if ending.outcome.urgency >= Urgency.URGENT:
        assert len(ending.stay) == len(pack.settings.stay_required)


@given(data=st.data(), role=st.sampled_from(Role))
def test_rule_9_a_waiting_time_decides_nothing_in_any_call(pack: Pack, data: st.DataObject, role: Role) -> None:
    call = data.draw(calls(pack))
    before = told(pack, call, role)
    waits = data.draw(st.permutations([None, "18 months", "a day"]))
    changed = {each.id: replace(each, wait=waits[at % 3]) for at, each in enumerate(pack.behind(before.outcome))}
    after = told(replace(pack, services=MappingProxyType({**pack.services, **changed})), call, role)
    assert [each.service.id for each in after.services] == [each.service.id for each in before.services]


@given(data=st.data())
def test_rule_9_a_token_holds_only_ids_and_what_decides(pack: Pack, data: st.DataObject) -> None:
    """No free text: each part of a token is a question or a fact, and one of its answers."""
    call = data.draw(calls(pack))
    for part in to_token(arrive(pack, call), call).split(","):
        key, _, value = part.partition("=")
        known = pack.questions[key].options if key in pack.questions else (*AGES, *pack.region.councils, OUTSIDE)
        assert value in known


@given(data=st.data())
def test_rule_2_any_walk_asks_about_danger_first_whatever_it_was_given(pack: Pack, data: st.DataObject) -> None:
    call = data.draw(calls(pack))
    step = replay(pack, {key: value for key, value in call.items() if key != pack.start})
    assert isinstance(step, Asking)
    assert step.question.id == pack.start
    assert arrive(pack, call).path[0].question == pack.start
