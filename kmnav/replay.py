"""The walk, as one fold: the answers given so far in, the next question or the outcome out.

Nothing here keeps state. Back is one answer fewer, change is one answer replaced, a resumed or shared
walk is the same call again. Public: `replay`, `to_token`, `from_token`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from kmnav.errors import UnknownAnswer
from kmnav.model import (
    AGE,
    FACTS,
    HOME,
    NOT_SURE,
    OUTSIDE,
    PRACTICE,
    AreaBy,
    Branch,
    Option,
    Outcome,
    Question,
    Service,
    Urgency,
)
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.values import Age

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on the way here. `label` is the option's own words."""

    question: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asking:
    """The walk needs an answer. `rejected` holds one that was given and no longer exists."""

    path: tuple[Answered, ...]
    question: Question
    at_most_left: int
    rejected: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """The walk has an outcome. `refine` names facts that would narrow its services."""

    path: tuple[Answered, ...]
    outcome: Outcome
    refine: tuple[str, ...]


def replay(pack: Pack, answers: Answers) -> Asking | Arrived:
    """Walk the graph by `answers` (question id to value); answers that it does not reach are ignored.

    Emergency and urgent outcomes arrive at once: after a yes to a safety question no age is asked for first, and
    an age that is not known goes by the branch for that. Other outcomes first ask the facts that their services
    turn on. Pure: the same pack and answers give the same step.
    """
    path: list[Answered] = []
    at = pack.start
    while at in pack.questions:
        question = pack.questions[at]
        value = answers.get(at)
        option = question.options.get(value) if value is not None else None
        if option is None:
            return Asking(tuple(path), question, 1 + most_left(pack, question.id), value)
        path.append(_chosen(question.id, option.id, option.label))
        if not _turns_on_age(option):
            at = option.go[0].to
            continue
        known = _known(pack, AGE, answers)
        if known:
            _note_fact(pack, answers, AGE, path)
        elif question.safety is None:
            return Asking(tuple(path), pack.facts[AGE], most_left(pack, question.id), answers.get(AGE))
        at = chosen_branch(option, answers[AGE] if known else None).to
    return _arrive(pack, pack.outcomes[at], answers, path)


@lru_cache(maxsize=4096)
def _chosen(question: str, option: str, label: str) -> Answered:
    """An option of the pack as an answer: the same in every walk that comes by it."""
    return Answered(question, option, label)


def _arrive(pack: Pack, outcome: Outcome, answers: Answers, path: list[Answered]) -> Asking | Arrived:
    needed = facts_needed(pack, outcome)
    unknown = tuple(fact for fact in needed if not _known(pack, fact, answers))
    if outcome.urgency < Urgency.URGENT:
        if unknown:
            for fact in needed[: needed.index(unknown[0])]:
                _note_fact(pack, answers, fact, path)
            return Asking(tuple(path), pack.facts[unknown[0]], len(unknown), answers.get(unknown[0]))
        unknown = ()
    for fact in FACTS:
        _note_fact(pack, answers, fact, path)
    return Arrived(tuple(path), outcome, unknown)


def chosen_branch(option: Option, age: str | None) -> Branch:
    """The first branch whose ages cover `age`; the one marked `unknown` when nobody knows it."""
    guarded = [branch for branch in option.go if branch.age is not None]
    if guarded and (age is None or age == NOT_SURE):
        return next((branch for branch in guarded if branch.age and not branch.age.known), option.go[-1])
    for branch in guarded:
        if branch.age is not None and branch.age.known and age is not None:
            years = Age.parse(age)
            if branch.age.covers(years.low, years.high):
                return branch
    return next((branch for branch in option.go if branch.age is None), option.go[-1])


def _turns_on_age(option: Option) -> bool:
    return any(branch.age is not None for branch in option.go)


def _known(pack: Pack, fact: str, answers: Answers) -> bool:
    """Whether a fact need not be asked: it was answered, or it is a place and the other place is known."""
    if fact in answers:
        return fact_is_valid(pack, fact, answers[fact])
    if fact == AGE:
        return False
    other = answers.get(PRACTICE if fact == HOME else HOME, NOT_SURE)
    return other != NOT_SURE and fact_is_valid(pack, fact, other)


def _note_fact(pack: Pack, answers: Answers, fact: str, path: list[Answered]) -> None:
    given = answers.get(fact)
    if given is None or any(each.question == fact for each in path) or not fact_is_valid(pack, fact, given):
        return
    path.append(Answered(fact, given, fact_label(pack, fact, given)))


