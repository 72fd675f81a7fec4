"""Damage: the shipped pack spoilt in one way, and what `kmnav check` says of it.

A damage is a function that changes the files' contents in memory; above it stands the code that must be told, and of
what. The files that it did not touch are those read before, and of `check` only the rules that can give that code are
run: both are cut to the change, and neither is another check than the one that people run.
"""

from __future__ import annotations

import ast
import copy
import inspect
import re
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kmnav.load
from kmnav.check.graph import Graph
from kmnav.check.rules import REGISTERED, Rule, Subject
from kmnav.errors import Problem, Severity
from kmnav.load import shipped_pack
from kmnav.load_tables import with_tables
from kmnav.pack import Pack, Region
from kmnav.references import broken_references
from kmnav.shape import build, build_map
from kmnav.tree import Reading

Tree = dict[str, Any]
GRAPH, SETTINGS, FLAGS, CASES, WORDS = "pathways.yaml", "pack.yaml", "red_flags.yaml", "cases.yaml", "words.yaml"
CODE = re.compile(r"""["']([A-Z]+-[A-Z0-9-]+)["']""")


class _Shipped(Reading):
    """Remembers each file of the shipped pack as it was read."""

    def __init__(self) -> None:
        super().__init__(shipped_pack())
        self.trees: dict[tuple[str, str], Any] = {}

    def read(self, file: Path, prefix: str) -> Any:
        tree = super().read(file, prefix)
        self.trees[file.relative_to(self.root).as_posix(), prefix] = copy.deepcopy(tree)
        return tree


@dataclass(frozen=True)
class _Whole:
    reading: _Shipped
    pack: Pack


@cache
def shipped() -> _Whole:
    """The shipped pack, read once in each process."""
    reading = _Shipped()
    pack = _assemble(reading)
    assert pack is not None
    assert not reading.problems
    return _Whole(reading, pack)


def looked_at(pack: Pack, path: str) -> Subject:
    """What the rules look at. Each case is run by itself, so of the cases only the one that is spoken of is needed."""
    if path.startswith("cases."):
        only = path.split(".")[1]
        pack = replace(pack, cases={key: each for key, each in pack.cases.items() if key == only})
    return Subject(pack, Graph(pack))


@dataclass
class Files:
    """The files of the shipped pack, to be spoilt: as trees, or a line of one as text."""

    opened: dict[str, Tree] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def open(self, name: str) -> Tree:
        if name not in self.opened:
            trees = shipped().reading.trees
            self.opened[name] = copy.deepcopy(next(tree for (file, _), tree in trees.items() if file == name))
        return self.opened[name]

    def retype(self, name: str, old: str, new: str) -> None:
        """Put other text in the place of some that stands in a file."""
        text = (shipped_pack() / name).read_text(encoding="utf-8")
        assert old in text
        self.texts[name] = text.replace(old, new, 1)

    @property
    def graph(self) -> Tree:
        return self.open(GRAPH)

    @property
    def settings(self) -> Tree:
        return self.open(SETTINGS)

    def question(self, question_id: str) -> Tree:
        found: Tree = self.graph["questions"][question_id]
        return found

    def option(self, question_id: str, option_id: str) -> Tree:
        found: Tree = self.question(question_id)["options"][option_id]
        return found

    def outcome(self, outcome_id: str) -> Tree:
        found: Tree = self.graph["outcomes"][outcome_id]
        return found

    def service(self, service_id: str) -> Tree:
        trees = shipped().reading.trees
        name = next(file for (file, kind), tree in trees.items() if kind == "services" and service_id in tree)
        found: Tree = self.open(name)[service_id]
        return found

    def case(self, case_id: str) -> Tree:
        trees = shipped().reading.trees
        name = next(file for (file, kind), tree in trees.items() if kind == "cases" and case_id in tree)
        found: Tree = self.open(name)[case_id]
        return found


class _Spoilt(Reading):
    """Reads the shipped pack with what was spoilt; the rest is given as it was read before."""

    def __init__(self, files: Files) -> None:
        super().__init__(shipped_pack())
        self.files = files
        self.positions = shipped().reading.positions.so_far()

    def read(self, file: Path, prefix: str) -> Any:
        shown = file.relative_to(self.root).as_posix()
        if shown in self.files.texts or shown in self.files.missing:
            return super().read(file, prefix)
        if shown in self.files.opened:
            for key in self.files.opened[shown]:
                path = f"{prefix}.{key}" if prefix else key
                if path not in self.positions:
                    self.positions.put(path, shown, 1)
            return self.files.opened[shown]
        kept = shipped().reading.trees.get((shown, prefix))
        return dict(kept) if kept is not None else super().read(file, prefix)

    def text(self, file: Path, path: str) -> str | None:
        shown = file.relative_to(self.root).as_posix()
        if shown in self.files.missing:
            super().text(file.with_name("nowhere.yaml"), path)
            self.problems[-1] = replace(self.problems[-1], file=shown)
            return None
        return self.files.texts.get(shown) or super().text(file, path)


