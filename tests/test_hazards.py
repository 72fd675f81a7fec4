"""The hazard log is honest: every control in it exists, and what has none is open."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kmnav.check import run as _families  # noqa: F401 - registers the rules
from kmnav.check.glossary import RULES as ABOUT_WORDS
from kmnav.check.rules import REGISTERED
from tests.safety_page import PAGE, log, page

LOG: dict[str, dict[str, Any]] = log()
HAZARDS = LOG["hazards"]
RULES = {
    each.__name__: f"{sys.modules[each.__module__].__doc__}\n{each.__doc__}" for each in (*REGISTERED, *ABOUT_WORDS)
}


@cache
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
    assert HAZARDS[hazard]["controls"] or HAZARDS[hazard]["status"] == "open"


@pytest.mark.parametrize("hazard", HAZARDS)
def test_an_open_hazard_says_what_is_missing_and_a_controlled_one_misses_nothing(hazard: str) -> None:
    assert HAZARDS[hazard]["status"] in ("open", "controlled")
    assert (HAZARDS[hazard]["status"] == "open") == bool(HAZARDS[hazard].get("missing"))


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_has_every_part_and_is_rated_by_the_matrix(hazard: str) -> None:
    each, matrix = HAZARDS[hazard], LOG["matrix"]

    assert all(each[part].strip() for part in ("hazard", "causes", "effect"))
    assert each["owner"] in LOG["owners"]
    for risk in (each["initial"], each["residual"]):
        assert risk["rating"] == matrix["ratings"][risk["likelihood"]][matrix["severities"].index(risk["severity"])]
    assert each["residual"]["rating"] <= each["initial"]["rating"]
    assert each["controls"] or each["residual"] == each["initial"]


def test_the_matrix_is_whole_and_never_falls_as_a_risk_grows() -> None:
    matrix = LOG["matrix"]
    rows = [matrix["ratings"][likelihood] for likelihood in ("very low", "low", "medium", "high", "very high")]

    assert matrix["severities"] == ["minor", "significant", "considerable", "major", "catastrophic"]
    assert all(row == sorted(row) and len(row) == 5 for row in rows)
    assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))
    assert {rating for row in rows for rating in row} == set(matrix["means"])


def test_the_log_is_long_enough_and_keeps_open_what_nobody_has_done() -> None:
    still_open = {name for name, each in HAZARDS.items() if each["status"] == "open"}

    assert len(HAZARDS) >= 25
    assert {"red-flag-wrong", "nothing-signed", "contacts-not-rung"} <= still_open
    assert "red-flags-not-read-by-a-clinician" in LOG["open"]


def test_the_page_about_safety_is_that_of_the_log() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(LOG), "Run: make docs"


def test_every_rule_about_safety_stands_against_a_hazard() -> None:
    used = {control for each in HAZARDS.values() for control in each["controls"]}
    safety = {name for name, says in RULES.items() if re.search(r"\brule [2-9]\b", says, re.IGNORECASE)}

    assert {f"check {name}" for name in safety} <= used


def test_what_is_open_says_why() -> None:
    for name, each in LOG["open"].items():
        assert each["hazard"], name
        assert each["why"], name
        assert name not in HAZARDS
