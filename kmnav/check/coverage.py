"""Rule 4, in its first part: no dead end for any age or place, and no outcome that is only its front doors.

A service's ages and its area are judged apart, so every cell of the table is covered without listing it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from kmnav.check.rules import Subject, found, rule
from kmnav.check.table import Ends, ages_that_matter, ends_of, places_that_matter
from kmnav.errors import Problem, Severity
from kmnav.fit import Person, fit
from kmnav.model import NOT_SURE, Outcome, Status
from kmnav.pack import Pack
from kmnav.values import Age

Takes = Callable[[str, str, str], bool]


@rule
def every_cell_has_help(subject: Subject) -> Iterator[Problem]:
    """Every outcome has a way to help at every age and place, and not only the GP practice, 111 or 999."""
    pack = subject.pack
    ends, takes = ends_of(pack), takes_of(pack)
    for outcome in pack.outcomes.values():
        if outcome.id not in subject.graph.reached:
            continue
        helped, beyond, every = coverage(pack, outcome, ends, takes)
        if helped < every:
            yield found(
                pack,
                "COVER-NONE",
                f"outcomes.{outcome.id}",
                f'"{outcome.id}" has no service at {every - helped} of {every} ages and places.',
                "Offer a door with a service that anyone may use.",
            )
        share = round(100 * (every - beyond) / every)
        if share > pack.settings.front_door_share and outcome.front_door_only is None:
            yield found(
                pack,
                "COVER-FRONT",
                f"outcomes.{outcome.id}",
                f'{share}% of the ages and places of "{outcome.id}" have only a front door.',
                "Offer another door, or say why not in front_door_only.",
                Severity.WARNING,
            )


def coverage(pack: Pack, outcome: Outcome, ends: Ends, takes: Takes) -> tuple[int, int, int]:
    """Cells of age and place with any service, with one beyond the front doors, and all cells."""
    ages, places = ages_that_matter(pack, outcome, ends), places_that_matter(pack, outcome)
    helped: set[tuple[str, str]] = set()
    beyond: set[tuple[str, str]] = set()
    for service in pack.behind(outcome):
        if service.status is Status.CLOSED:
            continue
        mine = {
            (age, place)
            for age in ages
            if takes(service.id, age, NOT_SURE)
            for place in places
            if takes(service.id, NOT_SURE, place)
        }
        helped |= mine
        door = next(door for door in outcome.offer if door in service.serves)
        if door not in pack.settings.front_doors:
            beyond |= mine
    return len(helped), len(beyond), len(ages) * len(places)


def takes_of(pack: Pack) -> Takes:
    """Whether a service does not turn away someone of an age from a place; each is judged once."""

    def takes(service_id: str, age: str, place: str) -> bool:
        known = None if place == NOT_SURE else place
        person = Person(None if age == NOT_SURE else Age.parse(age), known, known)
        return not fit(pack, pack.services[service_id], person).because

    return cache(takes)
