"""The work of `kmnav find`: what a caller said, searched and shown."""

from __future__ import annotations

from collections.abc import Mapping

from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.streams import write_json
from kmnav.model import AGE, HOME

MOST = 6


def show_found(desk: Desk, words: list[str], facts: Mapping[str, str | None], limit: int = MOST) -> None:
    """Show the services for a caller's words; ends with `not found` where there is neither one nor a banner."""
    from kmnav.find import find as search
    from kmnav.render.find import found_screen

    pack, query = desk.pack(), " ".join(words).strip()
    if not query:
        fail("No words were given.", "For example: kmnav find cannot sleep for worry", Exit.USAGE)
    known = {}
    if any(facts.values()):
        from kmnav.cli.advance import FLAGS, fact_value

        known = {fact: fact_value(pack, fact, text, FLAGS[fact]) for fact, text in facts.items() if text}
    found = search(pack, query, age=known.get(AGE), home=known.get(HOME), limit=limit)
    if desk.said.json:
        from kmnav.render.find import as_json

        write_json(as_json(pack, found))
    else:
        desk.show(found_screen(pack, found))
    if not found.results and found.banner is None:
        raise SystemExit(int(Exit.NOT_FOUND))
