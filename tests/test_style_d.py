"""The habits of a good command line, one test each, by the numbers of the project's style card.

Where kmnav differs, "What it leaves out, and why" in docs/cli.md says so, and the test holds what stands there.
"""

from __future__ import annotations

import io
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from kmnav import load_pack
from kmnav.cli.described import described
from kmnav.cli.desk import Exit
from kmnav.cli.talk import Talk
from tests.cli_support import ARRIVE, DESK, NOW, assert_told_plainly, at_the_desk, environment, in_a_process, kmnav
from tests.documented import ROOT

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TO_ROUTINE = ("4", "3", "1", "1", "34", "mz2", "1")
REPORTING = (("route",), ("emergency",), ("service",), ("glossary",), ("faq",), ("about",), ("check",))
NAMES = [command.name for command in described()]
COLOURED = {"NO_COLOR": "", "COLORTERM": "truecolor"}


def in_colour(*words: str, **variables: str) -> bool:
    """Whether a walk on a terminal shows colour."""
    return "\x1b[" in at_the_desk((), "route", *words, variables={**COLOURED, **variables}).seen


def stopped_at(typed: int) -> tuple[int, str]:
    """A walk at a terminal in which Ctrl-C is pressed after some lines were typed."""
    lines = Talk._line
    said = 0

    def line(talk: Talk) -> str:
        nonlocal said
        if said == typed:
            raise KeyboardInterrupt
        said += 1
        return lines(talk)

    with patch.object(Talk, "_line", line):
        session = at_the_desk(TO_ROUTINE, "route", "--now", NOW)
    return session.code, session.seen


# Streams and codes


def test_d1_results_go_to_stdout_and_notices_to_stderr() -> None:
    run = kmnav("route", "--json", "--from", "danger=none,gone=yes")

    assert 'There is no question "gone" now.' in run.err
    assert run.object["kind"] == "question"


CODES: dict[Exit, Callable[[Path], int]] = {
    Exit.OK: lambda _: kmnav("about").code,
    Exit.FAILURE: lambda folder: kmnav("about", "-o", str(folder / "there")).code,
    Exit.USAGE: lambda _: kmnav("route", "--age", "old").code,
    Exit.PACK_INVALID: lambda _: kmnav("check", str(DESK.parent / "spoilt")).code,
    Exit.NOT_FOUND: lambda _: kmnav("service", "qqqq").code,
    Exit.ANSWER_NEEDED: lambda _: kmnav("route").code,
    Exit.STOPPED: lambda _: stopped_at(1)[0],
}


