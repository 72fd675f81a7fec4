"""Every word of every key of a glossary, with its weight and the keys that hold it, for `kmnav.spelling`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from kmnav.keys import Key, Keys, Name
from kmnav.record import dataclass
from kmnav.wording import SMALL, sound, stem, tight

SMALL_WEIGHT, SHORTEST_BY_SOUND = 0.2, 6


@dataclass(frozen=True, slots=True)
class VocabularyRows:
    """Every word of every key in plain rows, so that they can be made when the program is built.

    `holders` and `whole` are the places of the keys that hold a word, or are letter for letter this.
    """

    holders: Mapping[str, tuple[int, ...]]
    whole: Mapping[str, tuple[int, ...]]
    plain: tuple[str, ...]
    by_stem: Mapping[str, tuple[str, ...]]
    by_sound: Mapping[str, tuple[str, ...]]
    weight: Mapping[str, float]


def vocabulary_rows(keys: tuple[Key, ...]) -> VocabularyRows:
    """Gather every word of some keys once."""
    holders: dict[str, list[int]] = defaultdict(list)
    whole: dict[str, list[int]] = defaultdict(list)
    plain: set[str] = set()
    for at, key in enumerate(keys):
        if all(name is Name.SPOKEN for name in key.names.values()):
            continue
        for word in dict.fromkeys(key.words):
            holders[word].append(at)
        if not key.acronym:
            plain.update(key.words)
            whole[tight(key.words)].append(at)
    by_stem: dict[str, list[str]] = defaultdict(list)
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in (each for each in sorted(plain) if len(each) >= SHORTEST_BY_SOUND):
        by_stem[stem(word)].append(word)
        by_sound[sound(word)].append(word)
    weight = {
        each: SMALL_WEIGHT if each in SMALL else math.log(1 + len(keys) / len(at)) for each, at in holders.items()
    }
    return VocabularyRows(
        {each: tuple(at) for each, at in holders.items()},
        {each: tuple(at) for each, at in whole.items()},
        tuple(sorted(plain)),
        {each: tuple(found) for each, found in by_stem.items()},
        {each: tuple(found) for each, found in by_sound.items()},
        weight,
    )


class Vocabulary:
    """Every word of every key, with its weight and the keys that hold it."""

    def __init__(self, keys: Keys) -> None:
        made = keys.glossary.worked_out.get("vocabulary")
        rows: VocabularyRows = made() if made else vocabulary_rows(keys.all)
        self.holders = {word: [keys.all[at] for at in places] for word, places in rows.holders.items()}
        self.whole = {letters: [keys.all[at] for at in places] for letters, places in rows.whole.items()}
        self.plain, self.by_stem, self.by_sound, self.weight = rows.plain, rows.by_stem, rows.by_sound, rows.weight
        self.unknown = math.log(1 + len(keys.all))

    def weight_of(self, word: str) -> float:
        """How much a word of a query says; one that no key holds says most."""
        return self.weight.get(word, SMALL_WEIGHT if word in SMALL else self.unknown)


@lru_cache(maxsize=4)
def vocabulary_of(keys: Keys) -> Vocabulary:
    """The words of some keys, gathered at the first misspelling."""
    return Vocabulary(keys)


def known_words(keys: Keys) -> frozenset[str]:
    """Every word that some key holds."""
    return frozenset(vocabulary_of(keys).holders)
