"""Walks in a pseudo-terminal under random keys, pasted rubbish, new sizes, Ctrl-C, Ctrl-Z and an end of the input.

    python -m benchmarks.reliability.terminals 500

Each walk runs `kmnav` in a process group of its own below a small shell, as at a real terminal: Ctrl-Z stops it, the
shell takes the terminal back and brings it to the foreground again. The program is imported once and forked.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

import kmnav.cli.walk
import kmnav.render.terminal
from kmnav.__main__ import main as kmnav_main
from kmnav.cli.app import register

ROOT = Path(__file__).parents[2]
DESK = ROOT / "tests/packs/desk"
PROMPT = b"> "
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE, A_WHILE, KEYS_PRESSED = 60.0, 2.0, 14
ENDS_WELL = {0, 5, 130}
INSANE = 78
ONLY_THERE = b"Not in danger this minute"
LINES = (
    *"1234b?scw+tpngny0e", "", "? 1", "g CCG", "g \x07", "99", "34", "6m", "oldport",
    "Ford", "MZ2 4AB", "my mum cannot cope", "chest pain", "he took some tablets", "q" * 30, "--", "'; ls",
)  # fmt: skip
PASTES = (
    b"\x1b[200~4\n3\nrubbish\n\x1b[201~\n",
    b"\x00\x01\x02\x07\x08\x0b\x0e\x1b\x7f\n", b"\xff\xfe\xc3\x28\xed\xa0\x80\n",
    "\u202e\u2066\u0301\U0001f198\n".encode(),
    b"\x1b[A\x1b[B\x1bOP\x1b]0;title\x07\n", b"\x1b[6n\x1b[c\n", b"4\r\n3\r\n",
    b"[bold]{{7*7}}%s%n\n", b"x" * 3_000 + b"\n", b"\xe2\x80\n", b"\t\t\t\n",
)  # fmt: skip
LONG_LINE = b"long " * 20_000 + b"\n"


@dataclass
class Seen:
    """What one walk came to."""

    seed: int
    code: int = -1
    pressed: list[str] = field(default_factory=list)
    emergency: bool = False
    problem: str = ""


class Desk:
    """The person: a pseudo-terminal with the small shell and the program behind it."""

    def __init__(self, seed: int, pack: str, home: str) -> None:
        self.seen = Seen(seed)
        self.chance = Random(seed)
        self.text = b""
        self.status: int | None = None
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os._exit(_small_shell(pack, home))
        self.resize(80, 24)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window larger or smaller."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, until: bytes = PROMPT, seconds: float = PATIENCE) -> bool:
        """Read until the program waits, or has ended; whether it waits."""
        fresh, late = b"", time.monotonic() + seconds
        while time.monotonic() < late:
            if not select.select([self.terminal], [], [], 0.02)[0]:
                if self._ended():
                    return False
                if ESCAPES.sub(b"", fresh).endswith(until):
                    return True
                continue
            try:
                got = os.read(self.terminal, 65_536)
            except OSError:
                got = b""
            if not got:
                self._ended(wait=True)
                return False
            fresh += got
            self.text += got
        return ESCAPES.sub(b"", fresh).endswith(until)

    def read_on(self, start: int) -> None:
        """Read until the 999 screen stands below what was there at `start`; what was late comes before it."""
        late = time.monotonic() + PATIENCE
        while time.monotonic() < late and not self._ended():
            if self.read(seconds=A_WHILE) and ONLY_THERE in self.text[start:]:
                return

    def type(self, typed: bytes) -> None:
        """Type, reading what comes meanwhile: a terminal holds no more than a few thousand bytes."""
        late = time.monotonic() + PATIENCE
        os.set_blocking(self.terminal, False)
        while typed and time.monotonic() < late and not self._ended():
            can_read, can_write, _ = select.select([self.terminal], [self.terminal], [], 0.2)
            try:
                if can_read:
                    self.text += os.read(self.terminal, 65_536)
                if can_write:
                    typed = typed[os.write(self.terminal, typed[:1_000]) :]
            except BlockingIOError:
                continue
            except OSError:
                break
        os.set_blocking(self.terminal, True)

    def press_something(self) -> None:
        """One thing that a person, or a cat, may do at a keyboard."""
        what = self.chance.random()
        if what < 0.70:
            self._note("line", self.chance.choice(LINES).encode() + b"\n")
        elif what < 0.85:
            self._note("paste", self.chance.choice(PASTES))
        elif what < 0.87:
            self._note("long line", LONG_LINE)
        elif what < 0.95:
            self.seen.pressed.append("resize")
            self.resize(self.chance.choice((1, 5, 20, 40, 80, 300)), self.chance.choice((1, 24, 100)))
            self.type(b"\n")
        elif what < 0.98:
            self._note("Ctrl-Z", b"\x1a")
        else:
            self._note("Ctrl-C", b"\x03") if self.chance.random() < 0.5 else self._note("end of input", b"\x04")

    def _note(self, name: str, typed: bytes) -> None:
        self.seen.pressed.append(name)
        self.type(typed)

    def _ended(self, *, wait: bool = False) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, 0 if wait else os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    def close(self) -> None:
        """End it, whatever it does."""
        if not self._ended():
            os.kill(self.pid, signal.SIGKILL)
            self._ended(wait=True)
        os.close(self.terminal)


def _small_shell(pack: str, home: str) -> int:
    """Run the program in the foreground, bring it back when it is stopped, and see that the terminal is as it was."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    before = termios.tcgetattr(0)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os._exit(_program(pack, home))
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpgrp())
        sane = termios.tcgetattr(0) == before
        if not os.WIFSTOPPED(status):
            code = os.waitstatus_to_exitcode(status)
            return code if sane and code >= 0 else INSANE
        if not sane:
            return INSANE
        os.write(1, b"\n[stopped] fg\n")
        os.tcsetpgrp(0, child)
        os.kill(-child, signal.SIGCONT)
        os.write(1, PROMPT)


