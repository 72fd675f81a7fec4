"""An ending as a note to paste into a GP practice's record: what was read out, reported and advised.

It says what the caller reported, never what is so. It names nobody, and no place smaller than a council.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from kmnav import __version__
from kmnav.model import FACTS, HOME, NONE, NOT_SURE, PRACTICE, Question
from kmnav.pack import Pack
from kmnav.recommend import Offered, Recommendation
from kmnav.replay import Answered

NAMED = 3
FROM_THE_SCREEN = "Made from what the screen said to read out and advise. Take out what was not said."
FACT = {PRACTICE: "GP practice in", HOME: "Home in"}


def note(pack: Pack, needs: Sequence[Recommendation], on: date) -> str:
    """The note of one ending or of several in one call, made at `on`; plain lines, with a newline at the end."""
    settings = pack.settings
    lines = ["Care navigation note. Not a clinical assessment.", f"Time: {_time(on)}", FROM_THE_SCREEN]
    for at, told in enumerate(needs, 1):
        lines += ["", f"Need {at}" if len(needs) > 1 else "", *_need(pack, told)]
    lines += ["", f"Pack {settings.id} {settings.version}, region {pack.region.id}, kmnav {__version__}."]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _time(on: date) -> str:
    day = f"{on.day} {on:%B} {on.year}"
    return f"{day}, {on:%H:%M}" if isinstance(on, datetime) else day


def _need(pack: Pack, told: Recommendation) -> Iterator[str]:
    asked = [(each, pack.question(each.question)) for each in told.arrived.path]
    yield "Read out, and what the caller reported:"
    for answer, question in asked:
        if question is not None and not _could_not(answer, question):
            yield from _reported(answer, question)
    missing = [question for answer, question in asked if question is not None and _could_not(answer, question)]
    if missing:
        yield "Could not be asked, or the caller was not sure:"
        yield from (f"- {_asked(question)}" for question in missing)
    outcome = told.outcome
    yield f"Advised ({outcome.urgency.word}): {outcome.title}"
    yield from (f"- {each}" for each in told.steps)
    if told.services:
        yield "Services named:"
        yield from (f"- {_service(each)}" for each in told.services[:NAMED])
    yield "Safety-net:"
    yield from (f"- {each}" for each in (*told.stay, *told.if_worse, told.safeguarding))


def _could_not(answer: Answered, question: Question) -> bool:
    return answer.value == NOT_SURE and (question.id in FACTS or question.safety is not None)


def _reported(answer: Answered, question: Question) -> Iterator[str]:
    if question.id in FACTS:
        yield f"- {FACT.get(question.id, question.id.capitalize())}: {answer.label}"
    elif question.safety is not None and answer.value == NONE and _signs(question):
        yield f"- {_asked(question)} The caller reported none of the signs read out: {_signs(question)}."
    elif question.safety is not None:
        yield f"- {_asked(question)} The caller reported: {answer.label}."
    else:
        yield f"- {question.ask} {answer.label}."


def _asked(question: Question) -> str:
    return question.ask if question.ask.endswith(("?", ".")) else f"{question.ask}."


def _signs(question: Question) -> str:
    """The signs behind the answers; empty where there is a plain yes alone, for which the question itself stands."""
    signs = [option.label for option in question.options.values() if option.is_yes]
    return "; ".join(signs) if len(signs) > 1 else ""


def _service(offered: Offered) -> str:
    first = next((each.contact for each in offered.reach if each.contact.kind != "address"), None)
    return f"{offered.service.name}, {first.value}" if first else offered.service.name
