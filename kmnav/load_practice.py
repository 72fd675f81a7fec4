"""A practice's or group's own file, read as strictly as the pack."""

from __future__ import annotations

from pathlib import Path

from kmnav.errors import KmnavError, PackInvalid
from kmnav.pack import Pack
from kmnav.practice import Practice, unknown_people
from kmnav.shape import build
from kmnav.tree import Reading, Tree


def load_practice(file: Path, pack: Pack) -> Practice:
    """Read `file` (docs/practice-template.yaml shows its shape).

    Raises KmnavError where it cannot be found, PackInvalid with every problem in it.
    """
    file = file.expanduser()
    if not file.is_file():
        raise KmnavError(f'There is no practice file "{file}".', "Give one that exists, or leave --practice out.")
    reading = Reading(file.parent)
    tree = reading.read(file, "practice")
    practice: Practice | None = build(reading, Practice, _without_blanks(tree), "practice") if tree else Practice()
    problems = list(reading.problems)
    if practice is not None:
        problems += unknown_people(pack, practice, file.name, reading.positions)
    if problems or practice is None:
        raise PackInvalid(problems)
    return practice


def _without_blanks(tree: Tree) -> dict[str, Tree]:
    """The template's keys that nobody has filled in say nothing."""
    if not isinstance(tree, dict):
        return {}
    kept = {key: _without_blanks(value) if isinstance(value, dict) else value for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value not in ("", {})}
