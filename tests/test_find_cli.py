"""`kmnav find` from the command line, and a caller's words typed in the middle of the walk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kmnav.cli.app import register
from kmnav.cli.desk import Exit
from kmnav.pack import Pack
from kmnav.replay import Asking, from_token, replay
from tests.terminal import DANGER, NONE_IN_DANGER, TODAY, Terminal, asks

INSTALLED = {"KMNAV_PACK": ""}


@pytest.fixture(autouse=True)
def loaded_once(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a pack are counted once for all of these tests, not at every command."""
    monkeypatch.setattr("kmnav.packs.load_pack", lambda *_: pack)


def run(*said: str) -> Result:
    return CliRunner().invoke(register(), ["find", *said])


def test_the_banner_stands_before_the_services() -> None:
    shown = run("he", "cant", "breathe").stdout

    assert shown.startswith("EMERGENCY: Very hard to breathe. Call 999 now.")
    assert shown.index("EMERGENCY") < shown.index("Services that may fit")


def test_without_a_danger_the_emergency_line_stands_first(pack: Pack) -> None:
    assert run("cannot find a dentist").stdout.startswith(pack.settings.emergency_line)


def test_a_denied_danger_is_one_line_to_ask() -> None:
    shown = run("no chest pain just a cough").stdout

    assert "EMERGENCY:" not in shown
    assert shown.count("Ask first:") == 1


def test_where_nothing_fits_the_exit_code_says_so_and_help_still_stands_there(pack: Pack) -> None:
    result = run("zxcv qwer")

    assert result.exit_code == Exit.NOT_FOUND
    assert pack.settings.emergency_line in result.stdout
    assert "kmnav route" in result.stdout


def test_a_banner_alone_is_a_result() -> None:
    assert run("zxcv qwer overdose").exit_code == Exit.OK


def test_json_has_the_keys_of_the_contract(pack: Pack) -> None:
    told = json.loads(run("--json", "--age", "34", "my husband hits me and i cannot sleep for worry").stdout)

    assert list(told)[:2] == ["schema", "kind"]
    assert set(told["safety"]) == {"urgency", "flag", "title", "do"}
    for each in told["results"]:
        assert set(each) >= {"id", "name", "former_names", "service_kind", "urgency", "score", "matched"}
        assert each["id"] in pack.services
    for each in told["start"]:
        step = replay(pack, from_token(each["token"]))
        assert isinstance(step, Asking)
        assert step.question.id == pack.start


def test_nothing_found_is_json_as_well() -> None:
    result = run("--json", "zxcv qwer")
    told = json.loads(result.stdout)

    assert (result.exit_code, told["safety"], told["results"]) == (Exit.NOT_FOUND, None, [])
    assert [each["token"] for each in told["start"]] == [""]


@pytest.mark.parametrize(
    "wrong", [("--age", "old", "sad"), ("--home", "Nowhereville", "sad"), ("--limit", "0", "sad"), (" ",)]
)
def test_what_cannot_be_read_is_a_usage_error(wrong: tuple[str, ...]) -> None:
    assert run(*wrong).exit_code == Exit.USAGE


def test_words_in_the_walk_offer_topics_and_the_safety_questions_are_still_asked(fresh: Path) -> None:
    with Terminal("route", variables=INSTALLED, python=f"{fresh}/bin/python") as terminal:
        assert asks(terminal.screen, "Is any of these happening now?")
        offered = terminal.type("7", "he keeps forgetting things")
        assert asks(offered, "That sounds near")
        assert asks(offered, "Memory getting worse over weeks or months")
        assert asks(terminal.type("1"), "Does any of this need someone today?")
        assert asks(terminal.type("8"), "thoughts of ending your life")
        left = terminal.type("q")

    assert "forgetting" not in left.partition("--from")[2]


def test_danger_typed_in_the_walk_is_told_at_every_question_and_the_question_stays(fresh: Path) -> None:
    with Terminal("route", variables=INSTALLED, python=f"{fresh}/bin/python") as terminal:
        told = terminal.type("she has taken an overdoes")
        assert asks(told, "EMERGENCY: Taken an overdose")
        assert asks(told, "Is any of these happening now?")
        assert not asks(told, "That sounds near")
        assert asks(terminal.type("7", "i do not want to be here"), "Thoughts of dying")


def test_words_that_mean_nothing_are_still_no_answer() -> None:
    with Terminal("route") as terminal:
        assert asks(terminal.screen, DANGER)
        assert asks(terminal.type(NONE_IN_DANGER), TODAY)
        assert asks(terminal.type("zxcv qwer"), '"zxcv qwer" is not one of these.')
