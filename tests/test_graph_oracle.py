"""The passes over the questions (kmnav/check/graph.py) against networkx, on the shipped graph and on made-up ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kmnav.check.graph import Graph
from kmnav.model import NOT_SURE, Branch, Option, Urgency
from kmnav.pack import Pack
from kmnav.replay import Arrived, most_left, replay
from kmnav.values import AgeRange
from tests.toy import toy_pack
from tests.walking import all_walks

if TYPE_CHECKING:
    Edges = nx.MultiDiGraph[str]

ENDINGS = ("routine", "soon", "urgent", "emergency")


@pytest.fixture(scope="module")
def blank() -> Pack:
    """A toy pack with an outcome of each urgency; tests put their own questions in."""
    outcomes = ", ".join(f"{each}: {each}" for each in ENDINGS)
    return toy_pack(f"questions: {{q0: {{none: routine}}}}\noutcomes: {{{outcomes}}}")


Leads = dict[str, list[list[str]]]


def with_questions(blank: Pack, leads: Leads, tags: dict[str, str] | None = None) -> Pack:
    """A pack whose questions have one option for each list of where it leads; several are branches by age."""
    model = blank.questions["q0"]
    questions = {}
    for question, options in leads.items():
        made = {f"o{at}": Option(f"o{at}", "Yes", branches(ends)) for at, ends in enumerate(options)}
        asks = (tags or {}).get(question)
        questions[question] = replace(model, id=question, asks=asks, options=MappingProxyType(made))
    return replace(blank, questions=MappingProxyType(questions), start="q0")


def branches(ends: list[str]) -> tuple[Branch, ...]:
    """One branch, or one for children and one for the rest."""
    if len(ends) == 1:
        return (Branch(ends[0]),)
    return (Branch(ends[0], AgeRange.parse("under 18")), Branch(ends[-1]))


@st.composite
def leading(draw: st.DrawFn, *, loops: bool = False) -> Leads:
    """Up to 7 questions with up to 3 options each; without loops a question leads only to later ones."""
    count = draw(st.integers(1, 7))
    names = [f"q{at}" for at in range(count)]
    leads: Leads = {}
    for at, name in enumerate(names):
        ends = st.sampled_from([*(names if loops else names[at + 1 :]), *ENDINGS])
        leads[name] = draw(st.lists(st.lists(ends, min_size=1, max_size=2, unique=True), min_size=1, max_size=3))
    return leads


def oracle(pack: Pack) -> Edges:
    """The same graph in networkx: an edge for each branch of each option."""
    graph: Edges = nx.MultiDiGraph()
    graph.add_nodes_from([*pack.questions, *pack.outcomes])
    for question in pack.questions.values():
        for option in question.options.values():
            graph.add_edges_from((question.id, branch.to) for branch in option.go)
    return graph


def paths(graph: Edges, start: str) -> Iterator[list[str]]:
    """Every path to an ending, one for each choice of edges."""
    if not graph.out_degree(start):
        yield [start]
        return
    for _, end in graph.out_edges(start):
        yield from ([start, *rest] for rest in paths(graph, end))


def assert_agrees(pack: Pack) -> None:
    """Every pass that needs no list of all paths gives what networkx gives."""
    mine, theirs = Graph(pack), oracle(pack)
    assert mine.cycle == ()
    reached = {pack.start} | nx.descendants(theirs, pack.start)
    assert mine.reached == reached
    at = {question: place for place, question in enumerate(mine.order)}
    assert set(at) == reached & set(pack.questions)
    inside = theirs.subgraph(reached)
    assert all(at[start] < at[end] for start, end in inside.edges() if end in at)
    assert_dominators(pack, mine, theirs)
    for each in reached:
        ends = {each} | nx.descendants(theirs, each)
        assert mine.least_urgent[each] == min(pack.outcomes[end].urgency for end in ends & set(pack.outcomes))
    assert sum(mine.lengths.values()) == mine.paths
    assert max(mine.lengths) == nx.dag_longest_path_length(nx.DiGraph(inside))
    assert min(mine.lengths) == min(
        nx.shortest_path_length(theirs, pack.start, end) for end in reached & set(pack.outcomes)
    )


def assert_dominators(pack: Pack, mine: Graph, theirs: Edges) -> None:
    """What every path asks is what dominates in the graph, with its tags."""
    above = nx.immediate_dominators(nx.DiGraph(theirs), pack.start)
    tags = {question.asks for question in pack.questions.values() if question.asks}
    for each in mine.reached:
        chain: set[str] = set()
        at = each
        while at != pack.start:
            at = above[at]
            chain.add(at)
        asked = mine.always_asked[each]
        assert asked - tags == chain - tags
        assert {part for question in chain for part in (question, pack.questions[question].asks) if part} <= asked


def test_the_shipped_questions_agree(pack: Pack) -> None:
    assert_agrees(pack)


def test_the_shipped_paths_are_as_many_and_as_long_as_counted_one_by_one(pack: Pack) -> None:
    every = list(paths(oracle(pack), pack.start))
    assert Graph(pack).paths == len(every)
    assert Graph(pack).lengths == Counter(len(path) - 1 for path in every)


@given(leads=leading())
def test_made_up_questions_agree(blank: Pack, leads: Leads) -> None:
    pack = with_questions(blank, leads)
    assert_agrees(pack)
    every = list(paths(oracle(pack), pack.start))
    assert Graph(pack).paths == len(every)
    assert Graph(pack).lengths == Counter(len(path) - 1 for path in every)


@given(
    leads=leading(),
    tags=st.dictionaries(st.sampled_from([f"q{at}" for at in range(7)]), st.sampled_from(["today", "team"])),
)
def test_what_every_path_asks_is_what_all_paths_share(blank: Pack, leads: Leads, tags: dict[str, str]) -> None:
    """A tag may be on every path and its question on none of them all: then only the tag is always asked."""
    pack = with_questions(blank, leads, tags)
    every = list(paths(oracle(pack), pack.start))
    for end in {path[-1] for path in every}:
        shared = [
            {part for each in path[:-1] for part in (each, tags.get(each)) if part} for path in every if path[-1] == end
        ]
        assert Graph(pack).always_asked[end] == set.intersection(*shared)


@given(leads=leading(loops=True))
def test_a_cycle_is_found_where_there_is_one(blank: Pack, leads: Leads) -> None:
    pack = with_questions(blank, leads)
    theirs = oracle(pack)
    cycle = Graph(pack).cycle
    assert bool(cycle) == (not nx.is_directed_acyclic_graph(theirs))
    assert all(theirs.has_edge(start, end) for start, end in zip(cycle, (*cycle[1:], *cycle[:1]), strict=True))


@given(leads=leading())
def test_answers_needed_count_every_path_once_with_the_age_where_it_is_asked(blank: Pack, leads: Leads) -> None:
    """Against walking: each choice of options and branches, with the age asked at most once."""
    pack = with_questions(blank, leads)
    counted: Counter[int] = Counter()
    waiting = [(pack.start, 0, False)]
    while waiting:
        at, length, aged = waiting.pop()
        if at in pack.outcomes:
            counted[length] += 1
            continue
        for option in pack.questions[at].options.values():
            asks = len(option.go) > 1 and not aged
            waiting += [(branch.to, length + 1 + asks, aged or len(option.go) > 1) for branch in option.go]
    assert Graph(pack).answers_needed == counted


@given(leads=leading())
def test_the_longest_walk_is_as_long_as_promised(blank: Pack, leads: Leads) -> None:
    """Where no two branches by age lie on one path, the promise is exact; else it is only enough."""
    pack = with_questions(blank, leads)
    walks = [step for age in ("9", "40") for step in all_walks(pack, (age,))]
    longest = max(len(step.path) for step in walks)
    first = replay(pack, {})
    assert not isinstance(first, Arrived)
    assert first.at_most_left == 1 + most_left(pack, pack.start) >= longest
    branching = {question for question, options in leads.items() if any(len(ends) > 1 for ends in options)}
    theirs: nx.DiGraph[str] = nx.transitive_closure(nx.DiGraph(oracle(pack)))
    assume(not any(theirs.has_edge(one, other) for one in branching for other in branching))
    assert first.at_most_left == longest


def test_the_least_urgent_ending_after_an_option_is_over_all_its_branches(blank: Pack) -> None:
    pack = with_questions(blank, {"q0": [["emergency", "urgent"], ["q1"]], "q1": [["soon"], ["emergency"]]})
    graph = Graph(pack)
    question = pack.questions["q0"]
    least = [graph.least_urgent_after(question, option) for option in question.options.values()]
    assert least == [Urgency.URGENT, Urgency.SOON]


def test_most_answers_of_the_shipped_graph_are_those_of_its_longest_walk(pack: Pack) -> None:
    """Walked with each age, so that every branch is taken."""
    longest = max(len(step.path) for step in all_walks(pack, ("9", "20", "40", "70", NOT_SURE)))
    assert max(Graph(pack).answers_needed) == longest
