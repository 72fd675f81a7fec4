"""JSON Schemas (draft 2020-12) of a pack's files, from the records that loading builds: an editor helps as one types.

They ask what one file can show by itself: keys, types, forms, what must be there. What lies between files (an id that
exists, an order of two ages) only loading sees.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, is_dataclass
from datetime import date
from enum import Enum
from inspect import cleandoc
from pathlib import PurePath
from typing import Any, Union, get_args, get_origin

from kmnav.bank_holidays import BankHolidays
from kmnav.contacts import Contact, Source
from kmnav.everyday import Everyday
from kmnav.load import FORMAT
from kmnav.model import FACTS, Area, Door, Flag, Option, Outcome, Question, Service
from kmnav.pack import Case, Region, Settings
from kmnav.practice import Practice
from kmnav.shape import DAY, ID, WHOLE_NUMBER, shapes_of, words_of
from kmnav.terms import Faq, Local, Term
from kmnav.writing import Writing

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"
FIRST_LINE = "# yaml-language-server: $schema="
Schema = dict[str, Any]

# As loading reads it: spaces and line ends count as one space, and any other control character is refused.
_TEXT = r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000e-\u001b\u007f]*$"
_SCALAR = ["string", "number", "boolean"]


def pack_schemas() -> dict[str, Schema]:
    """A schema for each kind of file: its file's name to the schema."""
    return {f"{name}.json": _whole_file(name, make) for name, make in _FILES.items()}


def _whole_file(name: str, make: Callable[[Shapes], Schema]) -> Schema:
    shapes = Shapes(blank=name == "practice")
    root = make(shapes)
    return {"$schema": DIALECT, "title": f"kmnav: {name}", **root, "$defs": dict(sorted(shapes.defs.items()))}


def schema_of(file: PurePath) -> str | None:
    """The name of the schema for a file of a pack, given its path below the pack's folder; None where there is none."""
    if file.suffix != ".yaml":
        return None
    if file.parent.name == "services":
        return "services.json"
    if file.name == "glossary.yaml" and len(file.parts) > 1:
        return "region-glossary.json"
    return f"{file.stem}.json" if file.stem in _FILES else None


def first_line(file: PurePath) -> str:
    """The line with which a file of a pack names its schema, so that an editor finds it. Raises KeyError for others."""
    name = schema_of(file)
    if name is None:
        raise KeyError(file)
    return f"{FIRST_LINE}{'../' * (len(file.parts) - 1)}{FOLDER}/{name}"


class Shapes:
    """Schemas of records, gathered as they are named. `blank`: a key may stand without its value."""

    def __init__(self, *, blank: bool = False) -> None:
        self.defs: dict[str, Schema] = {}
        self.blank = blank

    def record(self, cls: type[Any], *, keyed: bool = False, partial: bool = False, without: str = "") -> Schema:
        """A reference to the schema of one record; `keyed`: its id is the key that it stands below."""
        name = f"{cls.__name__}{'Part' if partial else ''}{f'Without{without.capitalize()}' if without else ''}"
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self._record(cls, keyed=keyed, partial=partial, without=without)
        return {"$ref": f"#/$defs/{name}"}

    def _record(self, cls: type[Any], *, keyed: bool, partial: bool, without: str) -> Schema:
        left_out = {without, "id" if keyed else ""}
        shapes = {key: shape for key, shape in shapes_of(cls).items() if key not in left_out}  # type: ignore[arg-type]
        required = [key for key, (_, _, spec) in shapes.items() if _is_required(spec)]
        schema: Schema = {
            "description": cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " "),
            "type": "object",
            "properties": {key: self.value(hint, spec) for key, (_, hint, spec) in shapes.items()},
            "additionalProperties": False,
        }
        if required and not partial:
            schema["required"] = required
        return schema if partial or without else schema | _MORE.get(cls, {})

    def value(self, hint: Any, spec: Field[Any] | None = None) -> Schema:
        """The schema of a value by its declared type, as `shape.build` reads it."""
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        origin, args = get_origin(hint), get_args(hint)
        if origin is tuple:
            items = {"type": "array", "items": self.value(args[0])}
            short = spec is not None and spec.metadata.get("short")
            return {"anyOf": [self.value(str), {**items, "minItems": 1}]} if short else items
        if origin is not None and issubclass(origin, Mapping):
            return self.map(args[1])
        if is_dataclass(hint) and not hasattr(hint, "parse"):
            return self.record(hint)  # type: ignore[arg-type]
        scalar = _scalar(hint)
        return {"anyOf": [scalar, {"enum": [None, ""]}]} if self.blank else scalar

    def map(self, item: Any) -> Schema:
        """A map of any keys; of records with an id, the keys are ids."""
        if is_dataclass(item) and "id" in shapes_of(item):  # type: ignore[arg-type]
            return self.records(self.record(item, keyed=True))  # type: ignore[arg-type]
        filled = {"type": "object", "additionalProperties": self.value(item)}
        return {"anyOf": [filled, {"type": "null"}]} if self.blank else filled

    @staticmethod
    def records(item: Schema) -> Schema:
        """Records keyed by id."""
        return {"type": "object", "propertyNames": {"pattern": f"^{ID}$"}, "additionalProperties": item}