_BUILT: dict[str, tuple[Any, Any]] = {}


def _build_once(reading: Reading, cls: type[Any], tree: Any, path: str, record_id: str | None = None) -> Any:
    """A record of `cls`: one whose lines are as they were is taken as it was built."""
    if path in _BUILT and _BUILT[path][0] == tree:
        return _BUILT[path][1]
    made = build(reading, cls, tree, path, record_id)
    if isinstance(reading, _Shipped):
        _BUILT[path] = (copy.deepcopy(tree), made)
    return made


def _build_map_once(reading: Reading, cls: type[Any], tree: Any, path: str) -> dict[str, Any]:
    """Records of `cls`: those whose lines are as they were are taken as they were built."""
    if not isinstance(tree, dict):
        return build_map(reading, cls, tree, path)
    kept = {key: _BUILT.get(f"{path}.{key}", (None, None)) for key in tree}
    new = {key: each for key, each in tree.items() if kept[key][0] != each}
    made = build_map(reading, cls, new, path)
    if isinstance(reading, _Shipped):
        _BUILT.update({f"{path}.{key}": (copy.deepcopy(new[key]), record) for key, record in made.items()})
    return {key: made[key] if key in new else kept[key][1] for key in tree if key not in new or key in made}


def _tables_once(reading: Reading, region: Region, home: Path) -> Region:
    """The rows beside the region's file, read again only with a region that was spoilt."""
    before, kept = _BUILT.get("tables", (None, None))
    if before is region and isinstance(kept, Region):
        return kept
    made = with_tables(reading, region, home)
    if isinstance(reading, _Shipped):
        _BUILT["tables"] = (region, made)
    return made


def _assemble(reading: Reading) -> Pack | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kmnav.load, "build", _build_once)
        patch.setattr(kmnav.load, "build_map", _build_map_once)
        patch.setattr(kmnav.load, "with_tables", _tables_once)
        return kmnav.load._assemble(reading, reading.root, None)


def problems_of(files: Files, rules: Collection[Rule], path: str = "") -> list[Problem]:
    """What is told of the shipped pack with what was spoilt: by loading it, else by these rules of `path`."""
    reading = _Spoilt(files)
    pack = _assemble(reading)
    told = list(reading.problems)
    if not told and pack is not None:
        told = list(broken_references(pack))
    if told or pack is None:
        return told
    subject = looked_at(pack, path)
    return [problem for rule in rules for problem in rule(subject)]


@dataclass(frozen=True)
class Damage:
    """One way to spoil a pack: the code that must be told and the path that it must be told of."""

    spoil: Callable[[Files], None]
    code: str
    path: str
    severity: Severity

    def __str__(self) -> str:
        return self.spoil.__name__


class Damages(list[Damage]):
    """The damages of one family."""

    def __call__(
        self, code: str, path: str, severity: Severity = Severity.ERROR
    ) -> Callable[[Callable[[Files], None]], None]:
        """The function below it is a damage that must be told with `code`, of `path`."""

        def register(spoil: Callable[[Files], None]) -> None:
            self.append(Damage(spoil, code, path, severity))

        return register


@cache
def codes_of(module: ModuleType) -> frozenset[str]:
    """The codes that stand in a module's source."""
    return frozenset(CODE.findall(inspect.getsource(module)))


@cache
def rules_for(code: str) -> tuple[Rule, ...]:
    """The rules that can give a code, themselves or by a function of their module that they call."""
    return tuple(rule for rule in REGISTERED if code in _codes(rule))


@cache
def _codes(rule: Rule) -> frozenset[str]:
    """The codes in a rule and in the functions of its module that it calls."""
    functions = _functions(rule.__module__)
    seen: set[str] = set()
    waiting = [rule.__name__]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.add(name)
            waiting += [node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)]
    return frozenset(code for name in seen for code in CODE.findall(ast.unparse(functions[name])))


@cache
def _functions(module: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def told_before(code: str, case: str) -> frozenset[tuple[str, str]]:
    """What the same rules say of the pack that is not spoilt (of one case, where there is one)."""
    subject = looked_at(shipped().pack, case) if case else _unspoilt()
    return frozenset((each.code, each.path) for rule in rules_for(code) for each in rule(subject))


@cache
def _unspoilt() -> Subject:
    return looked_at(shipped().pack, "")


def assert_caught(damage: Damage) -> None:
    """The damage is told: its code, of the right thing, in a file that exists, with how to mend it."""
    files = Files()
    damage.spoil(files)
    told = problems_of(files, rules_for(damage.code), damage.path)
    before = told_before(damage.code, damage.path if damage.path.startswith("cases.") else "")
    new = {(each.code, each.path): each for each in told if (each.code, each.path) not in before}
    assert (damage.code, damage.path) in new, sorted(new)
    problem = new[damage.code, damage.path]
    assert problem.severity is damage.severity
    assert problem.message.endswith(".")
    assert problem.fix.endswith((".", "?")) or ": kmnav " in problem.fix
    assert (shipped_pack() / problem.file).is_file()
    assert problem.line >= 1
