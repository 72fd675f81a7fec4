"""The alphabet of text messages (GSM 03.38, 7 bit) and how many messages a network makes of a text.

One mark outside it makes the whole text cost more than twice as much, and old phones show a box; so text is
put into it first. Lengths are in septets, the network's unit: most marks take one, a few take two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = "^{}\\[~]|€\f"
ESCAPE = "\x1b"
ALONE = 160
IN_PARTS = 153
INSTEAD = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "…": "...", "•": "-", "×": "x",
           "\u00a0": " ", "→": "->", "≥": ">=", "≤": "<=", "\u2011": "-", "\u202f": " ", "⁄": "/"}  # fmt: skip
_COSTS = {**dict.fromkeys(BASIC.replace(ESCAPE, ""), 1), **dict.fromkeys(EXTENDED, 2)}


def in_gsm(text: str) -> str:
    """`text` in that alphabet: other marks become their like, letters lose an accent, the rest is `?`."""
    return "".join(map(_mark, unicodedata.normalize("NFC", text)))


def _mark(mark: str) -> str:
    if mark in _COSTS:
        return mark
    if mark in INSTEAD:
        return INSTEAD[mark]
    parts = unicodedata.normalize("NFKD", mark)
    like = "".join(part if part in _COSTS else INSTEAD.get(part, "") for part in parts)
    return like or ("" if unicodedata.combining(mark) else "?")


def is_gsm(text: str) -> bool:
    """Whether every mark is in the alphabet."""
    return all(mark in _COSTS for mark in text)


def septets(text: str) -> int:
    """The length as the network counts it. Raises ValueError where a mark is not in the alphabet."""
    return sum(_costs(text))


def parts(text: str) -> int:
    """How many messages the network makes of it: 160 septets alone, else 153 in each.

    A mark of two septets is never cut in half. Raises ValueError where a mark is not in the alphabet.
    """
    costs = list(_costs(text))
    if sum(costs) <= ALONE:
        return 1
    made, room = 1, IN_PARTS
    for cost in costs:
        if cost > room:
            made, room = made + 1, IN_PARTS
        room -= cost
    return made


def _costs(text: str) -> Iterator[int]:
    for mark in text:
        if mark not in _COSTS:
            raise ValueError(f"{mark!r} cannot stand in a text message.")
        yield _COSTS[mark]
