"""Nothing is sent and nothing is kept: each command runs under a guard that stops sockets, files and programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_support import ARRIVE, TESTS, environment
from tests.no_network import GUARD_SAYS

COMMANDS = {
    "the version": ("--version",),
    "help": ("-h",),
    "a question": ("route",),
    "an ending": ("route", "--from", ARRIVE["urgent"], "--home", "MZ3 1AA"),
    "the 999 screen": ("emergency",),
    "a service": ("service", "111"),
    "a list of services": ("service", "--age", "15", "--json"),
    "what it is": ("about",),
    "a term": ("glossary", "MLC"),
    "a question that people ask": ("faq", "complain"),
    "the checks": ("check",),
    "the graph": ("graph", "--format", "mermaid"),
}


def guarded(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command under the guard, in an empty home that is not there."""
    settings = environment(PYTHONDONTWRITEBYTECODE="1", HOME="/nonexistent", XDG_CONFIG_HOME="", **variables)
    return subprocess.run(
        [sys.executable, "-m", "tests.no_network", *words],
        cwd=TESTS.parent,
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_opens_no_socket_writes_no_file_and_starts_no_program(words: tuple[str, ...]) -> None:
    assert_kept_in(guarded(*words))


@pytest.mark.parametrize("name", ["an ending", "a service"])
def test_the_shipped_pack_reaches_no_further(name: str) -> None:
    assert_kept_in(guarded(*COMMANDS[name], KMNAV_PACK=""))


def assert_kept_in(done: subprocess.CompletedProcess[str]) -> None:
    """The guard stopped nothing, and the command did its work."""
    assert done.returncode != GUARD_SAYS, done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 4, 5)


def test_only_the_file_that_is_named_is_written(tmp_path: Path) -> None:
    file = tmp_path / "about.txt"

    refused = guarded("about", "-o", str(file))
    allowed = guarded("about", "-o", str(file), KMNAV_MAY_WRITE=str(tmp_path))

    assert refused.returncode == GUARD_SAYS
    assert allowed.returncode == 0, allowed.stderr
    assert os.listdir(tmp_path) == ["about.txt"]


@pytest.mark.parametrize(
    "reach", ["import socket; socket.create_connection(('127.0.0.1', 9))", "open('left-behind', 'w')"]
)
def test_the_guard_sees_what_it_is_there_for(reach: str, tmp_path: Path) -> None:
    script = f"from tests.no_network import guard; guard(None); {reach}"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=TESTS.parent, capture_output=True, check=False, timeout=60
    )

    assert done.returncode == GUARD_SAYS
