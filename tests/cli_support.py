"""How tests run the program: as a command whose output is no terminal, at a desk that pretends to be one, and for real.

`kmnav(...)` and `at_the_desk(...)` run `main` in this process, with streams of their own and an environment without
the variables that the program reads. `in_a_process(...)` starts it as a person's shell would.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kmnav.__main__ import main

TESTS = Path(__file__).parent
DESK = TESTS / "packs" / "desk"
NOW = "2026-11-22T21:30"
READ = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "CLICOLOR", "ACCESSIBLE", "TERM", "COLORTERM")
SIZED = ("COLUMNS", "LINES")

ARRIVE = {
    "emergency": "danger=breathing",
    "urgent": "danger=none,today=mind",
    "soon": "danger=none,today=none,about=mood,mood=not-sure,age=34,practice=oldport",
    "routine": "danger=none,today=none,about=mood,mood=worry,age=34,practice=oldport",
}


@dataclass(frozen=True)
class Run:
    """What a command did."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        thing: dict[str, Any] = json.loads(self.out)
        return thing


def environment(**variables: str) -> dict[str, str]:
    """This environment without what the program reads, with the toy pack and nobody's settings; then `variables`."""
    unread = (*READ, *SIZED)
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in unread and not key.startswith(("KMNAV_", "PYTHONIOENCODING", "LC_", "LANG", "_TYPER"))
    }
    nobodys = {"KMNAV_PACK": str(DESK), "TERM": "xterm", "XDG_CONFIG_HOME": "/nonexistent"}
    return {**kept, **nobodys, **variables}


def kmnav(*words: str, encoding: str = "utf-8", **variables: str) -> Run:
    """Run a command whose output is no terminal, with nobody to answer."""
    out, err = _stream(encoding), _stream(encoding)
    with (
        _streams(io.TextIOWrapper(io.BytesIO()), out, err),
        patch.dict(os.environ, environment(**variables), clear=True),
    ):
        code = _code(words)
    return Run(code, _text(out), _text(err), _raw(out))


@dataclass(frozen=True)
class Session:
    """What a person saw at the desk, screens and typed lines in one, and how it ended."""

    code: int
    seen: str

    @property
    def screens(self) -> list[str]:
        """What was shown between one typed line and the next."""
        return self.seen.split("\n> ")


def at_the_desk(
    typed: Sequence[str], *words: str, columns: int = 80, variables: dict[str, str] | None = None
) -> Session:
    """Run a walk on a make-believe terminal of some width; the input ends after the typed lines."""
    screen = _Terminal()
    settings = environment(**{"COLUMNS": str(columns), "NO_COLOR": "1", **(variables or {})})
    with _streams(_Keyboard(typed, screen), screen, screen), patch.dict(os.environ, settings, clear=True):
        code = _code(words)
    return Session(code, screen.getvalue())


def in_a_process(*words: str, **variables: str) -> Run:
    """Run a command in a process of its own, with no terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "kmnav", *words],
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Run(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.stdout
    )


def assert_told_plainly(run: Run, code: int) -> None:
    """It failed as people are told: what happened, what to do, nothing else."""
    assert run.code == code, run.err
    assert "Traceback" not in run.err
    lines = run.err.strip().splitlines()
    assert 1 <= len(lines) <= 3, run.err
    assert all(line.strip() for line in lines)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Keyboard(io.StringIO):
    """Lines that are echoed as they are read, as a terminal does."""

    def __init__(self, typed: Sequence[str], screen: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in typed))
        self.screen = screen

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        self.screen.write(line or "\n")
        return line


def _stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


@contextmanager
def _streams(typed: Any, out: Any, err: Any) -> Iterator[None]:
    with patch.object(sys, "stdin", typed), patch.object(sys, "stdout", out), patch.object(sys, "stderr", err):
        yield


def _code(words: Sequence[str]) -> int:
    with patch.object(sys, "argv", ["kmnav", *words]):
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def _raw(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    held = stream.buffer
    assert isinstance(held, io.BytesIO)
    return held.getvalue()


def _text(stream: io.TextIOWrapper) -> str:
    return _raw(stream).decode(stream.encoding)


def rows(text: str, columns: int) -> int:
    """How many rows of a terminal a text takes."""
    return sum(max(1, -(-len(line) // columns)) for line in text.splitlines())


def with_damage(folder: Path, damage: Mapping[str, tuple[str, str]]) -> Path:
    """A copy of the desk's pack in `folder`, with one piece of text in each named file replaced."""
    import shutil

    pack = Path(shutil.copytree(DESK, folder / "damaged"))
    for name, (old, new) in damage.items():
        file = pack / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return pack
