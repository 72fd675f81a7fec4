"""What can go wrong, in words for the person who has to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from kmnav.record import dataclass


class Severity(StrEnum):
    """How much a problem in a pack matters: an error stops the pack from being used."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a pack: where it stands, what it is and how to mend it."""

    code: str
    file: str
    line: int
    path: str
    message: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message} {self.fix}"


class KmnavError(Exception):
    """A failure told in two sentences: what happened, and what to do."""

    def __init__(self, happened: str, do: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.do = do


class PackInvalid(KmnavError):
    """The pack cannot be used; `problems` says every reason, each with file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        super().__init__(
            f"The pack has {count} {'problem' if count == 1 else 'problems'}.",
            "Mend each line above, then run: kmnav check",
        )
        self.problems = tuple(problems)


class UnknownAnswer(KmnavError):
    """An answer, a place or a token that cannot be understood."""
