"""What changed between two packs, record by record in the words of each, and which situations end elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from kmnav.check.situations import age_cuts, branch_ages
from kmnav.compare_routes import Rerouted, rerouted
from kmnav.model import Branch, Status
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.terms import Glossary


@dataclass(frozen=True, slots=True)
class Edit:
    """One part of a record that reads otherwise now. `before` or `after` is None where there is none."""

    part: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One record, by its id and the name that people know, with what was edited in it."""

    id: str
    name: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one kind: those that are new, closed (services), gone, or edited."""

    added: tuple[Changed, ...] = ()
    closed: tuple[Changed, ...] = ()
    removed: tuple[Changed, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.closed or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that differs: records by kind, and `routes`."""

    records: Mapping[str, Records]
    routes: Rerouted


KINDS = ("services", "terms", "questions", "outcomes", "doors", "flags", "cases", "region", "settings")


def compare(old: Pack, new: Pack, words: tuple[Glossary | None, Glossary | None] = (None, None)) -> Compared:
    """What is different in `new`; `words` are their glossaries, where they have them."""
    before, after = (_collections(each, said) for each, said in zip((old, new), words, strict=True))
    records = {kind: _records(kind, before[kind], after[kind]) for kind in KINDS}
    ages = age_cuts([*branch_ages(old), *branch_ages(new)])
    return Compared(records, rerouted(old, new, ages))


def _collections(pack: Pack, words: Glossary | None) -> dict[str, Mapping[str, Any]]:
    return {
        "services": pack.services,
        "terms": words.terms if words else {},
        "questions": {**pack.questions, **pack.facts},
        "outcomes": pack.outcomes,
        "doors": pack.doors,
        "flags": pack.flags,
        "cases": pack.cases,
        "region": {pack.region.id: pack.region},
        "settings": {pack.settings.id: pack.settings},
    }


def _records(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Records:
    changed: list[Changed] = []
    closed: list[Changed] = []
    for key in [key for key in new if key in old and new[key] != old[key]]:
        each = Changed(key, _name(new[key]), tuple(edits(old[key], new[key])))
        ends = kind == "services" and new[key].status is Status.CLOSED and old[key].status is not Status.CLOSED
        (closed if ends else changed).append(each)
    added = (Changed(key, _name(new[key])) for key in new if key not in old)
    removed = (Changed(key, _name(old[key])) for key in old if key not in new)
    return Records(tuple(added), tuple(closed), tuple(removed), tuple(changed))


def _name(record: Any) -> str:
    """What people call a record: a service's name, the words of a question, the title of an ending."""
    for part in ("name", "ask", "title", "full", "words", "id"):
        if said := getattr(record, part, None):
            return str(said)
    return ""


def edits(old: Any, new: Any) -> Iterator[Edit]:
    """Each part of two records that reads otherwise, in the order in which the records are written."""
    before, after = dict(_parts(old)), dict(_parts(new))
    for part in dict.fromkeys((*before, *after)):
        if before.get(part) != after.get(part):
            yield Edit(part, before.get(part), after.get(part))
    for part in _tables(old):
        if getattr(old, part) != getattr(new, part):
            yield Edit(part, "an older table", "a newer table")


def _tables(record: Any) -> list[str]:
    """Parts that are files of rows: they are told of as a whole."""
    return [spec.name for spec in fields(record) if "beside" in spec.metadata]


def _parts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """A record as dotted parts and their text; what is not given is left out."""
    text = _text(value)
    if text is not None:
        if text:
            yield path, text
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _parts(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, tuple):
        for at, each in enumerate(value, 1):
            yield from _parts(each, f"{path}.{at}")
    elif is_dataclass(value):
        for spec in fields(value):
            if spec.name != "id" and "beside" not in spec.metadata:
                below = spec.name.rstrip("_")
                yield from _parts(getattr(value, spec.name), f"{path}.{below}" if path else below)


def _text(value: Any) -> str | None:
    """A value that is one text: a word, a date, a list of words; None where it has parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, IntEnum) else str(value.value)
    if isinstance(value, str | int | date):
        return str(value)
    if isinstance(value, tuple) and all(isinstance(each, str | Enum | Branch) for each in value):
        return "; ".join(_branch(each) if isinstance(each, Branch) else _text(each) or "" for each in value)
    return getattr(value, "text", None)


def _branch(branch: Branch) -> str:
    """Where an answer leads, and for whom."""
    if branch.age is None:
        return branch.to
    return f"{branch.age.text if branch.age.known else 'age not known'}: {branch.to}"
