"""What the glossary is made of: terms with their sources and successors, and questions with answers.

A field's name is its key in the YAML; `from_` stands for `from`. The keys are described for editors in
docs/glossary.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from kmnav.contacts import Source
from kmnav.record import dataclass, field
from kmnav.values import PageDate


class TermStatus(Enum):
    """Whether what a term names still exists, and still under that name."""

    CURRENT = "current"
    HISTORICAL = "historical"
    RENAMED = "renamed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Successor:
    """A term that took over from another one, and when, where a source says so."""

    id: str
    on: PageDate | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A plan or paper with the year in which it came out."""

    year: int
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning of one term. An acronym with several meanings is several of these."""

    id: str
    term: str
    means: str
    category: str
    status: TermStatus
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    here: str | None = None
    from_: PageDate | None = None
    until: PageDate | None = None
    became: tuple[Successor, ...] = ()
    kind_of: str | None = None
    announced: str | None = None
    see_also: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    unsourced: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The shortest name that people use: the acronym where there is one."""
        return self.acronym or self.term

    @property
    def full(self) -> str:
        """Acronym and term: `CCG (clinical commissioning group)`."""
        return f"{self.acronym} ({self.term})" if self.acronym and self.acronym != self.term else self.term


@dataclass(frozen=True, slots=True)
class Local:
    """What a region adds to a term of England. It only adds; the term's own words stand."""

    id: str
    here: str | None = None
    also_became: tuple[Successor, ...] = ()
    aliases: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that people ask, with a short answer and its sources."""

    id: str
    question: str
    answer: str
    see_also: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Glossary:
    """All terms of England and of one region. `local` holds the ids of the region's own.

    `worked_out` makes what the build of the program has worked out of them; a changed copy has none of it.
    """

    terms: Mapping[str, Term]
    local: frozenset[str] = frozenset()
    positions: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    worked_out: Mapping[str, Callable[[], Any]] = field(default_factory=dict, init=False)

    def where(self, path: str) -> tuple[str, int]:
        """File and line of a dotted path, or of the nearest part of it that stands in a file."""
        return _place(self.positions, path, "glossary.yaml")


@dataclass(frozen=True, eq=False)
class Faqs:
    """All questions with answers, of England and of one region."""

    answers: Mapping[str, Faq] = field(default_factory=dict)
    positions: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def where(self, path: str) -> tuple[str, int]:
        """File and line of a dotted path, or of the nearest part of it that stands in a file."""
        return _place(self.positions, path, "faqs.yaml")


def _place(positions: Mapping[str, tuple[str, int]], path: str, file: str) -> tuple[str, int]:
    while path and path not in positions:
        path = path.rpartition(".")[0]
    return positions.get(path, (file, 1))
