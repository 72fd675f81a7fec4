"""What came before a term and what came after it, from `became` alone; chains are never typed twice.

Pure. A chain that goes round is an error of the pack (`kmnav check`), and still ends here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from kmnav.record import dataclass
from kmnav.terms import Glossary, Term, TermStatus
from kmnav.values import PageDate


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbour in a chain, and when the work passed over, where a source says so."""

    term: Term
    on: PageDate | None = None


def successors(glossary: Glossary, term: Term) -> tuple[Step, ...]:
    """What a term became, in the order of time; what has no date comes last."""
    steps = (Step(glossary.terms[each.id], each.on) for each in term.became if each.id in glossary.terms)
    return tuple(sorted(steps, key=lambda step: (step.on is None, step.on.day if step.on else date.min)))


def predecessors(glossary: Glossary, term: Term) -> tuple[Step, ...]:
    """What became this term."""
    return _before(glossary).get(term.id, ())


def ends(glossary: Glossary, term: Term) -> tuple[Term, ...]:
    """What does the work of a term today. Where the region has its own of a kind, that one stands for the kind."""
    after = _reached(term, lambda each: successors(glossary, each))
    last = [each for each in after if not each.became and each.status is not TermStatus.HISTORICAL]
    stood_for = {each.kind_of for each in last}
    return tuple(each for each in last if each.id not in stood_for)


def chain(glossary: Glossary, term: Term) -> tuple[Term, ...]:
    """A term with all before it and all after it, each before what it became; one alone is no chain."""
    before = _reached(term, lambda each: predecessors(glossary, each))
    after = _reached(term, lambda each: successors(glossary, each))
    return tuple(_in_order(glossary, {each.id: each for each in (*before, term, *after)}))


def closing_day(term: Term) -> PageDate | None:
    """The day on which a term no longer held. `until` is its last day, unless a successor began on that very day."""
    until = term.until
    if until is None or until.text.count("-") < 2:
        return until
    if any(each.on and each.on.text == until.text for each in term.became):
        return until
    return PageDate.parse((until.day + timedelta(days=1)).isoformat())


@lru_cache(maxsize=4)
def _before(glossary: Glossary) -> Mapping[str, tuple[Step, ...]]:
    before: dict[str, tuple[Step, ...]] = {}
    for term in glossary.terms.values():
        for step in successors(glossary, term):
            before[step.term.id] = (*before.get(step.term.id, ()), Step(term, step.on))
    return before


def _reached(start: Term, neighbours: Callable[[Term], Iterable[Step]]) -> list[Term]:
    found: dict[str, Term] = {}
    waiting = [start]
    while waiting:
        for step in neighbours(waiting.pop(0)):
            if step.term.id not in found and step.term.id != start.id:
                found[step.term.id] = step.term
                waiting.append(step.term)
    return list(found.values())


def _in_order(glossary: Glossary, left: dict[str, Term]) -> Iterator[Term]:
    while left:
        free = [each for each in left.values() if not any(s.term.id in left for s in predecessors(glossary, each))]
        term = min(free or left.values(), key=_first_day)
        del left[term.id]
        yield term


def _first_day(term: Term) -> tuple[date, str]:
    known = term.from_ or term.until
    return (known.day if known else date.max, term.id)
