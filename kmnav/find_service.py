"""Services by the name, former name, id or phone number that a person gives.

A number may serve several services, and may be an old one: then the service that once had it is found,
and its record says what replaced it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kmnav.contacts import Superseded
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.record import dataclass

FEWEST_DIGITS = 3
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of the services that a plain name or the digits of a number, today's or an old one, belong to."""

    names: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]


def build_names(pack: Pack) -> Names:
    """Gather every name and number of a pack's services once."""
    names: dict[str, dict[str, None]] = {}
    numbers: dict[str, dict[str, None]] = {}
    for service in pack.services.values():
        for name in _names(service):
            names.setdefault(name, {})[service.id] = None
        for number in _numbers(service):
            numbers.setdefault(number, {})[service.id] = None
    return Names(*({called: tuple(ids) for called, ids in each.items()} for each in (names, numbers)))


@lru_cache(maxsize=4)
def names_of(pack: Pack) -> Names:
    """The names of a pack, gathered at the first look-up where the build of the program did not."""
    made = pack.worked_out.get("names")
    return made() if made else build_names(pack)


def services_called(pack: Pack, query: str) -> tuple[list[Service], tuple[str, ...]]:
    """The services that `query` names, and near names where there is none."""
    exact = _exactly(pack, query)
    if exact or _number_in(query):
        return exact, ()
    wanted = plain_name(query)
    services = tuple(pack.services.values())
    holding = _holding(services, set(wanted.split()))
    return (holding, ()) if holding else ([], _near(services, wanted))


def several_called(pack: Pack, words: Sequence[str]) -> tuple[list[Service], tuple[str, ...]]:
    """The services that the words name together, else those that each names in full; and the queries that did."""
    whole = " ".join(words)
    found = services_called(pack, whole)[0]
    named = {} if found else {word: _exactly(pack, word) for word in words}
    if not named or not all(named.values()):
        return found, (whole,)
    wanted = {each.id for some in named.values() for each in some}
    return [each for each in pack.services.values() if each.id in wanted], tuple(named)


def _exactly(pack: Pack, query: str) -> list[Service]:
    number, known = _number_in(query), names_of(pack)
    ids = known.numbers.get(number, ()) if number else known.names.get(plain_name(query), ())
    return [pack.services[each] for each in ids]


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


def _numbers(service: Service) -> Iterator[str]:
    now = ((each.phone, each.text) for each in service.contacts.values())
    older = ((each.phone, each.text) for each in service.superseded.values())
    yield from (_digits(number) for numbers in (*now, *older) for number in numbers if number)


def _names(service: Service) -> list[str]:
    return [plain_name(name) for name in (service.id, service.name, service.short, *service.former)]


def _holding(services: Sequence[Service], words: set[str]) -> list[Service]:
    return [each for each in services if words and words <= set(" ".join(_names(each)).split())]


def _near(services: Sequence[Service], wanted: str) -> tuple[str, ...]:
    """Names that are nearly what was typed: each word by itself first, then the name as a whole."""
    from difflib import get_close_matches

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
