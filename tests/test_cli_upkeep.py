"""`kmnav check` and `graph`, and what `--version` says: for the people who keep a pack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli_support import DESK, assert_told_plainly, kmnav, with_damage

LOCAL = "regions/marshire/services/local.yaml"
PROBLEM = re.compile(r"\S+\.yaml:\d+: [A-Z]+(-[A-Z]+)+ \S.*[.?!] \S.*[.?]( \(warning\))?$")


def test_a_sound_pack_passes_with_its_figures() -> None:
    run = kmnav("check", str(DESK))

    assert (run.code, run.err) == (0, "")
    assert "questions: 5\n" in run.out
    assert "read by a clinician: 0\n" in run.out
    assert "error" not in run.out.lower()


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "pathways.yaml",
            "flags: [breathing], go: call-999}",
            "flags: [breathing], go: money}",
            "pathways.yaml:34: SAFE-MONOTONE",
        ),
        ("pathways.yaml", "go: today}", "go: nowhere}", "pathways.yaml:37: REF-MISSING "),
        ("pathways.yaml", "start: danger", "start: danger\nstart: today", "pathways.yaml:2: LOAD-TWICE "),
        ("pack.yaml", "stay-with: {all: Stay with the person. Do not hang up until", "stay: {all: Until", "SAFE-STAY "),
        (LOCAL, "phone: 01632 960222", "phon: 01632 960222", f"{LOCAL}:18: LOAD-UNKNOWN "),
    ],
    ids=["999 that leads to money", "a question that is not there", "a key twice", "nobody stays", "a mistyped key"],
)
def test_a_spoilt_pack_is_refused_with_file_line_and_what_to_do(
    tmp_path: Path, file: str, old: str, new: str, line: str
) -> None:
    run = kmnav("check", str(with_damage(tmp_path, {file: (old, new)})))

    assert run.code == 3
    problems = [each for each in run.out.splitlines() if PROBLEM.match(each)]
    assert any(line in each for each in problems), run.out
    assert run.out.splitlines()[: len(problems)] == problems


def test_a_warning_is_an_error_only_when_asked_for(tmp_path: Path) -> None:
    pack = str(with_damage(tmp_path, {"cases.yaml": ("bills:", "# bills:")}))
    plain, strict = kmnav("check", pack), kmnav("check", pack, "--strict")

    assert plain.out == strict.out
    assert 'CASE-NONE No case comes to "money". Add one to cases.yaml. (warning)' in plain.out
    assert plain.out.splitlines()[-1].startswith("0 errors, ")
    assert (plain.code, strict.code) == (0, 3)


@pytest.mark.parametrize("command", ["about", "route", "service", "graph", "--version"])
def test_a_spoilt_pack_stops_every_other_command_with_the_same_lines(tmp_path: Path, command: str) -> None:
    pack = with_damage(tmp_path, {"pathways.yaml": ("go: today}", "go: nowhere}")})

    run = kmnav(command, "--pack", str(pack))

    assert run.code == 3
    assert run.out == ""
    assert run.err.startswith("pathways.yaml:")
    assert run.err.endswith("Mend each line above, then run: kmnav check\n")


def test_more_problems_than_anyone_reads_are_counted(tmp_path: Path) -> None:
    pack = with_damage(tmp_path, {})
    with (pack / "red_flags.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(f"wrong-{at}: {{}}\n" for at in range(9)))

    run = kmnav("about", "--pack", str(pack))

    assert len(run.err.splitlines()) == 23
    assert "more. kmnav check shows them all." in run.err


@pytest.mark.parametrize("folder", ["nowhere", "data/services"])
def test_a_folder_without_a_pack_is_a_mistake(folder: str) -> None:
    run = kmnav("check", folder)

    assert_told_plainly(run, 2)
    assert f'There is no pack in "{folder}".' in run.err


def test_the_folder_goes_before_the_flag_and_the_flag_before_the_variable(tmp_path: Path) -> None:
    spoilt = str(with_damage(tmp_path, {"pathways.yaml": ("go: today}", "go: nowhere}")}))

    assert kmnav("check", str(DESK), "--pack", spoilt).code == 0
    assert kmnav("check", "--pack", str(DESK), KMNAV_PACK=spoilt).code == 0
    assert kmnav("check", KMNAV_PACK=spoilt).code == 3


def test_the_outline_has_every_question_option_and_ending() -> None:
    out = kmnav("graph").out

    assert "danger [emergency]: Is any of these happening now?" in out
    assert "    -> call-999 = emergency: Call 999 now" in out
    assert "    -> (under 18) practice-list = soon: On the practice's list today" in out


def test_the_chart_has_the_same_edges() -> None:
    out = kmnav("graph", "--format", "mermaid").out

    assert out.startswith("flowchart TD\n")
    assert 'today -->|"Asked, none of these"| about' in out


@pytest.mark.parametrize("words", [("--format", "dwg"), ("--json",)])
def test_a_form_that_the_graph_has_not_is_a_mistake(words: tuple[str, ...]) -> None:
    run = kmnav("graph", *words)

    assert_told_plainly(run, 2)
    assert "--format text or mermaid or dot" in run.err


def test_the_version_names_program_pack_region_format_and_date() -> None:
    out = kmnav("--version").out

    assert out.splitlines()[0].startswith("kmnav ")
    assert "pack desk 2026.11.22, region marshire, format 1, as of 2026-11-22" in out


def test_a_region_that_the_pack_has_not_is_a_mistake() -> None:
    by_flag, by_variable = kmnav("about", "--region", "kent"), kmnav("about", KMNAV_REGION="kent")

    for run in (by_flag, by_variable):
        assert_told_plainly(run, 2)
        assert "Use one of: marshire." in run.err
    assert "KMNAV_REGION" in by_variable.err
    assert kmnav("about", "--region", "marshire", KMNAV_REGION="kent").code == 0


def test_a_bad_folder_in_the_variable_names_the_variable() -> None:
    run = kmnav("about", KMNAV_PACK="/nowhere")

    assert_told_plainly(run, 2)
    assert "KMNAV_PACK names that folder." in run.err
