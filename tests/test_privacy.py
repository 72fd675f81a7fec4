"""Nothing that is typed is kept or told further: a word that stands nowhere else is typed, then looked for.

`make full` does it with real processes under strace; here in this process, with folders of its own.
"""

from __future__ import annotations

import logging
from pathlib import Path
from unittest.mock import patch

import pytest

from benchmarks.reliability.privacy import CALLS, CANARY, GIVEN, LETTER, POSTCODE, TYPED, Home, told_more_than_asked
from tests.cli_support import ARRIVE, NOW, at_the_desk, kmnav
from tests.pages import Page, browser
from tests.terminal import TO_ROUTINE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Folders of a person who begins with nothing, and stands in one of them."""
    made = Home(tmp_path)
    monkeypatch.chdir(made.here)
    return made


def settings(home: Home) -> dict[str, str]:
    return {
        key: value
        for key, value in home.environment.items()
        if key.startswith(("XDG_", "HOME", "TMPDIR", "KMNAV_", "TERM"))
    }


@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_what_is_typed_on_the_command_line_is_not_kept(words: tuple[str, ...], home: Home) -> None:
    words = tuple(each for each in words if each != "--debug")

    run = kmnav(*words, **settings(home))

    assert home.kept() == []
    assert told_more_than_asked(words, run.out, run.err) == ""
    assert "Traceback" not in run.err
    assert "kmnav broke" not in run.err


def test_what_is_typed_in_a_walk_stands_in_no_token_and_no_file(home: Home) -> None:
    typed = ["4", "3", f"my {CANARY} cannot sleep for worry", "", *TO_ROUTINE[2:-1], POSTCODE, "q"]

    session = at_the_desk(typed, "route", "--now", NOW, variables=settings(home))

    left = session.seen.rpartition("To carry on:")[2]
    assert "practice=" in left
    assert CANARY not in left
    assert "mz3" not in left.lower()
    assert home.kept() == []


@pytest.mark.parametrize("form", ["message", "sheet", "note", "markdown"])
def test_what_is_taken_away_holds_no_postcode(form: str) -> None:
    answers = ARRIVE["routine"].rpartition(",")[0]
    run = kmnav(
        "route", "--from", answers, "--gp-area", POSTCODE, "--format", form, "--as", "gp-practice", "--now", NOW
    )

    assert run.code == 0, run.err
    assert "mz3" not in run.out.lower()


def test_a_fault_is_told_without_what_was_typed(home: Home) -> None:
    with patch("kmnav.find.find", side_effect=ZeroDivisionError(f"at {CANARY}")):
        run = kmnav("find", CANARY, "worry")

    assert "ZeroDivisionError" in run.err
    assert CANARY not in run.err + run.out
    assert home.kept() == []


# The pages


@pytest.mark.parametrize("path", ["/letter", "/find", "/place"])
def test_what_is_sent_to_a_page_stands_in_no_address_cookie_or_log(
    path: str, home: Home, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    sent = {"text": LETTER, "words": f"{CANARY} cannot sleep", "q": CANARY, "place": CANARY, "question": "home"}
    with caplog.at_level(logging.DEBUG), browser() as client:
        answer = client.post(path, data=sent, follow_redirects=False)

    assert answer.status_code < 500
    assert CANARY not in str(answer.headers)
    assert "set-cookie" not in answer.headers
    assert answer.is_redirect or "no-store" in answer.headers["cache-control"]
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())
    assert home.kept() == []


def test_a_page_about_a_letter_keeps_it_in_no_link() -> None:
    with browser() as client:
        page = Page(client.post("/letter", data={"text": LETTER}))

    assert page.links
    assert not [href for href in page.links.values() if CANARY in href]


# The look-out itself


def test_a_file_left_behind_is_seen_and_one_that_was_asked_for_is_not(home: Home) -> None:
    (home.folder / "cache" / "kmnav.log").write_text("x", encoding="utf-8")
    (home.here / "found.txt").write_text("x", encoding="utf-8")

    assert set(GIVEN) <= {each.name for each in home.here.iterdir()}
    assert home.kept() == ["cache/kmnav.log"]


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("route",), f"To carry on: kmnav route --from danger=none,home={CANARY}"),
        (("route", "--json"), f'"token": "home={CANARY}"'),
        (("route", "--gp-area", POSTCODE), "GP practice: MZ3 1AA"),
        (("route",), f"You said {CANARY}"),
    ],
)
def test_a_leak_is_seen(words: tuple[str, ...], out: str) -> None:
    assert told_more_than_asked(words, out, "") != ""


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("71 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3", True),
        ('71 connect(3, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 0', True),
        ("71 sendto(3, ..., 0) = 1", True),
        ("71 +++ exited with 0 +++", False),
        ("--- SIGCHLD {si_signo=SIGCHLD} ---", False),
    ],
)  # fmt: skip
def test_a_call_to_the_network_is_seen_in_a_trace(line: str, seen: bool) -> None:
    assert bool(CALLS.search(line)) is seen
