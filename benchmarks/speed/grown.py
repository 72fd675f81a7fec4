"""Packs grown by a script: a glossary of made-up terms, and the shipped services many times over."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from kmnav.contacts import Publisher, Source
from kmnav.pack import Pack
from kmnav.terms import Glossary, Term, TermStatus

SYLLABLES = [f"{first}{vowel}" for first in "bdklmnr" for vowel in "aeiou"]
SOURCE = Source("page", Publisher.NHS, date(2026, 11, 22), url="https://example.org/page")


def grown_glossary(count: int) -> Glossary:
    """A glossary of so many terms of two made-up words."""
    chance = random.Random(count)
    terms: dict[str, Term] = {}
    while len(terms) < count:
        words = tuple("".join(chance.choice(SYLLABLES) for _ in range(4)) for _ in range(2))
        name = " ".join(words)
        terms[name.replace(" ", "-")] = Term(
            id=name.replace(" ", "-"),
            term=name,
            means="A made-up entry, as long as entries are. It stands for nothing and nobody has it.",
            category="organisation",
            status=TermStatus.CURRENT,
            sources=MappingProxyType({"page": SOURCE}),
        )
    return Glossary(MappingProxyType(terms))


def write_stardict(folder: Path, glossary: Glossary) -> None:
    """The glossary as a dictionary of StarDict 2.4.2 (.ifo, .idx and .dict), for sdcv to look words up in."""
    folder.mkdir()
    entries = sorted(((each.term, each.means) for each in glossary.terms.values()), key=lambda each: each[0].lower())
    index, words, at = [], [], 0
    for term, means in entries:
        written = means.encode()
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
