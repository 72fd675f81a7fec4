"""How a pack's words must be written: limits, phrases that nobody may say, and the exceptions, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kmnav.record import dataclass, field


class Where(Enum):
    """Which texts a phrase is refused in."""

    SAID = "said"
    GRAPH = "graph"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Refused:
    """Phrases that are not written: why, and what to write in their place."""

    id: str
    words: tuple[str, ...]
    because: str
    instead: str
    where: Where = Where.ALL


@dataclass(frozen=True, slots=True)
class Exempt:
    """A text to which one rule does not apply, and the reason."""

    id: str
    at: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Writing:
    """writing.yaml. Lengths in words; `hardest_grade` is a school year of 1 to 12, the reading age less 5."""

    longest_sentence: int = 20
    most_steps: int = 5
    hardest_grade: int = 6
    claim_units: tuple[str, ...] = ()
    claim_words: tuple[str, ...] = ()
    refuse: Mapping[str, Refused] = field(default_factory=dict)
    exempt: Mapping[str, Exempt] = field(default_factory=dict)


NO_RULES = Writing()
