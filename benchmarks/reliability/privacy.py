"""A word that stands nowhere else is typed wherever it can be, then looked for; and no command calls the network.

python -m benchmarks.reliability.privacy
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from benchmarks.reliability.surroundings import COMMANDS, DESK, ROOT, WALKED

CANARY = "zqcanaryvw"
LETTER = f"Dear {CANARY}, we are the CMHT and the ICB."
POSTCODE = "MZ3 1AA"
AT_THE_DESK = ("4", "3", f"my {CANARY} cannot sleep for worry", "", "1", "1", "34", POSTCODE, "w", "q")
TYPED: dict[str, tuple[str, ...]] = {
    "find": ("find", CANARY, "cannot", "sleep"),
    "find, as JSON": ("find", CANARY, "worry", "--json"),
    "a home": ("route", "--home", CANARY),
    "a home with --debug": ("route", "--home", CANARY, "--debug"),
    "a postcode": ("route", "--from", WALKED.replace(",practice=oldport", ""), "--gp-area", POSTCODE),
    "a postcode, as JSON": ("route", "--from", WALKED.rpartition(",")[0], "--gp-area", POSTCODE, "--json"),
    "an age": ("route", "--age", CANARY),
    "a token": ("route", "--from", f"danger={CANARY}"),
    "a token with --debug": ("route", "--from", f"{CANARY}!", "--debug"),
    "a term": ("glossary", CANARY),
    "a letter": ("glossary", "--text", "letter.txt"),
    "a letter as JSON": ("glossary", "--text", "letter.txt", "--json"),
    "a letter from a pipe": ("glossary", "--text", "-"),
    "a service": ("service", CANARY),
    "a question": ("faq", CANARY),
    "a practice file": ("route", "--from", WALKED, "--practice", "practice.yaml"),
    "a practice file that is wrong": ("route", "--practice", "wrong.yaml"),
    "a file to write": ("find", CANARY, "worry", "-o", "found.txt"),
    "a pack": ("about", "--pack", CANARY),
}
GIVEN = {"letter.txt": LETTER, "practice.yaml": f"name: {CANARY} Practice\n", "wrong.yaml": f"{CANARY}: yes\n"}
ASKED_FOR = {"found.txt"}
CALLS = re.compile(
    r"\b(?:socket|connect|sendto|sendmsg|sendmmsg|bind|listen|accept4?|getaddrinfo|socketpair|recvfrom|recvmsg)\("
)


@dataclass
class Leaks:
    """Where the word was looked for, and where it was found."""

    looked: int = 0
    traced: int = 0
    found: list[str] = field(default_factory=list)
    not_traced: str = ""


class Home:
    """Folders of a person who begins with nothing: home, settings, temporary files, where they stand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.here = folder / "here"
        for name in ("home", "config", "cache", "data", "state", "tmp", "here"):
            (folder / name).mkdir()
        for name, text in GIVEN.items():
            (self.here / name).write_text(text, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """Every variable that says where a program may keep things leads here."""
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT")}
        folders = {f"XDG_{name.upper()}_HOME": str(self.folder / name) for name in ("config", "cache", "data", "state")}
        here = {"HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"), "PYTHONPATH": str(ROOT)}
        fixed = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "KMNAV_PACK": str(DESK), "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **folders, **here, **fixed}

    def kept(self) -> list[str]:
        """Files that were left behind; those that were there before, or were asked for, are none."""
        left = []
        for file in self.folder.rglob("*"):
            known = file.name in GIVEN or file.name in ASKED_FOR or file.name == "trace"
            if file.is_file() and not known:
                left.append(str(file.relative_to(self.folder)))
        return left


def told_more_than_asked(words: tuple[str, ...], out: str, err: str) -> str:
    """What an output says that it must not: a postcode or a caller's words in a token, a traceback's values."""
    tokens = re.findall(r"(?:--from |\"token\": \")([^\s\"]+)", out + err)
    if any(CANARY in each or "mz3" in each.lower() for each in tokens):
        return "it stands in a token"
    if POSTCODE in words and re.search(r"MZ3 ?1AA", out, re.IGNORECASE):
        return "the postcode stands in the result"
    if "route" in words and "--practice" not in words and CANARY in out.replace(f'The answer "{CANARY}"', ""):
        return "it stands in the result of a walk"
    return ""


def run() -> Leaks:
    """Type the word everywhere, then look for it; then trace every command's calls."""
    leaks = Leaks()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for name, words in TYPED.items():
            done = subprocess.run(
                [sys.executable, "-m", "kmnav", *words],
                cwd=home.here, env=home.environment, input=LETTER, capture_output=True, text=True, check=False,
                timeout=120,
            )  # fmt: skip
            leaks.looked += 1
            if more := told_more_than_asked(words, done.stdout, done.stderr):
                leaks.found.append(f"{name}: {more}")
            if "--debug" not in words and "Traceback" in done.stderr:
                leaks.found.append(f"{name}: a traceback")
        leaks.looked += 1
        leaks.found += at_a_terminal(home)
        leaks.found += [f"left behind: {each}" for each in home.kept()]
        _trace(home, leaks)
    return leaks


def at_a_terminal(home: Home) -> list[str]:
    """A walk in which a caller's words and a postcode are typed: its last lines hold neither."""
    walk: pexpect.spawn[str] = pexpect.spawn(
        sys.executable, ["-m", "kmnav", "route"], cwd=str(home.here), env=home.environment, encoding="utf-8", timeout=60
    )
    for line in AT_THE_DESK:
        if walk.expect_exact(["\r\n> ", pexpect.EOF]):
            break
        walk.sendline(line)
    walk.expect_exact(pexpect.EOF)
    left = walk.before or ""
    walk.close()
    carried = left.rpartition("To carry on:")[2]
    if not carried:
        return ["the walk did not come to its end"]
    return ["the walk's token holds what was typed"] if CANARY in carried or "mz3" in carried.lower() else []


def _trace(home: Home, leaks: Leaks) -> None:
    """Every command but `serve` under strace: a call to the network would be seen there, whoever makes it."""
    strace = shutil.which("strace")
    if strace is None:
        leaks.not_traced = "strace is not installed"
        return
    log = home.here / "trace"
    for name, words in {**COMMANDS, **TYPED}.items():
        if "-o" in words:
            continue
        done = subprocess.run(
            [strace, "-f", "-qq", "-e", "trace=network", "-o", str(log), sys.executable, "-m", "kmnav", *words],
            cwd=home.here, env=home.environment, input=LETTER, capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        if not log.exists():
            leaks.not_traced = f"strace does not run here: {done.stderr[-200:]}"
            return
        leaks.traced += 1
        calls = [line for line in log.read_text(encoding="utf-8").splitlines() if CALLS.search(line)]
        leaks.found += [f"{name}: {each}" for each in calls[:2]]


if __name__ == "__main__":
    found = run()
    print(found.looked, "ways to type,", found.traced, "traced,", found.not_traced or "strace ran")
    print(*found.found, sep="\n")
    sys.exit(bool(found.found))
