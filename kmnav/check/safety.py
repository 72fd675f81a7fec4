"""Rules 2, 3, 6 and 7: danger first, monotone safety, every red flag asked about, nobody left alone.

The numbers are those of docs/safety-rules.md. Each rule is exact over every path.
"""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem
from kmnav.model import NONE, NOT_SURE, Option, Outcome, Question, Role, SafetyLevel, Urgency
from kmnav.pack import Pack
from kmnav.recommend import stay_part
from kmnav.scan import brings_its_banner

DANGER, TODAY, DANGER_AGAIN = "danger", "today", "danger-again"
EMERGENCY_NUMBER = "emergency"


@rule
def danger_is_first(subject: Subject) -> Iterator[Problem]:
    """Rule 2: the first question is about danger, and can be answered by an emergency at once."""
    pack = subject.pack
    start = pack.questions[pack.start]
    if start.safety is not SafetyLevel.EMERGENCY or start.asks != DANGER:
        yield found(
            pack,
            "SAFE-FIRST",
            "start",
            f'The first question, "{start.id}", does not ask about danger.',
            "Start with the danger question: safety: emergency, asks: danger.",
        )
        return
    for option in start.options.values():
        ends = {branch.to for branch in option.go}
        if option.is_yes and not all(_is_emergency(pack, each) for each in ends):
            yield found(
                pack,
                "SAFE-ONE-QUESTION",
                f"questions.{start.id}.options.{option.id}",
                f'The yes "{option.label}" does not lead straight to an emergency outcome.',
                "Let it lead to an outcome whose urgency is emergency.",
            )


def _is_emergency(pack: Pack, end: str) -> bool:
    return end in pack.outcomes and pack.outcomes[end].urgency is Urgency.EMERGENCY


@rule
def asked_before_the_end(subject: Subject) -> Iterator[Problem]:
    """Rule 2: what an ending's topic demands was asked on every path to it."""
    pack, graph = subject.pack, subject.graph
    for outcome in pack.outcomes.values():
        if outcome.id not in graph.always_asked:
            continue
        for missing in sorted(_demanded(pack, outcome) - graph.always_asked[outcome.id]):
            if missing == TODAY and outcome.urgency is Urgency.URGENT and _danger_again(subject, outcome):
                continue
            yield found(
                pack,
                "SAFE-NOT-ASKED",
                f"outcomes.{outcome.id}",
                f'A path comes to "{outcome.id}" without the question "{missing}".',
                "Ask it on every path, or let that path end in something more urgent.",
            )


def _demanded(pack: Pack, outcome: Outcome) -> frozenset[str]:
    if outcome.urgency is Urgency.EMERGENCY:
        return frozenset({DANGER})
    if outcome.urgency is Urgency.URGENT:
        return frozenset({DANGER, TODAY})
    return frozenset(pack.settings.topics[outcome.about].asked_first) | {DANGER, TODAY}


def _danger_again(subject: Subject, outcome: Outcome) -> bool:
    """Whether every way in that skipped `today` came from the second danger question, so is urgent already."""
    graph = subject.graph
    return all(
        TODAY in (graph.always_asked[edge.question] | graph.tags(edge.question))
        or DANGER_AGAIN in graph.tags(edge.question)
        for edge in graph.into.get(outcome.id, [])
        if edge.question in graph.reached
    )


@rule
def safety_questions_are_marked(subject: Subject) -> Iterator[Problem]:
    """Rule 3: a question whose doubt is seen to today is a safety question, so it is proved and asked again as one."""
    pack, graph = subject.pack, subject.graph
    for question in pack.questions.values():
        if question.safety is not None or question.id not in graph.reached:
            continue
        if {NONE, NOT_SURE} <= set(question.options) and (
            graph.least_urgent_after(question, question.options[NOT_SURE]) >= Urgency.URGENT
        ):
            yield found(
                pack,
                "SAFE-MARK",
                f"questions.{question.id}",
                f'"{question.id}" takes a doubt as urgent and is not marked as a safety question.',
                "Add safety: today, or safety: emergency.",
            )


@rule
def safety_is_monotone(subject: Subject) -> Iterator[Problem]:
    """Rule 3: a yes is never less urgent than not sure, nor not sure than none; a yes reaches its level."""
    for question in subject.pack.questions.values():
        if question.safety is not None and question.id in subject.graph.reached:
            yield from _monotone(subject, question, question.safety)


