"""Look-ups beside the walk: emergency, service, about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.forms import (
    OF_A_SERVICE,
    OF_THE_999_SCREEN,
    SHEET,
    EmergencyForm,
    SafeToSend,
    ServiceForm,
    desk_in_form,
)
from kmnav.cli.streams import tell, write, write_json
from kmnav.errors import KmnavError
from kmnav.model import AGE, HOME, PRACTICE, Role

if TYPE_CHECKING:
    from kmnav.fit import Fit, Person
    from kmnav.model import Service
    from kmnav.pack import Pack

MOST_IN_FULL = 3
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
    app.command(help=EMERGENCY, short_help="The 999 screen at once.")(emergency)
    app.command(help=SERVICE, short_help="One service in full, by name, id or number; or a list.")(service)
    app.command(help=ABOUT, short_help="What this is and is not, and who has checked it.")(about)


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
    from kmnav.cli.filters import Filters
    from kmnav.cli.gp_practices import practices_shown

    desk = desk_in_form(context, form, OF_A_SERVICE)
    pack, role = desk.pack(), desk.role(as_role)
    narrowed = bool(door or age or self_referral or open_now or (home and gp_area))
    query = " ".join(words or ()).strip()
    if desk.form != SHEET and practices_shown(desk, pack, query, kind, gp_area or home, narrowed=narrowed):
        return
    filters = Filters.read(pack, kind, door, self_referral, {AGE: age, HOME: home, PRACTICE: gp_area})
    called, queries = _called(pack, [word for word in words or () if word.strip()])
    found = filters.of(pack, called)
    if open_now:
        found = _open_only(desk, pack, found, role)
    if desk.said.json:
        _as_json(desk, pack, found, role)
    if not found:
        _not_found(" ".join(queries), called, pack)
    if desk.form == SHEET:
        _sheet(desk, pack, [each for each, _ in found] if queries else [], role, safe=safe, person=filters.person)
    elif not desk.said.json:
        _show(desk, pack, queries, found, role)


def _as_json(desk: Desk, pack: Pack, found: list[tuple[Service, Fit | None]], role: Role) -> None:
    from kmnav.render import as_json

    write_json(as_json.as_text(as_json.services(pack, (each for each, _ in found), role, desk.on)))


def _open_only(
    desk: Desk, pack: Pack, found: list[tuple[Service, Fit | None]], role: Role
) -> list[tuple[Service, Fit | None]]:
    from kmnav.cli.filters import OpenNow

    opening = OpenNow.of(pack, (each for each, _ in found), role, desk.on)
    tell(f"Left out because nobody knows their hours: {opening.not_known}.")
    return [(each, verdict) for each, verdict in found if each.id in opening.states]


def _sheet(desk: Desk, pack: Pack, services: list[Service], role: Role, *, safe: bool, person: Person | None) -> None:
    from kmnav.cli.take_away import write_services_sheet

    if not services:
        fail("A sheet needs the names of its services.", "For example: kmnav service ID ID --format sheet", Exit.USAGE)
    write_services_sheet(desk, pack, services, role, safe=safe, person=person)


def _called(pack: Pack, words: list[str]) -> tuple[list[Service], tuple[str, ...]]:
    """The services that the words name, all without words; and the names or numbers they were found by."""
    from kmnav.find_service import several_called

    return several_called(pack, words) if words else (list(pack.services.values()), ())


def _not_found(query: str, called: list[Service], pack: Pack) -> None:
    from kmnav.find_service import services_called
    from kmnav.gp_practices import near_practices

    if called:
        fail("No service fits all of that.", "Leave out one of --kind, --door, --open-now or a place.", Exit.NOT_FOUND)
    practices = near_practices(pack.region.practices.values(), query)
    near = (*services_called(pack, query)[1], *practices)
    hint = f"Near: {'; '.join(near)}." if near else "Try one word of its name, or kmnav service for the list."
    fail(f'No service here is called "{query}".', hint, Exit.NOT_FOUND)


def _show(
    desk: Desk, pack: Pack, queries: tuple[str, ...], found: list[tuple[Service, Fit | None]], role: Role
) -> None:
    from kmnav.find_service import older_contacts
    from kmnav.render.service import list_screen, service_screen

    if not queries or len(found) > max(MOST_IN_FULL, len(queries)):
        about = f' for "{" ".join(queries)}"' if queries else ""
        heading = f"{len(found)} service{'' if len(found) == 1 else 's'}{about}"
        desk.show(list_screen(pack, found, heading, role, desk.on))
        if queries:
            tell("One in full: kmnav service ID")
        return
    for at, (each, _) in enumerate(found):
        if at:
            write("\n")
        older = [old for query in queries for old in older_contacts(each, query)]
        desk.show(service_screen(pack, each, role, desk.on, older))


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
