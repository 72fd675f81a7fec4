"""The program keeps to its layout: who imports whom, what the engine may touch, small parts, no local words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from kmnav import load_pack
from kmnav.model import Role
from kmnav.pack import Pack
from tests.documented import ROOT
from tests.regions import local_words, naming

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
FILES = sorted((ROOT / "kmnav").rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(file: Path) -> str:
    """`check.safety` for kmnav/check/safety.py."""
    parts = file.relative_to(ROOT / "kmnav").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in FILES if name_of(file)}


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def only_for_types(tree: ast.Module) -> set[ast.AST]:
    """What stands below `if TYPE_CHECKING:`."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {inner for block in blocks for inner in ast.walk(block)}


def later(tree: ast.Module) -> set[ast.AST]:
    """What stands inside functions, so is not run when the module is imported."""
    return {inner for node in ast.walk(tree) if isinstance(node, Function) for inner in ast.walk(node)}


def imports(file: Path, *, at_once: bool = False) -> Iterator[str]:
    """The modules of kmnav that a file imports; with `at_once` only those needed to import the file."""
    tree = tree_of(file)
    left_out = only_for_types(tree) | later(tree) if at_once else set()
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("kmnav.") for alias in node.names if alias.name.startswith("kmnav."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "kmnav":
            assert node.level == 0
            package = node.module.removeprefix("kmnav").removeprefix(".")
            for alias in node.names:
                whole = f"{package}.{alias.name}".removeprefix(".")
                yield whole if whole in MODULES else package


def rows() -> list[list[str]]:
    """The table "Who imports whom" of docs/design.md."""
    text = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| \d+ \| (.*?) \|", text, re.MULTILINE)
    return [re.findall(r"`([^`]+)`", line) for line in lines]


def row_of(module: str) -> int:
    """The row of the table in which a module stands."""
    (row,) = [
        at
        for at, names in enumerate(rows(), 1)
        if module in names or any(name.endswith(".*") and f"{module}.".startswith(name[:-1]) for name in names)
    ]
    return row


# Who imports whom


def test_the_table_of_the_design_names_modules_that_exist() -> None:
    named = [name for row in rows() for name in row]
    assert len(rows()) == 8
    assert len(named) == len(set(named))
    assert {name for name in named if not name.endswith(".*")} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_from_its_own_row_or_above(module: str) -> None:
    below = [
        f"{each} (row {row_of(each)})" for each in imports(MODULES[module]) if each and row_of(each) > row_of(module)
    ]
    assert below == [], f"{module} is in row {row_of(module)}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(
        (module, each) for module, file in MODULES.items() for each in imports(file, at_once=True) if each != module
    )
    assert list(nx.simple_cycles(graph)) == []


def test_the_engine_imports_as_the_design_says() -> None:
    """places, trust <- fit; replay, fit <- recommend; nothing of the engine knows how packs are read or shown."""
    engine = {
        "record",
        "sayings",
        "values",
        "contacts",
        "model",
        "pack",
        "hours",
        "places",
        "trust",
        "replay",
        "practice",
        "fit",
        "recommend",
        "told",
        "ordinary",
        "errors",
        "hand_out",
        "reach",
        "bank_holidays",
        "postcodes",
        "gp_practices",
        "everyday",
        "writing",
    }
    for module in engine:
        assert set(imports(MODULES[module])) <= engine, module
    assert set(imports(MODULES["model"])) <= {"record", "values", "contacts"}
    assert not {"fit", "recommend", "trust"} & set(imports(MODULES["replay"]))


# The engine reads no file and no clock, and prints nothing

ENGINE = [module for module in MODULES if row_of(module) <= 4]
ALLOWED = {
    "__future__", "collections", "dataclasses", "datetime", "difflib", "enum", "functools", "hashlib", "heapq",
    "itertools", "json",
    "math", "operator", "struct", "zlib", "re", "types", "typing", "unicodedata", "rapidfuzz", "bisect", "string",
}  # fmt: skip
TOUCHES = {"print", "open", "input", "exec", "eval", "exit", "quit", "breakpoint", "__import__"}
METHODS = {"today", "now", "utcnow", "fromtimestamp", "read_text", "write_text", "read_bytes", "write_bytes"}


