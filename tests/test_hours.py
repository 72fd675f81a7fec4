"""Open or closed at a moment: the rules of packs, nights, bank holidays and the changes of the clocks."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import holidays
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kmnav.bank_holidays import NO_YEARS, BankHoliday, BankHolidays
from kmnav.cli.desk import wall_clock
from kmnav.errors import PackInvalid
from kmnav.hours import opening
from kmnav.load import load_pack
from kmnav.pack import Pack
from kmnav.values import Hours
from tests.toy import write_tiny

OFFICE = Hours.parse("Mo-Fr 08:00-18:30; PH off")
WEEKDAYS = Hours.parse("Mo-Fr 09:00-17:00")
EVENINGS = Hours.parse("Mo-Su 18:00-23:00")
NIGHTS = Hours.parse("Fr-Sa 22:00-04:00")
ROUND_THE_CLOCK = Hours.parse("24/7")
ROOT = Path(__file__).parent.parent
QUARTER = timedelta(minutes=15)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


@cache
def england() -> BankHolidays:
    """The days off of 2025 to 2028, from the package and not from the pack."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2029))
    return BankHolidays(2025, 2028, "", tuple(BankHoliday(day, name) for day, name in sorted(known.items())))


@cache
def make_holidays() -> ModuleType:
    """The build step behind `make holidays`."""
    spec = importlib.util.spec_from_file_location("bank_holidays_step", ROOT / "packaging" / "bank_holidays.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The days off


def test_the_pack_has_the_bank_holidays_of_england_and_no_others(pack: Pack) -> None:
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(pack.holidays.from_, pack.holidays.until + 1))
    assert {each.day for each in pack.holidays.days} == set(known)


def test_each_year_of_the_pack_has_eight_weekdays_off_in_their_places(pack: Pack) -> None:
    """By the law's own words, and not by anybody's table: Mondays, the Easter pair, Christmas and New Year."""
    for year in range(pack.holidays.from_, pack.holidays.until + 1):
        off = [each.day for each in pack.holidays.days if each.day.year == year and each.day.weekday() < 5]
        assert len(off) == 8, year
        mondays = [day for day in off if day.weekday() == 0]
        assert any(day.month == 5 and day.day <= 7 for day in mondays), year
        assert any(day.month == 5 and day.day > 24 for day in mondays), year
        assert any(day.month == 8 and day.day > 24 for day in mondays), year
        assert any(day.weekday() == 4 and day + timedelta(days=3) in off for day in off if day.month in (3, 4)), year
        assert {date(year, 12, 25), date(year, 12, 26)} - set(off) <= {
            day for day in (date(year, 12, 25), date(year, 12, 26)) if day.weekday() >= 5
        }, year


def test_a_christmas_day_on_a_saturday_is_a_day_off_beside_the_monday_for_it(pack: Pack) -> None:
    assert date(2027, 12, 25) in pack.holidays
    assert date(2027, 12, 27) in pack.holidays
    assert date(2027, 12, 24) not in pack.holidays


def test_the_pack_covers_the_years_in_which_it_may_be_used(pack: Pack) -> None:
    as_of = pack.settings.as_of
    assert pack.holidays.knows(as_of)
    assert pack.holidays.knows(as_of.replace(year=as_of.year + 5))


def test_make_holidays_writes_days_that_load_and_keeps_those_that_people_added(tmp_path: Path) -> None:
    step = make_holidays()
    folder = write_tiny(tmp_path)
    text = step.as_yaml(step.england(), ["2027-06-01 A day for once"])
    (folder / "bank_holidays.yaml").write_text(text, encoding="utf-8")
    loaded = load_pack(folder).holidays
    assert date(2027, 6, 1) in loaded
    assert date(2026, 8, 31) in loaded
    again = step.as_yaml(step.england(), yaml.load(text, Loader=yaml.BaseLoader)["one_off"])
    assert again == text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("days: [2026-02-30 No day]", "A bank holiday is written"),
        ("days: [2026-12-25]", "A bank holiday is written"),
        ("days: [2030-12-25 Too late]", "not in the years 2026 to 2027"),
        ("days: [2026-12-25 Once, 2026-12-25 Twice]", "given twice"),
        ("days: [2026-12-25 Once]\none_off: [2026-12-25 Twice]", "given twice"),
        ("dayz: [2026-12-25 Once]", "not known here"),
    ],
)
def test_a_mistake_among_the_bank_holidays_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    folder = write_tiny(tmp_path)
    (folder / "bank_holidays.yaml").write_text(f"from: 2026\nuntil: 2027\n{line}\n", encoding="utf-8")
    with pytest.raises(PackInvalid) as caught:
        load_pack(folder)
    problem = caught.value.problems[0]
    assert problem.file == "bank_holidays.yaml"
    assert problem.line >= 3
    assert told in f"{problem.message} {problem.fix}"


