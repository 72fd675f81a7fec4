"""The command tree as the program really has it: for completions, the man page and the tests of both."""

from __future__ import annotations

from typing import Any

import typer

from kmnav.cli.app import HELP, register
from kmnav.record import dataclass

NAMES = HELP["help_option_names"]


@dataclass(frozen=True, slots=True)
class DescribedOption:
    """An option: its names, what it takes (None: nothing) and its help. `everywhere` holds for every command."""

    names: tuple[str, ...]
    takes: str | None
    help: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class DescribedCommand:
    """A command, or with an empty name the program itself. `words` are what stands after it, as its help shows them."""

    name: str
    short: str
    help: str
    words: tuple[str, ...]
    options: tuple[DescribedOption, ...]


def described() -> tuple[DescribedCommand, ...]:
    """The program, then each of its commands in the order of its help."""
    program = typer.main.get_command(register())
    context = typer.Context(program, info_name="kmnav")
    commands = getattr(program, "commands", {})
    return (_described("", program, context), *(_described(name, each, context) for name, each in commands.items()))


def _described(name: str, command: Any, context: typer.Context) -> DescribedCommand:
    own = typer.Context(command, info_name=name, parent=context if name else None, help_option_names=NAMES)
    options: list[DescribedOption] = []
    words: list[str] = []
    for each in own.command.get_params(own):
        if each.param_type_name == "argument":
            words.append(each.make_metavar(own))
            continue
        takes = None if getattr(each, "is_flag", False) or each.name == "help" else each.make_metavar(own)
        hidden = bool(name) and bool(getattr(each, "hidden", False))
        names = tuple(sorted(each.opts, key=len))  # those of --help come in no fixed order
        options.append(DescribedOption(names, takes, getattr(each, "help", None) or "", hidden))
    text = (own.command.help or "").replace("\b\n", "")
    return DescribedCommand(name, own.command.get_short_help_str(200), text, tuple(words), tuple(options))
