"""The Typer app: its commands, and the front door before them."""

from __future__ import annotations

from collections.abc import Sequence
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


# Each command with the module that it is in and its line in the help.
COMMANDS = {
    "route": ("route", "Walk through a few questions to the right service."),
    "find": ("find", "Services by what a caller says."),
    "emergency": ("look", "The 999 screen at once."),
    "service": ("look", "One service in full, by name, id or number; or a list."),
    "about": ("look", "What this is and is not, and who has checked it."),
    "glossary": ("glossary", "What a term means, whether it still exists, what replaced it."),
    "faq": ("glossary", "Questions that people ask, with answers and sources."),
    "serve": ("serve", "The same in a browser, from this machine."),
    "check": ("upkeep", "Prove the safety rules of a pack, and run its cases."),
    "graph": ("upkeep", "Every text to read and sign, or a chart."),
    "checked": ("checked", "Write down that a person confirmed a contact today."),
    "export": ("share", "The directory as an open feed, as tables, or the schemas."),
    "diff": ("share", "What changed between two packs, and who is now sent elsewhere."),
    "completion": ("completion", "A script that lets bash, zsh or fish finish words."),
}


def short_help(command: str) -> str:
    """The line of a command in the help."""
    return COMMANDS[command][1]


def app_for(words: Sequence[str]) -> typer.Typer:
    """As much of the app as a command line needs."""
    if len(words) == 1 and words[0] in HELP["help_option_names"]:
        return names_only()
    return register(words[0] if words and words[0] in COMMANDS else None)


def names_only() -> typer.Typer:
    """The app for its own help: each command with its line, and nothing of what it does."""
    app = _app()
    for name, (_, told) in COMMANDS.items():
        app.command(name, short_help=told)(_nothing)
    return _with_front_door(app)


def _nothing() -> None:
    """What a command does where only its name is asked for."""


@cache
def register(only: str | None = None) -> typer.Typer:
    """The app with all its commands; with `only` that one alone, so that nobody waits for the others."""
    app = _app()
    modules = [module for name, (module, _) in COMMANDS.items() if only in (None, name)]
    for module in dict.fromkeys(modules):
        import_module(f"kmnav.cli.{module}").add_to(app)
    app.registered_commands = [each for each in app.registered_commands if only in (None, _name(each.callback))]
    for command in app.registered_commands:
        if command.callback is not None:
            command.callback = with_options(command.callback, hidden=True)
            command.epilog = command.epilog or EPILOG
    return _with_front_door(app)


def _app() -> typer.Typer:
    return typer.Typer(
        help=INTRO,
        context_settings=HELP,
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=False,
        pretty_exceptions_enable=False,
    )


def _with_front_door(app: typer.Typer) -> typer.Typer:
    app.callback(invoke_without_command=True)(with_options(front_door, hidden=False))
    return app


def _name(command: object) -> str:
    return str(getattr(command, "__name__", ""))
