"""England's bank holidays as a pack keeps them: the days of the years that it covers, and one-off days.

The days are written by `make holidays`; nothing here works them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from kmnav.record import dataclass


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One day off and what it is called."""

    day: date
    name: str

    FORM: ClassVar[str] = r"[0-9]{4}-[0-9]{2}-[0-9]{2} .+"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-12-25 Christmas Day`."""
        day, _, name = text.partition(" ")
        try:
            if len(day) == len("2026-12-25") and name:
                return cls(date.fromisoformat(day), name)
        except ValueError:
            pass
        raise ValueError("A bank holiday is written 2026-12-25 Christmas Day.")


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of whole years, `from_` to `until`. Without them no year is known."""

    from_: int = 1
    until: int = 0
    made_with: str = ""
    days: tuple[BankHoliday, ...] = ()
    one_off: tuple[BankHoliday, ...] = ()

    @cached_property
    def _off(self) -> frozenset[date]:
        return frozenset(each.day for each in (*self.days, *self.one_off))

    def __hash__(self) -> int:
        """Of its years alone: hours are kept by it, and all its days would take longer to count than to look up."""
        return hash((self.from_, self.until, self.made_with))

    def __contains__(self, day: date) -> bool:
        return day in self._off

    def knows(self, day: date) -> bool:
        """Whether the pack covers the year of `day`: if not, any day of it may be a bank holiday."""
        return self.from_ <= day.year <= self.until

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Days given twice, or in a year that is not covered: the path below the file, and what is wrong."""
        seen: set[date] = set()
        for key, days in (("days", self.days), ("one_off", self.one_off)):
            for at, each in enumerate(days):
                if each.day in seen:
                    yield f"{key}.{at}", f"{each.day} is given twice."
                elif not self.knows(each.day):
                    yield f"{key}.{at}", f"{each.day} is not in the years {self.from_} to {self.until}."
                seen.add(each.day)


NO_YEARS = BankHolidays()
