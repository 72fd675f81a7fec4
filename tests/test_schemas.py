"""The schemas that editors and other programs read: they are current, and they say what loading and `--json` say."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator as Validator

from kmnav import load_pack
from kmnav.bank_holidays import BankHoliday
from kmnav.errors import PackInvalid
from kmnav.exchange.output_schema import output_schemas
from kmnav.exchange.outputs import KINDS
from kmnav.exchange.schema import FIRST_LINE, FOLDER, first_line, pack_schemas, schema_of
from kmnav.values import AgeRange, Hours, PageDate
from tests.cli_support import ARRIVE, DESK, NOW, kmnav
from tests.damage import Damage, Damages, Files, shipped
from tests.documented import ROOT
from tests.toy import TINY, write_tiny

HERE = Path(__file__).parent
# A parser of plain text: as loading, it takes every value for text.
BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
WHOLE = ("pack.yaml", "region.yaml", "words.yaml", "writing.yaml", "bank_holidays.yaml")
BY_ITS_TEXT = {"LOAD-YAML", "LOAD-ANCHOR", "LOAD-TAG", "LOAD-TWICE", "LOAD-FILE"}


class Plain12(yaml.SafeLoader):
    """Reads values as editors do (YAML 1.2): numbers and true are such, `yes` and a date are text."""


Plain12.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag.rpartition(":")[2] in ("int", "float", "null")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(name: str) -> Validator:
    return Validator(pack_schemas()[name])


def told(name: str, tree: Any) -> list[str]:
    return [f"{each.json_path}: {each.message[:200]}" for each in validator(name).iter_errors(tree)]


def files_of_the_pack() -> list[Path]:
    return sorted((ROOT / "data").rglob("*.yaml"))


# They are current


def test_every_schema_is_one_and_stands_as_it_is_made_today() -> None:
    """Else run: make schemas."""
    for folder, made in ((ROOT / "data" / FOLDER, pack_schemas()), (ROOT / "docs" / FOLDER, output_schemas())):
        assert {file.name for file in folder.iterdir()} == set(made)
        for name, schema in made.items():
            Validator.check_schema(schema)
            assert json.loads((folder / name).read_text(encoding="utf-8")) == schema, f"{name}: run make schemas"


def test_every_file_of_the_pack_names_its_schema_in_its_first_line() -> None:
    """Else run: make schemas."""
    for file in files_of_the_pack():
        line = file.read_text(encoding="utf-8").partition("\n")[0]
        assert line == first_line(file.relative_to(ROOT / "data")), f"{file}: run make schemas"
        assert (file.parent / line.removeprefix(FIRST_LINE)).resolve().is_file()


@pytest.mark.parametrize("file", files_of_the_pack(), ids=lambda file: file.relative_to(ROOT / "data").as_posix())
def test_every_file_of_the_pack_is_as_its_schema_says(file: Path) -> None:
    name = schema_of(file.relative_to(ROOT / "data"))
    assert name
    assert told(name, yaml.load(file.read_text(encoding="utf-8"), Loader=BASE)) == []


def test_an_editor_that_reads_numbers_as_numbers_finds_nothing_wrong() -> None:
    for file in (ROOT / "data/pack.yaml", ROOT / "data/cases.yaml", ROOT / "data/services/crisis.yaml"):
        name = schema_of(PurePath("services/crisis.yaml") if file.parent.name == "services" else PurePath(file.name))
        assert told(str(name), yaml.load(file.read_text(encoding="utf-8"), Loader=Plain12)) == []
    template = yaml.load((ROOT / "docs/practice-template.yaml").read_text(encoding="utf-8"), Loader=Plain12)
    assert told("practice.json", template) == []


# Schemas and loading agree


@cache
def damages() -> tuple[Damage, ...]:
    names = [f"tests.{file.stem}" for file in sorted(HERE.glob("test_check_damage_*.py"))]
    lists = [each for name in names for each in vars(importlib.import_module(name)).values()]
    return tuple(damage for each in lists if isinstance(each, Damages) for damage in each)


def spoilt_parts(damage: Damage) -> Iterator[tuple[str, Any]]:
    """Each file that a damage spoilt, with the records that it changed; the rest of them is as it ships."""
    files = Files()
    damage.spoil(files)
    whole = {file: tree for (file, _), tree in shipped().reading.trees.items()}
    yield from ((file, yaml.load(text, Loader=BASE)) for file, text in files.texts.items())
    for file, tree in files.opened.items():
        yield file, only_changed(tree, whole[file], deep=file == "pathways.yaml") if not file.endswith(WHOLE) else tree


def only_changed(tree: Any, before: Any, *, deep: bool) -> Any:
    changed = {}
    for key, each in tree.items():
        if deep and isinstance(each, dict) and key != "facts":
            changed[key] = only_changed(each, before.get(key, {}), deep=False)
        elif deep or each != before.get(key):
            changed[key] = each
    return changed


def test_a_schema_refuses_each_damage_that_loading_refuses_and_no_other() -> None:
    """What shows in one file. A name that stands nowhere else, or an unsafe route, is left to loading and the rules."""
    seen = 0
    for damage in damages():
        if damage.code in BY_ITS_TEXT:
            continue
        refused = [line for file, tree in spoilt_parts(damage) for line in told(str(schema_of(PurePath(file))), tree)]
        assert bool(refused) is damage.code.startswith("LOAD-"), (str(damage), damage.code, refused[:3])
        seen += bool(refused)
    assert seen >= 10


WORDS = ["", " ", "a\x07b", "two  words", "yes", "no", "18+", "adults", "2026", "2026-11", "2026-11-22", "24/7", "999"]
SPOILT = st.sampled_from(
    [*WORDS, ["one"], [], {"one": "two"}, {}, [{"one": "two"}], "phone", "current", "urgent", "[a"]
)
KEYS = st.sampled_from(["name", "id", "to", "say", "agess", "Two Words", "options", "sources", "checked", "like"])


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, Any]:
    """A file of a small pack with one part put in, taken out or replaced, anywhere in it."""
    name = draw(st.sampled_from(sorted(each for each in TINY if each != "bank_holidays.yaml")))
    tree = yaml.load(TINY[name], Loader=BASE)
    maps = [each for each in maps_in(tree) if each]
    at = draw(st.sampled_from(range(len(maps))))
    part = maps[at]
    key = draw(st.sampled_from(sorted(part)))
    match draw(st.sampled_from(["drop", "put", "replace"])):
        case "drop":
            del part[key]
        case "put":
            part[draw(KEYS)] = draw(SPOILT)
        case _:
            part[key] = draw(SPOILT)
    return name, tree


def maps_in(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from maps_in(each)


@settings(max_examples=60)
@given(spoilt=spoilt_files())
def test_a_schema_and_loading_agree_on_any_change(
    spoilt: tuple[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    name, tree = spoilt
    folder = write_tiny(tmp_path_factory.mktemp("spoilt"))
    (folder / name).write_text(json.dumps(tree), encoding="utf-8")
    codes = codes_of(folder)
    refused = told(str(schema_of(PurePath(name))), tree)

    if not codes or all(each.startswith("REF-") for each in codes):
        assert refused == []
    else:
        assert refused, codes


def codes_of(folder: Path) -> set[str]:
    """What loading complains of. Only its own words count: what it says of other files follows from the same part."""
    try:
        load_pack(folder)
    except PackInvalid as invalid:
        return {each.code for each in invalid.problems}
    return set()


@pytest.mark.parametrize("kind", [AgeRange, PageDate, Hours, BankHoliday], ids=lambda kind: kind.__name__)
@settings(max_examples=40)
@given(data=st.data())
def test_the_form_of_a_value_is_what_its_reader_takes(kind: Any, data: st.DataObject) -> None:
    """But for what a form cannot say: that a day exists, and that the lower age comes first."""
    text = data.draw(
        st.one_of(
            st.from_regex(kind.FORM, fullmatch=True, alphabet=st.characters(max_codepoint=126)), st.text(max_size=12)
        )
    )
    fits = re.fullmatch(kind.FORM, text) is not None
    try:
        kind.parse(text)
        taken = True
    except ValueError:
        taken = False
    if taken:
        assert fits, text
    elif kind is Hours:
        assert not fits, text


# What `--json` prints


def strict(schema: Any) -> Any:
    """The schema with no key left open: what is printed today is what it names, no more."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(each) for key, each in schema.items()}
    return made | {"additionalProperties": False} if "properties" in made and "required" in made else made


