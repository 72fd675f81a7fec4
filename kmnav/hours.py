"""Whether a place is open at a moment, from its OSM `opening_hours` text, with England's bank holidays.

Times are local clock times (Europe/London), so a change of the clocks needs no rule of its own.
Only the forms that `kmnav.values.Hours` accepts are read. Pure: the moment is given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from kmnav.values import Hours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
BANK_HOLIDAY = "PH"
MIDNIGHT = 24 * 60
LOOK_AHEAD_DAYS = 14
_RULE = re.compile(r"(?:([A-Za-z,-]+) )?([0-9:,-]+|off)")


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or not, and when that next changes; None where it never does, or not within two weeks."""

    now: bool
    changes: datetime | None
    holiday_unsure: bool = False


def opening(hours: Hours, moment: datetime, extra_holidays: Collection[date] = ()) -> Opening:
    """Whether `hours` are open at `moment`, and when they next open or close.

    `holiday_unsure` is true on a bank holiday for which the hours say nothing.
    """
    if hours.text == "24/7":
        return Opening(True, None)
    now = _open_at(hours, moment, extra_holidays)
    unsure = is_bank_holiday(moment.date(), extra_holidays) and BANK_HOLIDAY not in hours.text
    return Opening(now, _next_change(hours, moment, now, extra_holidays), unsure)


def _open_at(hours: Hours, moment: datetime, extra: Collection[date]) -> bool:
    minute = moment.hour * 60 + moment.minute
    today = any(start <= minute < end for start, end in _spans(hours, moment.date(), extra))
    before = _spans(hours, moment.date() - timedelta(days=1), extra)
    return today or any(start <= minute + MIDNIGHT < end for start, end in before)


def _next_change(hours: Hours, moment: datetime, now: bool, extra: Collection[date]) -> datetime | None:
    edges: list[datetime] = []
    for ahead in range(-1, LOOK_AHEAD_DAYS):
        day = moment.date() + timedelta(days=ahead)
        midnight = datetime.combine(day, time())
        for span in _spans(hours, day, extra):
            edges += [midnight + timedelta(minutes=minute) for minute in span]
    later = sorted(edge for edge in edges if edge > moment)
    return next((edge for edge in later if _open_at(hours, edge, extra) is not now), None)


def _spans(hours: Hours, day: date, extra: Collection[date]) -> tuple[tuple[int, int], ...]:
    """Minutes of the day that are open; one over midnight ends after 24:00. The last rule that names the day wins."""
    holiday = is_bank_holiday(day, extra)
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
    if rule == "24/7":
        return frozenset((*DAYS, BANK_HOLIDAY)), ((0, MIDNIGHT),)
    match = _RULE.fullmatch(rule)
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


def is_bank_holiday(day: date, extra: Collection[date] = ()) -> bool:
    """Whether `day` is a bank holiday in England; `extra` holds one-off days of the pack."""
    return day in extra or day in bank_holidays(day.year)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's regular bank holidays of a year, with the days in lieu of those that fall on a weekend."""
    easter = _easter(year)
    days = {
        _in_lieu(date(year, 1, 1), ()),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _monday(date(year, 5, 1)),
        _monday(date(year, 5, 25)),
        _monday(date(year, 8, 25)),
    }
    christmas = _in_lieu(date(year, 12, 25), (date(year, 12, 26),))
    return frozenset(days | {christmas, _in_lieu(date(year, 12, 26), (christmas,))})


def _monday(day: date) -> date:
    """The first Monday on or after `day`."""
    return day + timedelta(days=-day.weekday() % 7)


def _in_lieu(day: date, taken: Collection[date]) -> date:
    while day.weekday() >= 5 or day in taken:
        day += timedelta(days=1)
    return day


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)
