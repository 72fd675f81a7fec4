"""A real pseudo-terminal with `kmnav` in it, and what stands on its screen."""

from __future__ import annotations

import os
import re
import sys
from types import TracebackType
from typing import Self

import pexpect

from tests.cli_support import NOW, environment

PROMPT = "\r\n> "
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ESCAPE = re.compile(r"\x1b\[[^m]*[A-Za-ln-z]")
DANGER, TODAY, ABOUT, NEAREST = (
    "Is any of these happening now?",
    "Does any of this need someone today?",
    "What is it mostly about?",
    "Which is nearest?",
)
NONE_IN_DANGER, NONE_TODAY, MOOD, WORRY = "4", "3", "1", "1"
TO_NEAREST = (NONE_IN_DANGER, NONE_TODAY, MOOD)
TO_ROUTINE = (*TO_NEAREST, WORRY, "34", "oldport")


class Terminal:
    """A person at a terminal with `kmnav` running in it."""

    def __init__(
        self,
        *words: str,
        columns: int = 80,
        lines: int = 24,
        variables: dict[str, str] | None = None,
        python: str = sys.executable,
    ) -> None:
        settings = environment(LC_ALL="C.UTF-8", **(variables or {}))
        arguments = ["-P", "-m", "kmnav", *(words or ("route", "--now", NOW))]
        self.child: pexpect.spawn[str] = pexpect.spawn(
            python,
            arguments,
            env=settings,
            dimensions=(lines, columns),
            encoding="utf-8",
            codec_errors="replace",
            timeout=30,
        )
        self.raw = ""
        self.screen = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.child.close(force=True)

    def type(self, *lines: str) -> str:
        """Type lines, each after a prompt; what the last one brought."""
        for line in lines:
            self.child.sendline(line)
            self.screen = self._read()
        return self.screen

    def type_bytes(self, bytes_typed: bytes) -> str:
        """Type what may be no text."""
        os.write(self.child.child_fd, bytes_typed)
        self.screen = self._read()
        return self.screen

    def _read(self) -> str:
        self.child.expect_exact([PROMPT, pexpect.EOF])
        self.raw = self.child.before or ""
        return COLOUR.sub("", self.raw).replace("\r\n", "\n")

    def press(self, key: str) -> str:
        """Hold Ctrl and press a key; what was said last."""
        self.child.sendcontrol(key)
        self.child.expect_exact(pexpect.EOF)
        return COLOUR.sub("", self.child.before or "").replace("\r\n", "\n")

    @property
    def code(self) -> int | None:
        """How it ended."""
        self.child.wait() if self.child.isalive() else self.child.close()
        code: int | None = self.child.exitstatus
        return code


def asks(screen: str, question: str) -> bool:
    """Whether a question stands on the screen, however it is wrapped."""
    return question in " ".join(screen.split())


def below(screen: str) -> str:
    """What stands below an ending, where the eye is."""
    return screen.rpartition("How sure is this")[2]
