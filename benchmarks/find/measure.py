"""Counts how often `find` leads to the right need, sees a danger, and stays quiet where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kmnav.find import Found, find
from kmnav.model import Urgency
from kmnav.pack import Pack

HERE = Path(__file__).parent
CHOSEN_BY = tuple(
    HERE / f"{name}.yaml" for name in ("queries", "strangers", "strangers-2", "strangers-3", "strangers-4")
)
HELD_BACK = tuple(HERE / f"{name}.yaml" for name in ("held", "held-danger", "held-2"))
NEEDS = ("needs", "typos")


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Told:
    query: Query
    found: Found

    def is_right(self, most: int) -> bool:
        """Whether one of the first results is a service that is right, or was found for a need that is."""
        return any({each.outcome.id, each.service.id} & self.query.wanted for each in self.found.results[:most])

    @property
    def sees_danger(self) -> bool:
        """Whether the banner is just as urgent as it must be."""
        banner = self.found.banner
        return banner is not None and banner.urgency.word in self.query.wanted

    @property
    def warns(self) -> bool:
        """Whether the banner is as urgent as it must be, or more: 999 where today would have done."""
        banner = self.found.banner
        least = min((each for each in Urgency if each.word in self.query.wanted), default=None)
        return banner is not None and least is not None and banner.urgency >= least


def load_queries(file: Path) -> list[Query]:
    kinds = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Query(kind, text, frozenset(wanted)) for kind, told in kinds.items() for text, wanted in told.items()]


def ask(pack: Pack, queries: Sequence[Query]) -> list[Told]:
    return [Told(each, find(pack, each.text)) for each in queries]


def share(right: int, of: int) -> float:
    return right / of if of else 0.0


def figures(told: Sequence[Told]) -> dict[str, tuple[int, int]]:
    """What was counted, as so many of so many."""
    needs = [each for each in told if each.query.kind in NEEDS]
    typos = [each for each in told if each.query.kind == "typos"]
    danger = [each for each in told if each.query.kind == "danger"]
    harmless = [each for each in told if each.query.kind == "harmless"]
    nonsense = [each for each in told if each.query.kind == "nonsense"]
    return {
        "right first": (sum(each.is_right(1) for each in needs), len(needs)),
        "right in the first three": (sum(each.is_right(3) for each in needs), len(needs)),
        "misspelt, right in the first three": (sum(each.is_right(3) for each in typos), len(typos)),
        "danger seen": (sum(each.sees_danger for each in danger), len(danger)),
        "danger seen, or told as more urgent": (sum(each.warns for each in danger), len(danger)),
        "danger seen or asked about": (sum(each.warns or bool(each.found.danger.ask) for each in danger), len(danger)),
        "banner on harmless words": (sum(each.found.banner is not None for each in harmless), len(harmless)),
        "nonsense: nothing fits": (sum(not each.found.results for each in nonsense), len(nonsense)),
    }


def table(lists: Sequence[tuple[str, Sequence[Told]]]) -> str:
    """A row for each figure, a column for each list."""
    counted = [(name, figures(told)) for name, told in lists]
    rows = [f"| | {' | '.join(name for name, _ in counted)} |", f"| --- {'| ---: ' * len(counted)}|"]
    for figure in counted[0][1]:
        rows.append(f"| {figure} | {' | '.join(_words(*each[figure]) for _, each in counted)} |")
    return "\n".join(rows)


def _words(right: int, of: int) -> str:
    return f"{right} of {of} ({100 * share(right, of):.1f}%)" if of else "none"


def misses(told: Sequence[Told]) -> list[str]:
    lines = []
    for each in told:
        kind, first = each.query.kind, [result.outcome.id for result in each.found.results[:3]]
        bad = {
            "danger": not each.sees_danger,
            "harmless": each.found.banner is not None,
            "nonsense": bool(each.found.results),
        }.get(kind, not each.is_right(3))
        if bad:
            banner = each.found.banner.id if each.found.banner else "no banner"
            lines.append(f"{kind}: {each.query.text!r} wanted {sorted(each.query.wanted)}, told {first}, {banner}")
    return lines
