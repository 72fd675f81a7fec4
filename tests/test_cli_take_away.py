"""`--format`, `--output` and the keys t, p and n: what is made, what is asked first, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import ARRIVE, NOW, Session, assert_told_plainly, at_the_desk, kmnav

CHILD = "danger=none,today=mind,age=15,practice=oldport"
ADULT = "danger=none,today=mind,age=34,practice=oldport"
TO_ADULT = ("4", "1", "34", "Oldport")
TO_CHILD = ("4", "1", "15", "Oldport")


def walk(*typed: str, words: tuple[str, ...] = ()) -> Session:
    return at_the_desk([*typed, "q"], "route", "--now", NOW, *words)


def in_a_line(seen: str) -> str:
    return " ".join(seen.split())


# Where nobody is asked


def test_a_message_goes_to_stdout_and_its_count_to_stderr() -> None:
    run = kmnav("route", "--from", ADULT, "--format", "message", "--now", NOW)

    assert run.code == 0
    assert run.out.startswith("Call NHS 111")
    assert run.out.count("\n") == 1
    assert run.err == f"1 part, {len(run.out) - 1} of 160 characters.\n"


def test_a_discreet_message_says_less() -> None:
    run = kmnav("route", "--from", ARRIVE["routine"], "--format", "message", "--discreet", "--now", NOW)

    assert run.out.startswith("Talking help: call 01632 960333.")
    assert "Therapies" not in run.out


@pytest.mark.parametrize("form", ["message", "sheet"])
def test_where_care_is_needed_nothing_is_made_until_somebody_says_that_it_is_safe(form: str) -> None:
    refused = kmnav("route", "--from", CHILD, "--format", form, "--now", NOW)
    made = kmnav("route", "--from", CHILD, "--format", form, "--now", NOW, "--safe-to-send")

    assert_told_plainly(refused, 2)
    assert refused.out == ""
    assert "someone under 16" in refused.err
    assert "--safe-to-send" in refused.err
    assert made.code == 0
    assert made.out


def test_a_message_that_needs_care_is_discreet() -> None:
    made = kmnav("route", "--from", CHILD, "--format", "message", "--now", NOW, "--safe-to-send")

    assert made.out == "Call NHS 111. Open 24 hours, every day. Emergency: 999.\n"


def test_a_note_is_for_a_practice() -> None:
    refused = kmnav("route", "--from", CHILD, "--format", "note", "--now", NOW)
    made = kmnav("route", "--from", CHILD, "--format", "note", "--now", NOW, "--as", "gp-practice")

    assert_told_plainly(refused, 2)
    assert "--as gp-practice" in refused.err
    assert made.out.startswith("Care navigation note.")
    assert "Time: 22 November 2026, 21:30" in made.out


@pytest.mark.parametrize("form", ["message", "sheet", "note", "markdown", "plain", "json"])
def test_the_same_input_gives_the_same_bytes(form: str) -> None:
    words = ("route", "--from", ADULT, "--format", form, "--now", NOW, "--as", "gp-practice")

    assert kmnav(*words).raw == kmnav(*words).raw != b""


def test_an_answer_that_is_missing_is_asked_for_before_any_form() -> None:
    run = kmnav("route", "--from", "danger=none", "--format", "message")

    assert run.code == 5
    assert "--answer today=" in run.err


def test_json_has_the_message_with_its_count_and_says_where_care_is_needed() -> None:
    adult = kmnav("route", "--from", ADULT, "--json", "--now", NOW).object["take_away"]
    child = kmnav("route", "--from", CHILD, "--format", "json", "--now", NOW).object["take_away"]
    safe = kmnav("route", "--from", CHILD, "--json", "--safe-to-send", "--now", NOW).object["take_away"]

    assert adult["careful"] == []
    assert adult["message"]["parts"] == 1
    assert adult["message"]["septets"] == len(adult["message"]["text"])
    assert child == {"careful": ["someone under 16"], "message": None}
    assert safe["message"]["discreet"] is True


def test_markdown_of_each_command_that_has_it() -> None:
    for words in (("route", "--from", ADULT), ("service", "oldport-haven"), ("emergency",)):
        run = kmnav(*words, "--format", "markdown", "--now", NOW)
        assert run.out.startswith("# "), words
        assert "\n## " in run.out


@pytest.mark.parametrize(
    "words",
    [("route", "--format", "massage"), ("service", "oldport-haven", "--format", "message"),
     ("route", "--json", "--format", "sheet"), ("service", "--format", "sheet")],
)  # fmt: skip
def test_a_form_that_cannot_be_is_a_usage_error(words: tuple[str, ...]) -> None:
    assert_told_plainly(kmnav(*words), 2)


def test_the_999_screen_is_shown_whatever_form_was_asked_for() -> None:
    run = kmnav("emergency", "--format", "paper")

    assert run.code == 0
    assert run.out.startswith("EMERGENCY: Call 999 now")
    assert '"paper" is not a form.' in run.err


def test_several_services_make_one_sheet() -> None:
    run = kmnav("service", "oldport-haven", "crisis-line", "--format", "sheet", "--now", NOW)

    assert run.out.count("<article>") == 2
    assert run.out.index("Oldport Haven") < run.out.index("NHS 111, mental health option")


# Into a file


@pytest.mark.parametrize(
    "words",
    [("route", "--from", ADULT, "--format", "sheet"), ("route", "--from", ADULT, "--format", "message"),
     ("service", "oldport-haven", "--format", "markdown"), ("emergency", "--format", "json"),
     ("service", "crisis-line", "--format", "sheet")],
)  # fmt: skip
def test_a_form_is_written_whole_and_nothing_is_replaced_unasked(words: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "taken"
    shown = kmnav(*words, "--now", NOW).out

    made = kmnav(*words, "--now", NOW, "-o", str(file))
    again = kmnav(*words, "--now", NOW, "-o", str(file))

    assert (made.code, made.out) == (0, "")
    assert file.read_text(encoding="utf-8") == shown
    assert_told_plainly(again, 1)
    assert "--force" in again.err
    assert kmnav(*words, "--now", NOW, "-o", str(file), "--force").code == 0
    assert kmnav(*words, "--now", NOW, "-o", "-").out == shown
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_a_folder_that_is_not_there_is_told_before_anything_is_made(tmp_path: Path) -> None:
    run = kmnav("route", "--from", ADULT, "--format", "sheet", "-o", str(tmp_path / "none" / "sheet.html"))

    assert_told_plainly(run, 2)
    assert "folder" in run.err


def test_what_is_refused_leaves_no_file(tmp_path: Path) -> None:
    kmnav("route", "--from", CHILD, "--format", "sheet", "-o", str(tmp_path / "sheet.html"))

    assert list(tmp_path.iterdir()) == []


# At the desk


def test_the_end_of_a_walk_asks_for_teach_back_and_offers_what_can_be_taken_away() -> None:
    end = walk(*TO_ADULT).screens[-2]

    assert "Before you end" in end
    assert "Ask them to tell you what they will do now." in end
    assert "t text message, p sheet," in end
    assert "n note" not in end
    assert "n note" in walk(*TO_ADULT, words=("--as", "gp-practice")).screens[-2]


def test_a_message_is_shown_after_it_was_asked_whose_phone_it_is() -> None:
    seen = walk(*TO_ADULT, "t", "1").screens

    assert "Whose phone is it? Is it safe to send?" in seen[-3]
    assert "Call NHS 111" not in seen[-3]
    assert "\nCall NHS 111" in seen[-2]
    assert "1 part, " in seen[-2]


@pytest.mark.parametrize("key", ["t", "p"])
@pytest.mark.parametrize("answer", ["", "b", "last"])
def test_not_sure_whose_it_is_makes_nothing(key: str, answer: str) -> None:
    last = {"t": "3", "p": "2"}[key]
    seen = walk(*TO_ADULT, key, last if answer == "last" else answer).seen

    assert "Nothing is made. Say it aloud." in seen
    assert "characters." not in seen
    assert "Name of the file" not in seen


@pytest.mark.parametrize(("second", "made"), [("2", True), ("1", False), ("", False)])
def test_for_someone_under_sixteen_a_message_must_be_chosen_twice(second: str, made: bool) -> None:
    seen = walk(*TO_CHILD, "t", "1", second).seen

    assert "This is about someone under 16. As a rule nothing is made." in in_a_line(seen)
    assert ("Emergency: 999.\n1 part" in seen) is made
    assert ("Nothing is made." in seen) is not made


def test_a_wrong_number_is_asked_again_and_e_is_the_999_screen() -> None:
    seen = walk(*TO_ADULT, "t", "9", "e", "").seen

    assert '"9" is not one of these. Numbers go from 1 to 3.' in seen
    assert "Enter goes back to the questions" in seen


def test_a_sheet_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    seen = walk(*TO_ADULT, "p", "1", str(tmp_path / "none" / "x"), str(file)).seen

    assert "is not a place for a file" in in_a_line(seen)
    assert f"Written to {file}" in in_a_line(seen)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "<!doctype" not in seen


def test_no_name_makes_no_file_and_nothing_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    file.write_text("mine", encoding="utf-8")
    seen = walk(*TO_ADULT, "p", "1", str(file), "").seen

    assert "is there already" in in_a_line(seen)
    assert file.read_text(encoding="utf-8") == "mine"


def test_with_output_the_sheet_is_what_the_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    walk(*TO_ADULT, "p", "1", words=("-o", str(file)))

    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_needs_of_one_call_stand_on_one_sheet(tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    money = ("4", "3", "2")
    session = walk(*TO_ADULT, "+", *money, "p", "1", str(file))

    assert "Written to" in session.seen
    text = file.read_text(encoding="utf-8")
    assert text.index("Urgent mental health help today") < text.index("Free money advice")


def test_a_note_at_the_desk_is_for_a_practice() -> None:
    assert "Care navigation note." in walk(*TO_ADULT, "n", words=("--as", "gp-practice")).seen
    assert '"n" is not one of these.' in walk(*TO_ADULT, "n").seen


def test_a_form_that_was_asked_for_is_made_as_soon_as_the_ending_is_there() -> None:
    session = walk(*TO_ADULT, "1", words=("--format", "message"))

    assert session.seen.count("Whose phone is it?") == 1
    assert session.seen.count("1 part, ") == 1
