"""Where every part of a pack stands: file and line by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kmnav.record import dataclass

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read of a file, known below `path`, and the line of each part, in the order of the file."""

    name: str
    path: str
    tree: Tree
    lines: list[int]


class Positions(Mapping[str, Place]):
    """The place of every part. Paths are put together when somebody asks, as nobody does of a sound pack."""

    def __init__(self) -> None:
        self._known: dict[str, Place] = {}
        self._waiting: list[FileRead] = []

    def put(self, path: str, file: str, line: int) -> None:
        """Note the place of one part, which stands in no file that was added."""
        self._known[path] = (file, line)

    def add(self, read: FileRead) -> None:
        """Note the places of all parts of a file. A part that stands in an earlier one too stands here from now on."""
        self._waiting.append(read)

    def so_far(self) -> Positions:
        """The places as they are now, whatever is added later."""
        now = Positions()
        now._known, now._waiting = dict(self._known), list(self._waiting)
        return now

    def __getitem__(self, path: str) -> Place:
        return self._all()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Place]:
        # Two threads may ask at once: what is known is changed only as a whole, and before nothing waits any more.
        waiting = self._waiting
        if waiting:
            known = dict(self._known)
            for read in waiting:
                lines = iter(read.lines)
                first = next(lines, None)
                if read.path and (first or read.path not in known):
                    known[read.path] = (read.name, first or 1)
                known.update(_below(read.tree, read.path, read.name, lines))
            self._known, self._waiting = known, []
        return self._known


def _below(tree: Tree, path: str, file: str, lines: Iterator[int]) -> Iterator[tuple[str, Place]]:
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, each in parts:
        own = f"{path}.{key}" if path else str(key)
        yield own, (file, next(lines))
        yield from _below(each, own, file, lines)
