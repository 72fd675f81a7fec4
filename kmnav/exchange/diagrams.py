"""The graph of questions drawn as an outline or as a Mermaid flow chart."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.model import Branch, Option
from kmnav.pack import Pack


def as_outline(pack: Pack) -> str:
    """One paragraph for each question, with each option and where it leads."""
    return "\n".join(_outline(pack)) + "\n"


def _outline(pack: Pack) -> Iterator[str]:
    for question in pack.questions.values():
        safety = f" [{question.safety.value}]" if question.safety else ""
        yield f"{question.id}{safety}: {question.ask}"
        for option in question.options.values():
            yield f"  {option.label}"
            yield from (f"    -> {_guard(branch)}{branch.to}{_end(pack, branch)}" for branch in option.go)
        yield ""


def _guard(branch: Branch) -> str:
    return f"({branch.age.words if branch.age.known else 'age not known'}) " if branch.age else ""


def _end(pack: Pack, branch: Branch) -> str:
    outcome = pack.outcomes.get(branch.to)
    return f" = {outcome.urgency.word}: {outcome.title}" if outcome else ""


def as_mermaid(pack: Pack) -> str:
    """A flow chart; outcomes are rounded and coloured by urgency."""
    return "\n".join(_mermaid(pack)) + "\n"


def _mermaid(pack: Pack) -> Iterator[str]:
    yield "flowchart TD"
    for question in pack.questions.values():
        yield f'  {question.id}["{_quoted(question.ask)}"]'
    for outcome in pack.outcomes.values():
        yield f'  {outcome.id}(["{_quoted(outcome.title)}"]):::{outcome.urgency.word}'
    for question in pack.questions.values():
        for option in question.options.values():
            yield from (f'  {question.id} -->|"{_edge(option, branch)}"| {branch.to}' for branch in option.go)
    yield "  classDef emergency fill:#b10e1e,color:#fff"
    yield "  classDef urgent fill:#ffbf47,color:#000"
    yield "  classDef soon fill:#bfe3ff,color:#000"
    yield "  classDef routine fill:#d8f0d8,color:#000"


def _edge(option: Option, branch: Branch) -> str:
    return _quoted(f"{_guard(branch)}{option.label}")


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
