"""Runs the long parts and writes what they found into docs/reliability.md: all of them, or those that are named.

python -m benchmarks.reliability [PART[=COUNT]…]
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.reliability import packs, privacy, surroundings, terminals, walks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reliability.md"
ROW = "| {part} | {count} | {found} | {with_} | {on} |"


@dataclass(frozen=True)
class Row:
    """What one part came to, as the table says it."""

    count: str
    found: str
    with_: str
    wrong: tuple[str, ...] = ()


def damaged_packs(count: int) -> Row:
    """Damaged packs."""
    done = packs.run(count)
    found = (
        f"{done.loaded:,} loaded, {done.refused:,} refused with file and line, {len(done.broken)} broke; "
        f"slowest {done.slowest:.2f} s, largest {done.largest_mb} MB"
    )
    return Row(f"{done.packs:,}", found, _here(), tuple(done.broken))


def random_walks(count: int) -> Row:
    """Walks through the engine."""
    done = walks.run(count)
    found = f"{done.steps:,} steps, {len(done.outcomes)} endings reached, {len(done.broken)} broken promises"
    return Row(f"{done.walks + len(done.broken):,}", found, _here(), tuple(done.broken))


def terminal_walks(count: int) -> Row:
    """Walks in a pseudo-terminal, in two processes of their own: each forks what it has imported."""
    half = -(-count // 2)
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.reliability.terminals", str(many), str(first), "--json"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for many, first in ((half, 0), (count - half, half)) if many
    ]  # fmt: skip
    seen = [one for run in runs for one in terminals.seen_in(run.communicate()[0])]
    wrong = tuple(f"{one.seed}: {one.problem}" for one in seen if one.problem)
    keys = sum(len(one.pressed) for one in seen)
    return Row(f"{len(seen)}", f"{keys:,} things done to them, {len(wrong)} went wrong", _here(), wrong)


def all_surroundings(_: int) -> Row:
    """Every command in every surrounding, with each Python that KMNAV_PYTHONS names beside this one."""
    others = os.environ.get("KMNAV_PYTHONS", "").split()
    found = surroundings.run([sys.executable, *others])
    each = f"{len(surroundings.COMMANDS)} commands in {len(list(surroundings.all_runs('')))} runs each Python"
    total = sum(found.runs.values())
    return Row(
        f"{total}", f"{each}, {len(found.wrong)} went wrong", f"Python {', '.join(found.runs)}", tuple(found.wrong)
    )


def nothing_kept(_: int) -> Row:
    """The canary, and the calls to the network."""
    leaks = privacy.run()
    traced = leaks.not_traced or f"{leaks.traced} commands traced"
    return Row(
        f"{leaks.looked} ways to type", f"{traced}; {len(leaks.found)} leaks or calls", _here(), tuple(leaks.found)
    )


def supply(_: int) -> Row:
    """Licences and known weaknesses."""
    tool = os.environ.get("KMNAV_PIP_AUDIT") or shutil.which("pip-audit")
    words = [sys.executable, str(ROOT / "packaging/audit.py"), *([tool] if tool else [])]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    told = " ".join(ran.stdout.split())
    return Row("packaging/locked.txt", told, _here(), (told,) if ran.returncode else ())


def _here() -> str:
    return f"Python {platform.python_version()}"


PARTS: dict[str, tuple[str, int, Callable[[int], Row]]] = {
    "packs": ("Damaged packs", 10_000, damaged_packs),
    "walks": ("Random walks through the engine", 100_000, random_walks),
    "terminals": ("Walks in a pseudo-terminal", 500, terminal_walks),
    "surroundings": ("Commands in odd surroundings", 1, all_surroundings),
    "privacy": ("What was typed, looked for; network calls", 1, nothing_kept),
    "supply": ("Licences and known weaknesses", 1, supply),
}


def write(part: str, row: Row, seconds: float) -> None:
    """Put a part's row into the table of the page, in the place of its last one."""
    name = PARTS[part][0]
    with_ = f"{row.with_}, kmnav {version('kmnav')}, {seconds / 60:.0f} min"
    line = ROW.format(part=name, count=row.count, found=row.found, with_=with_, on=date.today().isoformat())
    text = PAGE.read_text(encoding="utf-8")
    found, count = re.subn(rf"^\| {re.escape(name)} \|.*$", lambda _: line, text, flags=re.MULTILINE)
    PAGE.write_text(found if count else text.replace("<!-- end -->", f"{line}\n<!-- end -->", 1), encoding="utf-8")


def main() -> int:
    """Run the parts; 1 if anything went wrong."""
    wanted = dict(each.partition("=")[::2] for each in sys.argv[1:]) or dict.fromkeys(PARTS, "")
    wrong = 0
    for part, count in wanted.items():
        name, usual, run = PARTS[part]
        began = time.monotonic()
        row = run(int(count or usual))
        write(part, row, time.monotonic() - began)
        print(f"{name}: {row.count}. {row.found}")
        print(*row.wrong[:20], sep="\n")
        wrong += len(row.wrong)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
