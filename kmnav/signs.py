"""The phrases of red flags as signs: the words that make each, with what else they may be, found by their words.

What a scan reads by stands in plain lists, the signs in one flat piece, so that both can be made when the program is
built and a query reads only the signs that share its words. Which words mean the same stands in the pack.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from struct import iter_unpack, unpack_from
from struct import pack as packed

from kmnav.everyday import ScanWords
from kmnav.flat import Flat, flattened
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.said import root, spoken

NOT = "not"
HOLDERS, KNOWN, DANGER, SIGNS = "#holders ", "#known ", "#danger", "#signs"
NUMBER, PLACE, LONG_SIGN = "<H", "<I", 5
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

    @property
    def least(self) -> int:
        """How many of its words must be there: one may be missing from a long one."""
        return len(self.parts) - (1 if len(self.parts) >= LONG_SIGN and not self.in_order else 0)

    @property
    def fewest(self) -> int:
        """How many different words there are at the least: one may stand for two parts, as in `weaker and weaker`."""
        alike = sum(map(len, self.parts)) > len(frozenset().union(*self.parts))
        return 1 if alike else self.least


@dataclass(frozen=True, slots=True)
class SignLists:
    """What the scan reads by, as compared, and the pack's own year."""

    words: ScanWords
    small: frozenset[str]
    around: frozenset[str]
    alike: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, tuple[str, ...]]
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

    def parts_of(self, text: str) -> tuple[frozenset[str], ...]:
        """The words that make a sign. Where all but one are small, those that say a little stay: `scared of him`."""
        found = spoken(text)
        roots = [root(word) for word in found]
        telling = [each for each in roots if each not in self.small]
        if sum(NOT not in self.kinds(each) for each in telling) < 2:
            telling = [each for word, each in zip(found, roots, strict=True) if word not in self.words.bare] or roots
        return tuple(map(self.kinds, telling))


@dataclass(frozen=True, slots=True)
class Signs:
    """Every sign of a pack, and what the scan reads by."""

    lists: SignLists
    held: Flat

    def knows(self, word: str) -> bool:
        """Whether a word stands in the pack, so that it is not taken for a misspelt sign."""
        return word in ORDINARY or _holds(self.held, f"{KNOWN}{word}")

    def danger_words(self) -> list[str]:
        """The words that a misspelt one may have been meant for."""
        return (self.held.get(DANGER) or b"").decode().split()

    def sharing(self, kinds: Iterable[str]) -> Iterator[Sign]:
        """The signs that may be met by these words, in the order of the flags."""
        held = (self.held.get(f"{HOLDERS}{each}") or b"" for each in kinds)
        counted = Counter(at for each in held for (at,) in iter_unpack(NUMBER, each))
        written = self.held.get(SIGNS) or b""
        for at in sorted(counted):
            place = int(unpack_from(PLACE, written, 4 * at)[0])
            if counted[at] >= written[place]:
                yield _sign_at(written, place)


@lru_cache(maxsize=1 << 14)
def _holds(held: Flat, key: str) -> bool:
    """Whether a piece has a key: who scans thousands of phrases asks for the same words again and again."""
    return key in held


def _sign_at(written: bytes, place: int) -> Sign:
    size = int(unpack_from(NUMBER, written, place + 1)[0])
    flag, _, parts = written[place + 3 : place + 3 + size].decode().partition("\t")
    return Sign(flag, tuple(frozenset(part.split()) for part in parts.split("|")))


def sign_lists(pack: Pack) -> SignLists:
    """What the scan of a pack reads by."""
    words = pack.everyday.scan
    return SignLists(
        words,
        small=frozenset(map(root, words.small)),
        around=frozenset(
            root(each) for text in (*words.small, *words.around, *pack.everyday.plain) for each in spoken(text)
        ),
        alike=_by_word(words.alike),
        instead=_by_word(words.instead),
        harmless=tuple(map(spoken, words.harmless)),
        no_negation=tuple(map(spoken, words.no_negation)),
        past=tuple(map(spoken, words.past)),
        now=tuple(map(spoken, words.now)),
        unless={key: tuple(map(_as_written, texts)) for key, texts in words.unless.items()},
        year=pack.settings.as_of.year,
    )


def flat_signs(pack: Pack) -> bytes:
    """The phrases of every red flag as signs, by the words in them, as one flat piece."""
    words, lists = pack.everyday.scan, sign_lists(pack)
    texts = [(flag.id, text) for flag in pack.flags.values() for text in flag.phrases]
    signs = list(dict.fromkeys(Sign(flag, parts) for flag, text in texts if (parts := lists.parts_of(text))))
    holders: dict[str, list[int]] = defaultdict(list)
    for at, sign in enumerate(signs):
        for each in sorted(set().union(*sign.parts)):
            holders[each].append(at)
    said = (*(text for _, text in texts), *words.alike, *_texts(words.alike))
    danger = {word for text in said for word in spoken(text) if len(word) > 3}
    written = {word for text in (*words.small, *_all_words(pack)) for word in spoken(text)}
    return flattened(
        {f"{HOLDERS}{each}": b"".join(packed(NUMBER, at) for at in found) for each, found in holders.items()}
        | {f"{KNOWN}{each}": b"" for each in sorted(set(map(root, danger | written)))}
        | {DANGER: " ".join(sorted(danger)).encode(), SIGNS: _written(signs)}
    )


def _written(signs: list[Sign]) -> bytes:
    """Where each sign stands, then each: its fewest words, its size, its flag and its words."""
    told = [f"{each.flag}\t{'|'.join(' '.join(sorted(part)) for part in each.parts)}".encode() for each in signs]
    parts, at = [], 4 * len(signs)
    for each in told:
        parts.append(packed(PLACE, at))
        at += 3 + len(each)
    for sign, each in zip(signs, told, strict=True):
        parts += (bytes((sign.fewest,)), packed(NUMBER, len(each)), each)
    return b"".join(parts)


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


def _all_words(pack: Pack) -> Iterator[str]:
    """Every word that the pack writes for callers: none of them is a misspelling."""
    yield from pack.everyday.plain
    yield from (" ".join(said.texts) for said in pack.sayings.values())
    for lists in (pack.everyday.same, pack.everyday.doors):
        yield from _texts(lists)


@lru_cache(maxsize=4)
def signs_of(pack: Pack) -> Signs:
    """The signs of a pack, made at the first scan where the build of the program did not."""
    lists, held = pack.worked_out.get("sign_lists"), pack.worked_out.get("signs")
    return Signs(lists(), held()) if lists and held else Signs(sign_lists(pack), Flat(flat_signs(pack)))
