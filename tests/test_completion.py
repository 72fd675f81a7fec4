"""Completions: the scripts hold what can be typed, and Tab finishes it in a real shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from kmnav import load_pack
from kmnav.cli.described import described
from kmnav.load_terms import load_glossary
from tests.cli_support import DESK, assert_told_plainly, kmnav

SHELLS = ("bash", "zsh", "fish")
SEEN = re.compile(r"<<(kmnav [^%]*?)>>")
SHOW = r'printf "<<%s>>\n"'  # Ctrl-G shows the line as it stands
START = {
    "bash": (["--norc", "--noprofile", "-i"], f'bind -x \'"\\C-g": {SHOW} "$READLINE_LINE"\'; source {{}}'),
    "zsh": (
        ["-f", "-i"],
        f'autoload -Uz compinit; compinit -u -D; show() {{{{ {SHOW} "$BUFFER"; }}}}; zle -N show; bindkey "^G" show; '
        "source {}",
    ),
    "fish": (["--no-config", "-i"], f"bind \\cg '{SHOW} (commandline)'; source {{}}"),
}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed on this machine")


EACH = [pytest.param(shell, marks=needs(shell)) for shell in SHELLS]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script of each shell, for the small pack of the desk."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in SHELLS:
        (folder / shell).write_text(kmnav("completion", shell).out, encoding="utf-8")
    return folder


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_holds_every_command_option_service_place_term_and_answer(shell: str, scripts: Path) -> None:
    script = (scripts / shell).read_text(encoding="utf-8").replace("'\\''", "'").replace("\\'", "'")
    pack = load_pack(DESK)
    typed = {name for command in described() for option in command.options for name in option.names}
    wanted = [
        *(command.name for command in described()),
        *(name.removeprefix("--") for name in typed if name.startswith("--")),
        *pack.services,
        *pack.doors,
        *(town for each in pack.region.councils.values() for town in each.towns),
        *(each.acronym or each.term for each in load_glossary(DESK).terms.values()),
        *(f"{each.id}={option}" for each in pack.questions.values() for option in each.options),
        *(f"{fact}={council}" for fact in ("home", "practice") for council in pack.region.councils),
    ]

    assert [each for each in wanted if each not in script] == []


@pytest.mark.parametrize("shell", EACH)
def test_the_shell_can_read_its_script(shell: str, scripts: Path) -> None:
    ran = subprocess.run([shell, "-n", scripts / shell], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")


class Shell:
    """A person at a shell that has read the script. No `kmnav` is there: Tab must not need it."""

    def __init__(self, shell: str, script: Path) -> None:
        words, start = START[shell]
        empty = {"HOME": str(script.parent), "PATH": "/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        settings = {**empty, "KMNAV_PACK": "/nonexistent"}
        self.child: pexpect.spawn[str] = pexpect.spawn(
            shell, words, env=os.environ | settings, dimensions=(40, 150), encoding="utf-8", timeout=20
        )
        self.child.delaybeforesend = None
        self.child.sendline(start.format(script))
        self.child.sendline("echo begin''ning")
        self.child.expect_exact("beginning")

    def finishes(self, typed: str) -> str:
        """What stands on the line after Tab."""
        self.child.send(f"{typed}\t\x07")
        self.child.expect(SEEN)
        found = self.child.match
        assert isinstance(found, re.Match)
        line: str = found.group(1)
        self.child.sendcontrol("u")
        return line.removeprefix("kmnav ").rstrip()


LINES = {
    "gloss": "glossary",
    "--js": "--json",
    "route --why-": "route --why-not",
    "route --home sto": "route --home Stonham",
    "route --why-not oldport": "route --why-not oldport-haven",
    "service young": "service young-listeners",
    "route -a danger=br": "route -a danger=breathing",
    "route -a dan": "route -a danger=",
    "route --as gp": "route --as gp-practice",
    "graph --format merm": "graph --format mermaid",
}


@pytest.fixture(scope="module", params=EACH)
def shell(request: pytest.FixtureRequest, scripts: Path) -> Iterator[Shell]:
    person = Shell(request.param, scripts / request.param)
    yield person
    person.child.close(force=True)


@pytest.mark.parametrize("typed", LINES)
def test_tab_finishes_the_word(shell: Shell, typed: str) -> None:
    assert shell.finishes(f"kmnav {typed}") == LINES[typed]


def test_an_unknown_shell_is_refused_with_those_that_are_known() -> None:
    assert_told_plainly(kmnav("completion", "powershell"), 2)
    assert "Did you mean zsh?" in kmnav("completion", "zhs").err
    assert_told_plainly(kmnav("completion", "bash", "--json"), 2)


def test_a_script_says_what_it_was_made_from() -> None:
    assert f"pack {load_pack(DESK).settings.id}" in kmnav("completion", "bash").out.splitlines()[0]
