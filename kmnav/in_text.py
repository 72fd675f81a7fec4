"""The terms in a letter or a paper: each once, in the order in which it occurs, with its line.

Acronyms count as they are written; a word in capitals that is an ordinary word (IT, AND, MAY) does not.
Long forms count in any case. Nothing of the text is kept but the words that were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kmnav.key_index import keys_of
from kmnav.keys import Keys, Name
from kmnav.ordinary import EMPHASIS, ORDINARY
from kmnav.record import dataclass
from kmnav.slips import singular
from kmnav.terms import Glossary, Term
from kmnav.wording import ARTICLES, is_acronym, tight, words

SHORTEST_SMALL, SHORTEST_ORDINARY = 4, 3
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|&")
_BETWEEN_WORDS = re.compile(r"[\s,/‐‑–-]{0,4}")
_BETWEEN_LETTERS = re.compile(r"\.?\s?")
_OWNED = re.compile(r"['’]s$", re.IGNORECASE)
_PLURAL = re.compile(r"['’]?s$", re.IGNORECASE)
_IN_ONE_PIECE = re.compile(r"[./‐‑-]?")


@dataclass(frozen=True, slots=True)
class Explained:
    """A term as the text writes it, the line where it first stands, and what it may mean."""

    as_written: str
    line: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text with its place, and whether an ordinary word in capitals stands beside it."""

    text: str
    start: int
    end: int
    among_capitals: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    """A stretch of the text that is a key, and whether it is written as an acronym."""

    start: int
    end: int
    names: Mapping[str, Name]
    short: bool


def explain(glossary: Glossary, text: str) -> tuple[Explained, ...]:
    """Every term that occurs in `text`, once. Where a text writes one meaning out, its acronym means that one."""
    keys = keys_of(glossary)
    hits = list(_hits(keys, text))
    written_out = {each for hit in hits if not hit.short for each in hit.names}
    told: set[str] = set()
    found: list[Explained] = []
    for hit in hits:
        meant = {each: name for each, name in hit.names.items() if each in written_out} or hit.names
        if told.isdisjoint(meant):
            as_written = " ".join(text[hit.start : hit.end].split())
            line = text.count("\n", 0, hit.start) + 1
            terms = tuple(glossary.terms[each] for each in keys.in_order(meant))
            found.append(Explained(as_written, line, terms))
        told.update(meant)
    return tuple(found)


def _hits(keys: Keys, text: str) -> Iterator[_Hit]:
    """Terms from left to right, the longest at each place."""
    listed = _words_of(text)
    firsts, longest = _beginnings(keys)
    at = 0
    while at < len(listed):
        hit = _hit_at(keys, text, listed[at : at + longest], firsts)
        if hit is not None:
            yield hit
            at += sum(hit.start <= each.start < hit.end for each in listed[at : at + longest])
        else:
            at += 1


def _words_of(text: str) -> list[_Word]:
    found = list(_TOKEN.finditer(text))
    loud = [each.group().isupper() and len(each.group()) > 1 and each.group().casefold() in ORDINARY for each in found]
    return [
        _Word(each.group(), each.start(), each.end(), any(loud[max(0, at - 1) : at] + loud[at + 1 : at + 2]))
        for at, each in enumerate(found)
    ]


@lru_cache(maxsize=4)
def _beginnings(keys: Keys) -> tuple[frozenset[str], int]:
    """The first words of all keys, and how many pieces the longest one may have in a text."""
    forms = [key.words for key in keys.all()]
    longest = max((sum(2 if each == "and" else 1 for each in form) for form in forms), default=0)
    return frozenset(first for form in forms for first in _forms(form[0])), longest + 2


def _forms(word: str) -> set[str]:
    return {word, singular(word), word.removesuffix("s")}


def _hit_at(keys: Keys, text: str, listed: Sequence[_Word], firsts: frozenset[str]) -> _Hit | None:
    first = "".join(words(listed[0].text))
    if not first or (len(first) > 1 and (first in ARTICLES or _forms(first).isdisjoint(firsts))):
        return None
    for size in range(len(listed), 0, -1):
        span = listed[:size]
        between = [text[left.end : right.start] for left, right in pairwise(span)]
        written = text[span[0].start : span[-1].end]
        for names, short in ((_acronym(keys, span, between, text), True), (_long_form(keys, between, written), False)):
            if names:
                return _Hit(span[0].start, span[-1].end, names, short)
    return None


def _acronym(keys: Keys, span: Sequence[_Word], between: Sequence[str], text: str) -> Mapping[str, Name]:
    """Records of what is written as an acronym: CAMHS, CCGs, C.C.G., A & E, PHQ 9, 111."""
    if not _is_one_piece(span, between):
        return {}
    written = text[span[0].start : span[-1].end]
    letters = tight(words(written))
    single = letters.removesuffix("s")
    bare = letters if keys.is_acronym(letters) and not _OWNED.search(written) else single
    if not keys.is_acronym(bare):
        return {}
    if bare.isdigit():
        return {} if _is_in_a_number(text, span) else keys.spelt(bare)
    shown = written if bare == letters else _PLURAL.sub("", written)
    return keys.spelt(bare) if _counts(keys, shown, bare, among_capitals=span[0].among_capitals) else {}


def _is_one_piece(span: Sequence[_Word], between: Sequence[str]) -> bool:
    if all(len(each.text) == 1 for each in span):
        enough = len(span) > 2 or "." in between
        return enough and len(set(between)) < 2 and all(_BETWEEN_LETTERS.fullmatch(each) for each in between)
    return all(
        _IN_ONE_PIECE.fullmatch(gap) or (gap == " " and after.text.isdigit())
        for gap, after in zip(between, span[1:], strict=True)
    )


def _counts(keys: Keys, shown: str, letters: str, *, among_capitals: bool) -> bool:
    """Whether letters are written as an acronym and not as the ordinary word that they also are."""
    plain = shown.replace(".", "")
    as_acronym = plain.upper() == plain or (is_acronym(plain) and keys.is_written(plain))
    if letters in EMPHASIS:
        return as_acronym and "." in shown
    if letters in ORDINARY:
        return as_acronym and not among_capitals and len(letters) >= SHORTEST_ORDINARY
    return as_acronym or (len(letters) >= SHORTEST_SMALL and plain.isalnum())


def _is_in_a_number(text: str, span: Sequence[_Word]) -> bool:
    before, after = text[: span[0].start][-3:], text[span[-1].end :][:3]
    return bool(re.search(r"[\d£$€]\W{0,2}$", before) or re.match(r"\W{0,2}\d|%", after))


def _long_form(keys: Keys, between: Sequence[str], written: str) -> Mapping[str, Name]:
    """Records of a term or another name that is written out, in any case; a single word only if it is a term's own."""
    if not all(_BETWEEN_WORDS.fullmatch(each) for each in between):
        return {}
    found = words(written)
    letters = tight(found)
    if not found or keys.is_acronym(letters) or written[:2].casefold() == "a ":
        return {}
    names = keys.spelt(letters) or keys.in_singular(tight(tuple(map(singular, found))))
    least = Name.OTHER if len(found) > 1 else Name.OWN
    if set(found) <= EMPHASIS or (len(found) == 1 and not {found[0], singular(found[0])}.isdisjoint(ORDINARY)):
        return {}
    return {each: name for each, name in names.items() if name <= least}
