"""What the program runs on is pinned by hash, fits what it asks for, and may be shipped; whom to tell is told."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from email.message import Message
from importlib.metadata import requires
from typing import Any, cast

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kmnav import load_pack
from tests.cli_support import ARRIVE, DESK, NOW, kmnav
from tests.documented import ROOT

LOCK = (ROOT / "packaging/locked.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [Requirement(each) for each in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["web"])]


def audit() -> Any:
    """packaging/audit.py, which is no package: the folder's name is that of a library."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("audit", ROOT / "packaging/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AUDIT = audit()
PINNED: dict[str, str] = AUDIT.pinned(LOCK)


def test_every_file_is_named_by_its_hash_and_no_place_to_fetch_it() -> None:
    packages = re.split(r"^(?=[A-Za-z0-9])", "\n".join(LOCK.splitlines()[2:]), flags=re.MULTILINE)[1:]

    assert len(packages) == len(PINNED) > 15
    for each in packages:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", each), each.splitlines()[0]
    assert "://" not in LOCK
    assert "--index" not in LOCK


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_is_asked_for_is_pinned_within_its_bounds(asked: Requirement) -> None:
    assert asked.specifier.contains(PINNED[canonicalize_name(asked.name)])


@pytest.mark.parametrize("name", sorted(PINNED))
def test_what_a_pinned_package_needs_is_pinned_too(name: str) -> None:
    if name in AUDIT.only_elsewhere(LOCK):
        assert name == "colorama"
        return
    here = {**cast("dict[str, str]", default_environment()), "extra": ""}
    needed = [Requirement(each) for each in requires(name) or ()]

    used = [each for each in needed if not each.marker or each.marker.evaluate(here)]
    assert {canonicalize_name(each.name) for each in used} <= set(PINNED)


def test_every_licence_may_be_used() -> None:
    assert list(AUDIT.unfit(LOCK)) == []


@pytest.mark.parametrize(
    ("said", "fit"),
    [
        ({"License-Expression": "MIT"}, True),
        ({"License-Expression": "MIT AND PSF-2.0"}, True),
        ({"License-Expression": "AGPL-3.0-only"}, False),
        ({"License-Expression": "MIT OR GPL-3.0-only"}, False),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"}, False),
        ({"License": "Proprietary"}, False),
        ({}, False),
    ],
)
def test_a_licence_is_read_from_what_a_package_says_of_itself(said: dict[str, str], fit: bool) -> None:
    told = Message()
    for key, value in said.items():
        told[key] = value

    assert (AUDIT.licences(cast("Any", told)) <= AUDIT.MAY_BE_USED) is fit


def test_a_package_that_nobody_can_look_at_is_told() -> None:
    (told,) = AUDIT.unfit("never-heard-of-it==1.0 \\\n    --hash=sha256:00\n")

    assert "not installed" in told


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("No known vulnerabilities found", "None known"),
        ("Found 2 known vulnerabilities in 1 package", "Weaknesses are known"),
        ("rich  Dependency not found and could not be audited", "Not known here"),
        ("No known vulnerabilities found\nrich  could not be audited", "Not known here"),
        ("Connection refused", "Not known here"),
    ],
)
def test_silence_of_the_database_is_no_all_clear(said: str, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, said, ""))

    assert AUDIT.weaknesses("pip-audit").startswith(known)


def test_the_audit_runs_as_a_command() -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "packaging/audit.py")], capture_output=True, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "may be used" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [("route", "--from", ARRIVE[each], "--now", NOW) for each in ARRIVE]
    + [("service", "oldport-haven"), ("service", "111"), ("about",)],
    ids=" ".join,
)
def test_whoever_sees_a_number_is_told_whom_to_tell_that_it_is_wrong(words: tuple[str, ...]) -> None:
    assert load_pack(DESK).settings.report_to in kmnav(*words).out


def test_a_sheet_says_whom_to_tell_of_a_wrong_number() -> None:
    settings = load_pack(DESK).settings
    sheet = kmnav("route", "--from", ARRIVE["routine"], "--format", "sheet", "--now", NOW).out

    assert (settings.hand_out.report or settings.report_to) in " ".join(sheet.split())