# Open, closed, and when that changes


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
    state = opening(OFFICE, at(moment), england())
    assert (state.now, state.changes) == (is_open, at(changes))
    assert not state.holiday_unsure


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-11-20 23:00", True), ("2026-11-21 03:59", True), ("2026-11-21 04:00", False), ("2026-11-20 03:00", False)],
)
def test_a_night_belongs_to_the_evening_on_which_it_began(moment: str, is_open: bool) -> None:
    assert opening(NIGHTS, at(moment), england()).now is is_open


def test_always_open_never_changes_and_is_sure_on_any_day() -> None:
    for known in (england(), NO_YEARS):
        state = opening(ROUND_THE_CLOCK, at("2026-12-25 03:00"), known)
        assert (state.now, state.changes, state.holiday_unsure) == (True, None, False)


def test_a_one_off_day_of_the_pack_counts() -> None:
    once = BankHolidays(2026, 2026, one_off=(BankHoliday(date(2026, 11, 24), "A day for once"),))
    assert opening(OFFICE, at("2026-11-24 10:00"), england()).now
    assert not opening(OFFICE, at("2026-11-24 10:00"), once).now


@pytest.mark.parametrize(
    ("hours", "moment", "unsure"),
    [
        (EVENINGS, "2026-12-25 19:00", True),
        (EVENINGS, "2026-12-22 19:00", True),
        (EVENINGS, "2026-12-21 19:00", False),
        (EVENINGS, "2026-12-31 19:00", True),
        (EVENINGS, "2027-01-05 19:00", False),
        (OFFICE, "2026-12-25 19:00", False),
        (WEEKDAYS, "2027-05-28 18:00", True),
        (WEEKDAYS, "2027-05-27 18:00", False),
    ],
)
def test_hours_silent_on_bank_holidays_may_differ_on_one_and_within_three_days_of_it(
    hours: Hours, moment: str, unsure: bool
) -> None:
    assert opening(hours, at(moment), england()).holiday_unsure is unsure


def test_hours_that_do_speak_of_bank_holidays_may_differ_where_the_year_is_not_known() -> None:
    assert opening(OFFICE, at("2031-06-10 10:00"), england()).holiday_unsure
    assert opening(OFFICE, at("2026-06-10 10:00"), NO_YEARS).holiday_unsure
    assert not opening(OFFICE, at("2026-06-10 10:00"), england()).holiday_unsure


# Any hours at any moment, against a slow oracle that colours every quarter of an hour

NAMES = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


def open_quarters(text: str, first: date, days: int, off: BankHolidays) -> set[datetime]:
    """Each quarter of an hour that is open, coloured in day by day from the words of the hours."""
    coloured: set[datetime] = set()
    for ahead in range(-1, days + 1):
        day = first + timedelta(days=ahead)
        for start, end in spans_on(text, day, day in off):
            moment = datetime.combine(day, time()) + timedelta(minutes=start)
            while moment < datetime.combine(day, time()) + timedelta(minutes=end):
                coloured.add(moment)
                moment += QUARTER
    return coloured


def spans_on(text: str, day: date, is_off: bool) -> list[tuple[int, int]]:
    rules = [rule.strip().split(" ") for rule in text.split(";")]
    if is_off and "PH" in text:
        rules = [rule for rule in rules if "PH" in rule[0]]
        named = rules
    else:
        named = [rule for rule in rules if NAMES[day.weekday()] in days_of(rule[0])]
    if not named or named[-1][1] == "off":
        return []
    spans = []
    for part in named[-1][1].split(","):
        start, end = (int(each[:2]) * 60 + int(each[3:]) for each in part.split("-"))
        spans.append((start, end if end > start else end + 1440))
    return spans


def days_of(names: str) -> set[str]:
    found: set[str] = set()
    for part in names.split(","):
        first, _, last = part.partition("-")
        if last:
            start = NAMES.index(first)
            found |= {(NAMES * 2)[at] for at in range(start, start + (NAMES.index(last) - start) % 7 + 1)}
        else:
            found.add(first)
    return found


quarters = st.integers(0, 95).map(lambda at: f"{at // 4:02}:{at % 4 * 15:02}")
spans = st.tuples(quarters, quarters | st.just("24:00")).filter(lambda span: span[0] != span[1]).map("-".join)
day_names = st.sampled_from([*NAMES, "Mo-Fr", "Sa-Su", "Fr-Mo", "Mo,We,Fr", "Mo-Su", "Tu-Th,Sa"])
weekly = st.tuples(day_names, st.lists(spans, min_size=1, max_size=2).map(",".join)).map(" ".join)
on_holidays = st.sampled_from(["PH off", "PH 10:00-14:00"])
any_hours = st.tuples(st.lists(on_holidays, max_size=1), st.lists(weekly, min_size=1, max_size=3), st.booleans()).map(
    lambda rules: "; ".join([*rules[0], *rules[1]][:: 1 if rules[2] else -1])
)


