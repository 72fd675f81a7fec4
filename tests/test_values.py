"""Ages, page dates and opening hours: what a pack's text is read as."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.hours import opening
from kmnav.values import Age, AgeRange, Hours, PageDate

LATEST = 121 * 12
half_years = st.integers(0, 240).map(lambda halves: f"{halves // 2}{'.5' if halves % 2 else ''}")
words = st.text(st.sampled_from("0123456789.+-/,; mMondertPHoffSu24:٣½"), max_size=20) | st.text(max_size=20)


def months_in(ages: AgeRange) -> set[int]:
    """Every age in months that the range covers."""
    return {month for month in range(LATEST) if ages.covers(month, month + 1)}


def years(text: str) -> int:
    return round(float(text) * 12)


# Ages that a service sees


@pytest.mark.parametrize(
    ("text", "first", "last", "in_words"),
    [
        ("all", 0, LATEST - 1, "all ages"),
        ("18+", 18 * 12, LATEST - 1, "aged 18 or over"),
        ("17.5+", 17 * 12 + 6, LATEST - 1, "aged 17 and a half or over"),
        ("under 18", 0, 18 * 12 - 1, "under 18"),
        ("under 17.5", 0, 17 * 12 + 5, "under 17 and a half"),
        ("17.5-25", 17 * 12 + 6, 26 * 12 - 1, "aged 17 and a half to 25"),
        ("16 to 17", 16 * 12, 18 * 12 - 1, "aged 16 to 17"),
        ("0-25", 0, 26 * 12 - 1, "under 26"),
        ("10-17.5", 10 * 12, 18 * 12 - 1, "aged 10 to 17"),
    ],
)
def test_a_range_of_ages_includes_its_last_year(text: str, first: int, last: int, in_words: str) -> None:
    ages = AgeRange.parse(text)
    assert months_in(ages) == set(range(first, last + 1))
    assert ages.words == in_words
    assert ages.known


def test_ages_that_nobody_published_are_not_known() -> None:
    ages = AgeRange.parse("unknown")
    assert not ages.known
    assert not ages.limits
    assert ages.words == "ages not published"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "adults",
        "18 +",
        "over 18",
        "25-18",
        "17.5-17",
        "17.25+",
        "18-",
        "-18",
        "under 0",
        "all ages",
        "18+ ",
        "١٨+",
    ],
)
def test_ages_written_in_another_way_are_refused_with_the_right_way(text: str) -> None:
    with pytest.raises(ValueError, match=r"all, unknown, 18\+, under 18 or 17\.5-25"):
        AgeRange.parse(text)


@given(half_years, half_years)
def test_a_range_holds_both_ends_and_nothing_outside(low: str, high: str) -> None:
    if years(low) > years(high):
        with pytest.raises(ValueError, match="An age is written"):
            AgeRange.parse(f"{low}-{high}")
        return
    inside = months_in(AgeRange.parse(f"{low}-{high}"))
    assert min(inside) == years(low)
    assert years(high) in inside
    assert max(inside) < years(high) + 12


@given(half_years.filter(lambda text: text != "0"))
def test_under_and_over_share_no_age_and_leave_none_out(cut: str) -> None:
    under, over = months_in(AgeRange.parse(f"under {cut}")), months_in(AgeRange.parse(f"{cut}+"))
    assert not under & over
    assert under | over == set(range(LATEST))


@given(half_years, half_years, st.integers(0, LATEST), st.integers(1, 24))
def test_covers_means_every_month_and_meets_means_some(low: str, high: str, start: int, width: int) -> None:
    ages = AgeRange.parse(f"{min(low, high, key=years)}-{max(low, high, key=years)}")
    asked = range(start, start + width)
    inside = [month for month in asked if ages.low <= month and (ages.high is None or month < ages.high)]
    assert ages.covers(start, start + width) == (len(inside) == width)
    assert ages.meets(start, start + width) == bool(inside)


# The age of a person


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("34", 34 * 12, 34 * 12 + 11),
        ("0", 0, 11),
        ("120", 120 * 12, 120 * 12 + 11),
        ("17.5", 17 * 12 + 6, 17 * 12 + 11),
        ("6m", 6, 6),
        ("6 months", 6, 6),
        ("1 month", 1, 1),
        (" 6M ", 6, 6),
    ],
)
def test_an_age_is_the_months_that_it_may_mean(text: str, first: int, last: int) -> None:
    age = Age.parse(text)
    assert (age.low, age.high) == (first, last + 1)


@pytest.mark.parametrize("text", ["", "121", "120.5", "-1", "17.25", "adult", "34 years", "100m", "six", "٣٤", "1e1"])
def test_what_is_no_age_is_refused_with_the_right_way(text: str) -> None:
    with pytest.raises(ValueError, match="from 0 to 120, or months such as 6m"):
        Age.parse(text)


@given(st.integers(0, 120), half_years.filter(lambda text: text != "0"))
def test_a_whole_year_is_inside_a_limit_or_outside_unless_the_limit_falls_within_it(age: int, cut: str) -> None:
    person, over = Age.parse(str(age)), AgeRange.parse(f"{cut}+")
    inside = over.covers(person.low, person.high)
    outside = not over.meets(person.low, person.high)
    assert inside == (age >= float(cut))
    assert outside == (age + 1 <= float(cut))
    assert (inside or outside) == (float(cut) != age + 0.5)


# The date that a page shows


@pytest.mark.parametrize(
    ("text", "day", "in_words"),
    [
        ("2025-12-04", date(2025, 12, 4), "4 December 2025"),
        ("2025-12", date(2025, 12, 1), "December 2025"),
        ("2025", date(2025, 1, 1), "2025"),
        ("2024-02-29", date(2024, 2, 29), "29 February 2024"),
    ],
)
def test_a_page_is_as_old_as_its_earliest_day(text: str, day: date, in_words: str) -> None:
    page = PageDate.parse(text)
    assert page.day == day
    assert page.words == in_words


@pytest.mark.parametrize(
    "text",
    ["", "2025-13", "2025-02-30", "2025-00", "0000", "25-12-04", "4 December 2025", "2025-12-4", "2025-12-04-01"],
)
def test_what_is_no_date_of_a_page_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2025-12-04, 2025-12 or 2025"):
        PageDate.parse(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_page_date_that_says_less_is_never_younger(day: date) -> None:
    whole, month, year = (PageDate.parse(f"{day:%Y-%m-%d}"[:length]) for length in (10, 7, 4))
    assert year.day <= month.day <= whole.day == day
    assert str(day.year) in whole.words


# Opening hours


@pytest.mark.parametrize(
    ("text", "in_words"),
    [
        ("24/7", "open 24 hours, every day"),
        ("Mo-Fr 09:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("Mo-Su 18:00-23:00", "every day, 6pm to 11pm"),
        ("09:00-17:30", "every day, 9am to 5:30pm"),
        ("Mo-Fr 09:00-17:00; Sa 09:00-12:00; PH off",
         "Monday to Friday, 9am to 5pm; Saturday, 9am to midday; closed on bank holidays"),
        ("Mo,We,Fr 00:30-24:00", "Monday, Wednesday and Friday, 12:30am to midnight"),
        ("Tu 09:00-12:00,13:00-16:30", "Tuesday, 9am to midday and 1pm to 4:30pm"),
        ("Mo-Su,PH 00:00-24:00", "Monday to Sunday and bank holidays, midnight to midnight"),
        ("Fr-Mo 22:00-02:00", "Friday to Monday, 10pm to 2am"),
        ("Mo off", "closed on Monday"),
        ("24/7; PH off", "open 24 hours, every day; closed on bank holidays"),
        ("Sa 12:30-13:00", "Saturday, 12:30pm to 1pm"),
    ],
)  # fmt: skip
def test_hours_are_said_in_words_without_a_dash(text: str, in_words: str) -> None:
    hours = Hours.parse(text)
    assert hours.words == in_words
    assert hours.text == text


@pytest.mark.parametrize(
    "text",
    [
        "", "9-5", "Mo-Fr 9:00-17:00", "Mo-Fr 09:00", "Mon-Fri 09:00-17:00", "Mo-Fr 09:00-25:00", "Mo-Fr 09:00-24:30",
        "Mo-Fr 09:60-17:00", "Mo-Tu-We 09:00-17:00", "Mo-PH 09:00-17:00", "Mo-Fr 09:00-17:00;", "Mo - Fr 09:00-17:00",
        "weekdays", "Mo-Fr 24:00-06:00",
    ],
)  # fmt: skip
def test_hours_written_in_another_way_are_refused_with_the_right_way(text: str) -> None:
    with pytest.raises(ValueError, match="24/7 or Mo-Fr 09:00-17:00"):
        Hours.parse(text)


days = st.sampled_from(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"])
day_parts = days | st.tuples(days, days).map("-".join) | st.just("PH")
minutes = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda time: f"{time[0]:02}:{time[1]:02}")
spans = st.tuples(minutes, minutes | st.just("24:00")).map("-".join)
rules = st.just("24/7") | st.tuples(
    st.lists(day_parts, min_size=1, max_size=3).map(",".join), st.lists(spans, min_size=1, max_size=2).map(",".join)
).map(" ".join)


@given(st.lists(rules, min_size=1, max_size=3))
def test_every_rule_of_the_hours_is_said_and_can_be_judged(written: list[str]) -> None:
    hours = Hours.parse("; ".join(written))
    assert opening(hours, datetime(2026, 12, 25, 10, 30)).now in {True, False}
    assert len(hours.words.split("; ")) == len(written)
    assert "-" not in hours.words


def read(kind: type[AgeRange | Age | PageDate | Hours], text: str) -> AgeRange | Age | PageDate | Hours | ValueError:
    """The value, or the refusal; anything else breaks the test."""
    try:
        return kind.parse(text)
    except ValueError as refused:
        return refused


@pytest.mark.parametrize("kind", [AgeRange, Age, PageDate, Hours])
@given(text=words)
def test_junk_is_refused_in_one_way(kind: type[AgeRange | Age | PageDate | Hours], text: str) -> None:
    found = read(kind, text)
    if isinstance(found, ValueError):
        assert str(found).endswith(".")
    else:
        assert isinstance(found, kind)
        assert "".join(text.split()).isascii()


@pytest.mark.parametrize("text", ["under 999", "121+", "18-999", "999-999", "0-121"])
def test_a_limit_that_nobody_reaches_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Nobody is older than 120"):
        AgeRange.parse(text)
