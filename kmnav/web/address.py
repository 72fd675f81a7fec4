"""A walk in an address: the answers, who asks, and when it began. Nothing else is kept anywhere.

Safety answers hold only on the way from page to page: an address that was bookmarked, shared, typed or is old
is asked them again (design: safety questions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlencode

from kmnav.model import AGE, FACTS, Role
from kmnav.pack import Pack
from kmnav.record import dataclass, replace
from kmnav.replay import Answers
from kmnav.values import age_kept

ROLE, SINCE, CHANGE, ASKED = "role", "since", "change", "asked"
RESERVED = (ROLE, SINCE, CHANGE, ASKED)
FRESH_MINUTES = 60
OWN_PAGE = "same-origin"
_VALUE = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")
_EPOCH = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk as its address has it. `since` is in minutes; `wrong` names what was typed and cannot be read."""

    answers: Answers
    role: Role
    since: int
    change: str = ""
    asked: str = ""
    asked_again: bool = False
    wrong: str = ""

    def address(self, page: str = "/walk", **more: str) -> str:
        """The address of a page of this walk."""
        return f"{page}?{urlencode(dict(self.fields(**more)))}"

    def fields(self, **more: str) -> Iterator[tuple[str, str]]:
        """Names and values, as a form carries them on; what `more` leaves empty is left out."""
        known = {**self.answers, ROLE: self.role.value, SINCE: str(self.since), **more}
        yield from ((name, value) for name, value in known.items() if value)

    def with_answers(self, answers: Answers) -> Walk:
        """The same walk with other answers."""
        return replace(self, answers=answers, change="", asked="", wrong="")


def walk_from(
    pack: Pack, given: Mapping[str, str], now: datetime, fetched_from: str | None, *, by_program: bool = False
) -> Walk:
    """The walk that an address or a form holds.

    `fetched_from` is the browser's Sec-Fetch-Site, None where it sends none: `same-origin` is a step from one of
    our own pages. A program (`by_program`) gives the safety answers itself. What is no answer to a question of the
    pack is left out.
    """
    minute = minute_of(now)
    since = int(given[SINCE]) if re.fullmatch(r"[0-9]{1,9}", given.get(SINCE, "")) else -1
    answers = dict(_answers(pack, given))
    fresh = by_program or (0 <= minute - since <= FRESH_MINUTES and fetched_from in (None, OWN_PAGE))
    kept = answers if fresh else {name: each for name, each in answers.items() if not _is_safety(pack, name)}
    asked, change = given.get(ASKED, ""), given.get(CHANGE, "")
    return Walk(
        kept,
        _role(given.get(ROLE)),
        since if fresh and since >= 0 else minute,
        change if pack.question(change) else "",
        asked if pack.question(asked) else "",
        asked_again=len(kept) < len(answers),
        wrong=given.get(AGE, "").strip()[:20] if AGE not in answers else "",
    )


def _answers(pack: Pack, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, said in given.items():
        if name in RESERVED or pack.question(name) is None:
            continue
        value = _age(said) if name == AGE else said
        if _VALUE.fullmatch(value):
            yield name, value


def _age(said: str) -> str:
    text = said.strip().lower()[:20]
    try:
        return age_kept(text)
    except ValueError:
        return text if text == "not-sure" else ""


def _is_safety(pack: Pack, name: str) -> bool:
    question = pack.question(name)
    return question is not None and question.safety is not None


def _role(text: str | None) -> Role:
    return next((role for role in Role if role.value == text), Role.VOLUNTEER)


def minute_of(now: datetime) -> int:
    """A moment in whole minutes, as an address holds it."""
    return int((now - _EPOCH).total_seconds() // 60)


def facts_only(walk: Walk) -> Walk:
    """Another need of the same person: age and places are kept, all else is asked anew, danger first."""
    return walk.with_answers({name: value for name, value in walk.answers.items() if name in FACTS})
