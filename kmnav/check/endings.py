"""Rule 8: each ending about health still offers the GP; each one says what if it gets worse, and whom to tell of harm.

What a helper is really told is looked at, in each role. Rule 9 stands here too: waiting times decide nothing, and
nothing is asked that must not be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem
from kmnav.model import Outcome, Role, Urgency
from kmnav.pack import Pack
from kmnav.practice import with_people
from kmnav.recommend import Recommendation, recommend
from kmnav.record import replace
from kmnav.replay import Arrived

HAVING_A_SAY = "involvement"
ALL = "all"
_WAITING = re.compile(
    r"\b(?:wait(?:s|ing)? (?:times?|lists?)|(?:if|when|while|unless|only) .*\bwait(?:s|ing)?\b|backlog|no places left"
    r"|is full\b|(?:has|have) (?:room|space|places)|capacity)",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:(?:your|their|full|first|last) (?:\w+ )?name|surname|date of birth|birthday|nhs number"
    r"|(?:your|their) (?:\w+ )?(?:phone|number|address|email))\b",
    re.IGNORECASE,
)


def told(pack: Pack, outcome: Outcome, role: Role) -> Recommendation:
    """What a helper of a role is told at an ending, its services apart."""
    return recommend(pack, Arrived((), replace(outcome, offer=()), ()), role, pack.settings.as_of)


@rule
def every_ending_keeps_the_gp(subject: Subject) -> Iterator[Problem]:
    """Short of an emergency the GP is offered in each role, but for a complaint or having a say."""
    pack = subject.pack
    for outcome in pack.outcomes.values():
        if outcome.urgency is Urgency.EMERGENCY or outcome.level == HAVING_A_SAY:
            continue
        for role in Role:
            words = _for_role(pack.settings.gp_offer, role)
            if not words or with_people(words, pack.settings.people, None) not in told(pack, outcome, role).steps:
                yield found(
                    pack,
                    "END-GP",
                    f"outcomes.{outcome.id}" if words else "settings.gp_offer",
                    f'"{outcome.id}" does not offer the GP to {role.value}.',
                    "Delete gp_offer: no there and in its topic, and give the words for each role in pack.yaml.",
                )


@rule
def every_ending_says_what_if(subject: Subject) -> Iterator[Problem]:
    """Every ending says what to do if it gets worse, with a number that never expires, and the safeguarding line."""
    pack = subject.pack
    numbers = [each.value for each in pack.settings.standing.values()]
    for outcome in pack.outcomes.values():
        for role in Role:
            ending = told(pack, outcome, role)
            if not any(number in line for line in ending.if_worse for number in numbers):
                yield found(
                    pack,
                    "END-WORSE",
                    f"outcomes.{outcome.id}",
                    f'"{outcome.id}" names no standing number to {role.value} for if it gets worse.',
                    f"Name one in if_worse below urgencies.{outcome.urgency.word} in pack.yaml.",
                )
            if "safeguarding" not in ending.safeguarding.lower():
                yield found(
                    pack,
                    "END-SAFEGUARDING",
                    f"outcomes.{outcome.id}",
                    f'"{outcome.id}" does not say who hears of harm or neglect.',
                    "Name {safeguarding-lead} in safeguarding in pack.yaml.",
                )


@rule
def each_role_has_words(subject: Subject) -> Iterator[Problem]:
    """Steps, ways to a service and the GP's offer are worded for everyone, or for each role."""
    pack, settings = subject.pack, subject.pack.settings
    worded: dict[str, Mapping[str, object]] = {f"settings.ways.{way.id}": way.words for way in settings.ways.values()}
    worded.update({f"outcomes.{outcome.id}": outcome.steps for outcome in pack.outcomes.values()})
    if settings.gp_closed:
        worded["settings.gp_closed"] = settings.gp_closed
    for path, words in worded.items():
        for role in Role:
            if not _for_role(words, role):
                yield found(
                    pack,
                    "END-ROLE",
                    path,
                    f'"{path.rpartition(".")[2]}" has no words for {role.value}.',
                    f"Add {role.value}, or all.",
                )


def _for_role(words: Mapping[str, object], role: Role) -> str:
    return str(words.get(role.value) or words.get(ALL) or "")


@rule
def waiting_decides_nothing(subject: Subject) -> Iterator[Problem]:
    """Rule 9: no condition of a service, which has a say in the order, speaks of waiting times or room."""
    for service in subject.pack.services.values():
        for key in ("conditions", "not_for"):
            for at, words in enumerate(getattr(service, key)):
                if _WAITING.search(words):
                    yield found(
                        subject.pack,
                        "WAIT-DECIDES",
                        f"services.{service.id}.{key}.{at}",
                        f'"{words}" makes a waiting time or room a condition.',
                        "Move it to wait, where it is shown and decides nothing.",
                    )


@rule
def nothing_personal_is_asked(subject: Subject) -> Iterator[Problem]:
    """Rule 9: no question asks for what must not be kept: a name, a birthday, a number, an address."""
    for question in (*subject.pack.questions.values(), *subject.pack.facts.values()):
        labels = [option.label for option in question.options.values()]
        for words in (question.ask, question.notice or "", *labels):
            if match := _KEPT.search(words):
                yield found(
                    subject.pack,
                    "KEEP-PERSONAL",
                    f"questions.{question.id}" if question.options else f"facts.{question.id}",
                    f'The question "{question.id}" asks for "{match.group()}".',
                    "Ask only for what decides: no name, number, address or date of birth.",
                )
