"""Look-ups beside the walk: emergency, service, about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Desk
from kmnav.cli.forms import (
    OF_A_SERVICE,
    OF_THE_999_SCREEN,
    EmergencyForm,
    SafeToSend,
    ServiceForm,
    desk_in_form,
)
from kmnav.cli.services import Wanted, show_services
from kmnav.cli.streams import tell, write, write_json
from kmnav.errors import KmnavError
from kmnav.model import AGE, HOME, PRACTICE, Role

if TYPE_CHECKING:
    pass

EMERGENCY = """\b
Example: kmnav emergency

The 999 screen at once: who to call, what to say first."""
SERVICE = """\b
Example: kmnav service thanet safe haven
Example: kmnav service 116 123
Example: kmnav service --age 15 --gp-area Margate --open-now

One service in full, by name, id or phone number; or several. Without a name, a list."""
ABOUT = """\b
Example: kmnav about

What this is and is not, who signed it and how old it is."""

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, and no questions.")]
Now = Annotated[
    str | None, typer.Option("--now", metavar="TIME", help="Judge dates and hours as of then: 2026-11-22T21:30.")
]
As = Annotated[str | None, typer.Option("--as", metavar="ROLE", help="gp-practice or volunteer. Else KMNAV_ROLE.")]
GpArea = Annotated[str | None, typer.Option(metavar="PLACE", help="List only what may fit a GP practice there.")]
SelfReferral = Annotated[bool, typer.Option("--self-referral", help="List only where people can go by themselves.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=EMERGENCY, short_help=short_help("emergency"))(emergency)
    app.command(help=SERVICE, short_help=short_help("service"))(service)
    app.command(help=ABOUT, short_help=short_help("about"))(about)


def emergency(context: typer.Context, as_role: As = None, form: EmergencyForm = None, json: AsJson = False) -> None:
    """Show the 999 screen. Nothing that is wrong with the pack or a variable may stand before the words."""
    from kmnav.recommend import recommend
    from kmnav.render.words import emergency_screen
    from kmnav.replay import Arrived

    desk = _desk_in_danger(context, form)
    try:
        pack = desk.pack()
    except KmnavError:
        write("EMERGENCY: Call 999 now. Stay with the person.\n")
        raise
    outcome = pack.outcomes[pack.settings.emergency]
    told = recommend(pack, Arrived((), outcome, ()), _role_in_danger(desk, as_role), pack.settings.as_of)
    if desk.said.json:
        from kmnav.render import as_json

        write_json(as_json.as_text(as_json.recommendation(pack, told, {}, ())))
        return
    desk.show(emergency_screen(pack, told))


def _desk_in_danger(context: typer.Context, form: str | None) -> Desk:
    try:
        return desk_in_form(context, form, OF_THE_999_SCREEN)
    except SystemExit:
        return desk_of(context)


def _role_in_danger(desk: Desk, given: str | None) -> Role:
    try:
        return desk.role(given)
    except SystemExit:
        tell("Shown for a volunteer.")
        return Role.VOLUNTEER


def service(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[NAME, ID or NUMBER]…")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="List only this kind.")] = None,
    door: Annotated[str | None, typer.Option(metavar="ID", help="List only what serves this door.")] = None,
    age: Annotated[str | None, typer.Option(metavar="AGE", help="List only what may fit this age.")] = None,
    home: Annotated[str | None, typer.Option(metavar="PLACE", help="List only what may fit a home there.")] = None,
    gp_area: GpArea = None,
    self_referral: SelfReferral = False,
    open_now: Annotated[bool, typer.Option("--open-now", help="List only what is known to be open.")] = False,
    as_role: As = None,
    form: ServiceForm = None,
    safe: SafeToSend = False,
    json: AsJson = False,
    now: Now = None,
) -> None:
    """Show services."""
    desk = desk_in_form(context, form, OF_A_SERVICE)
    facts = {AGE: age, HOME: home, PRACTICE: gp_area}
    wanted = Wanted(kind, door, facts, self_referral, open_now)
    show_services(desk, list(words or ()), wanted, desk.role(as_role), safe=safe)


def about(context: typer.Context, json: AsJson = False) -> None:
    """Say what this is and is not."""
    from kmnav.render.about import about_screen

    desk = desk_of(context)
    pack = desk.pack()
    if json:
        from kmnav.render import as_json

        write_json(as_json.as_text(as_json.about(pack)))
        return
    desk.show(about_screen(pack))
