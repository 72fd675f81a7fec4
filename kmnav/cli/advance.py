"""What a walk is given in advance: answers, an age and places, from the command line and its variables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kmnav.cli.desk import Exit, fail
from kmnav.cli.streams import tell
from kmnav.model import AGE, FACTS, HOME, NOT_SURE, PRACTICE
from kmnav.record import dataclass, field
from kmnav.values import age_kept

if TYPE_CHECKING:
    from kmnav.pack import Pack

FLAGS = {AGE: "--age", HOME: "--home", PRACTICE: "--gp-area"}
NOT_KNOWN = ("n", "not known", "unknown", NOT_SURE)


@dataclass(frozen=True, slots=True)
class Advance:
    """`answers` to begin with; those in `given` stay when a walk goes back; `by_variable` names their variables."""

    answers: dict[str, str]
    given: dict[str, str]
    by_variable: Mapping[str, str] = field(default_factory=dict)


def in_advance(
    pack: Pack, token: str | None, answers: Iterable[str], flags: Mapping[str, str | None], own_place: str | None = None
) -> Advance:
    """Put together what the token, `--answer` and the flags say: the later wins.

    A variable fills a gap only, and after it the practice's own file (`own_place`).
    """
    from kmnav.replay import from_token

    known = from_token(token) if token else {}
    for each in answers:
        question, equals, value = each.partition("=")
        if not equals or not question.strip():
            fail(f'"{each}" is not an answer.', "Write it as --answer QUESTION=VALUE.", Exit.USAGE)
        known.update(_answer(pack, question.strip().lower(), value))
    given = {fact: fact_value(pack, fact, text, FLAGS[fact]) for fact, text in flags.items() if text is not None}
    known.update(given)
    by_variable: dict[str, str] = {}
    area = os.environ.get("KMNAV_AREA")
    if area and PRACTICE not in known:
        given[PRACTICE] = known[PRACTICE] = fact_value(pack, PRACTICE, area, "KMNAV_AREA")
        by_variable[PRACTICE] = "KMNAV_AREA"
    elif own_place and PRACTICE not in known:
        given[PRACTICE] = known[PRACTICE] = own_place
        by_variable[PRACTICE] = "your practice file"
    _leave_out_unknown(pack, known)
    return Advance(known, given, by_variable)


def _answer(pack: Pack, question: str, value: str) -> dict[str, str]:
    from kmnav.replay import from_token

    if question in FACTS:
        return {question: fact_value(pack, question, value, f"--answer {question}")}
    return from_token(f"{question}={value}")


def fact_value(pack: Pack, fact: str, text: str, option: str) -> str:
    """An age or a place as the token keeps it; ends with a usage error that names the option otherwise."""
    if text.strip().lower() in NOT_KNOWN:
        return NOT_SURE
    return age_of(text, option) if fact == AGE else one_place(pack, text, option, fact)


def age_of(text: str, option: str) -> str:
    """An age as the token keeps it."""
    try:
        return age_kept(text)
    except ValueError as error:
        fail(f'{option}: "{text}" is not an age.', str(error), Exit.USAGE)


def one_place(pack: Pack, text: str, option: str, fact: str) -> str:
    """The one council that a place is in, or `outside`. For `--gp-area` a GP practice is a place too."""
    from kmnav.errors import UnknownAnswer
    from kmnav.places import resolve_place, resolve_practice_place, unsure_because

    resolve = resolve_practice_place if fact == PRACTICE else resolve_place
    try:
        councils = resolve(pack.region, text)
    except UnknownAnswer as error:
        fail(f"{option}: {error.happened}", error.do, Exit.USAGE)
    if len(councils) == 1:
        return councils[0]
    named = " or ".join(councils)
    if because := unsure_because(pack.region, text):
        tell(because)
    space = " " if option in FLAGS.values() else "="
    fail(f'{option}: "{text}" may be in {named}.', f"Say which, for example {option}{space}{councils[0]}", Exit.USAGE)


def _leave_out_unknown(pack: Pack, answers: dict[str, str]) -> None:
    from difflib import get_close_matches

    for question in list(answers):
        if pack.question(question) is None:
            near = get_close_matches(question, [*pack.questions, *pack.facts], 1, 0.75)
            hint = f"Did you mean {near[0]}?" if near else "It may come from an older pack. It is left out."
            tell(f'There is no question "{question}" now. {hint}')
            del answers[question]
