"""The pack as a whole: everything that the program knows, loaded and frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from kmnav.bank_holidays import NO_YEARS, BankHolidays
from kmnav.contacts import Source
from kmnav.everyday import Everyday
from kmnav.gp_practices import GpPractice
from kmnav.hand_out import HandOut
from kmnav.model import FACTS, AreaBy, Door, Flag, Outcome, Question, Service, Urgency
from kmnav.postcodes import NO_TABLE, FullPostcodes
from kmnav.record import dataclass, field
from kmnav.sayings import Sayings
from kmnav.writing import NO_RULES, Writing

NOTHING: Mapping[str, Callable[[], Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """A number that never expires: known to all and shown by two official sources."""

    id: str
    value: str
    name: str
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of care in words, with who pays, and the places that may decide there (none given: any)."""

    id: str
    name: str
    means: str
    pays: str
    goes_by: tuple[AreaBy, ...] = ()


@dataclass(frozen=True, slots=True)
class UrgencyWords:
    """What an urgency means on a booking screen, and what every outcome of it carries."""

    id: str
    name: str
    means: str
    if_worse: tuple[str, ...]
    stay: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    safeguarding: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What an outcome is about: whether the GP is always offered, and what must have been asked before.

    With `careful` (what it is about, in words) nothing is handed out unless it was chosen twice.
    """

    id: str
    name: str
    gp_offer: bool
    asked_first: tuple[str, ...] = ()
    careful: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach a service that has no good contact of its own, told to each role."""

    id: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Helper:
    """A person whom a practice or group may have: how to name them, and whom to ask where it has none."""

    id: str
    name: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class TrustLimits:
    """How old a page may be, in months, before a contact on it counts as old."""

    urgent_months: int
    other_months: int


@dataclass(frozen=True, slots=True)
class About:
    """What the program says of itself: what it is for, what it is not, and who has checked it."""

    what: str
    for_whom: str
    not_for: tuple[str, ...]
    signed: str
    checked: str
    licence: str


@dataclass(frozen=True, slots=True)
class Settings:
    """pack.yaml: the words and limits that hold for the whole pack."""

    format: str
    id: str
    version: str
    as_of: date
    report_to: str
    emergency: str
    emergency_line: str
    crisis_line: str
    relay_line: str
    region: str
    trust: TrustLimits
    gp_offer: Mapping[str, str]
    safeguarding: str
    standing: Mapping[str, Standing]
    levels: Mapping[str, Level]
    urgencies: Mapping[str, UrgencyWords]
    topics: Mapping[str, Topic]
    ways: Mapping[str, Way]
    stay_required: tuple[str, ...]
    about: About
    people: Mapping[str, Helper] = field(default_factory=dict)
    gp_closed: Mapping[str, str] = field(default_factory=dict)
    desk_card: tuple[str, ...] = ()
    front_doors: tuple[str, ...] = ()
    front_door_share: int = 50
    hand_out: HandOut = field(default_factory=HandOut)
    retired: tuple[str, ...] = ()
    leave_to: str = ""


@dataclass(frozen=True, slots=True)
class Council:
    """A council area: the smallest place that the pack knows by name.

    `gss` are its codes at the statistics office. Where it is a part of a larger council, that one's stand in `within`.
    """

    id: str
    name: str
    social_care: str
    towns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    partnership: str = ""
    gss: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A council with social care, or a named group of councils."""

    id: str
    name: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of rows beside region.yaml: which of the region's sources it is from, and its edition in words."""

    source: str
    edition: str


@dataclass(frozen=True, slots=True)
class Region:
    """Where the pack is for: its councils, their groups and postcodes.

    `full_postcodes` and `practices` stand in files of their own beside it, told of in `tables`. `no_service` says of
    doors that nothing in the pack serves here why that is so, and `front_door_only` of outcomes why mostly only a front
    door is sure.
    """

    id: str
    name: str
    outside: str
    councils: Mapping[str, Council]
    social_care: Mapping[str, Named]
    groups: Mapping[str, Named]
    postcodes: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside_postcodes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes_coming: Mapping[str, str] = field(default_factory=dict)
    no_service: Mapping[str, str] = field(default_factory=dict)
    front_door_only: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    tables: Mapping[str, TableFile] = field(default_factory=dict)
    full_postcodes: FullPostcodes = field(default=NO_TABLE, metadata={"beside": True})
    practices: Mapping[str, GpPractice] = field(default_factory=dict, metadata={"beside": True})

    def councils_of(self, place: str) -> frozenset[str]:
        """The councils that a council id, a group id or `all` stands for."""
        if place == "all":
            return frozenset(self.councils)
        if place in self.groups:
            return frozenset(self.groups[place].of)
        return frozenset((place,)) if place in self.councils else frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: a caller's words, the answers given, and where they must lead."""

    id: str
    words: str
    answers: Mapping[str, str]
    outcome: str
    because: str
    first_service: str | None = None
    offers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Pack:
    """Questions, outcomes, doors, services and their places, with the file and line of each.

    `worked_out` makes what the build of the program has worked out of this very pack; a changed copy has none of it.
    """

    settings: Settings
    start: str
    facts: Mapping[str, Question]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    doors: Mapping[str, Door]
    services: Mapping[str, Service]
    kinds: Mapping[str, str]
    national: frozenset[str]
    flags: Mapping[str, Flag]
    region: Region
    cases: Mapping[str, Case]
    positions: Mapping[str, tuple[str, int]]
    holidays: BankHolidays = NO_YEARS
    everyday: Everyday = field(default_factory=Everyday)
    writing: Writing = NO_RULES
    sayings: Mapping[str, Sayings] = field(default_factory=dict)
    worked_out: Mapping[str, Callable[[], Any]] = field(default_factory=lambda: NOTHING, init=False)

    def __repr__(self) -> str:
        return f"<Pack {self.settings.id} {self.settings.version}>"

    def where(self, path: str) -> tuple[str, int]:
        """File and line of a dotted path, or of the nearest part of it that stands in a file."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path.rpartition(".")[0]
        return ("pack.yaml", 1)

    def behind(self, outcome: Outcome) -> Iterator[Service]:
        """The services behind an outcome's doors, in the order of the doors and then of the files."""
        serving = _serving(self)
        once = dict.fromkeys(each for door in outcome.offer for each in serving.get(door, ()))
        return (self.services[each] for each in once)

    def serving(self, door: str) -> Iterator[Service]:
        """The services that serve a door, in the order of the files."""
        return (self.services[each] for each in _serving(self).get(door, ()))

    def question(self, question_id: str) -> Question | None:
        """A question or a fact by its id."""
        return self.facts.get(question_id) if question_id in FACTS else self.questions.get(question_id)

    def urgency_words(self, urgency: Urgency) -> UrgencyWords:
        """The words that an urgency carries."""
        return self.settings.urgencies[urgency.word]


def build_serving(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The ids of the services of each door, in the order of the files."""
    by_door: dict[str, list[str]] = {}
    for service in pack.services.values():
        for door in service.serves:
            by_door.setdefault(door, []).append(service.id)
    return {door: tuple(services) for door, services in by_door.items()}


@lru_cache(maxsize=4)
def _serving(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """The services of each door, gathered once for a pack where the build of the program did not."""
    made = pack.worked_out.get("serving")
    return made() if made else build_serving(pack)
