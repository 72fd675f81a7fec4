"""The measured accuracy does not fall, on our own queries and on strangers': `python -m benchmarks.find` prints it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.find.measure import CHOSEN_BY, HELD_BACK, NEEDS, Told, ask, figures, load_queries, share
from tests.the_pack import the_pack

FIGURES = ("right in the first three", "danger seen", "nonsense: nothing fits")
# A floor is a query or two below what was measured. What was held back says what to expect of a stranger's words.
FLOORS = {
    "queries": (0.97, 0.98, 0.84),
    "strangers": (0.96, 0.97, 0.9),
    "strangers-2": (0.975, 0.93, 0.86),
    "strangers-3": (0.965, 0.93, 0.73),
    "strangers-4": (0.0, 0.89, 0.72),
    "held": (0.965, 0.93, 0.77),
    "held-danger": (0.0, 0.95, 0.8),
    "held-2": (0.0, 0.87, 0.77),
}
MOST_BANNERS = {
    "queries": 0.09,
    "strangers": 0.05,
    "strangers-2": 0.23,
    "strangers-3": 0.25,
    "strangers-4": 0.075,
    "held": 0.2,
    "held-danger": 0.08,
    "held-2": 0.1,
}
FILES = [*CHOSEN_BY, *HELD_BACK]


@cache
def told_of(file: Path) -> list[Told]:
    return ask(the_pack(), load_queries(file))


def test_there_are_enough_queries_in_both_kinds_of_lists_and_the_answers_exist() -> None:
    pack = the_pack()
    chosen_by, held = ([each for file in files for each in load_queries(file)] for files in (CHOSEN_BY, HELD_BACK))
    for queries in (chosen_by, held):
        needed = [each for each in queries if each.kind in NEEDS]

        assert len(needed) >= 248
        assert {need for each in needed for need in each.wanted} <= {*pack.outcomes, *pack.services}
    assert {each.text.lower() for each in held} & {each.text.lower() for each in chosen_by} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_figure_falls_below_its_floor_and_harmless_words_seldom_bring_a_banner(file: Path) -> None:
    counted = figures(told_of(file))
    low = [name for name, floor in zip(FIGURES, FLOORS[file.stem], strict=True) if share(*counted[name]) < floor]

    assert low == []
    assert share(*counted["banner on harmless words"]) < MOST_BANNERS[file.stem]


def test_no_query_stands_among_the_sayings_that_find_learns_from() -> None:
    """Only what was written apart from the sayings says how a stranger is understood. The first two lists are older."""
    sayings = {text.lower() for each in the_pack().sayings.values() for text in each.texts}
    asked = [each.text.lower() for file in (*CHOSEN_BY[2:], *HELD_BACK) for each in load_queries(file)]

    assert [each for each in asked if each in sayings] == []


def test_strangers_words_for_danger_are_seen_or_asked_about() -> None:
    """What a caller may say has no end: the floor is what was measured, and the aim is all."""
    told = [each for file in HELD_BACK for each in told_of(file) if each.query.kind == "danger"]
    counted = figures(told)

    assert len(told) >= 335
    assert share(*counted["danger seen"]) >= 0.92
    assert share(*counted["danger seen, or told as more urgent"]) >= 0.965
    assert share(*counted["danger seen or asked about"]) >= 0.985
