"""What is said of a look-up besides its entries. The front door says so too, so nothing is imported here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def closest(query: str, full: str) -> str:
    """That no entry is called so, and which one was taken."""
    return f'No entry is called "{query}". The closest is {full}.'


def meanings(query: str, count: int) -> str:
    """That a query stands for several entries."""
    return f'"{query}" has {count} meanings.'


def missed(query: str, labels: Sequence[str]) -> tuple[str, str]:
    """One line of what was not found and what is near, and one of what to do."""
    close = f" Close: {', '.join(labels)}." if labels else ""
    again = f"kmnav glossary {labels[0]}" if labels else "other words, or kmnav glossary for the list"
    return f'No entry for "{query}".{close}', f"Try: {again}"
