"""Walks in a real pseudo-terminal: its keys, its widths, its colours, and changing one's mind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import ARRIVE, NOW, rows, with_damage
from tests.terminal import (
    ABOUT,
    DANGER,
    ESCAPE,
    MOOD,
    NEAREST,
    NONE_IN_DANGER,
    NONE_TODAY,
    TO_NEAREST,
    TO_ROUTINE,
    TODAY,
    WORRY,
    Terminal,
    asks,
    below,
)


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("variables", [{"TERM": "xterm-256color"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_walk_to_an_ending_and_out_again(columns: int, variables: dict[str, str]) -> None:
    with Terminal("route", "--now", NOW, columns=columns, variables=variables) as terminal:
        assert asks(terminal.screen, DANGER)
        assert asks(terminal.type(NONE_IN_DANGER), TODAY)
        assert asks(terminal.type(NONE_TODAY), ABOUT)
        assert asks(terminal.type(MOOD), NEAREST)
        assert asks(terminal.type(WORRY), "How old is the person who needs help?")
        assert asks(terminal.type("34"), "Where is the GP practice of the person who needs help?")

        ending = terminal.type("oldport")

        assert asks(ending, "ROUTINE: NHS Talking Therapies")
        assert asks(ending, "Marsh Talking Therapies")
        assert asks(ending, "call 01632 960333".capitalize())
        assert asks(terminal.type("q"), f"To carry on: kmnav route --from {ARRIVE['routine']}")
        assert terminal.code == 0


@pytest.mark.parametrize("columns", [80, 40])
def test_the_first_screen_fits_with_its_keys(columns: int) -> None:
    with Terminal("route", columns=columns, lines=24) as toy:
        assert rows(toy.screen, columns) < 25
    with Terminal("route", columns=columns, lines=24, variables={"KMNAV_PACK": ""}) as shipped:
        assert rows(shipped.screen, columns) < 25
        assert asks(shipped.screen, "If a life may be at risk, call 999 now.")


def test_the_keys_stand_in_the_same_place_at_every_question() -> None:
    keys = "Number, b back, ? why, g TERM meaning, e emergency, s start again, q quit"
    with Terminal() as terminal:
        for typed in ("", *TO_ROUTINE[:-1]):
            screen = terminal.type(typed) if typed else terminal.screen
            last = screen.replace(",\nor what they said, in a few words", "").splitlines()[-1]
            assert last == keys


@pytest.mark.parametrize("variables", [{"TERM": "xterm-256color"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_the_cursor_is_never_moved(variables: dict[str, str]) -> None:
    with Terminal("route", variables=variables) as terminal:
        for typed in ("?", NONE_IN_DANGER, "1", "", "", "q"):
            terminal.type(typed)
            assert not ESCAPE.search(terminal.raw)


def test_an_emergency_is_one_key_away_and_leaves_the_walk_where_it_is() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_NEAREST)

        emergency = terminal.type("e")

        assert "EMERGENCY: Call 999 now" in emergency
        assert emergency.splitlines()[-1] == "Enter goes back to the questions, q quit"
        assert not asks(emergency, NEAREST)
        assert asks(terminal.type(""), NEAREST)


def test_an_emergency_answer_shows_999_at_once() -> None:
    with Terminal() as terminal:
        screen = terminal.type("1")

        assert screen.lstrip("1\n").startswith("EMERGENCY: Call 999 now")
        assert "Do not hang up" in screen
        assert asks(below(screen), "EMERGENCY: Call 999 now")


def test_every_sign_and_the_reason_are_one_key_away() -> None:
    with Terminal() as terminal:
        why = terminal.type("?")

        assert asks(why, "Some things need an ambulance before anything else.")
        assert asks(why, "- Lips that turn blue")
        assert asks(why, "This is not every sign. If you are frightened for them, call 999.")
        assert asks(why, DANGER)


def test_the_signs_of_one_answer_can_be_seen_alone() -> None:
    with Terminal() as terminal:
        why = terminal.type("? 2")

        assert asks(why, "Speech that is slurred")
        assert not asks(why, "Lips that turn blue")
        assert asks(terminal.type("?9"), '"9" is not one of these.')


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("g MCL", "MCL: Marshire Crisis Line"),
        ("G mcl", "Now: NHS 111."),
        ("g qqqq", 'No entry for "qqqq".'),
        ("g", "Type g and the term, for example: g CMHT"),
    ],
)
def test_a_term_is_explained_without_leaving_the_question(typed: str, says: str) -> None:
    with Terminal() as terminal:
        terminal.type(*TO_NEAREST)

        said = terminal.type(typed)

        assert asks(said, says)
        assert asks(said, NEAREST)
        assert asks(terminal.type(WORRY), "How old is the person")


def test_a_pack_without_a_glossary_does_not_end_the_walk(tmp_path: Path) -> None:
    pack = with_damage(tmp_path, {})
    (pack / "glossary.yaml").unlink()
    with Terminal("route", "--pack", str(pack)) as terminal:
        said = terminal.type("g MCL")

        assert asks(said, "has no glossary.")
        assert asks(said, DANGER)


def test_back_goes_back_one_question_and_no_further_than_the_first() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_NEAREST)

        assert asks(terminal.type("b"), ABOUT)
        assert asks(terminal.type("B"), TODAY)
        assert asks(terminal.type("b"), DANGER)
        first = terminal.type("b")
        assert asks(first, "This is the first question.")
        assert asks(first, DANGER)


def test_back_from_an_ending_asks_the_last_answer_again() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE)

        assert asks(terminal.type("b"), "Where is the GP practice")
        assert asks(terminal.type("stonham"), "ROUTINE: NHS Talking Therapies")


def test_starting_again_keeps_what_was_given_in_advance() -> None:
    with Terminal("route", "--age", "34") as terminal:
        terminal.type(*TO_NEAREST)

        assert asks(terminal.type("s"), "Starting again. What was given in advance is kept.")
        assert asks(terminal.screen, DANGER)
        assert asks(terminal.type(*TO_NEAREST, WORRY), "Where is the GP practice")


def test_another_need_keeps_age_and_place_and_asks_danger_first() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE)

        assert asks(terminal.type("+"), DANGER)
        ending = terminal.type(NONE_IN_DANGER, NONE_TODAY, "2")

        assert asks(ending, "Free money advice")
        assert asks(below(ending), "Also in this call - ROUTINE: NHS Talking Therapies. Marsh Talking Therapies")


def test_one_answer_is_changed_and_the_others_stay() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE)
        assert asks(terminal.type("c"), "5. How old is the person who needs help? 34 years old")

        assert asks(terminal.type("5"), "Enter keeps: 34 years old")
        ending = terminal.type("12")

        assert asks(ending, "SOON: On the practice's list today")
        assert terminal.type("q").endswith("age=12,practice=oldport\n")


def test_an_answer_no_longer_reached_is_kept_aside_and_told() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE, "c")

        changed = terminal.type("3", "2")

        assert asks(changed, "Kept aside, not asked now: Which is nearest? Worry, panic, stress or sleep")
        assert asks(changed, "Free money advice")
        terminal.type("c", "3")
        assert asks(terminal.type("1"), "ROUTINE: NHS Talking Therapies")


@pytest.mark.parametrize("leave", ["", "b"])
def test_a_change_can_be_left_alone(leave: str) -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE)

        terminal.type("c", "5", leave)

        assert terminal.type("q").endswith(f"{ARRIVE['routine']}\n")


def test_a_place_that_was_taken_from_the_other_can_be_changed() -> None:
    with Terminal() as terminal:
        assert asks(terminal.type(*TO_ROUTINE), "taken to be the same as the GP practice. Change it with c or --home.")

        ending = terminal.type("c", "7", "stonham")

        assert not asks(ending, "taken to be the same")
        assert terminal.type("q").endswith(f"{ARRIVE['routine']},home=stonham\n")
