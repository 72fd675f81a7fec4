"""Packs grown by a script: a glossary of made-up terms, and the shipped services many times over."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from types import MappingProxyType

from kmnav.pack import Pack
from kmnav.terms import Glossary, Term

SYLLABLES = [f"{first}{vowel}" for first in "bcdfghjklmnprstvwyz" for vowel in "aeiou"]
# Heaps' law for English: a text of n words has about 44 times the root of n different ones.
HEAPS = 44


def grown_glossary(count: int, real: Glossary) -> Glossary:
    """A glossary of so many terms of two made-up words, each with what a real entry says: as long as entries are.

    As in a real one, words come again in other terms.
    """
    chance, entries = random.Random(count), cycle(real.terms.values())
    known = [_made_up(chance) for _ in range(round(HEAPS * math.sqrt(2 * count)))]
    alone = {"acronym": None, "aliases": (), "spoken": (), "became": (), "kind_of": None, "see_also": ()}
    terms: dict[str, Term] = {}
    while len(terms) < count:
        name = " ".join(chance.sample(known, 2))
        id_ = name.replace(" ", "-")
        terms[id_] = replace(next(entries), id=id_, term=name, **alone)
    return Glossary(MappingProxyType(terms))


def _made_up(chance: random.Random) -> str:
    """A word of four to ten letters."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 5)))


def write_stardict(folder: Path, answers: Mapping[str, str]) -> None:
    """Answers by term as a dictionary of StarDict 2.4.2 (.ifo, .idx and .dict), for sdcv to look words up in."""
    folder.mkdir()
    entries = sorted(answers.items(), key=lambda each: each[0].lower())
    index, words, at = [], [], 0
    for term, answer in entries:
        written = answer.encode()
        index.append(term.encode() + b"\0" + at.to_bytes(4, "big") + len(written).to_bytes(4, "big"))
        words.append(written)
        at += len(written)
    (folder / "grown.idx").write_bytes(b"".join(index))
    (folder / "grown.dict").write_bytes(b"".join(words))
    told = ["StarDict's dict ifo file", "version=2.4.2", f"wordcount={len(entries)}", "bookname=grown"]
    told += [f"idxfilesize={sum(map(len, index))}", "sametypesequence=m", ""]
    (folder / "grown.ifo").write_text("\n".join(told))


def grown_pack(pack: Pack, count: int) -> Pack:
    """The pack with so many services: copies that serve doors of their own, as those of other regions would."""
    services = dict(list(pack.services.items())[:count])
    originals = list(pack.services.values())
    doors = dict(pack.doors)
    while len(services) < count:
        each = originals[len(services) % len(originals)]
        at = len(services) // len(originals)
        own = tuple(f"{door}-{at}" for door in each.serves)
        doors |= {new: replace(pack.doors[old], id=new) for new, old in zip(own, each.serves, strict=True)}
        services[f"{each.id}-{at}"] = replace(each, id=f"{each.id}-{at}", serves=own, leads=())
    kinds = {key: pack.kinds.get(key, "grown") for key in services}
    return replace(
        pack, services=MappingProxyType(services), doors=MappingProxyType(doors), kinds=MappingProxyType(kinds)
    )
