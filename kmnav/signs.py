"""The phrases of red flags as signs: the words that make each, with what else they may be, found by their words.

Plain maps and tuples, so that they can be made when the program is built. Which words mean the same stands in the pack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kmnav.everyday import Everyday, ScanWords
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.record import dataclass, replace
from kmnav.said import root, spoken

NOT = "not"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase of a red flag: the words that make it, each with what it may also be."""

    flag: str
    parts: tuple[frozenset[str], ...]

    @property
    def in_order(self) -> bool:
        """Whether its words must keep their order: `not` says nothing of the words before it."""
        return any(NOT in part for part in self.parts)


@dataclass(frozen=True, slots=True)
class Signs:
    """Every sign of a pack, found by the words in it, what the scan reads by, and the pack's own year."""

    words: ScanWords
    small: frozenset[str]
    alike: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, tuple[str, ...]]
    all: tuple[Sign, ...]
    holders: Mapping[str, tuple[int, ...]]
    danger: tuple[str, ...]
    known: frozenset[str]
    harmless: tuple[Phrase, ...]
    no_negation: tuple[Phrase, ...]
    past: tuple[Phrase, ...]
    now: tuple[Phrase, ...]
    unless: Mapping[str, tuple[Phrase, ...]]
    year: int

    def kinds(self, each: str) -> frozenset[str]:
        """The root of a word of a sign, and what means the same."""
        return frozenset((each, *self.alike.get(each, ())))

    def said_kinds(self, each: str) -> frozenset[str]:
        """What the root of a caller's word may stand for in a sign."""
        return frozenset((each, *self.alike.get(each, ()), *self.instead.get(each, ())))


def build_signs(pack: Pack) -> Signs:
    """The phrases of every red flag as signs."""
    words, draft = pack.everyday.scan, _without_signs(pack)
    found = dict.fromkeys(
        Sign(flag.id, parts)
        for flag in pack.flags.values()
        for text in flag.phrases
        if (parts := parts_of(draft, text))
    )
    holders: dict[str, list[int]] = defaultdict(list)
    for at, sign in enumerate(found):
        for each in set().union(*sign.parts):
            holders[each].append(at)
    texts = [text for flag in pack.flags.values() for text in flag.phrases]
    danger = {word for text in (*texts, *words.alike, *_texts(words.alike)) for word in spoken(text) if len(word) > 3}
    written = {word for text in (*words.small, *_all_words(pack.everyday)) for word in spoken(text)}
    known = set(map(root, danger | written))
    return replace(
        draft,
        all=tuple(found),
        holders={each: tuple(at) for each, at in holders.items()},
        danger=tuple(sorted(danger)),
        known=frozenset(known | ORDINARY),
    )


def _without_signs(pack: Pack) -> Signs:
    """What the scan reads by, before there are signs."""
    words = pack.everyday.scan
    return Signs(
        words,
        small=frozenset(map(root, words.small)),
        alike=_by_word(words.alike),
        instead=_by_word(words.instead),
        all=(),
        holders={},
        danger=(),
        known=frozenset(),
        harmless=tuple(map(spoken, words.harmless)),
        no_negation=tuple(map(spoken, words.no_negation)),
        past=tuple(map(spoken, words.past)),
        now=tuple(map(spoken, words.now)),
        unless={key: tuple(map(_as_written, texts)) for key, texts in words.unless.items()},
        year=pack.settings.as_of.year,
    )


def _as_written(text: str) -> Phrase:
    """The words of a phrase with its article: `the dog` is not every dog."""
    return spoken(f"in {text}")[1:]


def _by_word(lists: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The keys of each word."""
    keys: dict[str, list[str]] = defaultdict(list)
    for key, others in lists.items():
        for other in others:
            keys[root(other)].append(key)
    return {each: tuple(found) for each, found in keys.items()}


def _texts(lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (text for texts in lists.values() for text in texts)


def _all_words(everyday: Everyday) -> Iterator[str]:
    """Every word that the pack writes for callers: none of them is a misspelling."""
    yield from everyday.plain
    yield from everyday.elsewhere
    for lists in (everyday.same, everyday.outcomes, everyday.doors):
        yield from _texts(lists)


@lru_cache(maxsize=4)
def signs_of(pack: Pack) -> Signs:
    """The signs of a pack, built at the first scan where the build of the program did not."""
    made = pack.worked_out.get("signs")
    return made() if made else build_signs(pack)


def parts_of(signs: Signs, text: str) -> tuple[frozenset[str], ...]:
    """The words that make a sign. Where all but one are small, those that say a little are kept: `scared of him`."""
    found = spoken(text)
    roots = [root(word) for word in found]
    telling = [each for each in roots if each not in signs.small]
    if sum(NOT not in signs.kinds(each) for each in telling) < 2:
        telling = [each for word, each in zip(found, roots, strict=True) if word not in signs.words.bare] or roots
    return tuple(map(signs.kinds, telling))
