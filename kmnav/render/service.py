"""One service in full, and lists of services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kmnav.contacts import Superseded
from kmnav.fit import Fit, area_words
from kmnav.model import AreaBy, Role, Service
from kmnav.pack import Pack
from kmnav.reach import Doors, places_to_go, service_open, through_words, ways_to_reach
from kmnav.render.blocks import Block, Bullets, Heading, Line, Screen, Title
from kmnav.render.opening import place_words
from kmnav.render.words import SELF, is_urgent, reach_line, sentence, source_words, status_lines, wrong_number

BY = {AreaBy.HOME: ", by home", AreaBy.PRACTICE: ", by GP practice", AreaBy.ANYONE: ". Anyone may use it"}


def service_screen(pack: Pack, service: Service, role: Role, on: date, asked_for: Iterable[Superseded] = ()) -> Screen:
    """One service in full. First, what to do instead of the older contacts that were asked for."""
    return tuple(_service(pack, service, role, on, asked_for))


def _service(pack: Pack, service: Service, role: Role, on: date, asked_for: Iterable[Superseded]) -> Iterator[Block]:
    for old in asked_for:
        yield Line(older_words(old), strong=True)
    yield Title(service.name)
    yield Line(service.summary)
    yield Line(f"Run by: {service.provider}")
    if service.former:
        yield Line(f"Also known as: {', '.join(service.former)}")
    yield from status_lines(pack, service)
    yield Line(f"Ages: {service.ages.words}" + (f" ({service.ages_note})" if service.ages_note else ""))
    yield Line(f"Area: {area_words(pack, service)}{BY[service.area.by]}")
    yield Heading("How to reach it")
    yield from (reach_line(each) for each in ways_to_reach(pack, service, role, on, urgent=is_urgent(pack, service)))
    yield from (Line(place_words(each, service.name), 1) for each in places_to_go(pack, service, on))
    yield from (Line(through, 1) for through in through_words(pack, service, role))
    yield from (Line(older_words(old), 1) for old in service.superseded.values())
    if service.referral.self_ in SELF:
        yield Line(SELF[service.referral.self_], 1)
    yield from _what_to_know(service)
    yield Heading("Sources")
    yield Bullets(tuple(source_words(each.url or each.seen_in or "", each.page_date.words if each.page_date else None)
                        for each in service.sources.values()))  # fmt: skip
    yield wrong_number(pack)


def older_words(old: Superseded) -> str:
    """An older contact, with what to use today."""
    number = old.phone or old.text or old.email or old.url or old.address
    return f"{number} is an older contact{f' ({old.was})' if old.was else ''}. Do not use it. {old.now}"


def _what_to_know(service: Service) -> Iterator[Block]:
    for heading, items in (("Check", service.conditions), ("Not for", service.not_for), ("Access", service.access),
                           ("What is not known", service.notes)):  # fmt: skip
        if items:
            yield Heading(heading)
            yield Bullets(tuple(sentence(item) for item in items))
    facts = [(label, text) for label, text in (("Next", service.next), ("Wait", service.wait), ("Cost", service.cost))]
    if any(text for _, text in facts):
        yield Heading("What to expect")
        yield from (Line(f"{label}: {text}") for label, text in facts if text)


def list_screen(
    pack: Pack, services: Iterable[tuple[Service, Fit | None]], heading: str, role: Role, on: date
) -> Screen:
    """Services by id and name, each with whether it is open and what must still be asked to know if it fits."""
    listed = (block for service, verdict in services for block in _listed(pack, service, verdict, role, on))
    return (Title(heading), *listed)


def _listed(pack: Pack, service: Service, verdict: Fit | None, role: Role, on: date) -> Iterator[Block]:
    reach = ways_to_reach(pack, service, role, on, urgent=is_urgent(pack, service))
    state = service_open(reach, places_to_go(pack, service, on), on)
    known = state and state.doors is not Doors.NOT_KNOWN
    yield Line(f"{service.id}: {service.name}{f'. {state.words}' if state and known else ''}")
    for check in verdict.check[: verdict.unknowns] if verdict else ():
        yield Line(f"Check: {sentence(check)}", 1)
