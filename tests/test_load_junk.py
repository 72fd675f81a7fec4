"""Whatever the files of a pack hold, loading gives a pack or a refusal in words, and what loads can be checked."""

from __future__ import annotations

import copy
import functools
import json
import operator
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.errors import KmnavError, PackInvalid
from kmnav.load import shipped_pack
from kmnav.pack import Pack
from tests.toy import REGION, TINY, write_tiny
from tests.walking import assert_asks

TALK = f"{REGION}/services/talk.yaml"


def loaded(folder: Path) -> Pack | KmnavError:
    """The pack, or the refusal; anything else breaks the test."""
    try:
        return load_pack(folder)
    except KmnavError as refused:
        return refused


def assert_never_breaks(folder: Path) -> None:
    """A pack, or a refusal in words; nothing else."""
    found = loaded(folder)
    if isinstance(found, Pack):
        assert_can_be_checked_and_walked(found)
    elif isinstance(found, PackInvalid):
        assert found.problems
        for each in found.problems:
            assert each.line > 0
            assert (folder / each.file).exists() or "cannot be read" in each.message
            assert each.message.endswith((".", '"')), each.message
            assert each.fix
    else:
        assert found.happened
        assert found.do


def assert_can_be_checked_and_walked(pack: Pack) -> None:
    """What loads can be judged; and where the questions do not go round, the first one can be asked."""
    verdict = check_pack(pack)
    if all(each.code != "STR-CYCLE" for each in verdict.problems):
        assert_asks(pack, "", pack.start)


FILES = sorted(TINY)
yaml_like = st.text(st.sampled_from("abz01:-,?&*!|>'\"%@`{}[]#~ \n\t\\é\u2028\ufeff"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), junk=st.binary(max_size=80) | yaml_like.map(str.encode))
@example(name="pack.yaml", junk=b"\x00")
@example(name="pathways.yaml", junk=b"%YAML 9.9\n---\n")
@example(name="pathways.yaml", junk=b"questions: &a [*a]\n")
@example(name="red_flags.yaml", junk=b"? ? ?")
@example(name=TALK, junk=b"\xff\xfe")
def test_junk_in_the_place_of_a_file_never_breaks_the_loader(tmp_path: Path, name: str, junk: bytes) -> None:
    write_tiny(tmp_path)
    (tmp_path / name).write_bytes(junk)
    assert_never_breaks(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), junk=yaml_like, where=st.floats(0, 1), gone=st.integers(0, 30))
def test_a_slip_anywhere_in_a_tiny_file_never_breaks_the_loader(
    tmp_path: Path, name: str, junk: str, where: float, gone: int
) -> None:
    write_tiny(tmp_path)
    text = TINY[name]
    at = int(where * len(text))
    (tmp_path / name).write_text(text[:at] + junk + text[at + gone :], encoding="utf-8")
    assert_never_breaks(tmp_path)


def parts_of(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every part of a file."""
    yield path
    for key, below in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from parts_of(below, (*path, key))


TREES = {name: yaml.load(text, Loader=yaml.BaseLoader) for name, text in TINY.items()}
PARTS = [(name, path) for name in FILES for path in parts_of(TREES[name]) if path]
words = st.sampled_from(
    ["x", "", "danger", "mood", "talk", "call-999", "age", "all", "none", "not-sure", "unknown", "18+", "urgent", "~"]
)
trees = st.recursive(
    words, lambda below: st.lists(below, max_size=3) | st.dictionaries(words, below, max_size=3), max_leaves=6
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.sampled_from(PARTS), other=trees, gone=st.booleans())
def test_any_part_lost_or_replaced_by_another_never_breaks_the_loader(
    tmp_path: Path, part: tuple[str, tuple[Any, ...]], other: Any, gone: bool
) -> None:
    name, (*above, last) = part
    tree = copy.deepcopy(TREES[name])
    holder = functools.reduce(operator.getitem, above, tree)
    if gone:
        del holder[last]
    else:
        holder[last] = other
    write_tiny(tmp_path)
    (tmp_path / name).write_text(json.dumps(tree), encoding="utf-8")
    assert_never_breaks(tmp_path)


REAL = sorted(
    each.relative_to(shipped_pack()).as_posix()
    for each in shipped_pack().rglob("*.yaml")
    if each.name not in {"glossary.yaml", "faqs.yaml"}
)


@pytest.mark.parametrize("name", REAL)
def test_slips_in_a_real_file_never_break_the_loader(tmp_path: Path, data: Path, name: str) -> None:
    """Lines lost, doubled, indented or swapped: what happens to a file in an editor. The same slips every time."""
    chance = random.Random(name)
    for each in (
        name,
        "pack.yaml",
        "pathways.yaml",
        "red_flags.yaml",
        next(file for file in REAL if "region.yaml" in file),
    ):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data / each, tmp_path / each)
    lines = (data / name).read_text(encoding="utf-8").split("\n")
    for _ in range(3):
        (tmp_path / name).write_text("\n".join(spoil(lines, chance)), encoding="utf-8")
        assert_never_breaks(tmp_path)


def spoil(lines: list[str], chance: random.Random) -> list[str]:
    """A copy of the lines with a few slips."""
    spoilt = list(lines)
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(spoilt)), chance.randrange(len(spoilt))
        line = spoilt[at]
        middle = chance.randrange(len(line) + 1)
        slips = [
            [],
            [line, line],
            [" " + line],
            [line.lstrip()],
            [line[:middle]],
            [line[:middle] + chance.choice(":,{}[]&*!#\"'?-") + line[middle:]],
            [line, spoilt[other]],
        ]
        spoilt[at : at + 1] = chance.choice(slips)
    return spoilt
