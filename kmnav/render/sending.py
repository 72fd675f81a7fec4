"""The words asked before a message or a sheet is made, the same on a terminal and on a page."""

from __future__ import annotations

from collections.abc import Sequence

WHOSE_PHONE = (
    "Their own phone, and nobody else looks at it",
    "Their own phone, but someone may see the screen",
    "Someone else's phone, or not sure: make nothing",
)
WHOSE_HANDS = ("Their own hands, and it is safe to have it", "Someone else's hands, or not sure: make nothing")
TWICE = ("No, make nothing", "Yes. They asked for it, and it is safe")
NOTHING = "Nothing is made."


def listed(why: Sequence[str]) -> str:
    """Reasons to be careful as a list in a sentence."""
    return why[0] if len(why) == 1 else f"{', '.join(why[:-1])} and {why[-1]}"
