"""Everyone who can come to an ending: each age, home and practice is one bit of a number.

A service is a set of such people, read from its record alone: the proofs do not ask the program whom it would offer
a service to. Sets are joined by one operation on whole numbers, so that no situation is left out and none is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from kmnav.check.graph import Graph
from kmnav.model import NOT_SURE, OUTSIDE, AreaBy, Option, Outcome, Service, ServiceFor
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.values import MONTHS, Age, AgeRange

HALF_YEAR = MONTHS // 2
ADULT = 18 * MONTHS


def age_cuts(limits: Collection[AgeRange]) -> tuple[str, ...]:
    """One age from each side of every limit, and not known; of a half year also the whole year that it cuts in two."""
    cuts = {0, ADULT}
    for ages in limits:
        cuts |= {ages.low, ages.high or 0}
    cuts |= {cut - HALF_YEAR for cut in cuts if cut % MONTHS}
    return (*(_age(cut) for cut in sorted(cuts)), NOT_SURE)


def _age(months: int) -> str:
    return f"{months // MONTHS}.5" if months % MONTHS else str(months // MONTHS)


def branch_ages(pack: Pack) -> tuple[AgeRange, ...]:
    """The ages by which the questions branch, each once."""
    branches = (
        branch.age
        for question in pack.questions.values()
        for option in question.options.values()
        for branch in option.go
    )
    return tuple(dict.fromkeys(age for age in branches if age is not None))


class Coming:
    """How many paths lead someone of an age to each ending; each age is walked once."""

    def __init__(self, pack: Pack, graph: Graph) -> None:
        self._pack = pack
        self._graph = graph
        self._branches = branch_ages(pack)
        self.at = cache(self._at)

    def ages(self, outcome: Outcome) -> tuple[str, ...]:
        """An age for each way in which people who come to an outcome can differ."""
        limits = [service.ages for service in self._pack.behind(outcome)]
        return tuple(age for age in age_cuts([*limits, *self._branches]) if outcome.id in self.at(age))

    def _at(self, age: str) -> Mapping[str, int]:
        ways: dict[str, int] = {self._pack.start: 1}
        for at in self._graph.order:
            if at in ways:
                for option in self._pack.questions[at].options.values():
                    end = _branch(option, age)
                    ways[end] = ways.get(end, 0) + ways[at]
        return {each: count for each, count in ways.items() if each in self._pack.outcomes}


def _branch(option: Option, age: str) -> str:
    """Where an option leads someone of an age, by the record: the first branch whose ages hold the whole of it."""
    months = None if age == NOT_SURE else Age.parse(age)
    for branch in option.go:
        ages = branch.age
        if ages is None:
            return branch.to
        if months is None and not ages.known:
            return branch.to
        if months is not None and ages.known and holds_all(ages, months):
            return branch.to
    return option.go[-1].to


def holds_all(ages: AgeRange, age: Age) -> bool:
    """Whether a range holds every month of an age."""
    return ages.low <= age.low and (ages.high is None or age.high <= ages.high)


def holds_some(ages: AgeRange, age: Age) -> bool:
    """Whether a range holds some month of an age."""
    return ages.low < age.high and (ages.high is None or age.low < ages.high)


@dataclass(frozen=True)
class People:
    """All who can come to an outcome: its ages by the places of home and of practice, outside and unknown too."""

    pack: Pack
    ages: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Every council, outside and not known."""
        return (*self.pack.region.councils, OUTSIDE, NOT_SURE)

    @property
    def count(self) -> int:
        """How many bits there are."""
        return len(self.ages) * len(self.places) ** 2

    @property
    def everyone(self) -> int:
        """The set of all."""
        return (1 << self.count) - 1

    def surely(self, service: Service) -> int:
        """Those whom a service takes by its record alone. What is not published or not known is no yes."""
        if service.for_ is ServiceFor.CARER or not service.ages.known:
            return 0
        return self._spread(self._ages(service, sure=True), _homes_and_practices(self.pack, service, sure=True))

    def perhaps(self, service: Service) -> int:
        """Those whom a service does not turn away: for one who cares the person's age is no matter."""
        return self._spread(self._ages(service, sure=False), _homes_and_practices(self.pack, service, sure=False))

    def _ages(self, service: Service, *, sure: bool) -> int:
        free = service.for_ is ServiceFor.CARER or not service.ages.known or not service.ages.limits
        bits = 0
        for at, age in enumerate(self.ages):
            if free or (age == NOT_SURE and not sure):
                taken = True
            elif age == NOT_SURE:
                taken = False
            else:
                taken = (holds_all if sure else holds_some)(service.ages, Age.parse(age))
            bits |= taken << at
        return bits

    def _spread(self, ages: int, places: int) -> int:
        block = len(self.places) ** 2
        return sum(places << at * block for at in range(len(self.ages)) if ages >> at & 1)

    def words(self, people: int) -> str:
        """The first of some people, for a message: "age 17, home swale, practice outside"."""
        at = (people & -people).bit_length() - 1
        age, rest = divmod(at, len(self.places) ** 2)
        home, practice = divmod(rest, len(self.places))
        return f"age {self.ages[age]}, home {self.places[home]}, practice {self.places[practice]}"


def _homes_and_practices(pack: Pack, service: Service, *, sure: bool) -> int:
    """The pairs of home and practice that a service takes. Where only one is known, it is taken for both: perhaps."""
    everywhere = service.area.by is AreaBy.ANYONE or (service.id in pack.national and "all" in service.area.of)
    if everywhere:
        size = len(pack.region.councils) + 2
        return (1 << size * size) - 1
    return _pairs(pack, service.area.of, service.area.by, sure)


def _pairs(pack: Pack, of: tuple[str, ...], by: AreaBy, sure: bool) -> int:
    taken = frozenset().union(*(pack.region.councils_of(each) for each in of))
    places = (*pack.region.councils, OUTSIDE, NOT_SURE)
    bits, at = 0, 0
    for home in places:
        for practice in places:
            place, other = (home, practice) if by is AreaBy.HOME else (practice, home)
            if not sure and place == NOT_SURE:
                place = other
            bits |= (place in taken or (not sure and place == NOT_SURE)) << at
            at += 1
    return bits
