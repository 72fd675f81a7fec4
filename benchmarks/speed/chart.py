"""Lines on two logarithmic axes, as an SVG that any browser shows: for docs/growth.md."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 70, 190, 40, 50
COLOURS = ("#005a9c", "#b45309", "#15803d", "#7e22ce", "#be123c", "#475569", "#0e7490")
Points = Sequence[tuple[float, float]]


def chart(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """A chart of some lines, each named at its end. `across` and `up` say what the axes are."""
    points = [point for line in lines.values() for point in line]
    x_low, x_high = _whole_powers([x for x, _ in points])
    y_low, y_high = _whole_powers([y for _, y in points])

    def at(x: float, y: float) -> tuple[float, float]:
        right = (math.log10(x) - x_low) / (x_high - x_low)
        height = (math.log10(y) - y_low) / (y_high - y_low)
        return LEFT + right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">']
    parts.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>{_text(LEFT, 20, title, size=14)}')
    for power in range(x_low, x_high + 1):
        x, y = at(10**power, 10**y_low)
        parts.append(_grid(x, TOP, x, y) + _text(x, y + 18, f"{10**power:,}", anchor="middle"))
    for power in range(y_low, y_high + 1):
        x, y = at(10**x_low, 10**power)
        parts.append(_grid(x, y, WIDTH - RIGHT, y) + _text(x - 6, y + 4, f"{10.0**power:g}", anchor="end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, anchor="middle") + _text(8, TOP - 8, up))
    parts += _lines(lines, at)
    return "\n".join((*parts, "</svg>\n"))


def _lines(lines: Mapping[str, Points], at: Callable[[float, float], tuple[float, float]]) -> list[str]:
    parts, taken = [], list[float]()
    for colour, (name, line) in zip(COLOURS, lines.items(), strict=False):
        places = [at(*point) for point in line]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        beside = places[-1][1] + 4
        while any(abs(beside - other) < 14 for other in taken):
            beside += 14
        taken.append(beside)
        parts.append(_text(places[-1][0] + 8, beside, name, colour=colour))
    return parts


def _whole_powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#ddd"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#222", size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escape(text)}</text>'
    )
