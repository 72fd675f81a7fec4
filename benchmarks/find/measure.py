"""Counts how often `find` leads to the right need, sees a danger, and stays quiet where there is nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kmnav.find import Found, find
from kmnav.pack import Pack

OURS, STRANGERS = (Path(__file__).parent / name for name in ("queries.yaml", "strangers.yaml"))
NEEDS = ("needs", "typos")


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    wanted: frozenset[str]

    @property
    def held(self) -> bool:
        """Half of the queries are held back from tuning: a hash of the text says which."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Told:
    query: Query
    found: Found

    def is_right(self, most: int) -> bool:
        """Whether one of the first results is a service that is right, or was found for a need that is."""
        return any({each.outcome.id, each.service.id} & self.query.wanted for each in self.found.results[:most])

    @property
    def sees_danger(self) -> bool:
        """Whether the banner is as urgent as it must be."""
        banner = self.found.banner
        return banner is not None and banner.urgency.word in self.query.wanted


def load_queries(file: Path = OURS) -> list[Query]:
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
        "banner on harmless words": (sum(each.found.banner is not None for each in harmless), len(harmless)),
        "nonsense: nothing fits": (sum(not each.found.results for each in nonsense), len(nonsense)),
    }


def table(told: Sequence[Told]) -> str:
    tuned = figures([each for each in told if not each.query.held])
    held = figures([each for each in told if each.query.held])
    rows = ["| | used for tuning | held back |", "| --- | ---: | ---: |"]
    for name in tuned:
        rows.append(f"| {name} | {_words(*tuned[name])} | {_words(*held[name])} |")
    return "\n".join(rows)


def _words(right: int, of: int) -> str:
    return f"{right} of {of} ({100 * share(right, of):.1f}%)"


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
