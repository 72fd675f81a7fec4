"""Postcodes as people type them, and the table of full postcodes that lies beside a region.

The table names only the sectors that straddle: in all others the sector alone tells the council.
It is written by `make postcodes`; docs/adr/0011-full-postcodes-from-a-table.md says why it has this shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Self

from kmnav.record import dataclass, field

_UNIT = "[ABD-HJLNP-UW-Z]{2}"
_RUN = rf"{_UNIT}(?:-{_UNIT})?"
_COUNCIL = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LINE = rf"([A-Z]{{1,2}}[0-9][0-9A-Z]? [0-9]): ({_COUNCIL}(?: {_RUN})+(?:; {_COUNCIL}(?: {_RUN})+)*)"
_FULL = r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2})"
_PART = r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?: ?([0-9]))?"
_AS_DIGIT = {"O": "0", "I": "1", "L": "1"}
_AS_LETTER = {"0": "O", "1": "I"}


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or the beginning of one: `district` ME1, `sector` 3 and `unit` AA of "ME1 3AA"."""

    district: str
    sector: str | None = None
    unit: str | None = None

    @property
    def in_sector(self) -> str:
        """The sector in full, such as "ME1 3"; of a district alone, the district."""
        return f"{self.district} {self.sector}" if self.sector else self.district

    def __str__(self) -> str:
        return self.in_sector + (self.unit or "")


def postcodes_in(text: str) -> Iterator[Postcode]:
    """What `text` may mean as a postcode: first as it was typed, then with O for 0 and I or L for 1 put right.

    A full postcode may be spaced in any way. Nothing where it cannot be a postcode.
    """
    said = " ".join(re.sub(r"[^A-Z0-9]+", " ", text.upper()).split())
    seen: set[Postcode] = set()
    for form in (said, *_put_right(said)):
        full = re.fullmatch(_FULL, form.replace(" ", ""))
        match = re.fullmatch(_PART, form) or full
        found = Postcode(*(full or match).groups()) if match else None
        if found is not None and found not in seen:
            seen.add(found)
            yield found


def _put_right(said: str) -> Iterator[str]:
    """Letters where a postcode has digits, and digits where it has letters. A word without a digit is no postcode."""
    tight = said.replace(" ", "")
    if not any(each.isdigit() for each in tight) or len(tight) > 7:
        return
    outward, inward = (tight[:-3], tight[-3:]) if len(tight) > 4 else (tight, "")
    if " " in said and len(said.rsplit(maxsplit=1)[-1]) == 1:
        outward, inward = tight[:-1], tight[-1]
    inward = _swapped(inward[:1], _AS_DIGIT) + inward[1:]
    for letters in (2, 1):
        area, digits = _swapped(outward[:letters], _AS_LETTER), outward[letters:]
        yield f"{area}{_swapped(digits, _AS_DIGIT)} {inward}".strip()


def _swapped(text: str, by: Mapping[str, str]) -> str:
    return "".join(by.get(each, each) for each in text)


@dataclass(frozen=True, slots=True, repr=False)
class FullPostcodes:
    """Which council each full postcode of a straddling sector is in. Empty where a region has no table."""

    sectors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the table. Raises ValueError, beginning with the number of the line that is wrong."""
        sectors: dict[str, str] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            match = re.fullmatch(_LINE, line)
            if match is None or match.group(1) in sectors:
                raise ValueError(f"{number}: this is not a sector, its councils and their units, or stands here twice.")
            sectors[match.group(1)] = match.group(2)
        return cls(MappingProxyType(sectors))

    def council_of(self, postcode: Postcode) -> str | None:
        """The council (or `outside`) of a full postcode; None where the table does not have it."""
        unit = postcode.unit
        if unit is None:
            return None
        return next((council for council, first, last in self.runs(postcode.in_sector) if first <= unit <= last), None)

    def runs(self, sector: str) -> Iterator[tuple[str, str, str]]:
        """The units of a sector: a council, and the first and last unit of a run that is all its own."""
        for part in self.sectors.get(sector, "").split("; "):
            council, *runs = part.split(" ")
            for run in runs:
                first, _, last = run.partition("-")
                yield council, first, last or first

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Runs that are written backwards and units that stand in two runs: the sector, and what is wrong."""
        for sector in self.sectors:
            runs = sorted((first, last) for _, first, last in self.runs(sector))
            for at, (first, last) in enumerate(runs):
                if first > last:
                    yield sector, f"{first}-{last} is written backwards"
                elif at and first <= runs[at - 1][1]:
                    yield sector, f"{first} stands in two runs"

    @property
    def councils(self) -> frozenset[str]:
        """Every council that the table names."""
        return frozenset(part.split(" ")[0] for parts in self.sectors.values() for part in parts.split("; "))


NO_TABLE = FullPostcodes()
