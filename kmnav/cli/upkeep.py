"""For the people who keep a pack: check, graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Desk, Exit, fail, write
from kmnav.cli.look import AsJson

if TYPE_CHECKING:
    from kmnav.check import CheckResult

CHECK = """Prove the safety rules over every path, and run the pack's own cases.

Example: kmnav check
Example: kmnav check --strict data"""
GRAPH = """The questions and where they lead.

Example: kmnav graph --format mermaid"""


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=CHECK)(check)
    app.command(help=GRAPH)(graph)


def check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Folder of the pack.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    json: AsJson = False,
) -> None:
    """Check a pack."""
    from kmnav.check import CheckResult as Result
    from kmnav.check import check_pack
    from kmnav.errors import PackInvalid
    from kmnav.render import as_json

    given = desk_of(context)
    desk = Desk(str(folder), given.region, given.plain, given.colour, given.debug) if folder else given
    try:
        result = check_pack(desk.pack())
    except PackInvalid as error:
        result = Result(error.problems, {})
    if json:
        write(as_json.as_text(as_json.check(result)))
    else:
        for problem in result.problems:
            write(
                f"{problem.file}:{problem.line}: {problem.severity.value} {problem.code} {problem.message} {problem.fix}\n"
            )
        for name, count in result.figures.items():
            write(f"{name.replace('_', ' ')}: {count}\n")
        write(_verdict(result) + "\n")
    if not result.ok or (strict and result.problems):
        raise typer.Exit(Exit.PACK_INVALID)


def _verdict(result: CheckResult) -> str:
    errors = sum(each.severity.value == "error" for each in result.problems)
    others = len(result.problems) - errors
    return f"{errors} errors, {others} warnings." if result.problems else "No problems."


def graph(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", metavar="text|mermaid")] = "text",
) -> None:
    """Draw the graph."""
    from kmnav.exchange.diagrams import as_mermaid, as_outline

    forms = {"text": as_outline, "mermaid": as_mermaid}
    if form not in forms:
        fail(f'"{form}" is not a form.', f"Use --format {' or '.join(forms)}.", Exit.USAGE)
    write(forms[form](desk_of(context).pack()))
