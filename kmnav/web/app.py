"""The web face as one ASGI app. `app_for` builds it over a loaded pack; nothing is kept between requests."""

from __future__ import annotations

import logging

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kmnav.pack import Pack
from kmnav.terms import Faqs, Glossary
from kmnav.web import api, finding, looking, taking, walking
from kmnav.web.bounds import Guard
from kmnav.web.kept import Kept
from kmnav.web.site import STATIC, Clock, open_site, site_of

WRONG = {
    400: ("This could not be read", "Go back and try again."),
    404: ("There is no such page", "Look at the address again, or begin at the start page."),
    405: ("This page cannot be used like that", "Begin at the start page."),
    413: ("That is too long", "Paste a shorter part of the letter."),
    500: ("Something went wrong here", "Nothing is lost. Go back and try again, or begin at the start page."),
}


def app_for(pack: Pack, glossary: Glossary, faqs: Faqs, clock: Clock) -> Starlette:
    """The web face over a loaded pack. `clock` gives the local time in England."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard), Middleware(Kept)],
        exception_handlers={HTTPException: _wrong, 500: _wrong},
    )
    app.state.site = open_site(pack, glossary, faqs, clock)
    return app


def _routes() -> list[Route | Mount]:
    pages = {
        "/": walking.start,
        "/walk": walking.walk,
        "/emergency": walking.emergency,
        "/services": looking.services,
        "/service/{id}": looking.service,
        "/glossary": looking.glossary,
        "/faq": looking.faq,
        "/about": looking.about,
        "/reading-copy": looking.reading_copy,
        "/health": health,
        **api.PAGES,
    }
    return [
        *(Route(path, handler, methods=["GET"]) for path, handler in pages.items()),
        Route("/place", walking.place, methods=["POST"]),
        Route("/find", finding.words, methods=["GET", "POST"]),
        Route("/api/find", finding.api_words, methods=["POST"]),
        Route("/take/{form}", taking.take_away, methods=["GET"]),
        Route("/take/{form}", taking.taken, methods=["POST"]),
        Route("/letter", looking.letter, methods=["GET", "POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


async def health(request: Request) -> Response:
    """For a load balancer: this process can answer, and with which pack."""
    site = site_of(request)
    told = {"status": "ok", "pack": site.pack.settings.version, "mark": site.mark}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


async def _wrong(request: Request, error: Exception) -> Response:
    """A page for what went wrong: never what was sent, never a traceback."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 500:
        logging.getLogger("kmnav.web").error("%s at %s", type(error).__name__, request.scope["path"].split("/")[1][:20])
    happened, do = WRONG.get(status, WRONG[400])
    if request.url.path.startswith("/api/"):
        return JSONResponse({"schema": "kmnav/1", "kind": "error", "happened": happened, "do": do}, status)
    site = site_of(request)
    page = site.page(request, "wrong.html", kept=False, status=status, happened=happened, do=do)
    if isinstance(error, HTTPException) and error.headers:
        page.headers.update(error.headers)
    return page
