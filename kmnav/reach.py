"""How a service is reached, and whether anybody is there: its contacts and places, with trust and opening.

Pure: the day and the moment are given. Without a moment hours are told and not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache

from kmnav.contacts import Audience, Contact, Site
from kmnav.hours import Opening, opening
from kmnav.model import Role, Service
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.trust import Trusted, trust_of
from kmnav.values import Hours

ANSWERED = ("phone", "text")
RELAY = "18001"


class Doors(IntEnum):
    """What is known of a service at a moment; the less, the better for someone who needs it now."""

    OPEN = 0
    NOT_KNOWN = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Reach:
    """A contact with its trust. `open` is None without hours or a moment; `timed`: hours are worth asking about."""

    contact: Contact
    trusted: Trusted
    open: Opening | None = None
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A site that people go to; `open` is None without hours or a moment."""

    site: Site
    open: Opening | None = None


@dataclass(frozen=True, slots=True)
class ServiceOpen:
    """Whether somebody is there at a moment, by any of a service's ways.

    `until` is the latest closing of what is open (None: it does not close within two weeks), `next` the first
    opening of what is closed. `holiday_unsure`: what is told rests on hours that say nothing of a bank holiday.
    """

    doors: Doors
    moment: datetime
    until: datetime | None = None
    next: datetime | None = None
    always: bool = False
    holiday_unsure: bool = False

    @property
    def words(self) -> str:
        """For a screen: "Open now until 11pm", "Closed. Opens Monday at 9am", "Hours not known"."""
        if self.doors is Doors.NOT_KNOWN:
            return "Hours not known"
        changes = self.until or self.next
        return Opening(self.doors is Doors.OPEN, changes, self.holiday_unsure, self.moment, self.always).words


def ways_to_reach(pack: Pack, service: Service, role: Role, on: date, *, urgent: bool) -> tuple[Reach, ...]:
    """The contacts that this role may use, the most trusted first and else in the pack's order.

    Trust is that of the day `on`; where it has a time of day (local, Europe/London), opening is judged as well.
    """
    usable = [
        contact for contact in service.contacts.values() if contact.for_ is Audience.ANYONE or role is Role.GP_PRACTICE
    ]
    reach = [
        Reach(
            contact,
            trust_of(pack, service, contact, on, urgent=urgent),
            _opening(pack, contact.hours, on),
            contact.kind in ANSWERED and not _never_told(pack, contact),
        )
        for contact in usable
    ]
    return tuple(sorted(reach, key=lambda each: each.trusted.trust.rank))


def places_to_go(pack: Pack, service: Service, on: date) -> tuple[Place, ...]:
    """The service's sites, judged at `on` where it has a time of day."""
    return tuple(Place(site, _opening(pack, site.hours, on)) for site in service.sites.values())


def tells_hours(reach: Iterable[Reach], places: Iterable[Place]) -> bool:
    """Whether there is anything to be judged at a moment."""
    return any(each.contact.hours for each in reach) or any(each.site.hours for each in places)


def reach_at(pack: Pack, reach: tuple[Reach, ...], moment: datetime) -> tuple[Reach, ...]:
    """Contacts that are known already, with their opening judged at a moment."""
    return tuple(
        Reach(each.contact, each.trusted, opening(each.contact.hours, moment, pack.holidays), each.timed)
        if each.contact.hours
        else each
        for each in reach
    )


def places_at(pack: Pack, places: tuple[Place, ...], moment: datetime) -> tuple[Place, ...]:
    """Sites that are known already, with their opening judged at a moment."""
    return tuple(
        Place(each.site, opening(each.site.hours, moment, pack.holidays)) if each.site.hours else each
        for each in places
    )


def through_words(pack: Pack, service: Service, role: Role) -> tuple[str, ...]:
    """How to reach a service through someone else, in words for the role."""
    told = [pack.settings.ways[way].words for way in service.reach_through]
    return tuple(words.get(role.value) or words.get("all", "") for words in told)


def service_open(reach: Iterable[Reach], places: Iterable[Place], on: date) -> ServiceOpen | None:
    """Whether somebody is there at `on`, by any way; None for a day without a time."""
    if not isinstance(on, datetime):
        return None
    reach, places = tuple(reach), tuple(places)
    states = [each.open for each in reach if each.open] + [each.open for each in places if each.open]
    now = [each for each in states if each.now]
    if now:
        return _open_until(now, on)
    untold = (
        not states
        or any(each.timed and each.contact.hours is None for each in reach)
        or any(each.site.hours is None for each in places)
    )
    starts = [each.changes for each in states if each.changes]
    unsure = any(each.holiday_unsure for each in states)
    doors = Doors.NOT_KNOWN if untold else Doors.CLOSED
    return ServiceOpen(doors, on, None, min(starts, default=None), False, unsure)


def _open_until(now: Sequence[Opening], on: datetime) -> ServiceOpen:
    """What is open by these ways, until the last of them closes; None where one of them never does."""
    ends = [each.changes for each in now if each.changes]
    always = any(each.always for each in now)
    unsure = all(each.holiday_unsure for each in now)
    return ServiceOpen(Doors.OPEN, on, max(ends) if len(ends) == len(now) else None, None, always, unsure)


def _opening(pack: Pack, hours: Hours | None, on: date) -> Opening | None:
    return opening(hours, on, pack.holidays) if hours and isinstance(on, datetime) else None


def _never_told(pack: Pack, contact: Contact) -> bool:
    """A number that all know to answer day and night, or the way to another number through the text relay."""
    number = contact.value.replace(" ", "")
    return number in _standing(pack) or number.startswith(RELAY)


@lru_cache(maxsize=4)
def _standing(pack: Pack) -> frozenset[str]:
    return frozenset(each.value.replace(" ", "") for each in pack.settings.standing.values())
