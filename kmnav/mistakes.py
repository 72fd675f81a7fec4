"""How many mistakes lie between a word as it was typed and a word as it is: letters left out, added, wrong or swapped.

Optimal string alignment: two swapped letters are one mistake, and no letter is mended twice. In Python, as a single
look-up compares some dozens of words, and a library for millions takes longer to import than they take.
"""

from __future__ import annotations


def mistakes(typed: str, meant: str, most: int) -> int | None:
    """How many mistakes make one word of the other; None where it is more than `most`."""
    if abs(len(typed) - len(meant)) > most:
        return None
    # A wrong letter takes one away from the letters of one word and adds one to those of the other.
    if len(set(typed) ^ set(meant)) > 2 * most:
        return None
    typed, meant = _apart(typed, meant)
    longest = max(len(typed), len(meant))
    if longest < 2 or not typed or not meant:
        return longest if longest <= most else None
    return _aligned(typed, meant, most)


def _apart(typed: str, meant: str) -> tuple[str, str]:
    """What is left of two words without the letters with which both begin and end."""
    start, shorter = 0, min(len(typed), len(meant))
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    return typed[start : len(typed) - end], meant[start : len(meant) - end]


def _aligned(typed: str, meant: str, most: int) -> int | None:
    """Row by row, the fewest mistakes up to each letter; given up as soon as every way is too long."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed):
        twice, before, row = before, row, [i + 1]
        for j, other in enumerate(meant):
            least = before[j] if letter == other else 1 + min(before[j], before[j + 1], row[j])
            if i and j and letter == meant[j - 1] and typed[i - 1] == other:
                least = min(least, twice[j - 1] + 1)
            row.append(least)
        if min(row) > most and min(before) >= most:
            return None
    return row[-1] if row[-1] <= most else None
