"""What the pack's words must keep to: lengths for text messages, facts with a source, honest sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem, Severity
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.trust import OFFICIAL

LONGEST_SHORT = 40
STANDING_SOURCES = 2
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;'()/&+?!-]+")
_HALF = re.compile(r"(?:and|or|but|nor|so|then|which|who|where|when|not) [a-z]")
_DIAGNOSES = re.compile(
    r"\b(it sounds like|it is probably|you (?:probably )?have (?:got )?(?:a |an )?(?:depression|anxiety|psychosis))\b"
)


@rule
def facts_have_sources(subject: Subject) -> Iterator[Problem]:
    """Each contact, site and age limit is backed by a source of its service."""
    for service in subject.pack.services.values():
        backed = {part for source in service.sources.values() for part in source.backs}
        backed |= {part for check in service.checked for part in check.backs}
        parts = [f"contacts.{each}" for each in service.contacts] + [f"sites.{each}" for each in service.sites]
        if service.ages.limits:
            parts.append("ages")
        for part in parts:
            if part not in backed:
                yield found(
                    subject.pack,
                    "FACT-SOURCE",
                    f"services.{service.id}.{part}",
                    f'No source of "{service.id}" backs {part}.',
                    "Name it in the backs of the source that shows it, or delete it.",
                )
        if not service.sources:
            yield found(
                subject.pack,
                "FACT-SOURCE",
                f"services.{service.id}",
                f'"{service.id}" has no source.',
                "Add the page that shows it.",
            )


@rule
def short_names_fit(subject: Subject) -> Iterator[Problem]:
    """`short` and `discreet` fit into a text message: 40 plain characters at most."""
    for service in subject.pack.services.values():
        for key in ("short", "discreet"):
            words: str = getattr(service, key)
            if len(words) > LONGEST_SHORT or not _PLAIN.fullmatch(words):
                yield found(
                    subject.pack,
                    "TEXT-SHORT",
                    f"services.{service.id}.{key}",
                    f'"{words}" is not {LONGEST_SHORT} plain characters or fewer.',
                    "Shorten it.",
                )


@rule
def standing_numbers_have_two_sources(subject: Subject) -> Iterator[Problem]:
    """A number that never expires is shown by two official pages."""
    for standing in subject.pack.settings.standing.values():
        official = [each for each in standing.sources.values() if each.by in OFFICIAL and each.url]
        if len(official) < STANDING_SOURCES:
            yield found(
                subject.pack,
                "FACT-STANDING",
                f"settings.standing.{standing.id}",
                f"The standing number {standing.value} has {len(official)} official sources.",
                "Give two pages of the NHS, a council, the government or the provider.",
            )


@rule
def nothing_is_diagnosed(subject: Subject) -> Iterator[Problem]:
    """Nobody is told what they have: the helper is no clinician (rule 9)."""
    for path, words in _spoken(subject.pack):
        if match := _DIAGNOSES.search(words.lower()):
            yield found(
                subject.pack,
                "TEXT-DIAGNOSIS",
                path,
                f'"{match.group()}" tells someone what they have.',
                "Say what to do in its place.",
            )


def _spoken(pack: Pack) -> Iterator[tuple[str, str]]:
    for question in pack.questions.values():
        for part in ("ask", "why", "notice"):
            if words := getattr(question, part):
                yield f"questions.{question.id}.{part}", words
    for outcome in pack.outcomes.values():
        texts = [outcome.title, outcome.means, *outcome.say, *outcome.if_worse]
        texts += [step for steps in outcome.steps.values() for step in steps]
        texts += [*outcome.sheet, outcome.message or ""]
        for words in texts:
            yield f"outcomes.{outcome.id}", words


@rule
def sentences_are_whole(subject: Subject) -> Iterator[Problem]:
    """No list holds half a sentence: inside square brackets a comma begins a new item without a word."""
    for service in subject.pack.services.values():
        for key in ("conditions", "not_for", "notes", "access"):
            yield from _whole(subject.pack, f"services.{service.id}.{key}", getattr(service, key))
    for outcome in subject.pack.outcomes.values():
        lists = [("say", outcome.say), ("if_worse", outcome.if_worse), ("sheet", outcome.sheet)]
        lists += [(f"steps.{role}", steps) for role, steps in outcome.steps.items()]
        for key, items in lists:
            yield from _whole(subject.pack, f"outcomes.{outcome.id}.{key}", items)


def _whole(pack: Pack, path: str, items: Sequence[str]) -> Iterator[Problem]:
    for at, item in enumerate(items):
        if at and _HALF.match(item):
            yield found(
                pack,
                "TEXT-SPLIT",
                f"{path}.{at}",
                f'"{item}" looks like half a sentence, cut at a comma.',
                "Put the whole sentence in quotes.",
            )


@rule
def successors_are_open(subject: Subject) -> Iterator[Problem]:
    """What replaced a closed service is not closed itself, unless that names its own successor."""
    for service in subject.pack.services.values():
        if service.status.value == "closed" and service.serves:
            yield found(
                subject.pack,
                "FACT-CLOSED",
                f"services.{service.id}",
                f'"{service.id}" is closed and still serves a door.',
                "Empty its serves.",
            )
        if service.replaced_by and _goes_round(subject.pack, service):
            yield found(
                subject.pack,
                "FACT-REPLACED",
                f"services.{service.id}",
                f'The successors of "{service.id}" go round in a circle.',
                "Name the newest one.",
                Severity.ERROR,
            )


def _goes_round(pack: Pack, service: Service) -> bool:
    seen = {service.id}
    while service.replaced_by:
        if service.replaced_by in seen:
            return True
        seen.add(service.replaced_by)
        service = pack.services[service.replaced_by]
    return False
