"""The graph of questions drawn as a Mermaid flow chart or in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.model import Branch, Option
from kmnav.pack import Pack

_COLOURS = {"emergency": ("#b10e1e", "#fff"), "urgent": ("#ffbf47", "#000"), "soon": ("#bfe3ff", "#000")}
_QUIET = ("#d8f0d8", "#000")


def as_mermaid(pack: Pack) -> str:
    """A flow chart; outcomes are rounded and coloured by urgency, which they also name."""
    return "\n".join(_mermaid(pack)) + "\n"


def _mermaid(pack: Pack) -> Iterator[str]:
    yield "flowchart TD"
    for question in pack.questions.values():
        yield f'  {question.id}["{_quoted(question.ask)}"]'
    for outcome in pack.outcomes.values():
        yield f'  {outcome.id}(["{_quoted(outcome.title)}"]):::{outcome.urgency.word}'
    for start, option, branch in _edges(pack):
        yield f'  {start} -->|"{_quoted(_label(option, branch))}"| {branch.to}'
    for urgency in pack.settings.urgencies:
        fill, ink = _COLOURS.get(urgency, _QUIET)
        yield f"  classDef {urgency} fill:{fill},color:{ink}"


def as_dot(pack: Pack) -> str:
    """The same chart for Graphviz: kmnav graph --format dot | dot -Tsvg"""
    return "\n".join(_dot(pack)) + "\n"


def _dot(pack: Pack) -> Iterator[str]:
    yield f"digraph {_string(pack.settings.id)} {{"
    yield "  node [shape=box, fontname=sans]"
    for question in pack.questions.values():
        yield f"  {_string(question.id)} [label={_string(question.ask)}]"
    for outcome in pack.outcomes.values():
        fill, ink = _COLOURS.get(outcome.urgency.word, _QUIET)
        label = _string(f"{outcome.urgency.word}: {outcome.title}")
        style = f'style="rounded,filled", fillcolor="{fill}", fontcolor="{ink}"'
        yield f"  {_string(outcome.id)} [label={label}, {style}]"
    for start, option, branch in _edges(pack):
        yield f"  {_string(start)} -> {_string(branch.to)} [label={_string(_label(option, branch))}]"
    yield "}"


def _edges(pack: Pack) -> Iterator[tuple[str, Option, Branch]]:
    for question in pack.questions.values():
        for option in question.options.values():
            yield from ((question.id, option, branch) for branch in option.go)


def _label(option: Option, branch: Branch) -> str:
    guard = f"({branch.age.words if branch.age.known else 'age not known'}) " if branch.age else ""
    return f"{guard}{option.label}"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
