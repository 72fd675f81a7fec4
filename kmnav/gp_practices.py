"""GP practices as the national register lists them, and the practices that a person means.

Pure. A practice is found by its name, its code, its number, or the town or postcode that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Self

from kmnav.record import dataclass

FEWEST_DIGITS = 6
_CODE = r"[A-Z][0-9]{5}"
_POSTCODE = r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}"
_DAY = r"[0-9]{8}"
_PHONE = r"0[0-9]{2,4} [0-9]{3,4}(?: ?[0-9]{3,4})?"
_KIND = frozenset(
    {"the", "and", "surgery", "practice", "medical", "med", "centre", "center", "ctr", "clinic", "health"}
    | {"healthcare", "group", "partnership", "doctors", "gp"}
)
_SAID_AS_WORDS = frozenset({"DR", "ST", "RD"})


@dataclass(frozen=True, slots=True)
class GpPractice:
    """One row of the register. `id` is the practice's code there; `name` and `address` are in its own words."""

    id: str
    name: str
    address: str
    postcode: str
    phone: str | None
    opened: date

    @classmethod
    def read(cls, row: Mapping[str, str]) -> Self:
        """A practice from the columns of its row. Raises ValueError with one sentence."""
        for column, shape in (("ods_code", _CODE), ("postcode", _POSTCODE), ("phone", _PHONE)):
            if not re.fullmatch(shape, row[column]) and (row[column] or column != "phone"):
                raise ValueError(f'"{row[column]}" is no {column}.')
        if not row["name"] or not row["address"]:
            raise ValueError("A practice has a name and an address.")
        try:
            opened = date.fromisoformat(row["opened"] if re.fullmatch(_DAY, row["opened"]) else "")
        except ValueError:
            raise ValueError(f'"{row["opened"]}" is no day. Write it as 20250901.') from None
        name, address = _in_small_letters(row["name"]), _in_small_letters(row["address"])
        return cls(row["ods_code"], name, address, row["postcode"], row["phone"] or None, opened)


def _in_small_letters(words: str) -> str:
    """The register writes in capitals, which are hard to read. Letters without a vowel are initials and stay."""
    spaced = ", ".join(part.strip() for part in words.split(","))
    return re.sub(r"[A-Z][A-Z']*", lambda match: _small(match.group()), spaced)


def _small(word: str) -> str:
    initials = word not in _SAID_AS_WORDS and not set(word) & set("AEIOUY")
    return word if initials else word.capitalize()


def plain_practice(name: str) -> str:
    """A practice's name without marks, case and the words that nearly all have, such as surgery."""
    words = re.sub(r"[^a-z0-9 ]", " ", name.lower().replace("&", " and ").replace("'", "")).split()
    return " ".join(word for word in words if word not in _KIND) or " ".join(words)


def practices_called(practices: Iterable[GpPractice], query: str) -> list[GpPractice]:
    """The practices that a name, a code or a phone number means. "Oak Hall Surgery" finds "Oak Hall"."""
    known = list(practices)
    digits = re.sub(r"[^0-9]", "", query)
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[A-Za-z]", query):
        return [each for each in known if each.phone and each.phone.replace(" ", "") == digits]
    coded = [each for each in known if each.id == query.strip().upper()]
    wanted = plain_practice(query)
    named = coded or [each for each in known if wanted and plain_practice(each.name) == wanted]
    exact = [each for each in named if each.name.lower() == " ".join(query.lower().split())]
    return exact or named


def near_practices(practices: Iterable[GpPractice], query: str) -> tuple[str, ...]:
    """Names of practices that are nearly what was typed, the nearest first."""
    from rapidfuzz import fuzz, process

    names = {each.name: plain_practice(each.name) for each in practices}
    found = process.extract(plain_practice(query), names, scorer=fuzz.ratio, score_cutoff=80, limit=3)
    return tuple(name for _, _, name in found)


def practices_of_town(practices: Iterable[GpPractice], town: str) -> Iterator[GpPractice]:
    """The practices whose address names a town."""
    said = re.compile(rf"\b{re.escape(town.strip())}\b", re.IGNORECASE)
    yield from (each for each in practices if said.search(each.address))