SHIPPED = str(ROOT / "data")
ASSUMED = "danger=none,today=none,about=mood,mood=worry,age=34"
RUNS: dict[str, tuple[str, ...]] = {
    "an answer that is no more": ("route", "-a", "danger=gone"),
    "a safety question": ("route", "--from", "danger=none"),
    "urgent": ("route", "--from", ARRIVE["urgent"], "--now", NOW),
    "routine": ("route", "--from", ARRIVE["routine"], "--why-not", "crisis-line"),
    "assumed": ("route", "--from", ASSUMED, "--gp-area", "oldport"),
    "emergency": ("emergency",),
    "services": ("service", "--now", NOW),
    "services of the pack": ("service", "shout", "samaritans", "--pack", SHIPPED),
    "practices": ("service", "--kind", "gp-practice", "--gp-area", "Margate", "--pack", SHIPPED),
    "find": ("find", "chest pain and money worries"),
    "find asks": ("find", "he had a stroke years ago and worries about debt"),
    "a term": ("glossary", "CCG", "--lineage", "--pack", SHIPPED),
    "no term": ("glossary", "CGC"),
    "terms": ("glossary",),
    "faq": ("faq",),
    "about": ("about",),
    "check": ("check", str(HERE / "packs/spoilt")),
    "worklist": ("check", "--worklist"),
}


