"""The glossary for programs: the objects of docs/cli.md, with their keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kmnav.contacts import Source
from kmnav.glossary import Found, LookUp
from kmnav.in_text import Explained
from kmnav.lineage import chain, ends, predecessors, successors
from kmnav.terms import Faq, Glossary, Term
from kmnav.values import PageDate

SCHEMA = "kmnav/1"
Object = dict[str, Any]


def looked_up(glossary: Glossary, told: LookUp, *, lineage: bool = False) -> str:
    """What a query found, and what was offered."""
    thing: Object = {
        "query": told.query,
        "match": told.match.value,
        "results": [_record(glossary, each) for each in told.results],
        "suggestions": [_name(each) for each in told.suggestions],
    }
    if lineage:
        thing["lineage"] = [_lineage(glossary, each.term) for each in told.results]
    return _text("glossary", thing)


def listed(terms: Iterable[Term]) -> str:
    """A list of terms."""
    return _text(
        "terms",
        {"terms": [{**_name(each), "category": each.category, "status": each.status.value} for each in terms]},
    )


def explained(glossary: Glossary, found: Iterable[Explained]) -> str:
    """The terms of a text."""
    return _text(
        "explained",
        {
            "terms": [
                {
                    "as_written": each.as_written,
                    "line": each.line,
                    "results": [_record(glossary, Found(term)) for term in each.terms],
                }
                for each in found
            ]
        },
    )


def answered(faqs: Iterable[Faq]) -> str:
    """Questions with their answers."""
    return _text(
        "faq",
        {
            "answers": [
                {
                    "id": each.id,
                    "question": each.question,
                    "answer": each.answer,
                    "see_also": list(each.see_also),
                    "sources": _sources(each.sources),
                }
                for each in faqs
            ]
        },
    )


def _text(kind: str, thing: Object) -> str:
    return json.dumps({"schema": SCHEMA, "kind": kind, **thing}, ensure_ascii=False, indent=2) + "\n"


def _name(term: Term) -> Object:
    return {"id": term.id, "acronym": term.acronym, "term": term.term}


def _record(glossary: Glossary, found: Found) -> Object:
    term = found.term
    return {
        **_name(term),
        "aliases": list(term.aliases),
        "definition": term.means,
        "category": term.category,
        "status": term.status.value,
        "from": _day(term.from_),
        "until": _day(term.until),
        "replaces": [_step(each.term, each.on) for each in predecessors(glossary, term)],
        "replaced_by": [_step(each.term, each.on) for each in successors(glossary, term)],
        "now": _now(glossary, term),
        "announced": term.announced,
        "local": term.here,
        "see_also": [glossary.terms[each].label for each in term.see_also],
        "documents": [{"year": each.year, "title": each.title, "url": each.url} for each in term.documents],
        "score": found.score,
        "unsourced": term.unsourced,
        "sources": _sources(term.sources),
    }


def _now(glossary: Glossary, term: Term) -> list[str]:
    """Labels of what does the work now; of a region's own, its kind as well: `NHS Kent and Medway` and `ICB`."""
    last = ends(glossary, term)
    kinds = [glossary.terms[each.kind_of] for each in last if each.kind_of]
    return list(dict.fromkeys(each.label for each in (*kinds, *last)))


def _step(term: Term, on: PageDate | None) -> Object:
    return {"id": term.id, "acronym": term.acronym, "term": term.term, "on": _day(on)}


def _lineage(glossary: Glossary, term: Term) -> Object:
    links: Sequence[Term] = chain(glossary, term)
    return {
        "of": term.id,
        "chain": [
            {
                **_name(each),
                "from": _day(each.from_),
                "until": _day(each.until),
                "became": [{"id": step.term.id, "on": _day(step.on)} for step in successors(glossary, each)],
            }
            for each in links
        ],
    }


def _day(day: PageDate | None) -> str | None:
    return day.text if day else None


def _sources(sources: Mapping[str, Source]) -> list[Object]:
    return [
        {
            "url": each.url,
            "seen_in": each.seen_in,
            "by": each.by.value,
            "page_date": _day(each.page_date),
            "read": each.read.isoformat(),
            "note": each.note,
        }
        for each in sources.values()
    ]
