"""The Typer app: which commands there are and which options hold for all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from kmnav import __version__
from kmnav.cli.desk import Desk, Exit, write

HELP = {"help_option_names": ["-h", "--help"]}
INTRO = """Find the right door in health and social care, first time.

Example: kmnav route
Example: kmnav glossary CCG

In danger now? kmnav emergency"""

app = typer.Typer(
    help=INTRO,
    context_settings=HELP,
    rich_markup_mode=None,
    add_completion=True,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)


def desk_of(context: typer.Context) -> Desk:
    """The options that were given before the command."""
    desk = context.obj
    return desk if isinstance(desk, Desk) else Desk()


def _version(context: typer.Context, wanted: bool) -> None:
    if not wanted:
        return
    from kmnav.load import load_pack

    params = context.params
    pack = load_pack(params.get("pack"), params.get("region"))
    settings = pack.settings
    write(
        f"kmnav {__version__}\npack {settings.id} {settings.version}, region {pack.region.id}, "
        f"format {settings.format}, as of {settings.as_of.isoformat()}\n"
    )
    raise typer.Exit(Exit.OK)


@app.callback(invoke_without_command=True)
def everywhere(
    context: typer.Context,
    pack: Annotated[
        str | None, typer.Option(help="Folder of another pack.", envvar="KMNAV_PACK", is_eager=True)
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Region of the pack.", envvar="KMNAV_REGION", is_eager=True)
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, boxes or wrapping.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback when something breaks.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Program, pack, region and date.", callback=_version)
    ] = False,
) -> None:
    """Options that hold for every command."""
    context.obj = Desk(pack, region, plain, not no_color, debug)
    if context.invoked_subcommand is None:
        from kmnav.cli.route import route_or_help

        route_or_help(context)


def register() -> typer.Typer:
    """The app with all its commands."""
    from kmnav.cli import look, route, upkeep

    for module in (route, look, upkeep):
        module.add_to(app)
    return app
