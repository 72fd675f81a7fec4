"""How the proofs grow with the graph: the shipped questions and endings 1, 10 and 100 times over, in one pack.

python -m benchmarks.check             prints the table
python -m benchmarks.check --write     writes it into docs/performance-check.md
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import process_time
from types import MappingProxyType

from kmnav import load_pack
from kmnav.check.coverage import situations
from kmnav.check.graph import Graph
from kmnav.check.rules import REGISTERED, Rule, Subject
from kmnav.errors import Problem
from kmnav.model import Branch, Option, Outcome, Question
from kmnav.pack import Pack

TIMES = (1, 10, 100)
PAGE = Path(__file__).parents[2] / "docs/performance-check.md"
BEGIN, END = "<!-- table -->\n", "<!-- end -->\n"


def many(pack: Pack, times: int) -> Pack:
    """The pack with its questions and endings so many times over.

    The first question is kept once, and each of its answers leads into every copy: a graph that merges as the shipped
    one does, as deep as that, and so many times as wide.
    """
    questions: dict[str, Question] = {}
    outcomes: dict[str, Outcome] = {}
    for at in range(times):
        for outcome in pack.outcomes.values():
            outcomes[_copy(outcome.id, at)] = replace(outcome, id=_copy(outcome.id, at))
        for question in pack.questions.values():
            if question.id != pack.start:
                questions[_copy(question.id, at)] = _question(question, _copy(question.id, at), (at,))
    start = _question(pack.questions[pack.start], pack.start, tuple(range(times)))
    return replace(
        pack,
        questions=MappingProxyType({pack.start: start, **questions}),
        outcomes=MappingProxyType(outcomes),
        cases=MappingProxyType({}),
    )


def _copy(each: str, at: int) -> str:
    return f"{each}-{at}" if at else each


def _question(question: Question, new_id: str, copies: tuple[int, ...]) -> Question:
    options = {
        _copy(option.id, at): _option(option, _copy(option.id, at), at)
        for at in copies
        for option in question.options.values()
    }
    return replace(question, id=new_id, options=MappingProxyType(options))


def _option(option: Option, new_id: str, at: int) -> Option:
    return replace(option, id=new_id, go=tuple(Branch(_copy(branch.to, at), branch.age) for branch in option.go))


@dataclass(frozen=True)
class Part:
    """One part of the proofs and the seconds that it took at each size."""

    name: str
    seconds: tuple[float, ...]


def passes(subject: Subject) -> None:
    """The passes over the graph."""
    graph = subject.graph
    assert graph.paths
    assert graph.lengths
    assert graph.answers_needed
    assert graph.always_asked
    assert graph.least_urgent


def parts() -> Iterator[tuple[str, Callable[[Subject], object]]]:
    """What is timed: the passes, the families of rules, and the count of situations."""
    yield "passes over the graph", passes
    families = dict.fromkeys(rule.__module__ for rule in REGISTERED)
    for family in families:
        rules = [rule for rule in REGISTERED if rule.__module__ == family]
        name = family.rpartition(".")[2]
        yield f"rules of {name}", partial(_run, tuple(rules))
    yield "count of situations", situations


def _run(rules: tuple[Rule, ...], subject: Subject) -> list[Problem]:
    return [problem for rule in rules for problem in rule(subject)]


def measure(packs: list[Pack]) -> list[Part]:
    """Each part at each size, on one core, the best of three where it is short."""
    subjects = [Subject(pack, Graph(pack)) for pack in packs]
    return [Part(name, tuple(_seconds(run, subject) for subject in subjects)) for name, run in parts()]


def _seconds(run: Callable[[Subject], object], subject: Subject) -> float:
    took: list[float] = []
    while not took or (len(took) < 3 and sum(took) < 1):
        fresh = Subject(subject.pack, Graph(subject.pack))
        start = process_time()
        run(fresh)
        took.append(process_time() - start)
    return min(took)


def table(packs: list[Pack], measured: list[Part]) -> str:
    """The table of docs/performance-check.md."""
    subjects = [Subject(pack, Graph(pack)) for pack in packs]
    lines = [
        "| | " + " | ".join(f"{times} times" for times in TIMES) + " | 10 to 1 | 100 to 1 |",
        "| --- |" + " --- |" * 5,
    ]
    counts: list[tuple[str, list[int]]] = [
        ("questions", [len(pack.questions) for pack in packs]),
        ("endings", [len(pack.outcomes) for pack in packs]),
        ("paths", [subject.graph.paths for subject in subjects]),
        ("situations", [situations(subject) for subject in subjects]),
    ]
    lines += [f"| {name} | " + " | ".join(f"{each:,}" for each in numbers) + " | | |" for name, numbers in counts]
    whole = Part("all of it", tuple(map(sum, zip(*(part.seconds for part in measured), strict=True))))
    for part in (*measured, whole):
        first, ten, hundred = part.seconds
        told = " | ".join(f"{each:.3f} s" for each in part.seconds)
        lines.append(f"| {part.name} | {told} | {ten / first:.0f} | {hundred / first:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    pack = load_pack()
    packs = [many(pack, times) for times in TIMES]
    told = table(packs, measure(packs))
    print(told)
    if "--write" in sys.argv:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(before + BEGIN + told + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
