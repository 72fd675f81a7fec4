"""Waiting times are information. They never decide what is offered, or what comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kmnav import recommend
from kmnav.model import Role, Service
from kmnav.pack import Pack
from kmnav.replay import Arrived


def with_waits(services: Mapping[str, Service], waits: Mapping[str, str | None]) -> Mapping[str, Service]:
    return MappingProxyType({key: replace(service, wait=waits[key]) for key, service in services.items()})


def test_what_is_offered_and_in_which_order_does_not_turn_on_waiting_times(pack: Pack) -> None:
    none = replace(pack, services=with_waits(pack.services, dict.fromkeys(pack.services)))
    long = {key: "18 months" if at % 2 else "a week" for at, key in enumerate(pack.services)}
    some = replace(pack, services=with_waits(pack.services, long))

    for outcome in pack.outcomes.values():
        offered = [
            [each.service.id for each in recommend(each, Arrived((), outcome, ()), role, each.settings.as_of).services]
            for each in (none, some)
            for role in Role
        ]
        assert offered[0] == offered[2]
        assert offered[1] == offered[3]