def _program(pack: str, home: str) -> int:
    # What it was started with must not reach the fork: no open file, no seed, no settings of whoever runs this.
    for name in [each for each in os.environ if each.startswith("KMNAV_")]:
        del os.environ[name]
    os.environ.update(HOME=home, XDG_CONFIG_HOME=home, TERM="xterm", KMNAV_PACK=pack)
    os.environ.pop("COLUMNS", None)
    for at, name in enumerate(("stdin", "stdout", "stderr")):
        stream = open(at, "r" if at == 0 else "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
    sys.argv = ["kmnav", "route"]
    try:
        kmnav_main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        return 1
    return 0


def play(seed: int, pack: str, home: str) -> Seen:
    """One walk: random keys, then the 999 screen must still be one key away."""
    desk = Desk(seed, pack, home)
    seen = desk.seen
    try:
        waits = desk.read()
        for _ in range(KEYS_PRESSED):
            if not waits:
                break
            desk.press_something()
            # A line that a terminal cannot hold loses its end: then nothing comes until more is typed.
            waits = desk.read(seconds=A_WHILE) or desk.status is None
        if waits:
            desk.resize(80, 24)
            start = len(desk.text)
            desk.type(b"\x15e\n")
            desk.read_on(start)
            seen.emergency = ONLY_THERE in desk.text[start:] and b"999" in desk.text[start:]
            desk.type(b"\x15q\n")
            desk.read()
        else:
            seen.emergency = desk.status is not None
        seen.problem = _problem(desk)
    finally:
        desk.close()
        seen.code = desk.status if desk.status is not None else -1
    return seen


def _problem(desk: Desk) -> str:
    said = desk.text.decode("utf-8", "replace")
    for sign in ("Traceback", "kmnav broke", "Exception ignored"):
        if sign in said:
            return f"{sign}: {said[said.index(sign) :][:1_500]}"
    if desk.status is None:
        return f"it does not end: {said[-400:]!r}"
    if desk.status not in ENDS_WELL:
        return f"it ended with {desk.status}: {said[-400:]!r}"
    return "" if desk.seen.emergency else f"the 999 screen was not to be had: {said[-600:]!r}"


def run(count: int, first: int = 0) -> list[Seen]:
    """Walks with the seeds from `first`; every tenth through the shipped pack."""
    register()
    assert kmnav.cli.walk
    assert kmnav.render.terminal
    with tempfile.TemporaryDirectory() as home:
        packs = [(seed, str(DESK) if seed % 10 else str(ROOT / "data")) for seed in range(first, first + count)]
        return [play(seed, pack, home) for seed, pack in packs]


def seen_in(text: str) -> list[Seen]:
    """The walks as `--json` prints them."""
    return [Seen(**each) for each in json.loads(text)]


def told(seen: list[Seen]) -> str:
    """How the walks ended, in a line, and what went wrong."""
    pressed = Counter(each for one in seen for each in one.pressed)
    ends = Counter(one.code for one in seen)
    return f"{len(seen)} walks; ended {dict(sorted(ends.items()))}; pressed {dict(pressed.most_common())}"


if __name__ == "__main__":
    walks = run(int(sys.argv[1]) if len(sys.argv) > 1 else 20, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    if "--json" in sys.argv:
        print(json.dumps([asdict(each) for each in walks]))
    else:
        print(told(walks))
        print(*(f"{each.seed}: {each.pressed} {each.problem}" for each in walks if each.problem), sep="\n")
    sys.exit(any(each.problem for each in walks))
