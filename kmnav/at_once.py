"""The front door: plain `kmnav glossary WORD…` and `kmnav --version`, answered before a framework is imported.

All is read where the build of the program put it. Words with an entry of their own, or one slip away from one, are
settled by one file, with next to nothing imported; other words by the rules of the glossary (`kmnav.meant`), over the
keys that the build gathered. Where `answer` gives None the long way says the same words, or says what is wrong. The
file, little-endian, has after its first bytes the counts of two tables, both sorted by the digest in their first
column, then a heap that all else points into:

    forms: digest, the words, their answer           slips: digest of the letters less one, the key
    an answer: count, then its entries               an entry: its full name, its lines
    a key: its letters, its words, its answer (0: never guessed at)

Each entry has also a form of its own: its id after an equals sign, which no words have.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from mmap import mmap

    from kmnav.flat import Flat

    Told = tuple[str, str]

MAGIC = b"kmnav 1\n"
HEAD, FORM, SLIP, NUMBER = 16, 12, 8, 4
LONGEST_QUERY = 200
BY_ID = "="
ARTICLES = ("the", "a", "an")
UNHEARD = ("of", "and")
UNLESS = ("KMNAV_PACK", "KMNAV_REGION", "_KMNAV_COMPLETE")


def answer(words: Sequence[str], environment: Mapping[str, str]) -> Told | None:
    """What `kmnav` with these words on its command line prints, and what it says where nothing is found.

    None where it takes the long way.
    """
    if any(environment.get(each) for each in UNLESS) or getattr(sys.stdout, "encoding", None) != "utf-8":
        return None
    if list(words) == ["--version"]:
        version = _made("VERSION")
        return (version, "") if version else None
    if len(words) < 2 or words[0] != "glossary" or any(each.startswith("-") for each in words):
        return None
    query = " ".join(" ".join(words[1:]).split())
    held = _held() if query.isascii() and query.isprintable() else None
    if not query or held is None:
        return None
    form = _plain_words(query) if len(query) <= LONGEST_QUERY else ()
    told = held.answer(query, form) if form else None
    if told is not None:
        return told, ""
    keys = _keys()
    return answer_by_the_rules(held, keys, query) if keys is not None else None


def answer_by_the_rules(held: Held, flat: Flat, query: str) -> Told | None:
    """What is found by the rules of the glossary for words that the file does not settle; else what is near."""
    from kmnav.keys import Keys
    from kmnav.meant import Match, meant
    from kmnav.render.look_up import missed

    keys = Keys(flat)
    told = meant(keys, query)
    if told.entries:
        return held.shown(query, told.entries, closest=told.match is Match.CLOSEST), ""
    lines = missed(query, [keys.entry(each).label for each in told.near])
    said = "".join(f"{each}\n" for each in lines)
    return ("", said) if said.isascii() and sys.stderr is not None else None


def _plain_words(query: str) -> tuple[str, ...]:
    """The words as the glossary compares them; none where more than ASCII letters, hyphens and & has to be read."""
    parts = query.replace("-", " ").split("&")
    if not all(part.replace(" ", "").isalnum() for part in parts) or (len(parts) > 1 and "-" in query):
        return ()
    found = tuple(" and ".join(parts).lower().split())
    spelt = found[0] == "a" and all(len(each) == 1 or each == "and" for each in found)
    return found[1:] if len(found) > 1 and found[0] in ARTICLES and not spelt else found


def _made(name: str) -> str:
    """What the build says of the usual region; nothing in an editable install, where nothing was made in advance."""
    try:
        from kmnav.shipped import usual  # type: ignore[import-not-found]
    except ImportError:
        return ""
    return str(getattr(usual, name))


def _mapped(name: str) -> mmap | None:
    """A file of the usual region, mapped into memory; None where there is none."""
    from mmap import ACCESS_READ, mmap

    home = _made("HOME")
    try:
        with open(f"{__file__.rpartition('at_once')[0]}shipped/{home}/{name}.bin", "rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except OSError:
        return None


def _held() -> Held | None:
    found = _mapped("glossary")
    return Held(found) if found is not None else None


def _keys() -> Flat | None:
    from kmnav.flat import Flat

    found = _mapped("keys")
    return Flat(memoryview(found)) if found is not None else None


class Held:
    """The file, read where it is asked and nowhere else."""

    def __init__(self, held: mmap | bytes) -> None:
        self.held = held
        self.forms, self.slips = self.number(len(MAGIC)), self.number(len(MAGIC) + NUMBER)
        self.slips_at = HEAD + self.forms * FORM
        self.heap = self.slips_at + self.slips * SLIP

    def answer(self, query: str, form: tuple[str, ...]) -> str | None:
        """What the screen shows for a query of these words; None where no row settles them."""
        at, closest = self.answer_to(" ".join(form)), False
        if at is None:
            at, closest = self._of_a_slip(form), True
        return self._told(query, self._entries(at), closest=closest) if at is not None else None

    def shown(self, query: str, ids: Sequence[str], *, closest: bool) -> str:
        """What the screen shows for a query that means these entries."""
        found = [at for each in ids if (at := self.answer_to(f"{BY_ID}{each}")) is not None]
        return self._told(query, [entry for at in found for entry in self._entries(at)], closest=closest)

    def answer_to(self, form: str) -> int | None:
        """Where the answer to words without a slip stands."""
        for at in self._rows(form, HEAD, self.forms, FORM):
            if self.text(self.number(at + NUMBER))[0] == form:
                return self.number(at + 2 * NUMBER)
        return None

    def _of_a_slip(self, form: tuple[str, ...]) -> int | None:
        from kmnav.ordinary import ASKED_AFTER, ASKED_BEFORE, ORDINARY
        from kmnav.slips import may_be_a_slip, settled, singular

        if not may_be_a_slip(form, ORDINARY) or form[0] in ASKED_BEFORE or form[-1] in ASKED_AFTER:
            return None
        if len(form) > 1 and any(self._stands_alone(each) for each in form):
            return None
        keys = list(self._keys_near("".join(form)))
        if {"".join(form), "".join(map(singular, form))} & {letters for letters, _, _ in keys}:
            return None
        at = settled(form, keys, ORDINARY)
        return int(at[0]) if at else None

    def _stands_alone(self, word: str) -> bool:
        """Whether a word among others may be an acronym, or a letter said aloud."""
        return (len(word) < 4 and word not in UNHEARD) or self.answer_to(word) is not None

    def _keys_near(self, letters: str) -> Iterator[tuple[str, frozenset[str], tuple[str, ...] | None]]:
        from kmnav.slips import without_a_letter

        seen = {
            self.number(at + NUMBER)
            for each in without_a_letter(letters)
            for at in self._rows(each, self.slips_at, self.slips, SLIP)
        }
        for key in seen:
            other, at = self.text(key)
            words, at = self.text(at)
            told = self.number(self.heap + at)
            yield other, frozenset(words.split()), (str(told),) if told else None

    def _entries(self, answer: int) -> list[tuple[str, int]]:
        """The full name of each entry of an answer, and where its lines stand."""
        at = self.heap + answer
        count = self.number(at)
        return [self.text(self.number(at + NUMBER * each)) for each in range(1, count + 1)]

    def _told(self, query: str, entries: list[tuple[str, int]], *, closest: bool) -> str:
        first: list[str] = []
        if closest or len(entries) > 1:
            from kmnav.render import look_up

            first += [look_up.closest(query, entries[0][0])] if closest else []
            first += [look_up.meanings(query, len(entries))] if len(entries) > 1 else []
        return "\n".join((*first, *([""] if first else []), "\n".join(self.text(lines)[0] for _, lines in entries)))

    def _rows(self, text: str, start: int, count: int, size: int) -> Iterator[int]:
        """The rows of a table whose digest is that of a text."""
        wanted, low, high = digest(text), 0, count
        while low < high:
            middle = (low + high) // 2
            if self.number(start + middle * size) < wanted:
                low = middle + 1
            else:
                high = middle
        while low < count and self.number(start + low * size) == wanted:
            yield start + low * size
            low += 1

    def number(self, at: int) -> int:
        """The number that stands at a place of the file."""
        return int.from_bytes(self.held[at : at + NUMBER], "little")

    def text(self, at: int) -> tuple[str, int]:
        """The text at a place of the heap, and the place behind it."""
        start = self.heap + at + NUMBER
        end = start + self.number(start - NUMBER)
        return self.held[start:end].decode(), end - self.heap


def digest(text: str) -> int:
    """A number that a text is found by; two texts may share one, so the text is compared as well."""
    from zlib import crc32

    return crc32(text.encode())
