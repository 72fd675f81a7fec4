"""The program as people install it: the wheel built from this checkout, and an environment with nothing else in it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.documented import ROOT
from tests.made_once import made_once


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with what is installed: no network."""

    def build(folder: Path) -> None:
        options = ("--no-deps", "--no-index", "--no-build-isolation")
        pip(sys.executable, "wheel", *options, "-w", str(folder), str(ROOT))

    (built,) = made_once(tmp_path_factory, "wheel", build).glob("kmnav-*.whl")
    return built


@pytest.fixture(scope="session")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel and what it requires, and nothing else."""

    def install(folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        (packages,) = folder.glob("lib/python*/site-packages")
        for needed in required_by(wheel):
            lend(needed, packages)
        pip(str(folder / "bin/python"), "install", "--no-deps", "--no-index", str(wheel))

    return made_once(tmp_path_factory, "fresh", install)


def pip(python: str, *words: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "-qq", *words], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr or ran.stdout


def required_by(wheel: Path) -> list[Distribution]:
    """Everything that the wheel requires to run on this machine, and what that requires; extras apart."""
    with zipfile.ZipFile(wheel) as inside:
        metadata = next(inside.read(name).decode() for name in inside.namelist() if name.endswith("/METADATA"))
    waiting = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    found: dict[str, Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()
        if "extra ==" in requirement or name in found:
            continue
        with contextlib.suppress(PackageNotFoundError):  # needed on another system only
            found[name] = distribution(name)
            waiting += found[name].requires or ()
    return list(found.values())


def lend(needed: Distribution, packages: Path) -> None:
    """Put an installed distribution into another environment, as links."""
    for part in {file.parts[0] for file in needed.files or () if file.parts[0] not in ("..", "__pycache__")}:
        target = packages / part
        if not target.exists():
            target.symlink_to(Path(str(needed.locate_file(part))))
