"""The Typer app: its commands, and the front door before them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Annotated

import typer

from kmnav.cli.desk import Desk, Exit
from kmnav.cli.everywhere import EPILOG, with_options
from kmnav.cli.streams import write

HELP = {"help_option_names": ["-h", "--help"]}
INTRO = """\b
Example: kmnav route
Example: kmnav glossary CCG

Find the right door in health and social care, first time.

In danger now? kmnav emergency"""


def desk_of(context: typer.Context) -> Desk:
    """What the options come to that hold for every command."""
    desk = context.obj
    return desk if isinstance(desk, Desk) else Desk()


def front_door(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Program, pack, region, format and date.")] = False,
) -> None:
    """Find the right door in health and social care, first time."""
    if version:
        _show_version(desk_of(context))
        raise typer.Exit(Exit.OK)
    if context.invoked_subcommand is None:
        from kmnav.cli.route import route_or_help

        route_or_help(context)


def _show_version(desk: Desk) -> None:
    from kmnav.render.version import version_words

    write(version_words(desk.pack()))


HOMES = {
    "route": "route",
    "find": "find",
    "emergency": "look",
    "service": "look",
    "about": "look",
    "glossary": "glossary",
    "faq": "glossary",
    "serve": "serve",
    "check": "upkeep",
    "graph": "upkeep",
    "checked": "checked",
    "export": "share",
    "diff": "share",
    "completion": "completion",
}


@cache
def register(only: str | None = None) -> typer.Typer:
    """The app with all its commands; with `only` that one alone, so that nobody waits for the others."""
    app = typer.Typer(
        help=INTRO,
        context_settings=HELP,
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=False,
        pretty_exceptions_enable=False,
    )
    for module in dict.fromkeys(HOMES.values()) if only is None else (HOMES[only],):
        import_module(f"kmnav.cli.{module}").add_to(app)
    app.registered_commands = [each for each in app.registered_commands if only in (None, _name(each.callback))]
    for command in app.registered_commands:
        if command.callback is not None:
            command.callback = with_options(command.callback, hidden=True)
            command.epilog = command.epilog or EPILOG
    app.callback(invoke_without_command=True)(with_options(front_door, hidden=False))
    return app


def _name(command: object) -> str:
    return str(getattr(command, "__name__", ""))
