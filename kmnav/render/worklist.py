"""The worklist of `kmnav check --worklist`: one line for each contact, and the count of contacts by trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kmnav.check.worklist import Due


def worklist_lines(due: Sequence[Due], by_trust: Mapping[str, int]) -> Iterator[str]:
    """One line each: service, contact, number, why. Then how many contacts stand at each trust."""
    for each in due:
        yield f"{each.service.id} {each.contact.id}: {each.contact.value}. Why: {each.why}."
    yield from (f"{name.replace('_', ' ')}: {count}" for name, count in by_trust.items())
    yield f"{len(due)} to confirm. When done: kmnav checked SERVICE CONTACT --how phone"


def worklist_object(due: Sequence[Due], by_trust: Mapping[str, int]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "kind": "worklist",
        "figures": dict(by_trust),
        "contacts": [
            {
                "service": each.service.id,
                "name": each.service.name,
                "contact": each.contact.id,
                "kind": each.contact.kind,
                "value": each.contact.value,
                "urgent_endings": each.urgent,
                "endings": each.endings,
                "trust": each.trusted.trust.value,
                "page_date": each.trusted.page_date.text if each.trusted.page_date else None,
                "why": each.why,
            }
            for each in due
        ],
    }
