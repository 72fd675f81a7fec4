"""The services of a pack by the words of their own names and summaries, weighed once, for the order in which they come.

BM25 with weighted fields, in one flat piece, so that a query reads its own words alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from struct import iter_unpack
from struct import pack as packed

from kmnav.flat import Flat, flattened
from kmnav.model import Service, Status
from kmnav.ordinary import ORDINARY
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.said import Senses, spoken
from kmnav.sayings import SaidOf, texts_of

SATURATION, LENGTH = 1.2, 0.4
OWN_NAME, FORMER, EVERYDAY, SUMMARY = 3.0, 3.0, 2.0, 0.5
IDS, TERM, DOORS, NAME = "#services", "#term ", "#doors ", "#name "
WORTH = "<Hf"
Name = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Index:
    """What of a query is in the services' own words."""

    held: Flat
    services: tuple[str, ...]

    def worth(self, terms: Mapping[str, float]) -> dict[str, float]:
        """How well each service's own words meet some terms, from 0 to 1."""
        scores: dict[str, float] = defaultdict(float)
        for term, weight in terms.items():
            for at, worth in iter_unpack(WORTH, self.held.get(f"{TERM}{term}") or b""):
                scores[self.services[at]] += weight * worth
        best = max(scores.values(), default=1.0)
        return {each: score / best for each, score in scores.items()}

    def doors(self, terms: Iterable[str]) -> frozenset[str]:
        """The doors whose own words are among some terms."""
        return frozenset(door for term in terms for door in (self.held.get(f"{DOORS}{term}") or b"").decode().split())

    def named(self, word: str) -> Iterator[Name]:
        """The names, in words, that begin with a word, each with its service."""
        for line in (self.held.get(f"{NAME}{word}") or b"").decode().splitlines():
            service, *name = line.split(" ")
            yield tuple(name), service


def index_services(pack: Pack) -> bytes:
    """Weigh every word of a pack's services once, as one flat piece."""
    senses, services = Senses.of(pack.everyday), tuple(pack.services)
    postings = _weighed(senses, [list(_fields(each)) for each in pack.services.values()])
    doors: dict[str, list[str]] = defaultdict(list)
    for door, texts in pack.everyday.doors.items():
        for term in dict.fromkeys(term for text in texts for term in senses.terms(text)):
            doors[term].append(door)
    return flattened(
        {IDS: " ".join(services).encode()}
        | {f"{TERM}{term}": b"".join(packed(WORTH, *each) for each in found) for term, found in postings.items()}
        | {f"{DOORS}{term}": " ".join(found).encode() for term, found in doors.items()}
        | {f"{NAME}{word}": "\n".join(found).encode() for word, found in _names(pack).items()}
    )


@lru_cache(maxsize=4)
def index_of(pack: Pack) -> Index:
    """The index of a pack, made at the first search where the build of the program did not."""
    made = pack.worked_out.get("own_words")
    held = made() if made else Flat(index_services(pack))
    return Index(held, tuple((held.get(IDS) or b"").decode().split()))


def _fields(service: Service) -> Iterator[tuple[str, float]]:
    yield service.name, OWN_NAME
    yield " ".join(service.former), FORMER
    yield " ".join(service.everyday), EVERYDAY
    yield service.summary, SUMMARY


def _weighed(senses: Senses, records: list[list[tuple[str, float]]]) -> Mapping[str, list[tuple[int, float]]]:
    """BM25 with weighted fields: how often a term is said counts less and less, and long records less."""
    said: list[dict[str, float]] = []
    for fields in records:
        counts: dict[str, float] = defaultdict(float)
        for text, weight in fields:
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
            postings[term].append((at, rare * count * (SATURATION + 1) / (count + long)))
    return postings


def _names(pack: Pack) -> Mapping[str, list[str]]:
    """Names and former names of services by their first word; an ordinary word alone is no name."""
    found: dict[str, list[str]] = defaultdict(list)
    texts = (*pack.everyday.plain, *(text for texts in texts_of(pack.sayings, SaidOf.NEED).values() for text in texts))
    everyday = {word for text in texts for word in spoken(text)} | ORDINARY
    for service in pack.services.values():
        for name in dict.fromkeys((service.name, *service.former)) if service.status is not Status.CLOSED else ():
            said = spoken(name.partition("(")[0])
            if said and not (len(said) == 1 and (said[0] in everyday or len(said[0]) < 3)):
                found[said[0]].append(" ".join((service.id, *said)))
    return found
