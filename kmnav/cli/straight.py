"""The command lines that are typed most, straight to their work: without options no framework has to read them.

`kmnav service WORD…`, `kmnav find WORD…`, `kmnav glossary WORD…`, and what programs ask: `kmnav route --json --from
TOKEN`. All else goes the long way, through the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kmnav.cli.desk import Desk, Said

AS_PROGRAMS_ASK = ["--json", "--from"]


def straight(words: Sequence[str]) -> Callable[[], None] | None:
    """What does the work of such a command line; None for any other."""
    command, *rest = words or ("",)
    if command == "route" and rest[:-1] == AS_PROGRAMS_ASK and not rest[-1].startswith("-"):
        return lambda: _route(rest[-1])
    if not "".join(rest).strip() or any(each.startswith("-") for each in rest):
        return None
    works = {"service": _service, "find": _find, "glossary": _glossary}
    return (lambda: works[command](rest)) if command in works else None


def _service(words: list[str]) -> None:
    from kmnav.cli.services import Wanted, show_services

    desk = Desk()
    show_services(desk, words, Wanted(), desk.role(None))


def _glossary(words: list[str]) -> None:
    from kmnav.cli.term import show_term
    from kmnav.packs import load_glossary

    desk, query = Desk(), " ".join(words).strip()
    show_term(load_glossary(desk.pack_dir, desk.region), query)


def _find(words: list[str]) -> None:
    from kmnav.cli.found import show_found

    show_found(Desk(), words, {})


def _route(token: str) -> None:
    from kmnav.cli.begin import Asked, begin, one_step

    one_step(begin(Desk(Said(json=True)), Asked(token)))
