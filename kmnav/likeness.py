"""What a caller's words are most like: naive Bayes over words, pairs of words and senses, from a pack's sayings.

For needs and red flags the complement form, which many classes of uneven size do not upset (Rennie et al., Tackling
the Poor Assumptions of Naive Bayes Text Classifiers, 2003); for danger or none the plain form. All is counted once, and
what each feature weighs stands in one flat piece: a query reads its own words alone. How well: docs/find.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from struct import calcsize, iter_unpack, unpack_from

from kmnav.flat import Flat
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.said import Senses, mended, root, spoken

NEEDS, FLAGS, KNOWN, WORDS = "#needs", "#flags", "#known ", "#words"
ELSEWHERE = ""
ROW, SHARE, NUMBER = "<fffH", "<Hf", "<f"


@dataclass(frozen=True, slots=True)
class Query:
    """A caller's words, misspelt ones put right, and what each of their features weighs."""

    words: tuple[str, ...]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Classes:
    """What words may speak for: ids, and what each of them has of any word."""

    ids: tuple[str, ...]
    usual: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What words speak for. Of `needs` one is empty: nothing here helps."""

    held: Flat
    senses: Senses
    needs: Classes
    flags: Classes

    @classmethod
    def of(cls, pack: Pack, held: Flat) -> Likeness:
        """What `kmnav.learning` counted of a pack, ready to be asked."""
        return cls(held, senses_of(pack), _classes(held, NEEDS), _classes(held, FLAGS))

    def read(self, text: str) -> Query:
        """The words of a text and what they weigh; features that no saying has weigh nothing."""
        return self.weigh(mended(spoken(text), self.knows, self.known_words))

    def weigh(self, found: tuple[str, ...]) -> Query:
        """What some words weigh as they are."""
        rows = {each: self.held.get(each) for each in features(self.senses, found)}
        rarity = {each: float(unpack_from(NUMBER, row)[0]) for each, row in rows.items() if row is not None}
        size = math.sqrt(sum(each * each for each in rarity.values())) or 1.0
        return Query(found, {feature: each / size for feature, each in rarity.items()})

    def knows(self, word: str) -> bool:
        """Whether a word stands in some text of the pack, so that it is not taken for a misspelt one."""
        return word in ORDINARY or f"{KNOWN}{word}" in self.held or f"{KNOWN}{root(word)}" in self.held

    def known_words(self) -> list[str]:
        """The words that a misspelt one may have been meant for."""
        return (self.held.get(WORDS) or b"").decode().split()

    def likeness_to_needs(self, query: Query) -> dict[str, float]:
        """How like each need the words are, the likest first."""
        return self._scores(query, self.needs, 0)

    def likeness_to_flags(self, query: Query) -> dict[str, float]:
        """How like each red flag the words are, the likest first."""
        return self._scores(query, self.flags, 1)

    def odds_of_danger(self, query: Query, but: frozenset[str] = frozenset()) -> float:
        """How far the words speak for a danger (more than 0) or for none, in natural logarithms of odds.

        What is made of words of `but` alone is left out.
        """
        weights = ((each, weight) for each, weight in query.weights.items() if not but.issuperset(each.split(" ")))
        return sum(weight * self.danger_in(each) for each, weight in weights)

    def odds_of_emergency(self, query: Query) -> float:
        """How far the words speak for an emergency rather than for anything that can wait for a call, as above."""
        return sum(weight * self._odds(each, 2) for each, weight in query.weights.items())

    def danger_in(self, feature: str) -> float:
        """How far one feature speaks for a danger."""
        return self._odds(feature, 1)

    def _odds(self, feature: str, at: int) -> float:
        row = self.held.get(feature)
        return float(unpack_from(ROW, row)[at]) if row is not None else 0.0

    def needs_with(self, feature: str) -> Iterator[str]:
        """The needs in whose sayings a feature stands."""
        return (self.needs.ids[at] for at, _ in _shares(self.held.get(feature), 0))

    def _scores(self, query: Query, classes: Classes, kind: int) -> dict[str, float]:
        whole = sum(query.weights.values())
        scores = [whole * each for each in classes.usual]
        for feature, weight in query.weights.items():
            for at, share in _shares(self.held.get(feature), kind):
                scores[at] += weight * share
        ordered = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return {classes.ids[at]: scores[at] for at in ordered}


def features(senses: Senses, found: tuple[str, ...]) -> tuple[str, ...]:
    """What is counted of some words, each once: each word, each with the next, and what they mean."""
    roots = tuple(map(root, found))
    return tuple(dict.fromkeys((*roots, *map(" ".join, pairwise(roots)), *senses.meant(found, roots))))


def _classes(held: Flat, key: str) -> Classes:
    ids, _, usual = (held.get(key) or b"\n").partition(b"\n")
    return Classes(tuple(ids.decode().split(" ")), tuple(each for (each,) in iter_unpack(NUMBER, usual)))


def _shares(row: bytes | None, kind: int) -> Iterator[tuple[int, float]]:
    """What a feature says for each need (kind 0) or red flag (1) that has it."""
    if row is None:
        return iter(())
    middle = calcsize(ROW) + calcsize(SHARE) * int(unpack_from(ROW, row)[3])
    return iter_unpack(SHARE, row[middle:] if kind else row[calcsize(ROW) : middle])


def senses_of(pack: Pack) -> Senses:
    """Which words of a pack mean the same."""
    made = pack.worked_out.get("senses")
    return made() if made else build_senses(pack)


def build_senses(pack: Pack) -> Senses:
    """Gather the words that mean the same from words.yaml."""
    return Senses.of(pack.everyday)


@lru_cache(maxsize=4)
def likeness_of(pack: Pack) -> Likeness:
    """What was counted of a pack: by the build of the program, else at the first question."""
    made = pack.worked_out.get("likeness")
    if made:
        return Likeness.of(pack, made())
    from kmnav.learning import learn

    return Likeness.of(pack, Flat(learn(pack)))


__all__ = ["ELSEWHERE", "Classes", "Likeness", "Query", "features", "likeness_of"]
