"""The pack as the wheel carries it is the pack that the YAML says: every field of every record, in the same order."""

from __future__ import annotations

import runpy
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from kmnav import compiled, load, load_terms, packs
from kmnav.errors import KmnavError, PackInvalid
from kmnav.find_index import index_of, index_services
from kmnav.find_service import build_names, names_of
from kmnav.key_index import flat_keys, keys_of
from kmnav.learning import learn
from kmnav.likeness import build_senses, likeness_of
from kmnav.pack import Pack
from kmnav.replay import facts_needed
from kmnav.signs import flat_signs, sign_lists, signs_of
from tests.documented import ROOT
from tests.made_once import made_once

REGIONS = sorted(each.parent.name for each in (ROOT / "data").glob("regions/*/region.yaml"))
SHIPPED = "kmnav/shipped/"
COMPILER = runpy.run_path(str(ROOT / "packaging/compile_pack.py"))


@pytest.fixture(scope="module")
def shipped(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The rows as modules, as they are in an install of the wheel, under a name of their own."""

    def write_rows(root: Path) -> None:
        with zipfile.ZipFile(wheel) as inside:
            for name in inside.namelist():
                if name.startswith(SHIPPED):
                    file = root / "rows_of_the_wheel" / name.removeprefix(SHIPPED)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(inside.read(name))

    root = made_once(tmp_path_factory, "rows", write_rows)
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(root))
    patch.setattr(compiled, "ROWS", "rows_of_the_wheel")
    compiled._maker.cache_clear()
    yield
    patch.undo()
    for name in [name for name in sys.modules if name.startswith("rows_of_the_wheel")]:
        del sys.modules[name]
    compiled._maker.cache_clear()


def in_full(value: Any) -> Any:
    """A value with all that is in it, its kinds and its order, as plain lists."""
    if is_dataclass(value) and not isinstance(value, type):
        told = [each.name for each in fields(value) if each.name != "worked_out"]
        return [type(value).__name__, *((name, in_full(getattr(value, name))) for name in told)]
    if isinstance(value, Mapping):
        return ["map", *((key, in_full(each)) for key, each in value.items())]
    if isinstance(value, tuple):
        return ["several", *map(in_full, value)]
    if isinstance(value, frozenset):
        return ["set", *sorted(value)]
    return (type(value).__name__, value) if isinstance(value, Enum) or not isinstance(value, str) else value


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.usefixtures("shipped")
def test_the_compiled_pack_is_the_pack_of_the_yaml_in_every_field(region: str, pack: Pack) -> None:
    strict = pack if region == pack.region.id else load.load_pack(None, region)
    made = packs.load_pack(None, region)

    assert isinstance(made.services, compiled.Later)
    assert in_full(made) == in_full(strict)
    assert bytes(likeness_of(made).held.held) == learn(strict)
    assert bytes(index_of(made).held.held) == index_services(strict)
    assert bytes(signs_of(made).held.held) == flat_signs(strict)
    assert in_full(signs_of(made).lists) == in_full(sign_lists(strict))
    assert in_full(likeness_of(made).senses) == in_full(build_senses(strict))
    assert in_full(names_of(made)) == in_full(build_names(strict))
    assert all(facts_needed(made, each) == facts_needed(strict, each) for each in strict.outcomes.values())
    assert all(list(made.behind(each)) == list(strict.behind(each)) for each in strict.outcomes.values())


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.usefixtures("shipped")
def test_the_compiled_words_are_those_of_the_yaml_in_every_field(region: str) -> None:
    made, strict = packs.load_glossary(None, region), load_terms.load_glossary(None, region)

    assert set(made.worked_out) == {"keys"}
    assert in_full(made) == in_full(strict)
    assert bytes(keys_of(made).held.held) == flat_keys(strict)
    assert in_full(packs.load_faqs(None, region)) == in_full(load_terms.load_faqs(None, region))


@pytest.mark.usefixtures("shipped")
def test_the_usual_region_is_that_of_the_pack(pack: Pack) -> None:
    assert packs.load_pack().region.id == pack.region.id


@pytest.mark.usefixtures("shipped")
def test_a_pack_that_is_named_and_a_region_that_nobody_compiled_are_read_strictly(tmp_path: Path) -> None:
    assert not isinstance(packs.load_pack(ROOT / "data").services, compiled.Later)
    with pytest.raises(KmnavError, match='no region "atlantis"'):
        packs.load_pack(None, "atlantis")
    with pytest.raises(KmnavError, match="no pack"):
        packs.load_pack(tmp_path)


@pytest.mark.usefixtures("shipped")
def test_a_changed_copy_has_nothing_that_was_worked_out_before_the_change() -> None:
    made = packs.load_pack()

    assert set(made.worked_out) == {
        "likeness",
        "own_words",
        "signs",
        "sign_lists",
        "senses",
        "names",
        "serving",
        "needed",
    }
    assert dict(replace(made, doors={}).worked_out) == {}


@pytest.mark.usefixtures("shipped")
def test_a_record_is_made_once_and_only_when_it_is_asked_for() -> None:
    services = packs.load_pack().services
    name = next(iter(services))

    assert len(services) == len(list(services)) > 0
    assert services[name] is services[name]
    assert name in services
    assert "nothing" not in services
    with pytest.raises(KeyError):
        services["nothing"]


def test_an_editable_install_has_nothing_compiled_and_reads_the_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "ROWS", "kmnav.shipped")
    assert compiled.shipped_region() is None
    assert compiled.compiled_pack(None) is None
    assert compiled.compiled_glossary("kent-and-medway") is None


def test_a_pack_with_an_error_stops_the_build(tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(pack, cases={key: replace(each, outcome="call-999") for key, each in pack.cases.items()})
    monkeypatch.setitem(COMPILER["_checked"].__globals__, "load_pack", lambda *_: wrong)

    with pytest.raises(PackInvalid):
        COMPILER["compiled_files"](ROOT / "data")


def test_a_type_that_has_no_shape_stops_the_build() -> None:
    with pytest.raises(TypeError):
        COMPILER["Shapes"]().of(complex)
