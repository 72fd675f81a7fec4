"""The names that other programs may rely on: `from kmnav import load_pack, replay, recommend, look_up`."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kmnav

PUBLIC = {
    "find": "kmnav.find",
    "load_pack": "kmnav.packs",
    "look_up": "kmnav.glossary",
    "recommend": "kmnav.recommend",
    "replay": "kmnav.replay",
}


def in_a_new_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_its_function_though_a_module_of_that_name_was_imported_before(name: str) -> None:
    said = in_a_new_python(
        f"import {PUBLIC[name]}, kmnav; from kmnav import {name}; print({name}.__qualname__, kmnav.{name} is {name})"
    )

    assert said == f"{name} True"


def test_the_public_names_are_those_that_are_listed() -> None:
    assert sorted(kmnav.__all__) == sorted(PUBLIC)


def test_a_look_up_does_not_load_the_walk() -> None:
    said = in_a_new_python("import sys; from kmnav import look_up; print('kmnav.replay' in sys.modules)")

    assert said == "False"


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        getattr(kmnav, "no" + "thing")
