"""Write England's bank holidays into the pack: `make holidays`. One-off days that people added are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays
import yaml

FILE = Path(__file__).parent.parent / "data" / "bank_holidays.yaml"
FIRST, LAST = 2025, 2035
HEAD = """\
# yaml-language-server: $schema=schemas/bank_holidays.json
# England's bank holidays. Written by `make holidays`; do not edit `days` by hand.
# A day that the government adds for once goes below `one_off`, as - 2027-06-01 What it is for
# Outside these years every opening time that is not round the clock "may differ on bank holidays".
"""


def england(first: int = FIRST, last: int = LAST) -> dict[date, str]:
    """The days off of these years, in order. A Christmas Day on a Saturday stands beside the Monday off for it."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(first, last + 1))
    return {day: name for day, name in sorted(known.items()) if first <= day.year <= last}


def as_yaml(days: dict[date, str], one_off: Iterable[str]) -> str:
    """The file's text."""
    lines = [f"from: {FIRST}", f"until: {LAST}", f"made_with: holidays {version('holidays')}", "days:"]
    lines += [f"  - {day} {name}" for day, name in days.items()]
    kept = [f"  - {each}" for each in one_off]
    lines += ["one_off:", *kept] if kept else ["one_off: []"]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write the file."""
    before = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if FILE.is_file() else {}
    FILE.write_text(as_yaml(england(), before.get("one_off", ())), encoding="utf-8")


if __name__ == "__main__":
    main()
