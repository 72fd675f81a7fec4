"""What people see, kept whole: each screen at three widths and as plain lines, of a small pack that does not change."""

from __future__ import annotations

import pytest

from tests.cli_support import NOW, at_the_desk, kmnav
from tests.conftest_golden import Golden

TO_ROUTINE = ("4", "3", "1", "1", "34", "mz2", "1")
WALKS = {
    "question": (),
    "why": ("?",),
    "emergency": ("1", "q"),
    "urgent": ("4", "1", "34", "Oldport", "q"),
    "routine": (*TO_ROUTINE, "c", "", "q"),
    "explained": (*TO_ROUTINE, "w", "w young listeners", "q"),
}
WIDTHS = (40, 80, 120)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("walk", WALKS)
def test_a_screen_on_a_terminal(walk: str, columns: int, golden: Golden) -> None:
    session = at_the_desk(WALKS[walk], "route", "--now", NOW, columns=columns)

    golden(f"{walk}-{columns}", session.seen)


@pytest.mark.parametrize("walk", WALKS)
def test_a_screen_as_plain_lines(walk: str, golden: Golden) -> None:
    session = at_the_desk(WALKS[walk], "route", "--now", NOW, "--plain")

    golden(f"{walk}-plain", session.seen)


@pytest.mark.parametrize("service", ["oldport-haven", "crisis-line"])
def test_a_service_in_full(service: str, golden: Golden) -> None:
    golden(f"service-{service}", kmnav("service", service, "--now", NOW).out)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("walk", WALKS)
def test_no_word_is_lost_or_broken_at_any_width(walk: str, columns: int) -> None:
    narrow = at_the_desk(WALKS[walk], "route", "--now", NOW, columns=columns).seen
    whole = at_the_desk(WALKS[walk], "route", "--now", NOW, "--plain").seen

    assert narrow.split() == whole.split()


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("walk", WALKS)
def test_only_a_word_that_cannot_be_broken_goes_beyond_the_width(walk: str, columns: int) -> None:
    lines = at_the_desk(WALKS[walk], "route", "--now", NOW, columns=columns).seen.splitlines()

    for line in lines:
        assert len(line) <= columns or "https://" in line or "--from" in line, line
