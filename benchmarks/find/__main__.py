"""Prints how often `find` leads to what callers need: on both halves of our own queries, and of strangers'."""

from __future__ import annotations

import sys

from benchmarks.find.measure import OURS, STRANGERS, ask, load_queries, misses, table
from kmnav import load_pack


def main() -> None:
    pack = load_pack()
    for name, file in (("Our own queries", OURS), ("Strangers' queries", STRANGERS)):
        told = ask(pack, load_queries(file))
        print(f"{name}\n\n{table(told)}\n")
        if "--misses" in sys.argv:
            print("Missed, in the half used for tuning\n")
            print("\n".join(misses([each for each in told if not each.query.held])), "\n")


if __name__ == "__main__":
    main()
