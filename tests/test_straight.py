"""Plain command lines go straight to their work, and say there just what they say the long way."""

from __future__ import annotations

from datetime import datetime

import pytest

from kmnav.cli import desk
from kmnav.cli import straight as way
from kmnav.cli.straight import straight
from tests.cli_support import ARRIVE, kmnav

COMMANDS = [
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
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
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
