"""Walks in a real pseudo-terminal: keys, widths, colour, Ctrl-C, the end of the input, a window that changes size."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pytest

from tests.cli_support import ARRIVE, NOW, environment, rows, with_damage

PROMPT = "\r\n> "
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ESCAPE = re.compile(r"\x1b\[[^m]*[A-Za-ln-z]")
DANGER, TODAY, ABOUT, NEAREST = (
    "Is any of these happening now?",
    "Does any of this need someone today?",
    "What is it mostly about?",
    "Which is nearest?",
)
NONE_IN_DANGER, NONE_TODAY, MOOD, WORRY = "4", "3", "1", "1"
TO_NEAREST = (NONE_IN_DANGER, NONE_TODAY, MOOD)
TO_ROUTINE = (*TO_NEAREST, WORRY, "34", "oldport")


class Terminal:
    """A person at a terminal with `kmnav` running in it."""

    def __init__(
        self, *words: str, columns: int = 80, lines: int = 24, variables: dict[str, str] | None = None
    ) -> None:
        settings = environment(LC_ALL="C.UTF-8", **(variables or {}))
        arguments = ["-m", "kmnav", *(words or ("route", "--now", NOW))]
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            arguments,
            env=settings,
            dimensions=(lines, columns),
            encoding="utf-8",
            codec_errors="replace",
            timeout=30,
        )
        self.raw = ""
        self.screen = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.child.close(force=True)

    def type(self, *lines: str) -> str:
        """Type lines, each after a prompt; what the last one brought."""
        for line in lines:
            self.child.sendline(line)
            self.screen = self._read()
        return self.screen

    def type_bytes(self, bytes_typed: bytes) -> str:
        """Type what may be no text."""
        os.write(self.child.child_fd, bytes_typed)
        self.screen = self._read()
        return self.screen

    def _read(self) -> str:
        self.child.expect_exact([PROMPT, pexpect.EOF])
        self.raw = self.child.before or ""
        return COLOUR.sub("", self.raw).replace("\r\n", "\n")

    def press(self, key: str) -> str:
        """Hold Ctrl and press a key; what was said last."""
        self.child.sendcontrol(key)
        self.child.expect_exact(pexpect.EOF)
        return COLOUR.sub("", self.child.before or "").replace("\r\n", "\n")

    @property
    def code(self) -> int | None:
        """How it ended."""
        self.child.wait() if self.child.isalive() else self.child.close()
        code: int | None = self.child.exitstatus
        return code


def asks(screen: str, question: str) -> bool:
    """Whether a question stands on the screen, however it is wrapped."""
    return question in " ".join(screen.split())


def below(screen: str) -> str:
    """What stands below an ending, where the eye is."""
    return screen.rpartition("How sure is this")[2]


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
            assert screen.splitlines()[-1] == keys


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
