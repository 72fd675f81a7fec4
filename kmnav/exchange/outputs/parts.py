"""What several objects of `--json` have in common: contacts, places, sources, opening."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from kmnav.trust import Trust

Kind = Literal["phone", "text", "email", "url", "address"]


class OpenNow(TypedDict):
    """Whether a contact or a site is open, and when that changes."""

    now: bool
    until: str | None
    next: str | None
    holiday_unsure: bool


class OpenService(TypedDict):
    """Whether a service is open by any of its ways; `now` is null where nobody knows."""

    now: bool | None
    until: str | None
    next: str | None
    always: bool
    holiday_unsure: bool


class ContactSaid(TypedDict):
    """One way to reach a service, with how far it may be trusted."""

    kind: Kind
    value: str
    trust: Trust
    trust_words: str
    say: NotRequired[str]
    page_date: NotRequired[str]
    checked_on: NotRequired[str]
    hours: NotRequired[str]
    open: NotRequired[OpenNow]
    note: NotRequired[str]


class SiteSaid(TypedDict):
    """A place that people go to."""

    area: str
    name: NotRequired[str]
    address: NotRequired[str]
    hours: NotRequired[str]
    open: NotRequired[OpenNow]


class SourceSaid(TypedDict):
    """A page behind what is said."""

    by: str
    read: str
    url: NotRequired[str]
    seen_in: NotRequired[str]
    page_date: NotRequired[str]
    backs: NotRequired[list[str]]


class PackSaid(TypedDict):
    """Which pack this is from, and who has signed and checked it."""

    id: str
    version: str
    as_of: str
    signed: str
    checked: str
