"""Blocks as HTML, so that a page says the same words as a terminal. All text is escaped here, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from kmnav.render.blocks import Banner, Block, Bullets, Heading, Keys, Line, Numbered, Screen, Space, Title

_LINK = re.compile(
    r"(?P<url>https?://[^\s<>\"')]+[^\s<>\"').,;:])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\d/.=-])(?P<phone>0\d{2,4} ?\d{3} ?\d{3,4}|0\d{9,10}|116 ?\d{3})(?!\d)"
    r"|(?<=[Cc]all )(?P<short>999|111|101|112)(?!\d)"
)


def as_html(screen: Screen, *, level: int = 1) -> Markup:
    """A screen as HTML. Its title is a heading of `level`; headings below it follow in order."""
    return Markup("\n").join(_blocks(screen, level))


def _blocks(screen: Screen, level: int) -> Iterator[Markup]:
    """A strong line with indented lines below it is a record: it gets a heading of its own."""
    below, in_record = level + 1, False
    for at, block in enumerate(screen):
        follows = screen[at + 1] if at + 1 < len(screen) else None
        starts = isinstance(block, Line) and block.strong and not block.indent and _is_detail(follows)
        if in_record and not _is_detail(block):
            yield Markup("</div>")
            in_record = False
        if starts and isinstance(block, Line):
            yield Markup('<div class="record"><h{0}>{1}</h{0}>').format(below + 1, escape(block.text))
            in_record = True
        else:
            yield _block(block, level, below)
    if in_record:
        yield Markup("</div>")


def _is_detail(block: Block | None) -> bool:
    return isinstance(block, Line) and block.indent > 0


def _block(block: Block, level: int, below: int) -> Markup:
    told = Markup("")
    match block:
        case Title(text, tone):
            told = Markup('<h{0} class="title {1}">{2}{3}</h{0}>').format(level, tone, _tone(tone), text)
        case Banner(text, tone):
            told = Markup('<p class="banner {0}">{1}</p>').format(tone, linked(text))
        case Heading(text):
            told = Markup("<h{0}>{1}</h{0}>").format(below, text)
        case Line(text):
            told = Markup('<p class="{0}">{1}</p>').format(_classes(block), linked(text))
        case Bullets(items):
            told = Markup("<ul>{0}</ul>").format(_items(items))
        case Numbered(items):
            told = Markup("<ol>{0}</ol>").format(_items(items))
        case Keys() | Space():
            pass
    return told


def _tone(tone: str) -> Markup:
    return Markup('<span class="urgency">{0}</span> ').format(tone.capitalize()) if tone else Markup("")


def _classes(line: Line) -> str:
    names = (("strong", line.strong), ("faint", line.faint), ("detail", bool(line.indent)))
    return " ".join(name for name, holds in names if holds)


def _items(items: tuple[str, ...]) -> Markup:
    return Markup("").join(Markup("<li>{0}</li>").format(linked(item)) for item in items)


@lru_cache(maxsize=4096)
def linked(text: str) -> Markup:
    """Text with its numbers and addresses as links that a phone or a browser can follow."""
    parts, at = [], 0
    for found in _LINK.finditer(text):
        parts += [escape(text[at : found.start()]), _link(found)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _link(found: re.Match[str]) -> Markup:
    said = found.group()
    if found.group("url"):
        return Markup('<a href="{0}" rel="noreferrer noopener external">{0}</a>').format(said)
    if found.group("email"):
        return Markup('<a href="mailto:{0}">{0}</a>').format(said)
    return Markup('<a href="tel:{0}" class="phone">{1}</a>').format(said.replace(" ", ""), said)
