"""Where a fact comes from, and how a service is reached: sources, contacts and places to go to."""

from __future__ import annotations

from datetime import date
from enum import Enum

from kmnav.record import dataclass
from kmnav.values import Hours, PageDate


class Publisher(Enum):
    """Whose page a source is, seen from the service it speaks of."""

    PROVIDER = "provider"
    NHS = "nhs"
    COUNCIL = "council"
    GOVERNMENT = "government"
    THIRD_PARTY = "third-party"


class Audience(Enum):
    """Who may use a contact."""

    ANYONE = "anyone"
    PROFESSIONALS = "professionals"


@dataclass(frozen=True, slots=True)
class Source:
    """A page that shows a fact, with the age the page gives itself; the day it was read proves nothing."""

    id: str
    by: Publisher
    read: date
    backs: tuple[str, ...] = ()
    url: str | None = None
    seen_in: str | None = None
    page_date: PageDate | None = None
    note: str | None = None


CHECKED_BY = ("phone", "page", "letter")


@dataclass(frozen=True, slots=True)
class Checked:
    """A person confirmed some facts, by phone, on a page or by letter."""

    on: date
    how: str
    by_role: str
    backs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a service. Exactly one of the ways is given."""

    id: str
    phone: str | None = None
    text: str | None = None
    email: str | None = None
    url: str | None = None
    address: str | None = None
    say: str | None = None
    hours: Hours | None = None
    for_: Audience = Audience.ANYONE
    note: str | None = None

    WAYS = ("phone", "text", "email", "url", "address")

    @property
    def kind(self) -> str:
        """Which way this is: phone, text, email, url or address."""
        return next((way for way in self.WAYS if getattr(self, way) is not None), "")

    @property
    def value(self) -> str:
        """The number or address itself."""
        return str(getattr(self, self.kind)) if self.kind else ""


@dataclass(frozen=True, slots=True)
class Site:
    """A place that people go to."""

    id: str
    area: str
    name: str | None = None
    address: str | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Superseded:
    """An old contact: recognised and answered with today's way, never offered."""

    id: str
    now: str
    phone: str | None = None
    text: str | None = None
    email: str | None = None
    url: str | None = None
    address: str | None = None
    was: str | None = None
