"""Runs every rule over a pack and counts what the proofs covered."""

from __future__ import annotations

from collections.abc import Mapping

from kmnav.check import ages, content, coverage, endings, facts, freshness, hand_out, safety, signed, structure, writing
from kmnav.check.glossary import Words, check_words
from kmnav.check.graph import Graph
from kmnav.check.rules import REGISTERED, Subject
from kmnav.check.worklist import contacts_by_trust
from kmnav.errors import Problem, Severity
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.signing import signed_count

FAMILIES = (structure, safety, coverage, ages, endings, hand_out, facts, content, writing, signed, freshness)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Every problem, worst first, and the figures of what was looked at."""

    problems: tuple[Problem, ...]
    figures: Mapping[str, int]

    @property
    def ok(self) -> bool:
        """Whether no problem is an error."""
        return not any(each.severity is Severity.ERROR for each in self.problems)


def check_pack(pack: Pack, words: Words | None = None) -> CheckResult:
    """Prove the safety rules over every path of a loaded pack, run its cases, and check its `words` if given."""
    subject = Subject(pack, Graph(pack))
    problems: list[Problem] = []
    for rule in REGISTERED:
        problems.extend(rule(subject))
    if words is not None:
        problems.extend(check_words(words))
    order = list(Severity)
    problems.sort(key=lambda each: (order.index(each.severity), each.file, each.line, each.code, each.message))
    terms = {"terms": len(words.glossary.terms)} if words is not None else {}
    return CheckResult(tuple(problems), {**_figures(subject), **terms})


def _figures(subject: Subject) -> dict[str, int]:
    pack, graph = subject.pack, subject.graph
    needed = graph.answers_needed
    after_first = sorted((length - 1, count) for length, count in needed.items())
    return {
        "questions": len(pack.questions),
        "outcomes": len(pack.outcomes),
        "doors": len(pack.doors),
        "services": len(pack.services),
        **contacts_by_trust(pack, pack.settings.as_of),
        "cases": len(pack.cases),
        "red_flags": len(pack.flags),
        "paths": graph.paths,
        "situations": coverage.situations(subject),
        "median_answers_after_danger": _median(after_first),
        "most_answers": max(needed, default=0),
        "read_by_a_clinician": signed_count(pack),
    }


def _median(counted: list[tuple[int, int]]) -> int:
    half, seen = sum(count for _, count in counted) / 2, 0
    for length, count in counted:
        seen += count
        if seen >= half:
            return length
    return 0
