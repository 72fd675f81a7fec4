"""Look-ups in the glossary: from what a person typed to the records it means, or to what is near.

How it is decided stands in `kmnav.meant`. Pure: no file, no clock, no output.
"""

from __future__ import annotations

from kmnav.key_index import keys_of
from kmnav.meant import Match, meant
from kmnav.record import dataclass
from kmnav.terms import Glossary, Term


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
    told = meant(keys_of(glossary), query)
    results = tuple(Found(glossary.terms[each], told.score) for each in told.entries)
    return LookUp(query, told.match, results, tuple(glossary.terms[each] for each in told.near))
