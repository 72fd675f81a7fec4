"""From what a person typed to the ids of the entries that it means, or of those that are near.

Tiers, in order: exact; normalised (case, dots, spaces, hyphens, plural, "the"); alias (former and other
names, expansions, letters said aloud); closest. An acronym is never guessed at: a wrong letter in three is
often another real one, so up to three are offered. It imports little, as the front door asks here too.
"""

from __future__ import annotations

from enum import Enum

from kmnav.keys import Keys, Name, apart
from kmnav.ordinary import ORDINARY
from kmnav.record import dataclass
from kmnav.slips import may_be_a_slip, settled, singular
from kmnav.wording import SMALL, letters_said, tight, without_question, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kmnav.spelling import Score

OFFERED = 3
LONGEST_QUERY = 200
SCORE_WITHIN = 75.0
SHORTEST_WITHIN = 3
LEAST_OF_DOUBTFUL = 0.8
EVERYWHERE = frozenset({"nhs"})


class Match(Enum):
    """How a query met its records."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ALIAS = "alias"
    CLOSEST = "closest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Meant:
    """The entries that a query means, all as near to it, from 0 to 100; `near` are offered where it means none."""

    match: Match
    entries: tuple[str, ...] = ()
    score: float = 100.0
    near: tuple[str, ...] = ()


NOTHING = Meant(Match.NONE)


def meant(keys: Keys, query: str) -> Meant:
    """The entries that a query means, or up to three that it may have been meant for. Spaces are single."""
    found = words(query[:LONGEST_QUERY])
    if not found:
        return NOTHING
    if keys.is_written(query):
        return Meant(Match.EXACT, keys.in_order(keys.spelt(tight(found))))
    asked = without_question(found)
    for form in dict.fromkeys((found, asked)):
        if form and (met := called(keys, form)):
            match, names = met
            return Meant(match, keys.in_order(names))
    told = _nearest(keys, query, asked) if asked else NOTHING
    return told if told.entries or told.near or asked == found else _nearest(keys, query, found)


def called(keys: Keys, form: tuple[str, ...]) -> tuple[Match, Mapping[str, Name]] | None:
    """The best tier in which these very words are a key, with the entries behind it; None where they are none."""
    met = [names for names in _names(keys, form) if names]
    for names in met:
        if Name.OWN in names.values():
            return Match.NORMALISED, {**met[0], **names}
    if met:
        return Match.ALIAS, met[0]
    said = letters_said(form)
    names = keys.spelt(said) if said else {}
    return (Match.ALIAS, names) if names else _acronym_with_its_words(keys, form)


def _names(keys: Keys, form: tuple[str, ...]) -> Iterator[Mapping[str, Name]]:
    """What the words stand for as they are, then without the plural of an acronym, then of every word."""
    yield keys.spelt(tight(form))
    if form[-1].endswith("s") and form[-1] not in ORDINARY:
        single = tight((*form[:-1], form[-1][:-1]))
        if single not in ORDINARY and keys.is_acronym(single):
            yield keys.spelt(single)
    yield keys.in_singular(tight(tuple(singular(each) for each in form)))


def _acronym_with_its_words(keys: Keys, form: tuple[str, ...]) -> tuple[Match, Mapping[str, Name]] | None:
    """`CMHT team`, `EHCP plan`: an acronym among words that belong to its own long form."""
    acronyms = [each for each in form if each not in ORDINARY and keys.is_acronym(each)]
    if len(form) < 2 or len(acronyms) != 1:
        return None
    rest = {singular(each) for each in form if each not in SMALL and each != acronyms[0]}
    fits = {each: name for each, name in keys.spelt(acronyms[0]).items() if rest <= keys.entry(each).words}
    return (Match.ALIAS, fits) if fits and rest else None


def _nearest(keys: Keys, query: str, form: tuple[str, ...]) -> Meant:
    if slip := _slip(keys, form):
        return Meant(Match.CLOSEST, slip, round(100 * (1 - 1 / len(tight(form))), 1))
    from kmnav.spelling import nearest

    near = nearest(keys, form)
    spans, rest = _within(keys, query, form)
    within = [_stands(keys, query, span) for span in spans]
    if near.answer is not None and not _is_doubtful(near.answer, within):
        return Meant(Match.CLOSEST, keys.in_order(near.answer.key.names), round(near.answer.total, 1))
    if len(within) == 1 and (_is_telling(keys, query, spans[0]) or _are_known(keys, rest)):
        return Meant(Match.CLOSEST, keys.in_order(within[0]), SCORE_WITHIN)
    names = [near.answer.key.names] if near.answer else []
    offered = (*near.offered, *(keys.in_order(each)[0] for each in (*names, *within)))
    return Meant(Match.NONE, near=apart(keys, offered)[:OFFERED])


def _slip(keys: Keys, form: tuple[str, ...]) -> tuple[str, ...] | None:
    """The entries that one slip plainly means: the rule by which the front door answers too (kmnav.at_once)."""
    if not may_be_a_slip(form, ORDINARY):
        return None
    return settled(form, keys.slip_targets(tight(form)), ORDINARY)


def _is_doubtful(score: Score, within: list[Mapping[str, Name]]) -> bool:
    """Whether a key was met in part only, while other terms stand in the query as they are."""
    others = [names for names in within if score.key.names.keys().isdisjoint(names)]
    return score.of_key < LEAST_OF_DOUBTFUL and bool(others)


def _within(keys: Keys, query: str, form: tuple[str, ...]) -> tuple[list[tuple[str, ...]], set[str]]:
    """Whole terms that stand among other words (`camhs waiting list`), and the words that are left over."""
    found: list[tuple[str, ...]] = []
    rest: set[str] = set()
    at = 0
    while at < len(form):
        end = next((end for end in range(len(form), at, -1) if _stands(keys, query, form[at:end])), None)
        if end is None:
            rest.update(() if form[at].isdigit() else (form[at],))
        else:
            found.append(form[at:end])
        at = end or at + 1
    return found, rest


def _is_telling(keys: Keys, query: str, span: tuple[str, ...]) -> bool:
    """Whether a term is plainly meant whatever words stand around it: several words, or a clear acronym."""
    if len(span) > 1:
        return True
    single = span[0] if keys.is_acronym(span[0]) else span[0].removesuffix("s")
    if single in ORDINARY or not keys.is_acronym(single):
        return False
    return len(single) > SHORTEST_WITHIN or single.upper() in query


def _are_known(keys: Keys, found: set[str]) -> bool:
    return all(word in ORDINARY or word in SMALL or keys.is_word(word) for word in found)


def _stands(keys: Keys, query: str, span: tuple[str, ...]) -> Mapping[str, Name]:
    """What some words of a query stand for: several words, an acronym, or one that is no ordinary word."""
    names = next((names for names in _names(keys, span) if names), {})
    word = span[0]
    if len(span) > 1 or not names:
        return names
    if any(keys.is_acronym(each) for each in (word, word.removesuffix("s")) if each not in EVERYWHERE):
        plain = word in ORDINARY and word.upper() not in query
        return {} if plain or len(word) < SHORTEST_WITHIN else names
    return names if word not in ORDINARY and Name.OWN in names.values() and word not in EVERYWHERE else {}
