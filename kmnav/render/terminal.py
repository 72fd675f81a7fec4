"""Blocks on a terminal: wrapped to its width, with colour where it has any. Never moves the cursor.

Pack text is printed with rich's markup, emoji and highlighting off, so that it says what it says. Words are
wrapped here, not by rich: an address of a page or a phone number must stay in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import TextWrapper
from typing import IO

from rich.console import Console
from rich.text import Text

from kmnav.render.blocks import Banner, Block, Bullets, Heading, Keys, Line, Numbered, Screen, Space, Title

STYLES = {
    "emergency": "bold white on red",
    "urgent": "bold black on yellow",
    "soon": "bold cyan",
    "routine": "bold green",
}
WIDEST = 100
NARROWEST = 20
HELD = "\u00a0"
_IN_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")


def show(screen: Screen, stream: IO[str], *, colour: bool, width: int | None = None) -> None:
    """Print the screen to `stream`; `width` is in columns, the terminal's own if None."""
    console = Console(file=stream, no_color=not colour, color_system="auto" if colour else None, markup=False,
                      emoji=False, highlight=False, width=width)  # fmt: skip
    columns = max(NARROWEST, min(console.width, WIDEST))
    for block in screen:
        for text, style in _lines(block, columns):
            console.print(Text(text, style=style), soft_wrap=True)


def _lines(block: Block, width: int) -> Iterator[tuple[str, str]]:
    match block:
        case Title(text, tone):
            yield from _wrapped(f"{tone.upper()}: {text}" if tone else text, width, style=STYLES.get(tone, "bold"))
        case Banner(text, tone):
            yield from _wrapped(text, width, style=STYLES.get(tone, "bold"))
        case Heading(text):
            yield "", ""
            yield from _wrapped(text, width, style="bold")
        case Space():
            yield "", ""
        case Line(text, indent, faint, strong):
            yield from _wrapped(text, width, "  " * indent, style="dim" if faint else "bold" if strong else "")
        case Bullets(items, indent):
            for item in items:
                yield from _wrapped(item, width, f"{'  ' * indent}- ")
        case Keys(items):
            yield from _wrapped(", ".join(item.replace(" ", HELD) for item in items), width, style="dim")
        case Numbered(items):
            for at, item in enumerate(items, 1):
                yield from _wrapped(item, width, f"{at:>3}. ")


def _wrapped(text: str, width: int, mark: str = "", style: str = "") -> Iterator[tuple[str, str]]:
    wrapper = TextWrapper(width, initial_indent=mark, subsequent_indent=" " * len(mark),
                          break_long_words=False, break_on_hyphens=False)  # fmt: skip
    held = _IN_A_NUMBER.sub(HELD, text)
    return ((line.replace(HELD, " "), style) for line in wrapper.wrap(held))
