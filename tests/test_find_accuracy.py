"""The measured accuracy does not fall, on our own queries and on strangers': `python -m benchmarks.find` prints it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.find.measure import NEEDS, OURS, STRANGERS, ask, figures, load_queries, share
from kmnav import load_pack

TUNED, HELD = False, True
FIGURES = ("right first", "right in the first three", "danger seen", "nonsense: nothing fits")
# A floor is a query or two below what was measured. Strangers' held half says what to expect of a stranger's words.
FLOORS = {
    (OURS, TUNED): (0.92, 0.98, 1.0, 0.94),
    (OURS, HELD): (0.88, 0.965, 0.97, 0.87),
    (STRANGERS, TUNED): (0.82, 0.96, 0.96, 0.8),
    (STRANGERS, HELD): (0.72, 0.88, 0.82, 0.45),
}
MOST_BANNERS = {(OURS, TUNED): 0.04, (OURS, HELD): 0.07, (STRANGERS, TUNED): 0.04, (STRANGERS, HELD): 0.05}
HALVES = [pytest.param(*each, id=f"{each[0].stem}-{'held' if each[1] else 'tuned'}") for each in FLOORS]


@cache
def counted(file: Path, held: bool) -> dict[str, tuple[int, int]]:
    return figures(ask(load_pack(), [each for each in load_queries(file) if each.held is held]))


@pytest.mark.parametrize("file", [OURS, STRANGERS], ids=["ours", "strangers"])
def test_there_are_enough_queries_in_both_halves_and_the_answers_exist(file: Path) -> None:
    pack, queries = load_pack(), load_queries(file)
    needed = [each for each in queries if each.kind in NEEDS]

    assert len(needed) >= 250
    assert 0.4 < sum(each.held for each in queries) / len(queries) < 0.6
    assert {need for each in needed for need in each.wanted} <= {*pack.outcomes, *pack.services}


@pytest.mark.parametrize(("file", "held"), HALVES)
def test_no_figure_falls_below_its_floor(file: Path, held: bool) -> None:
    told = {name: share(*counted(file, held)[name]) for name in FIGURES}

    low = [name for (name, each), floor in zip(told.items(), FLOORS[file, held], strict=True) if each < floor]
    assert low == []


def test_strangers_words_for_danger_are_seen() -> None:
    """What a caller may say has no end: the floor of the held half is what was measured, and the aim is all."""
    seen, of = map(sum, zip(*(counted(STRANGERS, held)["danger seen"] for held in (TUNED, HELD)), strict=True))

    assert seen / of >= 0.9


@pytest.mark.parametrize(("file", "held"), HALVES)
def test_harmless_words_seldom_bring_a_banner(file: Path, held: bool) -> None:
    assert share(*counted(file, held)["banner on harmless words"]) < MOST_BANNERS[file, held]
