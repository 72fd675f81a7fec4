"""Damaged packs: each loads rightly, or is refused with file and line; in 2 seconds and 500 MB, never with a traceback.

python -m benchmarks.reliability.packs 10000
"""

from __future__ import annotations

import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

import yaml

from benchmarks.reliability.damage import Must, Whole, slip, whole
from benchmarks.reliability.walks import walk_at_random
from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.errors import KmnavError, PackInvalid
from kmnav.load import shipped_pack
from kmnav.load_practice import load_practice
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.pack import Pack
from kmnav.practice import Practice
from kmnav.terms import Faqs, Glossary
from tests.toy import TINY

ROOT = Path(__file__).parents[2]
DESK = ROOT / "tests/packs/desk"
PRACTICE = "practice.yaml"
MOST_SECONDS, MOST_MB = 2.0, 500
MEASURED_OF_A_WHOLE_PACK = ("pack.yaml", "pathways.yaml", "red_flags.yaml", "words.yaml", "bank_holidays.yaml")


class TooSlow(BaseException):
    """A pack took more than its time."""


@dataclass
class Tally:
    """What became of the damaged packs."""

    loaded: int = 0
    refused: int = 0
    slowest: float = 0.0
    largest_mb: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def packs(self) -> int:
        """How many were tried."""
        return self.loaded + self.refused + len(self.broken)

    def add(self, other: Tally) -> None:
        """Put the findings of another process to these."""
        self.loaded += other.loaded
        self.refused += other.refused
        self.slowest = max(self.slowest, other.slowest)
        self.largest_mb = max(self.largest_mb, other.largest_mb)
        self.kinds += other.kinds
        self.broken += other.broken


@dataclass(frozen=True)
class Loaded:
    """All that is read from the files of one folder."""

    pack: Pack
    glossary: Glossary | None
    faqs: Faqs
    practice: Practice | None

    def same_as(self, other: Loaded) -> bool:
        """Whether the two say the same, wherever it stands in the files."""
        parts = (
            "settings",
            "facts",
            "questions",
            "outcomes",
            "doors",
            "services",
            "flags",
            "region",
            "cases",
            "holidays",
        )
        mine, its = (
            [getattr(one.pack, part) for part in (*parts, "everyday")]
            + [one.glossary and one.glossary.terms, one.faqs.answers, one.practice]
            for one in (self, other)
        )
        return mine == its


class Base:
    """A pack in a folder of its own, to be spoilt one file at a time and mended again."""

    def __init__(self, name: str, folder: Path, *, prove: bool) -> None:
        self.name, self.folder, self.prove = name, folder, prove
        if name == "desk":
            shutil.copy(ROOT / "docs/practice-template.yaml", folder / PRACTICE)
        files = sorted(each for each in folder.rglob("*.yaml") if each.stat().st_size)
        self.files = {each: each.read_text(encoding="utf-8") for each in files}
        self.parts: dict[Path, Whole] = {}
        self.sound = read_all(folder)

    def try_one(self, seed: int, tally: Tally) -> None:
        """Spoil one file as `seed` says, read the pack, judge what comes of it, and mend the file."""
        chance = Random(f"{self.name}:{seed}")
        file = chance.choice(list(self.files))
        name, content, must = slip(self._whole(file), chance)
        said = f"{self.name}:{seed} {name} in {file.relative_to(self.folder)}"
        file.write_bytes(content)
        try:
            with _in_time(tally):
                self._judge(must, chance, tally)
        except TooSlow:
            tally.broken.append(f"{said}: longer than {MOST_SECONDS} s")
        except Exception:
            tally.broken.append(f"{said}: {traceback.format_exc(limit=-2)}")
        finally:
            file.write_text(self.files[file], encoding="utf-8", newline="\n")
        tally.kinds[name] += 1

    def _whole(self, file: Path) -> Whole:
        if file not in self.parts:
            self.parts[file] = whole(self.files[file])
        return self.parts[file]

    def _judge(self, must: Must, chance: Random, tally: Tally) -> None:
        try:
            loaded = read_all(self.folder)
        except KmnavError as refused:
            assert_told(refused, self.folder, must)
            tally.refused += 1
            return
        assert must is not Must.BE_REFUSED, "was loaded"
        assert must is not Must.CHANGE_NOTHING or loaded.same_as(self.sound), "says something else than before"
        if self.prove:
            check_pack(loaded.pack)
        walk_at_random(loaded.pack, chance, sound=False)
        tally.loaded += 1


