"""The table that a practice manager reads: each outcome's first service by age and place.

Also rule 4's share: how much of it is met by nothing but the front doors (the GP practice, 111, 999).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Outcome, Role
from kmnav.pack import Pack
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Answered, Arrived, chosen_branch, facts_needed
from kmnav.values import MONTHS

NOBODY = "no service"


@dataclass(frozen=True, slots=True)
class Cell:
    """One age and place of one outcome: its first service, and whether only a front door is there."""

    age: str
    place: str
    first: str
    front_door_only: bool


def ages_that_matter(pack: Pack, outcome: Outcome) -> tuple[str, ...]:
    """One age from each side of every limit of the services behind an outcome that comes to it, and not known."""
    cuts = {0, 18 * MONTHS}
    for service in pack.behind(outcome):
        cuts |= {service.ages.low, service.ages.high or 0}
    every = (*(_age(cut) for cut in sorted(cuts)), NOT_SURE)
    coming = tuple(age for age in every if outcome.id in _ends_at(pack, age))
    return coming if AGE in facts_needed(pack, outcome) else coming[:1]


def _ends_at(pack: Pack, age: str) -> frozenset[str]:
    """The outcomes that someone of this age can come to."""
    seen: set[str] = set()
    waiting = [pack.start]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if at in pack.questions:
            waiting += [chosen_branch(option, age).to for option in pack.questions[at].options.values()]
    return frozenset(seen & set(pack.outcomes))


def _age(months: int) -> str:
    if months % MONTHS:
        return f"{months // MONTHS}.5"
    return str(months // MONTHS)


def places_that_matter(pack: Pack, outcome: Outcome) -> tuple[str, ...]:
    """Every council where some service takes part of the region; always outside and not known."""
    sited = any(service.sites for service in pack.behind(outcome))
    if sited or {HOME, PRACTICE} & set(facts_needed(pack, outcome)):
        return (*pack.region.councils, OUTSIDE, NOT_SURE)
    return (next(iter(pack.region.councils)), OUTSIDE, NOT_SURE)


def cells(pack: Pack, outcome: Outcome, role: Role = Role.VOLUNTEER) -> Iterator[Cell]:
    """What an outcome offers first, for each age and place that can make a difference."""
    for age in ages_that_matter(pack, outcome):
        for place in places_that_matter(pack, outcome):
            told = recommend(pack, _arrived(outcome, age, place), role, pack.settings.as_of)
            first = told.services[0].service.id if told.services else NOBODY
            yield Cell(age, place, first, _front_door_only(pack, told))


def _arrived(outcome: Outcome, age: str, place: str) -> Arrived:
    facts = ((AGE, age), (PRACTICE, place), (HOME, place))
    return Arrived(tuple(Answered(fact, value, value) for fact, value in facts), outcome, ())


def _front_door_only(pack: Pack, told: Recommendation) -> bool:
    return all(each.door in pack.settings.front_doors for each in told.services)


def share_of_front_doors(pack: Pack, outcome: Outcome) -> int:
    """The share of an outcome's ages and places, in per cent, that only a front door serves."""
    every = list(cells(pack, outcome))
    return round(100 * sum(cell.front_door_only for cell in every) / len(every))


def as_lines(pack: Pack) -> Iterator[str]:
    """The table: an outcome, then each first service with the ages and places that get it."""
    for outcome in pack.outcomes.values():
        every = list(cells(pack, outcome))
        share = round(100 * sum(cell.front_door_only for cell in every) / len(every))
        yield f"{outcome.id} ({outcome.urgency.word}), met only by a front door: {share}%"
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
    missing = [place for place in all_places if place not in places]
    if len(missing) <= 3:
        return f"every place but {_listed(missing)}"
    return _listed(places)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
