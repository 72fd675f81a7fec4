"""Look-ups beside the walk: emergency, service, about."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Exit, day_of, fail, write
from kmnav.model import Role


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=EMERGENCY)(emergency)
    app.command(help=SERVICE)(service)
    app.command(help=ABOUT)(about)


EMERGENCY = "The 999 screen at once: who to call, what to say first.\n\nExample: kmnav emergency"
SERVICE = """One service in full, by name, id or phone number. Without a name, a list.

Example: kmnav service thanet safe haven
Example: kmnav service 116 123"""
ABOUT = "What this is and is not, who signed it and how old it is.\n\nExample: kmnav about"

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Now = Annotated[str | None, typer.Option("--now", help="Judge dates as of then: 2026-11-22T21:30.")]
As = Annotated[str, typer.Option("--as", help="gp-practice or volunteer.", envvar="KMNAV_ROLE")]


def role_of(text: str) -> Role:
    """The role that an option names; ends with a usage error otherwise."""
    for role in Role:
        if role.value == text:
            return role
    known = " or ".join(role.value for role in Role)
    fail(f'"{text}" is not a role.', f"Use --as {known}.", Exit.USAGE)


def emergency(context: typer.Context, as_role: As = "volunteer") -> None:
    """Show the 999 screen."""
    from kmnav.recommend import recommend
    from kmnav.render.words import emergency_screen
    from kmnav.replay import Arrived

    desk = desk_of(context)
    pack = desk.pack()
    outcome = pack.outcomes[pack.settings.emergency]
    told = recommend(pack, Arrived((), outcome, ()), role_of(as_role), pack.settings.as_of)
    desk.show(emergency_screen(pack, told))


def service(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[NAME, ID or NUMBER]…")] = None,
    kind: Annotated[str | None, typer.Option(help="List only this kind.")] = None,
    door: Annotated[str | None, typer.Option(help="List only what serves this door.")] = None,
    json: AsJson = False,
    now: Now = None,
    as_role: As = "volunteer",
) -> None:
    """Show services."""
    from kmnav.find_service import services_called
    from kmnav.render import as_json
    from kmnav.render.blocks import Line, Title
    from kmnav.render.words import service_screen

    desk = desk_of(context)
    pack, role, on = desk.pack(), role_of(as_role), day_of(now)
    query = " ".join(words or ())
    listed = [
        each
        for each in pack.services.values()
        if (kind is None or pack.kinds[each.id] == kind) and (door is None or door in each.serves)
    ]
    found, near = services_called(listed, query) if query else (listed, ())
    if json:
        write(as_json.as_text(as_json.services(pack, found, role, on)))
    if not found:
        hint = f"Near: {', '.join(near)}." if near else "Try a shorter name, or kmnav service for the list."
        fail(f'No service is called "{query}".' if query else "No service fits.", hint, Exit.NOT_FOUND)
    if json:
        return
    if not query:
        desk.show((Title(f"{len(found)} services"), *(Line(f"{each.id}: {each.name}") for each in found)))
        return
    for each in found:
        desk.show(service_screen(pack, each, role, on))
        if each is not found[-1]:
            sys.stdout.write("\n")


def about(context: typer.Context, json: AsJson = False) -> None:
    """Say what this is and is not."""
    from kmnav.render import as_json
    from kmnav.render.blocks import Bullets, Heading, Line, Title

    desk = desk_of(context)
    pack = desk.pack()
    if json:
        write(as_json.as_text(as_json.about(pack)))
        return
    words, counted = pack.settings.about, as_json.counts(pack)
    desk.show(
        (
            Title("kmnav: the right door, first time"),
            Line(words.what),
            Line(words.for_whom),
            Heading("What it is not"),
            Bullets(words.not_for),
            Heading("Who has checked it"),
            Line(words.signed),
            Line(words.checked),
            Bullets(tuple(f"{key.replace('_', ' ')}: {count}" for key, count in counted.items())),
            Heading("Wrong number or wrong route?"),
            Line(pack.settings.report_to),
            Heading("Pack"),
            Line(f"{pack.settings.id} {pack.settings.version}, facts as of {pack.settings.as_of.isoformat()}"),
            Line(words.licence),
        )
    )