def read_all(folder: Path) -> Loaded:
    """The pack with its glossary, questions people ask and practice file."""
    pack = load_pack(folder)
    words = any(folder.rglob("glossary.yaml"))
    practice = load_practice(folder / PRACTICE, pack) if (folder / PRACTICE).is_file() else None
    return Loaded(pack, load_glossary(folder) if words else None, load_faqs(folder), practice)


def _told(error: KmnavError) -> str:
    problems = error.problems if isinstance(error, PackInvalid) else ()
    return "; ".join(map(str, problems)) or str(error)


def assert_told(error: KmnavError, folder: Path, must: Must = Must.EITHER) -> None:
    """A refusal says what happened and what to do; of a file that was read, at a line that it has."""
    assert must is not Must.CHANGE_NOTHING, f"was refused: {_told(error)}"
    assert error.happened
    assert error.do
    assert isinstance(error, PackInvalid), f"no file and line: {error}"
    assert error.problems
    for each in error.problems:
        assert each.message
        assert each.fix
        assert "\n" not in str(each)
        file = folder / each.file
        assert file.is_file(), f"{each}: there is no such file"
        lines = file.read_bytes().count(b"\n") + 2
        assert 1 <= each.line <= max(lines, 2), f"{each}: of {lines} lines"


@contextmanager
def _in_time(tally: Tally) -> Iterator[None]:
    """Seconds of this process alone: others share the machine."""

    def late(_: int, __: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, late)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        tally.slowest = max(tally.slowest, time.process_time() - began)
        tally.largest_mb = max(tally.largest_mb, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def tiny(folder: Path) -> Base:
    """The smallest pack there is."""
    for name, text in TINY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Base("tiny", folder, prove=True)


def desk(folder: Path) -> Base:
    """The toy pack of the tests' desk, with a glossary and a practice's own file."""
    shutil.copytree(DESK, folder, dirs_exist_ok=True)
    return Base("desk", folder, prove=True)


def shipped(folder: Path) -> Base:
    """The shipped questions and places with a part of the services: the whole takes too long for thousands."""
    pack = shipped_pack()
    settings = yaml.load((pack / "pack.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    home = pack / "regions" / settings["region"]
    for file in (
        *(pack / each for each in MEASURED_OF_A_WHOLE_PACK),
        *home.glob("*.*"),
        *sorted(home.glob("services/*"))[:3],
    ):
        if file.name not in ("cases.yaml", "glossary.yaml", "faqs.yaml"):
            (folder / file.relative_to(pack)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / file.relative_to(pack))
    return Base("shipped", folder, prove=False)


BASES = {"tiny": tiny, "desk": desk, "shipped": shipped}
SHARES = {"tiny": 55, "desk": 40, "shipped": 5}


def tally_of(name: str, seeds: range) -> Tally:
    """What becomes of one base under the slips of these seeds."""
    tally = Tally()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        base = BASES[name](Path(folder))
        for seed in seeds:
            base.try_one(seed, tally)
    return tally


def within_limits(name: str, seeds: range) -> Tally:
    """The same in a process that may hold 500 MB at most."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MB * 2**20, MOST_MB * 2**20))
    return tally_of(name, seeds)


def run(count: int, processes: int = 2) -> Tally:
    """Damage `count` packs, in shares of the three bases."""
    total = sum(SHARES.values())
    counts = {name: count * share // total for name, share in SHARES.items()}
    counts["tiny"] += count - sum(counts.values())
    batches = [
        (name, range(start, min(start + 100, many))) for name, many in counts.items() for start in range(0, many, 100)
    ]
    tally = Tally()
    with get_context("spawn").Pool(processes, maxtasksperchild=1) as pool:
        for each in pool.starmap(within_limits, batches, chunksize=1):
            tally.add(each)
    return tally


if __name__ == "__main__":
    done = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    print(done.packs, "packs:", done.loaded, "loaded,", done.refused, "refused,", len(done.broken), "broken")
    print(f"slowest {done.slowest:.2f} s, largest {done.largest_mb} MB", dict(done.kinds))
    print(*done.broken[:20], sep="\n")
    sys.exit(bool(done.broken))
