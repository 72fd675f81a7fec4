"""Every part of a pack knows its file and line, and the strict load is measured on the very files that it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.speed.__main__ import yaml_of
from kmnav import load_pack
from kmnav.tree import Reading

PAGE = """\
# a remark

tea:
  with: [milk,
         sugar]
  "or": {cake: none}
"""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    (tmp_path / "page.yaml").write_text(PAGE, encoding="utf-8")
    made = Reading(tmp_path)
    made.read(tmp_path / "page.yaml", "cups")
    return made


def test_keys_stand_where_they_are_written_and_the_items_of_a_list_where_they_begin(reading: Reading) -> None:
    lines = {path: line for path, (_, line) in reading.positions.items()}
    assert lines == {
        "cups": 3,
        "cups.tea": 3,
        "cups.tea.with": 4,
        "cups.tea.with.0": 4,
        "cups.tea.with.1": 5,
        "cups.tea.or": 6,
        "cups.tea.or.cake": 6,
    }


def test_what_is_passed_over_has_no_place_and_what_follows_keeps_its_own(tmp_path: Path) -> None:
    file = tmp_path / "page.yaml"
    file.write_text("a: {x: 1}\n? [b, {c: d}]\n: [e, f]\na:\n  y: [1, {z: 2}]\nlast:\n- 1\n", encoding="utf-8")
    reading = Reading(tmp_path)
    assert reading.read(file, "") == {"a": {"x": "1"}, "last": ["1"]}
    assert [(each.code, each.line) for each in reading.problems] == [("LOAD-SHAPE", 2), ("LOAD-TWICE", 4)]
    assert {path: line for path, (_, line) in reading.positions.items()} == {"a": 1, "a.x": 1, "last": 6, "last.0": 7}


def test_a_part_in_two_files_stands_in_the_later_one_and_what_was_known_before_stays(reading: Reading) -> None:
    (reading.root / "more.yaml").write_text("tea: {}\n", encoding="utf-8")
    before = reading.positions.so_far()
    reading.read(reading.root / "more.yaml", "cups")
    assert reading.positions["cups.tea"] == ("more.yaml", 1)
    assert before["cups.tea"] == ("page.yaml", 3)


def test_nothing_is_told_of_the_parts_of_a_file_that_breaks_off(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text("a: 1\na: 2\nb: [", encoding="utf-8")
    reading = Reading(tmp_path)
    assert reading.read(tmp_path / "page.yaml", "cups") == {}
    assert [each.code for each in reading.problems] == ["LOAD-YAML"]
    assert dict(reading.positions) == {"cups": ("page.yaml", 1)}


@pytest.mark.parametrize("text", ["\ufeff&it a: 1\n", "\ufeff*it : 1\n", "\ufeff!it a: 1\n"])
def test_what_is_marked_right_behind_the_mark_of_an_editor_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.yaml").write_text(text, encoding="utf-8")
    reading = Reading(tmp_path)
    assert reading.read(tmp_path / "page.yaml", "cups") == {}
    assert [each.code for each in reading.problems] in (["LOAD-ANCHOR"], ["LOAD-TAG"])


def test_the_loader_is_measured_on_the_very_files_that_it_reads(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    text_of = Reading.text

    def noted(reading: Reading, file: Path, path: str) -> str | None:
        read.append(file)
        return text_of(reading, file, path)

    monkeypatch.setattr(Reading, "text", noted)
    load_pack(data, "kent-and-medway")
    files = [each for each in read if each.suffix == ".yaml"]
    assert sorted(files) == sorted(yaml_of(data, data / "regions/kent-and-medway"))
