"""Look-ups beside the walk: emergency, service, about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.streams import tell, write, write_json
from kmnav.errors import KmnavError
from kmnav.model import AGE, HOME, PRACTICE, Role

if TYPE_CHECKING:
    from kmnav.fit import Fit
    from kmnav.model import Service
    from kmnav.pack import Pack

MOST_IN_FULL = 3
EMERGENCY = """\b
Example: kmnav emergency

The 999 screen at once: who to call, what to say first."""
SERVICE = """\b
Example: kmnav service thanet safe haven
Example: kmnav service 116 123
Example: kmnav service --age 15 --gp-area Margate

One service in full, by name, id or phone number. Without a name, a list."""
ABOUT = """\b
Example: kmnav about

What this is and is not, who signed it and how old it is."""

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, and no questions.")]
Now = Annotated[
    str | None, typer.Option("--now", metavar="TIME", help="Judge dates as of then, such as 2026-11-22T21:30.")
]
As = Annotated[str | None, typer.Option("--as", metavar="ROLE", help="gp-practice or volunteer. Else KMNAV_ROLE.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=EMERGENCY, short_help="The 999 screen at once.")(emergency)
    app.command(help=SERVICE, short_help="One service in full, by name, id or number; or a list.")(service)
    app.command(help=ABOUT, short_help="What this is and is not, and who has checked it.")(about)


def emergency(context: typer.Context, as_role: As = None, json: AsJson = False) -> None:
    """Show the 999 screen. Nothing that is wrong with the pack or a variable may stand before the words."""
    from kmnav.recommend import recommend
    from kmnav.render import as_json
    from kmnav.render.words import emergency_screen
    from kmnav.replay import Arrived

    desk = desk_of(context)
    try:
        pack = desk.pack()
    except KmnavError:
        write("EMERGENCY: Call 999 now. Stay with the person.\n")
        raise
    outcome = pack.outcomes[pack.settings.emergency]
    told = recommend(pack, Arrived((), outcome, ()), _role_in_danger(desk, as_role), pack.settings.as_of)
    if json:
        write_json(as_json.as_text(as_json.recommendation(pack, told, {}, ())))
        return
    desk.show(emergency_screen(pack, told))


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
    gp_area: Annotated[
        str | None, typer.Option(metavar="PLACE", help="List only what may fit a GP practice there.")
    ] = None,
    self_referral: Annotated[
        bool, typer.Option("--self-referral", help="List only where people can go by themselves.")
    ] = False,
    as_role: As = None,
    json: AsJson = False,
    now: Now = None,
) -> None:
    """Show services."""
    from kmnav.cli.filters import Filters
    from kmnav.render import as_json

    desk = desk_of(context)
    pack, role, on = desk.pack(), desk.role(as_role), desk.on
    query = " ".join(words or ()).strip()
    filters = Filters.read(pack, kind, door, self_referral, {AGE: age, HOME: home, PRACTICE: gp_area})
    called = _called(pack, query)
    found = filters.of(pack, called)
    if json:
        write_json(as_json.as_text(as_json.services(pack, (each for each, _ in found), role, on)))
    if not found:
        _not_found(query, called, pack)
    if not json:
        _show(desk, pack, query, found, role)


def _called(pack: Pack, query: str) -> list[Service]:
    from kmnav.find_service import services_called

    return services_called(tuple(pack.services.values()), query)[0] if query else list(pack.services.values())


def _not_found(query: str, called: list[Service], pack: Pack) -> None:
    from kmnav.find_service import services_called

    if called:
        fail("No service fits all of that.", "Leave out one of --kind, --door, --age or a place.", Exit.NOT_FOUND)
    near = services_called(tuple(pack.services.values()), query)[1]
    hint = f"Near: {'; '.join(near)}." if near else "Try one word of its name, or kmnav service for the list."
    fail(f'No service here is called "{query}".', hint, Exit.NOT_FOUND)


def _show(desk: Desk, pack: Pack, query: str, found: list[tuple[Service, Fit | None]], role: Role) -> None:
    from kmnav.find_service import older_contacts
    from kmnav.render.service import list_screen, service_screen

    if not query or len(found) > MOST_IN_FULL:
        about = f' for "{query}"' if query else ""
        desk.show(list_screen(found, f"{len(found)} service{'' if len(found) == 1 else 's'}{about}"))
        if query:
            tell("One in full: kmnav service ID")
        return
    for at, (each, _) in enumerate(found):
        if at:
            write("\n")
        desk.show(service_screen(pack, each, role, desk.on, older_contacts(each, query)))


def about(context: typer.Context, json: AsJson = False) -> None:
    """Say what this is and is not."""
    from kmnav.render import as_json
    from kmnav.render.about import about_screen

    desk = desk_of(context)
    pack = desk.pack()
    if json:
        write_json(as_json.as_text(as_json.about(pack)))
        return
    desk.show(about_screen(pack))
