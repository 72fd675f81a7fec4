"""What people say, as terms that can be compared: words without endings, and what several words mean together.

Pure. Nothing here knows a service; which words mean the same stands in the pack (words.yaml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from kmnav.everyday import Everyday
from kmnav.ordinary import ORDINARY
from kmnav.record import dataclass
from kmnav.slips import singular
from kmnav.wording import sound, words

SENSE = "="
SENSE_WEIGHT, MISSPELT_WEIGHT = 0.7, 0.8
SHORTEST_MISSPELT, LONG_WORD, SHORTEST_BY_SOUND = 4, 8, 5
_ENDINGS = ("ing", "ed", "ly")
_BEFORE_AGE = frozenset(["is", "am", "im", "hes", "shes", "aged", "age", "turned", "only"])
_AFTER_AGE = frozenset(["year", "yr", "yo", "yrs"])
_NO_AGE = frozenset(["weeks", "months", "days", "hours", "degrees", "minutes", "times", "week", "month"])
OLDEST = 12 * 200
_WHOLE = frozenset(["here", "fitting", "severed", "pile"])


def spoken(text: str) -> tuple[str, ...]:
    """The words of a text, with `can not` as one."""
    found: list[str] = []
    for word in words(text):
        if word == "not" and found and found[-1] == "can":
            found[-1] = "cannot"
        else:
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def root(word: str) -> str:
    """A word without its endings, near enough: `forgetting` and `forgets` are one, `care` and `car` are two."""
    plain = singular(word)
    if plain in _WHOLE:
        return plain
    if plain.endswith("ied") and len(plain) > 4:
        plain = f"{plain[:-3]}y"
    plain = _without_e(_without_ending(plain))
    if len(plain) > 3 and plain[-1] == plain[-2]:
        plain = plain[:-1]
    return f"{plain[:-1]}i" if len(plain) > 3 and plain.endswith("y") else plain


def _without_ending(plain: str) -> str:
    if not plain.endswith(_ENDINGS):
        return plain
    for ending in _ENDINGS:
        left = plain[: -len(ending)]
        if plain.endswith(ending) and len(left) > 2 and any(each in "aeiouy" for each in left) and left[-1] != "e":
            return f"{left}e" if left in ORDINARY and f"{left}e" in ORDINARY else left
    return plain


def _without_e(plain: str) -> str:
    """Without the last e, unless that is another word: `note` is not `not`."""
    is_another = plain in ORDINARY and plain[:-1] in ORDINARY
    return plain[:-1] if len(plain) > 3 and plain.endswith("e") and not is_another else plain


@dataclass(frozen=True, slots=True)
class Senses:
    """Which words say nothing (`plain`), what one word means, and what several mean together, by their first."""

    plain: frozenset[str]
    single: Mapping[str, tuple[str, ...]]
    joined: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    ages: tuple[tuple[str, int, int], ...] = ()

    @classmethod
    def of(cls, everyday: Everyday) -> Senses:
        """The senses that a pack's words.yaml gives, each under its key."""
        single: dict[str, list[str]] = defaultdict(list)
        joined: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for key, others in everyday.same.items():
            for text in dict.fromkeys((key, *others)):
                roots = tuple(map(root, spoken(text)))
                if len(roots) == 1 and key not in single[roots[0]]:
                    single[roots[0]].append(key)
                elif len(roots) > 1:
                    joined[roots[0]].append((roots, key))
        return cls(
            frozenset(each for text in everyday.plain for each in spoken(text)),
            {each: tuple(keys) for each, keys in single.items()},
            {each: tuple(found) for each, found in joined.items()},
            tuple((key, ages.low, ages.high or OLDEST) for key, ages in everyday.ages.items()),
        )

    def meant(self, found: tuple[str, ...], roots: tuple[str, ...]) -> Iterator[str]:
        """The terms of what some words mean, alone and several together. `roots` are those of the words."""
        for at, each in enumerate(roots):
            if each in self.single and found[at] not in self.plain:
                yield from (SENSE + key for key in self.single[each])
            if each in self.joined:
                yield from (
                    SENSE + key for several, key in self.joined[each] if roots[at : at + len(several)] == several
                )
            if each.isdigit() and _is_age(found, at):
                yield from (SENSE + key for key, low, high in self.ages if low <= 12 * int(each) < high)

    def in_(self, found: tuple[str, ...]) -> Iterator[tuple[str, str, float]]:
        """Each term of some words with the word that says it and its weight. Plain words say nothing alone."""
        roots = tuple(map(root, found))
        for at, (word, each) in enumerate(zip(found, roots, strict=True)):
            if word not in self.plain and not word.isdigit():
                yield each, word, 1.0
                for key in self.single.get(each, ()):
                    yield SENSE + key, word, SENSE_WEIGHT
            if word.isdigit() and _is_age(found, at):
                yield from (
                    (SENSE + key, word, SENSE_WEIGHT) for key, low, high in self.ages if low <= 12 * int(word) < high
                )
            for several, key in self.joined.get(each, ()):
                if roots[at : at + len(several)] == several:
                    yield SENSE + key, " ".join(found[at : at + len(several)]), 1.0

    def terms(self, text: str) -> dict[str, float]:
        """The terms of a text, each with its greatest weight."""
        gathered: dict[str, float] = {}
        for term, _, weight in self.in_(spoken(text)):
            gathered[term] = max(weight, gathered.get(term, 0.0))
        return gathered


def _is_age(found: tuple[str, ...], at: int) -> bool:
    """Whether a number is said of a person: `he is 9`, `my 9 year old`, `aged 80`."""
    before, after = found[at - 1] if at else "", found[at + 1] if at + 1 < len(found) else ""
    if len(found[at]) > 3 or after in _NO_AGE:
        return False
    return before in _BEFORE_AGE or after in _AFTER_AGE


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that a misspelt one was likely meant for; None where none is near."""
    return next(iter(all_near(word, known)), None)


def all_near(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Every known word that a misspelt one may have been meant for, the nearest first."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return ()
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) < LONG_WORD else 2
    alike = process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed + 1, limit=None)
    fair = [(distance, other) for other, distance, _ in alike if _is_slip(word, other, int(distance), allowed)]
    return tuple(other for _, other in sorted(fair))


def _is_slip(word: str, other: str, distance: int, allowed: int) -> bool:
    """Few letters are wrong and the first is right, or it sounds the same."""
    if len(other) < SHORTEST_MISSPELT - 1:
        return False
    same_sound = len(word) >= SHORTEST_BY_SOUND and sound(word) == sound(other)
    return (distance <= allowed and word[0] == other[0]) or same_sound


def mended(
    found: tuple[str, ...], knows: Callable[[str], bool], meant: Callable[[], Collection[str]]
) -> tuple[str, ...]:
    """The words, each that nobody knows put right where a word of `meant` is near."""
    unknown = {word for word in found if not knows(word)}
    if not unknown:
        return found
    words = meant()
    return tuple((nearest(word, words) or word) if word in unknown else word for word in found)
