"""Whether words name a danger. Recall before precision: a banner too many costs a question, one too few a life.

A negation or a past of years turns a banner into a question to ask, never into nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kmnav.everyday import Everyday, ScanWords
from kmnav.model import Flag
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.said import all_near, root, spoken

NOT = "not"
Phrase = tuple[str, ...]
GAP, SPARE, LONG_SIGN, FAR_BACK = 3, 3, 5, 7
_CLAUSES = re.compile(r"[.;:!?,\n]+|\bbut\b", re.IGNORECASE)


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
    """Every sign of a pack, found by the words in it, with the words that the scan reads by."""

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

    def kinds(self, word: str) -> frozenset[str]:
        """A word of a sign, and what means the same."""
        each = root(word)
        return frozenset((each, *self.alike.get(each, ())))

    def said_kinds(self, word: str) -> frozenset[str]:
        """What a caller's word may stand for in a sign."""
        return self.kinds(word) | frozenset(self.instead.get(root(word), ()))


@dataclass(frozen=True, slots=True)
class Danger:
    """What the words name: flags to act on, the most urgent first, and flags to ask about."""

    now: tuple[Flag, ...]
    ask: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    kinds: frozenset[str]
    clause: int
    small: bool


def scan(pack: Pack, text: str) -> Danger:
    """The red flags in a caller's words. Pure: nothing of the words is kept."""
    signs = signs_of(pack)
    said = _read(signs, text)
    now: dict[str, int] = {}
    ask: dict[str, int] = {}
    for sign, places in _matches(signs, said):
        kept = ask if _is_denied(signs, said, places) or _is_long_past(signs, said, places) else now
        kept[sign.flag] = max(len(places), kept.get(sign.flag, 0))
    return Danger(_in_order(pack, now), _in_order(pack, {flag: size for flag, size in ask.items() if flag not in now}))


def _in_order(pack: Pack, found: Mapping[str, int]) -> tuple[Flag, ...]:
    flags = sorted(found, key=lambda each: (-pack.flags[each].urgency, -found[each]))
    return tuple(pack.flags[each] for each in flags)


def build_signs(pack: Pack) -> Signs:
    """The phrases of every red flag as signs."""
    words = pack.everyday.scan
    alike, instead = _by_word(words.alike), _by_word(words.instead)
    small = frozenset(map(root, words.small))
    phrases = (tuple(map(spoken, each)) for each in (words.harmless, words.no_negation, words.past, words.now))
    draft = Signs(words, small, alike, instead, (), {}, (), frozenset(), *phrases)
    found = dict.fromkeys(
        Sign(flag.id, parts) for flag in pack.flags.values() for text in flag.phrases if (parts := _parts(draft, text))
    )
    holders: dict[str, list[int]] = defaultdict(list)
    for at, sign in enumerate(found):
        for each in set().union(*sign.parts):
            holders[each].append(at)
    texts = [text for flag in pack.flags.values() for text in flag.phrases]
    danger = {word for text in (*texts, *words.alike, *_texts(words.alike)) for word in spoken(text) if len(word) > 3}
    known = {root(word) for text in (*danger, *words.small, *_all_words(pack.everyday)) for word in spoken(text)}
    return replace(
        draft,
        all=tuple(found),
        holders={each: tuple(at) for each, at in holders.items()},
        danger=tuple(sorted(danger)),
        known=frozenset(known | ORDINARY),
    )


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
    for lists in (everyday.same, everyday.outcomes, everyday.doors):
        yield from _texts(lists)


@lru_cache(maxsize=4)
def signs_of(pack: Pack) -> Signs:
    """The signs of a pack, built at the first scan where the build of the program did not."""
    made = pack.worked_out.get("signs")
    return made() if made else build_signs(pack)


def _parts(signs: Signs, text: str) -> tuple[frozenset[str], ...]:
    """The words that make a sign. Where all but one are small, those that say a little are kept: `scared of him`."""
    found = spoken(text)
    telling = [word for word in found if root(word) not in signs.small]
    if sum(NOT not in signs.kinds(word) for word in telling) < 2:
        telling = [word for word in found if word not in signs.words.bare] or list(found)
    return tuple(signs.kinds(word) for word in telling)


