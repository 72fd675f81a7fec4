"""Prints how often `find` leads to what callers need, on both halves of the queries."""

from __future__ import annotations

import sys

from benchmarks.find.measure import ask, load_queries, misses, table
from kmnav import load_pack


def main() -> None:
    pack = load_pack()
    told = ask(pack, load_queries())
    print(table(told))
    if "--misses" in sys.argv:
        print("\nMissed, in the half used for tuning\n")
        print("\n".join(misses([each for each in told if not each.query.held])))


if __name__ == "__main__":
    main()
