"""`kmnav service` for GP practices: by name, code or number, and with `--kind gp-practice` by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.streams import tell, write_json
from kmnav.errors import UnknownAnswer

if TYPE_CHECKING:
    from kmnav.gp_practices import GpPractice
    from kmnav.pack import Pack

KIND = "gp-practice"


def practices_shown(desk: Desk, pack: Pack, query: str, kind: str | None, place: str | None, *, narrowed: bool) -> bool:
    """Show the GP practices that are asked for; False where services are.

    A name or a number alone asks for practices only where no service has it. `narrowed` says that an option
    was given which does not go with practices.
    """
    from kmnav.find_service import services_called
    from kmnav.gp_practices import practices_called

    called = practices_called(pack.region.practices.values(), query) if query else []
    if kind != KIND:
        if kind or place or narrowed or not called:
            return False
        if services_called(pack, query)[0]:
            tell(f"A GP practice too: kmnav service --kind {KIND} {query}")
            return False
    elif narrowed:
        fail(f"--kind {KIND} goes with a name or a place only.", "Leave out the other options.", Exit.USAGE)
    _show(desk, pack, _wanted(pack, query, called, place), query, place)
    return True


def _wanted(pack: Pack, query: str, called: list[GpPractice], place: str | None) -> list[GpPractice]:
    from kmnav.gp_practices import near_practices
    from kmnav.places import practices_at

    there = list(pack.region.practices.values())
    try:
        if place:
            there = practices_at(pack.region, place)
    except UnknownAnswer as error:
        fail(error.happened, error.do, Exit.USAGE)
    found = [each for each in there if not query or each in called]
    if not found:
        near = near_practices(pack.region.practices.values(), query) if query else ()
        hint = f"Near: {'; '.join(near)}." if near else f"All of a place: kmnav service --kind {KIND} --gp-area PLACE"
        fail("No GP practice here is called or placed so.", hint, Exit.NOT_FOUND)
    return sorted(found, key=lambda each: (each.name, each.id))


def _show(desk: Desk, pack: Pack, found: list[GpPractice], query: str, place: str | None) -> None:
    from kmnav.render import as_json
    from kmnav.render.gp_practices import practices_object, practices_screen

    if desk.said.json:
        listed = {"schema": as_json.SCHEMA, "kind": "services", "services": [], **practices_object(pack, found)}
        write_json(as_json.as_text(listed))
        return
    about = f' for "{query}"' if query else f", {place}" if place else ""
    desk.show(practices_screen(pack, found, about))
