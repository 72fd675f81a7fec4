"""The directory as the answers of an Open Referral UK feed (HSDS-UK 3.0), one text for each address.

A field that nobody has published is left out: the format allows no null, and an invented value would be worse. What
the format has no field for (the page behind a fact, how far a number may be trusted, an old number) goes into
`attributes` and into words, so that a reader of the feed sees it as the desk does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kmnav.contacts import Audience, Contact, Source, Superseded
from kmnav.exchange.open_referral_places import areas_of, schedules_of, sites_of
from kmnav.model import Knowing, Service, ServiceFor, Status
from kmnav.pack import Pack
from kmnav.reach import RELAY
from kmnav.render.words import is_urgent, sentence
from kmnav.trust import trust_of, trust_words
from kmnav.values import MONTHS, AgeRange

VERSION = "3.0"
PROFILE = "https://open-referral-uk-profile.readthedocs.io/en/latest/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/openapi.json"
FILE = "index.json"
STATUS = {Status.CURRENT: "active", Status.UNCERTAIN: "active", Status.CHANGED: "active", Status.CLOSED: "defunct"}
ALERTS = {
    Status.UNCERTAIN: "It is not certain that this still runs. Check before you send anyone.",
    Status.CHANGED: "This has changed. Check before you send anyone.",
    Status.CLOSED: "This has closed.",
}
PHONE_TYPES = {"phone": "voice", "text": "text"}
IN_A_LIST = (
    *("id", "organization_id", "name", "description", "url", "email", "status"),
    *("minimum_age", "maximum_age", "assured_date", "alert", "organization"),
)
Object = dict[str, Any]


def feed(pack: Pack) -> dict[str, str]:
    """The feed: file name below its folder to text. Ids are the same in every release of the same pack."""
    services = [service_object(pack, each) for each in pack.services.values()]
    listed = [{key: each[key] for key in IN_A_LIST if key in each} for each in services]
    files = {FILE: _root(pack), f"services/{FILE}": _page(listed)}
    files |= {f"services/{each['id']}/{FILE}": each for each in services}
    return {name: json.dumps(each, ensure_ascii=False, indent=1) + "\n" for name, each in files.items()}


def _root(pack: Pack) -> Object:
    settings = pack.settings
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": OPENAPI,
        "kmnav_pack": {
            "id": settings.id,
            "version": settings.version,
            "region": pack.region.id,
            "as_of": settings.as_of.isoformat(),
            "signed": settings.about.signed,
            "checked": settings.about.checked,
            "licence": settings.about.licence,
            "report_to": settings.report_to,
        },
    }


def _page(listed: list[Object]) -> Object:
    """One page with all of them: a host of plain files gives the same answer whatever page is asked for."""
    return {
        "total_items": len(listed),
        "total_pages": 1,
        "page_number": 1,
        "size": len(listed),
        "first_page": True,
        "last_page": True,
        "empty": not listed,
        "contents": listed,
    }


def identity(pack: Pack, *path: str) -> str:
    """The UUID of a part of the pack, made of the pack's id and the part's own, so that it never changes."""
    return str(uuid5(NAMESPACE_URL, ":".join(("kmnav", pack.settings.id, *path))))


def service_object(pack: Pack, service: Service) -> Object:
    """One service in full."""
    own = identity(pack, "service", service.id)
    organization = identity(pack, "organization", service.provider)
    checks = [each.on for each in service.checked]
    return _without_blanks(
        {
            "id": own,
            "organization_id": organization,
            "name": service.name,
            "alternate_name": ", ".join(service.former),
            "description": service.summary,
            "url": _first(service, "url"),
            "email": _first(service, "email"),
            "status": _status(service),
            "application_process": " ".join(_applying(pack, service)),
            "wait_time": service.wait,
            **_ages(service),
            "eligibility_description": " ".join(_eligible(service)),
            "assured_date": max(checks).isoformat() if checks else None,
            "alert": _alert(pack, service),
            "organization": {"id": organization, "name": service.provider, "description": service.provider},
            "phones": list(_phones(pack, service, own)),
            "contacts": list(_contacts(pack, service, own)),
            "schedules": list(schedules_of(pack, service, own, identity)),
            "service_areas": list(areas_of(pack, service, own, identity)),
            "service_at_locations": list(sites_of(pack, service, own, identity)),
            "cost_options": [
                {"id": identity(pack, "cost", service.id), "service_id": own, "option": sentence(service.cost)}
            ]
            if service.cost
            else None,
            "attributes": list(_attributes(pack, service, own)),
        }
    )


def _without_blanks(thing: Mapping[str, Any]) -> Object:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}


def _status(service: Service) -> str:
    """A service that another has taken over takes nobody any more, though its old name is still asked for."""
    return "inactive" if service.status is Status.CHANGED and service.replaced_by else STATUS[service.status]


def _alert(pack: Pack, service: Service) -> str | None:
    told = [ALERTS[service.status]] if service.status in ALERTS else []
    if service.replaced_by:
        told.append(f"Now: {pack.services[service.replaced_by].name}.")
    return " ".join(told) or None


def _first(service: Service, kind: str) -> str | None:
    open_to_all = (each for each in service.contacts.values() if each.for_ is Audience.ANYONE and each.kind == kind)
    first = next(open_to_all, None)
    return first.value if first else None


def _ages(service: Service) -> Object:
    """The limits in whole years, both included. Half years stand in the words: no limit here is too narrow."""
    ages = service.ages
    if not ages.known or service.for_ is ServiceFor.CARER:
        return {}
    lowest = ages.low // MONTHS if ages.low else None
    return {"minimum_age": lowest, "maximum_age": (ages.high - 1) // MONTHS if ages.high is not None else None}


def _eligible(service: Service) -> Iterator[str]:
    whom = "For people who worry about or care for someone," if service.for_ is ServiceFor.CARER else "For people"
    yield f"{_whom(service.ages, whom)}."
    if service.ages_note:
        yield sentence(service.ages_note)
    yield from map(sentence, service.conditions)
    if service.not_for:
        yield f"Not for: {'; '.join(service.not_for)}."


def _whom(ages: AgeRange, whom: str) -> str:
    if not ages.known:
        return f"{whom.rstrip(',')}. The ages are not published"
    return f"{whom} of all ages" if not ages.limits else f"{whom} {ages.words}"


def _applying(pack: Pack, service: Service) -> Iterator[str]:
    referral = service.referral
    if referral.self_ is Knowing.YES:
        yield "People can go by themselves."
    elif referral.self_ is Knowing.NO:
        yield "People cannot go by themselves."
    others = [each for each in referral.by if each != "self"]
    if others:
        yield f"Who may refer: {', '.join(others)}."
    if referral.note:
        yield sentence(referral.note)
    for way in service.reach_through:
        words = pack.settings.ways[way].words
        told = [words[whom] for whom in ("person", "all", "volunteer") if whom in words]
        yield from map(sentence, told[:1])
    if service.next:
        yield sentence(service.next)


def _said_of(pack: Pack, service: Service, contact: Contact) -> str:
    """What stands beside a contact: its note, for whom it is, the word to send, and how far it may be trusted."""
    trusted = trust_of(pack, service, contact, pack.settings.as_of, urgent=is_urgent(pack, service))
    return " ".join(
        sentence(each)
        for each in (
            f"text the word {contact.say}" if contact.say else "",
            contact.note or "",
            "for professionals only" if contact.for_ is Audience.PROFESSIONALS else "",
            trust_words(trusted),
        )
        if each
    )


def _phones(pack: Pack, service: Service, own: str) -> Iterator[Object]:
    for contact in service.contacts.values():
        if contact.kind in PHONE_TYPES:
            yield _without_blanks(
                {
                    "id": identity(pack, "contact", service.id, contact.id),
                    "service_id": own,
                    "number": contact.value,
                    "type": "textphone" if contact.value.startswith(RELAY) else PHONE_TYPES[contact.kind],
                    "description": _said_of(pack, service, contact),
                }
            )


def _contacts(pack: Pack, service: Service, own: str) -> Iterator[Object]:
    """Every other way, each with what stands beside it. The format asks for a person's name; nobody's is known."""
    for contact in service.contacts.values():
        if contact.kind not in PHONE_TYPES:
            known = {"email": contact.email} if contact.email else {"title": contact.value}
            yield _without_blanks(
                {
                    "id": identity(pack, "contact", service.id, contact.id),
                    "service_id": own,
                    "name": service.name,
                    **known,
                    "department": _said_of(pack, service, contact),
                }
            )


def _attributes(pack: Pack, service: Service, own: str) -> Iterator[Object]:
    told = (
        *((f"door:{each}", "help offered", pack.doors[each].name, pack.doors[each].means) for each in service.serves),
        *((f"access:{each}", "access", each, each) for each in service.access),
        *((f"note:{each}", "note", each, each) for each in service.notes),
        *((f"old:{each.id}", "old contact, do not use", _old(each), each.now) for each in service.superseded.values()),
    )
    for key, kind, name, means in told:
        yield _attribute(pack, service, own, key, {"kind": kind, "name": name, "description": means})
    for source in service.sources.values():
        yield _attribute(pack, service, own, f"source:{source.id}", _source(source))


def _old(old: Superseded) -> str:
    ways = (old.phone, old.text, old.email, old.url, old.address, old.was)
    return next((value for value in ways if value), "not told")


def _source(source: Source) -> Object:
    """A page, with the age that it shows of itself and what it backs; the day it was read proves nothing."""
    dated = f"Page of {source.page_date.words}" if source.page_date else "No date on the page"
    return {
        "kind": "source",
        "name": source.url or source.seen_in or "",
        "description": f"{dated}. By: {source.by.value}. Shows: {', '.join(source.backs) or 'nothing said'}."
        f" Read on {source.read.isoformat()}.",
        "term_uri": source.url,
    }


def _attribute(pack: Pack, service: Service, own: str, key: str, said: Mapping[str, str | None]) -> Object:
    term = identity(pack, "term", said["kind"] or "", said["name"] or "", said["description"] or "")
    named: Iterable[tuple[str, str | None]] = (
        ("id", term),
        ("name", said["name"]),
        ("description", said["description"]),
        ("taxonomy", f"kmnav {said['kind']}"),
        ("term_uri", said.get("term_uri")),
    )
    return {
        "id": identity(pack, "attribute", service.id, key),
        "link_id": own,
        "taxonomy_term_id": term,
        "link_type": said["kind"],
        "taxonomy_term": {name: value for name, value in named if value},
    }
