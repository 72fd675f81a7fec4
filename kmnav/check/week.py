"""Half-hours of a week with a bank holiday, as bits: bit 0 is the first half-hour, and 1 means open all through it.

Hours are cut where they change, so that a week costs a few looks and not one for each half-hour.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cached_property

from kmnav.bank_holidays import NO_YEARS, BankHolidays
from kmnav.hours import opening, speaks_of_holidays
from kmnav.record import dataclass
from kmnav.values import Hours

HALF_HOUR = timedelta(minutes=30)
HALF_HOURS_A_DAY = 48
SEVEN = 7
FURTHEST = 400


@dataclass(frozen=True)
class Week:
    """Seven ordinary days in a row and the bank holiday after them. `holidays` are those of a pack."""

    first: date
    days: int
    holidays: BankHolidays = NO_YEARS

    @property
    def half_hours(self) -> int:
        """How many half-hours the week has."""
        return self.days * HALF_HOURS_A_DAY

    @property
    def whole(self) -> int:
        """Open at every half-hour."""
        return (1 << self.half_hours) - 1

    @cached_property
    def _seen(self) -> dict[str, int]:
        return {}

    def open_bits(self, hours: Hours | None) -> int:
        """The half-hours that are surely open; none without hours, nor on a bank holiday of which they say nothing."""
        if hours is None:
            return 0
        if hours.text not in self._seen:
            self._seen[hours.text] = self._bits(hours)
        return self._seen[hours.text]

    def _bits(self, hours: Hours) -> int:
        bits, at = 0, datetime.combine(self.first, time())
        end = at + timedelta(days=self.days)
        while at < end:
            state = opening(hours, at, self.holidays)
            until = min(state.changes or end, end)
            if state.now:
                bits |= self._between(at, until)
            at = until
        return bits if speaks_of_holidays(hours) else bits & ~self._bank_holidays

    @cached_property
    def _bank_holidays(self) -> int:
        day = (1 << HALF_HOURS_A_DAY) - 1
        off = (at for at in range(self.days) if self.first + timedelta(days=at) in self.holidays)
        return sum(day << at * HALF_HOURS_A_DAY for at in off)

    def _between(self, start: datetime, end: datetime) -> int:
        """The half-hours that lie wholly between two moments."""
        zero = datetime.combine(self.first, time())
        first, last = -(-(start - zero) // HALF_HOUR), (end - zero) // HALF_HOUR
        return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0

    def words(self, half_hour: int) -> str:
        """A half-hour for a person: "Saturday 20:00"."""
        moment = datetime.combine(self.first, time()) + half_hour * HALF_HOUR
        holiday = " (bank holiday)" if moment.date() in self.holidays else ""
        return f"{moment:%A %H:%M}{holiday}"


def week_after(day: date, holidays: BankHolidays) -> Week:
    """The first bank holiday after `day` that seven ordinary days lead up to, with those days."""
    for ahead in range(1, FURTHEST):
        end = day + timedelta(days=ahead)
        before = [end - timedelta(days=back) for back in range(1, SEVEN + 1)]
        if end in holidays and not any(each in holidays for each in before):
            return Week(before[-1], SEVEN + 1, holidays)
    return Week(day, SEVEN, holidays)
