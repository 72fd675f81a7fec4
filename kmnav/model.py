"""What a pack is made of: questions, outcomes, doors, services and the facts behind them.

Every class is frozen and knows nothing of files, clocks or screens. A field's name is the key in the
YAML; a trailing underscore stands where Python keeps the word for itself (`for_`, `self_`).
The shapes are described for editors of a pack in docs/pack-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, IntEnum
from types import MappingProxyType

from kmnav.contacts import Checked, Contact, Site, Source, Superseded
from kmnav.record import dataclass, field
from kmnav.values import AgeRange

NOT_SURE = "not-sure"
NONE = "none"
OUTSIDE = "outside"
AGE, HOME, PRACTICE = "age", "home", "practice"
FACTS = (AGE, PRACTICE, HOME)
NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Role(Enum):
    """Who is using the program."""

    GP_PRACTICE = "gp-practice"
    VOLUNTEER = "volunteer"


class Urgency(IntEnum):
    """How soon somebody must act; a larger number is more urgent."""

    ROUTINE = 0
    SOON = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def word(self) -> str:
        """The word used in packs and in JSON."""
        return self.name.lower()


class SafetyLevel(Enum):
    """What a yes to a safety question must lead to, at the least."""

    EMERGENCY = "emergency"
    TODAY = "today"

    @property
    def at_least(self) -> Urgency:
        """The least urgency that a yes may reach."""
        return Urgency.EMERGENCY if self is SafetyLevel.EMERGENCY else Urgency.URGENT


class AreaBy(Enum):
    """Which place decides: the home, the GP practice, or neither."""

    HOME = "home"
    PRACTICE = "practice"
    ANYONE = "anyone"


class Knowing(Enum):
    """Yes, no, or nobody has said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Status(Enum):
    """Whether a service still runs."""

    CURRENT = "current"
    CHANGED = "changed"
    CLOSED = "closed"
    UNCERTAIN = "uncertain"


class ServiceFor(Enum):
    """Whom a service helps: the person, or the one who worries about them."""

    PERSON = "person"
    CARER = "carer"


@dataclass(frozen=True, slots=True)
class Area:
    """Where a service's people live or are registered; `of` holds councils, groups or `all`."""

    of: tuple[str, ...]
    by: AreaBy


@dataclass(frozen=True, slots=True)
class Referral:
    """Whether people may go straight to a service, and who else may send them."""

    self_: Knowing = Knowing.UNKNOWN
    by: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One service as people know it, with the sources of everything said of it.

    `leads` names the doors to which it is the ordinary way in: there it is named before the others that fit.
    """

    id: str
    name: str
    short: str
    discreet: str
    provider: str
    summary: str
    serves: tuple[str, ...]
    ages: AgeRange
    area: Area
    referral: Referral
    status: Status
    sources: Mapping[str, Source]
    leads: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    for_: ServiceFor = ServiceFor.PERSON
    ages_note: str | None = None
    conditions: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    sites: Mapping[str, Site] = field(default_factory=dict)
    reach_through: tuple[str, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    superseded: Mapping[str, Superseded] = field(default_factory=dict)
    next: str | None = None
    wait: str | None = None
    access: tuple[str, ...] = ()
    cost: str | None = None
    replaced_by: str | None = None
    notes: tuple[str, ...] = ()
    checked: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of help that outcomes offer and services serve.

    With `careful` (what it is about, in words) nothing is handed out unless it was chosen twice.
    """

    id: str
    name: str
    level: str
    means: str
    careful: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag: signs that need help now, in words that a caller may use."""

    id: str
    title: str
    signs: tuple[str, ...]
    phrases: tuple[str, ...]
    urgency: Urgency
    group: str
    action: str
    sources: Mapping[str, Source]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an option leads. With `age` it holds for those ages (whole years), or when nobody knows the age."""

    to: str
    age: AgeRange | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be given to a question. `id` is the value kept in the token."""

    id: str
    label: str
    go: tuple[Branch, ...] = field(metadata={"short": "to"})
    flags: tuple[str, ...] = ()

    @property
    def is_yes(self) -> bool:
        """On a safety question: neither `none` nor `not-sure`."""
        return self.id not in (NONE, NOT_SURE)


@dataclass(frozen=True, slots=True)
class Signed:
    """A clinician has read a question or an outcome: in which role, on which day, and the hash of what was read."""

    by_role: str
    on: date
    hash: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question said aloud. Facts (age, home, practice) are questions without options."""

    id: str
    ask: str
    why: str
    notice: str | None = None
    safety: SafetyLevel | None = None
    asks: str | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    signed: Signed | None = None

    @property
    def type(self) -> str:
        """`choice`, `age` or `place`."""
        if self.options:
            return "choice"
        return "age" if self.id == AGE else "place"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the questions end: what to do, what to say and which doors are offered.

    `sheet` (a heading, then lines) and `message` (one line) are said to the person, on what they take away.
    """

    id: str
    title: str
    urgency: Urgency
    level: str
    about: str
    means: str
    because: str
    cost: str
    steps: Mapping[str, tuple[str, ...]]
    offer: tuple[str, ...]
    say: tuple[str, ...] = ()
    if_worse: tuple[str, ...] = ()
    stay: Mapping[str, str] = field(default_factory=dict)
    gp_offer: bool = True
    front_door_only: str | None = None
    sheet: tuple[str, ...] = ()
    message: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    signed: Signed | None = None
