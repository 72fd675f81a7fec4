"""The small values that a pack's text is read as: ages, page dates, opening hours.

Each has `parse`, which raises ValueError with one sentence that says what would be right.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import ClassVar, Self

from kmnav.record import dataclass

MONTHS = 12
OLDEST = 120
_AGE = r"([0-9]{1,3})(\.5)?"
_SPAN = rf"{_AGE}\s*(?:-|to)\s*{_AGE}"


def _months(years: str, half: str | None) -> int:
    months = int(years) * MONTHS + (MONTHS // 2 if half else 0)
    if months > OLDEST * MONTHS:
        raise ValueError(f"Nobody is older than {OLDEST}: write all, or a limit below that.")
    return months


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Ages in months, from `low` up to but not including `high` (None: no upper limit).

    "17.5-25" includes the whole year of being 25. `known` is false where nobody has published a limit.
    """

    text: str
    low: int = 0
    high: int | None = None
    known: bool = True

    FORM: ClassVar[str] = rf"all|unknown|{_AGE}\+|under {_AGE}|{_SPAN}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `all`, `unknown`, `18+`, `under 18` or `17.5-25`."""
        if text == "all":
            return cls(text)
        if text == "unknown":
            return cls(text, known=False)
        if match := re.fullmatch(rf"{_AGE}\+", text):
            return cls(text, low=_months(*match.groups()))
        match = re.fullmatch(rf"under {_AGE}", text)
        if match and (high := _months(*match.groups())):
            return cls(text, high=high)
        if match := re.fullmatch(_SPAN, text):
            low, high = _months(*match.groups()[:2]), _months(*match.groups()[2:])
            width = MONTHS // 2 if match.group(4) else MONTHS
            if low <= high:
                return cls(text, low=low, high=high + width)
        raise ValueError("An age is written all, unknown, 18+, under 18 or 17.5-25.")

    @property
    def limits(self) -> bool:
        """Whether some ages are left out."""
        return self.low > 0 or self.high is not None

    def covers(self, low: int, high: int) -> bool:
        """Whether every age from `low` up to `high` months is inside."""
        return self.low <= low and (self.high is None or high <= self.high)

    def meets(self, low: int, high: int) -> bool:
        """Whether some age from `low` up to `high` months is inside."""
        return low < (self.high if self.high is not None else low + 1) and self.low < high

    @property
    def words(self) -> str:
        """As a sentence part: "aged 18 or over"."""
        if not self.known:
            return "ages not published"
        if not self.limits:
            return "all ages"
        if self.high is None:
            return f"aged {_years(self.low)} or over"
        if self.low == 0:
            return f"under {_years(self.high)}"
        last = self.high - MONTHS if self.high % MONTHS == 0 else self.high
        return f"aged {_years(self.low)} to {_years(last)}"


def _years(months: int) -> str:
    return f"{months // MONTHS}{' and a half' if months % MONTHS else ''}"


@dataclass(frozen=True, slots=True)
class Age:
    """A person's age as months: a whole-year age is an interval of twelve months."""

    low: int
    high: int

    @staticmethod
    def parse(text: str) -> Age:
        """Read `34` (years), `17.5`, or `6m` (months, for a baby)."""
        return _age(text.strip().lower())


@lru_cache(maxsize=512)
def _age(text: str) -> Age:
    if match := re.fullmatch(r"([0-9]{1,3})", text):
        years = int(match.group(1))
        if years <= OLDEST:
            return Age(years * MONTHS, (years + 1) * MONTHS)
    if match := re.fullmatch(r"([0-9]{1,3})\.5", text):
        low = int(match.group(1)) * MONTHS + MONTHS // 2
        if low <= OLDEST * MONTHS:
            return Age(low, low + MONTHS // 2)
    if match := re.fullmatch(r"([0-9]{1,2})\s?m(?:onths?)?", text):
        return Age(int(match.group(1)), int(match.group(1)) + 1)
    raise ValueError(f"An age is a number of years from 0 to {OLDEST}, or months such as 6m.")


def age_kept(text: str) -> str:
    """An age as text without spaces: 34, 17.5 or 6m. Raises ValueError where it is none."""
    Age.parse(text)
    said = "".join(text.lower().split())
    return f"{said.partition('m')[0].lstrip('0') or '0'}m" if "m" in said else said.lstrip("0") or "0"


@dataclass(frozen=True, slots=True)
class PageDate:
    """The age that a page shows of itself; of a year or a month alone, the earliest day is taken."""

    text: str
    day: date

    FORM: ClassVar[str] = r"[0-9]{4}(-[0-9]{2}){0,2}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2025-12-04`, `2025-12` or `2025`."""
        if re.fullmatch(cls.FORM, text):
            year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
            try:
                return cls(text, date(year, month, day))
            except ValueError:
                pass
        raise ValueError("A page's date is written 2025-12-04, 2025-12 or 2025.")

    @property
    def words(self) -> str:
        """For a screen: "4 December 2025", "December 2025" or "2025"."""
        parts = self.text.count("-")
        if parts == 0:
            return self.text
        month = f"{self.day:%B} {self.day.year}"
        return f"{self.day.day} {month}" if parts == 2 else month


_WEEKDAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_SPELL = rf"(?:PH|{_WEEKDAY}(?:-{_WEEKDAY})?)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
_DAYS_AND_TIMES = rf"(?:({_SPELL}(?:,{_SPELL})*) )?({_TIME}(?:,{_TIME})*|off)"


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours as an OSM `opening_hours` string, of the kinds that packs use, and in words."""

    text: str
    words: str

    FORM: ClassVar[str] = rf"(24/7|{_DAYS_AND_TIMES})( ?; ?(24/7|{_DAYS_AND_TIMES}))*"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a string such as `24/7` or `Mo-Fr 09:00-17:00; PH off`."""
        return cls(text, "; ".join(_rule_words(rule.strip()) for rule in text.split(";")))


_DAYS = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
    "PH": "bank holidays",
}
_RULE = _DAYS_AND_TIMES
_WRONG = "Hours are written 24/7 or Mo-Fr 09:00-17:00; Sa 09:00-12:00; PH off."


def _rule_words(rule: str) -> str:
    if rule == "24/7":
        return "open 24 hours, every day"
    match = re.fullmatch(_RULE, rule)
    if not match:
        raise ValueError(_WRONG)
    days, times = match.groups()
    if times == "off":
        return f"closed on {_day_words(days)}" if days else "closed"
    spans = " and ".join(_span_words(span) for span in times.split(","))
    return f"{_day_words(days or 'Mo-Su')}, {spans}"


def _day_words(days: str) -> str:
    if days == "Mo-Su":
        return "every day"
    parts = [" to ".join(_DAYS[day] for day in part.split("-")) for part in days.split(",")]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _span_words(span: str) -> str:
    return " to ".join(clock_words(time) for time in span.split("-"))


def clock_words(time: str) -> str:
    """A time such as 09:30 as people say it: 9:30am, midday, midnight."""
    hour, minute = int(time[:2]), int(time[3:])
    if (hour, minute) in ((0, 0), (24, 0)):
        return "midnight"
    if (hour, minute) == (12, 0):
        return "midday"
    past = f":{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{past}{'am' if hour % 24 < 12 else 'pm'}"
