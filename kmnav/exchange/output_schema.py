"""JSON Schemas (draft 2020-12) of what `--json` prints, made from the types of each kind of object."""

from __future__ import annotations

import types
from enum import Enum
from inspect import cleandoc
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

from kmnav.exchange.outputs import KINDS
from kmnav.exchange.schema import DIALECT, Schema
from kmnav.render.as_json import SCHEMA
from kmnav.shape import words_of

_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def output_schemas() -> dict[str, Schema]:
    """A schema for each kind of object: its file's name to the schema."""
    return {f"{kind}.json": _object(kind, cls) for kind, cls in KINDS.items()}


def _object(kind: str, cls: Any) -> Schema:
    defs: dict[str, Schema] = {}
    record = _record(cls, defs)
    head = {"schema": {"const": SCHEMA}, "kind": {"const": kind}}
    return {
        "$schema": DIALECT,
        "title": f"kmnav --json: {kind}",
        "description": record["description"],
        "type": "object",
        "properties": head | record["properties"],
        "required": ["schema", "kind", *record["required"]],
        "$defs": dict(sorted(defs.items())),
    }


def _record(cls: Any, defs: dict[str, Schema]) -> Schema:
    hints = get_type_hints(cls, include_extras=True)
    required = [name.rstrip("_") for name, hint in hints.items() if get_origin(hint) is not NotRequired]
    return {
        "description": cleandoc(cls.__doc__ or ""),
        "type": "object",
        "properties": {name.rstrip("_"): _value(hint, defs) for name, hint in hints.items()},
        "required": required,
    }


def _value(hint: Any, defs: dict[str, Schema]) -> Schema:
    origin, args = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _value(args[0], defs)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_value(each, defs) for each in args]}
    if origin is list:
        return {"type": "array", "items": _value(args[0], defs)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(args[1], defs)}
    return _word(hint) or _named(hint, defs)


def _word(hint: Any) -> Schema | None:
    """A value that is one word, number or yes and no; None for a record."""
    if get_origin(hint) is Literal:
        return {"enum": [each.value if isinstance(each, Enum) else each for each in get_args(hint)]}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": list(words_of(hint))}
    return {"type": _SCALARS[hint]} if hint in _SCALARS else None


def _named(cls: Any, defs: dict[str, Schema]) -> Schema:
    if cls.__name__ not in defs:
        defs[cls.__name__] = {}
        defs[cls.__name__] = _record(cls, defs)
    return {"$ref": f"#/$defs/{cls.__name__}"}
