"""One practice's or group's own small file: who works there, when it is open, what its numbers are.

Everything in it may be left blank. A step that needs a person whom the file does not name says whom to
ask instead; that a role exists is never assumed. The template is docs/practice-template.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from kmnav.bank_holidays import NO_YEARS, BankHolidays
from kmnav.errors import Problem
from kmnav.hours import Opening, opening
from kmnav.pack import Helper, Pack
from kmnav.record import dataclass, field
from kmnav.values import Hours

PLACEHOLDER = r"\{([a-z][a-z-]*)\}"


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice or group says of itself."""

    name: str | None = None
    place: str | None = None
    hours: Hours | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def opening(self, moment: datetime, holidays: BankHolidays = NO_YEARS) -> Opening | None:
        """Whether it is open at `moment`; None where the file gives no hours."""
        return opening(self.hours, moment, holidays) if self.hours else None


def with_people(text: str, helpers: Mapping[str, Helper], practice: Practice | None) -> str:
    """`text` with each `{person}` put in words: the one of this practice, or whom to ask."""

    def named(match: re.Match[str]) -> str:
        helper = helpers[match.group(1)]
        own = practice.people.get(helper.id) if practice else None
        return f"{helper.name} ({own})" if own else helper.otherwise

    filled = re.sub(PLACEHOLDER, named, text)
    return filled[:1].upper() + filled[1:]


def unknown_people(
    pack: Pack, practice: Practice, file: str, positions: Mapping[str, tuple[str, int]]
) -> list[Problem]:
    """A problem for each person or place in a practice's file that the pack does not know."""

    def problem(code: str, path: str, message: str, known: Iterable[str]) -> Problem:
        line = positions.get(path, (file, 1))[1]
        return Problem(code, file, line, path, message, f"Known: {', '.join(known)}.")

    problems = [
        problem(
            "PRACTICE-PERSON", f"practice.people.{each}", f'The pack knows no person "{each}".', pack.settings.people
        )
        for each in practice.people
        if each not in pack.settings.people
    ]
    councils = pack.region.councils
    if practice.place is not None and practice.place not in councils:
        problems.append(
            problem("PRACTICE-PLACE", "practice.place", f'"{practice.place}" is no council here.', councils)
        )
    return problems
