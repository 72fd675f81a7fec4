"""Walks in a real pseudo-terminal: narrowing, places, wrong keys, resuming, Ctrl-C and the end of the input."""

from __future__ import annotations

import pytest

from tests.cli_support import ARRIVE, NOW
from tests.terminal import (
    COLOUR,
    DANGER,
    ESCAPE,
    NONE_IN_DANGER,
    NONE_TODAY,
    TO_NEAREST,
    TO_ROUTINE,
    TODAY,
    WORRY,
    Terminal,
    asks,
)


@pytest.mark.parametrize("columns", [80, 40])
def test_what_would_narrow_an_urgent_ending_is_asked_beneath_it(columns: int) -> None:
    with Terminal("route", "--now", NOW, columns=columns) as terminal:
        ending = terminal.type(NONE_IN_DANGER, "1")
        assert asks(ending, "URGENT: Urgent mental health help today")
        assert asks(ending, "Oldport Haven")
        assert asks(ending, "To narrow this. Enter leaves it.")
        assert asks(ending, "How old is the person")

        assert asks(terminal.type("34"), "Where is the GP practice")
        narrowed = terminal.type("stonham")

        assert asks(narrowed, "Who helps")
        assert asks(narrowed, "NHS 111, mental health option")
        assert not asks(narrowed, "Oldport Haven")
        assert not asks(narrowed, "Stay with them")


def test_what_would_narrow_it_can_be_left_open() -> None:
    with Terminal() as terminal:
        terminal.type(NONE_IN_DANGER, "1")

        end = terminal.type("", "n")

        assert "Who helps" not in end
        assert asks(end, "URGENT: Urgent mental health help today")
        assert asks(end, "Call 111 with the person and choose the mental health option.")
        assert terminal.type("q").endswith("danger=none,today=mind\n")


def test_a_place_in_two_councils_is_asked_about_and_no_number_is_mistaken() -> None:
    with Terminal() as terminal:
        which = terminal.type(*TO_ROUTINE[:-1], "mz2 4ab")
        assert asks(which, "That can be in more than one council. Which?")
        assert asks(which, "1. Oldport District Council 2. Fenbury Borough Council")

        assert asks(terminal.type("3"), '"3" is not one of these.')
        assert asks(terminal.type("b"), "Where is the GP practice")
        assert asks(terminal.type("Ford"), "1. Fenbury Borough Council")
        terminal.type("2")

        left = terminal.type("q")
        assert left.endswith(f"{ARRIVE['routine']}\n")
        assert "mz2" not in left


@pytest.mark.parametrize("said", ["n", "not known", "unknown"])
def test_what_nobody_knows_can_be_said(said: str) -> None:
    with Terminal() as terminal:
        assert asks(terminal.type(*TO_NEAREST, WORRY, said), "SOON: On the practice's list today")


@pytest.mark.parametrize(
    "rubbish", ["", "0", "5", "-1", "99999999999999999999", "abc", "4 4", "\x1b[A", "②", "e e", "c", "tab\there"]
)
def test_a_wrong_key_asks_again_and_loses_nothing(rubbish: str) -> None:
    with Terminal() as terminal:
        again = terminal.type(rubbish)

        assert asks(again, "Number, b back, ? why")
        assert "kmnav broke" not in again
        assert not ESCAPE.search(COLOUR.sub("", again).replace(rubbish, "", 1))
        assert asks(terminal.type(NONE_IN_DANGER), TODAY)


@pytest.mark.parametrize("rubbish", ["two hundred", "121", "-1", "3 4"])
def test_an_age_that_is_none_is_told_and_asked_again(rubbish: str) -> None:
    with Terminal() as terminal:
        again = terminal.type(*TO_NEAREST, WORRY, rubbish)

        assert asks(again, "An age is a number of years from 0 to 120, or months such as 6m.")
        assert asks(terminal.type("34"), "Where is the GP practice")


def test_a_place_that_is_nearly_right_is_suggested() -> None:
    with Terminal() as terminal:
        again = terminal.type(*TO_ROUTINE[:-1], "Oldprot")

        assert asks(again, 'Did you mean "oldport" (Oldport District Council)?')
        assert asks(terminal.type("oldport"), "ROUTINE: NHS Talking Therapies")


def test_bytes_that_are_no_text_are_a_wrong_key() -> None:
    with Terminal() as terminal:
        assert asks(terminal.type_bytes(b"\xff\xfe\n"), "is not one of these. Numbers go from 1 to 4.")


