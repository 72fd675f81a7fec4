"""Blocks on a terminal: wrapped to its width, with colour where it has any. Never moves the cursor.

Pack text is printed with rich's markup, emoji and highlighting off, so that it says what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kmnav.render.blocks import Banner, Bullets, Heading, Line, Numbered, Screen, Title

STYLES = {
    "emergency": "bold white on red",
    "urgent": "bold black on yellow",
    "soon": "bold cyan",
    "routine": "bold green",
}
WIDEST = 100


def show(screen: Screen, stream: IO[str], *, colour: bool, width: int | None = None) -> None:
    """Print the screen to `stream`; `width` is in columns, the terminal's own if None."""
    console = Console(file=stream, no_color=not colour, color_system="auto" if colour else None, markup=False,
                      emoji=False, highlight=False, soft_wrap=False, width=width)  # fmt: skip
    console.width = min(console.width, WIDEST)
    for part in _parts(screen):
        console.print(part, overflow="fold")


def _parts(screen: Screen) -> Iterator[Text | Padding]:
    for block in screen:
        match block:
            case Title(text, tone):
                yield Text(f" {tone.upper()}: {text} " if tone else text, style=STYLES.get(tone, "bold"))
            case Banner(text, tone):
                yield Text(text, style=STYLES.get(tone, "bold"))
            case Heading(text):
                yield Text("")
                yield Text(text, style="bold")
            case Line(text, indent, faint, strong):
                yield Padding(Text(text, style="dim" if faint else "bold" if strong else ""), (0, 0, 0, 2 * indent))
            case Bullets(items, indent):
                yield from (_hanging("- ", item, indent) for item in items)
            case Numbered(items):
                yield from (_hanging(f"{at:>3}. ", item, 0) for at, item in enumerate(items, 1))


def _hanging(mark: str, item: str, indent: int) -> Padding:
    from rich.table import Table

    grid = Table.grid(padding=0)
    grid.add_column(width=len(mark), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark), Text(item))
    return Padding(grid, (0, 0, 0, 2 * indent))
