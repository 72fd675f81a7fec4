"""The directory and the glossary as tables, for a spreadsheet or another program.

UTF-8, fields quoted and lines ended as RFC 4180 asks. A text that a spreadsheet would run as a formula is made plain.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kmnav.contacts import Source
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.render.words import is_urgent
from kmnav.terms import Glossary
from kmnav.trust import trust_of, trust_words

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = "; "
Row = tuple[object, ...]

SERVICES = (
    *("id", "name", "former_names", "kind", "provider", "summary", "doors", "for", "ages", "ages_note", "area"),
    *("area_by", "conditions", "not_for", "self_referral", "referral_by", "referral_note", "next", "wait", "cost"),
    *("access", "status", "replaced_by", "notes", "checked_on"),
)
CONTACTS = (
    *("service", "contact", "kind", "value", "say", "for", "hours", "hours_in_words", "note"),
    *("trust", "trust_in_words", "page_date", "checked_on", "instead"),
)
SOURCES = ("of", "id", "source", "url", "seen_in", "by", "page_date", "read", "backs", "note")
GLOSSARY = (
    *("id", "acronym", "term", "aliases", "means", "category", "status", "from", "until", "became"),
    *("here", "see_also", "unsourced"),
)


def tables(pack: Pack, glossary: Glossary | None = None) -> dict[str, str]:
    """Each table: its file's name, and its text. The glossary is there where the pack has one."""
    files = {
        "services.csv": as_csv(SERVICES, (_service(pack, each) for each in pack.services.values())),
        "contacts.csv": as_csv(CONTACTS, (row for each in pack.services.values() for row in _contacts(pack, each))),
        "sources.csv": as_csv(SOURCES, _sources(pack, glossary)),
    }
    return files | ({"glossary.csv": as_csv(GLOSSARY, _terms(glossary))} if glossary else {})


def as_csv(columns: Iterable[str], rows: Iterable[Row]) -> str:
    """A table as text. What is not known is an empty field."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_field(each) for each in row] for row in rows)
    return out.getvalue()


def _field(value: object) -> str:
    """One field. A mark in front keeps a spreadsheet from taking text for a formula."""
    text = _text(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return BETWEEN.join(map(str, value))
    return str(value)


def _service(pack: Pack, service: Service) -> Row:
    referral = service.referral
    checked = max((each.on for each in service.checked), default=None)
    return (
        *(service.id, service.name, service.former, pack.kinds[service.id], service.provider, service.summary),
        *(service.serves, service.for_.value, service.ages.text, service.ages_note, service.area.of),
        *(service.area.by.value, service.conditions, service.not_for, referral.self_.value, referral.by),
        *(referral.note, service.next, service.wait, service.cost, service.access, service.status.value),
        *(service.replaced_by, service.notes, checked),
    )


def _contacts(pack: Pack, service: Service) -> Iterator[Row]:
    """Ways that are used today, judged at the pack's own date; then the old ones, with today's way beside them."""
    for each in service.contacts.values():
        trusted = trust_of(pack, service, each, pack.settings.as_of, urgent=is_urgent(pack, service))
        hours = (each.hours.text, each.hours.words) if each.hours else (None, None)
        dated = trusted.page_date.text if trusted.page_date else None
        yield (
            *(service.id, each.id, each.kind, each.value, each.say, each.for_.value, *hours, each.note),
            *(trusted.trust.value, trust_words(trusted), dated, trusted.checked_on, None),
        )
    for old in service.superseded.values():
        kinds = ("phone", "text", "email", "url", "address")
        kind = next((each for each in kinds if getattr(old, each)), "")
        value = getattr(old, kind) if kind else old.was
        yield (
            service.id,
            old.id,
            kind,
            value,
            None,
            None,
            None,
            None,
            old.was,
            "superseded",
            None,
            None,
            None,
            old.now,
        )


def _sources(pack: Pack, glossary: Glossary | None) -> Iterator[Row]:
    for service in pack.services.values():
        yield from _rows("service", service.id, service.sources)
    for outcome in pack.outcomes.values():
        yield from _rows("outcome", outcome.id, outcome.sources)
    for question in pack.questions.values():
        yield from _rows("question", question.id, question.sources)
    for flag in pack.flags.values():
        yield from _rows("red flag", flag.id, flag.sources)
    for term in glossary.terms.values() if glossary else ():
        yield from _rows("term", term.id, term.sources)


def _rows(of: str, record: str, sources: Mapping[str, Source]) -> Iterator[Row]:
    for each in sources.values():
        dated = each.page_date.text if each.page_date else None
        yield (of, record, each.id, each.url, each.seen_in, each.by.value, dated, each.read, each.backs, each.note)


def _terms(glossary: Glossary) -> Iterator[Row]:
    for each in glossary.terms.values():
        became = tuple(f"{step.id} ({step.on.text})" if step.on else step.id for step in each.became)
        dates = (each.from_.text if each.from_ else None, each.until.text if each.until else None)
        yield (
            *(each.id, each.acronym, each.term, each.aliases, each.means, each.category, each.status.value, *dates),
            *(became, each.here, each.see_also, each.unsourced),
        )
