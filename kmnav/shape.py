"""Plain maps and lists to the frozen records of the model, by the types those records declare.

All problems are collected, each with its path; nothing is coerced and nothing unknown is let through.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum, IntEnum
from functools import cache, lru_cache, partial
from operator import is_
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

from kmnav.tree import Reading, Tree

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CONTROL = r"[\x00-\x1f\x7f]"
WHOLE_NUMBER = r"[0-9]{1,6}"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
KEPT = 1024  # values of one type that are kept by their text: a pack has a few hundred
_ID = re.compile(ID)
_CONTROL = re.compile(CONTROL)
_MISSING: Any = object()
_IS_MISSING = partial(is_, _MISSING)

Reads: TypeAlias = Callable[[Reading, Tree, str], Any]
"""Makes a value of what stands at a path: `_MISSING` where that has problems."""


def build(reading: Reading, cls: type[Any], tree: Tree, path: str, record_id: str | None = None) -> Any:
    """A record of `cls` from `tree`, or None where problems were found (they are in `reading`)."""
    if not isinstance(tree, dict):
        reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be a map.", "Write keys with values below it.")
        return None
    plan = _plan(cls)  # type: ignore[arg-type]
    if not tree.keys() <= plan.keys or (record_id is not None and "id" in tree):
        known = [key for key in shapes_of(cls) if key != "id" or record_id is None]  # type: ignore[arg-type]
        _refuse_unknown(reading, tree, known, path)
    values: list[Any] = []
    for key, reads, default in plan.parts:
        if key == "id" and record_id is not None:
            values.append(record_id)
        elif key in tree:
            values.append(reads(reading, tree[key], f"{path}.{key}"))
        elif default is not None:
            values.append(default())
        else:
            reading.complain("LOAD-MISSING", path, f'"{key}" is missing in {_last(path)}.', f"Add the key {key}.")
            values.append(_MISSING)
    return cls(*values) if _whole(values) else None


def build_map(reading: Reading, cls: type[Any], tree: Tree, path: str) -> dict[str, Any]:
    """Records of `cls` keyed by id; those with problems are left out."""
    built = _map(cls)(reading, tree, path)
    return {} if built is _MISSING else dict(built)


@cache
def shapes_of(cls: type[Any]) -> dict[str, tuple[str, Any, Field[Any]]]:
    """Each key that a record of `cls` may have in YAML: the name of its field, its type, and the field itself."""
    hints = get_type_hints(cls)
    written = [spec for spec in fields(cls) if "beside" not in spec.metadata]
    return {spec.name.rstrip("_"): (spec.name, hints[spec.name], spec) for spec in written}


class _Part(NamedTuple):
    """A field of a record: its key in YAML, what reads it, and what makes its value where the key is left out."""

    key: str
    reads: Reads
    default: Callable[[], Any] | None


class _Plan(NamedTuple):
    """How records of a class are read. A class never changes, so it is worked out once."""

    keys: frozenset[str]
    parts: tuple[_Part, ...]


@cache
def _plan(cls: type[Any]) -> _Plan:
    shapes = shapes_of(cls)  # type: ignore[arg-type]
    if [spec.name for spec in fields(cls)[: len(shapes)]] != [name for name, _, _ in shapes.values()]:
        raise TypeError(f"In {cls.__name__}, what stands beside the YAML comes last.")
    parts = [
        _Part(key, _reader(hint, spec.metadata.get("short")), _default(spec)) for key, (_, hint, spec) in shapes.items()
    ]
    return _Plan(frozenset(shapes), tuple(parts))


def _default(spec: Field[Any]) -> Callable[[], Any] | None:
    if spec.default_factory is not MISSING:
        return spec.default_factory
    return None if spec.default is MISSING else lambda: spec.default


def _whole(values: list[Any]) -> bool:
    return not any(map(_IS_MISSING, values))


def _last(path: str) -> str:
    return f'"{path.rpartition(".")[2]}"'


def _refuse_unknown(reading: Reading, tree: dict[str, Tree], known: list[str], path: str) -> None:
    for key in tree:
        if key not in known:
            near = _near(key, known)
            if " " in key:
                fix = "Put the text before it in quotes: inside braces a comma begins a new key."
                reading.complain("LOAD-UNKNOWN", f"{path}.{key}", f'"{key}" is read as a key here.', fix)
                continue
            fix = f'Did you mean "{near}"?' if near else f"Known here: {', '.join(known)}."
            reading.complain("LOAD-UNKNOWN", f"{path}.{key}", f'The key "{key}" is not known here.', fix)


def _near(word: str, known: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.7)), None)


def _reader(hint: Any, short: str | None = None) -> Reads:
    """What reads a value of a type: it is put together once for each field, and then only run."""
    kind, inner = _kind(hint)
    if kind == "scalar":
        return _scalar(inner)
    if kind == "list":
        return _list(inner, short)
    return _map(inner) if kind == "map" else _record(inner)


def _kind(hint: Any) -> tuple[str, Any]:
    """What a type asks for (list, map, record or scalar), and of what."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return "list", args[0]
    if origin is not None and issubclass(origin, Mapping):
        return "map", args[1]
    return "record" if is_dataclass(hint) and not hasattr(hint, "parse") else "scalar", hint


