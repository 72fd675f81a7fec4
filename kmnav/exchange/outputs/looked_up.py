"""What `--json` prints of look-ups beside the walk: services, a search in callers' words, about."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from kmnav.exchange.outputs.parts import ContactSaid, OpenService, PackSaid, SiteSaid, SourceSaid
from kmnav.fit import Fitness
from kmnav.model import AreaBy, Knowing, Status, Urgency


class AreaSaid(TypedDict):
    """Whose people a service takes."""

    of: list[str]
    by: AreaBy


class OldContact(TypedDict):
    """A contact that is no more, and what to do today."""

    value: str | None
    now: str


class ServiceSaid(TypedDict):
    """One service in full."""

    id: str
    name: str
    former_names: list[str]
    service_kind: str
    provider: str
    summary: str
    serves: list[str]
    ages: str
    area: AreaSaid
    contacts: list[ContactSaid]
    superseded: list[OldContact]
    sites: list[SiteSaid]
    open: OpenService | None
    self_referral: Knowing
    reach_through: list[str]
    conditions: list[str]
    not_for: list[str]
    access: list[str]
    notes: list[str]
    status: Status
    replaced_by: str | None
    sources: list[SourceSaid]


class GpPracticeSaid(TypedDict):
    """A GP practice of the register."""

    id: str
    name: str
    address: str
    postcode: str
    phone: str | None
    area: list[str]


class Register(TypedDict):
    """Where the practices are from."""

    url: str
    edition: str


class Services(TypedDict):
    """`kmnav service`."""

    services: list[ServiceSaid]
    gp_practices: NotRequired[list[GpPracticeSaid]]
    gp_practices_source: NotRequired[Register]


class FlagSaid(TypedDict):
    """A danger that the words name."""

    urgency: Urgency
    flag: str
    title: str
    do: str
    question: NotRequired[str]


class OutcomeSaid(TypedDict):
    """An ending by its title."""

    id: str
    title: str


class FoundService(TypedDict):
    """A service that the words are near to."""

    id: str
    name: str
    former_names: list[str]
    service_kind: str
    urgency: Urgency
    score: float
    matched: list[str]
    outcome: OutcomeSaid
    fit: Fitness
    check: list[str]


class Start(TypedDict):
    """Where to begin the questions."""

    token: str
    label: str


class Find(TypedDict):
    """`kmnav find`."""

    query: str
    safety: FlagSaid | None
    ask: list[FlagSaid]
    emergency_line: str
    home_said: str | None
    results: list[FoundService]
    start: list[Start]


class About(TypedDict):
    """`kmnav about`."""

    what: str
    for_whom: str
    not_for: list[str]
    signed: str
    checked: str
    report_to: str
    licence: str
    pack: PackSaid
    counts: dict[str, int]
