"""Facts that can be seen to be wrong without asking anybody: numbers that nobody can dial, places that were swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem
from kmnav.model import AreaBy, Service
from kmnav.pack import Level, Pack

# The lengths of Ofcom's national telephone numbering plan; 0800 1111 is the one number of eight digits that is kept.
_DIALLED = re.compile(
    r"999|1(?:01|05|11|12|19|59)|116\d{3}|18000"
    r"|(?:18001)?(?:999|1(?:01|05|11|19)|116\d{3}|0(?:[12]\d{8,9}|[37]\d{9}|800\d{6,7}|8001111|8\d{9}))"
)
_TEXTED = re.compile(r"999|[6-8]\d{4}|116\d{3}|07\d{9}|0[12]\d{9}")
_BETWEEN = re.compile(r"[ ()-]")


@rule
def numbers_can_be_dialled(subject: Subject) -> Iterator[Problem]:
    """Every phone and text number is as long as a UK number of its kind."""
    for service in subject.pack.services.values():
        for contact in service.contacts.values():
            for number, shape in ((contact.phone, _DIALLED), (contact.text, _TEXTED)):
                if number and not shape.fullmatch(_BETWEEN.sub("", number)):
                    yield _wrong(subject.pack, f"services.{service.id}.contacts.{contact.id}", number)
    for standing in subject.pack.settings.standing.values():
        if not _DIALLED.fullmatch(_BETWEEN.sub("", standing.value)):
            yield _wrong(subject.pack, f"settings.standing.{standing.id}", standing.value)


def _wrong(pack: Pack, path: str, number: str) -> Problem:
    return found(
        pack,
        "FACT-NUMBER",
        path,
        f'"{number}" is no UK number: it has too few or too many digits, or begins as none does.',
        "Look at the page again and copy the number from there, or delete it.",
    )


@rule
def the_right_place_decides(subject: Subject) -> Iterator[Problem]:
    """Home and practice are not swapped: a service goes by a place that its levels of care go by."""
    pack = subject.pack
    for service in pack.services.values():
        levels = [pack.settings.levels[pack.doors[door].level] for door in service.serves]
        if levels and not any(_goes_by(level, service) for level in levels):
            allowed = " or ".join(dict.fromkeys(each.value for level in levels for each in level.goes_by))
            yield found(
                pack,
                "FACT-PLACE",
                f"services.{service.id}.area",
                f'"{service.id}" goes by {service.area.by.value}; {levels[0].name.lower()} goes by {allowed}.',
                "Look at its page: is it the home or the GP practice that decides?",
            )


def _goes_by(level: Level, service: Service) -> bool:
    """Where a service takes the whole region, home and practice come to the same."""
    places = set(level.goes_by)
    if "all" in service.area.of and places & {AreaBy.HOME, AreaBy.PRACTICE}:
        places |= {AreaBy.HOME, AreaBy.PRACTICE}
    return not level.goes_by or service.area.by in places
