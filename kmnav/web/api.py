"""The same facts for programs: the objects of docs/cli.md under /api, made by the same code as `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kmnav.faq import answers_to
from kmnav.find_service import services_called
from kmnav.glossary import look_up
from kmnav.recommend import recommend
from kmnav.render import as_json, glossary_json
from kmnav.replay import Arrived, Asking, replay
from kmnav.web.address import walk_from
from kmnav.web.bounds import asked
from kmnav.web.site import KEPT, NEVER_KEPT, role_of, site_of


def _told(thing: Mapping[str, Any], *, kept: bool = True, status: int = 200) -> Response:
    return _text(as_json.as_text(dict(thing)), kept=kept, status=status)


def _text(text: str, *, kept: bool = True, status: int = 200) -> Response:
    return Response(text, status, {"Cache-Control": KEPT if kept else NEVER_KEPT}, "application/json")


async def route(request: Request) -> Response:
    """The next question or the ending. A program gives every answer itself, the safety ones too."""
    site = site_of(request)
    now = site.clock()
    said = walk_from(site.pack, request.query_params, now, None, by_program=True)
    step = replay(site.pack, said.answers)
    if isinstance(step, Asking):
        return _told(as_json.question(site.pack, step, said.answers, ()), kept=False)
    told = recommend(site.pack, step, said.role, now)
    return _told(as_json.recommendation(site.pack, told, said.answers, ()), kept=False)


async def emergency(request: Request) -> Response:
    """The 999 ending."""
    site = site_of(request)
    arrived = Arrived((), site.pack.outcomes[site.pack.settings.emergency], ())
    return _told(
        as_json.recommendation(site.pack, recommend(site.pack, arrived, role_of(request), site.clock()), {}, ())
    )


async def services(request: Request) -> Response:
    """Services by name, id or number; all of them without `q`."""
    site = site_of(request)
    every = tuple(site.pack.services.values())
    query = asked(request)
    found = services_called(site.pack, query)[0] if query else every
    told = as_json.services(site.pack, found, role_of(request), site.clock())
    return _told(told, status=200 if found else 404)


async def service(request: Request) -> Response:
    """One service."""
    site = site_of(request)
    found = site.pack.services.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404)
    return _told(as_json.services(site.pack, [found], role_of(request), site.clock()))


async def glossary(request: Request) -> Response:
    """What a term means; with no `q` the list."""
    site = site_of(request)
    query = asked(request)
    if not query:
        return _text(glossary_json.listed(site.glossary.terms.values()))
    told = look_up(site.glossary, query)
    return _text(glossary_json.looked_up(site.glossary, told), status=200 if told.results else 404)


async def faq(request: Request) -> Response:
    """Questions with answers."""
    site = site_of(request)
    return _text(glossary_json.answered(answers_to(site.faqs.answers, asked(request))))


async def about(request: Request) -> Response:
    """What this is and is not."""
    return _told(as_json.about(site_of(request).pack))


PAGES = {
    "/api/route": route,
    "/api/emergency": emergency,
    "/api/service": services,
    "/api/service/{id}": service,
    "/api/glossary": glossary,
    "/api/faq": faq,
    "/api/about": about,
}
