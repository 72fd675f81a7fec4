"""Whether words name a danger. Recall before precision: a banner too many costs a question, one too few a life.

Two readings. The phrases of each red flag are looked for as patterns: what stands there is told, or asked about. And
all words are weighed for or against a danger (`likeness`), since callers find other words than any list. A negation, a
past of years or as many other words that speak against it turn a banner into a question to ask, never into nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kmnav.likeness import Likeness, Query, likeness_of
from kmnav.model import Flag, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.said import all_near, root, spoken
from kmnav.signs import Phrase, Sign, Signs, signs_of

ANY_FLAG, FIRST_YEAR = "any", "1900"
GAP, SPARE, FAR_BACK = 3, 3, 7
# Odds of danger in natural logarithms, chosen on queries that no saying was written from (docs/find.md).
LIKELY, MAYBE, AGAINST, EMERGENCY = 0.7, -0.7, -0.3, 0.0
EMERGENCY_FIRST, TELLING, TELLS = 0.1, 3, 0.5
_CLAUSES = re.compile(r"[.;:!?,\n]+|\bbut\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Danger:
    """What the words name: flags to act on, the most urgent first, and flags to ask about."""

    now: tuple[Flag, ...]
    ask: tuple[Flag, ...]

    @property
    def is_emergency(self) -> bool:
        """Whether the words name a danger that needs 999 now."""
        return any(each.urgency is Urgency.EMERGENCY for each in self.now)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    kinds: frozenset[str]
    clause: int
    small: bool


def scan(pack: Pack, text: str) -> Danger:
    """The red flags in a caller's words. Pure: nothing of the words is kept."""
    signs, likeness = signs_of(pack), likeness_of(pack)
    said, query = _read(signs, text), likeness.read(text)
    odds = likeness.odds_of_danger(query)
    now: dict[str, float] = {}
    ask: dict[str, float] = {}
    for sign, places in _matches(signs, said):
        doubted = _is_doubted(signs, said, places, sign.flag) or _is_outweighed(signs, likeness, said, places)
        kept = ask if doubted else now
        kept[sign.flag] = max(len(places), kept.get(sign.flag, 0))
    if query.weights and odds > MAYBE:
        flag, places = _likest(pack, likeness, query), _telling(signs, likeness, said)
        urgent = pack.flags[flag].urgency is Urgency.EMERGENCY and likeness.odds_of_emergency(query) < EMERGENCY
        doubted = odds < LIKELY or urgent or not places or _is_doubted(signs, said, places, flag)
        (ask if doubted else now).setdefault(flag, 0)
    return Danger(_in_order(pack, now), _in_order(pack, {flag: size for flag, size in ask.items() if flag not in now}))


def _is_outweighed(signs: Signs, likeness: Likeness, said: list[_Word], places: list[int]) -> bool:
    """Whether, in its part of the sentence, other words that say something are as many as a sign's own and all of
    them together speak against a danger: `the printer is having a fit`. A sign that stands alone never is.
    """
    first, last = min(places), max(places)
    parts = [at for at, each in enumerate(said) if each.text == "and" or each.clause != said[max(at - 1, 0)].clause]
    begin = max((at for at in parts if at <= first), default=0)
    end = min((at for at in parts if at > last), default=len(said))
    telling = {
        at for at in range(begin, end) if said[at].text.isalpha() and root(said[at].text) not in signs.lists.around
    }
    if len(telling - set(places)) < len(places):
        return False
    query = likeness.weigh(tuple(each.text for each in said[begin:end]))
    return likeness.odds_of_danger(query, but=signs.lists.around) < AGAINST


def _likest(pack: Pack, likeness: Likeness, query: Query) -> str:
    """The red flag that the words are likest. Where two are near, an emergency goes before what is urgent."""
    scores = likeness.likeness_to_flags(query)
    first = {each: EMERGENCY_FIRST for each in scores if pack.flags[each].urgency is Urgency.EMERGENCY}
    return max(scores, key=lambda each: scores[each] + first.get(each, 0.0))


def _telling(signs: Signs, likeness: Likeness, said: list[_Word]) -> list[int]:
    """The places of the words that speak most for a danger; harmless phrases have none.

    A `not` is one of them only where it speaks for a danger together with the word after it: `not waking`.
    """
    roots = [root(each.text) for each in said]
    telling: dict[int, float] = {}
    for at, each in enumerate(said):
        pair = at + 1 < len(said) and likeness.danger_in(f"{roots[at]} {roots[at + 1]}") > TELLS
        if each.kinds and not each.small and (pair or each.text not in signs.lists.words.negations):
            telling[at] = likeness.danger_in(roots[at])
    most = sorted(telling, key=lambda at: -telling[at])[:TELLING]
    return sorted(at for at in most if telling[at] > 0)


def _in_order(pack: Pack, found: Mapping[str, float]) -> tuple[Flag, ...]:
    flags = sorted(found, key=lambda each: (-pack.flags[each].urgency, -found[each]))
    return tuple(pack.flags[each] for each in flags)


def brings_its_banner(pack: Pack, flag: Flag, phrase: str) -> bool:
    """Whether a phrase of a red flag is seen as that flag, for who keeps the phrases."""
    signs = signs_of(pack)
    said = _read(signs, phrase)
    own = Sign(flag.id, signs.lists.parts_of(phrase))
    matches = chain([(own, _where(own, said))], _matches(signs, said))
    met = (places for sign, places in matches if sign.flag == flag.id and places)
    return any(not _is_doubted(signs, said, places, flag.id) for places in met)


