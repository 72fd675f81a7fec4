"""Signatures: a clinician's signature holds only for the words that were read. Unsigned is normal and no problem."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem, Severity
from kmnav.signing import Standing, standing_of


@rule
def signatures_hold(subject: Subject) -> Iterator[Problem]:
    """What was signed still says what was read, and was signed no later than the pack's own date."""
    pack = subject.pack
    for kind, items in (("questions", pack.questions), ("outcomes", pack.outcomes)):
        for item in items.values():
            path = f"{kind}.{item.id}.signed"
            if item.signed is not None and item.signed.on > pack.settings.as_of:
                yield found(
                    pack,
                    "SIGN-DATE",
                    path,
                    f'"{item.id}" is signed on a day after the pack\'s own date.',
                    "Mend the day, or as_of in pack.yaml.",
                )
            if standing_of(pack, item) is Standing.VOID:
                yield found(
                    pack,
                    "SIGN-VOID",
                    path,
                    f'"{item.id}" was changed after it was signed, so the signature counts no more.',
                    "Delete signed, or let a clinician read it again in the reading copy (kmnav graph).",
                    Severity.WARNING,
                )