def fact_is_valid(pack: Pack, fact: str, value: str) -> bool:
    """Whether `value` is an age that can be read, or a place that the region knows."""
    if value == NOT_SURE:
        return True
    if fact == AGE:
        try:
            Age.parse(value)
        except ValueError:
            return False
        return True
    return value == OUTSIDE or value in pack.region.councils


def fact_label(pack: Pack, fact: str, value: str) -> str:
    """The words for an age or a place on the screen."""
    if value == NOT_SURE:
        return "Not known"
    if fact == AGE:
        if not value.endswith("m"):
            return f"{value} years old"
        return f"{value[:-1]} {'month' if value == '1m' else 'months'} old"
    return pack.region.outside if value == OUTSIDE else pack.region.councils[value].name


def facts_needed(pack: Pack, outcome: Outcome) -> tuple[str, ...]:
    """The facts on which the services behind an outcome turn: the age, and one place.

    A place is asked for only where some service takes part of the region; the first service says which place. Where it
    cannot wait, it is asked for too where there are several places to go to, so that the nearest is named first.
    """
    return _facts_of(pack)(outcome.id)


@lru_cache(maxsize=4)
def _facts_of(pack: Pack) -> Callable[[str], tuple[str, ...]]:
    """The facts of an outcome, each worked out when first asked for where the build of the program did not."""
    made = pack.worked_out.get("needed")

    @cache
    def facts_of(outcome_id: str) -> tuple[str, ...]:
        facts: tuple[str, ...] = made()[outcome_id] if made else tuple(_needed(pack, pack.outcomes[outcome_id]))
        return facts

    return facts_of


def build_needed(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The facts on which each outcome's services turn."""
    return {outcome.id: tuple(_needed(pack, outcome)) for outcome in pack.outcomes.values()}


def _needed(pack: Pack, outcome: Outcome) -> Iterator[str]:
    services = list(pack.behind(outcome))
    if any(service.ages.limits for service in services):
        yield AGE
    placed = [service.area for service in services if service.area.by is not AreaBy.ANYONE]
    if any("all" not in area.of for area in placed):
        yield HOME if placed[0].by is AreaBy.HOME else PRACTICE
    elif outcome.urgency is Urgency.URGENT and len(set(_walk_in_places(services))) > 1:
        yield HOME


def _walk_in_places(services: Iterable[Service]) -> Iterator[str]:
    """Where people can go to in person, wherever they live: the nearest is named first."""
    for service in services:
        if service.area.by is AreaBy.ANYONE:
            yield from (site.area for site in service.sites.values())


def most_left(pack: Pack, question_id: str) -> int:
    """The most answers that can still be asked for after this question, facts among them."""
    return _longest(pack)(question_id) - 1


@lru_cache(maxsize=4)
def _longest(pack: Pack) -> Callable[[str], int]:
    """The most answers from a question or an outcome on. Worked out once for a pack, which never changes."""

    @cache
    def longest(at: str) -> int:
        if at in pack.outcomes:
            outcome = pack.outcomes[at]
            return len(facts_needed(pack, outcome)) if outcome.urgency < Urgency.URGENT else 0
        options = pack.questions[at].options.values()
        return 1 + max(
            (longest(branch.to) + (1 if _turns_on_age(option) else 0) for option in options for branch in option.go),
            default=0,
        )

    return longest


def without_last(step: Asking | Arrived, given: Answers) -> dict[str, str]:
    """The answers of the walk less the last one: the step before. Facts given in advance (`given`) stay."""
    asked = [each for each in step.path if given.get(each.question) != each.value]
    kept = {**given, **{each.question: each.value for each in step.path}}
    if asked:
        del kept[asked[-1].question]
    return kept


_PART = re.compile(r"([a-z0-9-]+)=([a-z0-9.-]+)")


def to_token(step: Asking | Arrived, answers: Answers) -> str:
    """The walk as text that can be typed again: answers in the order asked, then facts given in advance."""
    parts = {each.question: each.value for each in step.path}
    parts.update({fact: answers[fact] for fact in FACTS if fact in answers and fact not in parts})
    return ",".join(f"{question}={value}" for question, value in parts.items())


def from_token(text: str) -> dict[str, str]:
    """The answers in a token. Raises UnknownAnswer where it is not one."""
    return dict(_parts(text.strip())) if text.strip() else {}


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(","):
        match = _PART.fullmatch(part.strip().lower())
        if not match:
            raise UnknownAnswer(f'"{part[:40]}" is not part of a token.', "A token looks like danger=none,today=none.")
        yield match.group(1), match.group(2)
