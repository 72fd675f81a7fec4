"""The table that a practice manager reads: each outcome's first service by age and place.

Also rule 4's share: how much of it is met by nothing but the front doors (the GP practice, 111, 999).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Outcome, Role
from kmnav.pack import Pack
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Answered, Arrived, chosen_branch, facts_needed
from kmnav.values import MONTHS, AgeRange

NOBODY = "no service"
Ends = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One age and place of one outcome: its first service, and whether only a front door is there."""

    age: str
    place: str
    first: str
    front_door_only: bool


def ages_that_matter(pack: Pack, outcome: Outcome, ends: Ends) -> tuple[str, ...]:
    """One age from each side of every limit of the services behind an outcome that comes to it, and not known.

    The ages by which the questions branch are limits too: some outcomes are for old or young people only.
    """
    cuts = {0, 18 * MONTHS}
    for ages in (*(service.ages for service in pack.behind(outcome)), *_branches(pack)):
        cuts |= {ages.low, ages.high or 0}
    every = (*(_age(cut) for cut in sorted(cuts)), NOT_SURE)
    coming = tuple(age for age in every if outcome.id in ends(age))
    return coming if AGE in facts_needed(pack, outcome) else coming[:1]


def _branches(pack: Pack) -> Iterator[AgeRange]:
    for question in pack.questions.values():
        for option in question.options.values():
            yield from (branch.age for branch in option.go if branch.age is not None)


def ends_of(pack: Pack) -> Ends:
    """The outcomes that someone of an age can come to; each age is walked once."""
    return cache(partial(_ends_at, pack))


def _ends_at(pack: Pack, age: str) -> frozenset[str]:
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


def cells(pack: Pack, outcome: Outcome, ends: Ends, role: Role = Role.VOLUNTEER) -> Iterator[Cell]:
    """What an outcome offers first, for each age and place that can make a difference."""
    for age in ages_that_matter(pack, outcome, ends):
        for place in places_that_matter(pack, outcome):
            told = recommend(pack, _arrived(outcome, age, place), role, pack.settings.as_of)
            first = told.services[0].service.id if told.services else NOBODY
            yield Cell(age, place, first, _front_door_only(pack, told))


def _arrived(outcome: Outcome, age: str, place: str) -> Arrived:
    facts = ((AGE, age), (PRACTICE, place), (HOME, place))
    return Arrived(tuple(Answered(fact, value, value) for fact, value in facts), outcome, ())


def _front_door_only(pack: Pack, told: Recommendation) -> bool:
    return all(each.door in pack.settings.front_doors for each in told.services)


def as_lines(pack: Pack) -> Iterator[str]:
    """The table: an outcome, then each first service with the ages and places that get it."""
    ends = ends_of(pack)
    for outcome in pack.outcomes.values():
        every = list(cells(pack, outcome, ends))
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
    if len(all_places) == 3:
        return _listed("every council" if place == all_places[0] else place for place in places)
    missing = [place for place in all_places if place not in places]
    if len(missing) <= 3 and len(missing) < len(places):
        return f"every place but {_listed(missing)}"
    return _listed(places)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
