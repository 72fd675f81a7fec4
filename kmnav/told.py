"""What an ending says to a role: its steps, what to say, what if, with the people of a practice named.

Pure. What rule 8 asks of every ending (the GP, what if it gets worse, safeguarding) is added here from
pack.yaml, not typed sixty times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from kmnav.model import Outcome, Role, Urgency
from kmnav.pack import Pack
from kmnav.practice import Practice, with_people
from kmnav.record import dataclass

Told = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """What an ending says to a role, with the people of a practice named."""

    steps: tuple[str, ...]
    stay: tuple[str, ...]
    if_worse: tuple[str, ...]
    safeguarding: str


def words_for(pack: Pack, outcome: Outcome, role: Role, practice: Practice | None, on: date) -> Words:
    """What an ending says to a role on the day or at the moment `on`, where a practice may be closed."""
    if practice is None and pack.outcomes.get(outcome.id) is outcome:
        return _words_for_all(pack, outcome.id, role)
    return _words(pack, outcome, role, practice, on)


@lru_cache(maxsize=1024)
def _words_for_all(pack: Pack, outcome_id: str, role: Role) -> Words:
    """The words where no practice is known: they never change, so they are put together once."""
    return _words(pack, pack.outcomes[outcome_id], role, None, date.min)


def _words(pack: Pack, outcome: Outcome, role: Role, practice: Practice | None, on: date) -> Words:
    words = pack.urgency_words(outcome.urgency)

    def told(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(with_people(text, pack.settings.people, practice) for text in texts)

    return Words(
        steps=told((*for_role(outcome.steps, role), *_gp_offer(pack, outcome, role, _closed(pack, practice, on)))),
        stay=told(staying(pack, outcome, role)),
        if_worse=told((*outcome.if_worse, *words.if_worse)),
        safeguarding=told([words.safeguarding or pack.settings.safeguarding])[0],
    )


def for_role(told: Told, role: Role) -> tuple[str, ...]:
    """What is told to everybody, then what is told to this role."""
    return (*told.get(role.value, ()), *told.get("all", ()))


def staying(pack: Pack, outcome: Outcome, role: Role) -> tuple[str, ...]:
    """Rule 7's parts for an outcome in the pack's order: who calls, stay with them, who else to tell …"""
    return tuple(words for part in pack.settings.stay_required if (words := stay_part(pack, outcome, part, role)))


def stay_part(pack: Pack, outcome: Outcome, part: str, role: Role) -> str | None:
    """One part of staying: the outcome's own words, else those of its urgency for the role or for all."""
    if part in outcome.stay:
        return outcome.stay[part]
    told = pack.urgency_words(outcome.urgency).stay.get(part, {})
    return told.get(role.value) or told.get("all")


def offers_gp(pack: Pack, outcome: Outcome) -> bool:
    """Whether the GP stays on offer at this ending."""
    return outcome.gp_offer and pack.settings.topics[outcome.about].gp_offer and outcome.urgency < Urgency.EMERGENCY


def _gp_offer(pack: Pack, outcome: Outcome, role: Role, closed: bool) -> tuple[str, ...]:
    told = pack.settings.gp_closed if closed and pack.settings.gp_closed else pack.settings.gp_offer
    words = told.get(role.value) or told.get("all")
    return (words,) if words and offers_gp(pack, outcome) else ()


def _closed(pack: Pack, practice: Practice | None, on: date) -> bool:
    """Whether the practice is known to be closed at this moment; a day alone does not say."""
    if practice is None or not isinstance(on, datetime):
        return False
    state = practice.opening(on, pack.holidays)
    return state is not None and not state.now
