"""Puts one fault at a time into the modules named and runs the tests that cover its line, the quickest first.

python -m benchmarks.reliability.one_fault [--minutes N] [--again] [--keep FILE] MODULE.py... -- TEST...

The tests are collected once. For each fault the process is copied (fork), the fault put into the copy's functions or
constants, and the copy ends at the first test that fails: a fraction of a second for each. mutmut writes the faults
into the source, which the tests of the rules read to know what codes a rule can give. What came of it is left in
mutants/ as mutmut leaves it, for `benchmarks.reliability.mutation`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property, partial
from hashlib import sha256
from pathlib import Path
from random import Random
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from benchmarks.reliability.faults import Fault, faults_in
from benchmarks.reliability.mutation import FOLDER

FOUND, STAYED, NO_TEST, TOO_LATE = 1, 0, 33, 36
SLOWEST, LONGEST = 2.0, 30.0
Covering = dict[str, dict[str, Any]]


class Faulty:
    """A module with its faults, and how one is put into what is already imported."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = ".".join(file.with_suffix("").parts)
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.faults = list(faults_in(self.tree))

    @cached_property
    def module(self) -> ModuleType:
        return importlib.import_module(self.name)

    def put(self, fault: Fault) -> None:
        """Put a fault into this process, for good."""
        fault.put()
        code = compile(self.tree, str(self.file.resolve()), "exec")
        if fault.within:
            function = _function(self.module, fault.within.split("."))
            function.__code__ = _code(code, fault.within.split("."))
        else:
            self._put_constants(fault.line)
        for each in vars(self.module).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()

    def _put_constants(self, line: int) -> None:
        """Set the constant at a line, and those below it that are made of it, wherever they are known."""
        changed: set[str] = set()
        for each in self.tree.body:
            used = {node.id for node in ast.walk(each) if isinstance(node, ast.Name)}
            here = each.lineno <= line <= (each.end_lineno or 0)
            if not isinstance(each, ast.Assign) or not (here or used & changed):
                continue
            names = {node.id for target in each.targets for node in ast.walk(target) if isinstance(node, ast.Name)}
            before = {name: vars(self.module)[name] for name in names}
            exec(compile(ast.Module([each], []), str(self.file), "exec"), vars(self.module))
            changed |= names
            for module in list(sys.modules.values()):
                for name in names & set(getattr(module, "__dict__", ())):
                    if vars(module)[name] is before[name]:
                        setattr(module, name, vars(self.module)[name])

    def lines_that_use(self, fault: Fault) -> set[int]:
        """The lines of a fault: its own, or those of the functions that name the constant, else all."""
        if fault.within:
            return {fault.line}
        at = next(each for each in self.tree.body if each.lineno <= fault.line <= (each.end_lineno or 0))
        names = {each.id for each in ast.walk(at) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        lines: set[int] = set()
        for part in ast.walk(self.tree):
            if isinstance(part, ast.FunctionDef) and names & {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}:
                lines |= set(range(part.body[0].lineno, (part.end_lineno or 0) + 1))
        return lines or set(range(1, 301))


def _function(home: Any, names: Sequence[str]) -> FunctionType:
    for name in names:
        home = vars(home)[name]
    for wrapped in ("fget", "func", "__wrapped__"):
        home = getattr(home, wrapped, home)
    assert isinstance(home, FunctionType)
    return home


def _code(code: CodeType, names: Sequence[str]) -> CodeType:
    for name in names:
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def _in_a_copy(what: Callable[[], int], seconds: int) -> int:
    """What a copy of this process ends with, or that its time on the processor ran out."""
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        code = 70
        try:
            code = what()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class OneAtATime:
    """In place of running the tests: learns what each covers, then tries the faults."""

    def __init__(self, files: Sequence[Path], minutes: float, kept: Path, again: bool) -> None:
        self.modules = [Faulty(file) for file in files]
        self.faults = [(module, fault) for module in self.modules for fault in module.faults]
        Random(1).shuffle(self.faults)
        self.seconds = minutes * 60
        self.kept = kept
        self.before = {module.name: _left(module) if again else {} for module in self.modules}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Pytest asks this in place of its own loop."""
        _pack_is_read_once()
        items = {item.nodeid: item for item in session.items}
        known: Covering = json.loads(self.kept.read_text(encoding="utf-8")) if self.kept.is_file() else {}
        new = [item for each, item in items.items() if known.get(each, {}).get("of") != _state_of(item)]
        if new:
            _in_a_copy(partial(_learn, new, known, self.kept), 3600)
            known = json.loads(self.kept.read_text(encoding="utf-8"))
        quick = sorted((each for each in items if known[each]["seconds"] < SLOWEST), key=lambda x: known[x]["seconds"])
        for each in known.values():
            each["set"] = set(each["lines"])
        codes: dict[str, dict[str, int | None]] = {module.name: {} for module in self.modules}
        began = time.monotonic()
        for module, fault in self.faults:
            lines = {f"{module.file}:{line}" for line in module.lines_that_use(fault)}
            covering = list(_in_time(known, (each for each in quick if lines & known[each]["set"])))
            late = time.monotonic() - began > self.seconds
            name = _unlike(f"{module.name}:{fault.line} {fault.within}: {fault.change}", codes[module.name])
            code = self.before[module.name].get(name)
            if not late and code in ((STAYED, NO_TEST) if self.before[module.name] else (None,)):
                code = self._try(module, fault, [items[each] for each in covering], known)
                print(code, len(covering), name, file=sys.__stderr__, flush=True)
            codes[module.name][name] = code
        self._leave(codes)
        return True

    def _try(self, module: Faulty, fault: Fault, items: Sequence[pytest.Item], known: Covering) -> int:
        if not items:
            return NO_TEST
        seconds = 10 + 2 * sum(known[item.nodeid]["seconds"] for item in items)
        code = _in_a_copy(partial(_with, module, fault, items), int(seconds))
        return TOO_LATE if code == -signal.SIGPROF else code

    def _leave(self, codes: dict[str, dict[str, int | None]]) -> None:
        for module in self.modules:
            meta = FOLDER / module.file.with_suffix(".py.meta")
            meta.parent.mkdir(parents=True, exist_ok=True)
            meta.write_text(json.dumps({"exit_code_by_key": codes[module.name]}, indent=1), encoding="utf-8")


def _left(module: Faulty) -> dict[str, int | None]:
    """What the last run left of a module."""
    meta = FOLDER / module.file.with_suffix(".py.meta")
    codes: dict[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _in_time(known: Covering, tests: Iterator[str]) -> Iterator[str]:
    """The quickest of the tests, as many as run in the time that one fault may take."""
    seconds = 0.0
    for each in tests:
        seconds += known[each]["seconds"]
        if seconds > LONGEST:
            return
        yield each


def _state_of(item: pytest.Item) -> str:
    """What stands in a test's file and in the program: what was learned of the test holds as long as that does."""
    return f"{_digest((item.path,))} {_digest(tuple(sorted(Path('kmnav').rglob('*.py'))))}"


@cache
def _digest(files: tuple[Path, ...]) -> str:
    return sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:16]


