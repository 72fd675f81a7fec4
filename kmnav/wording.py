"""How the same words can be written and said: case, dots, hyphens, plurals, letters spelt out.

Pure functions on text. Nothing here knows a term; they make two spellings of one thing equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kmnav.ordinary import ASKED_AFTER, ASKED_BEFORE

ARTICLES = ("the", "a", "an")
SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"])
_APOSTROPHES = re.compile(r"['’‘`´]")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_AND = re.compile(r"(?<=\w)\s*[&+]\s*(?=\w)")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_SHAPE = re.compile(r"[A-Za-z0-9&/+.-]+")

_LETTERS = {
    "a": "ay aye",
    "b": "bee be",
    "c": "see sea cee",
    "d": "dee",
    "e": "ee",
    "f": "eff ef",
    "g": "gee jee",
    "h": "aitch haitch",
    "i": "eye",
    "j": "jay",
    "k": "kay",
    "l": "el ell",
    "m": "em",
    "n": "en",
    "o": "oh",
    "p": "pee pea",
    "q": "cue queue kew",
    "r": "are ar arr",
    "s": "ess es",
    "t": "tee tea",
    "u": "you yew",
    "v": "vee",
    "w": "doubleyou doubleu",
    "x": "ex",
    "y": "why wye",
    "z": "zed zee",
    "0": "zero nought",
    "1": "one",
    "2": "two to too",
    "3": "three",
    "4": "four for",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
}
_SAID = {said: letter for letter, names in _LETTERS.items() for said in names.split()}

_VOWELS = re.compile(r"[aeiouyhw]")
_SOUNDS_LIKE = tuple(
    (re.compile(written), said)
    for written, said in (
        (r"^ps|^pn|^kn|^wr", lambda match: match.group()[1]),
        (r"^[aeiouy]+", "a"),
        (r"ph|gh(?=t)", lambda match: "f" if match.group() == "ph" else ""),
        (r"sch(?=[aeiou])", "sk"),
        (r"[ts]i(?=[aou])|sh|c[ie](?=[aou])", "s"),
        (r"ch(?=o|r|i?a)", "k"),
        (r"ch|t?ch", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"t?z|ts", "s"),
        (r"v", "f"),
        (r"dg|g(?=[eiy])", "j"),
        (r"(.)\1+", r"\1"),
    )
)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in one plain form: small letters, no accents, dots or hyphens, no leading article."""
    plain = text if text.isascii() else _without_accents(text)
    plain = plain.casefold()
    plain = _APOSTROPHES.sub("", plain)
    if "." in plain:
        plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    if "&" in plain or "+" in plain:
        plain = _AND.sub(" and ", plain)
    found = tuple(re.findall(r"[^\W_]+", plain))
    return found[1:] if len(found) > 1 and found[0] in ARTICLES and not _is_spelt(found) else found


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def _is_spelt(found: tuple[str, ...]) -> bool:
    """Single letters one by one (`a & e`, `a b i`), where the first is a letter and no article."""
    return found[0] == "a" and all(len(each) == 1 or each == "and" for each in found)


def tight(found: tuple[str, ...]) -> str:
    """Words without the spaces between them, so that `co production` is `coproduction`."""
    return "".join(found)


def without_parentheses(text: str) -> str:
    """`health authority (1990s)` as people say it; the text itself where nothing would be left."""
    return _PARENTHESIS.sub("", text).strip() or text


def stem(word: str) -> str:
    """A word without its commonest endings, to see that `funding` and `funded` are near."""
    for ending in ("ing", "ers", "ed", "er", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def sound(word: str) -> str:
    """The consonants of a word as they sound: `sykosis` and `psychosis` are both `skss`."""
    plain = word
    for written, said in _SOUNDS_LIKE:
        plain = written.sub(said, plain)
    return plain[:1] + _VOWELS.sub("", plain[1:])


def is_acronym(text: str) -> bool:
    """Whether a name is written as an acronym: one short piece, with two capitals or a digit beside one."""
    if not _SHAPE.fullmatch(text) or len(text) > 9:
        return False
    capitals = sum(each.isupper() for each in text)
    return capitals >= 2 or (capitals == 1 and any(each.isdigit() for each in text)) or text.isdigit()


def letters_said(found: tuple[str, ...]) -> str | None:
    """What words spell when letters were said aloud: `see see gee` is `ccg`. None where they spell nothing."""
    said = tuple(_joined(found))
    if len(said) < 2:
        return None
    spelt = [_SAID.get(each, each) for each in said]
    changed = any(before != after for before, after in zip(said, spelt, strict=True))
    return "".join(spelt) if changed else None


def _joined(found: tuple[str, ...]) -> Iterator[str]:
    """Words with `double you` as one, and `double see` or `triple one` written out."""
    rest = list(found)
    while rest:
        each = rest.pop(0)
        if each == "double" and rest and rest[0] in ("you", "u", "yew"):
            yield "double" + rest.pop(0).replace("yew", "you")
        elif each in ("double", "triple", "treble") and rest:
            yield from [rest.pop(0)] * (2 if each == "double" else 3)
        else:
            yield each


def without_question(found: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked about, without the question around it: `what does ccg mean now` is about `ccg`."""
    start, end = 0, len(found)
    while start < end and found[start] in ASKED_BEFORE:
        start += 1
    while end > start and found[end - 1] in ASKED_AFTER:
        end -= 1
    return found[start:end]
