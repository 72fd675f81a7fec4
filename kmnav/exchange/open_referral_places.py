"""Hours, areas and sites of a service in the shapes of Open Referral UK."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from kmnav.contacts import Site
from kmnav.fit import area_words
from kmnav.hours import DAYS, MIDNIGHT, week
from kmnav.model import OUTSIDE, AreaBy, Service
from kmnav.pack import Pack
from kmnav.values import Hours

LOCAL = "Local time in England."
AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
WHOSE = {AreaBy.HOME: "For people whose home is in", AreaBy.PRACTICE: "For people whose GP practice is in"}
_POSTCODE = re.compile(r"(.+?),? ([A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2})")
Object = dict[str, Any]
Identity = Callable[..., str]


def schedules_of(pack: Pack, service: Service, own: str, identity: Identity) -> Iterator[Object]:
    """The hours of each contact and each site that has some, told with what they belong to."""
    for contact in service.contacts.values():
        if contact.hours:
            yield from _schedules(pack, service, own, identity, ("contact", contact.id, contact.value, contact.hours))
    for site in service.sites.values():
        if site.hours:
            of = ("site", site.id, site.name or site.address or service.name, site.hours)
            at = identity(pack, "at", service.id, site.id)
            yield from ({**each, "service_at_location_id": at} for each in _schedules(pack, service, own, identity, of))


def _schedules(
    pack: Pack, service: Service, own: str, identity: Identity, of: tuple[str, str, str, Hours]
) -> Iterator[Object]:
    kind, key, name, hours = of
    for at, part in enumerate(weekly(hours)):
        yield {
            "id": identity(pack, "schedule", service.id, kind, key, str(at)),
            "service_id": own,
            **part,
            "description": f"{name}: {hours.words}",
            "notes": LOCAL,
        }


def weekly(hours: Hours) -> Iterator[Object]:
    """The week as iCal rules: days that share a span stand together. Bank holidays are only in the words.

    A span over midnight closes at an earlier time than it opens. Round the clock ends at 23:59, for want of 24:00.
    """
    days = week(hours)
    spans = dict.fromkeys(span for day in days for span in day)
    for start, end in spans:
        byday = ",".join(name.upper() for name, day in zip(DAYS, days, strict=True) if (start, end) in day)
        whole = end - start == MIDNIGHT and start == 0
        closes = "23:59" if whole else _clock(end % MIDNIGHT)
        yield {"freq": "WEEKLY", "byday": byday, "opens_at": _clock(start), "closes_at": closes}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def areas_of(pack: Pack, service: Service, own: str, identity: Identity) -> Iterator[Object]:
    """One for each council where its code at the statistics office is known; else one, in words."""
    words = area_words(pack, service)
    whose = f"{WHOSE[service.area.by]} {words}." if service.area.by in WHOSE else f"Anyone. Named for: {words}."
    national = service.id in pack.national and "all" in service.area.of
    named = {each for place in service.area.of for each in pack.region.councils_of(place)}
    councils = [] if national else [each for each in pack.region.councils.values() if each.id in named]
    coded = [(each, code) for each in councils if not each.within for code in each.gss[:1]]
    if not coded or len(coded) < len(councils):
        yield {"id": identity(pack, "area", service.id), "service_id": own, "name": words, "service_area": whose}
        return
    for council, code in coded:
        yield {
            "id": identity(pack, "area", service.id, council.id),
            "service_id": own,
            "name": council.name,
            "extent": code,
            "extent_type": "text",
            "uri": f"{AREA_URI}{code}",
            "service_area": whose,
        }


def sites_of(pack: Pack, service: Service, own: str, identity: Identity) -> Iterator[Object]:
    """Places that people go to. An address without a postcode stays in words: the format wants it in parts."""
    for site in service.sites.values():
        place = identity(pack, "location", service.id, site.id)
        location: Object = {"id": place, "location_type": "physical", "name": site.name or service.name}
        if told := ". ".join(each for each in (site.address, _area(pack, site)) if each):
            location["description"] = told
        if parts := _address(pack, site):
            location["addresses"] = [
                {"id": identity(pack, "address", service.id, site.id), "location_id": place, **parts}
            ]
        yield {
            "id": identity(pack, "at", service.id, site.id),
            "service_id": own,
            "location_id": place,
            "location": location,
        }


def _area(pack: Pack, site: Site) -> str:
    region = pack.region
    if site.area == OUTSIDE:
        return region.outside
    return region.councils[site.area].name if site.area in region.councils else ""


def _address(pack: Pack, site: Site) -> Object | None:
    """The address in parts, where its text has a street, a town and a postcode at its end."""
    match = _POSTCODE.fullmatch(site.address or "")
    if match is None:
        return None
    street, _, town = match.group(1).rpartition(", ")
    if not street or site.area == OUTSIDE:
        return None
    return {
        "address_1": street,
        "city": town,
        "state_province": pack.region.name,
        "postal_code": match.group(2),
        "country": "GB",
        "address_type": "physical",
    }
