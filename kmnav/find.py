"""Finds services by what a caller says, in their own words; a danger in the words comes before anything else.

Pure. Public: `find`. Words become terms (`said`), terms find needs and services (`find_index`), `fit` judges those
for an age and a home, and `starts` says where the questions begin. How well it does is measured in docs/find.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kmnav.find_index import Index, index_of
from kmnav.fit import Fit, Fitness, fit, person_from
from kmnav.likeness import ELSEWHERE, Likeness, Query, likeness_of
from kmnav.model import AGE, HOME, Flag, Outcome, Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.places import home_said as home_said_in
from kmnav.record import dataclass
from kmnav.replay import chosen_branch
from kmnav.said import spoken
from kmnav.scan import Danger, scan
from kmnav.starts import Start, start_for, ways_to

MOST, MOST_NAMED = 6, 2
AHEAD_OF_ELSEWHERE = 0.06
OTHER_NEED, START_TOO = 0.3, 0.5
MOST_NEEDS, MOST_STARTS = 5, 3
DOOR_STEP, DOOR_FIRST, DOOR_WORDS, OWN_WORDS, NAMED = 0.12, 10.0, 0.35, 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Result:
    """A service, and the need for which it was found. `score` only orders; `matched` are the caller's words."""

    service: Service
    kind: str
    outcome: Outcome
    score: float
    matched: tuple[str, ...]
    fit: Fit


