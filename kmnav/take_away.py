"""What of an ending may leave the room: whether it must be chosen twice, and what may be sent by text.

Pure. A message, a sheet and a page on the web all ask here, so that none of them decides for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kmnav.contacts import Audience, Contact
from kmnav.fit import Person
from kmnav.model import AGE, Knowing, Outcome, Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.reach import Reach
from kmnav.recommend import Offered, Recommendation, offers_gp
from kmnav.record import dataclass
from kmnav.replay import facts_needed
from kmnav.values import MONTHS

UNSEEN = ("phone", "text")
FOR_THE_PERSON = "person"
_NUMBER = re.compile(r"(?:[\s,:]+(?:call|text(?: \w+ to)?|on))?[\s,:]*(?P<number>\+?\b\d(?:[ -]?\d){4,}\b)")


@dataclass(frozen=True, slots=True)
class ToSend:
    """A service as a text message may name it: its contacts that may be sent, else `through` whom to reach it."""

    service: Service
    name: str
    contacts: tuple[Contact, ...]
    through: str
    ask_first: bool


def careful(pack: Pack, told: Recommendation) -> tuple[str, ...]:
    """What an ending is about that somebody else must not see, in words that follow "about"; empty where nothing is.

    What is not known counts: an age that decides and that nobody knows may be below the limit.
    """
    outcome = told.outcome
    topic = pack.settings.topics[outcome.about].careful
    doors = (pack.doors[door].careful for door in outcome.offer)
    age_decides = AGE in facts_needed(pack, outcome)
    return tuple(dict.fromkeys(filter(None, (topic, *doors, _young(pack, told.person, age_decides)))))


def careful_of(pack: Pack, services: Iterable[Service], person: Person | None = None) -> tuple[str, ...]:
    """The same for services that were named, for a `person` of whom the age may be known."""
    doors = [pack.doors[door].careful for service in services for door in service.serves]
    return tuple(dict.fromkeys(filter(None, (*doors, _young(pack, person or Person(), False)))))


def _young(pack: Pack, person: Person, age_decides: bool) -> str | None:
    under = pack.settings.hand_out.under
    if person.age is None:
        return "someone whose age nobody knows" if age_decides else None
    return f"someone under {under}" if person.age.low < under * MONTHS else None


def for_anyone(reach: Iterable[Reach]) -> tuple[Reach, ...]:
    """The contacts that a person may be given: none that is for professionals."""
    return tuple(each for each in reach if each.contact.for_ is Audience.ANYONE)


def to_send(pack: Pack, told: Recommendation, *, discreet: bool) -> tuple[ToSend, ...]:
    """The services of an ending as a text message may name them, in their order; none that may have ended."""
    return tuple(
        _to_send(pack, told, offered, discreet)
        for offered in told.services
        if offered.service.status is not Status.UNCERTAIN
    )


def _to_send(pack: Pack, told: Recommendation, offered: Offered, discreet: bool) -> ToSend:
    service = offered.service
    contacts = tuple(
        each.contact
        for each in for_anyone(offered.reach)
        if each.trusted.trust.may_be_texted
        and each.contact.kind != "address"
        and (not discreet or each.contact.kind in UNSEEN)
        and service.referral.self_ is not Knowing.NO
    )
    name = _without_numbers(service.discreet if discreet else service.short, contacts)
    ways = through_for_person(pack, service)
    through = ways[0] if ways and not discreet else instead(pack, told)
    return ToSend(service, name, contacts, through, offered.fit.unknowns > 0)


def _without_numbers(name: str, contacts: Iterable[Contact]) -> str:
    """A short name may hold a number; one that may not be sent goes, with the words that lead to it."""
    may_stay = {each.value for each in contacts}
    return _NUMBER.sub(lambda found: found.group() if found.group("number") in may_stay else "", name).strip()


def through_for_person(pack: Pack, service: Service) -> tuple[str, ...]:
    """How to reach a service through someone else, said to the person."""
    told = (pack.settings.ways[way].words for way in service.reach_through)
    words = (each.get(FOR_THE_PERSON) or each.get("all") or each.get("volunteer", "") for each in told)
    return tuple(dict.fromkeys(filter(None, words)))


def instead(pack: Pack, told: Recommendation) -> str:
    """Where to turn when no contact may be sent: the GP practice or 111, or the helper where neither is for this."""
    words = pack.settings.hand_out.instead
    by_urgency = words.get(told.outcome.urgency.word, "")
    may_be_gp = offers_gp(pack, told.outcome) or told.outcome.urgency.word == "emergency"
    return by_urgency if may_be_gp else words.get("helper", by_urgency)


def is_private(pack: Pack, outcome: Outcome) -> bool:
    """Whether an ending is, by its topic or its doors, about what somebody else must not see."""
    return bool(pack.settings.topics[outcome.about].careful or any(pack.doors[each].careful for each in outcome.offer))


def careful_questions(pack: Pack) -> frozenset[str]:
    """Questions of which most endings are about what somebody else must not see; an emergency counts for neither."""

    @cache
    def ends(at: str) -> frozenset[str]:
        if at in pack.outcomes:
            return frozenset((at,)) if pack.outcomes[at].urgency < Urgency.EMERGENCY else frozenset()
        options = pack.questions[at].options.values()
        return frozenset().union(*(ends(branch.to) for option in options for branch in option.go))

    told = {each: [is_private(pack, pack.outcomes[end]) for end in ends(each)] for each in pack.questions}
    return frozenset(question for question, careful_ends in told.items() if sum(careful_ends) * 2 > len(careful_ends))
