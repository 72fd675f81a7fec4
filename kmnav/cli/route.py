"""`kmnav route`: the walk, with facts given in advance, on a terminal or for a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.begin import Asked, begin, one_step
from kmnav.cli.forms import OF_A_ROUTE, Discreet, RouteForm, SafeToSend, desk_in_form
from kmnav.cli.look import As, AsJson, Now
from kmnav.cli.streams import tell, write
from kmnav.model import AGE, HOME, PRACTICE

if TYPE_CHECKING:
    from kmnav.pack import Pack

ROUTE = """\b
Example: kmnav route
Example: kmnav route --age 34 --gp-area Margate
Example: kmnav route --from danger=none,today=none --json

Walk through a few questions to the right service."""
NamedService = Annotated[
    str | None, typer.Option("--why-not", metavar="SERVICE", help="Say why a service is not among those offered.")
]
Age = Annotated[str | None, typer.Option(metavar="AGE", help="Age in years of the person, or 6m for a baby.")]
Home = Annotated[str | None, typer.Option(metavar="PLACE", help="Where they live: council, town or postcode.")]
GpArea = Annotated[str | None, typer.Option(metavar="PLACE", help="Where their GP practice is. Else KMNAV_AREA.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=ROUTE, short_help=short_help("route"))(route)


def route_or_help(context: typer.Context) -> None:
    """`kmnav` alone: the walk on a terminal, else short help. With --json, the walk's next step."""
    desk = desk_of(context)
    if desk.said.json or (desk.may_ask and sys.stdout.isatty()):
        route(context)
        return
    write(context.get_help() + "\n")


def route(
    context: typer.Context,
    answer: Annotated[
        list[str] | None,
        typer.Option("-a", "--answer", metavar="QUESTION=VALUE", help="An answer in advance. May be repeated."),
    ] = None,
    age: Age = None,
    home: Home = None,
    gp_area: GpArea = None,
    as_role: As = None,
    token: Annotated[str | None, typer.Option("--from", help="Carry on with a walk.", metavar="TOKEN")] = None,
    why_not: NamedService = None,
    form: RouteForm = None,
    discreet: Discreet = False,
    safe: SafeToSend = False,
    json: AsJson = False,
    now: Now = None,
) -> None:
    """Walk to the right service."""
    desk = desk_in_form(context, form, OF_A_ROUTE)
    facts = {AGE: age, HOME: home, PRACTICE: gp_area}
    start = begin(desk, Asked(token, tuple(answer or ()), facts, as_role, why_not, safe, discreet))
    if desk.may_ask:
        from kmnav.cli.walk import Walk

        Walk(start, _without_safety(start.pack, start.advance.answers)).run()
        return
    one_step(start)


def _without_safety(pack: Pack, answers: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in answers.items() if not _is_safety(pack, key)}
    if len(kept) < len(answers):
        tell("The safety questions are asked again.")
    return kept


def _is_safety(pack: Pack, question: str) -> bool:
    known = pack.question(question)
    return known is not None and known.safety is not None
