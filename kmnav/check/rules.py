"""How a rule is written down: its family, the codes it may give, and the pack it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kmnav.check.graph import Graph
from kmnav.errors import Problem, Severity
from kmnav.pack import Pack


@dataclass(frozen=True, slots=True)
class Subject:
    """What every rule looks at: the pack and the graph of its questions."""

    pack: Pack
    graph: Graph


Rule = Callable[[Subject], Iterator[Problem]]
REGISTERED: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule, in the order in which it is to run."""
    REGISTERED.append(function)
    return function


def found(pack: Pack, code: str, path: str, message: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem at the file and line of `path`."""
    file, line = pack.where(path)
    return Problem(code, file, line, path, message, fix, severity)
