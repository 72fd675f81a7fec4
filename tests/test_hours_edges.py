"""Opening hours at their edges: the minute of opening, the last day that is looked at, a year that is half known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kmnav.bank_holidays import BankHoliday, BankHolidays
from kmnav.hours import is_open, opening, speaks_of_holidays, week
from kmnav.values import Hours

MONDAY = date(2026, 11, 23)
OFF = BankHolidays(2026, 2026, "", tuple(BankHoliday(date(2026, 12, day), "Off") for day in (25, 28)))


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "moment", "now"),
    [
        ("Mo 09:00-17:00", "2026-11-23 08:59", False),
        ("Mo 09:00-17:00", "2026-11-23 09:00", True),
        ("Mo 09:00-17:00", "2026-11-23 16:59", True),
        ("Mo 09:00-17:00", "2026-11-23 17:00", False),
        ("Su 22:00-04:00", "2026-11-23 00:00", True),
        ("Su 22:00-04:00", "2026-11-23 03:59", True),
        ("Su 22:00-04:00", "2026-11-23 04:00", False),
        ("Su 22:00-24:00", "2026-11-23 00:00", False),
        ("Su 00:00-24:00; Mo off", "2026-11-23 00:00", False),
        ("24/7", "2026-11-23 00:00", True),
        ("09:00-17:00", "2026-11-22 09:00", True),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-12-25 11:00", True),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-12-25 13:00", False),
        ("PH 10:00-12:00; Mo-Fr 09:00-17:00", "2026-12-25 11:00", True),
        ("PH 10:00-12:00; Mo-Fr 09:00-17:00", "2026-12-25 13:00", False),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-12-24 11:00", True),
        ("Sa-Su,PH 10:00-12:00; Mo-Fr 14:00-16:00", "2026-12-25 11:00", True),
        ("Mo-Fr 09:00-17:00; PH off", "2026-12-25 11:00", False),
        ("Mo-Fr 09:00-17:00", "2026-12-25 11:00", True),
    ],
)
def test_open_and_closed_at_the_minute(text: str, moment: str, now: bool) -> None:
    hours = Hours.parse(text)

    assert is_open(hours, at(moment), OFF) is now
    assert opening(hours, at(moment), OFF).now is now


def test_the_week_begins_on_monday_with_the_minutes_of_each_day() -> None:
    day, none = ((9 * 60, 17 * 60),), ()

    assert week(Hours.parse("Mo,We 09:00-17:00; PH off")) == (day, none, day, none, none, none, none)
    assert week(Hours.parse("Fr-Su 22:00-02:00"))[4:] == (((22 * 60, 26 * 60),),) * 3
    assert week(Hours.parse("24/7")) == (((0, 24 * 60),),) * 7
    assert week(Hours.parse("Sa-Mo 10:00-11:00,12:00-13:00"))[0] == ((600, 660), (720, 780))


@pytest.mark.parametrize(("days", "found"), [(1, True), (13, True), (14, False)])
def test_a_change_is_looked_for_within_two_weeks(days: int, found: bool) -> None:
    day = MONDAY + timedelta(days=days)
    once = BankHolidays(2026, 2026, "", (BankHoliday(day, "Off"),))
    changes = opening(Hours.parse("PH 10:00-12:00"), at("2026-11-23 09:00"), once).changes

    assert changes == (datetime(day.year, day.month, day.day, 10) if found else None)


@pytest.mark.parametrize(("days", "found"), [(1, True), (13, True), (14, True), (15, False)])
def test_what_is_open_day_and_night_is_told_to_close_within_two_weeks(days: int, found: bool) -> None:
    day = MONDAY + timedelta(days=days)
    once = BankHolidays(2026, 2026, "", (BankHoliday(day, "Off"),))
    state = opening(Hours.parse("Mo-Su 00:00-24:00; PH off"), at("2026-11-23 09:00"), once)

    assert state.now
    assert state.changes == (datetime(day.year, day.month, day.day) if found else None)


def test_a_span_that_ends_in_the_night_and_meets_the_next_is_no_change() -> None:
    nights = Hours.parse("Mo-Su 12:00-13:00; Mo 12:00-13:00,20:00-06:00; Tu 02:00-03:00,06:00-09:00")

    assert opening(nights, at("2026-11-23 21:00"), OFF).changes == at("2026-11-24 09:00")
    assert opening(nights, at("2026-11-24 08:59"), OFF).now
    assert opening(nights, at("2026-11-24 09:00"), OFF).changes == at("2026-11-25 12:00")


def test_the_first_minute_of_a_day_is_a_time_to_open() -> None:
    early = Hours.parse("00:01-09:00")

    assert opening(early, at("2026-11-23 00:00"), OFF).changes == at("2026-11-23 00:01")
    assert opening(early, at("2026-11-23 00:01"), OFF).changes == at("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("text", "moment", "unsure"),
    [
        ("Mo-Fr 09:00-17:00", "2026-12-21 10:00", False),
        ("Mo-Fr 09:00-17:00", "2026-12-22 10:00", True),
        ("Mo-Fr 09:00-17:00; PH off", "2026-12-22 10:00", False),
        ("Mo 09:00-12:00", "2026-12-21 13:00", True),
        ("Mo-Fr 09:00-17:00; PH off", "2026-12-28 10:00", False),
        ("Mo-Fr 09:00-17:00; PH off", "2026-12-29 10:00", True),
        ("Mo-Fr 09:00-17:00; PH off", "2026-01-03 10:00", True),
        ("Mo-Fr 09:00-17:00; PH off", "2026-01-05 10:00", False),
        ("24/7", "2026-12-25 10:00", False),
        ("Mo-Su 00:00-24:00", "2026-12-31 10:00", True),
    ],
)
def test_hours_may_differ_until_they_next_change(text: str, moment: str, unsure: bool) -> None:
    """Three days either way, and up to the change; the years before and after those that are known are not."""
    assert opening(Hours.parse(text), at(moment), OFF).holiday_unsure is unsure


def test_what_is_always_open_says_what_holds_on_a_bank_holiday() -> None:
    assert speaks_of_holidays(Hours.parse("24/7"))
    assert speaks_of_holidays(Hours.parse("Mo 09:00-12:00; PH off"))
    assert not speaks_of_holidays(Hours.parse("Mo-Su 00:00-24:00"))


def test_hours_that_are_no_hours_are_refused_and_not_taken_for_closed() -> None:
    with pytest.raises(ValueError, match='"Mo whenever" is not an opening rule'):
        opening(Hours("Mo whenever", "whenever"), at("2026-11-23 09:00"))
