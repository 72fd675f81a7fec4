"""What reads otherwise in two records of a pack, part by part. Pure.

No difference goes untold: two values that are not the same, or whose parts stand in another order, give an edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from enum import Enum, IntEnum
from functools import cache
from typing import Any

from kmnav.bank_holidays import BankHoliday
from kmnav.model import Branch
from kmnav.record import dataclass

FIRST = "first"


@dataclass(frozen=True, slots=True)
class Edit:
    """One part of a record that reads otherwise now. `before` or `after` is None where there is none.

    Of a list of words `added`, `removed` and `moved` say which of them are new, gone or at another place.
    """

    part: str
    before: str | None
    after: str | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def edits(old: Any, new: Any) -> Iterator[Edit]:
    """Each part of two records that reads otherwise, in the order in which the records are written."""
    if old is new:
        return
    yield from _edits(old, new, "")
    for part in _tables(new.__class__):
        if getattr(old, part) != getattr(new, part):
            yield Edit(part, "an older table", "a newer table")


def lines_apart(old: Iterable[str], new: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that only `new` has, and those that only `old` has, each in its own order."""
    before, after = Counter(old), Counter(new)
    return tuple((after - before).elements()), tuple((before - after).elements())


def moves(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Those that stand at another place among what both have: each, what it came after, and what it comes after now."""
    known, kept = dict.fromkeys(old), dict.fromkeys(new)
    before, after = [each for each in known if each in kept], [each for each in kept if each in known]
    if before == after:
        return
    was, now = (dict(zip(each, (FIRST, *(f"after {one}" for one in each)), strict=False)) for each in (before, after))
    for tag, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        at_another = after[start:end] if tag != "equal" else ()
        yield from ((each, was[each], now[each]) for each in at_another if was[each] != now[each])


def _edits(old: Any, new: Any, path: str) -> Iterator[Edit]:
    if _is_text(old) and _is_text(new):
        if old != new:
            yield _edit(path, old, new)
    elif old is not None and new is not None:
        yield from _below(old, new, path)
    else:
        # What is new or gone as a whole is told without its empty parts.
        told = [each for each in _below(old, new, path) if each.before or each.after]
        yield from told or (Edit(path, None if old is None else "", None if new is None else ""),)


def _below(old: Any, new: Any, path: str) -> Iterator[Edit]:
    before, after = _parts(old, path), _parts(new, path)
    for part in dict.fromkeys((*before, *after)):
        was, now = before.get(part), after.get(part)
        if not _is_same(was, now):
            yield from _edits(was, now, _joined(path, part))
    if isinstance(new, Mapping) and [*before] != [*after]:
        for part, was, now in moves(before, after):
            yield Edit(_joined(path, f"{part}.place"), was, now)


def _joined(path: str, part: str) -> str:
    return f"{path}.{part}" if path and part else path or part


def _edit(path: str, old: Any, new: Any) -> Edit:
    before, after = _text(old), _text(new)
    if before or after:
        before, after = before or None, after or None
    if not all(each is None or isinstance(each, tuple) for each in (old, new)):
        return Edit(path, before, after)
    lists = [[_word(each) for each in held or ()] for held in (old, new)]
    added, removed = lines_apart(*lists)
    return Edit(path, before, after, added, removed, tuple(each for each, _, _ in moves(*lists)))


@cache
def _tables(cls: Any) -> tuple[str, ...]:
    """Parts that are files of rows: they are told of as a whole."""
    return tuple(spec.name for spec in fields(cls) if "beside" in spec.metadata)


@cache
def _named_parts(cls: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a record, each with its key in the YAML; none where it is told as one text."""
    if not is_dataclass(cls) or hasattr(cls, "parse") or cls is Branch:
        return ()
    return tuple((spec.name, spec.name.rstrip("_")) for spec in fields(cls) if "beside" not in spec.metadata)


def _is_same(old: Any, new: Any) -> bool:
    """Whether there is no need to look closer. Maps that are equal may still be in another order."""
    return old is new or (_is_plain(new.__class__) and bool(old == new))


@cache
def _is_plain(cls: Any) -> bool:
    """Whether values are one word, number or date, without parts that have an order."""
    return not issubclass(cls, tuple | Mapping) and not _named_parts(cls)


def _parts(value: Any, path: str) -> Mapping[str, Any]:
    """What a value is made of. A record that stands below its own id does not say it once more."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    if _is_text(value):
        return {"": value}
    if isinstance(value, tuple):
        return {str(at): each for at, each in enumerate(value, 1)}
    parts = {key: getattr(value, name) for name, key in _named_parts(value.__class__)}
    if parts.get("id") == path.rpartition(".")[2]:
        del parts["id"]
    return parts


def _is_text(value: Any) -> bool:
    """Whether a value is told as one text: a word, a date, a list of words; or there is nothing in it."""
    if isinstance(value, tuple):
        return not any(_named_parts(each.__class__) for each in value)
    return not value if isinstance(value, Mapping) else not _named_parts(value.__class__)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, frozenset):
        return "; ".join(sorted(_word(each) for each in value))
    return "; ".join(_word(each) for each in value) if isinstance(value, tuple | Mapping) else _word(value)


def _word(value: Any) -> str:
    """A value that is no list: a word, a number, yes or no, ages or hours as they are written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, IntEnum) else str(value.value)
    if isinstance(value, Branch):
        return _branch(value)
    if isinstance(value, BankHoliday):
        return f"{value.day} {value.name}"
    return str(getattr(value, "text", value))


def _branch(branch: Branch) -> str:
    """Where an answer leads, and for whom."""
    if branch.age is None:
        return branch.to
    return f"{branch.age.text if branch.age.known else 'age not known'}: {branch.to}"
