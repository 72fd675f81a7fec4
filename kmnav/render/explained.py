"""The terms of a letter or a paper, each in a few lines: for a screen, or in Markdown to go under the letter."""

from __future__ import annotations

from collections.abc import Sequence

from kmnav.in_text import Explained
from kmnav.render.blocks import Block, Heading, Line, Screen, Title
from kmnav.render.glossary import UNSOURCED, fate, heading, source_words
from kmnav.terms import Glossary, Term


def explained_screen(glossary: Glossary, found: Sequence[Explained]) -> Screen:
    """The terms of a text, shortly: what each means, whether it still holds, and one source."""
    if not found:
        return (Line("No term of the glossary stands in this text."),)
    blocks: list[Block] = [Title(f"{len(found)} term{'' if len(found) == 1 else 's'} in this text")]
    for each in found:
        blocks.append(Heading(f"{each.as_written} (line {each.line})"))
        if len(each.terms) > 1:
            blocks.append(Line(f"This has {len(each.terms)} meanings. The text does not say which."))
        for term in each.terms:
            blocks += [Line(part) for part in short_entry(glossary, term)]
    return (*blocks, Heading("All sources of one: kmnav glossary TERM"))


def short_entry(glossary: Glossary, term: Term) -> tuple[str, ...]:
    """An entry in a few lines."""
    parts = (f"{heading(term)}. {fate(glossary, term)}".strip(), term.means)
    here = (f"Here: {term.here}",) if term.here else ()
    announced = (f"Announced, not done: {term.announced}",) if term.announced else ()
    return (*parts, *here, *announced, newest_source(term))


def explained_markdown(glossary: Glossary, found: Sequence[Explained]) -> str:
    """The terms of a text as a Markdown list, to go under a letter."""
    lines = ["# Terms in this text", ""]
    for each in found:
        for term in each.terms:
            first, *rest = short_entry(glossary, term)
            line = f"line {each.line}, written {_escaped(each.as_written)}"
            lines += [f"- **{_escaped(first)}** ({line})", *(f"  {_escaped(part)}" for part in rest), ""]
    return "\n".join(lines if found else [*lines, "No term of the glossary stands in this text.", ""])


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in text)


def newest_source(term: Term) -> str:
    """One source for a short form: the newest that has a date, else the first."""
    listed = sorted(
        term.sources.values(), key=lambda each: each.page_date.day.toordinal() if each.page_date else 0, reverse=True
    )
    return f"Source: {source_words(listed[0])}." if listed else UNSOURCED