@pytest.mark.parametrize("code", Exit)
def test_d2_every_exit_code_is_reached_as_documented(code: Exit, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("kept", encoding="utf-8")

    assert CODES[code](tmp_path) == code


def test_d3_a_reader_that_stops_early_is_no_error() -> None:
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m kmnav graph | head -1"],
        env=environment(KMNAV_PACK=""), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(ran.stdout.splitlines()) == 1


def test_d4_ctrl_c_at_a_prompt_says_how_to_carry_on() -> None:
    code, seen = stopped_at(3)

    assert code == Exit.STOPPED
    assert "\nStopped.\nTo carry on: kmnav route --from danger=none,today=none,about=mood\n" in seen


# Output forms


@pytest.mark.parametrize("words", REPORTING)
def test_d5_json_is_one_object_with_its_schema_first_and_a_newline_at_the_end(words: tuple[str, ...]) -> None:
    run = kmnav(*words, "--json")

    assert list(run.object)[:2] == ["schema", "kind"]
    assert run.object["schema"] == "kmnav/1"
    assert run.raw.endswith(b"}\n")
    assert run.raw.decode("utf-8") == run.out


def test_d6_plain_has_no_escapes_no_wrapping_and_the_same_words() -> None:
    colour = at_the_desk(TO_ROUTINE, "route", "--now", NOW, variables=COLOURED).seen
    plain = at_the_desk(TO_ROUTINE, "route", "--now", NOW, "--plain", variables=COLOURED).seen

    assert not ESCAPE.search(plain)
    assert ESCAPE.sub("", colour).split() == plain.split()
    assert not ESCAPE.search(kmnav("service", "oldport-haven").out)


def test_d7_colour_is_off_where_it_is_not_wanted() -> None:
    assert in_colour()
    assert not in_colour("--no-color")
    assert not in_colour(NO_COLOR="1")
    assert not in_colour(TERM="dumb")
    assert not in_colour(ACCESSIBLE="1")


def test_d7_each_stream_is_judged_by_itself() -> None:
    out = io.StringIO()
    with patch("tests.cli_support._streams", _only_errors_on_a_terminal(out)):
        errors = at_the_desk((*TO_ROUTINE, "q"), "route", "--now", NOW, variables=COLOURED).seen

    assert ESCAPE.search(errors)
    assert "NHS Talking Therapies" in out.getvalue()
    assert not ESCAPE.search(out.getvalue())


def _only_errors_on_a_terminal(out: io.StringIO) -> Callable[..., object]:
    from tests.cli_support import _streams

    return lambda typed, _, err: _streams(typed, out, err)


def test_d8_nothing_moves_on_the_screen() -> None:
    seen = at_the_desk(TO_ROUTINE, "route", "--now", NOW, variables=COLOURED).seen

    assert {escape[-1] for escape in ESCAPE.findall(seen)} == {"m"}
    assert "\r" not in seen
    assert "\b" not in seen


@pytest.mark.parametrize("columns", [40, 80])
def test_d9_nothing_is_lost_on_a_narrow_screen(columns: int) -> None:
    narrow = at_the_desk((), "service", "oldport-haven", "--now", NOW, columns=columns).seen

    assert narrow.split() == kmnav("service", "oldport-haven", "--now", NOW).out.split()
    assert max(len(line) for line in narrow.splitlines() if "https://" not in line) <= columns


def test_d10_no_pager_is_started(tmp_path: Path) -> None:
    mark = tmp_path / "started"
    at_the_desk((), "glossary", variables={"PAGER": f"touch {mark}"})

    assert not mark.exists()
    assert "`kmnav glossary | less`" in left_out()


# Asking


def test_d11_where_nobody_can_be_asked_the_flag_and_the_answers_are_named() -> None:
    run = kmnav("route", "--from", "danger=none")
    ended = at_the_desk(("4",), "route")

    assert run.code == ended.code == Exit.ANSWER_NEEDED
    assert "Give it as --answer today=VALUE; VALUE is one of: mind | not-sure | none" in run.err
    assert 'The input ended. An answer to "today" is needed.' in ended.seen
    assert "--age 34" in kmnav("route", "--from", "danger=none,today=none,about=mood,mood=worry").err


def test_d12_a_whole_walk_can_be_given_in_flags() -> None:
    answers = [f"{question}={value}" for question, value in (part.split("=") for part in ARRIVE["routine"].split(","))]
    words = [word for each in answers if each.partition("=")[0] not in ("age", "practice") for word in ("-a", each)]
    by_flag = kmnav("route", *words, "--age", "34", "--gp-area", "Oldport", "--now", NOW)

    assert (by_flag.code, by_flag.err) == (0, "")
    assert by_flag.out == kmnav("route", "--from", ARRIVE["routine"], "--now", NOW).out


@pytest.mark.parametrize("key", ["b", "?", "g CMHT", "e", "s", "x", "99", ""])
def test_d13_every_key_works_at_a_question_and_a_wrong_one_loses_nothing(key: str) -> None:
    session = at_the_desk(("4", "3", key, ""), "route", "--now", NOW)
    prompts = [screen.rstrip("\n").splitlines()[-2:] for screen in session.screens[:3]]

    assert all("e emergency, s start again, q quit" in " ".join(lines) for lines in prompts)
    left = session.seen.rpartition("--from ")[2].strip()
    assert left == {"b": "danger=none,today=none", "s": ""}.get(key, "danger=none,today=none") or key in ("b", "s")


def test_d14_the_emergency_line_stands_before_the_first_question_and_on_leaving() -> None:
    line = load_pack(DESK).settings.emergency_line
    seen = at_the_desk(("q",), "route").seen

    assert seen.startswith(line)
    assert line in seen.rpartition("> q")[2]


# Help and errors


@pytest.mark.parametrize("name", NAMES)
def test_d15_help_stands_on_every_level(name: str) -> None:
    words = [name] if name else []

    assert kmnav(*words, "-h").out == kmnav(*words, "--help").out
    assert kmnav(*words, "-h").code == Exit.OK
    assert kmnav().out == kmnav("-h").out


@pytest.mark.parametrize("name", NAMES)
def test_d16_help_leads_with_an_example(name: str) -> None:
    lines = kmnav(*([name] if name else []), "-h").out.splitlines()

    assert lines[2].strip().startswith(f"Example: kmnav {name}".strip())
    assert "kmnav about" in left_out()
    assert load_pack(DESK).settings.report_to in kmnav("about").out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("rout",), "route"),
        (("route", "--hom", "Stonham"), "--home"),
        (("route", "-a", "dangr=none"), "danger"),
        (("route", "-a", "danger=non"), "none"),
        (("route", "--home", "Stonhem"), "stonham"),
        (("service", "oldport heaven"), "Oldport Haven"),
        (("service", "--kind", "loca"), "local"),
        (("completion", "fisch"), "fish"),
    ],
)
def test_d17_a_near_miss_is_named_and_never_done(words: tuple[str, ...], meant: str) -> None:
    run = kmnav(*words)

    assert run.code != Exit.OK
    assert meant in run.err
    assert "ROUTINE" not in run.out


@pytest.mark.parametrize(
    "words", [("nonsense",), ("route", "--age", "x"), ("service", "qqqq"), ("about", "--now", "x")]
)
def test_d18_an_error_is_what_happened_and_what_to_do(words: tuple[str, ...]) -> None:
    run = kmnav(*words)

    assert_told_plainly(run, run.code)
    assert run.code != Exit.OK