@given(text=any_hours, quarter=st.integers(0, 96 * 400))
@example(text="Mo-Su 18:00-02:00; PH off", quarter=96 * 358 + 4)
@example(text="PH off; Mo-Fr 09:00-17:00", quarter=96 * 358 + 40)
@example(text="Mo 00:00-24:00", quarter=0)
def test_any_hours_at_any_moment_are_as_they_are_when_coloured_in_by_hand(text: str, quarter: int) -> None:
    moment = datetime(2026, 1, 1) + quarter * QUARTER
    state = opening(Hours.parse(text), moment, england())
    coloured = open_quarters(text, moment.date(), 14, england())
    assert state.now is (moment in coloured)
    later = (moment + step * QUARTER for step in range(1, 96 * 13))
    changes = next((each for each in later if (each in coloured) is not state.now), None)
    if changes is not None or state.changes is None:
        assert state.changes == changes
    else:
        assert state.changes > moment + 96 * 12 * QUARTER


# The clock of England


def half_hours(first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Each half-hour as time really passes, with what the clocks of England show then."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    for step in range(48 * days):
        instant = start + timedelta(minutes=30 * step)
        yield instant, wall_clock(instant)


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        ("2026-10-25 00:30", "2026-10-25 01:30"),
        ("2026-10-25 01:30", "2026-10-25 01:30"),
        ("2026-10-25 02:00", "2026-10-25 02:00"),
        ("2027-03-28 00:59", "2027-03-28 00:59"),
        ("2027-03-28 01:00", "2027-03-28 02:00"),
        ("2026-07-01 22:00", "2026-07-01 23:00"),
    ],
)
def test_the_clock_is_that_of_england_on_both_sides_of_a_change(instant: str, shown: str) -> None:
    assert wall_clock(at(instant).replace(tzinfo=UTC)) == at(shown)


@pytest.mark.parametrize("first", [date(2026, 10, 22), date(2027, 3, 25)])
@pytest.mark.parametrize("hours", [OFFICE, EVENINGS, NIGHTS, WEEKDAYS], ids=lambda each: each.text)
def test_a_week_of_half_hours_with_a_change_of_the_clocks(hours: Hours, first: date) -> None:
    """Autumn's week has the hour twice; spring's lacks one and holds Good Friday and Easter Monday."""
    coloured = open_quarters(hours.text, first, 9, england())
    seen = set()
    for instant, shown in half_hours(first, 8):
        state = opening(hours, shown, england())
        seen.add(state.now)
        assert state.now is (shown in coloured), (instant, shown)
        if state.changes is not None:
            assert (state.changes in coloured) is not state.now, (instant, shown)
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2027-03-25", True),
        ("2027-03-26", False),
        ("2027-03-29", False),
        ("2027-03-30", True),
        ("2026-10-26", True),
        ("2026-10-25", False),
    ],
)
def test_ten_in_the_morning_of_the_days_around_the_changes(day: str, is_open: bool) -> None:
    assert opening(OFFICE, at(f"{day} 10:00"), england()).now is is_open


def test_a_night_over_a_change_of_the_clocks_ends_when_the_clock_says_so() -> None:
    for saturday in ("2026-10-24", "2027-03-27"):
        late = opening(NIGHTS, at(f"{saturday} 23:30"), england())
        assert late.changes == at(f"{saturday} 04:00") + timedelta(days=1)
        assert late.words == "Open now until 4am" + (". May differ on bank holidays" if saturday > "2027" else "")


# In words


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (EVENINGS, "2026-11-22 21:30", "Open now until 11pm"),
        (EVENINGS, "2026-11-22 23:00", "Closed. Opens Monday at 6pm"),
        (EVENINGS, "2026-11-22 00:10", "Closed. Opens today at 6pm"),
        (OFFICE, "2026-11-22 21:30", "Closed. Opens Monday at 8am"),
        (OFFICE, "2026-11-20 19:00", "Closed. Opens Monday at 8am"),
        (NIGHTS, "2026-11-22 21:30", "Closed. Opens Friday at 10pm"),
        (NIGHTS, "2026-11-21 01:00", "Open now until 4am"),
        (NIGHTS, "2026-11-20 23:00", "Open now until 4am"),
        (ROUND_THE_CLOCK, "2026-12-25 12:00", "Open 24 hours, every day"),
        (EVENINGS, "2026-12-25 19:00", "Open now until 11pm. May differ on bank holidays"),
        (Hours.parse("Mo 09:30-12:00"), "2026-11-23 12:00", "Closed. Opens Monday 30 November at 9:30am"),
        (Hours.parse("Mo-Su 17:00-24:00"), "2026-11-22 18:00", "Open now until midnight"),
        (Hours.parse("Sa-Su 00:00-24:00"), "2026-11-21 18:00", "Open now until midnight on Sunday"),
        (Hours.parse("Sa-Su 00:00-24:00"), "2026-11-20 18:00", "Closed. Opens at midnight, as Saturday begins"),
        (Hours.parse("Mo-Su 00:00-24:00; PH off"), "2026-11-23 18:00", "Open now"),
        (Hours.parse("PH 10:00-12:00"), "2026-11-23 18:00", "Closed"),
    ],
)
def test_hours_in_words(hours: Hours, moment: str, words: str) -> None:
    assert opening(hours, at(moment), england()).words == words
