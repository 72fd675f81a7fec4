"""The words of a pack for what a person takes away: a text message, a sheet. Said to the person, not to the helper."""

from __future__ import annotations

from collections.abc import Mapping

from kmnav.record import dataclass, field


@dataclass(frozen=True, slots=True)
class HandOut:
    """pack.yaml, `hand_out`. The maps are by urgency (`routine` …).

    `parts` is the most that a text message may take; below the age `under`, in years, nothing is made unless it was
    chosen twice. `worse` and `worse_discreet` end a text message, `worse_sheet` a sheet; `instead` is how to reach
    help where no contact may be sent by text. `teach_back` is for the helper, at the end of a walk.
    """

    parts: int = 2
    under: int = 16
    worse: Mapping[str, str] = field(default_factory=dict)
    worse_discreet: Mapping[str, str] = field(default_factory=dict)
    worse_sheet: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    gp: str | None = None
    report: str | None = None
    nothing: str | None = None
    teach_back: tuple[str, ...] = ()
