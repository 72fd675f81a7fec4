"""Commands in odd surroundings: a sample here, in this process; all, with each Python on hand, in `make full`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.reliability.surroundings import (
    COMMANDS,
    MAY_END,
    SURROUNDINGS,
    all_runs,
    environment,
    may_not_write,
    wrong_with,
)
from tests.cli_support import Run, kmnav
from tests.documented import ROOT

NEEDS_ITS_OWN_PROCESS = {"PYTHONIOENCODING", "LC_ALL", "PYTHONWARNINGS"}
IN_PROCESS = {
    name: changes for name, changes in SURROUNDINGS.items() if changes and not NEEDS_ITS_OWN_PROCESS & set(changes)
}


def assert_ended_well(run: Run) -> None:
    assert wrong_with(subprocess.CompletedProcess([], run.code, run.raw, run.err.encode())) == ""


@pytest.mark.parametrize(("at", "name"), list(enumerate(COMMANDS)), ids=COMMANDS)
def test_a_command_ends_well_in_a_surrounding_that_fits_in_here(at: int, name: str, tmp_path: Path) -> None:
    """Each command in one, so that each surrounding has several commands."""
    changes = list(IN_PROCESS.values())[at % len(IN_PROCESS)]
    found = {key: str(tmp_path) if value == "READ-ONLY" else value for key, value in changes.items()}

    assert_ended_well(kmnav(*COMMANDS[name], **found))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("name", ["an ending", "a service", "all terms", "a sheet"])
def test_an_old_code_page_loses_no_command(name: str, encoding: str) -> None:
    run = kmnav(*COMMANDS[name], encoding=encoding)

    assert_ended_well(run)
    assert run.out.strip()


SAMPLE = [
    "an ending, LANG=C",
    "an ending, Python told to warn of everything",
    "a service, a read-only HOME",
    "an ending, all closed",
    "find, sockets and files blocked",
]


@pytest.mark.parametrize("name", SAMPLE)
def test_some_in_a_process_of_their_own(name: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    (run,) = [each for each in all_runs(sys.executable) if each[0] == name]

    done = subprocess.run(
        [*may_not_write(run[2]), *run[1]],
        cwd=ROOT, env=environment(run[2], str(tmp_path)), stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip

    assert wrong_with(done) == ""
    assert done.stdout or "closed" in name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "err", "wrong"),
    [
        (0, "", ""),
        (1, "", "ended with 1"),
        (-11, "", "ended with -11"),
        (0, "Traceback (most recent call last)", "Traceback"),
        (1, "kmnav broke: KeyError.", "kmnav broke"),
        (0, "DeprecationWarning: no more", "Warning:"),
    ],
)
def test_what_goes_wrong_is_seen(code: int, err: str, wrong: str) -> None:
    found = wrong_with(subprocess.CompletedProcess([], code, b"", err.encode()))

    assert found.startswith(wrong)
    assert bool(found) is bool(wrong)


def test_every_command_of_the_program_is_tried() -> None:
    from kmnav.cli.app import register

    commands = {each.name or each.callback.__name__ for each in register().registered_commands if each.callback}
    tried = {words[0] for words in COMMANDS.values() if words}

    assert commands - tried <= {"serve", "export", "diff"}, "serve needs a port; what writes has its own tests"
    assert set(MAY_END) >= {0, 4, 5}
