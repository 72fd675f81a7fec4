"""The work of `kmnav glossary TERM`: one look-up, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kmnav.cli.desk import Exit, fail
from kmnav.cli.streams import write, write_json
from kmnav.render.plain import plain

if TYPE_CHECKING:
    from kmnav.terms import Glossary


def show_term(known: Glossary, query: str, *, lineage: bool = False, as_json: bool = False) -> None:
    """Show what a term means; ends with `not found` where nothing is near enough."""
    from kmnav.glossary import look_up
    from kmnav.render.glossary import lineage_screen, look_up_screen, missed

    told = look_up(known, query)
    if as_json:
        from kmnav.render.glossary_json import looked_up

        write_json(looked_up(known, told, lineage=lineage))
    if not told.results:
        fail(*missed(told), Exit.NOT_FOUND)
    if as_json:
        return
    if lineage:
        write(plain(lineage_screen(known, [each.term for each in told.results])))
    else:
        write(plain(look_up_screen(known, told)))
