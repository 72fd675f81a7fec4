"""How old the facts are: no page from the future, no check that confirms nothing, and what has grown old.

Ageing is advice and a line of the worklist, never a red build: a pack does not break because time goes by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kmnav.check.rules import Subject, found, rule
from kmnav.check.worklist import Due, worklist
from kmnav.contacts import CHECKED_BY, Checked, Source
from kmnav.errors import Problem, Severity
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.trust import Trust

LONGEST_BEHIND = timedelta(days=366)
GROWN_OLD = (Trust.OLD, Trust.THIRD_PARTY)


@rule
def no_page_is_from_the_future(subject: Subject) -> Iterator[Problem]:
    """A page dated after the pack's own day would count as fresh for ever; one dated after it was read is a slip."""
    pack = subject.pack
    for path, sources in _all_sources(pack):
        for source in sources.values():
            day = source.page_date.day if source.page_date else date.min
            if day > pack.settings.as_of or day > source.read:
                after = f"the pack's day, {pack.settings.as_of}" if day > pack.settings.as_of else "the day it was read"
                message = f"The page is dated {source.page_date.text if source.page_date else ''}, after {after}."
                fix = "Mend page_date. If it is right, mend read, and as_of in pack.yaml."
                yield found(pack, "FRESH-FUTURE", f"{path}.sources.{source.id}", message, fix)


def _all_sources(pack: Pack) -> Iterator[tuple[str, Mapping[str, Source]]]:
    for kind in ("services", "flags", "questions", "outcomes"):
        for each in getattr(pack, kind).values():
            yield f"{kind}.{each.id}", each.sources
    for standing in pack.settings.standing.values():
        yield f"settings.standing.{standing.id}", standing.sources
    yield "region", pack.region.sources


@rule
def checks_confirm_something(subject: Subject) -> Iterator[Problem]:
    """A person's check names how, on a day that can be, and what of this service it confirms."""
    for service in subject.pack.services.values():
        for at, check in enumerate(service.checked):
            for message, fix in _wrong(subject.pack, service, check):
                yield found(subject.pack, "FRESH-CHECK", f"services.{service.id}.checked.{at}", message, fix)


def _wrong(pack: Pack, service: Service, check: Checked) -> Iterator[tuple[str, str]]:
    if check.how not in CHECKED_BY:
        yield f'"{check.how}" is no way to check.', f"Write how: {', '.join(CHECKED_BY)}."
    if check.on > pack.settings.as_of + LONGEST_BEHIND:
        yield (
            f"The check is dated {check.on}, over a year after the pack's day.",
            "Mend the day, or as_of in pack.yaml.",
        )
    parts = {f"contacts.{each}" for each in service.contacts} | {f"sites.{each}" for each in service.sites}
    for each in check.backs:
        if each.startswith(("contacts.", "sites.")) and each.removesuffix(".hours") not in parts:
            yield f'The check confirms "{each}", which "{service.id}" does not have.', "Name a contact that it has."
    if not check.backs:
        yield "The check confirms nothing.", "Name what it confirms in backs, such as contacts.main."


@rule
def urgent_contacts_are_not_old(subject: Subject) -> Iterator[Problem]:
    """An urgent service whose best contact has grown old is told of, so that a person rings it."""
    pack = subject.pack
    best: dict[str, Due] = {}
    for due in worklist(pack, pack.settings.as_of):
        kept = best.get(due.service.id)
        if kept is None or due.trusted.trust.rank < kept.trusted.trust.rank:
            best[due.service.id] = due
    for due in best.values():
        if due.urgent and due.trusted.trust in GROWN_OLD and not due.has_better:
            path = f"services.{due.service.id}.contacts.{due.contact.id}"
            message = f'The best contact of "{due.service.id}" is {due.trust_words}.'
            fix = f"Confirm it: kmnav checked {due.service.id} {due.contact.id} --how phone"
            yield found(pack, "FRESH-OLD", path, message, fix, Severity.ADVICE)
