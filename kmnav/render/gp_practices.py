"""GP practices on a screen and for programs. What the register lacks is said, never filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kmnav.gp_practices import GpPractice
from kmnav.load_tables import PRACTICES
from kmnav.pack import Pack
from kmnav.places import council_name, councils_of_practice
from kmnav.render.blocks import Block, Line, Screen, Title
from kmnav.render.words import wrong_number

MOST_IN_FULL = 3


def practices_screen(pack: Pack, practices: Sequence[GpPractice], about: str) -> Screen:
    """A few practices in full, or a list of many, with where and when all of it is from."""
    return (*_practices(pack, practices, about), Line(source_line(pack)), wrong_number(pack))


def _practices(pack: Pack, practices: Sequence[GpPractice], about: str) -> Iterator[Block]:
    if len(practices) > MOST_IN_FULL:
        yield Title(f"{len(practices)} GP practices{about}")
        for each in practices:
            yield Line(f"{each.name}: {_phone(each)}")
            yield Line(f"{each.address}, {each.postcode}", 1)
        return
    for each in practices:
        yield Title(each.name)
        yield Line(f"Address: {each.address}, {each.postcode}")
        yield Line(f"Phone: {_phone(each)}")
        councils = " or ".join(
            council_name(pack.region, council) for council in councils_of_practice(pack.region, each)
        )
        yield Line(f"Area: {councils}")
        yield Line(f"Code: {each.id}")


def _phone(practice: GpPractice) -> str:
    return practice.phone or "no number in the register"


def source_line(pack: Pack) -> str:
    """Where the practices are from, how old that is, and that nobody has checked it since."""
    where, edition = _source(pack)
    return f"Source: {where}, {edition}. Numbers may have changed: check the practice's own page."


def _source(pack: Pack) -> tuple[str, str]:
    table = pack.region.tables[PRACTICES]
    source = pack.region.sources[table.source]
    return source.url or source.seen_in or "", table.edition


def practices_object(pack: Pack, practices: Sequence[GpPractice]) -> dict[str, Any]:
    """The practices for a program, as the part of a list of services that they are."""
    where, edition = _source(pack)
    return {
        "gp_practices": [
            {
                "id": each.id,
                "name": each.name,
                "address": each.address,
                "postcode": each.postcode,
                "phone": each.phone,
                "area": list(councils_of_practice(pack.region, each)),
            }
            for each in practices
        ],
        "gp_practices_source": {"url": where, "edition": edition},
    }
