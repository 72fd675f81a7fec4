"""The man page is that of the program as it is, and man can show it."""

from __future__ import annotations

import runpy
import shutil
import subprocess

import pytest

from kmnav.cli.described import described
from kmnav.cli.desk import Exit
from tests.documented import ROOT

PAGE = ROOT / "docs" / "kmnav.1"


def shown() -> str:
    """The page as a reader sees it, on wide lines."""
    ran = subprocess.run(
        ["groff", "-man", "-Tascii", "-P-c", "-P-b", "-P-u", "-ww", "-rLL=400n", PAGE],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    return ran.stdout


def test_the_page_is_what_the_program_says_now() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "man_page.py"))["page"]()

    assert PAGE.read_text(encoding="utf-8") == made, "Run: make docs"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed on this machine")
def test_a_reader_finds_every_command_option_and_exit_code() -> None:
    text = shown()

    for command in described()[1:]:
        assert f"kmnav {command.name}" in text
        for option in (each for each in command.options if not each.everywhere):
            assert ", ".join(option.names) in text
            assert option.help in text
    assert all(f"\n       {int(code)} " in text for code in Exit)
    assert "If a life may be at risk, call 999 now." in text
