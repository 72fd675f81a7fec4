"""Services by the name, former name, id or phone number that a person gives.

A number may serve several services, and may be an old one: then the service that once had it is found,
and its record says what replaced it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from kmnav.model import Service

FEWEST_DIGITS = 3


def services_called(services: Sequence[Service], query: str) -> tuple[list[Service], tuple[str, ...]]:
    """The services that `query` names, and near names where there is none."""
    digits = re.sub(r"\D", "", query)
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[A-Za-z]", query):
        return [each for each in services if digits in _numbers(each)], ()
    wanted = plain_name(query)
    exact = [each for each in services if wanted in _names(each)]
    if exact:
        return exact, ()
    words = set(wanted.split())
    holding = [each for each in services if words and words <= set(" ".join(_names(each)).split())]
    if holding:
        return holding, ()
    names = {name: each.name for each in services for name in _names(each)}
    near = get_close_matches(wanted, names, 3, 0.6)
    return [], tuple(dict.fromkeys(names[name] for name in near))


def _names(service: Service) -> list[str]:
    return [plain_name(name) for name in (service.id, service.name, service.short, *service.former)]


def _numbers(service: Service) -> set[str]:
    now = [number for each in service.contacts.values() for number in (each.phone, each.text)]
    once = [number for each in service.superseded.values() for number in (each.phone, each.text)]
    return {re.sub(r"\D", "", number) for number in (*now, *once) if number}


def plain_name(name: str) -> str:
    """A name without case, marks or hyphens."""
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", name.lower().replace("&", " and ").replace("'", "")).split())
