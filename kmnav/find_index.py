"""What `find` searches: every need and service of a pack by the terms in it, weighed once.

Plain maps and tuples, so that it can be made when the program is built. Ranking is BM25 with weighted fields for
the whole of a need, beside the nearest single saying (cosine): long complaints meet the first, short ones the second.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kmnav.model import NOT_SURE, Outcome, Service, Status, Urgency
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.said import SENSE, Senses, root, spoken

ELSEWHERE = ""
SATURATION, LENGTH = 1.2, 0.4
SAYING, LABEL, TITLE, MEANS, DOOR, CASE, NAME = 1.0, 1.5, 1.5, 0.5, 0.5, 0.5, 0.25
OWN_NAME, FORMER, EVERYDAY, SUMMARY = 3.0, 3.0, 2.0, 0.5
Fields = Iterable[tuple[str, float]]
Postings = Mapping[str, tuple[tuple[int, float], ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """The searchable words of a pack. Postings hold, for each term, who has it and what it is worth there.

    The last of `needs` is `ELSEWHERE`: what nothing here helps with.
    """

    senses: Senses
    needs: tuple[str, ...]
    services: tuple[str, ...]
    rarity: Mapping[str, float]
    unknown: float
    by_term: Postings
    sayings: Postings
    saying_of: tuple[int, ...]
    service_terms: Postings
    door_terms: Mapping[str, frozenset[str]]
    names: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    known: frozenset[str]
    words: tuple[str, ...]


def build_index(pack: Pack) -> Index:
    """Weigh every word of a pack once."""
    senses = Senses.of(pack.everyday)
    needs = tuple(each.id for each in pack.outcomes.values() if each.urgency < Urgency.EMERGENCY)
    labels = _labels(pack)
    cases: dict[str, list[str]] = defaultdict(list)
    for case in pack.cases.values():
        cases[case.outcome].append(case.words)
    fields = [list(_need_fields(pack, pack.outcomes[each], labels[each], cases[each])) for each in needs]
    fields.append([(each, SAYING) for each in pack.everyday.elsewhere])
    services = tuple(pack.services)
    own = [list(_service_fields(each)) for each in pack.services.values()]
    said = [(at, text) for at, each in enumerate(fields) for text, weight in each if weight >= CASE and weight != DOOR]
    rarity = _rarity(senses, fields)
    words = {word for each in (*fields, *own) for text, _ in each for word in spoken(text)}
    words |= {word for texts in pack.everyday.same.values() for text in texts for word in spoken(text)}
    return Index(
        senses=senses,
        needs=(*needs, ELSEWHERE),
        services=services,
        rarity=rarity,
        unknown=math.log(1 + len(needs)),
        by_term=_weighed(senses, fields),
        sayings=_cosines(senses, rarity, [text for _, text in said]),
        saying_of=tuple(at for at, _ in said),
        service_terms=_weighed(senses, own),
        door_terms={door: _terms_of(senses, texts) for door, texts in pack.everyday.doors.items()},
        names=_names(pack),
        known=frozenset({root(each) for each in words} | words | ORDINARY | senses.plain),
        words=tuple(sorted(each for each in words if len(each) > 3 and each.isalpha())),
    )


@lru_cache(maxsize=4)
def index_of(pack: Pack) -> Index:
    """The index of a pack, built at the first search where the build of the program did not."""
    made = pack.worked_out.get("find")
    return made() if made else build_index(pack)


def _labels(pack: Pack) -> Mapping[str, list[str]]:
    """The options that lead straight to each outcome, in their own words."""
    found: dict[str, list[str]] = defaultdict(list)
    for question in pack.questions.values():
        for option in question.options.values():
            if question.safety is None and option.id != NOT_SURE:
                for branch in option.go:
                    found[branch.to].append(option.label)
    return found


def _need_fields(
    pack: Pack, outcome: Outcome, labels: Iterable[str], cases: Iterable[str]
) -> Iterator[tuple[str, float]]:
    yield outcome.title, TITLE
    yield outcome.means, MEANS * 0.9
    yield from ((each, SAYING) for each in pack.everyday.outcomes.get(outcome.id, ()))
    yield from ((each, LABEL) for each in dict.fromkeys(labels))
    yield from ((each, CASE) for each in cases)
    first = outcome.offer[:1]
    for door in first:
        yield f"{pack.doors[door].name} {pack.doors[door].means}", DOOR * 0.9
    for service in pack.services.values():
        if set(first) & set(service.serves) and first != ("gp",):
            yield f"{service.name} {' '.join(service.former)}", NAME
            yield " ".join(service.everyday), NAME


def _service_fields(service: Service) -> Iterator[tuple[str, float]]:
    yield service.name, OWN_NAME
    yield " ".join(service.former), FORMER
    yield " ".join(service.everyday), EVERYDAY
    yield service.summary, SUMMARY


def _rarity(senses: Senses, fields: Iterable[Fields]) -> dict[str, float]:
    held = [{term for text, _ in each for term in senses.terms(text)} for each in fields]
    counts = Counter(term for each in held for term in each)
    return {term: math.log(1 + (len(held) - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def _weighed(senses: Senses, fields: list[list[tuple[str, float]]]) -> Postings:
    """BM25 with weighted fields: how often a term is said counts less and less, and long records less."""
    said: list[dict[str, float]] = []
    for record in fields:
        counts: dict[str, float] = defaultdict(float)
        for text, weight in record:
            for term, sense in senses.terms(text).items():
                counts[term] += weight * sense
        said.append(dict(counts))
    lengths = [sum(each.values()) for each in said]
    usual = sum(lengths) / max(1, len(lengths)) or 1.0
    holders = Counter(term for each in said for term in each)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, each in enumerate(said):
        long = SATURATION * (1 - LENGTH + LENGTH * lengths[at] / usual)
        for term, count in each.items():
            rare = math.log(1 + (len(said) - holders[term] + 0.5) / (holders[term] + 0.5))
            postings[term].append((at, round(rare * count * (SATURATION + 1) / (count + long), 4)))
    return {term: tuple(found) for term, found in postings.items()}


def _cosines(senses: Senses, rarity: Mapping[str, float], texts: Iterable[str]) -> Postings:
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, text in enumerate(texts):
        terms = {term: weight * rarity.get(term, 0.0) for term, weight in senses.terms(text).items()}
        size = math.sqrt(sum(each * each for each in terms.values()))
        for term, weight in terms.items():
            if weight:
                postings[term].append((at, round(weight / size, 4)))
    return {term: tuple(found) for term, found in postings.items()}


def _terms_of(senses: Senses, texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in senses.terms(text))


def _names(pack: Pack) -> Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """Names and former names of services by their first word; an ordinary word alone is no name."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    texts = (*pack.everyday.plain, *(text for texts in pack.everyday.outcomes.values() for text in texts))
    everyday = {word for text in texts for word in spoken(text)} | ORDINARY
    for at, service in enumerate(pack.services.values()):
        for name in dict.fromkeys((service.name, *service.former)) if service.status is not Status.CLOSED else ():
            said = spoken(name.partition("(")[0])
            if said and not (len(said) == 1 and (said[0] in everyday or len(said[0]) < 3)):
                found[said[0]].append((said, at))
    return {first: tuple(each) for first, each in found.items()}


__all__ = ["ELSEWHERE", "SENSE", "Index", "build_index", "index_of"]
