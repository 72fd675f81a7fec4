"""Look-ups in the glossary: from what a person typed to the records it means, or to what is near.

Tiers, in order: exact; normalised (case, dots, spaces, hyphens, plural, "the"); alias (former and other
names, expansions, letters said aloud); closest. An acronym is never guessed at: a wrong letter in three is
often another real one, so up to three are offered. Pure: no file, no clock, no output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from kmnav.keys import Keys, Name, keys_of
from kmnav.ordinary import ORDINARY
from kmnav.record import dataclass
from kmnav.slips import may_be_a_slip, settled, singular
from kmnav.terms import Glossary, Term
from kmnav.wording import SMALL, letters_said, tight, without_question, words

if TYPE_CHECKING:
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
class Found:
    """A record with how near it is, from 0 to 100."""

    term: Term
    score: float = 100.0


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a query found. `suggestions` are offered, never answered, and only where nothing was found."""

    query: str
    match: Match
    results: tuple[Found, ...] = ()
    suggestions: tuple[Term, ...] = ()


def look_up(glossary: Glossary, query: str) -> LookUp:
    """The records that `query` means, or up to three that it may have been meant for."""
    query = " ".join(query.split())
    keys = keys_of(glossary)
    found = words(query[:LONGEST_QUERY])
    if not found:
        return LookUp(query, Match.NONE)
    if query in keys.as_written:
        return _answer(query, Match.EXACT, keys, keys.by_letters[tight(found)])
    asked = without_question(found)
    for form in dict.fromkeys((found, asked)):
        if form and (met := called(keys, form)):
            match, names = met
            return _answer(query, match, keys, names)
    near = _nearest(keys, query, asked) if asked else LookUp(query, Match.NONE)
    return near if near.results or near.suggestions or asked == found else _nearest(keys, query, found)


def _answer(query: str, match: Match, keys: Keys, names: Mapping[str, Name], score: float = 100.0) -> LookUp:
    return LookUp(query, match, tuple(Found(term, score) for term in keys.in_order(names)))


def called(keys: Keys, form: tuple[str, ...]) -> tuple[Match, Mapping[str, Name]] | None:
    """The best tier in which these very words are a key, with the entries behind it; None where they are none."""
    met = [names for names in _names(keys, form) if names]
    for names in met:
        if Name.OWN in names.values():
            return Match.NORMALISED, {**met[0], **names}
    if met:
        return Match.ALIAS, met[0]
    said = letters_said(form)
    if said and said in keys.by_letters:
        return Match.ALIAS, keys.by_letters[said]
    return _acronym_with_its_words(keys, form)


def _names(keys: Keys, form: tuple[str, ...]) -> Iterator[Mapping[str, Name]]:
    """What the words stand for as they are, then without the plural of an acronym, then of every word."""
    yield keys.by_letters.get(tight(form), {})
    if form[-1].endswith("s") and form[-1] not in ORDINARY:
        single = tight((*form[:-1], form[-1][:-1]))
        if single in keys.acronyms and single not in ORDINARY:
            yield keys.by_letters[single]
    yield keys.by_singular.get(tight(tuple(singular(each) for each in form)), {})


def _acronym_with_its_words(keys: Keys, form: tuple[str, ...]) -> tuple[Match, Mapping[str, Name]] | None:
    """`CMHT team`, `EHCP plan`: an acronym among words that belong to its own long form."""
    acronyms = [each for each in form if each in keys.acronyms and each not in ORDINARY]
    if len(form) < 2 or len(acronyms) != 1:
        return None
    names = keys.by_letters[acronyms[0]]
    rest = {singular(each) for each in form if each not in SMALL and each != acronyms[0]}
    fits = {each: name for each, name in names.items() if rest <= _own_words(keys.glossary.terms[each])}
    return (Match.ALIAS, fits) if fits and rest else None


def _own_words(term: Term) -> set[str]:
    return {singular(each) for text in (term.term, *term.aliases) for each in words(text)}


def _nearest(keys: Keys, query: str, form: tuple[str, ...]) -> LookUp:
    if slip := _slip(keys, form):
        score = round(100 * (1 - 1 / len(tight(form))), 1)
        return LookUp(query, Match.CLOSEST, tuple(Found(keys.glossary.terms[each], score) for each in slip))
    from kmnav.spelling import nearest
    from kmnav.vocabulary import known_words

    near = nearest(keys, form)
    spans, rest = _within(keys, query, form)
    within = [_stands(keys, query, span) for span in spans]
    if near.answer is not None and not _is_doubtful(near.answer, within):
        return _answer(query, Match.CLOSEST, keys, near.answer.key.names, round(near.answer.total, 1))
    if len(within) == 1 and (_is_telling(keys, query, spans[0]) or rest <= ORDINARY | SMALL | known_words(keys)):
        return _answer(query, Match.CLOSEST, keys, within[0], SCORE_WITHIN)
    names = [near.answer.key.names] if near.answer else []
    terms = (*near.offered, *(keys.in_order(each)[0] for each in (*names, *within)))
    return LookUp(query, Match.NONE, (), tuple({term.label: term for term in terms}.values())[:OFFERED])


def _slip(keys: Keys, form: tuple[str, ...]) -> tuple[str, ...] | None:
    """The entries that one slip plainly means: the rule by which the front door answers too (kmnav.at_once)."""
    if not may_be_a_slip(form, ORDINARY):
        return None
    return settled(form, ((letters, *key) for letters, key in keys.slip_targets.items()), ORDINARY)


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
    single = span[0] if span[0] in keys.acronyms else span[0].removesuffix("s")
    if single not in keys.acronyms or single in ORDINARY:
        return False
    return len(single) > SHORTEST_WITHIN or single.upper() in query


def _stands(keys: Keys, query: str, span: tuple[str, ...]) -> Mapping[str, Name]:
    """What some words of a query stand for: several words, an acronym, or one that is no ordinary word."""
    names = next((names for names in _names(keys, span) if names), {})
    word = span[0]
    if len(span) > 1 or not names:
        return names
    if not {word, word.removesuffix("s")}.isdisjoint(keys.acronyms - EVERYWHERE):
        plain = word in ORDINARY and word.upper() not in query
        return {} if plain or len(word) < SHORTEST_WITHIN else names
    return names if word not in ORDINARY and Name.OWN in names.values() and word not in EVERYWHERE else {}
