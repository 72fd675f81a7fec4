"""The few kinds of block that every screen is made of, so that all forms say the same words."""

from __future__ import annotations

from typing import TypeAlias

from kmnav.record import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """The first line of a screen. `tone` is an urgency's word, or empty."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of a screen."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two. `indent` is in steps of two columns; `faint` for what matters less."""

    text: str
    indent: int = 0
    faint: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences, one to a bullet."""

    items: tuple[str, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Numbered:
    """Options that are chosen by number."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What may be typed, each key with its meaning. One of them is never broken over two lines."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """What must not be missed. `tone` is an urgency's word."""

    text: str
    tone: str


Block: TypeAlias = Title | Heading | Space | Line | Bullets | Numbered | Keys | Banner
Screen: TypeAlias = tuple[Block, ...]
