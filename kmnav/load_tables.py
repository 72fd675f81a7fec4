"""The files of rows beside region.yaml: full postcodes and GP practices, read as strictly as the YAML."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from kmnav.errors import Problem
from kmnav.gp_practices import GpPractice
from kmnav.model import OUTSIDE
from kmnav.pack import Region
from kmnav.postcodes import NO_TABLE, FullPostcodes
from kmnav.record import replace
from kmnav.tree import Reading

POSTCODES, PRACTICES = "postcodes", "gp-practices"
COLUMNS = ("ods_code", "name", "address", "postcode", "phone", "opened")
FILES = {POSTCODES: "postcodes.txt", PRACTICES: "gp-practices.csv"}


def with_tables(reading: Reading, region: Region, home: Path) -> Region:
    """The region with the rows of its files. Problems are collected in `reading`."""
    for name in region.tables:
        if name not in FILES:
            fix = f"Known here: {', '.join(FILES)}."
            reading.complain("LOAD-UNKNOWN", f"region.tables.{name}", f'The table "{name}" is not known here.', fix)
    texts = {name: _text(reading, region, home, name) for name in FILES}
    return replace(
        region,
        full_postcodes=_postcodes(reading, region, home / FILES[POSTCODES], texts[POSTCODES]),
        practices=MappingProxyType(_practices(reading, home / FILES[PRACTICES], texts[PRACTICES])),
    )


def _text(reading: Reading, region: Region, home: Path, name: str) -> str | None:
    """The text of a file that is there and named. A file without its source is refused, and the reverse."""
    file, path = home / FILES[name], f"region.tables.{name}"
    if file.is_file() != (name in region.tables):
        if file.is_file():
            fix = f"Add tables: {name}: with source and edition."
            reading.complain(
                "LOAD-MISSING", "region.tables", f"region.yaml does not say where {file.name} is from.", fix
            )
        else:
            reading.complain("LOAD-FILE", path, f"There is no {file.name} beside region.yaml.", "Put it there.")
        return None
    if not file.is_file():
        return None
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        reading.complain("LOAD-FILE", path, f"{file.name} cannot be read as UTF-8 text.", "Save it as UTF-8.")
        return None


def _postcodes(reading: Reading, region: Region, file: Path, text: str | None) -> FullPostcodes:
    again = f"Write it anew: make postcodes REGION={region.id}"
    if text is None:
        return NO_TABLE
    try:
        table = FullPostcodes.parse(text)
    except ValueError as error:
        line, _, what = str(error).partition(": ")
        _row(reading, file, POSTCODES, int(line), f"{what[0].upper()}{what[1:]}", again)
        return NO_TABLE
    for what in _mistakes(region, table):
        _row(reading, file, POSTCODES, 1, what, again)
    return table


def _mistakes(region: Region, table: FullPostcodes) -> Iterator[str]:
    for council in sorted(table.councils - {*region.councils, OUTSIDE}):
        yield f'The table names a council "{council}" that the region does not have.'
    for sector in table.sectors:
        if sector.split(" ")[0] not in region.postcodes:
            yield f"{sector} is in no district of the region."
    yield from (f"{sector}: {what}." for sector, what in table.mistakes())


def _practices(reading: Reading, file: Path, text: str | None) -> dict[str, GpPractice]:
    if text is None:
        return {}
    practices, wrong = read_practices(text)
    for line, what in wrong:
        _row(reading, file, PRACTICES, line, what, "Mend this row, or leave it out.")
    return practices


def read_practices(text: str) -> tuple[dict[str, GpPractice], list[tuple[int, str]]]:
    """The practices of a file by their code, and what is wrong in it: the line, and one sentence."""
    rows = csv.reader(text.splitlines())
    if tuple(next(rows, ())) != COLUMNS:
        return {}, [(1, f"The first line is not {','.join(COLUMNS)}.")]
    practices: dict[str, GpPractice] = {}
    wrong: list[tuple[int, str]] = []
    for row in rows:
        try:
            if len(row) != len(COLUMNS):
                raise ValueError(f"The row has {len(row)} columns, not {len(COLUMNS)}.")
            practice = GpPractice.read(dict(zip(COLUMNS, row, strict=True)))
            if practice.id in practices:
                raise ValueError(f"{practice.id} stands here twice.")
            practices[practice.id] = practice
        except ValueError as error:
            wrong.append((rows.line_num, str(error)))
    return practices, wrong


def _row(reading: Reading, file: Path, name: str, line: int, what: str, fix: str) -> None:
    shown = file.relative_to(reading.root).as_posix()
    reading.problems.append(Problem("LOAD-ROW", shown, line, f"region.tables.{name}", what, fix))
