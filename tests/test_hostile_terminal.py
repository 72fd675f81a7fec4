"""At a real terminal, whatever is typed or pasted: no traceback, a sane terminal, and the 999 screen one key away.

`make full` takes 500 such walks; here are a few of each kind, all from one process that forks them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from benchmarks.reliability.terminals import ENDS_WELL, INSANE, ONLY_THERE
from tests.cli_support import at_the_desk
from tests.documented import ROOT

WALKS, FIRST = 5, 1
SPOIL = """
import sys, termios
from benchmarks.reliability import terminals
right = terminals._program
terminals.PATIENCE, terminals.A_WHILE, terminals.KEYS_PRESSED = 2.0, 0.3, 3
def worse(pack, home):
    {worse}
    return right(pack, home)
terminals._program = worse
seen = terminals.run(1, 1)[0]
print(seen.problem)
"""


@cache
def walks() -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.reliability.terminals", str(WALKS), str(FIRST), "--json"],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    assert ran.stdout, ran.stderr
    seen: list[dict[str, Any]] = json.loads(ran.stdout)
    return seen


@pytest.mark.parametrize("at", range(WALKS))
def test_a_walk_under_random_keys_ends_well(at: int) -> None:
    seen = walks()[at]

    assert seen["problem"] == ""
    assert seen["code"] in ENDS_WELL
    assert seen["emergency"]


def test_the_walks_hold_what_a_terminal_can_do() -> None:
    pressed = {each for seen in walks() for each in seen["pressed"]}

    assert {"line", "paste", "resize", "Ctrl-Z"} <= pressed


@pytest.mark.parametrize(
    ("worse", "found"),
    [
        ("raise SystemExit(sys.stdout.write('Traceback'))", "Traceback"),
        ("mode = termios.tcgetattr(0); mode[3] = 0; termios.tcsetattr(0, termios.TCSANOW, mode)", str(INSANE)),
        ("import kmnav.cli.walk as walk; walk.Walk._emergency = lambda self: None", "the 999 screen was not to be had"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_found(worse: str, found: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SPOIL.format(worse=worse)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert found in ran.stdout, ran.stdout + ran.stderr


def test_e_on_the_999_screen_shows_it_again() -> None:
    """Who presses it twice in a hurry is not taken back to the questions."""
    session = at_the_desk(["e", "e", "E", "", "q"], "route")

    assert [ONLY_THERE.decode() in screen for screen in session.screens] == [False, True, True, True, False, False]
