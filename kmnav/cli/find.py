"""`kmnav find`: services by what a caller says; a danger in the words comes first."""

from __future__ import annotations

from typing import Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Exit, fail
from kmnav.cli.streams import write_json
from kmnav.model import AGE, HOME

FIND = """\b
Example: kmnav find my mum keeps forgetting things and left the gas on
Example: kmnav find --age 15 --home Margate cannot sleep for worry

Services by what a caller says, in their own words, and where to start the questions. Nothing is kept."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=FIND, short_help="Services by what a caller says.")(find)


def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What they said.")],
    age: Annotated[str | None, typer.Option(metavar="AGE", help="Only what may fit this age.")] = None,
    home: Annotated[str | None, typer.Option(metavar="PLACE", help="Only what may fit a home there.")] = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=50, help="How many services at most.")] = 6,
) -> None:
    """Find services by what a caller says."""
    from kmnav.cli.advance import FLAGS, fact_value
    from kmnav.find import find as search
    from kmnav.render.find import as_json, found_screen

    desk = desk_of(context)
    pack, query = desk.pack(), " ".join(words).strip()
    if not query:
        fail("No words were given.", "For example: kmnav find cannot sleep for worry", Exit.USAGE)
    facts = {fact: fact_value(pack, fact, text, FLAGS[fact]) for fact, text in ((AGE, age), (HOME, home)) if text}
    found = search(pack, query, age=facts.get(AGE), home=facts.get(HOME), limit=limit)
    if desk.said.json:
        write_json(as_json(pack, found))
    else:
        desk.show(found_screen(pack, found))
    if not found.results and found.banner is None:
        raise typer.Exit(Exit.NOT_FOUND)
