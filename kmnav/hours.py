"""Whether a place is open at a moment, from its OSM `opening_hours` text and the pack's bank holidays.

Moments are what the clock on the wall shows (Europe/London, without a zone), as opening hours are: a change
of the clocks needs no rule of its own. Only the forms that `kmnav.values.Hours` accepts are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from kmnav.bank_holidays import NO_YEARS, BankHolidays
from kmnav.record import dataclass
from kmnav.values import Hours, clock_words

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
BANK_HOLIDAY = "PH"
ALWAYS = "24/7"
MIDNIGHT = 24 * 60
A_DAY = timedelta(days=1)
LOOK_AHEAD_DAYS = 14
NEAR_DAYS = 3
_A_MONDAY = date(2024, 1, 1)
# open or not, when that changes, and whether a bank holiday may change it: an `Opening` but for its moment
Spell = tuple[bool, datetime | None, bool]
_RULE = r"(?:([A-Za-z,-]+) )?([0-9:,-]+|off)"


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or not at `moment`, and when that next changes; None where it never does, or not within two weeks.

    `holiday_unsure`: a bank holiday is near of which the hours say nothing, or the pack does not know the year's.
    """

    now: bool
    changes: datetime | None
    holiday_unsure: bool
    moment: datetime
    always: bool = False

    @property
    def words(self) -> str:
        """For a screen: "Open now until 11pm", "Closed. Opens Monday at 9am"."""
        if self.always:
            return "Open 24 hours, every day"
        differs = ". May differ on bank holidays" if self.holiday_unsure else ""
        return f"{_state_words(self)}{differs}"


def opening(hours: Hours, moment: datetime, holidays: BankHolidays = NO_YEARS) -> Opening:
    """Whether `hours` are open at `moment`, and when they next open or close."""
    if hours.text == ALWAYS:
        return Opening(True, None, False, moment, True)
    changes, spells = _of_day(hours, moment.date(), holidays)
    now, until, unsure = spells[bisect_right(changes, moment)]
    return Opening(now, until, unsure, moment, False)


def is_open(hours: Hours, moment: datetime, holidays: BankHolidays = NO_YEARS) -> bool:
    """Whether `hours` are open at `moment`; a night over midnight belongs to the day on which it began."""
    minute = moment.hour * 60 + moment.minute
    today = any(start <= minute < end for start, end in _spans(hours, moment.date(), holidays))
    before = _spans(hours, moment.date() - A_DAY, holidays)
    return today or any(start <= minute + MIDNIGHT < end for start, end in before)


@lru_cache(maxsize=4096)
def _of_day(hours: Hours, day: date, holidays: BankHolidays) -> tuple[tuple[datetime, ...], tuple[Spell, ...]]:
    """When doors open or close on a day, and what holds before, between and after. The hours of a day never change."""
    begin = datetime.combine(day, time())
    open_first = is_open(hours, begin, holidays)
    changes = [begin + timedelta(minutes=minute) for minute in _changes(hours, day, holidays)]
    today = tuple(each for each in changes if each < begin + A_DAY)
    spells = []
    for at, until in enumerate((*changes, None)[: len(today) + 1]):
        unsure = _unsure(hours, day, until.date() if until else day, holidays)
        spells.append((open_first is (at % 2 == 0), until, unsure))
    return today, tuple(spells)


def _changes(hours: Hours, day: date, holidays: BankHolidays) -> list[int]:
    """When doors open or close after the day has begun and within two weeks, in minutes from its midnight."""

    def spans(ahead: int) -> list[tuple[int, int]]:
        midnight = ahead * MIDNIGHT
        return [(midnight + start, midnight + end) for start, end in _spans(hours, day + ahead * A_DAY, holidays)]

    told = [span for ahead in range(-1, LOOK_AHEAD_DAYS) for span in spans(ahead)]
    joined: list[int] = []
    # the spans of the day after only join those before them: what is open into it is not told to close at its midnight
    for start, end in sorted([*told, *spans(LOOK_AHEAD_DAYS)]):
        if joined and start <= joined[-1]:
            joined[-1] = max(joined[-1], end)
        else:
            joined += (start, end)
    edges = {minute for span in told for minute in span}
    return [minute for minute in joined if minute > 0 and minute in edges]


