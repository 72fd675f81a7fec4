"""How many small faults put into the engine the tests find: counts what mutmut and one_fault left, for the table.

python -m benchmarks.reliability.mutation [FOLDER]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

KILLED, SURVIVED, NO_TESTS = {1, 3}, {0}, {5, 33}
TOO_LATE = {-24, 24, 36, 152, 255}
FOLDER = Path(__file__).parents[2] / "mutants"


def counted(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Each module with how many of its faults were found, stayed, ran out of time, have no test or were not tried."""
    for meta in sorted(folder.rglob("*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        yield meta.relative_to(folder).as_posix().removesuffix(".meta"), Counter(map(_kind, codes))


def _kind(code: int | None) -> str:
    if code is None:
        return "not tried"
    if code in KILLED:
        return "found"
    if code in SURVIVED:
        return "stayed"
    return "no test" if code in NO_TESTS else "time ran out" if code in TOO_LATE else "broke"


def share(kinds: Counter[str]) -> float:
    """The share of tried faults that were found; a run without end counts as found."""
    found = kinds["found"] + kinds["time ran out"] + kinds["broke"]
    tried = found + kinds["stayed"] + kinds["no test"]
    return found / tried if tried else 0.0


def survivors(folder: Path) -> Iterator[str]:
    """The names of faults that no test found."""
    for meta in sorted(folder.rglob("*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from (name for name, code in codes.items() if code is not None and _kind(code) in ("stayed", "no test"))


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    rules: Counter[str] = Counter()
    for module, kinds in counted(where):
        print(f"{module}: {share(kinds):.0%} {dict(kinds)}")
        rules += kinds if module.startswith("kmnav/check/") else Counter()
    print(f"kmnav/check as a whole: {share(rules):.0%} {dict(rules)}")
    print(*survivors(where), sep="\n")
