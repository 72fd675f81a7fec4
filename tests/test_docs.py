"""The documents say what the program does: their commands are run, their lists compared with the code."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.cli.app import register
from kmnav.cli.desk import Exit
from kmnav.pack import Pack
from kmnav.trust import Trust
from tests.documented import DOCUMENTS, ROOT, Shown, agrees, output_of, shown_in

SHOWN = [shown for file in DOCUMENTS for shown in shown_in(file)]
PAGES = sorted(page for page in ROOT.rglob("*.md") if not any(part.startswith(".") for part in page.parts[:-1]))
CODE = r"[A-Z]{3,5}(?:-[A-Z0-9]{2,})+"


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def part_of(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one."""
    return text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: f"{shown.file}:{shown.line}")
def test_a_command_prints_what_the_document_shows(shown: Shown, pack: Pack, fresh: Path) -> None:
    """As people have it: installed, and run where the pack's files are."""
    real = output_of(shown, pack.settings.as_of.isoformat(), fresh / "bin")

    assert agrees(shown.lines, real), f"$ {shown.command}\n" + "\n".join(real) + "\nRun: make docs"


def test_the_python_example_of_the_readme_prints_what_it_says(fresh: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    said = re.findall(r"^print\(.*\)\s+# (.*)$", example, re.MULTILINE)
    ran = subprocess.run(
        [fresh / "bin/python", "-c", example], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )

    assert said
    assert ran.stdout.splitlines() == said


def test_every_command_is_documented_and_shows_an_example() -> None:
    commands = [
        command.name or command.callback.__name__ for command in register().registered_commands if command.callback
    ]
    headings = re.findall(r"^## `kmnav ([a-z]+)", read("docs/cli.md"), re.MULTILINE)

    assert sorted(headings) == sorted(commands)
    for command in commands:
        helped = CliRunner().invoke(register(), [command, "--help"])
        assert f"Example: kmnav {command}" in helped.output


def test_every_exit_code_is_documented() -> None:
    told = {
        int(code) for code in re.findall(r"^\| (\d+) \|", part_of(read("docs/cli.md"), "## Exit codes"), re.MULTILINE)
    }

    assert told == {int(each) for each in Exit}


def test_every_environment_variable_that_is_read_is_documented() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "kmnav").rglob("*.py"))
    used = set(re.findall(r'"(KMNAV_[A-Z_]+|NO_COLOR|TERM|ACCESSIBLE)"', source))
    told = set(re.findall(r"^\| `([A-Z_]+)", part_of(read("docs/cli.md"), "## Environment"), re.MULTILINE))

    assert told == used


def codes_given(*folders: str) -> set[str]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {code for file in files for code in re.findall(rf'"({CODE})"', file.read_text(encoding="utf-8"))}


def test_every_code_that_the_program_gives_says_why_it_exists_with_an_example_and_how_to_mend_it() -> None:
    page = read("docs/checks.md")
    told = re.findall(rf"^### `({CODE})`\n[A-Z`].+\n- Why: .+\n- Example: .+\n- Mend it: .+$", page, re.MULTILINE)

    assert len(told) == len(set(told)) == page.count("\n### ")
    assert set(told) == codes_given("kmnav")


def test_every_code_of_a_rule_stands_with_its_rule() -> None:
    told = re.findall(rf"`({CODE})`", read("docs/safety-rules.md"))

    assert sorted(told) == sorted(codes_given("kmnav/check"))


def test_the_safety_rules_name_hazards_of_the_log() -> None:
    log = yaml.safe_load(read("safety/hazards.yaml"))
    text = read("docs/safety-rules.md")
    named = {each for line in re.findall(r"Hazards?: (.*)", text) for each in re.findall(r"`([a-z-]+)`", line)}

    assert named
    assert named <= set(log["hazards"])


def test_the_trust_table_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (yes|no) \| (yes|no) \|$", read("docs/trust.md"), re.MULTILINE)

    assert rows == [
        (trust.value, "yes" if trust.may_be_texted else "no", "yes" if trust.may_stand_alone else "no")
        for trust in Trust
    ]


def test_the_limits_of_trust_are_those_of_the_pack(pack: Pack) -> None:
    limits = pack.settings.trust

    assert f"{limits.urgent_months} months for a service behind an urgent" in read("docs/trust.md")
    assert f"and {limits.other_months} months otherwise" in read("docs/trust.md")


def test_no_link_between_pages_is_broken() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.relative_to(ROOT)} links to {link}"


def test_every_decision_says_what_lost() -> None:
    pages = sorted(Path(ROOT / "docs/adr").glob("*.md"))

    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert re.search(r"^## The options? that lost$", page.read_text(encoding="utf-8"), re.MULTILINE), page.name


def test_the_case_in_the_guide_for_contributors_passes(data: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", read("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    spare = tmp_path / "pack"
    shutil.copytree(data, spare)
    (spare / "cases.yaml").write_text(example, encoding="utf-8")
    (spare / "regions/kent-and-medway/cases.yaml").unlink()

    problems = check_pack(load_pack(spare)).problems

    assert [str(each) for each in problems if each.path.startswith("cases.")] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"^```sh\n(.*)\n```$", read("README.md"), re.MULTILINE)
    (tests,) = [command for command in commands if command.endswith("pytest")]

    assert tests in read(".ci/run")
    assert tests in read("CONTRIBUTING.md")


def test_the_makefile_names_only_programs_that_the_venv_has() -> None:
    used = {
        shlex.split(line)[0]
        for line in re.findall(r"^\t(?:[A-Z_]+=\w+ )?\$\(BIN\)/(\S+)", read("Makefile"), re.MULTILINE)
    }
    declared = {*re.findall(r'^  "([\w-]+)', read("pyproject.toml"), re.MULTILINE), "kmnav", "python", "pip"}

    assert used
    assert used <= declared


def test_the_readme_says_what_the_pack_says_of_itself(pack: Pack) -> None:
    about = pack.settings.about
    words = " ".join(read("README.md").replace("\n> ", " ").split())

    for fact in ("assess its own risks (DCB0160)", "medical device has not been settled", "been settled"):
        assert fact in about.signed
        assert fact in words
    assert "No clinician has signed" in about.signed
    assert "No clinician has signed" in words
    assert "Nobody has yet called a number or visited a place to check it" in about.checked
    assert "nobody has yet called a number or visited a place to check it" in words
    assert about.licence.partition(". ")[2] in words
