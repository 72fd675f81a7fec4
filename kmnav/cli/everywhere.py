"""The options that hold for every command, written before it or after it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

import typer

from kmnav.cli.desk import Desk, Exit, Said, moment_of
from kmnav.cli.output import results_kept
from kmnav.cli.streams import flush_results, tell, unread
from kmnav.record import dataclass, field_names


@dataclass(frozen=True, slots=True)
class Everywhere:
    """One such option: its flags, what it takes and its help."""

    flags: tuple[str, ...]
    help: str
    takes: str | None = None


OPTIONS = {
    "json": Everywhere(("--json",), "One JSON object, and no questions."),
    "plain": Everywhere(("--plain",), "No colour, boxes or wrapping."),
    "no_color": Everywhere(("--no-color",), "No colour."),
    "no_input": Everywhere(("--no-input",), "Ask nothing."),
    "now": Everywhere(("--now",), "Judge dates and hours as of then: 2026-11-22T21:30.", "TIME"),
    "output": Everywhere(("-o", "--output"), "Write the result to a file; - is the screen.", "FILE"),
    "force": Everywhere(("--force",), "Let --output replace a file."),
    "pack": Everywhere(("--pack",), "Folder of another pack. Else KMNAV_PACK.", "DIR"),
    "region": Everywhere(("--region",), "Region of the pack. Else KMNAV_REGION.", "ID"),
    "practice": Everywhere(("--practice",), "Your practice's own file. Else KMNAV_PRACTICE.", "FILE"),
    "debug": Everywhere(("--debug",), "Show a traceback when something breaks."),
}
EPILOG = "Everywhere: --json --plain --no-color --no-input --now --output --pack --region --practice. See: kmnav -h"


def with_options(command: Callable[..., None], *, hidden: bool) -> Callable[..., None]:
    """The command, taking these options as well as its own, with the desk that they make in its context."""
    own = inspect.signature(command, eval_str=True).parameters

    def run(context: typer.Context, **given: Any) -> None:
        before = context.obj.said if isinstance(context.obj, Desk) else Said()
        said = Said(**{name: given[name] for name in field_names(Said)}).over(before)
        for name in OPTIONS:
            if name in own:
                given[name] = getattr(said, name)
            else:
                del given[name]
        context.obj = Desk(said)
        _serve(lambda: command(context, **given), said)

    added = [_parameter(name, option, hidden) for name, option in OPTIONS.items() if name not in own]
    run.__name__ = getattr(command, "__name__", "run")
    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature([*own.values(), *added])  # type: ignore[attr-defined]
    return run


def _serve(command: Callable[[], None], said: Said) -> None:
    if said.now is not None:
        moment_of(said.now)
    try:
        with results_kept(said.output, replace=said.force):
            command()
        flush_results()
    except BrokenPipeError:
        unread(sys.stdout)
        raise typer.Exit(Exit.OK) from None
    except KeyboardInterrupt:
        tell("\nStopped.")
        raise typer.Exit(Exit.STOPPED) from None


def _parameter(name: str, option: Everywhere, hidden: bool) -> inspect.Parameter:
    default = None if option.takes else False
    told = typer.Option(default, *option.flags, help=option.help, metavar=option.takes, hidden=hidden)
    kind = str | None if option.takes else bool
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=told, annotation=kind)
