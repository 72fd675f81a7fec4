"""From what people say of a place (a council, a town, a postcode) to the council areas it may mean.

Pure. A postcode is looked at here and goes no further: only the council is kept.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from kmnav.errors import UnknownAnswer
from kmnav.model import OUTSIDE
from kmnav.pack import Region

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?:\s*([0-9])(?:[A-Z]{2})?)?")
_SMALL = re.compile(r"\b(?:the|council|borough|district|city|area|near)\b")


def resolve_place(region: Region, text: str) -> tuple[str, ...]:
    """The councils (or `outside`) that `text` may mean; more than one where it straddles: then ask.

    Raises UnknownAnswer, with a near name where there is one, when it means nothing here.
    """
    said = " ".join(text.split())
    if not said:
        raise UnknownAnswer("No place was given.", "Give a council, a town or a postcode.")
    if match := _POSTCODE.fullmatch(said.upper()):
        return _by_postcode(region, match.group(1), match.group(2))
    names = _names(region)
    wanted = _plain(said)
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, 1, 0.75)
    if near:
        councils = " or ".join(
            region.councils[each].name if each != OUTSIDE else region.outside for each in names[near[0]]
        )
        raise UnknownAnswer(f'"{said}" is not a place known here.', f'Did you mean "{near[0]}" ({councils})?')
    known = ", ".join((*region.councils, OUTSIDE))
    raise UnknownAnswer(f'"{said}" is not a place known here.', f"Give a postcode, a town, or one of: {known}.")


def _by_postcode(region: Region, outward: str, sector: str | None) -> tuple[str, ...]:
    if sector is not None and f"{outward} {sector}" in region.sectors:
        return region.sectors[f"{outward} {sector}"]
    if outward in region.postcodes:
        return region.postcodes[outward]
    area = outward.rstrip("0123456789")
    areas_here = {each.rstrip("0123456789") for each in region.postcodes}
    if area in areas_here and outward not in region.outside_postcodes.get(area, ()):
        raise UnknownAnswer(f'There is no postcode "{outward}".', "Look at it again, or give a council or a town.")
    return (OUTSIDE,)


def _names(region: Region) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {OUTSIDE: (OUTSIDE,), _plain(region.outside): (OUTSIDE,)}
    for council in region.councils.values():
        for name in (*council.towns, *council.also):
            key = _plain(name)
            names[key] = tuple(dict.fromkeys((*names.get(key, ()), council.id)))
    for council in region.councils.values():
        for name in (council.id, council.name):
            names[_plain(name)] = (council.id,)
    return names


def _plain(name: str) -> str:
    words = name.lower().replace("&", " and ").replace("-", " ").replace("'", "")
    words = re.sub(r"[^a-z0-9 ]", " ", words)
    return " ".join(_SMALL.sub(" ", words).split())
