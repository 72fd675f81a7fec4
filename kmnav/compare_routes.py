"""Which situations end elsewhere, or with another urgency, in a newer pack. Pure.

A situation is one choice of answers and one age from each side of every limit that the questions of either pack know.
Places do not decide where a walk ends. What an ending offers first does turn on them, and is compared apart.

The two graphs are walked at once with the same answers, and no list of paths is made: where both stand at the same pair
of questions with the same answers kept for later, whatever led there is one step of the walk.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from kmnav.check.situations import age_cuts
from kmnav.check.table import places_that_matter
from kmnav.fit import fit, person_from
from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, Outcome, Role, Urgency
from kmnav.pack import Pack, Region
from kmnav.postcodes import NO_TABLE
from kmnav.recommend import recommend
from kmnav.record import dataclass, replace
from kmnav.replay import Answered, Arrived, chosen_branch, facts_needed

Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a walk ends, and how soon somebody must act there."""

    outcome: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Reroute:
    """The situations that ended in one place and now end in another: how many, and one of them."""

    before: Ending
    after: Ending
    situations: int
    example: Path

    @property
    def less_urgent(self) -> bool:
        """Whether help comes later than it did: what an approver looks at first."""
        return self.after.urgency < self.before.urgency

    @property
    def more_urgent(self) -> bool:
        """Whether help comes sooner than it did."""
        return self.after.urgency > self.before.urgency


@dataclass(frozen=True, slots=True)
class OtherFirst:
    """An ending at which somebody is offered another service first: at how many ages and places, and one of them."""

    outcome: str
    before: str | None
    after: str | None
    situations: int
    age: str
    place: str


@dataclass(frozen=True, slots=True)
class Rerouted:
    """How many situations were compared, those that end elsewhere, and the endings with another first service."""

    situations: int
    reroutes: tuple[Reroute, ...]
    first: tuple[OtherFirst, ...]
    compared_first: int


def rerouted(old: Pack, new: Pack, ages: Sequence[str]) -> Rerouted:
    """Compare two packs at `ages`; the least urgent changes come first."""
    groups: dict[tuple[Ending, Ending], tuple[int, Path]] = {}
    total = 0
    for age in ages:
        walk = Walk(old, new, age)
        for pair, (count, example) in walk.ends().items():
            total += count
            if pair[0] != pair[1]:
                known, first = groups.get(pair, (0, (*example, *(((AGE, age),) if walk.turns_on_age(example) else ()))))
                groups[pair] = (known + count, first)
    found = [Reroute(before, after, count, path) for (before, after), (count, path) in groups.items()]
    found.sort(key=lambda each: (not each.less_urgent, -each.situations))
    first = tuple(_other_first(old, new))
    return Rerouted(total, tuple(found), first, sum(1 for _ in _cells(old, new)))


State = tuple[str, str, Path]
Ways = dict[tuple[Ending, Ending], tuple[int, Path]]


class Walk:
    """Both graphs at once for one age. A state is where each stands, with the answers that only one has asked for."""

    def __init__(self, old: Pack, new: Pack, age: str) -> None:
        self.packs = (old, new)
        self.age = age
        self._ends = cache(self._from)

    def ends(self) -> Ways:
        """Each pair of endings, how many answers lead to it, and the first of them."""
        old, new = self.packs
        return self._ends((old.start, new.start, ()))

    @property
    def steps(self) -> int:
        """How many steps were taken until now: those that several paths share are taken once."""
        return self._ends.cache_info().currsize

    def turns_on_age(self, path: Path) -> bool:
        """Whether the age decided something on the way."""
        given = dict(path)
        return any(
            branch.age is not None
            for pack in self.packs
            for question, value in given.items()
            if question in pack.questions and value in pack.questions[question].options
            for branch in pack.questions[question].options[value].go
        )

    def _from(self, state: State) -> Ways:
        old_at, new_at, held = state
        at = self._next_question(state)
        if at is None:
            return {(_ending(self.packs[0], old_at), _ending(self.packs[1], new_at)): (1, ())}
        ways: Ways = {}
        for value in self._values(at, held):
            ahead = self._ahead(state, at, value)
            for pair, (count, path) in self._ends(ahead).items():
                known, first = ways.get(pair, (0, ((at, value), *path)))
                ways[pair] = (known + count, first)
        return ways

    def _next_question(self, state: State) -> str | None:
        """The question to answer now: the one where both stand, else the one that lags behind the other."""
        old_at, new_at, _ = state
        asked = [at for at, pack in zip((old_at, new_at), self.packs, strict=True) if at in pack.questions]
        if not asked:
            return None
        if len(asked) == 2 and old_at != new_at and old_at in _reached(self.packs[1])[new_at]:
            return new_at
        return asked[0]

    def _values(self, at: str, held: Path) -> tuple[str, ...]:
        """What may be answered: the answer given before where there is one, else what every pack that asks it knows."""
        given = dict(held)
        if at in given:
            return (given[at],)
        known = [pack.questions[at].options for pack in self.packs if at in pack.questions]
        return tuple(value for value in known[0] if all(value in options for options in known))

    def _ahead(self, state: State, at: str, value: str) -> State:
        old_at, new_at, held = state
        moved = [
            self._step(pack, where, value) if where == at else where
            for pack, where in zip(self.packs, (old_at, new_at), strict=True)
        ]
        answers = {**dict(held), at: value}
        still = {each for pack, where in zip(self.packs, moved, strict=True) for each in _asked_from(pack, where)}
        return moved[0], moved[1], tuple((key, each) for key, each in answers.items() if key in still)

    def _step(self, pack: Pack, at: str, value: str) -> str:
        return chosen_branch(pack.questions[at].options[value], self.age).to


