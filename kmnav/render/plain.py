"""Blocks as plain lines: no colour, no boxes, no wrapping. What a screen reader or a file gets."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.render.blocks import Banner, Bullets, Heading, Keys, Line, Numbered, Screen, Space, Title


def plain(screen: Screen) -> str:
    """The screen as lines, each record on a line of its own, with a newline at the end."""
    return "\n".join(_lines(screen)).strip("\n") + "\n"


def _lines(screen: Screen) -> Iterator[str]:
    for block in screen:
        match block:
            case Title(text, tone):
                yield f"{tone.upper()}: {text}" if tone else text
            case Banner(text, _):
                yield text
            case Heading(text):
                yield ""
                yield text
            case Space():
                yield ""
            case Line(text, indent):
                yield "  " * indent + text
            case Bullets(items, indent):
                yield from ("  " * indent + f"- {item}" for item in items)
            case Keys(items):
                yield ", ".join(items)
            case Numbered(items):
                yield from (f"{at:>3}. {item}" for at, item in enumerate(items, 1))
