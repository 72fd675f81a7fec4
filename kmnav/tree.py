"""YAML text to plain text, lists and maps, with the line of every part.

Every scalar stays text (`no`, `0300` and `9:30` survive). Keys given twice, anchors, aliases, tags and
several documents in one file are refused, so that a file means only what it plainly says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml.resolver import BaseResolver

from kmnav.errors import Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

LARGEST_FILE = 8_000_000
DEEPEST = 40
# The mark comes first, and what stands before it is looked at afterwards: so most of a text is passed over at once.
_MAY_BE_MARKED = re.compile(r"[&*!](?<![^\s\[{,:?-].)(?:(?<=!)|(?=[^\s,\]}]))")
_PARSER = getattr(yaml.cyaml, "CParser", None) if hasattr(yaml, "cyaml") else None
# The same scanner as the composer's: the two of PyYAML do not agree on every text.
_SCANNER = yaml.CLoader if _PARSER is not None else yaml.Loader


if _PARSER is not None:

    class _Composer(_PARSER):  # type: ignore[misc,valid-type]
        """Every part is text, a list or a map as it is written, so there is no tag to be worked out."""

        def descend_resolver(self, *_: object) -> None:
            """Nothing hangs on where a part stands."""

        def ascend_resolver(self) -> None:
            """Nothing hangs on where a part stands."""

        def resolve(self, *_: object) -> str:
            """The tag of a part that has none: never looked at."""
            return ""

else:  # pragma: no cover - only where PyYAML was built without libyaml
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Composer(Reader, Scanner, Parser, Composer, BaseResolver):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)
            BaseResolver.__init__(self)


class Reading:
    """Reads the files of one pack, collecting problems and the place of every part."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.positions: dict[str, tuple[str, int]] = {}

    def complain(self, code: str, path: str, message: str, fix: str) -> None:
        """Record a problem at the nearest known place of `path`."""
        near = path
        while near and near not in self.positions:
            near = near.rpartition(".")[0]
        file, line = self.positions.get(near, ("pack.yaml", 1))
        self.problems.append(Problem(code, file, line, path, message, fix))

    def read(self, file: Path, prefix: str) -> dict[str, Tree]:
        """The map in `file`, its parts known below `prefix`. Problems are collected, never raised."""
        shown = file.relative_to(self.root).as_posix()
        start = prefix.rstrip(".")
        if start:
            self.positions.setdefault(start, (shown, 1))
        text = self.text(file, start)
        if text is None:
            return {}
        node = self._compose(text, shown, start)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self._at(
                node,
                shown,
                start,
                "The file is not a map of keys.",
                "Begin each record with its id and a colon.",
            )
            return {}
        tree = self._plain(node, shown, prefix, 0)
        return tree if isinstance(tree, dict) else {}

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

    def _compose(self, text: str, shown: str, path: str) -> yaml.Node | None:
        composer = None
        try:
            if _MAY_BE_MARKED.search(text) and self._refuse_marks(text, shown, path):
                return None
            composer = _Composer(text)
            node: yaml.Node | None = composer.get_single_node()
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            line = mark.line + 1 if mark else 1
            message = f"This is not YAML: {what}."
            fix = "Look at this line and the one before it: indent, colon, quotes."
            self.problems.append(Problem("LOAD-YAML", shown, line, path, message, fix))
            return None
        finally:
            if composer is not None:
                composer.dispose()
        if node is None:
            self.problems.append(
                Problem("LOAD-EMPTY", shown, 1, path, "The file is empty.", "Add a record, or delete the file.")
            )
        return node

    def _refuse_marks(self, text: str, shown: str, path: str) -> bool:
        """Whether there are any. Such a file is read no further: a few aliases can unfold without end.

        Tags are looked for here too: once composed, `!!str` looks like no tag at all.
        """
        before = len(self.problems)
        for token in yaml.scan(text, Loader=_SCANNER):
            line = token.start_mark.line + 1
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                message, fix = "Anchors and aliases (& and *) are not allowed.", "Write the text out again here."
                self.problems.append(Problem("LOAD-ANCHOR", shown, line, path, message, fix))
            elif isinstance(token, yaml.TagToken):
                message = f"The tag {''.join(part or '' for part in token.value)} is not allowed."
                fix = "Delete it; every value is read as text."
                self.problems.append(Problem("LOAD-TAG", shown, line, path, message, fix))
        return len(self.problems) > before

    def _at(self, node: yaml.Node, shown: str, path: str, message: str, fix: str, code: str = "LOAD-SHAPE") -> None:
        self.problems.append(Problem(code, shown, node.start_mark.line + 1, path, message, fix))

    def _plain(self, node: yaml.Node, shown: str, path: str, depth: int) -> Tree:
        own = path.rstrip(".")
        if own:
            self.positions[own] = (shown, node.start_mark.line + 1)
        if depth > DEEPEST:
            self._at(node, shown, own, "This is nested too deeply.", "Flatten it.")
            return ""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, shown, f"{own}.{at}", depth + 1) for at, item in enumerate(node.value)]
        return self._map(node, shown, path, depth)

    def _map(self, node: yaml.Node, shown: str, path: str, depth: int) -> dict[str, Tree]:
        own = path.rstrip(".")
        tree: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._at(key_node, shown, own, "A key must be plain text.", "Write a word before the colon.")
                continue
            key = str(key_node.value)
            below = f"{own}.{key}" if own else key
            if key in tree:
                self._at(
                    key_node,
                    shown,
                    below,
                    f'The key "{key}" stands here twice.',
                    "Keep one of the two.",
                    "LOAD-TWICE",
                )
                continue
            tree[key] = self._plain(value_node, shown, below, depth + 1)
            self.positions[below] = (shown, key_node.start_mark.line + 1)
        return tree
