"""What changed between two packs: each record in its own words, what callers say, which situations end elsewhere. Pure.

Every field of a pack, its glossary and its questions with answers is compared, but where things stand in files
(`positions`) and what the build has worked out of them (`worked_out`). A test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kmnav.check.situations import age_cuts, branch_ages
from kmnav.compare_edits import Edit, edits, lines_apart, moves
from kmnav.compare_routes import Rerouted, rerouted
from kmnav.model import Status
from kmnav.pack import Pack
from kmnav.record import dataclass, field
from kmnav.sayings import SaidOf
from kmnav.terms import Faqs, Glossary

NAMES = ("name", "ask", "question", "title", "full", "words", "id")
# A danger that is no longer recognised comes first; what is said harmlessly speaks against one.
WEIGHTIEST_FIRST = (SaidOf.DANGER, SaidOf.HARMLESS, SaidOf.NEED, SaidOf.ELSEWHERE)


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
class SaidOtherwise:
    """One list of what callers say, with the lines that are new and those that are gone; their order means nothing."""

    said_of: SaidOf
    about: str
    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that differs: records by kind, what callers say, and `routes`."""

    records: Mapping[str, Records]
    sayings: tuple[SaidOtherwise, ...]
    routes: Rerouted

    @property
    def nothing_else(self) -> bool:
        """Whether nothing differs but where situations end and what is offered there first."""
        return not self.sayings and not any(self.records.values())


@dataclass(frozen=True, slots=True)
class Kept:
    """Records of one kind, and what the pack says of each outside of it: a part to the texts by the records' keys."""

    records: Mapping[str, Any]
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def compare(
    old: Pack,
    new: Pack,
    words: tuple[Glossary | None, Glossary | None] = (None, None),
    faqs: tuple[Faqs | None, Faqs | None] = (None, None),
) -> Compared:
    """What is different in `new`; `words` and `faqs` are what goes with each, where they have it."""
    before, after = (_kept(*each) for each in zip((old, new), words, faqs, strict=True))
    records = {kind: _records(before[kind], after[kind]) for kind in before}
    ages = age_cuts([*branch_ages(old), *branch_ages(new)])
    return Compared(records, said_otherwise(old, new), rerouted(old, new, ages))


def _kept(pack: Pack, words: Glossary | None, faqs: Faqs | None) -> dict[str, Kept]:
    facts = {f"facts.{key}": each for key, each in pack.facts.items()}
    services = {"kind": pack.kinds, "national": dict.fromkeys(pack.national, "yes")}
    return {
        "services": Kept(pack.services, services),
        "terms": Kept(words.terms, {"local": dict.fromkeys(words.local, "yes")}) if words else Kept({}),
        "questions": Kept({**pack.questions, **facts}),
        "outcomes": Kept(pack.outcomes),
        "doors": Kept(pack.doors),
        "flags": Kept(pack.flags),
        "cases": Kept(pack.cases),
        "region": Kept({pack.region.id: pack.region}),
        "settings": Kept({"settings": pack.settings}, {"start": {"settings": pack.start}}),
        "faqs": Kept(faqs.answers if faqs else {}),
        "gp_practices": Kept(pack.region.practices),
        "words": Kept({"words.yaml": pack.everyday}),
        "writing": Kept({"writing.yaml": pack.writing}),
        "holidays": Kept({"bank_holidays.yaml": pack.holidays}),
    }


def _records(old: Kept, new: Kept) -> Records:
    changed: list[Changed] = []
    closed: list[Changed] = []
    places = {key: Edit("place", was, now) for key, was, now in moves(old.records, new.records)}
    for key, record in new.records.items():
        if key in old.records:
            before = old.records[key]
            told = (*edits(before, record), *_beside(old, new, key), *([places[key]] if key in places else ()))
            ends = getattr(record, "status", None) is Status.CLOSED and before.status is not Status.CLOSED
            if told:
                (closed if ends else changed).append(Changed(*_called(key, record), told))
    added = (Changed(*_called(key, each)) for key, each in new.records.items() if key not in old.records)
    removed = (Changed(*_called(key, each)) for key, each in old.records.items() if key not in new.records)
    return Records(tuple(added), tuple(closed), tuple(removed), tuple(changed))


def _beside(old: Kept, new: Kept, key: str) -> Iterator[Edit]:
    for part in dict.fromkeys((*old.beside, *new.beside)):
        before, after = (each.beside.get(part, {}).get(key) for each in (old, new))
        if before != after:
            yield Edit(part, before, after)


def _called(key: str, record: Any) -> tuple[str, str]:
    """A record's id and what people call it: a service's name, the words of a question, the title of an ending."""
    said = (getattr(record, part, None) for part in NAMES)
    return getattr(record, "id", key), next((str(each) for each in said if each), key)


def said_otherwise(old: Pack, new: Pack) -> tuple[SaidOtherwise, ...]:
    """What callers say: the dangers first, and of each kind first what has lost lines."""
    found = list(_said_otherwise(old, new))
    found.sort(key=lambda each: (WEIGHTIEST_FIRST.index(each.said_of), not each.removed))
    return tuple(found)


def _said_otherwise(old: Pack, new: Pack) -> Iterator[SaidOtherwise]:
    named: dict[SaidOf, Mapping[str, Any]] = {
        SaidOf.DANGER: {**old.flags, **new.flags},
        SaidOf.NEED: {**old.outcomes, **new.outcomes},
    }
    before, after = ({(each.said_of, each.about): each.texts for each in pack.sayings.values()} for pack in (old, new))
    for said_of, about in dict.fromkeys((*before, *after)):
        was, now = (each.get((said_of, about)) for each in (before, after))
        if was == now:
            continue
        added, removed = lines_apart(was or (), now or ())
        if added or removed or None in (was, now):
            record = named.get(said_of, {}).get(about)
            yield SaidOtherwise(said_of, about, record.title if record else about, added, removed)