def told_by(*words: str, **variables: str) -> dict[str, Any]:
    """The object that a command prints."""
    return kmnav(*words, "--json", **variables).object


def printed(room: Path) -> dict[str, Any]:
    """One object of each run, and of those that write."""
    own = Path(shutil.copytree(DESK, room / "desk"))
    letter = room / "letter.txt"
    letter.write_text("The ICB read the FYFV.\n", encoding="utf-8")
    objects = {name: told_by(*words) for name, words in RUNS.items()}
    objects["by a variable"] = told_by("route", "--from", "danger=none,today=none", KMNAV_AREA="oldport")
    objects["explained"] = told_by("glossary", "--text", str(letter), "--pack", SHIPPED)
    by_phone = ("oldport-haven", "main", "--how", "phone", "--now", NOW)
    objects["checked"] = told_by("checked", *by_phone, "--pack", str(own))
    objects["confirmed"] = told_by("service", "oldport-haven", "--now", NOW, "--pack", str(own))
    objects["export"] = told_by("export", "csv", str(room / "tables"))
    replace(own / "pathways.yaml", "go: crisis}", "go: practice-list}")
    replace(own / "regions/marshire/services/local.yaml", "of: [stonham]", "of: [fenbury]")
    replace(own / "regions/marshire/services/local.yaml", "status: current", "status: closed")
    (own / "sayings").mkdir()
    (own / "sayings/needs.txt").write_text("## practice-list\nI want a doctor\n", encoding="utf-8")
    objects["diff"] = told_by("diff", str(DESK), str(own))
    return objects


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_the_commands_print_is_what_the_schemas_name_no_more_and_no_less(tmp_path: Path) -> None:
    objects = printed(tmp_path)
    schemas = {name.removesuffix(".json"): schema for name, schema in output_schemas().items()}
    validators = {kind: Validator(strict(schema)) for kind, schema in schemas.items()}

    assert {each["kind"] for each in objects.values()} == set(KINDS)
    for name, thing in objects.items():
        wrong = validators[thing["kind"]].iter_errors(thing)
        assert [f"{each.json_path}: {each.message[:200]}" for each in wrong] == [], name
    everywhere = {key for thing in objects.values() for key in keys_in(thing)}
    for kind, schema in schemas.items():
        own = {key for thing in objects.values() if thing["kind"] == kind for key in thing}
        assert set(schema["properties"]) - own == set(), kind
        assert {key for part in schema["$defs"].values() for key in part["properties"]} - everywhere == set(), kind


def keys_in(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from thing
    for each in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from keys_in(each)


def test_a_schema_that_is_given_away_leaves_room_for_new_keys() -> None:
    thing = {"schema": "kmnav/1", "kind": "faq", "answers": [], "new_key": 1}
    assert list(Validator(output_schemas()["faq.json"]).iter_errors(thing)) == []
    assert list(Validator(strict(output_schemas()["faq.json"])).iter_errors(thing)) != []
