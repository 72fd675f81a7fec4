"""An ending, several, or a few services as one sheet of paper: a page of HTML that needs nothing else.

Everything said on it is said to the person. No script, no picture and no address is fetched; the QR codes are drawn
into the page. The wording is the pack's and the template's, the layout templates/sheet.css's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kmnav.contacts import Contact, Source
from kmnav.fit import area_words
from kmnav.model import Knowing, Role, Service, ServiceFor, Status
from kmnav.pack import Pack
from kmnav.reach import Reach, ways_to_reach
from kmnav.recommend import Offered, Recommendation, offers_gp
from kmnav.record import dataclass
from kmnav.render.ending import split
from kmnav.render.opening import contact_hours
from kmnav.render.words import is_urgent, sentence, source_words
from kmnav.take_away import for_anyone, through_for_person
from kmnav.trust import trust_words

if TYPE_CHECKING:
    from jinja2 import Template

SAID = {"phone": "Call", "text": "Text", "email": "Email", "url": "Page", "address": "Write to"}
SCANNED = {"phone": "Scan to call", "text": "Scan to text", "url": "Scan to open the page"}
MOST_CODES = 2


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, drawn, and what it is for."""

    label: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach a service; `goes_to` is the address behind it, empty where there is none."""

    said: str
    value: str
    goes_to: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One service, never cut by the end of a page."""

    name: str
    lines: tuple[str, ...]
    ways: tuple[Way, ...]
    places: tuple[str, ...]
    through: tuple[str, ...]
    check: tuple[str, ...]
    codes: tuple[Code, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One need with its services."""

    heading: str
    lines: tuple[str, ...]
    cards: tuple[Card, ...]
    above: tuple[str, ...] = ()


def sheet(pack: Pack, needs: Sequence[Recommendation], on: date) -> str:
    """The sheet of one ending or of several in one call, made on the day `on`."""
    parts: list[Part] = []
    for told in needs:
        parts.append(_need(pack, told, {card.name for part in parts for card in part.cards}))
    urgencies = sorted({told.outcome.urgency for told in needs}, reverse=True)
    worse = [line for urgency in urgencies for line in pack.settings.hand_out.worse_sheet.get(urgency.word, ())]
    others = [line for told in needs for line in told.outcome.if_worse]
    if not worse:
        worse, others = [line for told in needs for line in told.if_worse], []
    return _page(pack, parts, worse, others, on)


def services_sheet(pack: Pack, services: Sequence[Service], role: Role, on: date) -> str:
    """A sheet of services that were named, made on the day `on`."""
    cards = tuple(
        _card(pack, each, ways_to_reach(pack, each, role, on, urgent=is_urgent(pack, each)), _who(pack, each))
        for each in services
    )
    worse = pack.settings.hand_out.worse_sheet.get("routine", ())
    return _page(pack, [Part("", (), cards)], worse, (), on)


def _page(pack: Pack, parts: Sequence[Part], worse: Iterable[str], others: Iterable[str], on: date) -> str:
    settings = pack.settings
    return _template().render(
        settings=settings,
        parts=parts,
        worse=list(dict.fromkeys(worse)),
        others=list(dict.fromkeys(others)),
        sources=[(card.name, card.sources) for part in parts for card in part.cards if card.sources],
        report=settings.hand_out.report or settings.report_to,
        made=f"{on.day} {on:%B} {on.year}",
        css=_text("sheet.css"),
    )


def _need(pack: Pack, told: Recommendation, above: Container[str]) -> Part:
    outcome = told.outcome
    heading, *lines = outcome.sheet or (outcome.title, outcome.means)
    gp = pack.settings.hand_out.gp
    if gp and offers_gp(pack, outcome):
        lines.append(gp)
    full = split(told.services)[0]
    cards = tuple(_offered(pack, each) for each in full if each.service.name not in above)
    return Part(heading, tuple(lines), cards, tuple(each.service.name for each in full if each.service.name in above))


def _offered(pack: Pack, offered: Offered) -> Card:
    return _card(pack, offered.service, offered.reach, offered.fit.check)


def _who(pack: Pack, service: Service) -> tuple[str, ...]:
    note = f" ({service.ages_note})" if service.ages_note else ""
    return (f"Ages: {service.ages.words}{note}", f"Area: {area_words(pack, service)}", *service.conditions)


def _card(pack: Pack, service: Service, reach: Iterable[Reach], check: Iterable[str]) -> Card:
    ways = for_anyone(reach)
    lines = [service.summary]
    if service.for_ is ServiceFor.CARER:
        lines.append("This is for the person who is worried or cares.")
    if service.status is Status.UNCERTAIN:
        lines.append("It is not certain that this still runs. Ask before you go.")
    if service.status in (Status.CHANGED, Status.CLOSED) and service.replaced_by:
        lines.append(f"Now: {pack.services[service.replaced_by].name}.")
    alone = service.referral.self_ is Knowing.YES and any(each.trusted.trust.may_be_texted for each in ways)
    return Card(
        service.name,
        tuple(lines),
        tuple(map(_way, ways)),
        tuple(_places(service)),
        () if alone else through_for_person(pack, service),
        tuple(sentence(each) for each in check),
        tuple(_codes(ways)),
        _sources(service, ways),
    )


def _way(reach: Reach) -> Way:
    contact = reach.contact
    value = f"{contact.say} to {contact.value}" if contact.say else contact.value
    details = (contact_hours(reach), contact.note or "", trust_words(reach.trusted))
    return Way(SAID[contact.kind], value, _goes_to(contact), tuple(sentence(each) for each in details if each))


def _places(service: Service) -> list[str]:
    return [
        f"{site.name or service.name}: {site.address}{f'. {sentence(site.hours.words)}' if site.hours else ''}"
        for site in service.sites.values()
        if site.address
    ]


def _goes_to(contact: Contact) -> str:
    """The address that a telephone opens; only of kinds that cannot carry a script."""
    number = "".join(mark for mark in contact.value if mark.isdigit() or mark == "+")
    if contact.kind == "url":
        return contact.value if contact.value.startswith(("https://", "http://")) else ""
    return {"phone": f"tel:{number}", "text": f"sms:{number}", "email": f"mailto:{contact.value}"}.get(contact.kind, "")


def _codes(ways: Iterable[Reach]) -> list[Code]:
    """A code for the first number and the first page that may be trusted as far as a text message."""
    trusted: dict[str, Contact] = {}
    for each in ways:
        if each.trusted.trust.may_be_texted and each.contact.kind in SCANNED and _goes_to(each.contact):
            trusted.setdefault(each.contact.kind, each.contact)
    chosen = [trusted[kind] for kind in SCANNED if kind in trusted][:MOST_CODES]
    return [Code(f"{SCANNED[each.kind]}: {each.value}", _drawn(_goes_to(each))) for each in chosen]


@cache
def _drawn(address: str) -> str:
    import segno

    drawn: str = segno.make_qr(address, error="m").svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    return drawn


def _sources(service: Service, ways: Iterable[Reach]) -> tuple[str, ...]:
    """The page behind each contact that is shown; where there is none, a page that shows the service."""
    behind = [each.trusted.sources[0] for each in ways if each.trusted.sources]
    return tuple(dict.fromkeys(map(_source, behind or list(service.sources.values())[:1])))


def _source(source: Source) -> str:
    return source_words(source.url or source.seen_in or "", source.page_date.words if source.page_date else None)


def _text(name: str) -> str:
    return files("kmnav.render").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    return Environment(autoescape=True, undefined=StrictUndefined, **options).from_string(_text("sheet.html.j2"))
