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


def serve(factory: str, port: int, workers: int) -> None:
    """Serve an app as `kmnav serve` does: the same socket, server and settings."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from kmnav.cli.serve import open_door

    door = open_door("127.0.0.1", port)
    config = uvicorn.Config(factory, factory=True, workers=workers, access_log=False, log_level="error")
    server = uvicorn.Server(config)
    if workers == 1:
        server.run(sockets=[door])
    else:
        Multiprocess(config, sockets=[door]).run()
