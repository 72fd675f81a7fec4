"""The table that a practice manager reads: each outcome's first service by age and place.

Also rule 4's share: how much of it is surely met by nothing but the front doors (the GP practice, 111, 999).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kmnav.check.coverage import Cover, covers
from kmnav.check.graph import Graph
from kmnav.check.rules import Subject
from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Outcome, Role
from kmnav.pack import Pack
from kmnav.recommend import recommend
from kmnav.record import dataclass
from kmnav.replay import Answered, Arrived, facts_needed

NOBODY = "no service"


@dataclass(frozen=True, slots=True)
class Cell:
    """One age and place of one outcome, and its first service."""

    age: str
    place: str
    first: str


def places_that_matter(pack: Pack, outcome: Outcome) -> tuple[str, ...]:
    """Every council where some service takes part of the region; always outside and not known."""
    sited = any(service.sites for service in pack.behind(outcome))
    if sited or {HOME, PRACTICE} & set(facts_needed(pack, outcome)):
        return (*pack.region.councils, OUTSIDE, NOT_SURE)
    return (next(iter(pack.region.councils)), OUTSIDE, NOT_SURE)


def cells(cover: Cover, role: Role = Role.VOLUNTEER) -> Iterator[Cell]:
    """What an outcome offers first, for each age and place that can make a difference."""
    pack, outcome = cover.subject.pack, cover.outcome
    ages = cover.people.ages
    for age in ages if AGE in facts_needed(pack, outcome) else ages[:1]:
        for place in places_that_matter(pack, outcome):
            told = recommend(pack, _arrived(outcome, age, place), role, pack.settings.as_of)
            first = told.services[0].service.id if told.services else NOBODY
            yield Cell(age, place, first)


def _arrived(outcome: Outcome, age: str, place: str) -> Arrived:
    facts = ((AGE, age), (PRACTICE, place), (HOME, place))
    return Arrived(tuple(Answered(fact, value, value) for fact, value in facts), outcome, ())


def as_lines(pack: Pack) -> Iterator[str]:
    """The table: an outcome, then each first service with the ages and places that get it."""
    for cover in covers(Subject(pack, Graph(pack))):
        every = list(cells(cover))
        outcome = cover.outcome
        yield f"{outcome.id} ({outcome.urgency.word}), surely met only by a front door: {cover.front_share()}%"
        for first in dict.fromkeys(cell.first for cell in every):
            mine = [cell for cell in every if cell.first == first]
            whole = len(mine) == len(every)
            yield f"  {first}: " + ("every age and place" if whole else _where(every, mine))
        yield ""


def _where(every: list[Cell], mine: list[Cell]) -> str:
    by_places: dict[tuple[str, ...], list[str]] = {}
    for age in dict.fromkeys(cell.age for cell in mine):
        places = tuple(cell.place for cell in mine if cell.age == age)
        by_places.setdefault(places, []).append(age)
    all_places = tuple(dict.fromkeys(cell.place for cell in every))
    return "; ".join(f"age {_listed(ages)} in {_places(places, all_places)}" for places, ages in by_places.items())


def _places(places: tuple[str, ...], all_places: tuple[str, ...]) -> str:
    if places == all_places:
        return "every place"
    if len(all_places) == 3:
        return _listed("every council" if place == all_places[0] else place for place in places)
    missing = [place for place in all_places if place not in places]
    if len(missing) <= 3 and len(missing) < len(places):
        return f"every place but {_listed(missing)}"
    return _listed(places)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
