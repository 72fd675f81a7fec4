"""What people say: of each need, of each danger, harmlessly, and of what nothing here helps with.

Kept in text files, one saying a line, so that anyone who hears a new one can add it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kmnav.record import dataclass


class SaidOf(Enum):
    """What a list of sayings is about; the value is the name of its file."""

    NEED = "needs"
    DANGER = "dangers"
    HARMLESS = "harmless"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Sayings:
    """Sayings of one outcome (`NEED`) or red flag (`DANGER`), whose id is `about`; the other lists stand alone."""

    said_of: SaidOf
    about: str
    texts: tuple[str, ...]

    @property
    def id(self) -> str:
        """How the pack knows the list: `needs.memory`, `harmless.harmless`."""
        return f"{self.said_of.value}.{self.about}"


def texts_of(sayings: Mapping[str, Sayings], kind: SaidOf) -> dict[str, tuple[str, ...]]:
    """What people say of each thing of a kind, by its id."""
    return {each.about: each.texts for each in sayings.values() if each.said_of is kind}
