"""Every way in which a term may be asked for: keys from words to the ids of entries, asked of one flat piece.

`kmnav.key_index` gathers them. A look-up reads the few rows that its words name, and imports little: the front door
asks here as well. A row's key is a mark that says what the row is, and the words or letters that it is about:

    letters, singular   the entries behind a key's letters as they are, and without plural endings: id what id what
    acronym, written    nothing: that there is such a row is what it says
    key                 one key by its number: its words, their weights, yes if it is an acronym, its entries
    word                the weight of a word, and the numbers of the keys that hold it
    plain               words that begin with a letter
    whole               the letters of whole keys that begin with a letter and are so many
    headless, beheaded  words, and letters of whole keys, that are this without their first letter
    exactly             the numbers of the keys whose letters are these
    stem, sound         words with a stem, or a sound
    short               what a mistyped acronym may have been meant for, by its length
    near, target        what a slip may have been meant for, by its first letter; its words and, if plain, its entries
    entry               an entry by its id: place, prominence, the words of its own names, label
"""

from __future__ import annotations

from enum import IntEnum

from kmnav.flat import Flat
from kmnav.record import dataclass
from kmnav.slips import one_slip_apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kmnav.slips import Near

LETTERS, SINGULAR, ACRONYM, WRITTEN, KEY, WORD = "l ", "p ", "a ", "r ", "# ", "w "
PLAIN, WHOLE, HEADLESS, BEHEADED, EXACTLY = "b ", "B ", "h ", "H ", "= "
STEM, SOUND, SHORT, NEAR, TARGET, ENTRY = "s ", "S ", "- ", "n ", "t ", "e "
COUNT, UNKNOWN = "count", "unknown"
SMALL_WEIGHT = 0.2  # of a word such as "of"


class Name(IntEnum):
    """What a key is to its record; the smaller, the nearer."""

    OWN = 0
    OTHER = 1
    SPOKEN = 2


NAMES = tuple(Name)


@dataclass(frozen=True, slots=True)
class Key:
    """One written or spoken form, how much each of its words weighs, and the entries that it stands for."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    acronym: bool
    names: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a look-up has to know of an entry: how near it is to this region and how often others point to it.

    `prominence` is from 0 to 1. `label` is its shortest name, `words` are those of its own names.
    """

    place: int
    prominence: float
    label: str
    words: frozenset[str]


class Keys:
    """The keys of one glossary, by their letters and by their words."""

    def __init__(self, held: Flat) -> None:
        self.held = held

    def spelt(self, letters: str) -> dict[str, Name]:
        """Entries by all letters of a key, spaces left out."""
        return _names(self._row(LETTERS, letters))

    def in_singular(self, letters: str) -> dict[str, Name]:
        """Entries by the letters of a key whose words are without plural endings. Acronyms stay whole."""
        return _names(self._row(SINGULAR, letters))

    def is_acronym(self, letters: str) -> bool:
        """Whether letters are an acronym."""
        return f"{ACRONYM}{letters}" in self.held

    def is_written(self, text: str) -> bool:
        """Whether this is an own name of an entry, as it is spelt."""
        return f"{WRITTEN}{text}" in self.held

    def is_word(self, word: str) -> bool:
        """Whether some key holds a word."""
        return f"{WORD}{word}" in self.held

    def all(self) -> Iterator[Key]:
        """Every key, in the order of the terms."""
        return (self.key(at) for at in range(int(self._row(COUNT, ""))))

    def key(self, number: int) -> Key:
        """One key by its number."""
        words, weights, acronym, names = self._row(KEY, str(number)).split("\n")
        return Key(tuple(words.split()), tuple(map(float, weights.split())), bool(acronym), _names(names))

    def holding(self, word: str) -> tuple[int, ...]:
        """The keys that hold a word. Keys that are only ever said hold none."""
        return tuple(map(int, self._row(WORD, word).split()[1:]))

    def exactly(self, letters: str) -> tuple[int, ...]:
        """The keys, acronyms left out, whose letters are these."""
        return tuple(map(int, self._row(EXACTLY, letters).split()))

    def weight_of(self, word: str) -> float | None:
        """How much a word says: the rarer, the more; None for one that no key holds."""
        row = self._row(WORD, word)
        return float(row.split(" ", 1)[0]) if row else None

    @property
    def weight_of_unknown(self) -> float:
        """How much a word says that no key holds."""
        return float(self._row(UNKNOWN, ""))

    def words_beginning(self, letters: Iterable[str], without: str) -> list[str]:
        """Words of keys that begin with one of some letters, and those that are `without` but for their first."""
        return self._beginning(PLAIN, letters) + self._row(HEADLESS, without).split()

    def whole_beginning(self, letters: Iterable[str], lengths: Iterable[int], without: str) -> list[str]:
        """The letters of whole keys of some lengths that begin with one of some letters, or lack their first."""
        begun = [f"{letter}{length}" for length in lengths for letter in letters]
        return self._beginning(WHOLE, begun) + self._row(BEHEADED, without).split()

    def _beginning(self, mark: str, begun: Iterable[str]) -> list[str]:
        return [each for about in begun for each in self._row(mark, about).split()]

    def of_stem(self, stem: str) -> list[str]:
        """Words of keys with a stem."""
        return self._row(STEM, stem).split()

    def of_sound(self, sound: str) -> list[str]:
        """Words of keys with a sound."""
        return self._row(SOUND, sound).split()

    def short_forms(self, lengths: Iterable[int]) -> list[str]:
        """What a mistyped acronym may have been meant for: acronyms, and how they are said as one word."""
        return [each for length in lengths for each in self._row(SHORT, str(length)).split()]

    def slip_targets(self, letters: str) -> Iterator[Near]:
        """What letters with one slip may have been meant for: its letters, its words, and the entries that it means.

        Acronyms and sounds have no entries here: they are never guessed at.
        """
        for meant in self._row(NEAR, letters[:1]).split():
            if one_slip_apart(letters, meant):
                yield self._target(meant)

    def every_slip_target(self) -> Iterator[Near]:
        """All that any slip may have been meant for."""
        for key in self.held:
            if key.startswith(TARGET):
                yield self._target(key.removeprefix(TARGET))

    def _target(self, letters: str) -> Near:
        words, entries = self._row(TARGET, letters).split("\n")
        return letters, frozenset(words.split()), tuple(entries.split()) or None

    def entry(self, id_: str) -> Entry:
        """What a look-up has to know of one entry."""
        place, prominence, words, label = self._row(ENTRY, id_).split("\n", 3)
        return Entry(int(place), float(prominence), label, frozenset(words.split()))

    def in_order(self, names: Mapping[str, Name]) -> tuple[str, ...]:
        """Entries for one key: those of the region first, then those with a local sense, then the rest."""
        return tuple(sorted(names, key=lambda each: self._rank(each, names[each])))

    def _rank(self, id_: str, name: Name) -> tuple[int, int, float, str]:
        entry = self.entry(id_)
        return (entry.place, name, -entry.prominence, id_)

    def _row(self, mark: str, about: str) -> str:
        return (self.held.get(f"{mark}{about}") or b"").decode()


def apart(keys: Keys, ids: Iterable[str]) -> tuple[str, ...]:
    """Entries without those that would look the same on a list: two meanings of an acronym share its label."""
    return tuple({keys.entry(each).label: each for each in ids}.values())


def _names(row: str) -> dict[str, Name]:
    parts = row.split()
    return {id_: NAMES[int(at)] for id_, at in zip(parts[::2], parts[1::2], strict=True)}
