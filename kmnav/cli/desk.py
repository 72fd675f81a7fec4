"""What every command shares: exit codes, what the options that hold everywhere come to, and ways to end."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import IO, TYPE_CHECKING, NoReturn

from kmnav.cli.streams import CannotWrite, flush, tell, write
from kmnav.errors import KmnavError, PackInvalid
from kmnav.record import dataclass, field_names

if TYPE_CHECKING:
    from pathlib import Path

    from kmnav.model import Role
    from kmnav.pack import Pack
    from kmnav.practice import Practice
    from kmnav.render.blocks import Screen

MOST_PROBLEMS = 20
PLAIN, MARKDOWN, JSON, MESSAGE, SHEET, NOTE = "plain", "markdown", "json", "message", "sheet", "note"
TAKEN = (MESSAGE, SHEET, NOTE)


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
class Said:
    """The options that hold for every command, as the command line gave them."""

    json: bool = False
    plain: bool = False
    no_color: bool = False
    no_input: bool = False
    now: str | None = None
    output: str | None = None
    force: bool = False
    pack: str | None = None
    region: str | None = None
    practice: str | None = None
    debug: bool = False

    def over(self, before: Said) -> Said:
        """These, and what was said `before` the command where these say nothing."""
        return Said(**{name: getattr(self, name) or getattr(before, name) for name in field_names(Said)})


@dataclass(frozen=True, slots=True)
class Desk:
    """The options that hold for every command, with the variables behind them. A flag goes before its variable.

    `form` is what `--format` named, for commands that have it.
    """

    said: Said = Said()
    form: str = ""

    @property
    def pack_dir(self) -> str | None:
        """The folder of the pack; None is the pack that came with the program."""
        return self.said.pack or os.environ.get("KMNAV_PACK") or None

    @property
    def region(self) -> str | None:
        """The region of the pack; None is the pack's own choice."""
        return self.said.region or os.environ.get("KMNAV_REGION") or None

    @property
    def on(self) -> date:
        """The moment to judge the age of facts and opening hours by; a day alone where `--now` gives only that."""
        return moment_of(self.said.now)

    def practice(self, pack: Pack) -> Practice | None:
        """The practice's own file: `--practice`, KMNAV_PRACTICE, or practice.yaml in the settings folder for kmnav."""
        file = self._practice_file()
        if file is None:
            return None
        from kmnav.load_practice import load_practice

        return load_practice(file, pack)

    def _practice_file(self) -> Path | None:
        from pathlib import Path

        given = self.said.practice or os.environ.get("KMNAV_PRACTICE")
        if given:
            return Path(given)
        from platformdirs import user_config_path

        usual = user_config_path("kmnav") / "practice.yaml"
        return usual if usual.is_file() else None

    @property
    def may_ask(self) -> bool:
        """Whether a person can be asked: one sits at a terminal, can see it, and nobody said otherwise."""
        quiet = self.said.no_input or self.said.json
        return not quiet and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))

    def pack(self, folder: str | None = None, *, strictly: bool = False) -> Pack:
        """The pack that the options name, or the one in `folder`; `strictly` from its YAML, for those who keep it.

        Raises PackInvalid or KmnavError.
        """
        if strictly:
            from kmnav.load import load_pack
        else:
            from kmnav.packs import load_pack
        try:
            return load_pack(folder or self.pack_dir, self.region)
        except PackInvalid:
            raise
        except KmnavError as error:
            raise KmnavError(error.happened, self._mend(error, folder)) from error

    def _mend(self, error: KmnavError, folder: str | None) -> str:
        if "no region" in error.happened:
            return error.do if self.said.region else f"{error.do} KMNAV_REGION asks for another."
        if folder or self.said.pack:
            return error.do
        return "KMNAV_PACK names that folder. Change the variable, or unset it."

    def role(self, given: str | None) -> Role:
        """The role that `--as` or KMNAV_ROLE names; a volunteer where neither does."""
        from kmnav.model import Role

        text = given or os.environ.get("KMNAV_ROLE") or Role.VOLUNTEER.value
        for role in Role:
            if role.value == text:
                return role
        known = " or ".join(role.value for role in Role)
        how = f"Use --as {known}." if given else f"KMNAV_ROLE says so. Set it to {known}, or unset it."
        fail(f'"{text}" is not a role.', how, Exit.USAGE)

    def show(self, screen: Screen, stream: IO[str] | None = None) -> None:
        """Print a screen to stdout, or to another stream, in the form that stream can take."""
        out = stream if stream is not None else sys.stdout
        if self.form == "markdown" and stream is None:
            from kmnav.render.markdown import markdown

            write(markdown(screen), out)
            return
        if self.is_plain(out):
            from kmnav.render.plain import plain

            write(plain(screen), out)
            return
        from kmnav.render.terminal import show

        show(screen, out, colour=not self.said.no_color and not os.environ.get("NO_COLOR"))

    def is_plain(self, stream: IO[str]) -> bool:
        """Whether a stream gets plain lines: asked for, no terminal, or a terminal that can do no more."""
        simple = os.environ.get("TERM") == "dumb" or bool(os.environ.get("ACCESSIBLE"))
        return self.said.plain or simple or not stream.isatty()


def fail(happened: str, do: str, code: Exit) -> NoReturn:
    """End with one line of what happened and one of what to do, below what was shown before."""
    flush()
    tell(happened)
    if do:
        tell(do)
    raise SystemExit(int(code))


def report(error: KmnavError) -> NoReturn:
    """End with an error's own words; a pack's problems first, one to a line."""
    if isinstance(error, PackInvalid):
        for problem in error.problems[:MOST_PROBLEMS]:
            tell(str(problem))
        if len(error.problems) > MOST_PROBLEMS:
            tell(f"… and {len(error.problems) - MOST_PROBLEMS} more. kmnav check shows them all.")
        fail(error.happened, error.do, Exit.PACK_INVALID)
    fail(error.happened, error.do, Exit.FAILURE if isinstance(error, CannotWrite) else Exit.USAGE)


def moment_of(now: str | None) -> date:
    """The moment that `now` names, a day alone where it has no time; else this moment in England."""
    if now is None:
        return _this_moment()
    try:
        return datetime.strptime(now, "%Y-%m-%dT%H:%M")
    except ValueError:
        pass
    try:
        return datetime.strptime(now, "%Y-%m-%d").date()
    except ValueError:
        pass
    fail(f'"{now}" is not a time.', "Write it as --now 2026-11-22T21:30.", Exit.USAGE)


def _this_moment() -> date:
    """Now by the clock on the wall in England; the day alone where the computer knows no time zones."""
    from zoneinfo import ZoneInfoNotFoundError

    try:
        return wall_clock(datetime.now(UTC))
    except ZoneInfoNotFoundError:
        return date.today()


def wall_clock(instant: datetime) -> datetime:
    """What the clocks of England show at an instant: opening hours are told in that time."""
    from zoneinfo import ZoneInfo

    return instant.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None, fold=0)
