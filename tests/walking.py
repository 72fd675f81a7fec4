"""The words in which tests speak of a walk: the answers as a token, then what is asked or where it arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kmnav.model import Question
from kmnav.pack import Pack
from kmnav.replay import Answers, Arrived, Asking, from_token, replay

Step = Asking | Arrived


def walk(pack: Pack, answers: str | Answers = "") -> Step:
    """Where the answers lead. As text they are a token: `danger=none,today=none`."""
    return replay(pack, from_token(answers) if isinstance(answers, str) else answers)


def assert_asks(pack: Pack, answers: str | Answers, question: str) -> Asking:
    """The walk needs the answer to `question` next."""
    step = walk(pack, answers)
    assert isinstance(step, Asking), f"arrived at {step.outcome.id}"
    assert step.question.id == question
    return step


def assert_arrives(pack: Pack, answers: str | Answers, at: str) -> Arrived:
    """The walk has come to the outcome `at`."""
    step = walk(pack, answers)
    assert isinstance(step, Arrived), f"still asks {step.question.id}"
    assert step.outcome.id == at
    return step


def values_of(pack: Pack, question: Question, ages: Iterator[str] | tuple[str, ...] = ("34",)) -> tuple[str, ...]:
    """Every answer that can be given to a question; of ages those given, of places one."""
    if question.options:
        return tuple(question.options)
    return tuple(ages) if question.id == "age" else (next(iter(pack.region.councils)),)


def all_walks(pack: Pack, ages: tuple[str, ...], fixed: Mapping[str, str] | None = None) -> Iterator[Arrived]:
    """Every ending of the graph that agrees with the answers in `fixed`, one for each of the ages where it is asked."""
    open_ends: list[dict[str, str]] = [dict(fixed or {})]
    while open_ends:
        answers = open_ends.pop()
        step = replay(pack, answers)
        if isinstance(step, Arrived):
            yield step
            continue
        for value in values_of(pack, step.question, ages):
            open_ends.append({**answers, step.question.id: value})


def answered(step: Step) -> dict[str, str]:
    """The answers that the walk has used."""
    return {each.question: each.value for each in step.path}
