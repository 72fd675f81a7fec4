"""The commands that README.md and docs/ show, run for real.

A block that opens with ```console holds commands (`$ …`) with their output. A line `…` stands for any lines
left out; a block that ends in one keeps its length. Lines `> …` were typed by a person: such a command is run
on a terminal of 80 columns. `python -m tests.documented` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
DOCUMENTS = ("README.md", "docs/cli.md")
LEFT_OUT = "…"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DATED = re.compile(r"\bkmnav (route|service)\b(?! --help)")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Shown:
    """A command as a document shows it: where, what was typed on the way, and the lines below it."""

    file: str
    line: int
    command: str
    lines: tuple[str, ...]

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(line[2:] for line in self.lines if line.startswith("> "))


def shown_in(file: str) -> Iterator[Shown]:
    text = (ROOT / file).read_text(encoding="utf-8")
    for block in _BLOCK.finditer(text):
        yield from _commands(file, text.count("\n", 0, block.start()) + 2, block.group(1).splitlines())


def _commands(file: str, first: int, lines: Sequence[str]) -> Iterator[Shown]:
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Shown(file, first + start, lines[start][2:], tuple(lines[start + 1 : end]))


def output_of(shown: Shown, as_of: str, programs: Path = PROGRAMS) -> list[str]:
    """What the command prints, run with the kmnav in `programs`.

    The age of facts is judged at the pack's own date, so that it always prints the same.
    """
    command = _DATED.sub(rf"kmnav \1 --now {as_of}", shown.command)
    with tempfile.TemporaryDirectory() as home:
        settings = _environment(home, programs)
        text = _typed(command, shown.typed, settings) if shown.typed else _printed(command, settings)
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def agrees(lines: Sequence[str], real: Sequence[str]) -> bool:
    """Whether the lines in the document are those of a real run, but for the lines left out."""
    if not lines:
        return not real or list(real) == [""]
    if lines[0].strip() == LEFT_OUT:
        return any(agrees(lines[1:], real[at:]) for at in range(len(real) + 1))
    return bool(real) and lines[0].rstrip() == real[0] and agrees(lines[1:], real[1:])


def _environment(home: str, programs: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KMNAV_", "PYTEST_"))}
    unset = ("NO_COLOR", "ACCESSIBLE", "FORCE_COLOR", "LINES")
    path = os.pathsep.join(map(str, (programs, PROGRAMS, kept.get("PATH", ""))))
    return {key: value for key, value in kept.items() if key not in unset} | {
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "PATH": path,
        "COLUMNS": "80",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
    }


def _printed(command: str, settings: Mapping[str, str]) -> str:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    ).stdout


def _typed(command: str, typed: Sequence[str], settings: Mapping[str, str]) -> str:
    terminal = pexpect.spawn(
        "bash", ["-c", command], cwd=ROOT, env=dict(settings), dimensions=(24, 80), encoding="utf-8", timeout=30
    )
    seen = ""
    for each in typed:
        terminal.expect_exact("> ")
        seen += f"{terminal.before}> "
        terminal.sendline(each)
    terminal.expect([pexpect.EOF, "\n> "])
    seen += terminal.before or ""
    terminal.close(force=True)
    return _ANSI.sub("", seen).replace("\r", "")


def rewritten(file: str, as_of: str) -> str:
    """The document with its outputs from real runs. Lines left out in the middle are for a person to choose."""
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()
    for shown in reversed(list(shown_in(file))):
        real = output_of(shown, as_of)
        if not agrees(shown.lines, real):
            text[shown.line : shown.line + len(shown.lines)] = _cut_like(shown, real)
    return "\n".join(text) + "\n"


def _cut_like(shown: Shown, real: list[str]) -> list[str]:
    if LEFT_OUT in shown.lines[:-1]:
        print(f"{shown.file}:{shown.line}: cut this one by hand", *real, sep="\n")
        return list(shown.lines)
    if shown.lines and shown.lines[-1] == LEFT_OUT and len(real) >= len(shown.lines):
        return [*real[: len(shown.lines) - 1], LEFT_OUT]
    return real


if __name__ == "__main__":
    from kmnav import load_pack

    for document in DOCUMENTS:
        (ROOT / document).write_text(rewritten(document, load_pack().settings.as_of.isoformat()), encoding="utf-8")
