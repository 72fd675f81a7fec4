"""Why the answers led to this ending, and which single different answer would lead to another.

Pure, and told from the answers on the way alone: what was kept aside counts for nothing, so that a token gives
the same reasons again. Public: `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kmnav.model import AGE, NOT_SURE, Branch, Option, Outcome, Question, Urgency
from kmnav.pack import Pack
from kmnav.recommend import NotOffered, Recommendation
from kmnav.record import dataclass
from kmnav.replay import Answers, chosen_branch, fact_label
from kmnav.values import MONTHS, Age, AgeRange
from kmnav.why_not import heard_of

OLDEST = 120 * MONTHS


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that led here. `because` says what it is asked for and, of an age, where it decided."""

    question: str
    value: str
    label: str
    because: str


@dataclass(frozen=True, slots=True)
class Change:
    """One answer given otherwise, all others as they were, and where that leads.

    `outcome` is the ending; where the answer opens questions that nobody has answered (`then_asks` is the first),
    it is the least urgent other ending that they can lead to, and `up_to` how urgent it may become.
    `more_urgent` holds however those are answered. Of an age, `value` stands for all ages in `label`.
    """

    question: str
    value: str
    label: str
    outcome: Outcome
    then_asks: str | None
    up_to: Urgency
    more_urgent: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """The reasons for an ending: what led here, what would change it, and what is not offered."""

    why: tuple[Reason, ...]
    would_change: tuple[Change, ...]
    not_offered: tuple[NotOffered, ...]

    @property
    def more_urgent(self) -> tuple[Change, ...]:
        """The changes that a helper should know of: those that make it more urgent, whatever else is answered."""
        return tuple(each for each in self.would_change if each.more_urgent)


def explain(pack: Pack, told: Recommendation) -> Explained:
    """The reasons for what an ending told. Places change who helps and never the ending, so no change names one."""
    path = told.arrived.path
    answers = {each.question: each.value for each in path}
    ends = _Ends(pack, answers)
    changes: list[Change] = []
    near: list[Outcome] = []
    for each in path:
        question = pack.questions.get(each.question)
        if question is not None:
            others = tuple(_other_options(ends, question, told.outcome))
            changes += others
            near[:0] = [change.outcome for change in others if not question.safety and not change.then_asks]
        elif each.question == AGE:
            others = tuple(_other_ages(pack, answers, told.outcome))
            changes += others
            near[:0] = [change.outcome for change in others if not change.then_asks]
    return Explained(
        why=tuple(
            Reason(each.question, each.value, each.label, _because(pack, each.question, answers)) for each in path
        ),
        would_change=tuple(changes),
        not_offered=heard_of(pack, told, near),
    )


def _because(pack: Pack, question: str, answers: Answers) -> str:
    asked = pack.question(question)
    why = asked.why if asked else ""
    if question != AGE:
        return why
    return " ".join((why, *_decided_by_age(pack, answers)))


def _decided_by_age(pack: Pack, answers: Answers) -> Iterator[str]:
    """Where on the way the age chose between two ways, in words."""
    for at, value in answers.items():
        option = pack.questions[at].options[value] if at in pack.questions else None
        if option is None or not _turns_on_age(option):
            continue
        branch = chosen_branch(option, answers[AGE])
        if branch.age is None:
            known = [each.age.words for each in option.go if each.age and each.age.known]
            words = "not known" if answers[AGE] == NOT_SURE else f"not {' and not '.join(known)}"
        else:
            words = branch.age.words if branch.age.known else "not known"
        yield f'After "{option.label}" the age decides: {words}.'


