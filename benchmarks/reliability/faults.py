"""Small faults, one at a time, in a module of kmnav: a comparison, a condition, a number, a word of a list, a pattern.

The words of a message are left as they are: no fault of theirs sends anybody a wrong way.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
CALLED = {"any": "all", "all": "any", "min": "max", "max": "min", "startswith": "endswith", "endswith": "startswith"}
MESSAGE = re.compile(r" .*[.:]$|^ | $", re.DOTALL)
LISTS = (ast.Tuple, ast.List, ast.Set)
TESTED = (ast.If, ast.IfExp, ast.While)
Put = Callable[[], None]


@dataclass(frozen=True)
class Fault:
    """What is changed, where it stands, and how to put it into the tree of the module."""

    line: int
    within: str
    change: str
    put: Put


def faults_in(tree: ast.Module) -> Iterator[Fault]:
    """Every fault of a module: in its functions (`within`: their name), and in its constants (`within`: nothing)."""
    for within, part in _parts(tree, ""):
        for node in _shown(part):
            for change, put in _of(node, part):
                yield Fault(node.lineno, within, change, put)


def _parts(tree: ast.Module | ast.ClassDef, home: str) -> Iterator[tuple[str, ast.AST]]:
    for each in tree.body:
        if isinstance(each, ast.FunctionDef):
            yield f"{home}{each.name}", each
        elif isinstance(each, ast.ClassDef):
            yield from _parts(each, f"{home}{each.name}.")
        elif isinstance(each, ast.Assign) and not home and not isinstance(each.value, (ast.Subscript, ast.List)):
            yield "", each  # a subscript is the name of a type, a list that of what is exported


def _shown(part: ast.AST) -> Iterator[Any]:
    """The nodes that run when a part runs: no docstring, annotation, default or decorator, no word of a message."""
    waiting: list[ast.AST] = list(part.body) if isinstance(part, ast.FunctionDef) else [part]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, (ast.expr, ast.stmt, ast.comprehension)):
            if isinstance(node, ast.comprehension):
                node.lineno = node.target.lineno  # type: ignore[attr-defined]
            yield node
        if isinstance(node, ast.JoinedStr):
            waiting += [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
        elif isinstance(node, ast.AnnAssign):
            waiting += [node.value] if node.value else []
        else:
            waiting += ast.iter_child_nodes(node)


def _of(node: Any, part: ast.AST) -> Iterator[tuple[str, Put]]:
    for kind in (_comparison, _joined, _sum, _constant, _called, _condition, _listed, _pattern, _step):
        yield from kind(node, part)


def _set(node: Any, name: str, value: Any) -> Put:
    return lambda: setattr(node, name, value)


def _instead(node: ast.AST, other: ast.AST, part: ast.AST) -> Put:
    """Put `other` where `node` stands."""

    def put() -> None:
        for parent in ast.walk(part):
            for name, value in ast.iter_fields(parent):
                if value is node:
                    setattr(parent, name, other)
                elif isinstance(value, list) and any(each is node for each in value):
                    value[:] = [other if each is node else each for each in value]
        ast.copy_location(other, node)
        ast.fix_missing_locations(other)

    return put


def _comparison(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            other = COMPARED[type(op)]()
            ops = [other if at == each else kept for each, kept in enumerate(node.ops)]
            yield f"{type(op).__name__} to {type(other).__name__}", _set(node, "ops", ops)


def _joined(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, ast.BoolOp):
        other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{type(node.op).__name__} to {type(other).__name__}", _set(node, "op", other)
        for each in node.values:
            left = [kept for kept in node.values if kept is not each]
            put = _set(node, "values", left) if len(left) > 1 else _instead(node, left[0], part)
            yield f"without `{ast.unparse(each)}`", put
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        yield f"without {type(node.op).__name__}", _instead(node, node.operand, part)


def _sum(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in WORKED_OUT:
        other = WORKED_OUT[type(node.op)]()
        yield f"{type(node.op).__name__} to {type(other).__name__}", _set(node, "op", other)


def _constant(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield f"{value} to {not value}", _set(node, "value", not value)
    elif isinstance(value, (int, float)):
        yield f"{value} to {value + 1}", _set(node, "value", value + 1)
    elif isinstance(value, str) and not MESSAGE.search(value) and "|" not in value:
        yield f"{value!r} to other words", _set(node, "value", f"XX{value}XX")


def _called(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, ast.Call):
        of = node.func
        name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
        if name in CALLED:
            yield f"{name} to {CALLED[name]}", _set(of, "id" if isinstance(of, ast.Name) else "attr", CALLED[name])


def _condition(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, TESTED):
        for value in (True, False):
            test = ast.copy_location(ast.Constant(value), node.test)
            yield f"`{ast.unparse(node.test)}` to {value}", _set(node, "test", test)
    if isinstance(node, ast.comprehension):
        for each in node.ifs:
            left = [kept for kept in node.ifs if kept is not each]
            yield f"without `if {ast.unparse(each)}`", _set(node, "ifs", left)


def _listed(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if (
        isinstance(node, LISTS)
        and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        and _is_of_one_kind(node.elts)
    ):
        for each in node.elts:
            left = [kept for kept in node.elts if kept is not each]
            yield f"the list without `{ast.unparse(each)}`", _set(node, "elts", left)


def _is_of_one_kind(items: list[ast.expr]) -> bool:
    """Whether some of a list can be left out: a pair of two different things breaks at once, and tells nothing."""
    kinds = {type(each) for each in items}
    return len(items) > 1 and kinds != {ast.Name} and (len(kinds) == 1 or ast.Starred in kinds)


def _pattern(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    """A text with alternatives is a pattern: each of them is left out once."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
        for start, end in alternatives(node.value):
            left = node.value[:start] + node.value[end:]
            yield f"the pattern without {node.value[start:end]!r}", _set(node, "value", left)


def alternatives(pattern: str) -> list[tuple[int, int]]:
    """Where each alternative of a pattern stands, with the bar that must go with it."""
    cuts: list[tuple[int, int]] = []
    waiting, in_class = [[0]], False
    for match in re.finditer(r"\\.|[\[\]()|]|$", pattern, re.DOTALL):
        mark, at = match.group(), match.start()
        if mark in ("[", "]"):
            in_class = mark == "["
        elif in_class or mark.startswith("\\"):
            continue
        elif mark == "(":
            waiting.append([at + len(re.match(r"\((?:\?(?:<?[:=!]))?", pattern[at:]).group())])  # type: ignore[union-attr]
        elif mark == "|":
            waiting[-1].append(at + 1)
        else:
            starts = waiting.pop()
            ends = [each - 1 for each in starts[1:]] + [at]
            whole = zip(starts, ends, strict=True)
            last = len(starts) - 1
            cuts += [(s - (n == last), e + (n < last)) for n, (s, e) in enumerate(whole)] if last else []
    return sorted(cuts)


def _step(node: ast.AST, part: ast.AST) -> Iterator[tuple[str, Put]]:
    if isinstance(node, ast.Expr):
        yield f"`{ast.unparse(node)[:60]}` is not done", _instead(node, ast.Pass(), part)
    elif isinstance(node, (ast.Continue, ast.Break)):
        other = ast.Break() if isinstance(node, ast.Continue) else ast.Continue()
        yield f"{type(node).__name__} to {type(other).__name__}", _instead(node, other, part)
    elif isinstance(node, ast.AugAssign):
        assign = ast.Assign([node.target], node.value)
        yield f"`{ast.unparse(node)}` forgets what was before", _instead(node, assign, part)
