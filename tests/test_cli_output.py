"""What output looks like where it goes: colour, plain lines, old code pages, files."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli_support import ARRIVE, assert_told_plainly, at_the_desk, in_a_process, kmnav

ESCAPE = "\x1b"
SPOILT_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


# Colour and plain lines


def test_colour_is_for_terminals_only() -> None:
    assert ESCAPE not in in_a_process("emergency", FORCE_COLOR="1").out
    assert ESCAPE in at_the_desk(["q"], "route", variables={"NO_COLOR": ""}).seen


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_a_variable_turns_colour_off(variable: dict[str, str]) -> None:
    assert ESCAPE not in at_the_desk(["1", "q"], "route", variables={"NO_COLOR": "", **variable}).seen


@pytest.mark.parametrize("option", ["--no-color", "--plain"])
def test_an_option_turns_colour_off(option: str) -> None:
    assert ESCAPE not in at_the_desk(["1", "q"], "route", option, variables={"NO_COLOR": ""}).seen


def test_an_empty_no_color_leaves_colour_on() -> None:
    assert ESCAPE in at_the_desk(["1", "q"], "route", variables={"NO_COLOR": "", "TERM": "xterm-256color"}).seen


def test_colour_changes_no_word() -> None:
    colour = at_the_desk(["1", "q"], "route", variables={"NO_COLOR": ""}).seen

    assert re.sub(r"\x1b\[[0-9;]*m", "", colour) == at_the_desk(["1", "q"], "route").seen


@pytest.mark.parametrize("variable", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_a_simple_terminal_gets_plain_lines(variable: dict[str, str]) -> None:
    simple = at_the_desk(["4", "1", "q"], "route", columns=40, variables=variable).seen

    assert simple == at_the_desk(["4", "1", "q"], "route", "--plain").seen


# Code pages


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", ("Café Lumière", "interpreter…", "£1")),
        ("cp1252", ("Café Lumière", "interpreter…", "£1")),
        ("cp437", ("Café Lumière", "interpreter...", "£1")),
        ("ascii", ("Cafe Lumiere", "interpreter...", "GBP 1")),
    ],
)
def test_an_old_code_page_loses_no_word(encoding: str, words: tuple[str, ...]) -> None:
    run = kmnav("service", "oldport-haven", encoding=encoding)

    assert run.code == 0
    assert "?" not in run.out.replace("Wrong number?", "")
    for word in words:
        assert word in run.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_is_utf_8_whatever_the_code_page(encoding: str) -> None:
    raw = kmnav("service", "oldport-haven", "--json", encoding=encoding).raw

    assert raw == kmnav("service", "oldport-haven", "--json").raw
    assert "Café Lumière" in raw.decode("utf-8")


def test_the_plainest_locale_works_for_real() -> None:
    run = in_a_process("service", "oldport-haven", **SPOILT_LOCALE)

    assert (run.code, run.err) == (0, "")
    assert "Cafe Lumiere" in run.out


# Files


def test_a_result_goes_into_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "about.txt"

    run = kmnav("about", "-o", str(file))

    assert (run.code, run.out, run.err) == (0, "", f"Written to {file}\n")
    assert file.read_text(encoding="utf-8") == kmnav("about").out
    assert os.listdir(tmp_path) == ["about.txt"]


def test_json_into_a_file_is_utf_8_in_any_code_page(tmp_path: Path) -> None:
    file = tmp_path / "haven.json"

    kmnav("service", "oldport-haven", "--json", "-o", str(file), encoding="ascii")

    assert file.read_bytes() == kmnav("service", "oldport-haven", "--json").raw


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "about.txt"
    file.write_text("mine")

    refused = kmnav("about", "-o", str(file))

    assert_told_plainly(refused, 1)
    assert file.read_text() == "mine"
    assert kmnav("about", "-o", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("kmnav:")


@pytest.mark.parametrize("place", ["", "no/such/folder/file"])
def test_a_place_that_cannot_hold_a_file_is_a_mistake(tmp_path: Path, place: str) -> None:
    assert_told_plainly(kmnav("about", "-o", str(tmp_path / place)), 2)


def test_a_dash_is_stdout() -> None:
    assert kmnav("about", "-o", "-").out == kmnav("about").out


def test_a_result_that_fails_half_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kmnav.cli.output.os.replace", full)

    run = kmnav("about", "-o", str(tmp_path / "about.txt"))

    assert_told_plainly(run, 1)
    assert os.listdir(tmp_path) == []


def test_nothing_found_writes_no_file(tmp_path: Path) -> None:
    assert kmnav("service", "qqqq", "-o", str(tmp_path / "none.txt")).code == 4
    assert os.listdir(tmp_path) == []


def test_a_walk_keeps_its_last_ending_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ending.txt"

    session = at_the_desk(["4", "1", "", "", "b", "b", "1", "q"], "route", "-o", str(file))

    assert session.code == 0
    assert "URGENT: Urgent mental health help today" in session.seen
    assert "EMERGENCY: Call 999 now" in session.seen
    kept = file.read_text(encoding="utf-8")
    assert kept == kmnav("route", "--from", ARRIVE["emergency"]).out
