"""What holds for every command: options before and after it, help, exits, streams and pipes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kmnav.cli.desk import Exit
from tests.cli_support import (
    ARRIVE,
    DESK,
    NOW,
    assert_told_plainly,
    at_the_desk,
    environment,
    kmnav,
    with_damage,
)

COMMANDS = ("route", "emergency", "service", "about", "glossary", "faq", "check", "graph")
WORKING = {
    "route": ("route", "--from", ARRIVE["routine"]),
    "emergency": ("emergency",),
    "service": ("service", "oldport-haven"),
    "about": ("about",),
    "glossary": ("glossary", "MCL"),
    "faq": ("faq",),
    "check": ("check",),
    "graph": ("graph",),
}
ESCAPE = "\x1b"
SPOILT_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A line of shell with `kmnav` in it."""
    program = f'kmnav() {{ "{sys.executable}" -m kmnav "$@"; }}; set -o pipefail; '
    return subprocess.run(
        ["bash", "-c", program + command],
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def large_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk's pack with more services than a pipe holds."""
    pack = with_damage(tmp_path_factory.mktemp("large"), {})
    record = (pack / "services" / "help.yaml").read_text(encoding="utf-8").partition("harbour-line:")[2]
    many = "".join(f"line-{at}:{record}" for at in range(300))
    (pack / "services" / "many.yaml").write_text(many, encoding="utf-8")
    return pack


# Before and after the command


@pytest.mark.parametrize("command", [*WORKING.values()], ids=WORKING)
@pytest.mark.parametrize(
    "option", [("--plain",), ("--no-color",), ("--no-input",), ("--debug",), ("--now", NOW), ("--pack", str(DESK))]
)
def test_an_option_for_all_stands_before_or_after_the_command(
    command: tuple[str, ...], option: tuple[str, ...]
) -> None:
    before, after = kmnav(*option, *command), kmnav(*command, *option)

    assert (before.code, before.out, before.err) == (0, after.out, after.err)
    assert after.code == 0


@pytest.mark.parametrize("name", [name for name in WORKING if name != "graph"])
def test_json_stands_before_or_after_the_command(name: str) -> None:
    before, after = kmnav("--json", *WORKING[name]), kmnav(*WORKING[name], "--json")

    assert before.object == after.object


def test_what_is_said_after_the_command_goes_before_what_is_said_in_front() -> None:
    assert "as of" in kmnav("--pack", "/nowhere", "--version", "--pack", str(DESK)).out
    assert kmnav("--pack", "/nowhere", "about", "--pack", str(DESK)).code == 0
    assert kmnav("--now", "2031-01-01", "service", "marsh-talking", "--now", NOW).out == (
        kmnav("service", "marsh-talking", "--now", NOW).out
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_moment_that_is_none_is_a_mistake_everywhere(command: str) -> None:
    assert_told_plainly(kmnav(command, "--now", "tomorrow"), 2)


# Help


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), *((each,) for each in COMMANDS)], ids=("kmnav", *COMMANDS))
def test_help_begins_with_an_example(command: tuple[str, ...], flag: str) -> None:
    run = kmnav(*command, flag)

    assert (run.code, run.err) == (0, "")
    lines = [line.strip() for line in run.out.splitlines() if line.strip()]
    assert lines[0].startswith("Usage: kmnav")
    assert lines[1].startswith("Example: kmnav")
    assert max(map(len, run.out.splitlines())) <= 80


def test_help_needs_no_pack() -> None:
    assert kmnav("route", "-h", KMNAV_PACK="/nowhere").code == 0


def test_every_option_for_all_is_told_in_the_help_of_the_program() -> None:
    out = kmnav("-h").out

    for option in ("--json", "--plain", "--no-color", "--no-input", "--now", "--output", "--force", "--pack",
                   "--region", "--practice", "--version", "--debug"):  # fmt: skip
        assert option in out


