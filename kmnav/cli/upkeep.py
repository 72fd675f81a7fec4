"""For the people who keep a pack: check, graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Exit, fail
from kmnav.cli.look import AsJson
from kmnav.cli.streams import write, write_json
from kmnav.errors import Problem, Severity

if TYPE_CHECKING:
    from kmnav.check import CheckResult
    from kmnav.cli.desk import Desk
    from kmnav.pack import Pack

CHECK = """\b
Example: kmnav check
Example: kmnav check --strict data
Example: kmnav check --table
Example: kmnav check --worklist

Prove the safety rules over every path, and run the pack's own cases."""
GRAPH = """\b
Example: kmnav graph --format text
Example: kmnav graph --format mermaid

Every text of the questions and outcomes, to read and sign, or a chart of them."""


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=CHECK, short_help=short_help("check"))(check)
    app.command(help=GRAPH, short_help=short_help("graph"))(graph)


def check(
    context: typer.Context,
    folder: Annotated[str | None, typer.Argument(metavar="[DIR]", help="Folder of the pack.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    table: Annotated[
        bool, typer.Option("--table", help="Each outcome's first service by age and place, to read through.")
    ] = False,
    due: Annotated[
        bool, typer.Option("--worklist", help="What a person should ring and check, most used in urgent routes first.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Check a pack."""
    from kmnav.check import CheckResult as Result
    from kmnav.check import check_pack
    from kmnav.check.glossary import words_of
    from kmnav.errors import PackInvalid
    from kmnav.render import as_json
    from kmnav.render.checked_pack import check_object

    desk = desk_of(context)
    if due:
        _show_worklist(desk, desk.pack(folder))
        return
    if table:
        from kmnav.check.table import as_lines

        write("".join(f"{line}\n" for line in as_lines(desk.pack(folder))))
        return
    try:
        pack = desk.pack(folder, strictly=True)
        result = check_pack(pack, words_of(pack, folder or desk.pack_dir, desk.region))
    except PackInvalid as error:
        result = Result(error.problems, {})
    if desk.said.json:
        write_json(as_json.as_text(check_object(result)))
    else:
        write("".join(f"{line}\n" for line in (*map(_told, result.problems), *_figures(result), _verdict(result))))
    if not result.ok or (strict and _count(result, Severity.WARNING)):
        raise typer.Exit(Exit.PACK_INVALID)


def _show_worklist(desk: Desk, pack: Pack) -> None:
    from kmnav.check.worklist import contacts_by_trust, worklist
    from kmnav.render import as_json
    from kmnav.render.worklist import worklist_lines, worklist_object

    due, by_trust = worklist(pack, desk.on), contacts_by_trust(pack, desk.on)
    if desk.said.json:
        write_json(as_json.as_text({"schema": as_json.SCHEMA, **worklist_object(due, by_trust)}))
        return
    write("".join(f"{line}\n" for line in worklist_lines(due, by_trust)))


def _told(problem: Problem) -> str:
    return str(problem) if problem.severity is Severity.ERROR else f"{problem} ({problem.severity.value})"


def _figures(result: CheckResult) -> list[str]:
    return [f"{name.replace('_', ' ')}: {count}" for name, count in result.figures.items()]


def _verdict(result: CheckResult) -> str:
    if not result.problems:
        return "No problems."
    errors, warnings, advice = (_count(result, each) for each in Severity)
    told = [_counted(errors, "error"), _counted(warnings, "warning"), *([f"{advice} of advice"] if advice else [])]
    return f"{', '.join(told)}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _count(result: CheckResult, severity: Severity) -> int:
    return sum(each.severity is severity for each in result.problems)


def graph(
    context: typer.Context,
    form: Annotated[
        str, typer.Option("--format", metavar="text|mermaid|dot", help="Text to read and sign, or a chart.")
    ] = "text",
) -> None:
    """Draw the graph."""
    from kmnav.exchange.diagrams import as_dot, as_mermaid
    from kmnav.exchange.reading_copy import as_reading_copy

    desk = desk_of(context)
    forms = {"text": as_reading_copy, "mermaid": as_mermaid, "dot": as_dot}
    if desk.said.json:
        fail("kmnav graph has no --json.", f"Use --format {' or '.join(forms)}.", Exit.USAGE)
    if form not in forms:
        fail(f'"{form}" is not a form.', f"Use --format {' or '.join(forms)}.", Exit.USAGE)
    write(forms[form](desk.pack()))
