"""From what people say of a place (a council, a town, a postcode) to the council areas it may mean.

Pure. A postcode is looked at here and goes no further: only the council is kept. Where it straddles, all its
councils are given and somebody must ask; nothing here ever chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kmnav.errors import UnknownAnswer
from kmnav.gp_practices import GpPractice, near_practices, practices_called, practices_of_town
from kmnav.model import OUTSIDE
from kmnav.ordinary import ORDINARY
from kmnav.pack import Region
from kmnav.postcodes import Postcode, postcodes_in

LEAST_ALIKE = 0.75
LONGEST_NAME = 4
_PLACING = frozenset(["in", "near", "from", "around", "outside"])
_COUNCIL = re.compile(r"\b(?:council|borough|district)\b")
_SMALL = re.compile(r"\b(?:the|council|borough|district|city|area|near)\b")


def resolve_place(region: Region, text: str) -> tuple[str, ...]:
    """The councils (or `outside`) that `text` may mean; more than one where it straddles: then ask.

    Raises UnknownAnswer, with a near name where there is one, when it means nothing here.
    """
    said = " ".join(text.split())
    if not said:
        raise UnknownAnswer("No place was given.", "Give a council, a town or a postcode.")
    if (postcode := postcode_meant(region, said)) is not None:
        return _by_postcode(region, postcode)
    names = _names(region)
    wanted = _plain(said)
    if _COUNCIL.search(said.lower()) and wanted in (named := _council_names(region)):
        return (named[wanted],)
    if wanted in names:
        return names[wanted]
    near = _near(wanted, names)
    if near is not None:
        councils = " or ".join(council_name(region, each) for each in names[near])
        raise UnknownAnswer(f'"{said}" is not a place known here.', f'Did you mean "{near}" ({councils})?')
    known = ", ".join((*region.councils, OUTSIDE))
    raise UnknownAnswer(f'"{said}" is not a place known here.', f"Give a postcode, a town, or one of: {known}.")


def resolve_practice_place(region: Region, text: str) -> tuple[str, ...]:
    """The councils in which a GP practice may be: `text` is a place, or the practice's own name, code or number.

    Raises UnknownAnswer when it is neither.
    """
    try:
        return resolve_place(region, text)
    except UnknownAnswer as unknown:
        found = practices_called(region.practices.values(), text)
        if found:
            return tuple(dict.fromkeys(council for each in found for council in councils_of_practice(region, each)))
        near = near_practices(region.practices.values(), text)
        if near:
            raise UnknownAnswer(
                f'"{text}" is no place or GP practice known here.', f"Near: {'; '.join(near)}."
            ) from None
        raise unknown


def councils_of_practice(region: Region, practice: GpPractice) -> tuple[str, ...]:
    """The councils that the practice's own postcode may be in: one, where the region has full postcodes."""
    return resolve_place(region, practice.postcode)


def practices_at(region: Region, text: str) -> list[GpPractice]:
    """The GP practices of a place: those that stand in its town or postcode district, else all of its councils.

    Raises UnknownAnswer when it means nothing here.
    """
    practices = list(region.practices.values())
    councils = resolve_place(region, text)
    if (postcode := postcode_meant(region, text)) is not None:
        close = [each for each in practices if each.postcode.split(" ")[0] == postcode.district]
    else:
        towns = {_plain(town): town for council in region.councils.values() for town in council.towns}
        town = towns.get(_plain(text)) if not _is_council(region, text) else None
        close = list(practices_of_town(practices, town)) if town else []
    return close or [each for each in practices if set(councils_of_practice(region, each)) & set(councils)]


def unsure_because(region: Region, text: str) -> str | None:
    """Why a postcode may mean several councils, in one sentence; None for a name, or where there is but one."""
    postcode = postcode_meant(region, text)
    if postcode is None or len(_by_postcode(region, postcode)) == 1:
        return None
    if postcode.unit is None:
        return f"{postcode} lies in more than one council. A full postcode may tell which."
    table = region.tables.get("postcodes")
    of = f" of {table.edition}" if table else ""
    return f"The full postcode {postcode} is not in the list{of}, so only {postcode.in_sector} is known of it."


def council_name(region: Region, council: str) -> str:
    """A council's name, or the words for a place outside the region."""
    return region.outside if council == OUTSIDE else region.councils[council].name


def home_said(region: Region, said: Sequence[str]) -> str | None:
    """The council of the one town that words place somebody in (`in`, `near`, `from` and its name); else None.

    A name that is an ordinary word too, that lies in two councils, or beside another town's, is not taken.
    """
    if _PLACING.isdisjoint(said):
        return None
    names = _names(region)
    spans = (
        " ".join(said[at + 1 : at + 1 + size])
        for at, word in enumerate(said)
        if word in _PLACING
        for size in range(1, LONGEST_NAME + 1)
    )
    found = {names[each] for each in spans if each in names and each not in ORDINARY}
    councils = next(iter(found)) if len(found) == 1 else ()
    return councils[0] if len(councils) == 1 and councils != (OUTSIDE,) else None


def postcode_meant(region: Region, text: str) -> Postcode | None:
    """The postcode in `text`; a slip such as O for 0 is put right only where that gives a district known here."""
    found = list(postcodes_in(text))
    known = [each for each in found if _known(region, each.district)]
    if known:
        return known[0]
    typed = found[0] if found else None
    return typed if typed and str(typed).replace(" ", "") == re.sub(r"[^A-Z0-9]", "", text.upper()) else None


def _known(region: Region, district: str) -> bool:
    return district in region.postcodes or district in region.outside_postcodes.get(_area(district), ())


def _by_postcode(region: Region, postcode: Postcode) -> tuple[str, ...]:
    council = region.full_postcodes.council_of(postcode)
    if council is not None:
        return (council,)
    if postcode.in_sector in region.sectors:
        return region.sectors[postcode.in_sector]
    district = postcode.district
    if district in region.postcodes:
        return region.postcodes[district]
    if not _known(region, district) and _area(district) in {_area(each) for each in region.postcodes}:
        raise UnknownAnswer(f'There is no postcode "{district}".', "Look at it again, or give a council or a town.")
    return (OUTSIDE,)


def _area(district: str) -> str:
    return re.split("[0-9]", district)[0]


def _near(wanted: str, names: dict[str, tuple[str, ...]]) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(wanted, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=LEAST_ALIKE)
    return found[0] if found else None


def _is_council(region: Region, text: str) -> bool:
    return any(_plain(text) in (_plain(each.id), _plain(each.name)) for each in region.councils.values())


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


def _council_names(region: Region) -> dict[str, str]:
    """What councils are and were called. "Ford council" is that council, though a Ford lies in another one too."""
    return {_plain(name): each.id for each in region.councils.values() for name in (*each.also, each.name, each.id)}


def _plain(name: str) -> str:
    words = name.lower().replace("&", " and ").replace("-", " ").replace("'", "")
    words = re.sub(r"[^a-z0-9 ]", " ", words)
    return " ".join(_SMALL.sub(" ", words).split())
