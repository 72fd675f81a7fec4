"""The pack, the glossary and the questions by the quickest way there is: compiled with the program, else strictly read.

Only the pack that came with the program was ever compiled, and only in a wheel. Public: `load_pack`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kmnav.compiled import compiled_faqs, compiled_glossary, compiled_pack

if TYPE_CHECKING:
    from pathlib import Path

    from kmnav.pack import Pack
    from kmnav.terms import Faqs, Glossary


def load_pack(folder: Path | str | None = None, region: str | None = None) -> Pack:
    """The pack in `folder` (the shipped one if None) with one region.

    Raises PackInvalid with every problem found, or KmnavError where there is no pack at all.
    """
    made = compiled_pack(region) if folder is None else None
    if made is not None:
        return made
    from kmnav.load import load_pack as read

    return read(folder, region)


def load_glossary(folder: Path | str | None = None, region: str | None = None) -> Glossary:
    """The terms of the pack in `folder` (the shipped one if None) with those of one region. Raises as `load_pack`."""
    made = compiled_glossary(region) if folder is None else None
    if made is not None:
        return made
    from kmnav.load_terms import load_glossary as read

    return read(folder, region)


def load_faqs(folder: Path | str | None = None, region: str | None = None) -> Faqs:
    """Questions and answers of England, then of the region. Empty where the pack has none. Raises as `load_pack`."""
    made = compiled_faqs(region) if folder is None else None
    if made is not None:
        return made
    from kmnav.load_terms import load_faqs as read

    return read(folder, region)
