"""Rule 1: the graph is whole. No part that nobody reaches, no guard with a hole; the cases pass.

Shapes, references and questions that go round are refused earlier, when the pack is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem, Severity
from kmnav.model import FACTS, NOT_SURE, Option, Question, Role
from kmnav.pack import Case, Pack
from kmnav.recommend import recommend
from kmnav.replay import Arrived, Asking, replay
from kmnav.values import MONTHS


@rule
def all_is_reached(subject: Subject) -> Iterator[Problem]:
    """Every question, outcome and door is reached by some path."""
    pack, reached = subject.pack, subject.graph.reached
    for kind, ids in (("question", pack.questions), ("outcome", pack.outcomes)):
        for each in ids:
            if each not in reached:
                yield found(
                    pack,
                    "STR-UNREACHED",
                    f"{kind}s.{each}",
                    f'No path leads to the {kind} "{each}".',
                    "Let an option lead to it, or delete it and add its id to retired.",
                )
    offered = {door for each, outcome in pack.outcomes.items() if each in reached for door in outcome.offer}
    for door in pack.doors:
        if door not in offered:
            yield found(
                pack,
                "STR-DOOR",
                f"doors.{door}",
                f'No outcome offers the door "{door}".',
                "Offer it in an outcome, or delete it.",
                Severity.WARNING,
            )
    served = {door for service in pack.services.values() for door in service.serves}
    for door in sorted(offered - served - set(pack.region.no_service)):
        yield found(
            pack,
            "STR-EMPTY-DOOR",
            f"doors.{door}",
            f'No service of this region serves the door "{door}".',
            "Add a service that does, or say in the region's no_service why there is none and whom to ask.",
            Severity.WARNING,
        )


@rule
def no_service_is_true(subject: Subject) -> Iterator[Problem]:
    """A region that says why a door has no service here has none there."""
    pack = subject.pack
    for door in pack.region.no_service:
        serving = next((each.id for each in pack.services.values() if door in each.serves), None)
        if serving is not None:
            yield found(
                pack,
                "STR-NO-SERVICE",
                f"region.no_service.{door}",
                f'The region says that nothing serves the door "{door}", and "{serving}" does.',
                "Delete the one that is not so.",
            )


@rule
def can_say_not_sure(subject: Subject) -> Iterator[Problem]:
    """Every question can be answered "not sure"."""
    for question in subject.pack.questions.values():
        if NOT_SURE not in question.options:
            yield found(
                subject.pack,
                "STR-NOT-SURE",
                f"questions.{question.id}",
                f'The question "{question.id}" has no option not-sure.',
                "Add one that leads to a person, or on a safety question to something urgent.",
            )


@rule
def guards_cover_every_age(subject: Subject) -> Iterator[Problem]:
    """Guards hold for whole years, say where an unknown age goes, and end with a branch without one."""
    for question in subject.pack.questions.values():
        for option in question.options.values():
            yield from _guards(subject.pack, question, option)


def _guards(pack: Pack, question: Question, option: Option) -> Iterator[Problem]:
    path = f"questions.{question.id}.options.{option.id}"
    guards = [branch.age for branch in option.go]
    if guards[-1] is not None or None in guards[:-1]:
        yield found(
            pack,
            "STR-GUARD",
            path,
            "Only the last branch may be without an age, and it must be.",
            "End the list with {to: …}.",
        )
    ages = [age for age in guards if age is not None]
    if ages and not any(not age.known for age in ages):
        yield found(
            pack,
            "STR-GUARD",
            path,
            "Nobody says where to go when the age is not known.",
            "Add {age: unknown, to: …} with something that is right at any age.",
        )
    for age in ages:
        if age.low % MONTHS or (age.high or 0) % MONTHS:
            yield found(
                pack,
                "STR-GUARD",
                path,
                "A guard must be in whole years.",
                "Leave half years to the services' own ages.",
            )


@rule
def cases_pass(subject: Subject) -> Iterator[Problem]:
    """The pack's worked cases come out as they say."""
    for case in subject.pack.cases.values():
        yield from _case(subject.pack, case)


def _case(pack: Pack, case: Case) -> Iterator[Problem]:
    path = f"cases.{case.id}"
    for question in case.answers:
        if pack.question(question) is None:
            yield found(pack, "CASE-ANSWER", path, f'There is no question "{question}".', "Mend the answers.")
            return
    step = replay(pack, case.answers)
    if isinstance(step, Asking):
        wrong = f' ("{step.rejected}" is no answer to it)' if step.rejected else ""
        yield found(
            pack, "CASE-OPEN", path, f'The case stops at the question "{step.question.id}"{wrong}.', "Add that answer."
        )
        return
    used = {each.question for each in step.path}
    for question in case.answers:
        if question not in used and question not in FACTS:
            yield found(pack, "CASE-UNUSED", path, f'The answer to "{question}" is never asked for.', "Delete it.")
    if step.outcome.id != case.outcome:
        yield found(
            pack,
            "CASE-OUTCOME",
            path,
            f'The case comes to "{step.outcome.id}", not to "{case.outcome}".',
            "Mend the graph or the case, and say which in the commit.",
        )
        return
    yield from _case_services(pack, case, step)


def _case_services(pack: Pack, case: Case, arrived: Arrived) -> Iterator[Problem]:
    told = recommend(pack, arrived, Role.VOLUNTEER, pack.settings.as_of)
    offered = [each.service.id for each in told.services]
    path = f"cases.{case.id}"
    if case.first_service and offered[:1] != [case.first_service]:
        first = offered[0] if offered else "nothing"
        yield found(
            pack,
            "CASE-FIRST",
            path,
            f'The first service is "{first}", not "{case.first_service}".',
            "Mend the order of the services or the case.",
        )
    for each in case.offers:
        if each not in offered:
            yield found(
                pack, "CASE-OFFERS", path, f'The case is not offered "{each}".', "Mend its doors, ages or area."
            )
    for each in case.never:
        if each in offered:
            yield found(pack, "CASE-NEVER", path, f'The case is offered "{each}".', "Mend its doors, ages or area.")


@rule
def cases_cover(subject: Subject) -> Iterator[Problem]:
    """Every outcome stands in at least one case, and every door is offered in one."""
    pack = subject.pack
    if not pack.cases:
        return
    seen = {case.outcome for case in pack.cases.values()}
    for outcome in pack.outcomes:
        if outcome not in seen:
            yield found(
                pack,
                "CASE-NONE",
                f"outcomes.{outcome}",
                f'No case comes to "{outcome}".',
                "Add one to cases.yaml.",
                Severity.WARNING,
            )
