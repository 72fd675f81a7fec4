"""What `--json` prints to those who keep, approve or share a pack."""

from __future__ import annotations

from typing import Literal, TypedDict

from kmnav.errors import Severity
from kmnav.exchange.outputs.parts import Kind
from kmnav.model import Urgency
from kmnav.sayings import SaidOf
from kmnav.trust import Trust


class ProblemSaid(TypedDict):
    """One thing that is wrong in a pack."""

    code: str
    severity: Severity
    file: str
    line: int
    path: str
    message: str
    fix: str


class Check(TypedDict):
    """`kmnav check`."""

    ok: bool
    figures: dict[str, int]
    problems: list[ProblemSaid]


class DueSaid(TypedDict):
    """A contact to confirm."""

    service: str
    name: str
    contact: str
    kind: Kind
    value: str
    urgent_endings: int
    endings: int
    trust: Trust
    page_date: str | None
    why: str


class Worklist(TypedDict):
    """`kmnav check --worklist`."""

    figures: dict[str, int]
    contacts: list[DueSaid]


class Checked(TypedDict):
    """`kmnav checked`."""

    service: str
    contact: str
    value: str
    on: str
    how: Literal["phone", "page", "letter"]
    by_role: str
    written_to: str


class Export(TypedDict):
    """`kmnav export`."""

    form: Literal["openreferral", "csv", "schema"]
    folder: str
    files: list[str]
    left_alone: int


class ComparedPack(TypedDict):
    """One of the packs that were compared."""

    id: str
    version: str
    as_of: str
    region: str


class EndingKeys(TypedDict):
    """Where situations end, and how soon somebody must act there."""

    outcome: str
    urgency: Urgency


class RerouteSaid(TypedDict):
    """Situations that end elsewhere, and the token of one of them."""

    before: EndingKeys
    after: EndingKeys
    less_urgent: bool
    situations: int
    example: str


class SomeoneSaid(TypedDict):
    """An age and a place."""

    age: str
    place: str


class FirstSaid(TypedDict):
    """An ending that offers another service first."""

    outcome: str
    before: str | None
    after: str | None
    ages_and_places: int
    example: SomeoneSaid


class RecordNamed(TypedDict):
    """A record by its id and name."""

    id: str
    name: str


class EditSaid(TypedDict):
    """One part of a record that reads otherwise; of a list, which entries are new, gone or at another place."""

    part: str
    before: str | None
    after: str | None
    added: list[str]
    removed: list[str]
    moved: list[str]


class RecordEdited(RecordNamed):
    """A record with what was edited."""

    edits: list[EditSaid]


class RecordsSaid(TypedDict):
    """The records of one kind that differ."""

    added: list[RecordNamed]
    closed: list[RecordEdited]
    removed: list[RecordNamed]
    changed: list[RecordEdited]


class SayingsSaid(TypedDict):
    """One list of what callers say, by its file and heading, with the lines that are new and those that are gone."""

    said_of: SaidOf
    about: str
    name: str
    added: list[str]
    removed: list[str]


class Diff(TypedDict):
    """`kmnav diff`."""

    old: ComparedPack
    new: ComparedPack
    situations: int
    routes: list[RerouteSaid]
    ages_and_places: int
    first_services: list[FirstSaid]
    records: dict[str, RecordsSaid]
    sayings: list[SayingsSaid]
    regions_not_compared: list[str]