def _unsure(hours: Hours, day: date, until: date, holidays: BankHolidays) -> bool:
    """Whether a bank holiday from shortly before the day until shortly after it, or `until`, may change the hours."""
    first, last = day - NEAR_DAYS * A_DAY, max(until, day + NEAR_DAYS * A_DAY)
    if not (holidays.knows(first) and holidays.knows(last)):
        return True
    near = (first + ahead * A_DAY for ahead in range((last - first).days + 1))
    return not speaks_of_holidays(hours) and any(each in holidays for each in near)


def speaks_of_holidays(hours: Hours) -> bool:
    """Whether the hours say what holds on a bank holiday; hours round the clock do."""
    return hours.text == ALWAYS or BANK_HOLIDAY in hours.text


def week(hours: Hours) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The open spans of each weekday, Monday first, bank holidays apart: minutes from its midnight, past 24:00 too."""
    return tuple(_spans(hours, _A_MONDAY + at * A_DAY, NO_YEARS) for at in range(len(DAYS)))


def _spans(hours: Hours, day: date, holidays: BankHolidays) -> tuple[tuple[int, int], ...]:
    """Minutes of the day that are open; one over midnight ends after 24:00. The last rule that names the day wins."""
    holiday = day in holidays
    spans: tuple[tuple[int, int], ...] = ()
    for names, times in _rules(hours.text):
        if (holiday and BANK_HOLIDAY in names) or (DAYS[day.weekday()] in names):
            if holiday and BANK_HOLIDAY not in names and BANK_HOLIDAY in hours.text:
                continue
            spans = times
    return spans


@lru_cache(maxsize=512)
def _rules(text: str) -> tuple[tuple[frozenset[str], tuple[tuple[int, int], ...]], ...]:
    return tuple(_rule(rule.strip()) for rule in text.split(";"))


def _rule(rule: str) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    if rule == ALWAYS:
        return frozenset((*DAYS, BANK_HOLIDAY)), ((0, MIDNIGHT),)
    match = re.fullmatch(_RULE, rule)
    if match is None:
        raise ValueError(f'"{rule}" is not an opening rule.')
    names, times = match.groups()
    spans = () if times == "off" else tuple(_span(each) for each in times.split(","))
    return frozenset(_days(names or "Mo-Su")), spans


def _days(names: str) -> Iterator[str]:
    for part in names.split(","):
        first, _, last = part.partition("-")
        if not last:
            yield first
            continue
        start, end = DAYS.index(first), DAYS.index(last)
        yield from (DAYS[at % 7] for at in range(start, (end if end >= start else end + 7) + 1))


def _span(text: str) -> tuple[int, int]:
    start, end = (int(each[:2]) * 60 + int(each[3:]) for each in text.split("-"))
    return start, end if end > start else end + MIDNIGHT


def _state_words(state: Opening) -> str:
    if state.now:
        return f"Open now until {_until(state.moment, state.changes)}" if state.changes else "Open now"
    return f"Closed. Opens {_from(state.moment, state.changes)}" if state.changes else "Closed"


def _until(moment: datetime, end: datetime) -> str:
    """When it closes. Midnight ends the day before; what ends in the small hours of this night names no day."""
    day = end.date() if end.time() != time() else end.date() - A_DAY
    tonight = day == moment.date() or end - moment < A_DAY / 2
    told = clock_words(f"{end:%H:%M}")
    return told if tonight else f"{told} on {_day_words(moment, day)}"


def _from(moment: datetime, start: datetime) -> str:
    """When it opens. Midnight is told with the day that then begins."""
    day = "today" if start.date() == moment.date() else _day_words(moment, start.date())
    if start.time() == time():
        return f"at midnight, as {day} begins"
    return f"{day} at {clock_words(f'{start:%H:%M}')}"


def _day_words(moment: datetime, day: date) -> str:
    """The weekday; with its date where that is a week off or more."""
    far = day - moment.date() >= timedelta(days=7)
    return f"{day:%A} {day.day} {day:%B}" if far else f"{day:%A}"
