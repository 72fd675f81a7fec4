"""Every ending of the shipped pack, once for each worked case and role, as what a person takes away is made of it."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from kmnav import load_pack
from kmnav.model import Role
from kmnav.pack import Case, Pack
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Arrived, replay

MOMENT = datetime(2026, 11, 23, 10, 0)


@cache
def shipped() -> Pack:
    """The pack that ships with the program."""
    return load_pack()


@cache
def arrivals() -> dict[str, Arrived]:
    """Where worked cases end: of each outcome the first and the last, which differ in age or place."""
    cases: dict[str, list[Case]] = {}
    for case in shipped().cases.values():
        cases.setdefault(case.outcome, []).append(case)
    ends = (case for same in cases.values() for case in (same[0], same[-1]))
    steps = {case.id: replay(shipped(), case.answers) for case in ends}
    return {case: step for case, step in steps.items() if isinstance(step, Arrived)}


@cache
def endings() -> tuple[Recommendation, ...]:
    """What each worked case tells, to either role."""
    return tuple(recommend(shipped(), step, role, MOMENT) for step in arrivals().values() for role in Role)


@cache
def one_of_each() -> tuple[Recommendation, ...]:
    """Each outcome once, in the role that is told of more contacts."""
    first = {told.outcome.id: told for told in reversed(endings()) if told.role is Role.GP_PRACTICE}
    return tuple(first.values())


def told_by(pack: Pack, answers: dict[str, str], role: Role = Role.VOLUNTEER) -> Recommendation:
    """What a pack tells after these answers, which must arrive."""
    step = replay(pack, answers)
    assert isinstance(step, Arrived), f"still asks {step.question.id}"
    return recommend(pack, step, role, MOMENT)
