"""Blocks as Markdown, for a page on an intranet or a ticket. Pack text says what it says: its marks are escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kmnav.render.blocks import Banner, Bullets, Heading, Keys, Line, Numbered, Screen, Space, Title

_MARKS = re.compile(r"[\\`*_\[\]<>#|~]")
_LIST = re.compile(r"^([ \t]*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>()]+[^\s<>().,;:]")


def markdown(screen: Screen) -> str:
    """The screen as Markdown, with a newline at the end."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(screen))).strip("\n") + "\n"


def _lines(screen: Screen) -> Iterator[str]:
    for block in screen:
        match block:
            case Title(text, tone):
                yield from ("", f"# {escaped(f'{tone.upper()}: {text}' if tone else text)}", "")
            case Banner(text, _):
                yield from ("", f"**{escaped(text)}**", "")
            case Heading(text):
                yield from ("", f"## {escaped(text)}", "")
            case Space():
                yield ""
            case Line(text, indent, _, strong):
                yield from _line(text, indent, strong=strong)
            case Bullets(items, _) | Keys(items):
                yield from ("", *(f"- {escaped(item)}" for item in items), "")
            case Numbered(items):
                yield from ("", *(f"{at}. {escaped(item)}" for at, item in enumerate(items, 1)), "")


def _line(text: str, indent: int, *, strong: bool) -> Iterator[str]:
    """What is indented on a screen belongs to the line above it: here a list under it."""
    if indent:
        yield f"- {escaped(text)}"
    else:
        yield from ("", f"**{escaped(text)}**" if strong else escaped(text), "")


def escaped(text: str) -> str:
    """`text` with what Markdown would read as its own marks escaped; web addresses stay whole, as links."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [_plain(text[at : found.start()]), f"<{found.group()}>"]
        at = found.end()
    return "".join((*parts, _plain(text[at:])))


def _plain(text: str) -> str:
    safe = _MARKS.sub(lambda mark: f"\\{mark.group()}", text)
    return _LIST.sub(lambda start: f"{start.group(1)}{start.group(2)[:-1]}\\{start.group(2)[-1]}", safe)
