"""The hazard log is honest: every control in it exists, and what has none is open."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kmnav.check import run as _families  # noqa: F401 - registers the rules
from kmnav.check.glossary import RULES as ABOUT_WORDS
from kmnav.check.rules import REGISTERED
from tests.documented import ROOT

LOG: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "safety/hazards.yaml").read_text(encoding="utf-8"))
HAZARDS = LOG["hazards"]
RULES = {
    each.__name__: f"{sys.modules[each.__module__].__doc__}\n{each.__doc__}" for each in (*REGISTERED, *ABOUT_WORDS)
}


def names_of_tests() -> set[str]:
    """Every test, whichever file it stands in."""
    return {
        node.name
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("hazard", HAZARDS)
def test_every_control_of_a_hazard_exists(hazard: str) -> None:
    tests = names_of_tests()
    for control in HAZARDS[hazard]["controls"]:
        if match := re.fullmatch(r"check (\w+)", control):
            assert match.group(1) in RULES, f"no rule of kmnav check is called {match.group(1)}"
        else:
            assert control in tests, f"there is no test {control}"


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_without_a_control_is_open(hazard: str) -> None:
    assert HAZARDS[hazard]["controls"] or HAZARDS[hazard]["open"] is True


@pytest.mark.parametrize("hazard", HAZARDS)
def test_an_open_hazard_says_what_is_missing(hazard: str) -> None:
    assert HAZARDS[hazard]["open"] is False or HAZARDS[hazard].get("missing")


def test_every_rule_about_safety_stands_against_a_hazard() -> None:
    used = {control for each in HAZARDS.values() for control in each["controls"]}
    safety = {name for name, says in RULES.items() if re.search(r"\brule [2-9]\b", says, re.IGNORECASE)}

    assert {f"check {name}" for name in safety} <= used


def test_what_is_open_says_why() -> None:
    for name, each in LOG["open"].items():
        assert each["hazard"], name
        assert each["why"], name
        assert name not in HAZARDS
