"""`--format`: in which form a result comes, and the flags that only a message or a sheet needs."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import JSON, MARKDOWN, MESSAGE, NOTE, PLAIN, SHEET, Desk, Exit, fail
from kmnav.record import replace

OF_A_ROUTE = (PLAIN, MARKDOWN, MESSAGE, SHEET, NOTE, JSON)
OF_A_SERVICE = (PLAIN, MARKDOWN, SHEET, JSON)
OF_THE_999_SCREEN = (PLAIN, MARKDOWN, JSON)

_HELP = "The form of the result."
RouteForm = Annotated[str | None, typer.Option("--format", metavar="FORM", help=f"One of {', '.join(OF_A_ROUTE)}.")]
ServiceForm = Annotated[str | None, typer.Option("--format", metavar="|".join(OF_A_SERVICE), help=_HELP)]
EmergencyForm = Annotated[str | None, typer.Option("--format", metavar="|".join(OF_THE_999_SCREEN), help=_HELP)]
Discreet = Annotated[bool, typer.Option("--discreet", help="A message whose words a lock screen may show.")]
SafeToSend = Annotated[
    bool, typer.Option("--safe-to-send", help="Somebody asked whose phone or hands, and it is safe.")
]


def desk_in_form(context: typer.Context, form: str | None, forms: Iterable[str]) -> Desk:
    """The desk, with what `--format` asks of it; ends with a usage error where that is no form of this command."""
    desk = desk_of(context)
    if form is None:
        return desk
    known = tuple(forms)
    if form not in known:
        near = get_close_matches(form, known, 1, 0.5)
        hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
        fail(f'"{form}" is not a form.', hint, Exit.USAGE)
    if desk.said.json and form != JSON:
        fail(f"--json and --format {form} do not go together.", "Give one of them.", Exit.USAGE)
    said = replace(desk.said, json=desk.said.json or form == JSON, plain=desk.said.plain or form == PLAIN)
    return Desk(said, form)