def test_d18_what_nobody_expected_says_how_to_report_it_and_no_answers() -> None:
    with patch("kmnav.recommend.recommend", side_effect=ZeroDivisionError("danger=none")):
        run = kmnav("route", "--from", ARRIVE["routine"])
        with pytest.raises(ZeroDivisionError):
            kmnav("route", "--from", ARRIVE["routine"], "--debug")

    assert_told_plainly(run, Exit.FAILURE)
    assert "Please report this." in run.err
    assert "danger=none" not in run.err


def test_d19_a_flag_takes_the_same_in_every_command() -> None:
    takes: dict[str, set[str | None]] = {}
    for command in described():
        for option in command.options:
            for name in option.names:
                takes.setdefault(name, set()).add(option.takes)

    assert {name: kinds for name, kinds in takes.items() if len(kinds) > 1 and name != "--format"} == {}


def test_d20_the_version_names_program_pack_region_and_date() -> None:
    settings = load_pack(DESK).settings

    assert re.fullmatch(r"kmnav \S+\npack .*, region .*, format 1, as of .*\n", kmnav("--version").out)
    assert f"pack {settings.id} {settings.version}" in kmnav("--version").out


# Files and environment


def test_d21_a_home_that_is_not_there_is_no_matter_and_tilde_is_understood() -> None:
    assert kmnav("about", HOME="/nonexistent").code == Exit.OK
    assert kmnav("about", "--pack", f"~/{DESK.name}", HOME=str(DESK.parent), KMNAV_PACK="").out == kmnav("about").out


def test_d22_a_flag_goes_before_its_variable_and_a_bad_variable_is_told_where_it_is_used() -> None:
    by_both = kmnav("route", "--json", "--from", ARRIVE["routine"], "--as", "volunteer", KMNAV_ROLE="gp-practice")

    assert by_both.object["role"] == "volunteer"
    assert_told_plainly(kmnav("route", KMNAV_ROLE="nurse"), Exit.USAGE)
    assert kmnav("glossary", KMNAV_ROLE="nurse").code == Exit.OK


def test_d23_a_file_is_written_whole_and_never_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "about.txt"
    first = kmnav("about", "-o", str(file))
    again = kmnav("about", "-o", str(file))

    assert (first.code, first.out, first.err) == (0, "", f"Written to {file}\n")
    assert file.read_text(encoding="utf-8") == kmnav("about", "-o", "-").out
    assert_told_plainly(again, Exit.FAILURE)
    assert kmnav("about", "-o", str(file), "--force").code == Exit.OK


def test_d24_a_dash_reads_what_is_piped_and_nothing_else_does() -> None:
    assert kmnav("glossary", "--text", "-").code == Exit.OK
    assert "a pack from a pipe" in left_out().lower()


def test_d25_no_command_opens_a_connection() -> None:
    with patch.object(socket, "socket", side_effect=AssertionError("a connection was opened")):
        for words in (*REPORTING, ("completion", "bash"), ("graph",), ("--version",)):
            assert kmnav(*words).code in (Exit.OK, Exit.ANSWER_NEEDED)


@pytest.mark.parametrize("words", [("route", "--from", ARRIVE["routine"], "--json"), ("service", "oldport-haven")])
def test_d26_the_same_pack_input_and_now_give_the_same_bytes(words: tuple[str, ...]) -> None:
    one = in_a_process(*words, "--now", NOW, PYTHONHASHSEED="1")
    other = in_a_process(*words, "--now", NOW, PYTHONHASHSEED="2")

    assert one.raw == other.raw
    assert one.raw


# Shell citizenship


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_d27_completion_prints_a_script_alone_and_the_script_starts_nothing(shell: str) -> None:
    run = kmnav("completion", shell)

    assert (run.code, run.err) == (0, "")
    assert not re.search(r"[$`]?\(?kmnav [a-z]+\)|`kmnav", run.out)


def test_d28_the_man_page_is_shipped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]

    assert shared["docs/kmnav.1"] == "share/man/man1/kmnav.1"
    assert (ROOT / "docs/kmnav.1").is_file()


def test_d29_it_runs_in_any_folder_and_in_an_old_locale(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kmnav", "service", "oldport-haven", "--now", NOW],
        cwd=tmp_path, env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        capture_output=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.isascii()
    assert "GBP 1" in ran.stdout.decode("ascii")
    assert "from a zip file" in left_out()


def test_d30_what_is_asked_for_most_does_not_wait_for_what_it_does_not_use() -> None:
    loaded = "import sys; from kmnav.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    for words, unused in (
        (("--version",), {"rich", "rapidfuzz", "kmnav.check", "kmnav.recommend"}),
        (("glossary",), {"rich", "kmnav.check", "kmnav.recommend"}),
        (("completion", "bash"), {"rich", "rapidfuzz", "kmnav.check"}),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", loaded, *words], env=environment(), capture_output=True, text=True, check=True
        )
        assert not unused & set(ran.stdout.splitlines()[-1].split()), words


def left_out() -> str:
    """The part of docs/cli.md that says what kmnav leaves out."""
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    return text.partition("\n## What it leaves out, and why\n")[2].partition("\n## ")[0]
