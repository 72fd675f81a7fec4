"""Prints how often `find` leads to what callers need: on the lists that it was chosen by, and on those held back.

python -m benchmarks.find [--misses]     --misses: what went wrong in the lists that are not held back
"""

from __future__ import annotations

import sys

from benchmarks.find.measure import CHOSEN_BY, HELD_BACK, ask, load_queries, misses, table
from kmnav import load_pack


def main() -> None:
    pack = load_pack()
    for name, files in (("Lists that find was chosen by", CHOSEN_BY), ("Held back", HELD_BACK)):
        lists = [(file.stem, ask(pack, load_queries(file))) for file in files]
        print(f"{name}\n\n{table(lists)}\n")
        if "--misses" in sys.argv and files is CHOSEN_BY:
            print("\n".join(line for _, told in lists for line in misses(told)), "\n")


if __name__ == "__main__":
    main()
