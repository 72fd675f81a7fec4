"""The questions as a graph, and the few passes over it from which the proofs are made.

The graph merges, so it has more paths than can be listed. Each pass visits every edge once and is exact
over all paths, for every age and place: a guard is an edge like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from kmnav.model import AGE, Option, Question, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.references import round_of
from kmnav.replay import facts_needed


@dataclass(frozen=True, slots=True)
class Edge:
    """One branch of one option: from a question to a question or an outcome. `guarded`: the age is asked for first."""

    question: str
    option: str
    to: str
    guarded: bool


class Graph:
    """Edges, an order of the questions, and what holds on every path."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.edges = tuple(_edges(pack))
        self.out: dict[str, list[Edge]] = {each: [] for each in pack.questions}
        self.into: dict[str, list[Edge]] = {}
        for edge in self.edges:
            self.out[edge.question].append(edge)
            self.into.setdefault(edge.to, []).append(edge)

    @property
    def cycle(self) -> tuple[str, ...]:
        """A cycle of questions, if there is one: loading refuses it, as the passes below need that there is none."""
        return round_of({at: [edge.to for edge in edges] for at, edges in self.out.items()})

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Reached questions, each before all that it leads to."""
        done: dict[str, None] = {}
        waiting = [(self.pack.start, False)]
        while waiting:
            at, after = waiting.pop()
            if after:
                done.setdefault(at)
            elif at in self.out and at not in done:
                waiting.append((at, True))
                waiting += [(edge.to, False) for edge in reversed(self.out[at])]
        return tuple(reversed(done))

    @cached_property
    def reached(self) -> frozenset[str]:
        """Questions and outcomes that some path from the start comes to."""
        ends = {edge.to for each in self.order for edge in self.out[each]}
        return frozenset(ends | set(self.order))

    @cached_property
    def always_asked(self) -> Mapping[str, frozenset[str]]:
        """For each question and outcome, what every path to it has asked: ids and `asks` tags."""
        asked: dict[str, frozenset[str]] = {self.pack.start: frozenset()}
        for at in self.order:
            here = asked[at] | self.tags(at)
            for edge in self.out[at]:
                asked[edge.to] = asked[edge.to] & here if edge.to in asked else here
        return asked

    def tags(self, question: str) -> frozenset[str]:
        """What asking this question counts as."""
        tag = self.pack.questions[question].asks
        return frozenset({question, tag} if tag else {question})

    @cached_property
    def least_urgent(self) -> Mapping[str, Urgency]:
        """For each question and outcome, the least urgent outcome that can still be reached."""
        low: dict[str, Urgency] = {key: each.urgency for key, each in self.pack.outcomes.items()}
        for at in reversed(self.order):
            low[at] = min((low[edge.to] for edge in self.out[at]), default=Urgency.ROUTINE)
        return low

    def least_urgent_after(self, question: Question, option: Option) -> Urgency:
        """The least urgent outcome reachable once this option was chosen."""
        return min(self.least_urgent[branch.to] for branch in question.options[option.id].go)

    @cached_property
    def paths(self) -> int:
        """How many different paths of answers there are, ages and places apart."""
        count: dict[str, int] = dict.fromkeys(self.pack.outcomes, 1)
        for at in reversed(self.order):
            count[at] = sum(count[edge.to] for edge in self.out[at])
        return count[self.pack.start]

    @cached_property
    def lengths(self) -> Mapping[int, int]:
        """How many paths need so many answers, facts (age, place) among them."""
        by_length: dict[str, dict[int, int]] = {key: {0: 1} for key in self.pack.outcomes}
        for at in reversed(self.order):
            mine: dict[int, int] = {}
            for edge in self.out[at]:
                for length, count in by_length[edge.to].items():
                    more = 1 + length
                    mine[more] = mine.get(more, 0) + count
            by_length[at] = mine
        return by_length[self.pack.start]

    @cached_property
    def answers_needed(self) -> Mapping[int, int]:
        """Like `lengths`, with the facts that are asked on the way and at the end."""
        start: dict[tuple[int, bool], int] = {(0, False): 1}
        reached: dict[str, dict[tuple[int, bool], int]] = {self.pack.start: start}
        for at in self.order:
            for edge in self.out[at]:
                target = reached.setdefault(edge.to, {})
                for (length, aged), count in reached[at].items():
                    asks_age = edge.guarded and not aged
                    state = (length + 1 + asks_age, aged or edge.guarded)
                    target[state] = target.get(state, 0) + count
        total: dict[int, int] = {}
        for key, outcome in self.pack.outcomes.items():
            facts = facts_needed(self.pack, outcome) if outcome.urgency < Urgency.URGENT else ()
            for (length, aged), count in reached.get(key, {}).items():
                more = length + sum(1 for fact in facts if not (fact == AGE and aged))
                total[more] = total.get(more, 0) + count
        return total


def _edges(pack: Pack) -> Iterator[Edge]:
    for question in pack.questions.values():
        for option in question.options.values():
            guarded = question.safety is None and any(branch.age is not None for branch in option.go)
            for branch in option.go:
                yield Edge(question.id, option.id, branch.to, guarded)
