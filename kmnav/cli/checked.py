"""`kmnav checked`: a person rang, looked or wrote, and a contact is confirmed. One line in the pack says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.look import AsJson
from kmnav.cli.streams import write, write_json

if TYPE_CHECKING:
    from kmnav.contacts import Checked
    from kmnav.model import Service
    from kmnav.pack import Pack

CHECKED = """\b
Example: kmnav checked thanet-safe-haven main --how phone
Example: kmnav checked "Thanet Safe Haven" main --how page --by-role "link worker"

Write into the pack that a person confirmed a contact today. What is due: kmnav check --worklist"""


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=CHECKED, short_help=short_help("checked"))(checked)


def checked(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Id or name of the service.")],
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="Id of the contact, such as main.")],
    how: Annotated[str, typer.Option("--how", metavar="phone|page|letter", help="How it was confirmed.")],
    by_role: Annotated[
        str | None, typer.Option("--by-role", metavar="ROLE", help="Who you are there; never a name. Else KMNAV_ROLE.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Record a check."""
    from kmnav.record_check import record

    desk = desk_of(context)
    root = _folder(desk)
    pack = desk.pack()
    found = _service(pack, service)
    new = _check(desk, found, contact, how, by_role)
    if new in found.checked:
        fail("That is written down already.", "", Exit.OK)
    file, line = record(root, pack, found, new)
    value = found.contacts[contact].value
    if json:
        _as_json(found, contact, new, f"{file}:{line}")
        return
    write(f"{found.name}, {contact}: {value}. Checked on {new.on.isoformat()} by {new.how}.\n{root / file}:{line}\n")


def _folder(desk: Desk) -> Path:
    from kmnav.load import shipped_pack

    root = Path(desk.pack_dir).expanduser() if desk.pack_dir else shipped_pack()
    if root.resolve().is_relative_to(Path(__file__).parents[1].resolve()):
        do = "Get the project's own files, and give its folder: --pack DIR. A check is kept there for everyone."
        fail("This pack came with the program, and an update would lose the check.", do, Exit.USAGE)
    return root


def _service(pack: Pack, called: str) -> Service:
    from kmnav.find_service import services_called

    if called in pack.services:
        return pack.services[called]
    found, near = services_called(pack, called)
    if len(found) == 1:
        return found[0]
    if found:
        fail(f'"{called}" may be several services.', f"Use one of: {', '.join(each.id for each in found)}.", Exit.USAGE)
    hint = f"Near: {'; '.join(near)}." if near else "All of them: kmnav service"
    fail(f'No service here is called "{called}".', hint, Exit.NOT_FOUND)


def _check(desk: Desk, service: Service, contact: str, how: str, by_role: str | None) -> Checked:
    import re

    from kmnav.contacts import CHECKED_BY, Checked

    if contact not in service.contacts:
        known = [f"{each.id} ({each.value})" for each in service.contacts.values()]
        hint = f"It has: {', '.join(known)}." if known else "It has none."
        fail(f'{service.id} has no contact "{contact}".', hint, Exit.NOT_FOUND)
    if how not in CHECKED_BY:
        fail(f'"{how}" is no way to check.', f"Use --how {' or '.join(CHECKED_BY)}.", Exit.USAGE)
    role = " ".join((by_role or desk.role(None).value).lower().split())
    if not re.fullmatch(r"[a-z][a-z -]{0,39}", role):
        fail(f'"{role}" is not a role.', 'Use plain words, such as --by-role "link worker".', Exit.USAGE)
    on = date(desk.on.year, desk.on.month, desk.on.day)
    return Checked(on, how, role, (f"contacts.{contact}",))


def _as_json(service: Service, contact: str, check: Checked, place: str) -> None:
    from kmnav.render import as_json

    write_json(
        as_json.as_text(
            {
                "schema": as_json.SCHEMA,
                "kind": "checked",
                "service": service.id,
                "contact": contact,
                "value": service.contacts[contact].value,
                "on": check.on.isoformat(),
                "how": check.how,
                "by_role": check.by_role,
                "written_to": place,
            }
        )
    )
