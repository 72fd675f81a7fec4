"""The floor: a Starlette app of one line."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route


async def hello(request: Request) -> Response:
    return HTMLResponse("<p>hello</p>")


def app() -> Starlette:
    return Starlette(routes=[Route("/", hello)])
