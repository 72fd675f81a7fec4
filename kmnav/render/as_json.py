"""The same facts for programs: the objects of docs/cli.md, with their keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kmnav.contacts import Source
from kmnav.model import AGE, NOT_SURE, OUTSIDE, PRACTICE, Role, Service
from kmnav.pack import Pack
from kmnav.reach import Place, Reach, places_to_go, ways_to_reach
from kmnav.reach import service_open as whether_open
from kmnav.recommend import Offered, Recommendation
from kmnav.render.opening import opening_keys, service_open
from kmnav.render.why import why_keys
from kmnav.render.words import is_urgent
from kmnav.replay import Answered, Answers, Asking, to_token
from kmnav.trust import trust_words

SCHEMA = "kmnav/1"
Object = dict[str, Any]


def as_text(thing: Object) -> str:
    """One JSON object as UTF-8 text, with a newline at the end."""
    return json.dumps(thing, ensure_ascii=False, indent=2) + "\n"


def question(pack: Pack, asking: Asking, answers: Answers, assumed: Iterable[Object]) -> Object:
    """The question that must be answered next."""
    asked = asking.question
    return {
        "schema": SCHEMA,
        "kind": "question",
        "token": to_token(asking, answers),
        "answers": [_answer(each) for each in asking.path],
        "assumed": list(assumed),
        "question": {
            "id": asked.id,
            "text": asked.ask,
            "notice": asked.notice or "",
            "why": asked.why,
            "type": asked.type,
            "safety": asked.safety.value if asked.safety else None,
            "options": _options(pack, asking),
        },
        "progress": {"asked": len(asking.path), "at_most_left": asking.at_most_left},
        "rejected": asking.rejected,
    }


def _options(pack: Pack, asking: Asking) -> list[Object]:
    options = asking.question.options.values()
    if options:
        return [{"value": option.id, "label": option.label} for option in options]
    unknown = {"value": NOT_SURE, "label": "Not known"}
    if asking.question.id == AGE:
        return [unknown]
    councils = [{"value": each.id, "label": each.name} for each in pack.region.councils.values()]
    return [*councils, {"value": OUTSIDE, "label": pack.region.outside}, unknown]


def _answer(each: Answered) -> Object:
    return {"question": each.question, "answer": each.value, "label": each.label}


def recommendation(pack: Pack, told: Recommendation, answers: Answers, assumed: Iterable[Object]) -> Object:
    """An ending with everything that it tells."""
    outcome = told.outcome
    return {
        "schema": SCHEMA,
        "kind": "recommendation",
        "token": to_token(told.arrived, answers),
        "answers": [_answer(each) for each in told.arrived.path],
        "assumed": [*assumed, *_same_place(told)],
        "role": told.role.value,
        "outcome": {
            "id": outcome.id,
            "title": outcome.title,
            "urgency": outcome.urgency.word,
            "level": outcome.level,
            "means": outcome.means,
            "cost": outcome.cost,
            "because": outcome.because,
            "steps": list(told.steps),
            "say": list(told.say),
            "stay": list(told.stay),
            "if_worse": list(told.if_worse),
            "safeguarding": told.safeguarding,
        },
        "services": [_offered(each) for each in told.services],
        "no_service": dict(told.no_service),
        "refine": [
            {"id": fact, "text": pack.facts[fact].ask, "type": pack.facts[fact].type} for fact in told.arrived.refine
        ],
        **why_keys(pack, told),
        "pack": _pack(pack),
    }


def _same_place(told: Recommendation) -> list[Object]:
    person = told.person
    if person.assumed is None:
        return []
    value = person.practice if person.assumed == PRACTICE else person.home
    other = "home" if person.assumed == PRACTICE else "GP practice"
    return [{"what": person.assumed, "value": value, "because": f"taken to be the same as the {other}"}]


def _pack(pack: Pack) -> Object:
    settings = pack.settings
    return {
        "id": settings.id,
        "version": settings.version,
        "as_of": settings.as_of.isoformat(),
        "signed": settings.about.signed,
        "checked": settings.about.checked,
    }


def _offered(offered: Offered) -> Object:
    service = offered.service
    return {
        "id": service.id,
        "name": service.name,
        "former_names": list(service.former),
        "door": offered.door,
        "rank": offered.rank,
        "for": service.for_.value,
        "fit": offered.fit.fitness.value,
        "fits": list(offered.fit.fits),
        "check": list(offered.fit.check),
        "status": service.status.value,
        "self_referral": service.referral.self_.value,
        "reach_through": list(offered.reach_through),
        "contacts": [_contact(each) for each in offered.reach],
        "sites": _sites(offered.places),
        "open": service_open(offered.open),
        "instead_of": offered.instead_of.id if offered.instead_of else None,
        "sources": _sources(service.sources),
    }


def _contact(reach: Reach) -> Object:
    contact, trusted = reach.contact, reach.trusted
    shown: Object = {
        "kind": contact.kind,
        "value": contact.value,
        "trust": trusted.trust.value,
        "trust_words": trust_words(trusted),
    }
    if contact.say:
        shown["say"] = contact.say
    if trusted.page_date:
        shown["page_date"] = trusted.page_date.text
    if trusted.checked_on:
        shown["checked_on"] = trusted.checked_on.isoformat()
    if contact.hours:
        shown["hours"] = contact.hours.text
    shown |= opening_keys(reach.open)
    if contact.note:
        shown["note"] = contact.note
    return shown


def _sites(places: Iterable[Place]) -> list[Object]:
    return [
        {
            key: value
            for key, value in (
                ("area", each.site.area),
                ("name", each.site.name),
                ("address", each.site.address),
                ("hours", each.site.hours.text if each.site.hours else None),
                *opening_keys(each.open).items(),
            )
            if value
        }
        for each in places
    ]


def _sources(sources: Mapping[str, Source]) -> list[Object]:
    return [
        {
            key: value
            for key, value in (
                ("url", each.url),
                ("seen_in", each.seen_in),
                ("by", each.by.value),
                ("page_date", each.page_date.text if each.page_date else None),
                ("read", each.read.isoformat()),
                ("backs", list(each.backs)),
            )
            if value
        }
        for each in sources.values()
    ]


def services(pack: Pack, found: Iterable[Service], role: Role, on: date) -> Object:
    """Services in full."""
    return {"schema": SCHEMA, "kind": "services", "services": [_service(pack, each, role, on) for each in found]}


def _service(pack: Pack, service: Service, role: Role, on: date) -> Object:
    reach = ways_to_reach(pack, service, role, on, urgent=is_urgent(pack, service))
    places = places_to_go(pack, service, on)
    return {
        "id": service.id,
        "name": service.name,
        "former_names": list(service.former),
        "service_kind": pack.kinds[service.id],
        "provider": service.provider,
        "summary": service.summary,
        "serves": list(service.serves),
        "ages": service.ages.text,
        "area": {"of": list(service.area.of), "by": service.area.by.value},
        "contacts": [_contact(each) for each in reach],
        "superseded": [
            {"value": each.phone or each.text or each.email or each.url or each.address, "now": each.now}
            for each in service.superseded.values()
        ],
        "sites": _sites(places),
        "open": service_open(whether_open(reach, places, on)),
        "self_referral": service.referral.self_.value,
        "reach_through": list(service.reach_through),
        "conditions": list(service.conditions),
        "not_for": list(service.not_for),
        "access": list(service.access),
        "notes": list(service.notes),
        "status": service.status.value,
        "replaced_by": service.replaced_by,
        "sources": _sources(service.sources),
    }


def about(pack: Pack) -> Object:
    """What this is and is not, and how much of it anybody has checked."""
    words = pack.settings.about
    return {
        "schema": SCHEMA,
        "kind": "about",
        "what": words.what,
        "for_whom": words.for_whom,
        "not_for": list(words.not_for),
        "signed": words.signed,
        "checked": words.checked,
        "report_to": pack.settings.report_to,
        "licence": words.licence,
        "pack": _pack(pack),
        "counts": counts(pack),
    }


def counts(pack: Pack) -> dict[str, int]:
    """How much there is, and how much of it a person has checked."""
    from kmnav.signing import signed_count

    contacts = [each for service in pack.services.values() for each in service.contacts]
    return {
        "outcomes": len(pack.outcomes),
        "outcomes_read_by_a_clinician": signed_count(pack, outcomes_only=True),
        "services": len(pack.services),
        "contacts": len(contacts),
        "contacts_checked_by_a_person": sum(len(each.checked) for each in pack.services.values()),
        "cases": len(pack.cases),
    }


def assumption(what: str, value: str, because: str) -> Object:
    """Something taken as known that nobody was asked."""
    return {"what": what, "value": value, "because": because}


__all__ = ["about", "as_text", "assumption", "counts", "question", "recommendation", "services"]
