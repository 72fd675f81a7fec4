"""The measured accuracy does not fall: `python -m benchmarks.find` prints all of it."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.find.measure import NEEDS, ask, figures, load_queries, share
from kmnav import load_pack

FLOORS = {
    "right first": 0.85,
    "right in the first three": 0.93,
    "misspelt, right in the first three": 0.9,
    "danger seen": 0.97,
    "nonsense: nothing fits": 0.7,
}
MOST_BANNERS = 0.05


@cache
def counted() -> dict[str, tuple[int, int]]:
    return figures(ask(load_pack(), load_queries()))


def test_there_are_enough_queries_over_every_need_and_both_halves() -> None:
    pack, queries = load_pack(), load_queries()
    needed = [each for each in queries if each.kind in NEEDS]
    held = sum(each.held for each in queries)

    assert len(needed) >= 250
    assert 0.4 < held / len(queries) < 0.6
    assert {need for each in needed for need in each.wanted} <= set(pack.outcomes)


@pytest.mark.parametrize("figure", FLOORS)
def test_a_figure_does_not_fall_below_its_floor(figure: str) -> None:
    assert share(*counted()[figure]) >= FLOORS[figure]


def test_harmless_words_seldom_bring_a_banner() -> None:
    assert share(*counted()["banner on harmless words"]) < MOST_BANNERS