def test_ctrl_c_says_how_to_carry_on_and_ends_with_130() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_NEAREST)

        said = terminal.press("c")

        assert said.endswith("Stopped.\nTo carry on: kmnav route --from danger=none,today=none,about=mood\n")
        assert terminal.code == 130


@pytest.mark.parametrize("typed", [(), (NONE_IN_DANGER, "1"), (*TO_ROUTINE, "c"), ("e",)])
def test_ctrl_c_ends_with_130_wherever_it_comes(typed: tuple[str, ...]) -> None:
    with Terminal() as terminal:
        terminal.type(*typed)

        assert "Traceback" not in terminal.press("c")
        assert terminal.code == 130


def test_the_end_of_the_input_at_a_question_ends_with_5_and_says_how_to_carry_on() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_NEAREST)

        said = terminal.press("d")

        assert 'The input ended. An answer to "mood" is needed.' in said
        assert "--from danger=none,today=none,about=mood" in said
        assert terminal.code == 5


@pytest.mark.parametrize("typed", [TO_ROUTINE, (*TO_ROUTINE, "c"), (NONE_IN_DANGER, "1")])
def test_the_end_of_the_input_at_an_ending_is_an_end_like_any_other(typed: tuple[str, ...]) -> None:
    with Terminal() as terminal:
        terminal.type(*typed)

        assert "To carry on:" in terminal.press("d")
        assert terminal.code == 0


def test_the_end_of_the_input_where_a_place_straddles_ends_with_5() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE[:-1], "Ford")

        assert 'An answer to "practice" is needed.' in terminal.press("d")
        assert terminal.code == 5


def test_a_resumed_walk_asks_the_safety_questions_again() -> None:
    with Terminal("route", "--from", ARRIVE["routine"]) as terminal:
        assert asks(terminal.screen, "The safety questions are asked again.")
        assert asks(terminal.screen, DANGER)
        assert asks(terminal.type(NONE_IN_DANGER), TODAY)

        assert asks(terminal.type(NONE_TODAY), "ROUTINE: NHS Talking Therapies")


def test_a_resumed_walk_that_stops_early_loses_no_answer() -> None:
    with Terminal("route", "--from", ARRIVE["routine"]) as terminal:
        terminal.type(NONE_IN_DANGER)

        said = terminal.press("c")

        assert said.endswith("--from danger=none,age=34,practice=oldport,about=mood,mood=worry\n")


def test_an_urgent_token_is_no_way_round_the_danger_question() -> None:
    with Terminal("route", "--from", ARRIVE["urgent"], "-a", "danger=none") as terminal:
        assert asks(terminal.screen, DANGER)
        assert not asks(terminal.screen, "URGENT")


def test_the_area_from_the_variable_is_shown_and_can_be_changed_at_the_end() -> None:
    with Terminal("route", "--age", "34", variables={"KMNAV_AREA": "stonham"}) as terminal:
        ending = terminal.type(*TO_NEAREST, WORRY)
        assert asks(ending, "GP practice: Stonham City Council, from KMNAV_AREA. Change it with c or --gp-area.")

        changed = terminal.type("c", "6", "oldport")

        assert asks(changed, "ROUTINE: NHS Talking Therapies")
        assert not asks(changed, "KMNAV_AREA")


def test_the_role_stays_in_the_line_that_carries_on() -> None:
    with Terminal("route", "--as", "gp-practice") as terminal:
        assert asks(terminal.type(NONE_IN_DANGER, "q"), "kmnav route --as gp-practice --from danger=none")


def test_no_input_and_json_ask_nothing_on_a_terminal() -> None:
    with Terminal("route", "--no-input") as quiet:
        assert quiet.code == 5
    with Terminal("route", "--json") as json:
        assert '"kind": "question"' in json.screen
        assert json.code == 0


def test_a_narrower_window_is_seen_at_the_next_screen() -> None:
    with Terminal(columns=80) as terminal:
        wide = terminal.type(NONE_IN_DANGER)
        terminal.child.setwinsize(24, 40)
        narrow = terminal.type("b", NONE_IN_DANGER)

        assert wide.split() == narrow.split()
        assert max(map(len, wide.splitlines())) > 40
        assert max(map(len, narrow.splitlines())) <= 40


def test_a_pack_that_is_not_there_ends_before_any_question() -> None:
    with Terminal("route", "--pack", "/nowhere") as terminal:
        assert "There is no pack" in terminal.screen
        assert terminal.code == 2


def test_alone_it_is_the_walk() -> None:
    with Terminal("--now", NOW) as terminal:
        assert asks(terminal.screen, DANGER)
