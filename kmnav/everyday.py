"""Everyday words of a pack: which words mean the same, and how a danger is told from a harmless word.

Kept in words.yaml, so that an editor can add how people speak without touching the program.
"""

from __future__ import annotations

from collections.abc import Mapping

from kmnav.model import NOTHING
from kmnav.record import dataclass, field
from kmnav.values import AgeRange


@dataclass(frozen=True, slots=True)
class ScanWords:
    """How the scan for danger reads a sentence.

    `small` words may be left out of a sign, `bare` ones even of the shortest; `alike` are words that mean the
    same in one, `instead` those that may stand for the key. After a word of
    `negations` with only `carried` words between, or beside one of `past`, a sign is asked about and no longer told.
    `no_negation` only look like negations; `now` ends a past; `harmless` hold a danger's word and name none.
    `unless` holds, under a flag's id or `any`, what in the same clause makes a sign one to ask about: a film, a cat.
    `around` are words that stand around a danger and say nothing of it, nor against it.
    `beside` are endings whose callers may well be in danger: what is said of them speaks neither for it nor against.
    """

    small: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    negations: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    no_negation: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    around: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everyday:
    """words.yaml: words that mean the `same`, words that say nothing (`plain`), and those that a door has of its own.

    `ages` are keys of `same` with the ages that they stand for, so that `my 9 year old` is a child.
    """

    same: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    ages: Mapping[str, AgeRange] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    doors: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    scan: ScanWords = field(default_factory=ScanWords)
