"""What is installed: the wheel holds the program and the whole pack, and needs nothing that it does not name."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

from kmnav.cli.desk import Exit
from kmnav.load import shipped_pack
from kmnav.pack import Pack
from tests.documented import ROOT
from tests.installed import pip

IMPORT_ALL = """
import importlib, pkgutil, kmnav
for module in pkgutil.walk_packages(kmnav.__path__, "kmnav."):
    if not module.name.endswith("__main__") and not module.name.startswith("kmnav.web"):
        importlib.import_module(module.name)
"""
# Nobody imports it: zoneinfo reads it where the computer has no time zones of its own.
READ_BY_THE_LIBRARY = {"tzdata"}


def run(fresh: Path, elsewhere: Path, *words: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("KMNAV_", "PYTHON"))}
    return subprocess.run(
        [fresh / "bin/kmnav", *words],
        cwd=elsewhere,
        env=clean | {"HOME": str(elsewhere), "XDG_CONFIG_HOME": str(elsewhere)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_the_wheel_holds_every_file_of_the_pack_unchanged(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as inside:
        held = {
            name.removeprefix("kmnav/data/"): inside.read(name) for name in inside.namelist() if "kmnav/data/" in name
        }
    wanted = {
        file.relative_to(ROOT / "data").as_posix(): file.read_bytes()
        for file in (ROOT / "data").rglob("*")
        if file.is_file()
    }

    assert held == wanted
    assert "regions/kent-and-medway/region.yaml" in held


def test_the_wheel_holds_the_licences_and_the_mark_of_types_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as inside:
        names = inside.namelist()
        licence = next(inside.read(name).decode() for name in names if name.endswith("licenses/LICENSE-DATA.md"))

    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "Office for National Statistics licensed under the Open Government Licence" in licence
    assert "kmnav/py.typed" in names
    assert [name for name in names if name.endswith(".data/data/share/man/man1/kmnav.1")]
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "data", "packaging", "docs"))]


def test_an_install_of_the_wheel_says_its_version_in_another_folder(fresh: Path, tmp_path: Path, pack: Pack) -> None:
    said = run(fresh, tmp_path, "--version")

    assert said.startswith(f"kmnav {distribution('kmnav').version}\n")
    assert pack.settings.version in said


def test_an_install_of_the_wheel_walks_to_a_service_with_its_own_pack(fresh: Path, tmp_path: Path) -> None:
    told = json.loads(run(fresh, tmp_path, "route", "--json", "-a", "danger=none", "-a", "today=mind"))
    where = subprocess.run(
        [fresh / "bin/python", "-c", "from kmnav.load import shipped_pack; print(shipped_pack())"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip

    assert told["outcome"]["id"] == "crisis"
    assert told["services"]
    assert Path(where).is_relative_to(fresh)


def modules_of(fresh: Path, elsewhere: Path, *words: str) -> tuple[str, set[str]]:
    """What a command prints in an install of the wheel, and the modules that are loaded when it ends."""
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from kmnav.__main__ import main; main()"
    )
    ran = subprocess.run(
        [fresh / "bin/python", "-c", code, *words],
        cwd=elsewhere, env={"HOME": str(elsewhere), "LANG": "C.UTF-8"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout, set(ran.stderr.split())


@pytest.mark.parametrize("words", [("glossary", "CCG"), ("glossary", "safegaurding"), ("--version",)], ids=" ".join)
def test_an_install_of_the_wheel_answers_a_plain_look_up_before_anything_is_imported(
    fresh: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    told, loaded = modules_of(fresh, tmp_path, *words)

    assert (
        loaded & {"typing", "re", "dataclasses", "enum", "collections", "typer", "yaml", "kmnav.cli", "kmnav.pack"}
        == set()
    )
    assert told == run(fresh, tmp_path, words[0], "--plain", *words[1:])


def test_an_install_of_the_wheel_tells_a_miss_before_the_framework_is_imported(fresh: Path, tmp_path: Path) -> None:
    code = "import sys, kmnav.__main__ as front\ntry: front.main()\nfinally: print('; '.join(sys.modules))"
    ran, long_way = (
        subprocess.run(
            [fresh / "bin/python", "-c", code, "glossary", "CGCC", *more],
            cwd=tmp_path, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False,
        )
        for more in ((), ("--plain",))
    )  # fmt: skip

    assert ran.returncode == long_way.returncode == Exit.NOT_FOUND
    assert ran.stderr == long_way.stderr
    assert ran.stderr.startswith('No entry for "CGCC".')
    assert "kmnav.meant" in ran.stdout
    assert {"typing", "rapidfuzz", "kmnav.cli", "kmnav.terms"}.isdisjoint(ran.stdout.split("; "))


@pytest.mark.parametrize("words", [("service", "thanet-safe-haven"), ("find", "cannot", "sleep")], ids=" ".join)
def test_an_install_of_the_wheel_reads_no_yaml(fresh: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    told, loaded = modules_of(fresh, tmp_path, *words)

    assert told
    assert loaded & {"yaml", "kmnav.load", "kmnav.check", "rich", "jinja2", "csv"} == set()
    assert "kmnav.shipped.kent_and_medway.services" in loaded


def test_an_install_of_the_wheel_has_all_that_it_needs_and_nothing_written_beside_it(
    fresh: Path, tmp_path: Path
) -> None:
    run(fresh, tmp_path, "about")
    subprocess.run([fresh / "bin/python", "-c", IMPORT_ALL], cwd=tmp_path, check=True)
    pip(str(fresh / "bin/python"), "check")

    assert list(tmp_path.iterdir()) == []


def test_what_the_program_imports_is_what_it_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own, web = names(project["dependencies"]), names(project["optional-dependencies"]["web"])
    files = set((ROOT / "kmnav").rglob("*.py"))
    for_the_web = {*(ROOT / "kmnav/web").rglob("*.py"), ROOT / "kmnav/cli/serve.py"}

    assert foreign(files - for_the_web) | READ_BY_THE_LIBRARY == own
    assert foreign(for_the_web) - own == web - own


def names(required: list[str]) -> set[str]:
    return {re.split(r"[<>=]", each)[0] for each in required}


def foreign(files: set[Path]) -> set[str]:
    """The packages, by the names they are installed by, that these files import from others."""
    imported = {
        name.partition(".")[0]
        for file in files
        for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    owners = packages_distributions()
    return {owners[name][0].lower() for name in imported - sys.stdlib_module_names - {"kmnav"} if name in owners}


def test_an_editable_install_reads_the_pack_in_place() -> None:
    assert shipped_pack() == ROOT / "data"