class _Ends:
    """Which endings can still be reached, with some answers given and every other one open."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self.pack = pack
        self.answers = answers
        self.known: dict[str, frozenset[str]] = {}

    def of(self, at: str) -> frozenset[str]:
        """The endings reached from a question or ending."""
        if at in self.pack.outcomes:
            return frozenset((at,))
        if at not in self.known:
            question = self.pack.questions[at]
            given = self.given(question)
            options = (given,) if given else question.options.values()
            targets = {branch.to for option in options for branch in self.branches(question, option)}
            self.known[at] = frozenset().union(*map(self.of, targets))
        return self.known[at]

    def given(self, question: Question) -> Option | None:
        """The answer that was given to a question."""
        return question.options.get(self.answers.get(question.id, ""))

    def branches(self, question: Question, option: Option) -> tuple[Branch, ...]:
        """Where an option may lead: one way, but for an age that is not known yet and will be asked."""
        if AGE in self.answers or question.safety or not _turns_on_age(option):
            return (chosen_branch(option, self.answers.get(AGE)),)
        return option.go

    def then_asks(self, question: Question, option: Option | None) -> str | None:
        """The first question that stays open after this answer; None where the ending is settled."""
        while option is not None:
            branches = self.branches(question, option)
            if len(branches) > 1:
                return AGE
            if branches[0].to in self.pack.outcomes:
                return None
            question = self.pack.questions[branches[0].to]
            option = self.given(question)
        return question.id


def _other_options(ends: _Ends, question: Question, now: Outcome) -> Iterator[Change]:
    for option in question.options.values():
        if option.id == ends.answers[question.id]:
            continue
        reached = frozenset().union(*(ends.of(branch.to) for branch in ends.branches(question, option)))
        if reached != {now.id}:
            then = ends.then_asks(question, option)
            yield _change(ends.pack, (question.id, option.id, option.label), reached, then, now)


def _other_ages(pack: Pack, answers: Answers, now: Outcome) -> Iterator[Change]:
    """One change for each span of ages that leads to the same place, by the age in it nearest to the one given."""
    told: list[tuple[int, int, frozenset[str], str | None]] = []
    for low, high in _spans(pack):
        reached, then = _at_age(pack, answers, str(low // MONTHS))
        same = told and told[-1][2:] == (reached, then)
        told.append((told.pop()[0] if same else low, high, reached, then))
    for low, high, reached, then in told:
        if reached != {now.id}:
            words = AgeRange("", low, high if high <= OLDEST else None).words
            yield _change(pack, (AGE, _nearest(answers[AGE], low, high), words), reached, then, now)
    reached, then = _at_age(pack, answers, NOT_SURE)
    if reached != {now.id}:
        yield _change(pack, (AGE, NOT_SURE, fact_label(pack, AGE, NOT_SURE)), reached, then, now)


def _at_age(pack: Pack, answers: Answers, age: str) -> tuple[frozenset[str], str | None]:
    ends = _Ends(pack, {**answers, AGE: age})
    start = pack.questions[pack.start]
    return ends.of(start.id), ends.then_asks(start, ends.given(start))


def _spans(pack: Pack) -> Iterator[tuple[int, int]]:
    """The ages between two neighbouring limits of the pack's guards, in months."""
    guards = [branch.age for each in _options(pack) for branch in each.go if branch.age and branch.age.known]
    cuts = {0, OLDEST + MONTHS, *(age.low for age in guards), *(age.high for age in guards if age.high is not None)}
    return pairwise(sorted(cuts))


def _nearest(given: str, low: int, high: int) -> str:
    years = range(low // MONTHS, high // MONTHS)
    if given == NOT_SURE:
        return str(years[0])
    return str(min(years, key=lambda each: abs(each * MONTHS - Age.parse(given).low)))


def _change(pack: Pack, answer: tuple[str, str, str], reached: Iterable[str], then: str | None, now: Outcome) -> Change:
    urgencies = [pack.outcomes[each].urgency for each in reached]
    away = set(reached) - {now.id}
    others: Mapping[str, Outcome] = {key: pack.outcomes[key] for key in pack.outcomes if key in away}
    least = min(others.values(), key=lambda each: each.urgency)
    return Change(*answer, least, then, max(urgencies), min(urgencies) > now.urgency)


def _options(pack: Pack) -> Iterator[Option]:
    return (option for question in pack.questions.values() for option in question.options.values())


def _turns_on_age(option: Option) -> bool:
    return any(branch.age is not None for branch in option.go)
