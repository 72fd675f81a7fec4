"""Open or closed at a moment: the rules of packs, nights, and England's bank holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.hours import bank_holidays, opening
from kmnav.values import Hours

OFFICE = Hours.parse("Mo-Fr 08:00-18:30; PH off")
EVENINGS = Hours.parse("Mo-Su 18:00-23:00")
NIGHTS = Hours.parse("Fr-Sa 22:00-04:00")


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


@pytest.mark.parametrize("year", range(2021, 2041))
def test_bank_holidays_are_those_of_england(year: int) -> None:
    one_off = {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
    moved_away = {date(2022, 5, 30)}
    known = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=year) if day.weekday() < 5}
    assert {day for day in bank_holidays(year) if day not in moved_away} == known - one_off


@pytest.mark.parametrize(
    ("moment", "is_open", "changes"),
    [
        ("2026-11-23 08:00", True, "2026-11-23 18:30"),
        ("2026-11-23 18:30", False, "2026-11-24 08:00"),
        ("2026-11-22 12:00", False, "2026-11-23 08:00"),
        ("2026-12-25 10:00", False, "2026-12-29 08:00"),
        ("2026-12-28 10:00", False, "2026-12-29 08:00"),
    ],
)
def test_a_practice_is_closed_at_night_at_weekends_and_on_bank_holidays(
    moment: str, is_open: bool, changes: str
) -> None:
    state = opening(OFFICE, at(moment))
    assert (state.now, state.changes) == (is_open, at(changes))
    assert not state.holiday_unsure


def test_hours_that_do_not_speak_of_bank_holidays_are_unsure_on_one() -> None:
    assert opening(EVENINGS, at("2026-12-25 19:00")).holiday_unsure
    assert not opening(EVENINGS, at("2026-12-24 19:00")).holiday_unsure


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-11-20 23:00", True), ("2026-11-21 03:59", True), ("2026-11-21 04:00", False), ("2026-11-20 03:00", False)],
)
def test_a_night_belongs_to_the_evening_on_which_it_began(moment: str, is_open: bool) -> None:
    assert opening(NIGHTS, at(moment)).now is is_open


def test_always_open_never_changes() -> None:
    state = opening(Hours.parse("24/7"), at("2026-12-25 03:00"))
    assert (state.now, state.changes) == (True, None)


def test_an_extra_holiday_of_the_pack_counts() -> None:
    assert opening(OFFICE, at("2026-11-24 10:00")).now
    assert not opening(OFFICE, at("2026-11-24 10:00"), {date(2026, 11, 24)}).now


@given(minutes=st.integers(0, 60 * 24 * 400), hours=st.sampled_from([OFFICE, EVENINGS, NIGHTS]))
def test_nothing_changes_before_the_moment_that_is_told(minutes: int, hours: Hours) -> None:
    moment = datetime(2026, 1, 1) + timedelta(minutes=minutes)
    state = opening(hours, moment)
    assert state.changes is not None
    assert state.changes > moment
    assert opening(hours, state.changes).now is not state.now
    assert opening(hours, state.changes - timedelta(minutes=1)).now is state.now
