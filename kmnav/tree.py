"""YAML text to plain text, lists and maps, with the line of every part.

Every scalar stays text (`no`, `0300` and `9:30` survive). Keys given twice, anchors, aliases, tags and
several documents in one file are refused, so that a file means only what it plainly says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kmnav.errors import Problem
from kmnav.positions import FileRead, Positions, Tree

__all__ = ["DEEPEST", "LARGEST_FILE", "Reading", "Tree"]

LARGEST_FILE = 8_000_000
DEEPEST = 40
# The mark comes first, and what stands before it is looked at afterwards: so most of a text is passed over at once.
_MAY_BE_MARKED = re.compile(r"[&*!](?<![^\s\ufeff\[{,:?-].)(?:(?<=!)|(?=[^\s,\]}]))")
# One parser for all: the two of PyYAML do not agree on every text.
_PARSER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


class Reading:
    """Reads the files of one pack, collecting problems and the place of every part."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.positions = Positions()

    def complain(self, code: str, path: str, message: str, fix: str) -> None:
        """Record a problem at the nearest known place of `path`."""
        near = path
        while near and near not in self.positions:
            near = near.rpartition(".")[0]
        file, line = self.positions.get(near, ("pack.yaml", 1))
        self.problems.append(Problem(code, file, line, path, message, fix))

    def read(self, file: Path, prefix: str) -> dict[str, Tree]:
        """The map in `file`, its parts known below `prefix`. Problems are collected, never raised.

        The map is not to be changed: where its parts stand is told by it.
        """
        shown = file.relative_to(self.root).as_posix()
        start = prefix.rstrip(".")
        text = self.text(file, start)
        read = self._parsed(text, shown, start) if text is not None else FileRead(shown, start, {}, [])
        self.positions.add(read)
        return read.tree if isinstance(read.tree, dict) else {}

    def text(self, file: Path, path: str) -> str | None:
        """The text of a file, known as `path`. None where it cannot be read: the problem is collected."""
        shown = file.relative_to(self.root).as_posix()
        problem = None
        try:
            if file.stat().st_size > LARGEST_FILE:
                problem = ("The file is too large.", f"Keep it under {LARGEST_FILE // 1_000_000} MB.")
            else:
                return file.read_text(encoding="utf-8")
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            problem = (f"The file cannot be read: {reason}.", "Put the file there and let it be read.")
        except UnicodeDecodeError:
            problem = ("The file is not UTF-8 text.", "Save it as UTF-8.")
        self.problems.append(Problem("LOAD-FILE", shown, 1, path, *problem))
        return None

    def _parsed(self, text: str, shown: str, path: str) -> FileRead:
        nothing = FileRead(shown, path, {}, [])
        parser = None
        try:
            if _MAY_BE_MARKED.search(text) and self._refuse_marks(text, shown, path):
                return nothing
            parser = _PARSER(text)
            parts = _Parts(parser, shown, path)
            tree = parts.whole()
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            line = mark.line + 1 if mark else 1
            message = f"This is not YAML: {what}."
            fix = "Look at this line and the one before it: indent, colon, quotes."
            self.problems.append(Problem("LOAD-YAML", shown, line, path, message, fix))
            return nothing
        finally:
            if parser is not None:
                parser.dispose()
        self.problems += parts.problems
        return FileRead(shown, path, tree, parts.lines)

    def _refuse_marks(self, text: str, shown: str, path: str) -> bool:
        """Whether there are any. Such a file is read no further: a few aliases can unfold without end.

        Tags are looked for here too, so that all marks of a file are told at once.
        """
        before = len(self.problems)
        for token in yaml.scan(text, Loader=_PARSER):
            line = token.start_mark.line + 1
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                message, fix = "Anchors and aliases (& and *) are not allowed.", "Write the text out again here."
                self.problems.append(Problem("LOAD-ANCHOR", shown, line, path, message, fix))
            elif isinstance(token, yaml.TagToken):
                message = f"The tag {''.join(part or '' for part in token.value)} is not allowed."
                fix = "Delete it; every value is read as text."
                self.problems.append(Problem("LOAD-TAG", shown, line, path, message, fix))
        return len(self.problems) > before


class _Parts:
    """Puts a file's tree together as the parser comes to its parts, with the line of each and what is wrong with it."""

    def __init__(self, parser: yaml.BaseLoader | yaml.CBaseLoader, shown: str, path: str) -> None:
        # The stubs of PyYAML say that an event or its mark may be None: of a file it never is.
        self._event: Callable[[], Any] = parser.get_event
        self.shown, self.path = shown, path
        self.lines: list[int] = []
        self.problems: list[Problem] = []

    def whole(self) -> Tree:
        """The tree of a file that holds one map; an empty one where it does not. Raises YAMLError."""
        self._event()
        begin = self._event()
        if isinstance(begin, StreamEndEvent):
            fix = "Add a record, or delete the file."
            self.problems.append(Problem("LOAD-EMPTY", self.shown, 1, self.path, "The file is empty.", fix))
            return {}
        root = self._event()
        line = root.start_mark.line + 1
        tree: Tree = {}
        if isinstance(root, MappingStartEvent):
            self.lines.append(line)
            tree = self._map(self.path, 0)
        else:
            fix = "Begin each record with its id and a colon."
            self._refuse(root, self.path, "The file is not a map of keys.", fix)
            self._skip(root)
        self._event()
        end = self._event()
        if not isinstance(end, StreamEndEvent):
            raise ComposerError(None, None, "but found another document", end.start_mark)
        return tree

    def _part(self, event: Any, path: str, depth: int) -> Tree:
        """The part that begins with `event`."""
        if depth > DEEPEST:
            self._refuse(event, path, "This is nested too deeply.", "Flatten it.")
            self._skip(event)
            return ""
        if isinstance(event, ScalarEvent):
            return event.value
        return self._list(path, depth) if isinstance(event, SequenceStartEvent) else self._map(path, depth)

    def _list(self, path: str, depth: int) -> list[Tree]:
        """What follows up to the end of a list."""
        tree: list[Tree] = []
        while not isinstance(event := self._event(), SequenceEndEvent):
            self.lines.append(event.start_mark.line + 1)
            tree.append(self._part(event, f"{path}.{len(tree)}", depth + 1))
        return tree

    def _map(self, path: str, depth: int) -> dict[str, Tree]:
        """What follows up to the end of a map."""
        tree: dict[str, Tree] = {}
        while not isinstance(event := self._event(), MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ScalarEvent):
                self._refuse(event, path, "A key must be plain text.", "Write a word before the colon.")
                self._skip(event)
                self._skip(self._event())
                continue
            key = event.value
            below = f"{path}.{key}" if path else key
            if key in tree:
                self._refuse(event, below, f'The key "{key}" stands here twice.', "Keep one of the two.", "LOAD-TWICE")
                self._skip(self._event())
                continue
            self.lines.append(line)
            tree[key] = self._part(self._event(), below, depth + 1)
        return tree

    def _skip(self, event: Any) -> None:
        """Pass over the part that begins with `event`."""
        depth = 0
        while True:
            depth += isinstance(event, CollectionStartEvent)
            depth -= isinstance(event, CollectionEndEvent)
            if depth == 0:
                return
            event = self._event()

    def _refuse(self, event: Any, path: str, message: str, fix: str, code: str = "LOAD-SHAPE") -> None:
        self.problems.append(Problem(code, self.shown, event.start_mark.line + 1, path, message, fix))
