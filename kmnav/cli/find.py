"""`kmnav find`: services by what a caller says; a danger in the words comes first."""

from __future__ import annotations

from typing import Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.found import MOST, show_found
from kmnav.model import AGE, HOME

FIND = """\b
Example: kmnav find my mum keeps forgetting things and left the gas on
Example: kmnav find --age 15 --home Margate cannot sleep for worry

Services by what a caller says, in their own words, and where to start the questions. Nothing is kept."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=FIND, short_help=short_help("find"))(find)


def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What they said.")],
    age: Annotated[str | None, typer.Option(metavar="AGE", help="Only what may fit this age.")] = None,
    home: Annotated[str | None, typer.Option(metavar="PLACE", help="Only what may fit a home there.")] = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=50, help="How many services at most.")] = MOST,
) -> None:
    """Find services by what a caller says."""
    show_found(desk_of(context), words, {AGE: age, HOME: home}, limit)
