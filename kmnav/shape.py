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
from functools import cache
from types import MappingProxyType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kmnav.tree import Reading, Tree

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CONTROL = r"[\x00-\x1f\x7f]"
WHOLE_NUMBER = r"[0-9]{1,6}"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID = re.compile(ID)
_CONTROL = re.compile(CONTROL)
_MISSING: Any = object()


def build(reading: Reading, cls: type[Any], tree: Tree, path: str, record_id: str | None = None) -> Any:
    """A record of `cls` from `tree`, or None where problems were found (they are in `reading`)."""
    if not isinstance(tree, dict):
        reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be a map.", "Write keys with values below it.")
        return None
    shapes = shapes_of(cls)  # type: ignore[arg-type]
    _refuse_unknown(reading, tree, [key for key, shape in shapes.items() if key != "id" or record_id is None], path)
    values: dict[str, Any] = {}
    whole = True
    for key, (name, hint, spec) in shapes.items():
        if key == "id" and record_id is not None:
            values[name] = record_id
        elif key in tree:
            values[name] = _value(reading, hint, tree[key], f"{path}.{key}", spec)
            whole = whole and values[name] is not _MISSING
        elif spec.default is MISSING and spec.default_factory is MISSING:
            reading.complain("LOAD-MISSING", path, f'"{key}" is missing in {_last(path)}.', f"Add the key {key}.")
            whole = False
    return cls(**values) if whole else None


def build_map(reading: Reading, cls: type[Any], tree: Tree, path: str) -> dict[str, Any]:
    """Records of `cls` keyed by id; those with problems are left out."""
    built = _map(reading, cls, tree, path)
    return {} if built is _MISSING else dict(built)


@cache
def shapes_of(cls: type[Any]) -> dict[str, tuple[str, Any, Field[Any]]]:
    """Each key that a record of `cls` may have in YAML: the name of its field, its type, and the field itself."""
    hints = get_type_hints(cls)
    written = [spec for spec in fields(cls) if "beside" not in spec.metadata]
    return {spec.name.rstrip("_"): (spec.name, hints[spec.name], spec) for spec in written}


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


def _value(reading: Reading, hint: Any, tree: Tree, path: str, spec: Field[Any] | None = None) -> Any:
    kind, inner = _kind(hint)
    if kind == "scalar":
        return _scalar(reading, inner, tree, path)
    if kind == "list":
        short = spec.metadata.get("short") if spec is not None else None
        return _list(reading, inner, tree, path, short)
    if kind == "map":
        return _map(reading, inner, tree, path)
    built = build(reading, inner, tree, path)
    return _MISSING if built is None else built


@cache
def _kind(hint: Any) -> tuple[str, Any]:
    """What a type asks for (list, map, record or scalar), and of what. A type never changes, so it is read once."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return "list", args[0]
    if origin is not None and issubclass(origin, Mapping):
        return "map", args[1]
    return "record" if is_dataclass(hint) and not hasattr(hint, "parse") else "scalar", hint


def _list(reading: Reading, item: Any, tree: Tree, path: str, short: str | None) -> Any:
    if short and isinstance(tree, str):
        tree = [{short: tree}]
    if not isinstance(tree, list):
        reading.complain(
            "LOAD-SHAPE",
            path,
            f"{_last(path)} must be a list.",
            "Write [one, two] or a line with a dash for each.",
        )
        return _MISSING
    values = [_value(reading, item, each, f"{path}.{at}") for at, each in enumerate(tree)]
    return _MISSING if any(value is _MISSING for value in values) else tuple(values)


def _map(reading: Reading, item: Any, tree: Tree, path: str) -> Any:
    if not isinstance(tree, dict):
        reading.complain("LOAD-SHAPE", path, f"{_last(path)} must be a map.", "Write a key and a colon for each.")
        return _MISSING
    keyed = is_dataclass(item) and "id" in shapes_of(item)  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, each in tree.items():
        below = f"{path}.{key}" if path else key
        if keyed and not _ID.fullmatch(key):
            reading.complain("LOAD-ID", below, f'"{key}" is not an id.', "Use lower-case words joined by hyphens.")
            continue
        value = build(reading, item, each, below, key) if keyed else _value(reading, item, each, below)
        if value is not None and value is not _MISSING:
            values[key] = value
    return MappingProxyType(values)


def _scalar(reading: Reading, hint: Any, tree: Tree, path: str) -> Any:
    if not isinstance(tree, str):
        reading.complain(
            "LOAD-SHAPE", path, f"{_last(path)} must be one line of text.", "Write the text after the colon."
        )
        return _MISSING
    text = " ".join(tree.split())
    if not text:
        reading.complain("LOAD-EMPTY", path, f"{_last(path)} is empty.", "Write the value, or delete the key.")
        return _MISSING
    if _CONTROL.search(text):
        reading.complain("LOAD-TEXT", path, f"{_last(path)} holds a control character.", "Delete it.")
        return _MISSING
    try:
        return _parser(hint)(text)
    except ValueError as error:
        reading.complain("LOAD-VALUE", path, f'"{text}" does not fit {_last(path)}.', str(error))
        return _MISSING


@cache
def _parser(hint: Any) -> Callable[[str], Any]:
    if hint is str:
        return str
    if hint is bool:
        return _yes_or_no
    if hint is int:
        return _whole_number
    if hint is date:
        return _day
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda text: _member(hint, text)
    parse: Callable[[str], Any] = hint.parse
    return parse


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


def _member(kind: type[Enum], text: str) -> Enum:
    words = words_of(kind)
    if text not in words:
        raise ValueError(f"Write one of: {', '.join(words)}.")
    return words[text]


def words_of(kind: type[Enum]) -> dict[str, Enum]:
    """Each member of an enum by the word that a pack writes for it."""
    return {m.name.lower() if issubclass(kind, IntEnum) else str(m.value): m for m in kind}
