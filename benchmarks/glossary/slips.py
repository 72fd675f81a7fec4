"""Slips of the finger made by machine, always the same ones: in every acronym, and in 1,500 longer names."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.glossary.measure import Query, Scorer
from kmnav.terms import Glossary, Term
from kmnav.wording import is_acronym

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGER = 1_500
KINDS = ("letter missing", "letter doubled", "two swapped", "neighbouring key")


def acronym_slips(glossary: Glossary) -> Iterator[Query]:
    """One slip of each kind in each acronym of three letters or more."""
    chance = random.Random(3)
    for term in glossary.terms.values():
        name = (term.acronym or "").lower()
        if len(name) > 2 and name.isalpha() and is_acronym(term.acronym or ""):
            for kind in KINDS:
                slip = _slip(chance, name, kind)
                if slip != name:
                    yield Query(
                        f"{kind}, {min(len(name), 5)}{' letters' if len(name) < 5 else ' or more'}", slip, _as(term)
                    )


def longer_slips(glossary: Glossary) -> Iterator[Query]:
    """One slip in a name of 6 to 14 letters, two in a longer one."""
    chance = random.Random(5)
    names = [
        (name, term)
        for term in glossary.terms.values()
        for name in (term.term, *term.aliases)
        if not is_acronym(name) and len(name) >= 6
    ]
    for name, term in chance.sample(names, LONGER):
        slip = name.lower()
        for _ in range(1 if len(name) < 15 else 2):
            slip = _any_slip(chance, slip)
        yield Query("longer names", slip, _as(term))


def slips_table(glossary: Glossary, queries: Iterator[Query], reply: Scorer) -> str:
    """By kind: how many mean another name by now, and of the rest how many are found or offered."""
    counts: dict[str, list[int]] = {}
    for query in queries:
        told = reply(query.text)
        labels = {glossary.terms[each].label for each in query.wanted}
        right = any(glossary.terms[each].label in labels for each in told.ids)
        count = counts.setdefault(query.kind, [0, 0, 0, 0])
        count[0] += 1
        if told.answered and not right:
            count[1] += 1
            continue
        count[2] += bool(told.ids) and glossary.terms[told.ids[0]].label in labels
        count[3] += right
    rows = [
        "| slip | made | answered with another | of the rest: first | found or offered |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind, (made, other, first, found) in sorted(counts.items()):
        rest = made - other
        rows.append(f"| {kind} | {made} | {other} | {100 * first / rest:.0f}% | {100 * found / rest:.0f}% |")
    return "\n".join(rows)


def _as(term: Term) -> frozenset[str]:
    return frozenset({term.id})


def _slip(chance: random.Random, name: str, kind: str) -> str:
    at = chance.randrange(len(name) - (kind == "two swapped"))
    match kind:
        case "letter missing":
            return name[:at] + name[at + 1 :]
        case "letter doubled":
            return name[:at] + name[at] + name[at:]
        case "two swapped":
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        case _:
            return name[:at] + chance.choice(_neighbours(name[at])) + name[at + 1 :]


def _any_slip(chance: random.Random, name: str) -> str:
    at = chance.randrange(1, len(name) - 1)
    letter = chance.choice(LETTERS)
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def _neighbours(letter: str) -> list[str]:
    row = next(at for at, letters in enumerate(ROWS) if letter in letters)
    place = ROWS[row].index(letter)
    near = [each for other in ROWS[max(0, row - 1) : row + 2] for each in other[max(0, place - 1) : place + 2]]
    return [each for each in near if each != letter]
