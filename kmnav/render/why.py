"""Why this ending: the answers with their reasons, what would make it more urgent, and what is not offered.

On a screen only what is more urgent is told, so that nobody learns how to talk their way in; a program gets every
change, for those who review the pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kmnav.explain import Change, Explained, explain
from kmnav.find_service import older_contacts
from kmnav.model import FACTS, Urgency
from kmnav.pack import Pack
from kmnav.recommend import NotOffered, Recommendation
from kmnav.render.blocks import Block, Bullets, Heading, Line, Screen, Space
from kmnav.render.ending import title_again
from kmnav.render.service import older_words
from kmnav.render.words import sentence
from kmnav.why_not import WhyNot

NOT_OFFERED_SHOWN = 5
WHY_NOT_SHOWN = 5


def why_this_screen(pack: Pack, told: Recommendation) -> Screen:
    """What `w` shows at an ending."""
    explained = explain(pack, told)
    return (*_why(pack, told, explained), *_more_urgent(pack, told, explained), *_not_here(explained))


def _why(pack: Pack, told: Recommendation, explained: Explained) -> Iterator[Block]:
    yield Heading("Why this")
    for each in explained.why:
        yield Line(f"{_ask(pack, each.question)} {each.label}")
        yield Line(each.because, 1, faint=True)
    yield Line(f"So: {told.outcome.title}. {told.outcome.because}")


def _more_urgent(pack: Pack, told: Recommendation, explained: Explained) -> Iterator[Block]:
    yield Heading("What would make it more urgent")
    if told.outcome.urgency is Urgency.EMERGENCY:
        yield Line("Nothing. This is the most urgent ending.")
        return
    for question in dict.fromkeys(each.question for each in explained.more_urgent):
        yield Line(_ask(pack, question))
        yield Bullets(tuple(_leads_to(each) for each in explained.more_urgent if each.question == question), 1)
    yield Line("Is one of these true, or has it changed? c changes that answer, e is the 999 screen.")
    yield Line("This is not every sign. If you are frightened for them, call 999.", strong=True)


def _leads_to(change: Change) -> str:
    urgency = change.outcome.urgency.word.upper()
    if change.then_asks is None:
        return f"{sentence(change.label)} ({urgency}: {change.outcome.title})"
    return f"{sentence(change.label)} ({urgency} at the least, after one more question)"


def _not_here(explained: Explained) -> Iterator[Block]:
    if explained.not_offered:
        yield Heading("They may have heard of these. Not here, because:")
        yield Bullets(tuple(map(_not_offered, explained.not_offered[:NOT_OFFERED_SHOWN])))
    yield Line("Of any other service: w and its name.", faint=True)


def _not_offered(each: NotOffered) -> str:
    return f"{each.service.name}: {' '.join(each.because)}"


def _ask(pack: Pack, question: str) -> str:
    known = pack.facts[question] if question in FACTS else pack.questions[question]
    return known.ask


def why_not_screen(told: Recommendation, query: str, answers: Sequence[WhyNot]) -> Screen:
    """Whether each service that was named is offered at this ending, below the ending's own title."""
    return (*title_again(told), *why_not_lines(told, query, answers))


def why_not_lines(told: Recommendation, query: str, answers: Sequence[WhyNot]) -> Iterator[Block]:
    """The answer about each service that was named."""
    yield Space()
    for each in answers[:WHY_NOT_SHOWN]:
        yield from (Line(older_words(old)) for old in older_contacts(each.service, query))
        yield Line(each.service.name, strong=True)
        if each.offered is not None:
            yield Line(f"It is offered here, number {each.offered.rank} of {len(told.services)}.", 1)
            yield from (Line(f"Check: {sentence(check)}", 1) for check in each.offered.fit.check)
        yield from (Line(because, 1) for because in each.because)
    if len(answers) > WHY_NOT_SHOWN:
        names = "; ".join(each.service.name for each in answers[WHY_NOT_SHOWN:])
        yield Line(f"That name also fits: {names}. Give more of the name.")
    yield Line("One in full: kmnav service NAME", faint=True)


def why_keys(pack: Pack, told: Recommendation) -> dict[str, Any]:
    """The keys of an ending that say why, as a program reads them. Every change is there, less urgent ones too."""
    explained = explain(pack, told)
    return {
        "not_offered": [
            {"id": each.service.id, "because": " ".join(each.because), "name": each.service.name}
            for each in explained.not_offered
        ],
        "why": [
            {"question": each.question, "answer": each.value, "because": each.because, "label": each.label}
            for each in explained.why
        ],
        "would_change": [
            {
                "question": each.question,
                "answer": each.value,
                "outcome": each.outcome.id,
                "urgency": each.outcome.urgency.word,
                "more_urgent": each.more_urgent,
                "label": each.label,
                "then_asks": each.then_asks,
                "up_to": each.up_to.word,
            }
            for each in explained.would_change
        ],
    }


def why_not_keys(answers: Sequence[WhyNot]) -> list[dict[str, Any]]:
    """What was asked with `--why-not`, as a program reads it."""
    return [
        {
            "id": each.service.id,
            "name": each.service.name,
            "offered": each.offered is not None,
            "rank": each.offered.rank if each.offered else None,
            "because": " ".join(each.because),
        }
        for each in answers
    ]
