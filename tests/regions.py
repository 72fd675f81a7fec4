"""The words of one region, drawn from its own file: what the program, and any other region, must not say."""

from __future__ import annotations

import re

from kmnav.pack import Region

BEFORE, AFTER = re.compile(r"^(?:Borough Council of |The )"), re.compile(r" (?:Borough|City|District)? ?Council$")


def local_words(region: Region) -> set[str]:
    """The names of the region, its councils, towns and groups, the words of its own name, and its postcodes."""
    names = set(re.findall(r"[A-Z]\w+", region.name))
    for council in region.councils.values():
        short = AFTER.sub("", BEFORE.sub("", council.name))
        names |= {council.name, short, *council.towns, *council.also}
    names |= {each.name for each in (*region.groups.values(), *region.social_care.values())}
    return names | set(region.postcodes)


def naming(words: set[str]) -> re.Pattern[str]:
    """Any of the words, as a word of its own; the longest first."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")