@pytest.mark.parametrize("module", ENGINE)
def test_the_engine_touches_nothing_outside_itself(module: str) -> None:
    for node in ast.walk(tree_of(MODULES[module])):
        if isinstance(node, ast.Import):
            assert {alias.name.partition(".")[0] for alias in node.names} <= ALLOWED | {"kmnav"}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] in ALLOWED | {"kmnav"}
        elif isinstance(node, ast.Call):
            called = node.func
            assert not (isinstance(called, ast.Name) and called.id in TOUCHES), ast.unparse(node)
            assert not (isinstance(called, ast.Attribute) and called.attr in METHODS), ast.unparse(node)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            raise AssertionError(ast.unparse(node))


def test_the_engine_is_the_walk_and_what_it_stands_on() -> None:
    assert {"replay", "fit", "recommend", "places", "trust", "hours", "values", "model", "pack"} <= set(ENGINE)


def test_only_the_command_line_asks_and_ends_the_program() -> None:
    for module, file in MODULES.items():
        if module.partition(".")[0] not in {"cli", "__main__"}:
            names = {node.id for node in ast.walk(tree_of(file)) if isinstance(node, ast.Name)}
            assert not names & {"SystemExit", "input", "print", "exit"}, module


# Small parts


@pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file) or "kmnav")
def test_a_module_is_at_most_300_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(file)) if isinstance(node, Function))


@pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file) or "kmnav")
def test_a_function_is_at_most_40_lines(file: Path) -> None:
    """Counted from its name to its last line."""
    long = {each.name: (each.end_lineno or 0) - each.lineno + 1 for each in functions(file)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def public_parts(file: Path) -> Iterator[ast.ClassDef | Function]:
    """Public classes and functions of a module, and the public methods of its public classes."""
    for node in tree_of(file).body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (each for each in node.body if isinstance(each, Function) and not each.name.startswith("_"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file) or "kmnav")
def test_what_is_public_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(tree_of(file)), "the module"
    silent = [each.name for each in public_parts(file) if not (ast.get_docstring(each) or "").strip()]
    assert silent == []


# The program holds none of the knowledge


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Every text and name in a file with its line; docstrings and the examples of `--help` only illustrate."""
    tree = tree_of(file)
    documented = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node)
    )
    docstrings = {node.body[0].value for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield from ((node.lineno, line) for line in node.value.split("\n") if not line.startswith("Example: "))


@pytest.mark.parametrize("region", ["kent-and-medway", "norfolk-and-waveney"])
def test_no_place_of_a_region_is_named_in_the_program(region: str) -> None:
    words = local_words(load_pack(region=region).region)
    assert len(words) > 75
    named = naming(words)
    found = {
        f"{name_of(file)}:{line}: {match.group()}"
        for file in FILES
        for line, text in texts(file)
        for match in named.finditer(text)
    }
    assert found == set()


def test_no_service_question_or_ending_of_the_pack_is_named_in_the_engine(pack: Pack) -> None:
    """The engine knows the words that every pack shares (age, none, not-sure) and no id of this one."""
    shared = {
        "age",
        "home",
        "practice",
        "none",
        "not-sure",
        "outside",
        "all",
        "danger",
        "today",
        "other",
        "emergency",
        *(role.value for role in Role),
    }
    ids = {*pack.services, *pack.questions, *pack.outcomes, *pack.doors, *pack.region.councils} - shared
    for module in (
        "replay",
        "fit",
        "recommend",
        "trust",
        "places",
        "check.safety",
        "check.structure",
        "check.coverage",
    ):
        for node in ast.walk(tree_of(MODULES[module])):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in ids, f"{module}:{node.lineno}"
