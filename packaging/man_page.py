"""Write docs/kmnav.1, the man page, from the command tree and the tables of docs/cli.md.

Run `make docs`, or `python packaging/man_page.py`.

No library writes it: those at hand make a page for each command, and one page is what a person looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kmnav import __version__, load_pack
from kmnav.cli.described import DescribedCommand, DescribedOption, described

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "kmnav.1"


def page() -> str:
    """The whole page as troff, for `man`."""
    return "\n".join(_lines(described(), (ROOT / "docs/cli.md").read_text(encoding="utf-8"))) + "\n"


def _lines(commands: tuple[DescribedCommand, ...], cli: str) -> Iterator[str]:
    settings = load_pack().settings
    program, *others = commands
    yield '.\\" Made by packaging/man_page.py from the command tree. Do not edit it by hand.'
    yield f'.TH KMNAV 1 "{settings.as_of}" "kmnav {__version__}" "User Commands"'
    yield from (".SH NAME", "kmnav \\- the right door in health and social care, first time")
    yield from (".SH SYNOPSIS", ".B kmnav", "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]")
    yield ".SH DESCRIPTION"
    yield from (_text(each) for each in (settings.about.what, settings.about.for_whom))
    for each in settings.about.not_for:
        yield from (".PP", _text(each))
    yield from (".PP", f".B {_text(settings.emergency_line)}", ".PP", _text(settings.about.signed))
    yield from (".SH OPTIONS", "These stand before or after a command.")
    yield from _options(program.options)
    yield ".SH COMMANDS"
    for command in others:
        yield from _command(command)
    yield from (".SH EXIT STATUS", *_table(cli, "## Exit codes"))
    yield from (".SH ENVIRONMENT", *_table(cli, "## Environment"))
    yield from (".SH REPORTING MISTAKES", _text(settings.report_to))


def _command(command: DescribedCommand) -> Iterator[str]:
    yield f".SS kmnav {_text(' '.join((command.name, *command.words)))}"
    examples, _, about = command.help.partition("\n\n")
    yield _text(" ".join(about.split()))
    yield from (".PP", ".nf")
    yield from (_text(line.removeprefix("Example: ")) for line in examples.splitlines())
    yield ".fi"
    yield from _options(tuple(each for each in command.options if not each.everywhere and "--help" not in each.names))


def _options(options: tuple[DescribedOption, ...]) -> Iterator[str]:
    for each in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in each.names)
        yield from (".TP", f"{names} \\fI{_text(each.takes)}\\fR" if each.takes else names, _text(each.help))


def _table(text: str, heading: str) -> Iterator[str]:
    """The rows of two columns below a heading of docs/cli.md."""
    part = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    for first, second in re.findall(r"^\| `?(\w+)`? \| (.+?) \|$", part, re.MULTILINE):
        if first not in ("code", "variable"):
            said = re.sub(r"\(\[.*?\]\(.*?\)\)", "", second).replace("`", "")
            yield from (".TP", f"\\fB{_text(first)}\\fR", _text(" ".join(said.split()).replace(" .", ".")))


def _text(text: str) -> str:
    """Text that troff takes as it is: no escapes, no requests, hyphens that can be copied."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
