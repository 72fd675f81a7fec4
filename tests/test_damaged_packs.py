"""A damaged pack loads rightly or is refused with file and line, in time and without a traceback.

`make full` tries 10,000.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from yaml.events import MappingEndEvent

from benchmarks.reliability.damage import KINDS, Must, whole
from benchmarks.reliability.packs import Base, Tally, assert_told, desk, tally_of, tiny
from kmnav.errors import KmnavError, PackInvalid, Problem
from kmnav.tree import _Parts
from tests.toy import TINY

FILE = TINY["pathways.yaml"]
right_part = _Parts._part


@pytest.mark.parametrize(("name", "count"), [("tiny", 110), ("desk", 30), ("shipped", 2)])
def test_a_damaged_pack_loads_rightly_or_is_refused_with_file_and_line(name: str, count: int) -> None:
    tally = tally_of(name, range(count))

    assert tally.broken == []
    assert tally.packs == count
    assert tally.refused


def test_every_kind_of_slip_is_made(tmp_path: Path) -> None:
    base = tiny(tmp_path)

    assert {_kind(base, seed) for seed in range(160)} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_the_same_for_the_same_seed_and_mostly_changes_the_file(kind: str) -> None:
    file = whole(FILE)
    slips = [KINDS[kind](file, Random(seed)) for seed in range(20)]

    assert slips == [KINDS[kind](file, Random(seed)) for seed in range(20)]
    assert sum(content != FILE.encode() for content, _ in slips) > 10


def test_a_key_twice_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    must = {must for seed in range(50) for _, must in (KINDS["a key twice"](whole(FILE), Random(seed)),)}

    assert must == {Must.BE_REFUSED}
    assert_found(tiny(tmp_path), "a key twice", "was loaded", "kmnav.tree._Parts._map", _last_wins)


def test_what_changes_nothing_must_load_as_before(tmp_path: Path) -> None:
    assert_found(desk(tmp_path), "quotes", "says something else", "kmnav.tree._Parts._part", _with_a_mark)


def test_a_loader_that_breaks_is_found(tmp_path: Path) -> None:
    assert_found(tiny(tmp_path), "cut short", "ZeroDivisionError", "kmnav.tree.Reading._parsed", _breaks)


def test_a_loader_that_takes_too_long_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.reliability.packs.MOST_SECONDS", 0.01)

    assert_found(tiny(tmp_path), "bytes", "longer than", "kmnav.tree.Reading._parsed", _for_ever)


def assert_found(base: Base, kind: str, found: str, part: str, instead: object) -> None:
    """With a part of the loader replaced by a worse one, the tally says so."""
    tally, seeds = Tally(), (seed for seed in range(400) if _kind(base, seed) == kind)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(part, instead)
        for seed, _ in zip(seeds, range(4), strict=False):
            base.try_one(seed, tally)
    assert any(found in each for each in tally.broken), tally.broken


def _kind(base: Base, seed: int) -> str:
    chance = Random(f"{base.name}:{seed}")
    chance.choice(list(base.files))
    return chance.choice(list(KINDS))


def _last_wins(self: Any, path: str, depth: int) -> dict[str, object]:
    tree = {}
    while not isinstance(event := self._event(), MappingEndEvent):
        self.lines.append(event.start_mark.line + 1)
        tree[event.value] = self._part(self._event(), f"{path}.{event.value}", depth + 1)
    return tree


def _with_a_mark(self: Any, event: Any, path: str, depth: int) -> object:
    tree = right_part(self, event, path, depth)
    return f"{tree}!" if path.endswith((".name", ".means", ".because")) else tree


def _breaks(*_: object) -> None:
    raise ZeroDivisionError


def _for_ever(*_: object) -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("file", "line", "fix"),
    [
        ("pack.yaml", 0, "Mend it."),
        ("pack.yaml", 9_999, "Mend it."),
        ("gone.yaml", 1, "Mend it."),
        ("pack.yaml", 1, ""),
    ],
)
def test_a_refusal_without_a_file_a_line_or_a_way_to_mend_it_is_none(
    tmp_path: Path, file: str, line: int, fix: str
) -> None:
    base = tiny(tmp_path)

    with pytest.raises(AssertionError):
        assert_told(PackInvalid([Problem("LOAD-SHAPE", file, line, "x", "It is wrong.", fix)]), base.folder)
    with pytest.raises(AssertionError, match="no file and line"):
        assert_told(KmnavError("It is wrong.", "Mend it."), base.folder)
