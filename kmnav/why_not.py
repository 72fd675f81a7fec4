"""Why a service that a person may have heard of is not among those offered here.

Pure. Public: `why_not` for any service, `heard_of` for the few that are worth telling unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kmnav.fit import Fitness, fit
from kmnav.model import Door, Knowing, Outcome, Service, ServiceFor, Status, Urgency
from kmnav.pack import Pack
from kmnav.recommend import NotOffered, Offered, Recommendation, through_words
from kmnav.record import dataclass, replace

MOST_TOLD = 10
MOST_OF_A_KIND = 4


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer about one service: its place among those offered, or every reason why it has none."""

    service: Service
    offered: Offered | None
    because: tuple[str, ...]


def why_not(pack: Pack, told: Recommendation, service: Service) -> WhyNot:
    """Whether a service is offered at this ending, and if not, why not. There is always a reason."""
    offered = next((each for each in told.services if each.service.id == service.id), None)
    if offered is not None:
        return WhyNot(service, offered, ())
    return WhyNot(service, None, tuple(_reasons(pack, told, service)))


def heard_of(pack: Pack, told: Recommendation, near: Iterable[Outcome]) -> tuple[NotOffered, ...]:
    """Services that a person may ask for by name, with why not: at most ten.

    First those of the same doors that are closed or for other ages, then, where it is not urgent, the ordinary way
    into each door of `near` (the endings that one answer would have led to) or else what has kept an old name; last
    the same help for other places.
    """
    ended, ages, places = _behind(pack, told)
    others = () if told.outcome.urgency >= Urgency.URGENT else _of_other_doors(pack, told, near)
    kinds = (ended, ages, others, places)
    chosen = {each.id: each for kind in kinds for each in islice(kind, MOST_OF_A_KIND)}
    verdicts = (why_not(pack, told, each) for each in list(chosen.values())[:MOST_TOLD])
    return tuple(NotOffered(each.service, each.because) for each in verdicts)


def _behind(pack: Pack, told: Recommendation) -> tuple[list[Service], list[Service], list[Service]]:
    """Services of the ending's own doors that are not offered: closed, for other ages, for other places only."""
    offered = {each.service.id for each in told.services}
    ended: list[Service] = []
    ages: list[Service] = []
    places: list[Service] = []
    for service in pack.behind(told.outcome):
        if service.id in offered:
            continue
        if service.status is Status.CLOSED:
            ended.append(service)
        else:
            (places if _elsewhere(pack, told, service) else ages).append(service)
    return ended, ages, places


def _elsewhere(pack: Pack, told: Recommendation, service: Service) -> bool:
    """Whether the place alone keeps the person from it, whatever the age."""
    return fit(pack, service, replace(told.person, age=None)).fitness is Fitness.DOES_NOT


def _of_other_doors(pack: Pack, told: Recommendation, near: Iterable[Outcome]) -> Iterator[Service]:
    """For each door nearby, the service in this place that is the ordinary way in."""
    offered = {each.service.id for each in told.services}
    here = {*told.outcome.offer, *pack.settings.front_doors}
    for door in dict.fromkeys(door for outcome in near for door in outcome.offer if door not in here):
        known = [
            service
            for service in pack.serving(door)
            if (door in service.leads or service.former)
            and service.id not in offered
            and service.status is not Status.CLOSED
            and not here.intersection(service.serves)
            and not _elsewhere(pack, told, service)
        ]
        yield from sorted(known, key=lambda each: door not in each.leads)[:1]


def _reasons(pack: Pack, told: Recommendation, service: Service) -> Iterator[str]:
    if service.status is Status.CLOSED:
        yield "It has closed."
    if service.replaced_by:
        yield f"Now: {pack.services[service.replaced_by].name}."
    yield from (f"{reason}." for reason in fit(pack, service, told.person).because)
    doors = [pack.doors[each] for each in service.serves]
    if not set(service.serves) & set(told.outcome.offer):
        yield _other_need(pack, doors) if doors else "No ending of this pack leads to it."
        if service.for_ is ServiceFor.CARER:
            yield "It is for someone who is worried or cares, not for the person."
        if service.referral.self_ is Knowing.NO:
            yield " ".join(("People cannot go by themselves.", *through_words(pack, service, told.role)))
    if service.status is Status.UNCERTAIN:
        yield "It is not certain that it still runs."


def _other_need(pack: Pack, doors: list[Door]) -> str:
    always = [door for door in doors if door.id in pack.settings.front_doors]
    if always:
        return f"It is no part of this ending, and stays there for anyone who needs it: {always[0].name}."
    names = " and ".join(door.name for door in doors)
    return f"It is for another need: {names}. {doors[0].means}"
