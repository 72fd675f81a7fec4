"""From an outcome to what the helper sees: the steps for their role and the services that fit.

Pure. The words are put together in `told`. Public: `recommend`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType

from kmnav.fit import Fit, Fitness, Person, fit, person_from
from kmnav.model import Outcome, Role, Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.practice import Practice
from kmnav.reach import (
    Doors,
    Place,
    Reach,
    ServiceOpen,
    places_at,
    places_to_go,
    reach_at,
    service_open,
    tells_hours,
    through_words,
    ways_to_reach,
)
from kmnav.record import dataclass, field, replace
from kmnav.replay import Arrived
from kmnav.told import for_role, offers_gp, stay_part, staying, words_for
from kmnav.trust import Trust


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that fits or may fit, and how to reach it, best way first.

    `open` is None where no time of day is given. `instead_of` is the service, closed now, before which it is named.
    """

    service: Service
    door: str
    rank: int
    fit: Fit
    reach: tuple[Reach, ...]
    reach_through: tuple[str, ...]
    places: tuple[Place, ...] = ()
    open: ServiceOpen | None = None
    instead_of: Service | None = None

    @property
    def trust(self) -> Trust:
        """That of the best way to reach it; the lowest where there is none."""
        return min((each.trusted.trust for each in self.reach), key=lambda each: each.rank, default=Trust.THIRD_PARTY)


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A service behind the outcome's doors that does not fit, and why."""

    service: Service
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Everything that an ending tells, in the order in which it is told.

    `no_service` holds the outcome's doors that nothing serves in this region, with the region's words on whom to ask.
    """

    arrived: Arrived
    role: Role
    person: Person
    steps: tuple[str, ...]
    say: tuple[str, ...]
    stay: tuple[str, ...]
    if_worse: tuple[str, ...]
    safeguarding: str
    services: tuple[Offered, ...]
    not_offered: tuple[NotOffered, ...]
    no_service: Mapping[str, str] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """The outcome that was reached."""
        return self.arrived.outcome


def recommend(
    pack: Pack, arrived: Arrived, role: Role, on: date, practice: Practice | None = None, at: time | None = None
) -> Recommendation:
    """What to tell a helper of `role` on the day `on` (trust in a contact fades with time).

    Hours are judged at the time of day `at`, or that of `on` where it is a moment: both are what the clock in
    England shows. With neither they are told and not judged. With a `practice`, its own people are named, and
    where it is closed the offer of the GP becomes what is open.
    """
    if at is not None:
        on = datetime.combine(on, at)
    outcome = arrived.outcome
    person = person_from({each.question: each.value for each in arrived.path})
    known = pack.outcomes.get(outcome.id) is outcome
    words = words_for(pack, outcome, role, practice, on)
    day = date(on.year, on.month, on.day)
    services = (
        _services_of(pack, outcome.id, role, person, day) if known else _services(pack, outcome, role, person, day)
    )
    return Recommendation(
        arrived=arrived,
        role=role,
        person=person,
        steps=words.steps,
        say=outcome.say,
        stay=words.stay,
        if_worse=words.if_worse,
        safeguarding=words.safeguarding,
        services=_at_moment(pack, outcome, services, on),
        not_offered=services.not_offered,
        no_service=services.none,
    )


@dataclass(frozen=True, slots=True)
class _Services:
    """The services behind an ending for one person on one day, in their order, before hours are judged.

    `timed` has the ids of those that tell hours: the others are the same at every moment.
    """

    offered: tuple[Offered, ...]
    timed: frozenset[str]
    not_offered: tuple[NotOffered, ...]
    none: Mapping[str, str]


@lru_cache(maxsize=2048)
def _services_of(pack: Pack, outcome_id: str, role: Role, person: Person, day: date) -> _Services:
    """A pack never changes, so what it has for a person on a day is put together once. Only hours go by the minute."""
    return _services(pack, pack.outcomes[outcome_id], role, person, day)


def _services(pack: Pack, outcome: Outcome, role: Role, person: Person, day: date) -> _Services:
    judged = [(service, fit(pack, service, person)) for service in pack.behind(outcome)]
    none = {each: why for each, why in pack.region.no_service.items() if each in outcome.offer}
    offered = _ranked(pack, outcome, judged, role, day)
    return _Services(
        offered=offered,
        timed=frozenset(each.service.id for each in offered if tells_hours(each.reach, each.places)),
        not_offered=tuple(NotOffered(each, verdict.because) for each, verdict in judged if verdict.because),
        none=MappingProxyType(none),
    )


def _ranked(
    pack: Pack, outcome: Outcome, judged: Iterable[tuple[Service, Fit]], role: Role, on: date
) -> tuple[Offered, ...]:
    offered = [
        _offer(pack, outcome, service, verdict, role, on)
        for service, verdict in judged
        if verdict.fitness is not Fitness.DOES_NOT and service.status is not Status.CLOSED
    ]
    place_known = any(verdict.local for _, verdict in judged)
    order = {door: at for at, door in enumerate(outcome.offer)}
    offered.sort(key=lambda each: (order[each.door], place_known and not each.fit.local, *_doubts(each)))
    return _numbered(offered)


def _at_moment(pack: Pack, outcome: Outcome, services: _Services, on: date) -> tuple[Offered, ...]:
    """What is offered with its hours judged at a moment; a day alone leaves it as it is."""
    if not isinstance(on, datetime):
        return services.offered
    untold = service_open((), (), on)
    told = [
        _timed(pack, each, on)
        if each.service.id in services.timed
        else _with_hours(each, each.reach, each.places, untold)
        for each in services.offered
    ]
    return _numbered(_open_first(told)) if outcome.urgency >= Urgency.URGENT else tuple(told)


def _timed(pack: Pack, each: Offered, on: datetime) -> Offered:
    reach, places = reach_at(pack, each.reach, on), places_at(pack, each.places, on)
    return _with_hours(each, reach, places, service_open(reach, places, on))


def _with_hours(
    each: Offered, reach: tuple[Reach, ...], places: tuple[Place, ...], state: ServiceOpen | None
) -> Offered:
    return Offered(each.service, each.door, each.rank, each.fit, reach, each.reach_through, places, state, None)


def _numbered(offered: Iterable[Offered]) -> tuple[Offered, ...]:
    return tuple(each if each.rank == at else replace(each, rank=at) for at, each in enumerate(offered, 1))


def _open_first(offered: Iterable[Offered]) -> list[Offered]:
    """What is open goes before what is not, and what may be before what is closed, at the same door.

    Nothing goes before what fits better or can be trusted more. Then, if the first of all is closed, the first at
    any door that is open and stands back in nothing is named before it.
    """
    told: list[Offered] = []
    for each in offered:
        at = len(told)
        while at and _goes_before(each, told[at - 1]):
            at -= 1
        told.insert(at, each)
    closed = told[0] if told and _doors(told[0]) is Doors.CLOSED else None
    better = (each for each in told if closed and _doors(each) is Doors.OPEN and not _stands_back(each, closed))
    first = next(better, None)
    if first is None or closed is None:
        return told
    return [replace(first, instead_of=closed.service), *(each for each in told if each is not first)]


def _goes_before(each: Offered, other: Offered) -> bool:
    return each.door == other.door and _doors(each) < _doors(other) and not _stands_back(each, other)


def _stands_back(each: Offered, other: Offered) -> bool:
    """Whether it is worse in any way but its door and its hours: farther off, more doubtful, less to be trusted."""
    mine, its = (not each.fit.local, *_doubts(each)), (not other.fit.local, *_doubts(other))
    return any(m > i for m, i in zip(mine, its, strict=True)) or each.trust.rank > other.trust.rank


def _doors(offered: Offered) -> Doors:
    return offered.open.doors if offered.open else Doors.NOT_KNOWN


def _doubts(offered: Offered) -> tuple[bool, ...]:
    """Reasons to name a service later, the weightiest first: it may have ended, is not the ordinary way in,
    may not fit, is for some only, has no good contact.
    """
    service = offered.service
    return (
        service.status is Status.UNCERTAIN,
        offered.door not in service.leads,
        offered.fit.unknowns > 0,
        bool(service.conditions),
        not any(each.trusted.trust.may_be_texted for each in offered.reach),
    )


def _offer(pack: Pack, outcome: Outcome, service: Service, verdict: Fit, role: Role, on: date) -> Offered:
    door = next(door for door in outcome.offer if door in service.serves)
    return Offered(service, door, 0, verdict, *_ways(pack, service.id, role, on, outcome.urgency >= Urgency.URGENT))


@lru_cache(maxsize=8192)
def _ways(
    pack: Pack, service: str, role: Role, on: date, urgent: bool
) -> tuple[tuple[Reach, ...], tuple[str, ...], tuple[Place, ...]]:
    """How a service is reached on a day: the same for everybody whom it fits."""
    known = pack.services[service]
    reach = ways_to_reach(pack, known, role, on, urgent=urgent)
    return reach, through_words(pack, known, role), places_to_go(pack, known, on)


__all__ = [
    "NotOffered",
    "Offered",
    "Reach",
    "Recommendation",
    "for_role",
    "offers_gp",
    "recommend",
    "stay_part",
    "staying",
    "through_words",
    "ways_to_reach",
]
