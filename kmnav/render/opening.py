"""What is told of opening hours: beside a number, beside a place, and as JSON."""

from __future__ import annotations

from typing import Any

from kmnav.hours import Opening
from kmnav.reach import Doors, Place, Reach, ServiceOpen

NOT_KNOWN = "hours not known"
NOW = {Doors.OPEN: True, Doors.CLOSED: False, Doors.NOT_KNOWN: None}


def contact_hours(reach: Reach) -> str:
    """A contact's hours; of a number without them that they are not known, of a standing one nothing."""
    if reach.contact.hours:
        return reach.contact.hours.words
    return NOT_KNOWN if reach.timed else ""


def state_words(state: Opening | None) -> str:
    """Open or closed now; nothing where that was not judged, or where the hours themselves say that it never closes."""
    return "" if state is None or state.always else state.words


def place_words(place: Place, name: str) -> str:
    """A place that people go to: its name, its address and its hours."""
    site = place.site
    told = [site.hours.words if site.hours else NOT_KNOWN, state_words(place.open)]
    hours = ". ".join(each[:1].upper() + each[1:] for each in told if each)
    return f"Place: {site.name or name}, {site.address or 'address not known'}. {hours}"


def opening_keys(state: Opening | None) -> dict[str, Any]:
    """`open` of one contact or site; no key where there are no hours or no time of day to judge them at."""
    if state is None:
        return {}
    changes = state.changes.isoformat(timespec="minutes") if state.changes else None
    until, starts = (changes, None) if state.now else (None, changes)
    return {"open": {"now": state.now, "until": until, "next": starts, "holiday_unsure": state.holiday_unsure}}


def service_open(state: ServiceOpen | None) -> dict[str, Any] | None:
    """`open` of a service; null where no time of day was given, `now` null where its hours are not known."""
    if state is None:
        return None
    return {
        "now": NOW[state.doors],
        "until": state.until.isoformat(timespec="minutes") if state.until else None,
        "next": state.next.isoformat(timespec="minutes") if state.next else None,
        "always": state.always,
        "holiday_unsure": state.holiday_unsure,
    }