def _read(signs: Signs, text: str) -> list[_Word]:
    """The words as the scan sees them: misspelt ones put right, harmless phrases blanked out."""
    said: list[_Word] = []
    for clause, part in enumerate(_CLAUSES.split(text)):
        for word in spoken(part):
            each = root(word)
            known = each in signs.known or word in signs.known
            meant = (word,) if known else (word, *all_near(word, signs.danger))
            kinds = frozenset().union(*map(signs.said_kinds, meant))
            said.append(_Word(word, kinds, clause, each in signs.small))
    texts = {each.text for each in said}
    for harmless in signs.harmless:
        for at in _places(said, harmless) if harmless[0] in texts else ():
            for place in range(at, at + len(harmless)):
                said[place] = _Word(said[place].text, frozenset(), said[place].clause, False)
    return said


def _places(said: list[_Word], phrase: Phrase) -> Iterator[int]:
    """Where a phrase stands word for word."""
    texts = tuple(each.text for each in said)
    return (at for at in range(len(texts) - len(phrase) + 1) if texts[at : at + len(phrase)] == phrase)


def _matches(signs: Signs, said: list[_Word]) -> Iterator[tuple[Sign, list[int]]]:
    """Each sign that the words hold, with the places of its words."""
    held = set().union(*(each.kinds for each in said)) if said else set()
    counted = Counter(at for each in held for at in signs.holders.get(each, ()))
    for at in counted:
        sign = signs.all[at]
        met = sum(not part.isdisjoint(held) for part in sign.parts)
        if met >= _least(sign):
            places = _in_words_order(sign, said) if sign.in_order else _in_any_order(sign, said)
            if places:
                yield sign, places


def _least(sign: Sign) -> int:
    """How many of a sign's words must be there: one may be missing from a long one."""
    return len(sign.parts) - (1 if len(sign.parts) >= LONG_SIGN and not sign.in_order else 0)


def _in_words_order(sign: Sign, said: list[_Word]) -> list[int]:
    for start in range(len(said)):
        places: list[int] = []
        gap, at = 0, start
        while at < len(said) and len(places) < len(sign.parts) and gap <= GAP:
            if not said[at].kinds.isdisjoint(sign.parts[len(places)]):
                places.append(at)
                gap = 0
            elif not places:
                break
            else:
                gap += not said[at].small
            at += 1
        if len(places) == len(sign.parts):
            return places
    return []


def _in_any_order(sign: Sign, said: list[_Word]) -> list[int]:
    size = len(sign.parts) + (SPARE if len(sign.parts) > 1 else 0)
    for start in range(len(said)):
        left = list(sign.parts)
        places: list[int] = []
        seen, at = 0, start
        while at < len(said) and left and seen < size:
            part = next((part for part in left if not said[at].kinds.isdisjoint(part)), None)
            if part is not None:
                left.remove(part)
                places.append(at)
            elif not places:
                break
            seen += part is not None or not said[at].small
            at += 1
        if len(places) >= _least(sign):
            return places
    return []


def _is_denied(signs: Signs, said: list[_Word], places: list[int]) -> bool:
    """A negation before the sign, with only words between that carry it."""
    words, first = signs.words, min(places)
    for at in range(first - 1, max(-1, first - 1 - FAR_BACK), -1):
        if said[at].clause != said[first].clause:
            return False
        if said[at].text in words.negations:
            return not any(
                start <= at < start + len(phrase) for phrase in signs.no_negation for start in _places(said, phrase)
            )
        if said[at].text not in words.carried:
            return False
    return False


def _is_long_past(signs: Signs, said: list[_Word], places: list[int]) -> bool:
    """Years ago in the same clause, or anywhere where nothing speaks of now."""
    past = list(_clauses_with(said, signs.past))
    now = list(_clauses_with(said, signs.now))
    own = said[min(places)].clause
    return (own in past and own not in now) or (bool(past) and not now)


def _clauses_with(said: list[_Word], phrases: Iterable[Phrase]) -> Iterator[int]:
    return (said[at].clause for phrase in phrases for at in _places(said, phrase))