def test_alone_where_nobody_sits_it_is_short_help() -> None:
    run = kmnav()

    assert (run.code, run.err) == (0, "")
    assert run.out == kmnav("-h").out


def test_alone_on_a_terminal_it_is_the_walk() -> None:
    session = at_the_desk(["q"])

    assert session.code == 0
    assert session.seen == at_the_desk(["q"], "route").seen
    assert "Is any of these happening now?" in session.seen


# Mistakes


@pytest.mark.parametrize(("typed", "meant"), [("servce", "service"), ("rout", "route"), ("chekc", "check")])
def test_a_mistyped_command_gets_a_suggestion_and_is_not_run(typed: str, meant: str) -> None:
    run = kmnav(typed)

    assert (run.code, run.out) == (2, "")
    assert f"Did you mean '{meant}'" in run.err


def test_a_mistyped_option_gets_a_suggestion() -> None:
    run = kmnav("route", "--jsn")

    assert run.code == 2
    assert "--json" in run.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("about",), Exit.OK),
        (("about", "-o", __file__), Exit.FAILURE),
        (("service", "--age", "old"), Exit.USAGE),
        (("check", str(Path(__file__).parent / "packs" / "spoilt")), Exit.PACK_INVALID),
        (("service", "qqqq"), Exit.NOT_FOUND),
        (("route",), Exit.ANSWER_NEEDED),
    ],
)
def test_each_way_to_end_has_its_own_exit_code(words: tuple[str, ...], code: Exit) -> None:
    run = kmnav(*words)

    assert run.code == code
    assert "Traceback" not in run.err


def test_something_unforeseen_is_told_without_a_traceback_and_says_999(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret=34")

    monkeypatch.setattr("kmnav.render.about.about_screen", broken)

    run = kmnav("about")

    assert_told_plainly(run, 1)
    assert "ZeroDivisionError" in run.err
    assert "secret" not in run.err
    assert "call 999" in run.err
    with pytest.raises(ZeroDivisionError):
        kmnav("about", "--debug")


# Streams


@pytest.mark.parametrize("name", WORKING)
def test_results_go_to_stdout_and_nothing_else_does(name: str) -> None:
    run = kmnav(*WORKING[name])

    assert run.out.endswith("\n")
    assert run.err == ""


@pytest.mark.parametrize("words", [("service", "qqqq"), ("about", "--pack", "/nowhere"), ("route", "--age", "x")])
def test_errors_go_to_stderr_and_nothing_to_stdout(words: tuple[str, ...]) -> None:
    run = kmnav(*words)

    assert run.out == ""
    assert run.err


def test_a_notice_does_not_spoil_the_json() -> None:
    run = kmnav("route", "--json", "--from", "danger=none,gone=yes")

    assert run.object["kind"] == "question"
    assert 'no question "gone"' in run.err


def test_nothing_is_read_from_stdin_that_is_no_terminal() -> None:
    done = shell("yes 1 | kmnav route")

    assert done.stdout.startswith("Is any of these happening now?")
    assert "An answer to" in done.stderr


@pytest.mark.parametrize("command", ["graph", "service", "check", "route --json", "service --json", "-h"])
def test_a_reader_that_stops_early_is_no_error(command: str, large_pack: Path) -> None:
    done = shell(f"kmnav {command} | head -1", KMNAV_PACK=str(large_pack))

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_reader_that_is_gone_at_once_is_no_error(large_pack: Path) -> None:
    done = shell("kmnav service --json | true", KMNAV_PACK=str(large_pack))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["about", "graph", "check", "route --json", "service", "emergency"])
def test_a_full_disk_is_told_plainly(command: str) -> None:
    done = shell(f"kmnav {command} > /dev/full")

    assert done.returncode == Exit.FAILURE
    assert done.stderr.splitlines() == [
        "The result could not be written: No space left on device.",
        "Make room, then try again.",
    ]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(closed: str) -> None:
    done = shell(f"kmnav about {closed}")

    assert done.returncode == 0
    assert done.stderr == ""
