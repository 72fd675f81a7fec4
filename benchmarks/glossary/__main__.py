"""Prints how often look-ups find what was meant, by kind of query and by scorer."""

from __future__ import annotations

import sys

from benchmarks.glossary.measure import kinds_table, load_queries, misses, ours, scorers_table
from benchmarks.glossary.slips import acronym_slips, longer_slips, slips_table
from kmnav.load_terms import load_glossary


def main() -> None:
    glossary = load_glossary()
    parts = load_queries()
    for half, told in (("tuned", "Used for tuning"), ("held", "Held back from tuning")):
        print(f"\n{told}\n")
        print(kinds_table(glossary, parts[half]))
    print("\nScorers, on the held-back half\n")
    print(scorers_table(glossary, parts["held"]))
    print("\nSlips made by machine\n")
    print(slips_table(glossary, acronym_slips(glossary), ours(glossary)))
    print(slips_table(glossary, longer_slips(glossary), ours(glossary)).splitlines()[-1])
    if "--misses" in sys.argv:
        print("\nMissed, in the half used for tuning\n")
        print("\n".join(misses(glossary, parts["tuned"])))


if __name__ == "__main__":
    main()
