"""The work of `kmnav service`: the services that words, numbers or a list's limits name, in full or one to a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kmnav.cli.desk import SHEET, Desk, Exit, fail
from kmnav.cli.streams import tell, write, write_json
from kmnav.model import AGE, HOME, PRACTICE, Role
from kmnav.record import dataclass, field

if TYPE_CHECKING:
    from kmnav.fit import Fit, Person
    from kmnav.model import Service
    from kmnav.pack import Pack

MOST_IN_FULL = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to, as the command line says it; `facts` are an age and places by their flag."""

    kind: str | None = None
    door: str | None = None
    facts: Mapping[str, str | None] = field(default_factory=dict)
    self_referral: bool = False
    open_now: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether something is asked for that GP practices do not have."""
        both = self.facts.get(HOME) and self.facts.get(PRACTICE)
        return bool(self.door or self.facts.get(AGE) or self.self_referral or self.open_now or both)


def show_services(desk: Desk, words: list[str], wanted: Wanted, role: Role, *, safe: bool = False) -> None:
    """Show what is called so, or without words what is wanted; ends with `not found` where that is nothing."""
    from kmnav.cli.filters import Filters
    from kmnav.cli.gp_practices import practices_shown

    pack, query = desk.pack(), " ".join(words).strip()
    place = wanted.facts.get(PRACTICE) or wanted.facts.get(HOME)
    if desk.form != SHEET and practices_shown(desk, pack, query, wanted.kind, place, narrowed=wanted.is_narrow):
        return
    filters = Filters.read(pack, wanted.kind, wanted.door, wanted.self_referral, wanted.facts)
    called, queries = _called(pack, [word for word in words if word.strip()])
    found = filters.of(pack, called)
    if wanted.open_now:
        found = _open_only(desk, pack, found, role)
    if desk.said.json:
        _as_json(desk, pack, found, role)
    if not found:
        _not_found(" ".join(queries), called, pack)
    if desk.form == SHEET:
        _sheet(desk, pack, [each for each, _ in found] if queries else [], role, safe=safe, person=filters.person)
    elif not desk.said.json:
        _show(desk, pack, queries, found, role)


def _as_json(desk: Desk, pack: Pack, found: list[tuple[Service, Fit | None]], role: Role) -> None:
    from kmnav.render import as_json

    write_json(as_json.as_text(as_json.services(pack, (each for each, _ in found), role, desk.on)))


def _open_only(
    desk: Desk, pack: Pack, found: list[tuple[Service, Fit | None]], role: Role
) -> list[tuple[Service, Fit | None]]:
    from kmnav.cli.filters import OpenNow

    opening = OpenNow.of(pack, (each for each, _ in found), role, desk.on)
    tell(f"Left out because nobody knows their hours: {opening.not_known}.")
    return [(each, verdict) for each, verdict in found if each.id in opening.states]


def _sheet(desk: Desk, pack: Pack, services: list[Service], role: Role, *, safe: bool, person: Person | None) -> None:
    from kmnav.cli.take_away import write_services_sheet

    if not services:
        fail("A sheet needs the names of its services.", "For example: kmnav service ID ID --format sheet", Exit.USAGE)
    write_services_sheet(desk, pack, services, role, safe=safe, person=person)


def _called(pack: Pack, words: list[str]) -> tuple[list[Service], tuple[str, ...]]:
    """The services that the words name, all without words; and the names or numbers they were found by."""
    from kmnav.find_service import several_called

    return several_called(pack, words) if words else (list(pack.services.values()), ())


def _not_found(query: str, called: list[Service], pack: Pack) -> None:
    from kmnav.find_service import services_called
    from kmnav.gp_practices import near_practices

    if called:
        fail("No service fits all of that.", "Leave out one of --kind, --door, --open-now or a place.", Exit.NOT_FOUND)
    practices = near_practices(pack.region.practices.values(), query)
    near = (*services_called(pack, query)[1], *practices)
    hint = f"Near: {'; '.join(near)}." if near else "Try one word of its name, or kmnav service for the list."
    fail(f'No service here is called "{query}".', hint, Exit.NOT_FOUND)


def _show(
    desk: Desk, pack: Pack, queries: tuple[str, ...], found: list[tuple[Service, Fit | None]], role: Role
) -> None:
    from kmnav.find_service import older_contacts
    from kmnav.render.service import list_screen, service_screen

    if not queries or len(found) > max(MOST_IN_FULL, len(queries)):
        about = f' for "{" ".join(queries)}"' if queries else ""
        heading = f"{len(found)} service{'' if len(found) == 1 else 's'}{about}"
        desk.show(list_screen(pack, found, heading, role, desk.on))
        if queries:
            tell("One in full: kmnav service ID")
        return
    for at, (each, _) in enumerate(found):
        if at:
            write("\n")
        older = [old for query in queries for old in older_contacts(each, query)]
        desk.show(service_screen(pack, each, role, desk.on, older))
