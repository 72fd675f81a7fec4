"""The screen of an ending: what to do first, then who helps, then what if."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kmnav.model import HOME, PRACTICE, Knowing, ServiceFor, Urgency
from kmnav.pack import Pack
from kmnav.recommend import Offered, Recommendation
from kmnav.render.blocks import Banner, Block, Bullets, Heading, Line, Screen, Space, Title
from kmnav.render.opening import place_words
from kmnav.render.words import SELF, reach_line, sentence, status_lines, wrong_number
from kmnav.replay import fact_label
from kmnav.trust import Trust

FIRST_DOOR_IN_FULL = 3
OTHER_DOORS_IN_FULL = 1
MOST_IN_FULL = 6
CONTACTS_SHOWN = 3
NAMED_BY_DOOR = 3


def recommendation_screen(pack: Pack, told: Recommendation, assumed: tuple[str, ...] = ()) -> Screen:
    """An ending in full."""
    return tuple(_recommendation(pack, told, assumed))


def narrowed_screen(pack: Pack, told: Recommendation, assumed: tuple[str, ...] = ()) -> Screen:
    """Who helps at an ending that was shown in full before, now that more is known of the person."""
    return (*_services(pack, told), *_taken_as_known(assumed))


def title_again(told: Recommendation) -> Screen:
    """The title of an ending, to stand below a long screen; with the first step where that cannot wait."""
    outcome = told.outcome
    first = told.steps[:1] if outcome.urgency is Urgency.URGENT else ()
    return (
        Space(),
        Banner(f"{outcome.urgency.word.upper()}: {outcome.title}", outcome.urgency.word),
        *map(Line, first),
    )


def earlier_needs(earlier: Sequence[Recommendation]) -> Screen:
    """The needs that were settled before in the same call, each with the first way to help."""
    if not earlier:
        return ()
    return (Heading("Also in this call"), Bullets(tuple(map(_in_a_line, earlier))))


def _in_a_line(told: Recommendation) -> str:
    words = f"{told.outcome.urgency.word.upper()}: {told.outcome.title}"
    first = told.services[0] if told.services else None
    if first is None:
        return words
    way = f", {reach_line(first.reach[0]).text}" if first.reach else ""
    return f"{words}. {first.service.name}{way}"


def _recommendation(pack: Pack, told: Recommendation, assumed: tuple[str, ...]) -> Iterator[Block]:
    outcome = told.outcome
    level = pack.settings.levels[outcome.level]
    words = pack.urgency_words(outcome.urgency)
    yield Title(outcome.title, outcome.urgency.word)
    if words.means.rstrip(".") != outcome.title:
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
    yield from _taken_as_known(assumed)
    yield Heading("How sure is this")
    yield Line(f"Pack {pack.settings.version}. {pack.settings.about.checked}", faint=True)
    yield wrong_number(pack)


def _taken_as_known(assumed: tuple[str, ...]) -> Iterator[Block]:
    if assumed:
        yield Heading("Taken as known")
        yield Bullets(assumed)


def fact_words(pack: Pack, fact: str, value: str) -> str:
    """An age or a place with what it is of: "GP practice: Thanet District Council"."""
    name = {HOME: "Home", PRACTICE: "GP practice"}.get(fact, sentence(fact))
    return f"{name}: {fact_label(pack, fact, value)}"


def same_place_words(pack: Pack, told: Recommendation) -> tuple[str, str] | None:
    """The place that nobody gave, with words that say which other place it was taken from; None where none was."""
    person = told.person
    if person.assumed is None:
        return None
    value = person.practice if person.assumed == PRACTICE else person.home
    other = "home" if person.assumed == PRACTICE else "GP practice"
    return person.assumed, f"{fact_words(pack, person.assumed, value or '')}, taken to be the same as the {other}"


def _services(pack: Pack, told: Recommendation) -> Iterator[Block]:
    yield Heading("Who helps")
    if not told.services:
        yield Line("No service in this pack fits. Offer the GP practice, or call 111 if it cannot wait.")
    full, more = split(told.services)
    for offered in full:
        yield from _offered(pack, offered)
    if more:
        yield Heading("Also")
        yield Bullets(tuple(_by_door(pack, more)))
        yield Line("One in full: kmnav service NAME. All of a kind: kmnav service --door ID.", faint=True)
    if told.no_service:
        yield Heading(f"Not found in {pack.region.name}")
        yield Bullets(tuple(f"{pack.doors[door].name}: {why}" for door, why in told.no_service.items()))


def split(services: tuple[Offered, ...]) -> tuple[list[Offered], list[Offered]]:
    """What is told in full and what by name only: the first door's best few, then the best of each other door."""
    full: list[Offered] = []
    more: list[Offered] = []
    shown: dict[str, int] = {}
    first = next((each.door for each in services if each.instead_of is None), "")
    for offered in services:
        limit = FIRST_DOOR_IN_FULL if offered.door == first else OTHER_DOORS_IN_FULL
        shown[offered.door] = shown.get(offered.door, 0) + 1
        fits_in = shown[offered.door] <= limit and len(full) < MOST_IN_FULL
        (full if fits_in else more).append(offered)
    return full, more


def _by_door(pack: Pack, services: list[Offered]) -> Iterator[str]:
    for door in dict.fromkeys(each.door for each in services):
        names = [each.service.name for each in services if each.door == door]
        rest = f"; and {len(names) - NAMED_BY_DOOR} more" if len(names) > NAMED_BY_DOOR else ""
        yield f"{pack.doors[door].name} ({door}): {'; '.join(names[:NAMED_BY_DOOR])}{rest}"


def _offered(pack: Pack, offered: Offered) -> Iterator[Block]:
    service = offered.service
    door = pack.doors[offered.door].name
    about = "" if door.lower() in service.name.lower() else f" ({door})"
    yield Line(f"{service.name}{about}", strong=True)
    if offered.instead_of:
        yield Line(f"Named first because it is open now. {offered.instead_of.name} is closed.", 1)
    yield Line(service.summary, 1)
    if service.for_ is ServiceFor.CARER:
        yield Line("This is for the person who is worried or cares.", 1)
    yield from status_lines(pack, service)
    yield from (reach_line(each) for each in offered.reach[:CONTACTS_SHOWN])
    yield from _places(offered)
    best = min((each.trusted.trust.rank for each in offered.reach), default=Trust.THIRD_PARTY.rank)
    well = offered.reach and best <= Trust.OFFICIAL_UNDATED.rank
    if offered.reach_through and not (well and service.referral.self_ is Knowing.YES):
        yield Line("How to reach it: " + " Or: ".join(offered.reach_through), 1)
    if service.referral.self_ in SELF:
        yield Line(SELF[service.referral.self_], 1)
    for check in offered.fit.check:
        yield Line(f"Check: {sentence(check)}", 1)


def _places(offered: Offered) -> Iterator[Line]:
    for place in offered.places:
        if place.site.address or place.site.hours:
            yield Line(place_words(place, offered.service.name), 1)
