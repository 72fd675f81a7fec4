"""The words around the pack's own: questions, recommendations and services as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kmnav.fit import area_words
from kmnav.model import AGE, FACTS, Knowing, Role, Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.recommend import Offered, Reach, Recommendation, through_words, ways_to_reach
from kmnav.render.blocks import Banner, Block, Bullets, Heading, Line, Numbered, Screen, Title
from kmnav.replay import Answered, Asking
from kmnav.trust import Trust, trust_words

FIRST_DOOR_IN_FULL = 3
OTHER_DOORS_IN_FULL = 1
MOST_IN_FULL = 8
CONTACTS_SHOWN = 3
KEYS = "Number, b back, ? why and all signs, g TERM meaning, e emergency, s start again, q quit"
KEYS_AT_END = "c change an answer, b back, g TERM meaning, e emergency, s start again, q quit"
SELF = {Knowing.YES: "People can go by themselves.", Knowing.NO: "People cannot go by themselves."}


def question_screen(pack: Pack, asking: Asking) -> Screen:
    """One question with its options, the same way each time."""
    return tuple(_question(pack, asking))


def _question(pack: Pack, asking: Asking) -> Iterator[Block]:
    question = asking.question
    if asking.rejected is not None:
        yield Line(f'The answer "{asking.rejected}" to this question does not exist now. Please choose again.')
    yield Heading(question.ask)
    if question.notice:
        yield Line(question.notice, faint=True)
    if question.options:
        yield Numbered(tuple(option.label for option in question.options.values()))
    elif question.id == AGE:
        yield Line("Type a number of years, or n if nobody knows.")
    else:
        yield Numbered((*(council.name for council in pack.region.councils.values()), pack.region.outside))
        yield Line("Type a number, a town or a postcode, or n if nobody knows.")


def why_screen(pack: Pack, asking: Asking) -> Screen:
    """Why a question is asked, and every sign behind its options."""
    blocks: list[Block] = [Heading("Why this is asked"), Line(asking.question.why)]
    for option in asking.question.options.values():
        if option.flags:
            signs = [sign for flag in option.flags for sign in pack.flags[flag].signs]
            blocks += [Heading(option.label), Bullets(tuple(dict.fromkeys(signs)))]
    if any(option.flags for option in asking.question.options.values()):
        blocks.append(Line("This is not every sign. If you are frightened for them, call 999.", strong=True))
    return tuple(blocks)


def recommendation_screen(pack: Pack, told: Recommendation, assumed: tuple[str, ...] = ()) -> Screen:
    """An ending: what to do first, then who helps, then what if."""
    return tuple(_recommendation(pack, told, assumed))


def _recommendation(pack: Pack, told: Recommendation, assumed: tuple[str, ...]) -> Iterator[Block]:
    outcome = told.outcome
    level = pack.settings.levels[outcome.level]
    words = pack.urgency_words(outcome.urgency)
    yield Title(outcome.title, outcome.urgency.word)
    yield Line(words.means, strong=True)
    yield Line(outcome.means)
    yield Line(f"{level.name}: {level.means} {level.pays}" if level.name != words.name else level.pays, faint=True)
    yield Heading("Do this")
    yield Bullets(told.steps)
    if told.outcome.urgency >= Urgency.URGENT:
        yield Heading("Stay with them")
        yield Bullets(told.stay)
    if told.say:
        yield Heading("You could say")
        yield Bullets(told.say)
    yield from _services(pack, told)
    yield Heading("If it gets worse")
    yield Bullets(told.if_worse)
    yield Line(told.safeguarding)
    yield Line(pack.settings.relay_line, faint=True)
    yield Line("Ask for an interpreter. Do not use a child or a relative as one.", faint=True)
    if assumed:
        yield Heading("Taken as known")
        yield Bullets(assumed)
    yield Line(f"Pack {pack.settings.version}. {pack.settings.about.checked}", faint=True)
    yield Line(f"Wrong number? {pack.settings.report_to}", faint=True)


def _services(pack: Pack, told: Recommendation) -> Iterator[Block]:
    if not told.services:
        yield Heading("Who helps")
        yield Line("No service in this pack fits. Offer the GP practice, or call 111 if it cannot wait.")
        return
    yield Heading("Who helps")
    full, more = _split(told.services)
    for offered in full:
        yield from _offered(pack, offered)
    if more:
        yield Line(f"Also: {'; '.join(each.service.name for each in more)}. See: kmnav service NAME.")


def _split(services: tuple[Offered, ...]) -> tuple[list[Offered], list[Offered]]:
    """What is told in full and what by name only: the first door's best few, then the best of each other door."""
    full: list[Offered] = []
    more: list[Offered] = []
    shown: dict[str, int] = {}
    for offered in services:
        limit = FIRST_DOOR_IN_FULL if offered.door == services[0].door else OTHER_DOORS_IN_FULL
        shown[offered.door] = shown.get(offered.door, 0) + 1
        fits_in = shown[offered.door] <= limit and len(full) < MOST_IN_FULL
        (full if fits_in else more).append(offered)
    return full, more


