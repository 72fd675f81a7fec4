"""The measured accuracy does not fall, on our own queries and on strangers': `python -m benchmarks.find` prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.find.measure import NEEDS, OURS, STRANGERS, ask, figures, load_queries, share
from kmnav import load_pack
from kmnav.scan import scan

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


@pytest.mark.parametrize("file", [OURS, STRANGERS], ids=["ours", "strangers"])
def test_there_are_enough_queries_in_both_halves_and_the_answers_exist(file: Path) -> None:
    pack, queries = load_pack(), load_queries(file)
    needed = [each for each in queries if each.kind in NEEDS]

    assert len(needed) >= 250
    assert 0.4 < sum(each.held for each in queries) / len(queries) < 0.6
    assert {need for each in needed for need in each.wanted} <= {*pack.outcomes, *pack.services}


@pytest.mark.parametrize(("file", "held"), HALVES)
def test_no_figure_falls_below_its_floor_and_harmless_words_seldom_bring_a_banner(file: Path, held: bool) -> None:
    counted = figures(ask(load_pack(), [each for each in load_queries(file) if each.held is held]))
    low = [name for name, floor in zip(FIGURES, FLOORS[file, held], strict=True) if share(*counted[name]) < floor]

    assert low == []
    assert share(*counted["banner on harmless words"]) < MOST_BANNERS[file, held]


def test_strangers_words_for_danger_are_seen() -> None:
    """What a caller may say has no end: the floor is what was measured, and the aim is all."""
    pack = load_pack()
    said = [each for each in load_queries(STRANGERS) if each.kind == "danger"]
    seen = [each for each in said if {flag.urgency.word for flag in scan(pack, each.text).now[:1]} & each.wanted]

    assert len(seen) / len(said) >= 0.9
