"""What `--json` prints on the walk: a question, or an ending with all that it tells."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from kmnav.exchange.outputs.parts import ContactSaid, OpenService, PackSaid, SiteSaid, SourceSaid
from kmnav.fit import Fitness
from kmnav.model import Knowing, Role, SafetyLevel, ServiceFor, Status, Urgency

FactType = Literal["choice", "age", "place"]


class Answer(TypedDict):
    """An answer on the way."""

    question: str
    answer: str
    label: str


class Assumed(TypedDict):
    """What was taken as known, and why."""

    what: str
    value: str
    because: str


class OptionSaid(TypedDict):
    """One answer that can be given."""

    value: str
    label: str


class Asked(TypedDict):
    """The question to ask now."""

    id: str
    text: str
    notice: str
    why: str
    type: FactType
    safety: SafetyLevel | None
    options: list[OptionSaid]


class Progress(TypedDict):
    """How many answers were given, and how many may follow."""

    asked: int
    at_most_left: int


class Question(TypedDict):
    """`kmnav route`, where an answer is needed."""

    token: str
    answers: list[Answer]
    assumed: list[Assumed]
    question: Asked
    progress: Progress
    rejected: str | None


class Ending(TypedDict):
    """Where a walk ends, and what to do there."""

    id: str
    title: str
    urgency: Urgency
    level: str
    means: str
    cost: str
    because: str
    steps: list[str]
    say: list[str]
    stay: list[str]
    if_worse: list[str]
    safeguarding: str


class OfferedService(TypedDict):
    """A service that fits or may fit, best first."""

    id: str
    name: str
    former_names: list[str]
    door: str
    rank: int
    for_: ServiceFor
    fit: Literal[Fitness.FITS, Fitness.MAY_FIT]
    fits: list[str]
    check: list[str]
    status: Status
    self_referral: Knowing
    reach_through: list[str]
    contacts: list[ContactSaid]
    sites: list[SiteSaid]
    open: OpenService | None
    instead_of: str | None
    sources: list[SourceSaid]


class Refine(TypedDict):
    """A fact that would narrow the services."""

    id: str
    text: str
    type: FactType


class NotHere(TypedDict):
    """A service that is not offered here, and why."""

    id: str
    because: str
    name: str


class Because(TypedDict):
    """Why an answer led here."""

    question: str
    answer: str
    because: str
    label: str


class WouldChange(TypedDict):
    """Another answer, and where it would lead."""

    question: str
    answer: str
    outcome: str
    urgency: Urgency
    more_urgent: bool
    label: str
    then_asks: str | None
    up_to: Urgency


class WhyNotSaid(TypedDict):
    """What was asked with `--why-not`."""

    id: str
    name: str
    offered: bool
    rank: int | None
    because: str


class MessageSaid(TypedDict):
    """A text message that fits, and how the network counts it."""

    text: str
    parts: int
    septets: int
    discreet: bool


class TakeAway(TypedDict):
    """A message to send, or none where something asks for care and nobody said that it is safe."""

    careful: list[str]
    message: MessageSaid | None


class Recommendation(TypedDict):
    """`kmnav route` at an ending, and `kmnav emergency`."""

    token: str
    answers: list[Answer]
    assumed: list[Assumed]
    role: Role
    outcome: Ending
    services: list[OfferedService]
    no_service: dict[str, str]
    refine: list[Refine]
    not_offered: list[NotHere]
    why: list[Because]
    would_change: list[WouldChange]
    why_not: NotRequired[list[WhyNotSaid]]
    pack: PackSaid
    take_away: NotRequired[TakeAway]
