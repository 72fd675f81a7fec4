"""Plain command lines go straight to their work, and say there just what they say the long way."""

from __future__ import annotations

from datetime import datetime

import pytest
from typer.testing import CliRunner

from kmnav.cli import desk
from kmnav.cli import straight as way
from kmnav.cli.app import COMMANDS, register
from kmnav.cli.straight import straight
from tests.cli_support import ARRIVE, kmnav

ASKED = [
    ["service", "oldport-haven"],
    ["service", "no", "such", "place"],
    ["service", "Harbour", "line"],
    ["find", "cannot", "sleep", "for", "worry"],
    ["find", "he", "is", "not", "breathing"],
    ["find", "zxcv", "qwer"],
    ["glossary", "CGC"],
    ["glossary", "nothing", "like", "it"],
    ["route", "--json", "--from", ARRIVE["routine"]],
    ["route", "--json", "--from", ARRIVE["emergency"]],
    ["route", "--json", "--from", "danger=none"],
    ["route", "--json", "--from", "no token"],
]


@pytest.mark.parametrize(
    "variables", [{}, {"KMNAV_ROLE": "gp-practice"}, {"KMNAV_ROLE": "nobody"}, {"KMNAV_PACK": "/nowhere"}], ids=str
)
@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_the_straight_way_says_what_the_long_way_says(
    words: list[str], variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_this_moment", lambda: datetime(2026, 11, 22, 21, 30))
    assert straight(words) is not None
    at_once = kmnav(*words, **variables)
    monkeypatch.setattr(way, "straight", lambda _: None)

    assert at_once == kmnav(*words, **variables)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "service",
        "find",
        "service --json x",
        "find -h",
        "route",
        "route --json",
        "route --json --from",
        "route --json --from -x",
        "route --from danger=none --json",
        "glossary",
        "glossary CCG --json",
        "serv x",
    ],
)
def test_every_other_command_line_goes_the_long_way(words: str) -> None:
    assert straight(words.split()) is None


def test_the_help_alone_is_that_of_the_whole_app() -> None:
    """It is put together of the commands' names; everything else of them is left out, to be quick."""
    whole = CliRunner().invoke(register(), ["--help"], prog_name="kmnav").stdout

    assert kmnav("--help").out == kmnav("-h").out == whole
    assert all(name in whole for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_registered_alone_has_the_help_that_it_has_among_all(command: str) -> None:
    alone, among = (
        CliRunner().invoke(app, [command, "--help"], prog_name="kmnav") for app in (register(command), register())
    )

    assert alone.exit_code == 0
    assert alone.stdout == among.stdout
