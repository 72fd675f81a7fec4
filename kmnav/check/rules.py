"""How a rule is written down: its family, the codes it may give, and the pack it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from kmnav.check.graph import Graph
from kmnav.check.situations import Coming
from kmnav.check.week import Week, week_after
from kmnav.errors import Problem, Severity
from kmnav.pack import Pack
from kmnav.record import dataclass


@dataclass(frozen=True)
class Subject:
    """What every rule looks at: the pack, the graph of its questions, who comes to its endings, and a week of hours."""

    pack: Pack
    graph: Graph

    @cached_property
    def coming(self) -> Coming:
        """Who can come to each ending."""
        return Coming(self.pack, self.graph)

    @cached_property
    def week(self) -> Week:
        """The week for which opening hours are proved, at the pack's own date."""
        return week_after(self.pack.settings.as_of, self.pack.holidays)


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
