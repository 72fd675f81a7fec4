"""What every command shares: exit codes, the options that hold everywhere, and where output goes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import IO, TYPE_CHECKING, NoReturn

from kmnav.errors import KmnavError, PackInvalid

if TYPE_CHECKING:
    from kmnav.pack import Pack
    from kmnav.render.blocks import Screen


class Exit(IntEnum):
    """What a command's exit code means."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    PACK_INVALID = 3
    NOT_FOUND = 4
    ANSWER_NEEDED = 5
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class Desk:
    """The options that hold for every command, and the streams as they are."""

    pack_dir: str | None = None
    region: str | None = None
    plain: bool = False
    colour: bool = True
    debug: bool = False

    def pack(self) -> Pack:
        """The pack that the options name. Raises PackInvalid or KmnavError."""
        from kmnav.load import load_pack

        return load_pack(self.pack_dir, self.region)

    def show(self, screen: Screen, stream: IO[str] | None = None) -> None:
        """Print a screen to stdout, or to another stream, in the form that stream can take."""
        out = stream if stream is not None else sys.stdout
        if self.is_plain(out):
            from kmnav.render.plain import plain

            write(plain(screen), out)
            return
        from kmnav.render.terminal import show

        show(screen, out, colour=self.colour and not os.environ.get("NO_COLOR"))

    def is_plain(self, stream: IO[str]) -> bool:
        """Whether a stream gets plain lines: asked for, no terminal, or a terminal that can do no more."""
        simple = os.environ.get("TERM") == "dumb" or bool(os.environ.get("ACCESSIBLE"))
        return self.plain or simple or not stream.isatty()


def write(text: str, stream: IO[str] | None = None) -> None:
    """Write text so that an old code page loses no words: marks that it lacks are written in ASCII."""
    out: IO[str] = stream if stream is not None else sys.stdout
    try:
        out.write(text)
    except UnicodeEncodeError:
        encoding = getattr(out, "encoding", None) or "ascii"
        out.write(text.encode(encoding, "replace").decode(encoding))


def tell(text: str) -> None:
    """A notice or an error: one line to stderr."""
    write(text + "\n", sys.stderr)


def fail(happened: str, do: str, code: Exit) -> NoReturn:
    """End with one line of what happened and one of what to do."""
    tell(happened)
    if do:
        tell(do)
    raise SystemExit(int(code))


def report(error: KmnavError) -> NoReturn:
    """End with an error's own words; a pack's problems first, one to a line."""
    if isinstance(error, PackInvalid):
        for problem in error.problems[:20]:
            tell(str(problem))
        if len(error.problems) > 20:
            tell(f"… and {len(error.problems) - 20} more. kmnav check shows them all.")
        fail(error.happened, error.do, Exit.PACK_INVALID)
    fail(error.happened, error.do, Exit.USAGE)


def day_of(now: str | None) -> date:
    """The day to judge the age of facts by: `--now`, else today in this computer's time."""
    if now is None:
        return date.today()
    for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d"):
        try:
            return datetime.strptime(now, form).date()
        except ValueError:
            continue
    fail(f'"{now}" is not a time.', "Write it as --now 2026-11-22T21:30.", Exit.USAGE)


def may_ask(no_input: bool) -> bool:
    """Whether a person can be asked: they sit at a terminal, and nobody said otherwise."""
    return not no_input and sys.stdin is not None and sys.stdin.isatty()