def _is_required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _scalar(hint: Any) -> Schema:
    if hint is str:
        return {"type": _SCALAR, "pattern": _TEXT}
    if hint is bool:
        return {"enum": ["yes", "no"]}
    if hint is int:
        return {"type": ["integer", "string"], "pattern": _whole(WHOLE_NUMBER), "minimum": 0, "maximum": 999_999}
    if hint is date:
        return {"type": "string", "pattern": _whole(DAY)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": list(words_of(hint))}
    kinds = ["string", "integer"] if re.fullmatch(hint.FORM, "2025") else ["string"]
    return {"type": kinds, "pattern": _whole(hint.FORM), "description": cleandoc(hint.parse.__doc__ or "")}


def _whole(form: str) -> str:
    return rf"^\s*(?:{form})\s*$"


def _one_of(*keys: str) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


# What references.py asks of one record by itself.
_MORE: dict[type[Any], Schema] = {
    Contact: _one_of(*Contact.WAYS),
    Source: _one_of("url", "seen_in"),
    Service: {
        "anyOf": [
            {"required": ["contacts"], "properties": {"contacts": {"minProperties": 1}}},
            {"required": ["reach_through"], "properties": {"reach_through": {"minItems": 1}}},
        ]
    },
    Area: {"if": {"required": ["of"]}, "then": {"properties": {"of": {"minItems": 1}}}},
}


def _pathways(shapes: Shapes) -> Schema:
    question = shapes.record(Question, keyed=True)
    shapes.defs["Question"] = shapes.defs["Question"] | {
        "required": [*shapes.defs["Question"]["required"], "options"],
        "allOf": [{"properties": {"options": {"minProperties": 1}}}],
    }
    fact = shapes.record(Question, keyed=True, without="options")
    shapes.record(Question, keyed=True, partial=True)
    options = shapes.records(shapes.record(Option, keyed=True, partial=True))
    like = shapes.defs["QuestionPart"]
    like["properties"] |= {"like": _scalar(str), "options": options}
    like["required"] = ["like"]
    either = {"if": {"required": ["like"]}, "then": {"$ref": "#/$defs/QuestionPart"}, "else": question}
    facts = {"type": "object", "properties": dict.fromkeys(FACTS, fact), "required": list(FACTS)}
    return {
        "type": "object",
        "properties": {
            "start": _scalar(str),
            "facts": {**facts, "additionalProperties": False},
            "doors": shapes.map(Door),
            "questions": shapes.records(either),
            "outcomes": shapes.map(Outcome),
        },
        "required": ["start", "facts"],
        "additionalProperties": False,
    }


def _settings(shapes: Shapes) -> Schema:
    root = shapes.record(Settings)
    shapes.defs["Settings"]["properties"]["format"] = {"enum": [FORMAT, int(FORMAT)]}
    return root


def _region(shapes: Shapes) -> Schema:
    return shapes.record(Region, keyed=True)


def _terms(shapes: Shapes) -> Schema:
    return {"type": "object", "properties": {"terms": shapes.map(Term)}, "additionalProperties": False}


def _region_terms(shapes: Shapes) -> Schema:
    terms = _terms(shapes)
    return terms | {"properties": {**terms["properties"], "local": shapes.map(Local)}}


_FILES: dict[str, Callable[[Shapes], Schema]] = {
    "pack": _settings,
    "pathways": _pathways,
    "red_flags": lambda shapes: shapes.map(Flag),
    "services": lambda shapes: shapes.map(Service),
    "cases": lambda shapes: shapes.map(Case),
    "words": lambda shapes: shapes.record(Everyday),
    "writing": lambda shapes: shapes.record(Writing),
    "bank_holidays": lambda shapes: shapes.record(BankHolidays),
    "faqs": lambda shapes: shapes.map(Faq),
    "glossary": _terms,
    "region-glossary": _region_terms,
    "region": _region,
    "practice": lambda shapes: shapes.record(Practice),
}