def _monotone(subject: Subject, question: Question, level: SafetyLevel) -> Iterator[Problem]:
    pack, path = subject.pack, f"questions.{question.id}"
    for needed in (NONE, NOT_SURE):
        if needed not in question.options:
            yield found(
                pack,
                "SAFE-OPTIONS",
                path,
                f'The safety question "{question.id}" has no option {needed}.',
                "A safety question has yes options, not-sure and none.",
            )
            return
    low = {option.id: subject.graph.least_urgent_after(question, option) for option in question.options.values()}
    if low[NOT_SURE] < Urgency.URGENT:
        yield _too_low(pack, question, question.options[NOT_SURE], low[NOT_SURE], Urgency.URGENT)
    if low[NOT_SURE] < low[NONE]:
        yield _too_low(pack, question, question.options[NOT_SURE], low[NOT_SURE], low[NONE])
    for option in question.options.values():
        floor = max(level.at_least, low[NOT_SURE])
        if option.is_yes and low[option.id] < floor:
            yield _too_low(pack, question, option, low[option.id], floor)


def _too_low(pack: Pack, question: Question, option: Option, low: Urgency, floor: Urgency) -> Problem:
    return found(
        pack,
        "SAFE-MONOTONE",
        f"questions.{question.id}.options.{option.id}",
        f'"{option.label}" can end in something {low.word}; it must be at least {floor.word}.',
        "Let it lead to something as urgent as that, whatever the age or place.",
    )


@rule
def every_flag_is_asked(subject: Subject) -> Iterator[Problem]:
    """Rule 6: each emergency red flag stands in exactly one option of the first question; urgent ones in `today`."""
    pack = subject.pack
    for flag in pack.flags.values():
        level = SafetyLevel.EMERGENCY if flag.urgency is Urgency.EMERGENCY else SafetyLevel.TODAY
        asking = [
            option
            for question in pack.questions.values()
            if question.asks == (DANGER if level is SafetyLevel.EMERGENCY else TODAY)
            for option in question.options.values()
            if flag.id in option.flags
        ]
        where = "danger" if level is SafetyLevel.EMERGENCY else "today"
        if len(asking) != 1:
            yield found(
                pack,
                "SAFE-FLAG",
                f"flags.{flag.id}",
                f'The red flag "{flag.id}" stands in {len(asking)} options of the {where} question.',
                "Let it stand in exactly one.",
            )
        elif not asking[0].is_yes:
            yield found(
                pack,
                "SAFE-FLAG",
                f"flags.{flag.id}",
                f'The red flag "{flag.id}" stands in the option "{asking[0].id}".',
                "Move it to a yes.",
            )


@rule
def every_flag_is_found(subject: Subject) -> Iterator[Problem]:
    """Rule 6: a flag has phrases, and each of them brings its banner in the words that a caller says."""
    pack = subject.pack
    for flag in pack.flags.values():
        unseen = [each for each in flag.phrases if not brings_its_banner(pack, flag, each)]
        if unseen or not flag.phrases:
            told = f'is not seen in "{unseen[0]}"' if unseen else "has no phrase to be found by"
            yield found(
                pack,
                "SAFE-FIND",
                f"flags.{flag.id}",
                f'The red flag "{flag.id}" {told}.',
                "Say the phrase in other words, or mend scan in words.yaml: harmless, unless, negations, past.",
            )


@rule
def nobody_is_left(subject: Subject) -> Iterator[Problem]:
    """Rule 7: emergency and urgent endings say who calls, to stay, where they are, whom to tell, what if."""
    pack = subject.pack
    if not pack.settings.stay_required:
        yield found(
            pack,
            "SAFE-STAY",
            "settings.stay_required",
            "The pack asks for no parts of staying.",
            "List them: who-calls, stay-with, where, tell, line-drops, refuses, walks-out.",
        )
    for outcome in pack.outcomes.values():
        if outcome.urgency < Urgency.URGENT:
            continue
        for part in pack.settings.stay_required:
            for role in Role:
                if not stay_part(pack, outcome, part, role):
                    yield found(
                        pack,
                        "SAFE-STAY",
                        f"outcomes.{outcome.id}",
                        f'"{outcome.id}" does not say "{part}" to {role.value}.',
                        f"Add it below urgencies.{outcome.urgency.word}.stay in pack.yaml.",
                    )


@rule
def emergencies_call_999(subject: Subject) -> Iterator[Problem]:
    """An emergency ending offers the emergency number first, and never the GP in its place."""
    pack = subject.pack
    standing = pack.settings.standing.get(EMERGENCY_NUMBER)
    for outcome in pack.outcomes.values():
        if outcome.urgency is not Urgency.EMERGENCY:
            continue
        first = next(pack.behind(outcome), None)
        phones = [each.phone for each in first.contacts.values() if each.phone] if first else []
        level = pack.doors[outcome.offer[0]].level if outcome.offer else ""
        if level != "emergency" or standing is None or phones[:1] != [standing.value]:
            yield found(
                pack,
                "SAFE-999",
                f"outcomes.{outcome.id}",
                f'The emergency outcome "{outcome.id}" does not offer the emergency number first.',
                "Let its first door be one whose first service has the standing number called emergency as its first.",
            )
