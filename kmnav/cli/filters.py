"""Which services of a list a person wants to see. What may fit stays in: unknown is never a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Self

from kmnav.cli.advance import FLAGS, fact_value
from kmnav.cli.desk import Exit, fail
from kmnav.cli.gp_practices import KIND as GP_PRACTICE
from kmnav.fit import Fit, Fitness, Person, fit, person_from
from kmnav.model import Knowing, Role, Service
from kmnav.pack import Pack
from kmnav.reach import Doors, ServiceOpen, places_to_go, service_open, ways_to_reach
from kmnav.record import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; None does not narrow it."""

    kind: str | None
    door: str | None
    self_referral: bool
    person: Person | None

    @classmethod
    def read(
        cls, pack: Pack, kind: str | None, door: str | None, self_referral: bool, facts: Mapping[str, str | None]
    ) -> Self:
        """The filters that the options name; a kind, a door, an age or a place that is none ends with a usage error."""
        _refuse_unknown("kind", kind, {*pack.kinds.values(), GP_PRACTICE})
        _refuse_unknown("door", door, pack.doors)
        known = {fact: fact_value(pack, fact, text, FLAGS[fact]) for fact, text in facts.items() if text is not None}
        return cls(kind, door, self_referral, person_from(known) if known else None)

    def of(self, pack: Pack, services: Iterable[Service]) -> list[tuple[Service, Fit | None]]:
        """The services that are left, each with how it fits the person where anything is known of them."""
        judged = ((each, fit(pack, each, self.person) if self.person else None) for each in services)
        return [(each, verdict) for each, verdict in judged if self._wants(pack, each, verdict)]

    def _wants(self, pack: Pack, service: Service, verdict: Fit | None) -> bool:
        return (
            (self.kind is None or pack.kinds[service.id] == self.kind)
            and (self.door is None or self.door in service.serves)
            and (not self.self_referral or service.referral.self_ is Knowing.YES)
            and (verdict is None or verdict.fitness is not Fitness.DOES_NOT)
        )


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The services that are open at a moment, each with its state, and how many have hours that nobody knows."""

    states: Mapping[str, ServiceOpen]
    not_known: int

    @classmethod
    def of(cls, pack: Pack, services: Iterable[Service], role: Role, on: date) -> Self:
        """Judge the services at `on`; a day without a time ends with a usage error."""
        if not isinstance(on, datetime):
            fail("A day alone does not say what is open.", "Give a time: --now 2026-11-22T21:30.", Exit.USAGE)
        judged = {each.id: _state(pack, each, role, on) for each in services}
        is_open = {key: state for key, state in judged.items() if state and state.doors is Doors.OPEN}
        return cls(is_open, sum(state is not None and state.doors is Doors.NOT_KNOWN for state in judged.values()))


def _state(pack: Pack, service: Service, role: Role, on: date) -> ServiceOpen | None:
    return service_open(ways_to_reach(pack, service, role, on, urgent=False), places_to_go(pack, service, on), on)


def _refuse_unknown(option: str, given: str | None, known: Iterable[str]) -> None:
    names = sorted(known)
    if given is None or given in names:
        return
    near = get_close_matches(given, names, 1, 0.6)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(names)}."
    fail(f'"{given}" is not a {option}.', hint, Exit.USAGE)
