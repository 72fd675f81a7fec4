"""A practice's own file: its people in the steps, its hours in the offer of the GP; blanks say whom to ask."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from kmnav.errors import KmnavError, PackInvalid
from kmnav.load_practice import load_practice
from kmnav.model import Role
from kmnav.pack import Pack
from kmnav.practice import PLACEHOLDER, Practice
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Arrived, replay

ILL_TODAY = {"danger": "none", "today": "ill"}
OPEN, CLOSED = datetime(2026, 11, 23, 10), datetime(2026, 12, 25, 10)
TEMPLATE = Path(__file__).parent.parent / "docs" / "practice-template.yaml"
FILE = """\
name: Example practice
place: thanet
hours: Mo-Fr 08:00-18:30; PH off
people:
  duty-clinician: Dr on call, extension 201
numbers:
  staff-line: 01234 000000
"""


def written(folder: Path, text: str = FILE) -> Path:
    file = folder / "practice.yaml"
    file.write_text(text)
    return file


def told(pack: Pack, practice: Practice | None, on: date, role: Role = Role.GP_PRACTICE) -> Recommendation:
    step = replay(pack, ILL_TODAY)
    assert isinstance(step, Arrived)
    return recommend(pack, step, role, on, practice)


def test_the_practices_own_people_stand_in_the_steps(pack: Pack, tmp_path: Path) -> None:
    steps = " ".join(told(pack, load_practice(written(tmp_path), pack), OPEN).steps)
    assert "the duty clinician (Dr on call, extension 201)" in steps


def test_where_the_file_is_blank_the_step_says_whom_to_ask(pack: Pack) -> None:
    without = " ".join(told(pack, None, OPEN).steps)
    assert "ask your lead" in without
    assert load_practice(TEMPLATE, pack) == Practice()


def test_out_of_hours_the_offer_of_the_gp_turns_into_what_is_open(pack: Pack, tmp_path: Path) -> None:
    practice = load_practice(written(tmp_path), pack)
    closed = pack.settings.gp_closed["gp-practice"]
    assert closed in told(pack, practice, CLOSED).steps
    assert closed not in told(pack, practice, OPEN).steps
    assert pack.settings.gp_offer["gp-practice"] in told(pack, practice, OPEN).steps


def test_hours_nobody_gave_and_a_day_without_a_time_never_say_closed(pack: Pack, tmp_path: Path) -> None:
    blank = load_practice(written(tmp_path, "name: Example\n"), pack)
    assert pack.settings.gp_closed["gp-practice"] not in told(pack, blank, CLOSED).steps
    full = load_practice(written(tmp_path), pack)
    assert pack.settings.gp_closed["gp-practice"] not in told(pack, full, CLOSED.date()).steps


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("people:\n  dutyclinician: Dr A\n", "PRACTICE-PERSON", 2),
        ("name: A\nplace: atlantis\n", "PRACTICE-PLACE", 2),
        ("hours: nine to five\n", "LOAD-VALUE", 1),
        ("name: A\nname: B\n", "LOAD-TWICE", 2),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    pack: Pack, tmp_path: Path, text: str, code: str, line: int
) -> None:
    with pytest.raises(PackInvalid) as caught:
        load_practice(written(tmp_path, text), pack)
    assert [(each.code, each.line) for each in caught.value.problems] == [(code, line)]


def test_a_file_that_is_not_there_is_a_plain_error(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(KmnavError, match="no practice file"):
        load_practice(tmp_path / "none.yaml", pack)


@pytest.mark.parametrize("role", Role)
def test_no_ending_shows_a_place_that_was_not_filled_in(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes.values():
        ending = recommend(pack, Arrived((), outcome, ()), role, OPEN)
        words = [*ending.steps, *ending.say, *ending.stay, *ending.if_worse, ending.safeguarding]
        assert not [each for each in words if re.search(PLACEHOLDER, each)]
