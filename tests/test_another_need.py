"""A second need in the same call: age and place are kept, danger is asked anew, the first ending is told again."""

from __future__ import annotations

from tests.terminal import DANGER, NONE_IN_DANGER, NONE_TODAY, TO_ROUTINE, Terminal


def test_another_need_asks_danger_anew_and_keeps_age_and_place() -> None:
    with Terminal() as terminal:
        ending = terminal.type(*TO_ROUTINE)
        assert "+ another need" in ending

        asked = terminal.type("+")
        assert "Age and place are kept." in asked
        assert DANGER in asked

        second = terminal.type(NONE_IN_DANGER, NONE_TODAY, "1", "1")
        assert "How old" not in second
        assert "Also in this call" in second
        assert "ROUTINE:" in second.split("Also in this call")[1]


def test_starting_again_forgets_the_earlier_need() -> None:
    with Terminal() as terminal:
        terminal.type(*TO_ROUTINE, "+")
        assert "Also in this call" not in terminal.type("s", *TO_ROUTINE)
