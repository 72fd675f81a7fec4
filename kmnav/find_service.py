"""Services by the name, former name, id or phone number that a person gives.

A number may serve several services, and may be an old one: then the service that once had it is found,
and its record says what replaced it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from kmnav.contacts import Superseded
from kmnav.model import Service

FEWEST_DIGITS = 3
MOST_NEAR = 3


def services_called(services: Sequence[Service], query: str) -> tuple[list[Service], tuple[str, ...]]:
    """The services that `query` names, and near names where there is none."""
    exact = _exactly(services, query)
    if exact or _number_in(query):
        return exact, ()
    wanted = plain_name(query)
    holding = _holding(services, set(wanted.split()))
    return (holding, ()) if holding else ([], _near(services, wanted))


def several_called(services: Sequence[Service], words: Sequence[str]) -> tuple[list[Service], tuple[str, ...]]:
    """The services that the words name together, else those that each names in full; and the queries that did."""
    whole = " ".join(words)
    found = services_called(services, whole)[0]
    named = {} if found else {word: _exactly(services, word) for word in words}
    if not named or not all(named.values()):
        return found, (whole,)
    wanted = {each.id for some in named.values() for each in some}
    return [each for each in services if each.id in wanted], tuple(named)


def _exactly(services: Sequence[Service], query: str) -> list[Service]:
    number = _number_in(query)
    if number:
        return [each for each in services if number in _numbers_now(each) or older_contacts(each, query)]
    wanted = plain_name(query)
    return [each for each in services if wanted in _names(each)]


def older_contacts(service: Service, query: str) -> tuple[Superseded, ...]:
    """The service's superseded contacts that have the number in `query`."""
    number = _number_in(query)
    old = service.superseded.values()
    return tuple(each for each in old if number and number in (_digits(each.phone), _digits(each.text)))


def _number_in(query: str) -> str:
    digits = _digits(query)
    return digits if len(digits) >= FEWEST_DIGITS and not re.search(r"[A-Za-z]", query) else ""


def _digits(number: str | None) -> str:
    """The digits as dialled at home: +44 and 0044 stand for the first 0."""
    digits = re.sub(r"\D", "", number or "")
    return re.sub(r"^(?:00)?44(?=\d{9,10}$)0?", "0", digits)


def _numbers_now(service: Service) -> set[str]:
    return {_digits(number) for each in service.contacts.values() for number in (each.phone, each.text) if number}


def _names(service: Service) -> list[str]:
    return [plain_name(name) for name in (service.id, service.name, service.short, *service.former)]


def _holding(services: Sequence[Service], words: set[str]) -> list[Service]:
    return [each for each in services if words and words <= set(" ".join(_names(each)).split())]


def _near(services: Sequence[Service], wanted: str) -> tuple[str, ...]:
    """Names that are nearly what was typed: each word by itself first, then the name as a whole."""
    known = {word for each in services for name in _names(each) for word in name.split()}
    words = [next(iter(get_close_matches(word, known, 1, 0.75)), "") for word in wanted.split()]
    held = _holding(services, set(words)) if all(words) else []
    names = {name: each.name for each in services for name in _names(each)}
    whole = [names[name] for name in get_close_matches(wanted, names, MOST_NEAR, 0.6)]
    return tuple(dict.fromkeys([*(each.name for each in held), *whole]))[:MOST_NEAR]


def plain_name(name: str) -> str:
    """A name without case, accents, marks or hyphens."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", bare.lower().replace("&", " and ").replace("'", "")).split())