@dataclass(frozen=True, slots=True)
class Found:
    """What the words lead to: red flags to act on (`danger.now`) or to ask about, services, and where to start.

    `home_said` is the council of a town that the words name, where no home was given: services go by it.
    """

    query: str
    danger: Danger
    results: tuple[Result, ...]
    starts: tuple[Start, ...]
    home_said: str | None = None

    @property
    def banner(self) -> Flag | None:
        """The most urgent red flag in the words, if there is one."""
        return self.danger.now[0] if self.danger.now else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said: its words put right, what they are like, and its terms, each with its weight and its word."""

    query: Query
    weights: Mapping[str, float]
    words: Mapping[str, str]


def find(pack: Pack, query: str, *, age: str | None = None, home: str | None = None, limit: int = MOST) -> Found:
    """The services that fit what a caller says, the nearest first, and where to start the questions.

    `age` is as in a token (`34`, `6m`), `home` a council's id or `outside`; a town in the words stands in for it.
    Nothing that fits gives no results. Red flags do not hang on age or home. Nothing of the query is kept.
    """
    likeness = likeness_of(pack)
    said = _read(likeness, query)
    home_said = home_said_in(pack.region, spoken(query)) if home is None else None
    facts = {fact: value for fact, value in ((AGE, age), (HOME, home or home_said)) if value is not None}
    reached = ways_to(pack, age)
    danger = scan(pack, query)
    needs = {each: score for each, score in _needs(likeness, said.query).items() if each in reached}
    needs = {**_needs_of_danger(pack, danger, age, max(needs.values(), default=NAMED)), **needs}
    results = list(_results(pack, likeness, said, needs, facts))[:limit]
    starts = _starts(pack, said, needs, results, facts) if results and not danger.is_emergency else ()
    return Found(query, danger, tuple(results), starts, home_said)


def _needs_of_danger(pack: Pack, danger: Danger, age: str | None, score: float) -> dict[str, float]:
    """Where the most urgent red flag leads: before all that the words are merely near."""
    if not danger.now:
        return {}
    flag = danger.now[0].id
    options = (option for question in pack.questions.values() for option in question.options.values())
    return {chosen_branch(option, age).to: score for option in options if flag in option.flags}


def _read(likeness: Likeness, text: str) -> _Said:
    query = likeness.read(text)
    weights: dict[str, float] = {}
    words: dict[str, str] = {}
    for term, word, weight in likeness.senses.in_(query.words):
        if weight > weights.get(term, 0.0):
            weights[term], words[term] = weight, word
    return _Said(query, weights, words)


def _needs(likeness: Likeness, query: Query) -> dict[str, float]:
    """The needs that the words may mean, the likeliest first; none where they mean too little."""
    if not query.weights:
        return {}
    scores = likeness.likeness_to_needs(query)
    elsewhere = scores.pop(ELSEWHERE)
    return scores if max(scores.values(), default=0.0) - elsewhere > AHEAD_OF_ELSEWHERE else {}


def _results(
    pack: Pack, likeness: Likeness, said: _Said, needs: Mapping[str, float], facts: Mapping[str, str]
) -> Iterator[Result]:
    """Services called by name, then the first of each need that is near the best, then the rest need by need."""
    index = index_of(pack)
    own, doors = index.worth(said.weights), index.doors(said.weights)
    named = [_for_name(pack, needs, each, facts) for each in _named(index, said.query.words)[:MOST_NAMED]]
    best = max(needs.values(), default=0.0)
    near = [each for each, score in needs.items() if score >= OTHER_NEED * best][:MOST_NEEDS]
    in_words = {each: _matched(likeness, said, each) for each in near}
    lists = [
        _for_need(pack, _Near(own, doors, pack.outcomes[each], needs[each], in_words[each]), facts) for each in near
    ]
    given: set[str] = set()
    for results in (*([each] for each in named if each), *_in_turn(lists)):
        result = next((each for each in results if each.service.id not in given), None)
        if result is not None:
            given.add(result.service.id)
            yield result


def _in_turn(lists: list[list[Result]]) -> Iterator[list[Result]]:
    """Whose turn it is: each of the first three needs once, then need after need to its end."""
    yield from lists[:3]
    for each in lists:
        yield from [each] * len(each)


@dataclass(frozen=True, slots=True)
class _Near:
    """A need that is near, how near, in which words; and what of the words is the services' and doors' own."""

    own: Mapping[str, float]
    doors: frozenset[str]
    outcome: Outcome
    score: float
    matched: tuple[str, ...]


def _for_need(pack: Pack, near: _Near, facts: Mapping[str, str]) -> list[Result]:
    outcome, person = near.outcome, person_from(facts)
    ranked: list[tuple[float, Result]] = []
    for service in pack.behind(outcome):
        verdict = fit(pack, service, person)
        if verdict.fitness is Fitness.DOES_NOT or service.status is Status.CLOSED:
            continue
        at = next(at for at, door in enumerate(outcome.offer) if door in service.serves)
        worth = OWN_WORDS * near.own.get(service.id, 0.0) + DOOR_WORDS * (not near.doors.isdisjoint(service.serves))
        worth -= (DOOR_FIRST if outcome.urgency is Urgency.EMERGENCY else DOOR_STEP) * at
        worth -= _doubts(service, outcome, verdict)
        kind, score = pack.kinds[service.id], round(near.score, 2)
        ranked.append((worth, Result(service, kind, outcome, score, near.matched, verdict)))
    ranked.sort(key=lambda each: -each[0])
    return [result for _, result in ranked]


def _doubts(service: Service, outcome: Outcome, verdict: Fit) -> float:
    door = next(door for door in outcome.offer if door in service.serves)
    return (
        0.3 * (service.status is Status.UNCERTAIN)
        + 0.06 * (door not in service.leads)
        + 0.04 * min(verdict.unknowns, 1)
        + 0.03 * (not verdict.local)
    )


def _matched(likeness: Likeness, said: _Said, need: str) -> tuple[str, ...]:
    """The caller's words that a need's sayings hold."""
    held = (term for term in said.weights if need in likeness.needs_with(term))
    return tuple(dict.fromkeys(said.words[term] for term in held))


def _named(index: Index, words: tuple[str, ...]) -> list[str]:
    """Services whose name stands in the words, the longest name first."""
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        for name, service in index.named(word):
            if words[at : at + len(name)] == name:
                found[service] = max(len(name), found.get(service, 0))
    return sorted(found, key=lambda each: -found[each])


def _for_name(pack: Pack, needs: Mapping[str, float], service_id: str, facts: Mapping[str, str]) -> Result | None:
    service = pack.services[service_id]
    verdict = fit(pack, service, person_from(facts))
    outcomes = [each for each in pack.outcomes.values() if set(each.offer) & set(service.serves)]
    if verdict.fitness is Fitness.DOES_NOT or not outcomes:
        return None
    outcome = max(outcomes, key=lambda each: (-each.offer.index(_first_door(each, service)), needs.get(each.id, 0.0)))
    return Result(service, pack.kinds[service.id], outcome, NAMED, (service.name,), verdict)


def _first_door(outcome: Outcome, service: Service) -> str:
    return next(door for door in outcome.offer if door in service.serves)


def _starts(
    pack: Pack, said: _Said, needs: Mapping[str, float], results: list[Result], facts: Mapping[str, str]
) -> tuple[Start, ...]:
    """Where to begin for the needs that are nearest; with the age and home that are known."""
    best = max(needs.values(), default=0.0)
    near = [each for each, score in needs.items() if score >= START_TOO * best] or [results[0].outcome.id]
    given = "".join(f",{fact}={value}" for fact, value in facts.items())
    starts = [start_for(pack, each, frozenset(said.weights), facts.get(AGE)) for each in near[:MOST_STARTS]]
    known = {each.token: each for each in starts if each.token}
    return tuple(Start(f"{each.token}{given}", each.label) for each in known.values())
