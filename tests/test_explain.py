"""Why an ending, what one different answer would change, and what is not offered: against every answer tried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.explain import Change, explain
from kmnav.model import NOT_SURE, OUTSIDE, Outcome, Role, Urgency
from kmnav.pack import Pack
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Arrived, Asking, from_token, replay
from kmnav.why_not import MOST_TOLD, why_not
from tests.toy import toy_pack
from tests.walking import Step, all_walks, answered, walk

SMALL = """
  questions:
    danger: {safety: emergency, asks: danger, options: {bad: call-999, not-sure: again, none: mood}}
    again: {safety: emergency, asks: danger-again, options: {bad: call-999, none: soon}}
    mood:
      low: [{age: unknown, to: talk}, {age: under 18, to: school}, {to: therapy}]
      odd: odd
      worse: soon
      shy: school
    odd: {voices: soon, dreams: talk, nothing: school}
  outcomes:
    call-999: emergency
    soon: {urgency: soon, offer: [listening]}
    talk: {offer: [listening]}
    school: {offer: [young]}
    therapy: {offer: [talking, listening]}
  services:
    therapists: {serves: [talking], ages: 18+, leads: [talking]}
    old-therapists: {serves: [talking], status: closed, replaced_by: therapists, former: [The Old Clinic]}
    hill-therapists: {serves: [talking], area: {of: [hill], by: practice}}
    vale-therapists: {serves: [talking], area: {of: [vale], by: practice}}
    vale-counsellors: {serves: [young], leads: [young], area: {of: [vale], by: practice}}
    counsellors: {serves: [young], ages: under 18, leads: [young]}
    teachers: {serves: [young], former: [School Talk]}
    listeners: {serves: [listening], leads: [listening]}
    parents: {serves: [carers], for: carer, referral: {self: no}}