def _read(signs: Signs, text: str) -> list[_Word]:
    """The words as the scan sees them: misspelt ones put right, harmless phrases blanked out."""
    said: list[_Word] = []
    for clause, part in enumerate(_CLAUSES.split(text)):
        for word in spoken(part):
            each = root(word)
            known = signs.knows(each) or signs.knows(word)
            meant = (each,) if known else (each, *map(root, all_near(word, signs.danger_words())))
            kinds = frozenset().union(*map(signs.lists.said_kinds, meant))
            said.append(_Word(word, kinds, clause, each in signs.lists.small))
    texts = {each.text for each in said}
    for harmless in signs.lists.harmless:
        for at in _places(said, harmless) if harmless[0] in texts else ():
            for place in range(at, at + len(harmless)):
                said[place] = _Word(said[place].text, frozenset(), said[place].clause, False)
    return said


def _places(said: list[_Word], phrase: Phrase) -> Iterator[int]:
    """Where a phrase stands word for word."""
    texts = tuple(each.text for each in said)
    return (at for at in range(len(texts) - len(phrase) + 1) if texts[at : at + len(phrase)] == phrase)


def _matches(signs: Signs, said: list[_Word]) -> Iterator[tuple[Sign, list[int]]]:
    """Each sign that the words hold, with the places of its words."""
    held = set().union(*(each.kinds for each in said)) if said else set()
    for sign in signs.sharing(sorted(held)):
        met = sum(not part.isdisjoint(held) for part in sign.parts)
        if met >= sign.least:
            places = _where(sign, said)
            if places:
                yield sign, places


def _where(sign: Sign, said: list[_Word]) -> list[int]:
    """The places of the words that make a sign; none where it is not said."""
    return _in_words_order(sign, said) if sign.in_order else _in_any_order(sign, said)


def _in_words_order(sign: Sign, said: list[_Word]) -> list[int]:
    for start in range(len(said)):
        places: list[int] = []
        gap, at = 0, start
        while at < len(said) and len(places) < len(sign.parts) and gap <= GAP:
            if places and gap and said[at].clause != said[places[-1]].clause:
                break
            if not said[at].kinds.isdisjoint(sign.parts[len(places)]):
                places.append(at)
                gap = 0
            elif not places:
                break
            else:
                gap += not said[at].small
            at += 1
        if len(places) == len(sign.parts):
            return places
    return []


def _in_any_order(sign: Sign, said: list[_Word]) -> list[int]:
    size = len(sign.parts) + (SPARE if len(sign.parts) > 1 else 0)
    for start in range(len(said)):
        left = list(range(len(sign.parts)))
        met: list[tuple[int, int]] = []
        seen, at = 0, start
        while at < len(said) and left and seen < size:
            part = next((each for each in left if not said[at].kinds.isdisjoint(sign.parts[each])), None)
            if part is not None:
                left.remove(part)
                met.append((at, part))
            elif not met:
                break
            seen += part is not None or not said[at].small
            at += 1
        if len(met) >= sign.least and _is_one_saying(said, met):
            return [place for place, _ in met]
    return []


def _is_one_saying(said: list[_Word], met: list[tuple[int, int]]) -> bool:
    """Whether words belong together: in the order of the sign, or turned about in one clause, and two side by side."""
    places, parts = [place for place, _ in met], [part for _, part in met]
    if parts == sorted(parts):
        return True
    beside = len(parts) > 2 or all(each.small for each in said[places[0] + 1 : places[-1]])
    return beside and len({said[place].clause for place in places}) == 1


def _is_doubted(signs: Signs, said: list[_Word], places: list[int], flag: str) -> bool:
    """Whether a sign is one to ask about: denied, of years ago, or said of something else."""
    return (
        _is_denied(signs, said, places)
        or _is_long_past(signs, said, places)
        or _is_of_something_else(signs, said, places, flag)
    )


def _is_denied(signs: Signs, said: list[_Word], places: list[int]) -> bool:
    """A negation before the sign, with only words between that carry it."""
    words, first = signs.lists.words, min(places)
    for at in range(first - 1, max(-1, first - 1 - FAR_BACK), -1):
        if said[at].clause != said[first].clause:
            return False
        if said[at].text in words.negations:
            return not any(
                start <= at < start + len(phrase)
                for phrase in signs.lists.no_negation
                for start in _places(said, phrase)
            )
        if said[at].text not in words.carried:
            return False
    return False


def _is_long_past(signs: Signs, said: list[_Word], places: list[int]) -> bool:
    """Years ago, or a year before the pack's, in the same clause, or anywhere where nothing speaks of now."""
    past = [
        *_clauses_with(said, signs.lists.past),
        *(each.clause for each in said if _is_year_before(each.text, signs.lists.year)),
    ]
    if not past:
        return False
    now = list(_clauses_with(said, signs.lists.now))
    own = said[min(places)].clause
    return (own in past and own not in now) or (bool(past) and not now)


def _is_year_before(word: str, year: int) -> bool:
    return len(word) == len(FIRST_YEAR) and word.isdigit() and FIRST_YEAR <= word < str(year)


def _is_of_something_else(signs: Signs, said: list[_Word], places: list[int], flag: str) -> bool:
    """Words in the same clause that say it is a film, a cat or a tooth, with nothing that speaks of now."""
    phrases = (*signs.lists.unless.get(ANY_FLAG, ()), *signs.lists.unless.get(flag, ()))
    own = said[min(places)].clause
    return own in _clauses_with(said, phrases) and own not in _clauses_with(said, signs.lists.now)


def _clauses_with(said: list[_Word], phrases: Iterable[Phrase]) -> Iterator[int]:
    texts = {each.text for each in said}
    return (said[at].clause for phrase in phrases if phrase[0] in texts for at in _places(said, phrase))


__all__ = ["Danger", "brings_its_banner", "scan"]