def _unlike(name: str, others: Collection[str]) -> str:
    return next(each for each in _numbered(name) if each not in others)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({at})" for at in range(2, 1000))


def _pack_is_read_once() -> None:
    conftest = importlib.import_module("tests.conftest")
    conftest.load_pack = cache(conftest.load_pack)  # type: ignore[attr-defined]
    conftest.load_pack()


def _with(module: Faulty, fault: Fault, items: Sequence[pytest.Item]) -> int:
    module.put(fault)
    return _run(items)


def _run(items: Sequence[pytest.Item]) -> int:
    for item, after in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return FOUND
    return STAYED


def _learn(items: Sequence[pytest.Item], known: Covering, kept: Path) -> int:
    """Run each test once and keep its time and the lines that it covers; one that fails as it is tells nothing."""
    cover = coverage.Coverage(data_file=None, include=["kmnav/*"], config_file=False)
    cover.start()
    for item, after in zip(items, [*items[1:], None], strict=True):
        cover.switch_context(item.nodeid)
        began = time.process_time()
        failed = any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))
        seconds = time.process_time() - began
        if seconds > SLOWEST:
            print(f"{seconds:.0f} s: {item.nodeid}", file=sys.__stderr__, flush=True)
        known[item.nodeid] = {"seconds": SLOWEST if failed else seconds, "lines": [], "of": _state_of(item)}
    cover.stop()
    for file in cover.get_data().measured_files():
        for line, contexts in cover.get_data().contexts_by_lineno(file).items():
            for each in filter(None, contexts):
                known[each]["lines"].append(f"{Path(file).relative_to(Path.cwd())}:{line}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(known), encoding="utf-8")
    return 0


def main() -> None:
    """Try the faults of the modules named with the tests named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="then the rest is left untried: a sample")
    parser.add_argument("--again", action="store_true", help="only what no test found in the last run")
    parser.add_argument("--keep", type=Path, default=FOLDER / "covering.json")
    parser.add_argument("modules", nargs="+", type=Path)
    at = sys.argv.index("--")
    given, tests = parser.parse_args(sys.argv[1:at]), sys.argv[at + 1 :]
    options = ["-o", "addopts=", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
    pytest.main([*options, *tests], plugins=[OneAtATime(given.modules, given.minutes, given.keep, given.again)])


if __name__ == "__main__":
    main()