def _record(cls: type[Any]) -> Reads:
    def read(reading: Reading, tree: Tree, path: str) -> Any:
        built = build(reading, cls, tree, path)
        return _MISSING if built is None else built

    return read


def _list(item: Any, short: str | None) -> Reads:
    reads = _reader(item)

    def read(reading: Reading, tree: Tree, path: str) -> Any:
        if short and isinstance(tree, str):
            tree = [{short: tree}]
        if not isinstance(tree, list):
            fix = "Write [one, two] or a line with a dash for each."
            reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be a list.", fix)
            return _MISSING
        values = [reads(reading, each, f"{path}.{at}") for at, each in enumerate(tree)]
        return tuple(values) if _whole(values) else _MISSING

    return read


def _map(item: Any) -> Reads:
    if is_dataclass(item) and "id" in shapes_of(item):  # type: ignore[arg-type]
        return _map_by_id(item)  # type: ignore[arg-type]
    reads = _reader(item)

    def read(reading: Reading, tree: Tree, path: str) -> Any:
        if not isinstance(tree, dict):
            return _no_map(reading, path)
        values = {key: reads(reading, each, f"{path}.{key}") for key, each in tree.items()}
        return MappingProxyType({key: value for key, value in values.items() if value is not _MISSING})

    return read


def _map_by_id(cls: type[Any]) -> Reads:
    def read(reading: Reading, tree: Tree, path: str) -> Any:
        if not isinstance(tree, dict):
            return _no_map(reading, path)
        values: dict[str, Any] = {}
        for key, each in tree.items():
            below = f"{path}.{key}"
            if not _ID.fullmatch(key):
                reading.complain("LOAD-ID", below, f'"{key}" is not an id.', "Use lower-case words joined by hyphens.")
            elif (record := build(reading, cls, each, below, key)) is not None:
                values[key] = record
        return MappingProxyType(values)

    return read


def _no_map(reading: Reading, path: str) -> Any:
    reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be a map.", "Write a key and a colon for each.")
    return _MISSING


def _scalar(hint: Any) -> Reads:
    parse = _parser(hint)

    def read(reading: Reading, tree: Tree, path: str) -> Any:
        text = " ".join(tree.split()) if isinstance(tree, str) else ""
        if not text or (not text.isprintable() and _CONTROL.search(text)):
            return _no_text(reading, tree, path)
        try:
            return parse(text)
        except ValueError as error:
            reading.complain("LOAD-VALUE", path, f'"{text}" does not fit {_last(path)}.', str(error))
            return _MISSING

    return read


def _no_text(reading: Reading, tree: Tree, path: str) -> Any:
    if not isinstance(tree, str):
        fix = "Write the text after the colon."
        reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be one line of text.", fix)
    elif not tree.split():
        reading.complain("LOAD-EMPTY", path, f"{_last(path)} is empty.", "Write the value, or delete the key.")
    else:
        reading.complain("LOAD-TEXT", path, f"{_last(path)} holds a control character.", "Delete it.")
    return _MISSING


@cache
def _parser(hint: Any) -> Callable[[str], Any]:
    """What reads a text of a type. The same days, ages and hours stand in hundreds of records: each is read once."""
    if hint is str:
        return str
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lru_cache(KEPT)(partial(_member, hint))
    return lru_cache(KEPT)(_OF_TYPE.get(hint) or hint.parse)


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("Write yes or no.")
    return text == "yes"


def _whole_number(text: str) -> int:
    if not re.fullmatch(WHOLE_NUMBER, text):
        raise ValueError("Write a whole number.")
    return int(text)


def _day(text: str) -> date:
    try:
        if re.fullmatch(DAY, text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("Write a day as 2026-11-22.")


_OF_TYPE: dict[Any, Callable[[str], Any]] = {bool: _yes_or_no, int: _whole_number, date: _day}


def _member(kind: type[Enum], text: str) -> Enum:
    words = words_of(kind)
    if text not in words:
        raise ValueError(f"Write one of: {', '.join(words)}.")
    return words[text]


def words_of(kind: type[Enum]) -> dict[str, Enum]:
    """Each member of an enum by the word that a pack writes for it."""
    return {m.name.lower() if issubclass(kind, IntEnum) else str(m.value): m for m in kind}