def _ending(pack: Pack, at: str) -> Ending:
    return Ending(at, pack.outcomes[at].urgency)


@lru_cache(maxsize=4)
def _reached(pack: Pack) -> Mapping[str, frozenset[str]]:
    """For each question, the questions that can still be asked after it."""

    @cache
    def after(at: str) -> frozenset[str]:
        if at not in pack.questions:
            return frozenset()
        ahead = {branch.to for option in pack.questions[at].options.values() for branch in option.go}
        return frozenset(ahead & set(pack.questions)).union(*(after(each) for each in ahead))

    return {at: after(at) for at in pack.questions}


def _asked_from(pack: Pack, at: str) -> frozenset[str]:
    return _reached(pack)[at] | {at} if at in pack.questions else frozenset()


def _other_first(old: Pack, new: Pack) -> Iterator[OtherFirst]:
    """Where somebody is offered another service first. Both are judged at the newer date: ageing alone is no change."""
    groups: dict[tuple[str, str | None, str | None], OtherFirst] = {}
    told: dict[tuple[str, Hashable], tuple[str | None, str | None]] = {}
    for outcome, age, place in _cells(old, new):
        alike = outcome, tuple(_judged(pack, outcome, age, place) for pack in (old, new))
        if alike not in told:
            told[alike] = (_first(old, new, outcome, age, place), _first(new, new, outcome, age, place))
        before, after = told[alike]
        if before != after:
            known = groups.get((outcome, before, after))
            fresh = OtherFirst(outcome, before, after, 1, age, place)
            groups[outcome, before, after] = replace(known, situations=known.situations + 1) if known else fresh
    yield from groups.values()


def _judged(pack: Pack, key: str, age: str, place: str) -> Hashable:
    """How each service fits. Those whom all services fit alike are offered the same, so one of them is asked for."""
    person = person_from(_facts(age, place))
    fits = (fit(pack, service, person) for service in pack.behind(pack.outcomes[key]))
    return tuple((each.fitness, each.local, each.unknowns) for each in fits)


def _facts(age: str, place: str) -> dict[str, str]:
    return {AGE: age, PRACTICE: place, HOME: place}


def _cells(old: Pack, new: Pack) -> Iterator[tuple[str, str, str]]:
    """Ages and places at the endings of both packs behind which something differs; elsewhere nothing can."""
    for key in old.outcomes:
        if key in new.outcomes and _differs(old, new, key):
            both = [(pack, pack.outcomes[key]) for pack in (old, new)]
            limits = [each.ages for pack, outcome in both for each in pack.behind(outcome)]
            aged = any(AGE in facts_needed(pack, outcome) for pack, outcome in both)
            places = dict.fromkeys(place for pack, outcome in both for place in places_that_matter(pack, outcome))
            for age in age_cuts(limits) if aged else (NOT_SURE,):
                yield from ((key, age, place) for place in places if _known(old, place) and _known(new, place))


def _known(pack: Pack, place: str) -> bool:
    return place in (OUTSIDE, NOT_SURE) or place in pack.region.councils


def _differs(old: Pack, new: Pack, key: str) -> bool:
    """Whether an ending's doors, the services behind them or what all of them are judged by is not the same."""
    before, after = old.outcomes[key], new.outcomes[key]
    if (before.offer, before.urgency) != (after.offer, after.urgency):
        return True
    judged = [(each.settings.trust, each.settings.standing, _walked(each.region), each.national) for each in (old, new)]
    return judged[0] != judged[1] or tuple(old.behind(before)) != tuple(new.behind(after))


def _walked(region: Region) -> Region:
    """A region without its tables of postcodes and practices: they tell a place, and a walk is given it."""
    return replace(region, full_postcodes=NO_TABLE, practices={}, tables={})


def _first(pack: Pack, newer: Pack, key: str, age: str, place: str) -> str | None:
    outcome: Outcome = pack.outcomes[key]
    path = tuple(Answered(fact, value, value) for fact, value in _facts(age, place).items())
    arrived = Arrived(path, outcome, ())
    told = recommend(pack, arrived, Role.VOLUNTEER, newer.settings.as_of)
    return told.services[0].service.id if told.services else None
