"""`kmnav completion`: the script that lets a shell finish commands, services, places, terms and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kmnav import __version__
from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.streams import write

if TYPE_CHECKING:
    from kmnav.cli.described import DescribedCommand, DescribedOption
    from kmnav.pack import Pack
    from kmnav.render.shells import Command, Flag, Said, Values

COMPLETION = """\b
Example: kmnav completion bash > ~/.local/share/bash-completion/completions/kmnav
Example: kmnav completion zsh > ~/.zfunc/_kmnav
Example: kmnav completion fish > ~/.config/fish/completions/kmnav.fish

Print a script that finishes commands, services, places, terms and answers."""
BY_OPTION = {"--door": "doors", "--category": "categories"}
BY_WHAT = {
    "PLACE": "places",
    "QUESTION=VALUE": "answers",
    "SERVICE": "services",
    "[NAME, ID or NUMBER]…": "services",
    "[TERM]…": "terms",
    "KIND": "kinds",
    "ROLE": "roles",
    "STATUS": "statuses",
    "FILE": "files",
    "DIR": "files",
    "[DIR]": "files",
}


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=COMPLETION, short_help=short_help("completion"))(completion)


def completion(
    context: typer.Context, shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Your shell.")]
) -> None:
    """Print the script."""
    from difflib import get_close_matches

    from kmnav.render.shells import SHELLS, script_for

    desk = desk_of(context)
    if desk.said.json:
        fail("kmnav completion has no --json.", "Leave it out.", Exit.USAGE)
    if shell not in SHELLS:
        near = get_close_matches(shell, SHELLS, 1, 0.5)
        hint = f"Did you mean {near[0]}?" if near else f"Use {' or '.join(SHELLS)}."
        fail(f'There is no completion for "{shell}".', hint, Exit.USAGE)
    write(script_for(shell, _said(desk)))


def _said(desk: Desk) -> Said:
    from kmnav.cli.described import described
    from kmnav.render.shells import Said

    pack = desk.pack()
    commands = described()
    values = {**_values(desk, pack), **_choices(commands)}
    made_from = f"kmnav {__version__}, pack {pack.settings.id} {pack.settings.version}"
    return Said(tuple(map(_command, commands)), values, made_from)


def _values(desk: Desk, pack: Pack) -> Values:
    from kmnav.model import OUTSIDE, Role
    from kmnav.packs import load_glossary

    region = pack.region
    terms = load_glossary(desk.pack_dir, desk.region).terms.values()
    towns = {town: each.name for each in region.councils.values() for town in each.towns}
    written = {town.lower() for town in towns}
    councils = {each.id: each.name for each in region.councils.values() if each.id not in written}
    places = {OUTSIDE: region.outside, **councils, **towns}
    return {
        "services": [(each.id, each.name) for each in pack.services.values()],
        "places": sorted(places.items()),
        "answers": _answers(pack),
        "doors": [(each.id, each.name) for each in pack.doors.values()],
        "kinds": [(kind, "") for kind in sorted(set(pack.kinds.values()))],
        "roles": [(role.value, "") for role in Role],
        "terms": sorted((each.acronym or each.term, each.term) for each in terms),
        "categories": [(name, "") for name in sorted({each.category for each in terms})],
        "statuses": [(name, "") for name in sorted({each.status.value for each in terms})],
    }


def _answers(pack: Pack) -> list[tuple[str, str]]:
    """Every question with every value that it takes. Ages are left to the person, but for one that nobody knows."""
    from kmnav.model import AGE, FACTS, NOT_SURE, OUTSIDE

    answers = [
        (f"{question.id}={option.id}", option.label)
        for question in pack.questions.values()
        for option in question.options.values()
    ]
    for fact in FACTS:
        councils = {} if fact == AGE else {OUTSIDE: pack.region.outside, **_names(pack)}
        answers += [(f"{fact}={value}", words) for value, words in {NOT_SURE: "Not known", **councils}.items()]
    return answers


def _names(pack: Pack) -> dict[str, str]:
    return {each.id: each.name for each in pack.region.councils.values()}


def _choices(commands: tuple[DescribedCommand, ...]) -> Values:
    """The lists that an option or a command spells out itself: "text|mermaid"."""
    spelt = {word for each in commands for word in each.words} | {
        each.takes or "" for one in commands for each in one.options
    }
    return {_list_of(what): [(each, "") for each in what.split("|")] for what in sorted(spelt) if "|" in what}


def _command(command: DescribedCommand) -> Command:
    from kmnav.render.shells import NOTHING, Command

    flags = tuple(map(_flag, command.options))
    return Command(command.name, command.short, flags, _list_of(command.words[0]) if command.words else NOTHING)


def _flag(option: DescribedOption) -> Flag:
    from kmnav.render.shells import Flag

    by_option = next((BY_OPTION[name] for name in option.names if name in BY_OPTION), None)
    takes = by_option or (_list_of(option.takes) if option.takes else None)
    return Flag(option.names, option.help, takes)


def _list_of(what: str) -> str:
    """The name of the list that holds what an option or a command takes."""
    from kmnav.render.shells import NOTHING

    if "|" in what:
        return "_".join("".join(mark for mark in each if mark.isalnum()) for each in what.split("|"))
    return BY_WHAT.get(what, NOTHING)
