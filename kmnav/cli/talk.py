"""Talking with the person at a terminal: screens and prompts on stderr, a line of theirs, the result on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable

from kmnav.cli.desk import TAKEN, Desk
from kmnav.cli.output import forget_earlier
from kmnav.cli.streams import tell, write
from kmnav.errors import UnknownAnswer
from kmnav.render.blocks import Heading, Keys, Line, Screen, Space, Title

PROMPT = "> "


class Talk:
    """The talk with one person."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.to_make = ""

    def say(self, screen: Screen) -> None:
        """Show a screen that is no result."""
        self._apart(screen)
        self.desk.show(screen, sys.stderr)

    def _apart(self, screen: Screen) -> None:
        """A question or an ending stands apart from what is above it."""
        has_space = not self.desk.is_plain(sys.stderr) and isinstance(screen[0], Heading | Space)
        if isinstance(screen[0], Heading | Space | Title) and not has_space:
            tell("")

    def notice(self, text: str) -> None:
        """Say a sentence or two."""
        self.say((Line(text),))

    def result(self, screen: Screen, seen: Screen | None = None) -> None:
        """Show a result. The person sees it (or `seen`, where they saw the rest before) wherever stdout goes.

        Where stdout is kept for a message, a sheet or a note, the person alone sees it.
        """
        if self.desk.form in TAKEN:
            self.to_make = self.desk.form
            self.say(seen or screen)
            return
        if sys.stdout.isatty():
            self._apart(seen or screen)
            self.desk.show(seen or screen)
            return
        forget_earlier()
        self.desk.show(screen)
        self.say(seen or screen)

    def ask(self, keys: Keys, take: Callable[[str], None]) -> None:
        """Read lines until `take` accepts one; what it cannot take (UnknownAnswer) is said, and nothing is lost."""
        while True:
            self.say((keys,))
            said = self._line()
            try:
                take(said)
            except UnknownAnswer as error:
                self.notice(f"{error.happened} {error.do}")
            else:
                return

    def _line(self) -> str:
        write(PROMPT, sys.stderr)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return " ".join("".join(mark if mark.isprintable() else " " for mark in line).split())


def chosen(said: str, most: int) -> int | None:
    """The place in a numbered list that a line names, from 0; None where it names none."""
    if said.isascii() and said.isdigit() and len(said) < 4 and 0 < int(said) <= most:
        return int(said) - 1
    return None
