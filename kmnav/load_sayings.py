"""The text files of sayings, read as strictly as the YAML: one saying a line below the id that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kmnav.errors import Problem
from kmnav.sayings import SaidOf, Sayings
from kmnav.tree import Reading

FOLDER, HEADING, REMARK, LONGEST = "sayings", "##", "#", 200


def load_sayings(reading: Reading, root: Path) -> dict[str, Sayings]:
    """Every list of sayings of a pack by its id. Problems go to `reading`."""
    found: dict[str, Sayings] = {}
    for kind in SaidOf:
        file = root / FOLDER / f"{kind.value}.txt"
        text = reading.text(file, "sayings") if file.is_file() else None
        shown = file.relative_to(root).as_posix()
        for about, line, texts in _lists(reading, shown, (text or "").splitlines()):
            each = Sayings(kind, about, texts)
            found[each.id] = each
            reading.positions.put(f"sayings.{each.id}", shown, line)
    return found


def _lists(reading: Reading, shown: str, lines: list[str]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Each heading with its line and what stands below it."""
    at: dict[str, int] = {}
    lists: dict[str, dict[str, str]] = {}
    about, said = "", dict[str, str]()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        wrong = None
        if text.startswith(HEADING):
            about = text.removeprefix(HEADING).strip()
            wrong = _wrong_heading(about, at)
            at.setdefault(about, number)
            said = lists.setdefault(about, {})
        elif text and text[0] != REMARK:
            form = text.lower()
            if about and form not in said and len(text) <= LONGEST and text.isprintable():
                said[form] = text
            else:
                wrong = _wrong_saying(text, about, said)
        if wrong:
            reading.problems.append(Problem("LOAD-SAYING", shown, number, "sayings", *wrong))
    for each, line_of in at.items():
        yield each, line_of, tuple(lists[each].values())


def _wrong_heading(about: str, at: Mapping[str, int]) -> tuple[str, str] | None:
    if about in at:
        return f'"{about}" stands already in line {at[about]}.', "Put all of its sayings below one heading."
    return None if about else ("This heading names nothing.", "Put the id of an ending or a red flag after ##.")


def _wrong_saying(text: str, about: str, said: Mapping[str, str]) -> tuple[str, str]:
    if not about:
        return "This saying stands below no id.", "Put a line such as ## memory above it."
    if text.lower() in said:
        return f'This saying stands already below "{about}".', "Take one of the two out."
    return f"This is no saying of up to {LONGEST} letters.", "Write one short saying in a line."
