"""What each command imports. No second is asserted: a heavy module where it is not needed is what costs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli_support import DESK
from tests.documented import ROOT

HEAVY = {
    "yaml", "rapidfuzz", "rich", "jinja2", "segno", "starlette", "uvicorn", "hypothesis", "networkx", "difflib", "csv",
    "hashlib", "platformdirs", "typer", "dataclasses",
    "kmnav.check", "kmnav.find_index", "kmnav.spelling", "kmnav.load", "kmnav.take_away",
}  # fmt: skip
LIGHT = {"typing", "re", "dataclasses", "enum", "collections", "pathlib", "typer", "datetime", "contextlib"}
# Typer imports it for its own "Did you mean".
BY_TYPER = {"difflib", "dataclasses"}
READS_YAML = {"yaml", "kmnav.load", "csv"}
WALK = "danger=none,today=none,about=mood,suicide=none,team=none,mood=low,age=34,practice=thanet"
# Plain command lines go past the framework; reading the YAML, as is done here, looks at records as the library does.
NEEDED = {
    ("--help",): {"typer"},
    ("glossary", "-h"): {"typer"},
    ("glossary", "CCG"): READS_YAML,
    ("glossary", "CCG", "--plain"): {*READS_YAML, "typer"},
    ("service", "thanet-safe-haven"): READS_YAML,
    ("route", "--json", "--from", WALK): {*READS_YAML, "platformdirs", "kmnav.take_away"},
    ("find", "cannot", "sleep"): {*READS_YAML, "kmnav.find_index"},
    ("emergency",): {*READS_YAML, "typer"},
}
RUN = """
import sys
before = set(sys.modules)
from kmnav.__main__ import main
sys.argv = ["kmnav", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def imported(*words: str, code: str = RUN) -> set[str]:
    """The modules that a command imports in a Python of its own."""
    # A small pack for find: what is counted of the shipped one takes seconds, and is none of what is looked at here.
    settings = {"HOME": "/", **({"KMNAV_PACK": str(DESK)} if words[:1] == ("find",) else {})}
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True, env=settings
    )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", NEEDED, ids=" ".join)
def test_a_command_imports_nothing_heavy_that_it_does_not_need(words: tuple[str, ...]) -> None:
    assert imported(*words) & HEAVY <= NEEDED[words] | BY_TYPER


def test_a_look_up_by_the_rules_of_the_glossary_imports_little() -> None:
    asked = "from kmnav.meant import meant; from kmnav.keys import Keys; from kmnav.flat import Flat, flattened;"
    rows = '{"count": b"0", "unknown": b"1", "e a": b"0\\n0\\n\\n"}'
    run = f"meant(Keys(Flat(flattened({rows}))), 'misspelt words');"
    told = imported(
        code=f"import sys; before = set(sys.modules); {asked} {run} print(*set(sys.modules) - before, file=sys.stderr)"
    )

    assert "kmnav.spelling" in told
    assert told & (HEAVY | LIGHT) == {"re", "enum", "collections", "kmnav.spelling"}


def test_the_front_door_imports_nothing_but_itself() -> None:
    front = "import sys; before = set(sys.modules); import kmnav.__main__; import kmnav.slips, kmnav.ordinary;"
    told = imported(code=f"{front} print(*sorted(set(sys.modules) - before), file=sys.stderr)")

    assert {each for each in told if each.startswith("kmnav")} == {
        "kmnav", "kmnav.__main__", "kmnav.at_once", "kmnav.slips", "kmnav.ordinary"
    }  # fmt: skip
    assert told & (LIGHT | HEAVY) == set()
