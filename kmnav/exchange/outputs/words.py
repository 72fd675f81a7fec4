"""What `--json` prints of words: terms, what they became, questions with answers."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from kmnav.meant import Match
from kmnav.terms import TermStatus


class TermName(TypedDict):
    """A term by name."""

    id: str
    acronym: str | None
    term: str


class Step(TermName):
    """A term that came before or after, and when."""

    on: str | None


class DocumentSaid(TypedDict):
    """A plan or paper."""

    year: int
    title: str
    url: str | None


class TermSource(TypedDict):
    """A page behind a term or an answer."""

    url: str | None
    seen_in: str | None
    by: str
    page_date: str | None
    read: str
    note: str | None


class TermSaid(TermName):
    """A term in full."""

    aliases: list[str]
    definition: str
    category: str
    status: TermStatus
    from_: str | None
    until: str | None
    replaces: list[Step]
    replaced_by: list[Step]
    now: list[str]
    announced: str | None
    local: str | None
    see_also: list[str]
    documents: list[DocumentSaid]
    score: float
    unsourced: bool
    sources: list[TermSource]


class Became(TypedDict):
    """What a term became, and when."""

    id: str
    on: str | None


class Link(TermName):
    """One term of a chain."""

    from_: str | None
    until: str | None
    became: list[Became]


class Lineage(TypedDict):
    """What came before and after a term."""

    of: str
    chain: list[Link]


class Glossary(TypedDict):
    """`kmnav glossary TERM`."""

    query: str
    match: Match
    results: list[TermSaid]
    suggestions: list[TermName]
    lineage: NotRequired[list[Lineage]]


class ListedTerm(TermName):
    """A term in a list."""

    category: str
    status: TermStatus


class Terms(TypedDict):
    """`kmnav glossary` without a term."""

    terms: list[ListedTerm]


class TermInText(TypedDict):
    """A term of a text."""

    as_written: str
    line: int
    results: list[TermSaid]


class Explained(TypedDict):
    """`kmnav glossary --text`."""

    terms: list[TermInText]


class AnswerSaid(TypedDict):
    """A question that people ask, with its answer."""

    id: str
    question: str
    answer: str
    see_also: list[str]
    sources: list[TermSource]


class Faq(TypedDict):
    """`kmnav faq`."""

    answers: list[AnswerSaid]
