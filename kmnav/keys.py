"""Every way in which a term may be asked for, as keys from words to records.

Built once for a glossary. A key is an acronym, a term, another name or a spoken form; several records may
share one, and then all are found by it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cached_property, lru_cache

from kmnav.record import dataclass
from kmnav.slips import SHORTEST, singular
from kmnav.terms import Glossary, Term
from kmnav.wording import is_acronym, tight, without_parentheses, words


class Name(IntEnum):
    """What a key is to its record; the smaller, the nearer."""

    OWN = 0
    OTHER = 1
    SPOKEN = 2


@dataclass(frozen=True, slots=True)
class Key:
    """One written or spoken form, with the records that it stands for."""

    words: tuple[str, ...]
    acronym: bool
    names: Mapping[str, Name]


NAMES = tuple(Name)


@dataclass(frozen=True, slots=True)
class KeyRows:
    """The keys of a glossary in plain rows, so that they can be made when the program is built.

    A key has its words, whether it is an acronym, and its records with the number of what it is to each; in `letters`
    and `singular` stand its letters as they are and without plural endings, in the same order. `as_written`
    is each own name as it is spelt, with its records; `prominence` is from 0 to 1.
    """

    keys: tuple[tuple[tuple[str, ...], bool, tuple[tuple[str, int], ...]], ...]
    letters: tuple[str, ...]
    singular: tuple[str, ...]
    as_written: Mapping[str, tuple[str, ...]]
    prominence: Mapping[str, float]


def key_rows(glossary: Glossary) -> KeyRows:
    """Gather every form of every term once."""
    as_written: dict[str, dict[str, None]] = defaultdict(dict)
    gathered: dict[tuple[str, ...], dict[str, Name]] = defaultdict(dict)
    acronyms: set[tuple[str, ...]] = set()
    for term in glossary.terms.values():
        for text, name in names_of(term):
            found = words(text)
            if not found:
                continue
            if name is Name.OWN:
                as_written[text][term.id] = None
            gathered[found].setdefault(term.id, name)
            if is_acronym(text) or (text == term.acronym and len(text.split()) == 1):
                acronyms.add(found)
    rows = (
        (found, found in acronyms, tuple((id_, int(name)) for id_, name in ids.items()))
        for found, ids in gathered.items()
    )
    letters = (tuple(map(tight, gathered)), tuple(tight(tuple(map(singular, found))) for found in gathered))
    return KeyRows(tuple(rows), *letters, {text: tuple(ids) for text, ids in as_written.items()}, _prominence(glossary))


def _prominence(glossary: Glossary) -> dict[str, float]:
    pointed = Counter(each for term in glossary.terms.values() for each in _points_to(term))
    return {
        term.id: min(1.0, 0.3 * math.log1p(pointed[term.id]) + (0.4 if term.spoken else 0.0))
        for term in glossary.terms.values()
    }


class Keys:
    """The keys of one glossary, by their letters and by their words."""

    def __init__(self, glossary: Glossary) -> None:
        made = glossary.worked_out.get("keys")
        rows: KeyRows = made() if made else key_rows(glossary)
        self.glossary, self._rows = glossary, rows
        self.as_written = rows.as_written
        self.all = tuple(
            Key(found, acronym, {each: NAMES[at] for each, at in ids}) for found, acronym, ids in rows.keys
        )
        # From 0 to 1, how often other terms point to one; a spoken form says that people say it.
        self.prominence = rows.prominence

    @cached_property
    def by_letters(self) -> Mapping[str, dict[str, Name]]:
        """Records by all letters of a key, spaces left out."""
        return self._by(self._rows.letters)

    @cached_property
    def by_singular(self) -> Mapping[str, dict[str, Name]]:
        """Records by the letters of a key whose words are without plural endings. Acronyms stay whole."""
        return self._by(self._rows.singular, plain=True)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The letters of every key that is an acronym."""
        return frozenset(tight(key.words) for key in self.all if key.acronym)

    @cached_property
    def short_forms(self) -> tuple[str, ...]:
        """What a mistyped acronym may have been meant for: acronyms, and how they are said as one word."""
        spoken = {tight(key.words) for key in self.all if len(key.words) == 1 and Name.SPOKEN in key.names.values()}
        return tuple(sorted(self.acronyms | spoken))

    @cached_property
    def slip_targets(self) -> Mapping[str, tuple[frozenset[str], tuple[str, ...] | None]]:
        """Letters that a slip may have been meant for, with the words in them and the entries behind them.

        Acronyms and sounds have no entries here: they are never guessed at.
        """
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.all:
            for letters in {tight(key.words), tight(tuple(singular(each) for each in key.words))}:
                if len(letters) >= SHORTEST - 1:
                    found[letters].append(key)
        return {letters: (_words_of(keys), self._plainly(letters, keys)) for letters, keys in found.items()}

    def _plainly(self, letters: str, keys: list[Key]) -> tuple[str, ...] | None:
        if any(key.acronym or all(name is Name.SPOKEN for name in key.names.values()) for key in keys):
            return None
        names = self.by_letters.get(letters) or self.by_singular[letters]
        return tuple(term.id for term in self.in_order(names))

    def _by(self, letters: tuple[str, ...], *, plain: bool = False) -> Mapping[str, dict[str, Name]]:
        found: dict[str, dict[str, Name]] = defaultdict(dict)
        for key, form in zip(self.all, letters, strict=True):
            if plain and key.acronym:
                continue
            ids = found[form]
            for each, name in key.names.items():
                ids[each] = min(name, ids.get(each, name))
        return dict(found)

    def in_order(self, names: Mapping[str, Name]) -> tuple[Term, ...]:
        """Records for one key: those of the region first, then those with a local sense, then the rest."""
        return tuple(sorted((self.glossary.terms[each] for each in names), key=lambda term: self._rank(term, names)))

    def _rank(self, term: Term, names: Mapping[str, Name]) -> tuple[int, int, float, str]:
        place = 0 if term.id in self.glossary.local else 1 if term.here else 2
        return (place, names[term.id], -self.prominence[term.id], term.id)


def names_of(term: Term) -> Iterator[tuple[str, Name]]:
    """Every form of a term, the own names first."""
    if term.acronym:
        yield term.acronym, Name.OWN
    yield term.term, Name.OWN
    yield without_parentheses(term.term), Name.OWN
    for alias in term.aliases:
        yield alias, Name.OTHER
        yield without_parentheses(alias), Name.OTHER
    for said in term.spoken:
        yield said, Name.SPOKEN
    if term.acronym and "&" in term.acronym:
        yield term.acronym.replace("&", ""), Name.OTHER


def _words_of(keys: list[Key]) -> frozenset[str]:
    return frozenset(word for key in keys for word in key.words)


def _points_to(term: Term) -> Iterator[str]:
    yield from term.see_also
    yield from (each.id for each in term.became)
    if term.kind_of:
        yield term.kind_of


@lru_cache(maxsize=4)
def keys_of(glossary: Glossary) -> Keys:
    """The keys of a glossary, built at the first look-up."""
    return Keys(glossary)