def _offered(pack: Pack, offered: Offered) -> Iterator[Block]:
    service = offered.service
    door = pack.doors[offered.door].name
    about = "" if door.lower() in service.name.lower() else f" ({door})"
    yield Line(f"{service.name}{about}", strong=True)
    yield Line(service.summary, 1)
    if service.for_.value == "carer":
        yield Line("This is for the person who is worried or cares.", 1)
    yield from _status(pack, service)
    yield from (_reach(each) for each in offered.reach[:CONTACTS_SHOWN])
    yield from (Line(f"{site.name or service.name}: {site.address}" + (f". {site.hours.words}" if site.hours else ""), 1)
                for site in service.sites.values() if site.address)  # fmt: skip
    best = min((each.trusted.trust.rank for each in offered.reach), default=9)
    if offered.reach_through and (not offered.reach or best > 3 or service.referral.self_ is not Knowing.YES):
        yield Line("How to reach it: " + " Or: ".join(offered.reach_through), 1)
    if service.referral.self_ in SELF:
        yield Line(SELF[service.referral.self_], 1)
    for check in offered.fit.check:
        yield Line(f"Check: {_sentence(check)}", 1)


def _status(pack: Pack, service: Service) -> Iterator[Block]:
    if service.status is Status.UNCERTAIN:
        yield Line("It is not certain that this still runs. Check before you send anyone.", 1)
    if service.status in (Status.CHANGED, Status.CLOSED) and service.replaced_by:
        yield Line(f"Now: {pack.services[service.replaced_by].name}.", 1)


def _reach(reach: Reach) -> Line:
    contact = reach.contact
    said = {"phone": "Call", "text": "Text", "email": "Email", "url": "Page", "address": "Write to"}[contact.kind]
    value = f"{contact.say} to {contact.value}" if contact.say else contact.value
    hours = contact.hours.words if contact.hours else ""
    if not hours and contact.kind in ("phone", "text") and reach.trusted.trust is not Trust.STANDING:
        hours = "hours not known"
    parts = [f"{said} {value}{f', {hours}' if hours else ''}"]
    if contact.note:
        parts.append(_sentence(contact.note).rstrip("."))
    trust = trust_words(reach.trusted)
    return Line(f"{'. '.join(parts)}{f' ({trust})' if trust else ''}", 1)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def emergency_screen(pack: Pack, told: Recommendation) -> Screen:
    """The 999 screen: what to do and say first, crisis and relay numbers under it."""
    return (
        Title(told.outcome.title, told.outcome.urgency.word),
        Bullets(told.steps),
        Heading("Stay with them"),
        Bullets(told.stay),
        Heading("Not in danger this minute"),
        Line(pack.settings.crisis_line),
        Line(pack.settings.relay_line),
    )


def service_screen(pack: Pack, service: Service, role: Role, on: date) -> Screen:
    """One service in full."""
    return tuple(_service(pack, service, role, on))


def _service(pack: Pack, service: Service, role: Role, on: date) -> Iterator[Block]:
    yield Title(service.name)
    yield Line(service.summary)
    yield Line(f"Run by: {service.provider}")
    if service.former:
        yield Line(f"Also known as: {', '.join(service.former)}")
    yield from _status(pack, service)
    yield Line(f"Ages: {service.ages.words}" + (f" ({service.ages_note})" if service.ages_note else ""))
    yield Line(f"Area: {area_words(pack, service)}, by {_BY[service.area.by.value]}")
    yield from (_reach(each) for each in ways_to_reach(pack, service, role, on, urgent=is_urgent(pack, service)))
    for site in service.sites.values():
        where = ", ".join(each for each in (site.name, site.address) if each) or service.name
        yield Line(f"Place: {where}" + (f". {site.hours.words}" if site.hours else ". Hours not known"), 1)
    for through in through_words(pack, service, role):
        yield Line(f"How to reach it: {through}", 1)
    for old in service.superseded.values():
        number = old.phone or old.text or old.email or old.url or old.address
        yield Line(f"Older contact {number}{f' ({old.was})' if old.was else ''}: do not use. {old.now}", 1)
    if service.referral.self_ in SELF:
        yield Line(SELF[service.referral.self_], 1)
    for heading, items in (("Check", service.conditions), ("Not for", service.not_for), ("Access", service.access),
                           ("What is not known", service.notes)):  # fmt: skip
        if items:
            yield Heading(heading)
            yield Bullets(tuple(_sentence(item) for item in items))
    yield from (
        Line(f"{label}: {text}")
        for label, text in (("Next", service.next), ("Wait", service.wait), ("Cost", service.cost))
        if text
    )
    yield Heading("Sources")
    yield Bullets(tuple(source_words(each.url or each.seen_in or "", each.page_date.words if each.page_date else None)
                        for each in service.sources.values()))  # fmt: skip


_BY = {"home": "home", "practice": "GP practice", "anyone": "anyone may use it"}


def is_urgent(pack: Pack, service: Service) -> bool:
    """Whether a service stands behind an outcome that cannot wait, so that its facts age faster."""
    return any(
        outcome.urgency >= Urgency.URGENT and set(outcome.offer) & set(service.serves)
        for outcome in pack.outcomes.values()
    )


def source_words(where: str, when: str | None) -> str:
    """A source with the age that the page shows of itself."""
    return f"{where} ({when or 'no date on the page'})"


def answers_screen(path: tuple[Answered, ...], pack: Pack) -> Screen:
    """The answers so far, numbered, to choose one to change."""
    asked = [f"{_ask(pack, each.question)} {each.label}" for each in path]
    return (Heading("Which answer do you want to change?"), Numbered(tuple(asked)))


def _ask(pack: Pack, question: str) -> str:
    known = pack.question(question)
    return (known.ask if known else question) if question not in FACTS else pack.facts[question].ask


def banner(pack: Pack) -> Banner:
    """The line that stands before the first question and at the end."""
    return Banner(pack.settings.emergency_line, "emergency")
