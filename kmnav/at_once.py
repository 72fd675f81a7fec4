"""`kmnav glossary WORD…` and `kmnav --version` answered at once, of what the build made, before anything is imported.

Only plain words with an entry of their own, or one slip away from one, are answered here; for all else `answer` gives
None, and the long way says the same words or says what is wrong. The file, little-endian, has after its first bytes
the counts of two tables, both sorted by the digest in their first column, then a heap that all else points into:

    forms: digest, the words, their answer           slips: digest of the letters less one, the key
    an answer: count, then its entries               an entry: its full name, its lines
    a key: its letters, its words, its answer (0: never guessed at)
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from mmap import mmap

MAGIC = b"kmnav 1\n"
HEAD, FORM, SLIP, NUMBER = 16, 12, 8, 4
LONGEST_QUERY = 200
ARTICLES = ("the", "a", "an")
UNHEARD = ("of", "and")
UNLESS = ("KMNAV_PACK", "KMNAV_REGION", "_KMNAV_COMPLETE")


def answer(words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """What `kmnav` with these words on its command line prints; None where it takes the long way."""
    if any(environment.get(each) for each in UNLESS) or getattr(sys.stdout, "encoding", None) != "utf-8":
        return None
    if list(words) == ["--version"]:
        return _version()
    if len(words) < 2 or words[0] != "glossary" or any(each.startswith("-") for each in words):
        return None
    query = " ".join(" ".join(words[1:]).split())
    form = _plain_words(query) if len(query) <= LONGEST_QUERY else ()
    if not form:
        return None
    held = _held()
    return held.answer(query, form) if held is not None else None


def _plain_words(query: str) -> tuple[str, ...]:
    """The words as the glossary compares them; none where more than letters, hyphens and & has to be read."""
    parts = query.replace("-", " ").split("&")
    if not query.isascii() or not all(part.replace(" ", "").isalnum() for part in parts):
        return ()
    if len(parts) > 1 and "-" in query:
        return ()
    found = tuple(" and ".join(parts).lower().split())
    spelt = found[0] == "a" and all(len(each) == 1 or each == "and" for each in found)
    return found[1:] if len(found) > 1 and found[0] in ARTICLES and not spelt else found


def _version() -> str | None:
    try:
        from kmnav.shipped.usual import VERSION  # type: ignore[import-not-found]
    except ImportError:
        return None
    return str(VERSION)


def _held() -> Held | None:
    """The file of the usual region; None in an editable install, where nothing was made in advance."""
    from mmap import ACCESS_READ, mmap

    try:
        from kmnav.shipped.usual import GLOSSARY
    except ImportError:
        return None
    try:
        with open(f"{__file__.rpartition('at_once')[0]}shipped/{GLOSSARY}", "rb") as file:
            return Held(mmap(file.fileno(), 0, access=ACCESS_READ))
    except OSError:
        return None


class Held:
    """The file, read where it is asked and nowhere else."""

    def __init__(self, held: mmap | bytes) -> None:
        self.held = held
        self.forms, self.slips = self.number(len(MAGIC)), self.number(len(MAGIC) + NUMBER)
        self.slips_at = HEAD + self.forms * FORM
        self.heap = self.slips_at + self.slips * SLIP

    def answer(self, query: str, form: tuple[str, ...]) -> str | None:
        """What the screen shows for a query of these words."""
        at = self.answer_to(" ".join(form))
        if at is not None:
            return self._told(query, at, closest=False)
        at = self._of_a_slip(form)
        return self._told(query, at, closest=True) if at is not None else None

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

    def _told(self, query: str, answer: int, *, closest: bool) -> str:
        at = self.heap + answer
        count = self.number(at)
        entries = [self.text(self.number(at + NUMBER * each)) for each in range(1, count + 1)]
        first = [f'No entry is called "{query}". The closest is {entries[0][0]}.'] if closest else []
        first += [f'"{query}" has {count} meanings.'] if count > 1 else []
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