"""
ADULT = "danger=none,mood=low,age=34,practice=hill"
AGES = ("6m", *map(str, range(0, 121, 7)), "9", "10", "17", "17.5", "18", "25", "26", NOT_SURE)


@cache
def small() -> Pack:
    return toy_pack(SMALL)


@cache
def desk() -> Pack:
    return load_pack(Path(__file__).parent / "packs" / "desk")


def told_at(pack: Pack, answers: str | dict[str, str]) -> Recommendation:
    step = walk(pack, answers)
    assert isinstance(step, Arrived), step.question.id
    return recommend(pack, step, Role.VOLUNTEER, pack.settings.as_of)


def changes_at(pack: Pack, answers: str) -> dict[tuple[str, str], Change]:
    return {(each.question, each.value): each for each in explain(pack, told_at(pack, answers)).would_change}


# Why


def test_every_answer_on_the_way_is_told_with_what_it_is_asked_for() -> None:
    reasons = explain(small(), told_at(small(), ADULT)).why

    assert [(each.question, each.value) for each in reasons] == [
        ("danger", "none"),
        ("mood", "low"),
        ("age", "34"),
        ("practice", "hill"),
    ]
    assert [each.because for each in reasons][:2] == [small().questions[each].why for each in ("danger", "mood")]
    assert reasons[3].because == small().facts["practice"].why


@pytest.mark.parametrize(
    ("age", "decided"), [("34", "not under 18"), ("17", "under 18"), ("6m", "under 18"), ("not-sure", "not known")]
)
def test_an_age_says_where_it_decided(age: str, decided: str) -> None:
    (reason,) = [each for each in explain(small(), told_at(small(), f"danger=none,mood=low,age={age},home=hill")).why
                 if each.question == "age"]  # fmt: skip

    assert reason.because == f'{small().facts["age"].why} After "Low" the age decides: {decided}.'


def test_an_age_that_decided_nothing_says_only_what_it_is_asked_for() -> None:
    (reason,) = [each for each in explain(small(), told_at(small(), "danger=bad,age=34")).why if each.question == "age"]

    assert reason.because == small().facts["age"].why


# What would change it


def test_another_answer_that_ends_elsewhere_is_told_with_its_ending() -> None:
    changes = changes_at(small(), ADULT)

    bad = changes["danger", "bad"]
    assert (bad.outcome.id, bad.then_asks, bad.more_urgent) == ("call-999", None, True)
    worse = changes["mood", "worse"]
    assert (worse.outcome.urgency, worse.more_urgent) == (Urgency.SOON, True)


def test_an_answer_that_opens_questions_counts_by_the_least_urgent_ending_they_can_lead_to() -> None:
    changes = changes_at(small(), ADULT)

    again = changes["danger", "not-sure"]
    assert (again.then_asks, again.outcome.id, again.up_to) == ("again", "soon", Urgency.EMERGENCY)
    assert again.more_urgent
    odd = changes["mood", "odd"]
    assert (odd.then_asks, odd.outcome.urgency, odd.up_to, odd.more_urgent) == (
        "odd",
        Urgency.ROUTINE,
        Urgency.SOON,
        False,
    )


def test_ages_that_lead_to_the_same_place_are_told_once_by_the_nearest() -> None:
    ages = [each for each in explain(small(), told_at(small(), ADULT)).would_change if each.question == "age"]

    assert [(each.value, each.label, each.outcome.id) for each in ages] == [
        ("17", "under 18", "school"),
        (NOT_SURE, "Not known", "talk"),
    ]


def test_from_the_most_urgent_ending_nothing_is_more_urgent() -> None:
    assert explain(small(), told_at(small(), "danger=bad")).more_urgent == ()
    assert explain(small(), told_at(small(), ADULT)).more_urgent


def test_answers_kept_aside_count_for_nothing() -> None:
    aside = {**from_token(ADULT), "again": "bad", "odd": "voices"}

    assert explain(small(), told_at(small(), aside)) == explain(small(), told_at(small(), ADULT))


def tried(pack: Pack, answers: dict[str, str], question: str, value: str) -> frozenset[str]:
    """Every ending that can come after one answer is given otherwise, by walking on with every answer there is."""
    return frozenset(each.outcome.id for each in all_walks(pack, AGES, {**answers, question: value}))


def other_answers(pack: Pack, answers: dict[str, str]) -> Iterator[tuple[str, str]]:
    for question, value in answers.items():
        if question in pack.questions:
            yield from ((question, each) for each in pack.questions[question].options if each != value)


@pytest.mark.parametrize("which", [small, desk])
def test_every_ending_of_a_small_pack_tells_each_change_and_no_other(which: Callable[[], Pack]) -> None:
    pack = which()
    for arrived in all_walks(pack, ("10", "34", NOT_SURE)):
        answers = answered(arrived)
        told = {(each.question, each.value): each for each in explain(pack, told_at(pack, answers)).would_change}
        ends = {other: tried(pack, answers, *other) for other in other_answers(pack, answers)}

        elsewhere = {other for other, reached in ends.items() if reached != {arrived.outcome.id}}
        assert {other for other in told if other[0] != "age"} == elsewhere
        for other in elsewhere:
            assert_true(pack, told[other], ends[other], arrived.outcome)


def assert_true(pack: Pack, change: Change, reached: frozenset[str], now: Outcome) -> None:
    urgencies = [pack.outcomes[each].urgency for each in reached]
    assert change.outcome.id in reached - {now.id}
    assert change.outcome.urgency == min(pack.outcomes[each].urgency for each in reached - {now.id})
    assert change.up_to == max(urgencies)
    assert change.more_urgent == (min(urgencies) > now.urgency)


def any_walk(pack: Pack, data: st.DataObject) -> Arrived:
    """A walk to some ending of the shipped pack, by answers that are drawn."""
    answers: dict[str, str] = {}
    step: Step = replay(pack, answers)
    while isinstance(step, Asking):
        kind = step.question.type
        places = [*pack.region.councils, OUTSIDE, NOT_SURE]
        values = list(step.question.options) or (list(AGES) if kind == "age" else places)
        answers[step.question.id] = data.draw(st.sampled_from(values), label=step.question.id)
        step = replay(pack, answers)
    return step


def end_of(pack: Pack, answers: dict[str, str], which: int) -> Outcome:
    """Where the walk ends when every question still open gets its first answer, or its last."""
    step = replay(pack, answers)
    while isinstance(step, Asking):
        values = list(step.question.options) or [NOT_SURE]
        answers = {**answers, step.question.id: values[which]}
        step = replay(pack, answers)
    return step.outcome


@settings(max_examples=30)
@given(data=st.data())
def test_on_any_walk_each_change_is_what_the_walk_does_and_none_is_missing(pack: Pack, data: st.DataObject) -> None:
    arrived = any_walk(pack, data)
    answers = answered(arrived)
    told = {(each.question, each.value): each for each in explain(pack, told_at(pack, answers)).would_change}

    for other in other_answers(pack, answers):
        changed = {**answers, other[0]: other[1]}
        ends = [end_of(pack, changed, at) for at in (0, -1)]
        change = told.get(other)
        if change is None:
            assert {each.id for each in ends} == {arrived.outcome.id}
        elif change.then_asks:
            step = replay(pack, changed)
            assert isinstance(step, Asking)
            assert step.question.id == change.then_asks
            assert all(each.urgency <= change.up_to for each in ends)
            assert all(each.urgency >= change.outcome.urgency or each == arrived.outcome for each in ends)
            assert not change.more_urgent or all(each.urgency > arrived.outcome.urgency for each in ends)
        else:
            assert {each.id for each in ends} == {change.outcome.id}
            assert change.more_urgent == (change.outcome.urgency > arrived.outcome.urgency)
    assert_ages_and_places(pack, arrived, told)


def assert_ages_and_places(pack: Pack, arrived: Arrived, told: dict[tuple[str, str], Change]) -> None:
    """Each age that ends elsewhere is told for, each that is told does so; and no place changes the ending."""
    answers = answered(arrived)
    elsewhere: set[str] = set()
    for age in AGES if "age" in answers else ():
        step = replay(pack, {**answers, "age": age})
        if isinstance(step, Arrived) and step.outcome.id != arrived.outcome.id:
            elsewhere.add(step.outcome.id)
    settled = [each for each in told.values() if each.question == "age" and each.then_asks is None]
    assert elsewhere <= {each.outcome.id for each in settled}
    for change in settled:
        step = replay(pack, {"practice": NOT_SURE, **answers, "age": change.value})
        assert isinstance(step, Arrived)
        assert step.outcome.id == change.outcome.id
    for fact in {"home", "practice"} & set(answers):
        for place in (*pack.region.councils, OUTSIDE, NOT_SURE):
            step = replay(pack, {**answers, fact: place})
            assert isinstance(step, Arrived)
            assert step.outcome == arrived.outcome
    assert {each.question for each in told.values()} <= {*pack.questions, "age"}


# What is not offered


def not_offered(answers: str) -> dict[str, str]:
    return {each.service.id: " ".join(each.because) for each in explain(small(), told_at(small(), answers)).not_offered}


def test_what_closed_what_sees_other_ages_and_other_places_is_told_with_its_reason() -> None:
    told = not_offered(ADULT)

    assert told["old-therapists"] == "It has closed. Now: therapists."
    assert told["vale-therapists"] == "For people whose GP practice is in Vale Borough Council."
    assert "hill-therapists" not in told
    assert not_offered("danger=none,mood=low,age=17,practice=hill")["therapists"].startswith("For people aged 18")


def test_a_door_that_one_answer_would_have_led_to_is_told_where_its_service_would_fit() -> None:
    unwell = not_offered("danger=none,mood=worse,age=34,practice=hill")

    assert unwell["counsellors"] == "For people under 18. It is for another need: young. Help."
    assert "teachers" not in unwell
    assert "vale-therapists" not in unwell
    assert "counsellors" not in not_offered("danger=none,mood=shy,age=17,practice=hill")


def test_at_an_urgent_ending_no_other_need_is_spoken_of() -> None:
    pack = toy_pack(SMALL.replace("therapy: {offer", "therapy: {urgency: urgent, offer"))
    told = {each.service.id for each in explain(pack, told_at(pack, ADULT)).not_offered}

    assert told == {"old-therapists", "vale-therapists"}


@settings(max_examples=20)
@given(data=st.data())
def test_on_any_walk_every_service_is_offered_or_has_a_reason(pack: Pack, data: st.DataObject) -> None:
    told = told_at(pack, answered(any_walk(pack, data)))
    offered = {each.service.id for each in told.services}
    listed = explain(pack, told).not_offered

    assert len(listed) <= MOST_TOLD
    assert not {each.service.id for each in listed} & offered
    for service in pack.services.values():
        answer = why_not(pack, told, service)
        assert (answer.offered is not None) == (service.id in offered)
        assert bool(answer.because) != (answer.offered is not None), service.id
        assert all(each.strip().endswith((".", ")")) for each in answer.because)


def test_a_service_for_the_one_who_worries_says_so_and_how_people_come_to_it() -> None:
    answer = why_not(small(), told_at(small(), ADULT), small().services["parents"])

    assert answer.because == (
        "It is for another need: carers. Help.",
        "It is for someone who is worried or cares, not for the person.",
        "People cannot go by themselves. They ask their GP.",
    )


def test_a_front_door_is_never_said_to_be_for_somebody_else() -> None:
    pack = toy_pack(SMALL + "  settings: {front_doors: [carers]}\n")
    answer = why_not(pack, told_at(pack, ADULT), pack.services["parents"])

    assert "stays there for anyone who needs it" in answer.because[0]
