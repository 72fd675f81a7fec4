"""Every command in every surrounding: read-only folders, old locales, narrow screens, closed streams, no network.

python -m benchmarks.reliability.surroundings [PYTHON…]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
DESK = ROOT / "tests/packs/desk"
WALKED = "danger=none,today=none,about=mood,mood=worry,age=34,practice=oldport"
COMMANDS: dict[str, tuple[str, ...]] = {
    "the version": ("--version",),
    "help": ("-h",),
    "nothing": (),
    "a question": ("route",),
    "an ending": ("route", "--from", WALKED),
    "an ending as JSON": ("route", "--from", WALKED, "--json"),
    "a message": ("route", "--from", WALKED, "--format", "message"),
    "a sheet": ("route", "--from", WALKED, "--format", "sheet"),
    "find": ("find", "cannot", "sleep", "for", "worry"),
    "the 999 screen": ("emergency",),
    "a service": ("service", "oldport-haven"),
    "services": ("service", "--age", "15", "--json"),
    "what it is": ("about",),
    "a term": ("glossary", "CMHT"),
    "all terms": ("glossary",),
    "questions that people ask": ("faq",),
    "the checks": ("check",),
    "the graph": ("graph",),
    "a check written down, refused": ("checked", "nobody", "main", "--how", "phone"),
    "completion": ("completion", "bash"),
}
MAY_END = {0, 3, 4, 5}
CLOSED = {"closed stdin": "<&-", "closed stdout": ">&-", "closed stderr": "2>&-", "all closed": "<&- >&- 2>&-"}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "as usual": {},
    "no HOME": {"HOME": "", "XDG_CONFIG_HOME": ""},
    "a HOME that is not there": {"HOME": "/nonexistent", "XDG_CONFIG_HOME": ""},
    "a read-only HOME": {"HOME": "READ-ONLY", "XDG_CONFIG_HOME": "", "TMPDIR": "READ-ONLY"},
    "LANG=C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "code page 1252": {"PYTHONIOENCODING": "cp1252"},
    "code page 437": {"PYTHONIOENCODING": "cp437"},
    "20 columns": {"COLUMNS": "20"},
    "1 column": {"COLUMNS": "1", "FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"},
    "a terminal that nobody knows": {"TERM": "unknown-9000"},
    "Python told to warn of everything": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
}


@dataclass
class Findings:
    """How many runs there were, by Python, and those that went wrong."""

    runs: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def environment(changes: dict[str, str], read_only: str) -> dict[str, str]:
    """What a command finds around it: nobody's settings, and these changes; an empty value is no variable."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT")}
    found = {**kept, "HOME": read_only, "TERM": "xterm", "LC_ALL": "C.UTF-8", "KMNAV_PACK": str(DESK), **changes}
    return {key: read_only if value == "READ-ONLY" else value for key, value in found.items() if value}


def may_not_write(changes: dict[str, str]) -> list[str]:
    """What goes before a command so that a read-only folder is one for the administrator too."""
    if "READ-ONLY" in changes.values() and os.geteuid() == 0 and shutil.which("setpriv"):
        return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    return []


def wrong_with(done: subprocess.CompletedProcess[bytes]) -> str:
    """What is wrong with a run; nothing where it ended as commands do."""
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    for sign in ("Traceback", "kmnav broke", "Exception ignored", "Warning:", "Fatal Python"):
        if sign in said:
            return f"{sign}: {said[-900:]}"
    return "" if done.returncode in MAY_END else f"ended with {done.returncode}: {said[-400:]}"


def all_runs(python: str) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Each run: what it is, its words, and the changes to its surroundings."""
    run = [python, "-m", "kmnav"]
    for command, words in COMMANDS.items():
        for name, changes in SURROUNDINGS.items():
            yield f"{command}, {name}", [*run, *words], changes
        for name, how in CLOSED.items():
            yield f"{command}, {name}", ["bash", "-c", f'"$@" {how}', "bash", *run, *words], {}
        yield f"{command}, python -O", [python, "-O", "-m", "kmnav", *words], {}
        yield f"{command}, python -OO", [python, "-OO", "-m", "kmnav", *words], {}
        yield (
            f"{command}, sockets and files blocked",
            [python, "-m", "tests.no_network", *words],
            {"PYTHONDONTWRITEBYTECODE": "1"},
        )


def run(pythons: list[str]) -> Findings:
    """All commands in all surroundings with each Python, as nobody in particular where that can be."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        for python in pythons:
            version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.split()[-1]
            for name, words, changes in all_runs(python):
                done = subprocess.run(
                    [*may_not_write(changes), *words],
                    cwd=ROOT,
                    env=environment(changes, folder),
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=False,
                    timeout=120,
                )
                findings.runs[version] = findings.runs.get(version, 0) + 1
                if wrong := wrong_with(done):
                    findings.wrong.append(f"Python {version}, {name}: {wrong}")
    return findings


if __name__ == "__main__":
    found = run(sys.argv[1:] or [sys.executable])
    print(found.runs, len(found.wrong), "wrong")
    print(*found.wrong, sep="\n")
    sys.exit(bool(found.wrong))
