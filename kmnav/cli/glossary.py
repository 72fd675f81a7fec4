"""Look-ups of words: glossary, faq. Neither loads the walk."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Exit, fail
from kmnav.cli.streams import write, write_json
from kmnav.cli.term import show_term
from kmnav.render.plain import plain

if TYPE_CHECKING:
    from kmnav.terms import Glossary

LONGEST_TEXT = 1_000_000
GLOSSARY = """\b
Example: kmnav glossary CCG
Example: kmnav glossary CCG --lineage
Example: kmnav glossary --text letter.txt
Example: kmnav glossary --status historical

What a term means, whether it still exists and what replaced it. Without a term, a list."""
FAQ = """\b
Example: kmnav faq
Example: kmnav faq complain

Questions that people ask, with answers and sources. With words, those about the words."""
FORMS = ("plain", "markdown", "json")


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=GLOSSARY, short_help=short_help("glossary"))(glossary)
    app.command(help=FAQ, short_help=short_help("faq"))(faq)


def glossary(
    context: typer.Context,
    term: Annotated[list[str] | None, typer.Argument(metavar="[TERM]…", help="The words are one query.")] = None,
    lineage: Annotated[bool, typer.Option("--lineage", help="What came before and after, with dates.")] = False,
    text: Annotated[
        str | None, typer.Option(metavar="FILE", help="Explain every term in a letter; - reads what is typed or piped.")
    ] = None,
    category: Annotated[str | None, typer.Option(metavar="NAME", help="List only this category.")] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="List only current, historical, renamed or uncertain terms.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="|".join(FORMS), help="The form of the result.")
    ] = None,
) -> None:
    """Look up a term."""
    from kmnav.packs import load_glossary

    desk, query = desk_of(context), " ".join(term or ()).strip()
    _refuse_mixtures(query, text, category or status, form)
    as_json = desk.said.json or form == "json"
    known = load_glossary(desk.pack_dir, desk.region)
    if text is not None:
        _explain(known, text, "json" if as_json else form or "plain")
    elif query:
        show_term(known, query, lineage=lineage, as_json=as_json)
    else:
        _refuse_lineage_alone(lineage)
        _list(known, category, status, as_json=as_json)


def _refuse_mixtures(query: str, text: str | None, filters: str | None, form: str | None) -> None:
    if form is not None and form not in FORMS:
        fail(f'"{form}" is not a form.', f"Use --format {' or '.join(FORMS)}.", Exit.USAGE)
    if form == "markdown" and text is None:
        fail("Markdown is for --text.", "Add --text FILE, or leave out --format markdown.", Exit.USAGE)
    if sum(map(bool, (query, text is not None, filters))) > 1:
        fail("A term, --text and a list do not go together.", "Give one of them.", Exit.USAGE)


def _refuse_lineage_alone(lineage: bool) -> None:
    if lineage:
        fail("--lineage needs a term.", "For example: kmnav glossary CCG --lineage", Exit.USAGE)


def _explain(known: Glossary, name: str, form: str) -> None:
    from kmnav.in_text import explain
    from kmnav.render.explained import explained_markdown, explained_screen
    from kmnav.render.glossary_json import explained

    found = explain(known, _text_of(name))
    if form == "json":
        write_json(explained(known, found))
    elif form == "markdown":
        write(explained_markdown(known, found))
    else:
        write(plain(explained_screen(known, found)))


def _text_of(name: str) -> str:
    """The text in a file, or on stdin where the name is `-`. It is read and not kept."""
    if name == "-":
        text = sys.stdin.read(LONGEST_TEXT + 1) if sys.stdin is not None else ""
    else:
        try:
            with Path(name).expanduser().open(encoding="utf-8", errors="replace") as file:
                text = file.read(LONGEST_TEXT + 1)
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            fail(f'"{name}" cannot be read: {reason}.', "Give --text a file, or - for what is piped in.", Exit.USAGE)
    if "\0" in text:
        fail(f'"{name}" is not plain text.', "Save it as plain text, then try again.", Exit.USAGE)
    if len(text) > LONGEST_TEXT:
        fail(f'"{name}" is too long.', "Give it in parts of a million letters at most.", Exit.USAGE)
    return text


def _list(known: Glossary, category: str | None, status: str | None, *, as_json: bool) -> None:
    from kmnav.render.glossary import list_screen
    from kmnav.render.glossary_json import listed

    terms = list(known.terms.values())
    _refuse_unknown(category, "category", (each.category for each in terms))
    _refuse_unknown(status, "status", (each.status.value for each in terms))
    kept = [
        each
        for each in sorted(terms, key=lambda term: (term.label.casefold(), term.id))
        if (category is None or each.category == category) and (status is None or each.status.value == status)
    ]
    if not kept:
        fail("No term is both.", "Leave out --category or --status.", Exit.NOT_FOUND)
    if as_json:
        write_json(listed(kept))
    else:
        write(plain(list_screen(kept)))


def _refuse_unknown(given: str | None, what: str, known: Iterable[str]) -> None:
    choices = sorted(set(known))
    if given is not None and given not in choices:
        fail(f'"{given}" is not a {what}.', f"Use --{what} with one of: {', '.join(choices)}.", Exit.USAGE)


def faq(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]…", help="What it is about.")] = None,
) -> None:
    """Show questions with answers."""
    from kmnav.faq import answers_to
    from kmnav.packs import load_faqs
    from kmnav.render.glossary import faq_list, faq_screen
    from kmnav.render.glossary_json import answered

    desk, query = desk_of(context), " ".join(words or ()).strip()
    faqs = load_faqs(desk.pack_dir, desk.region)
    found = answers_to(faqs.answers, query)
    if desk.said.json:
        write_json(answered(found))
    if not found and not query:
        fail("This pack has no questions with answers.", "Add faqs.yaml to it, or leave out --pack.", Exit.NOT_FOUND)
    if not found:
        fail(f'No question here is about "{query}".', "Try one other word, or kmnav faq for the list.", Exit.NOT_FOUND)
    if not desk.said.json:
        write(plain(faq_screen(found) if query else faq_list(found)))
