"""`kmnav serve`: the same pack in a browser. Needs the extra kmnav[web], imported only here."""

from __future__ import annotations

import os
import socket
from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Desk, Exit, fail, moment_of
from kmnav.cli.streams import tell

if TYPE_CHECKING:
    from starlette.applications import Starlette

SERVE = """\b
Example: kmnav serve
Example: kmnav serve --port 8080

Show the same questions and look-ups in a browser on this machine."""
HERE = ("127.0.0.1", "localhost", "::1")


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=SERVE, short_help=short_help("serve"))(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="NUMBER", help="Port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, metavar="NUMBER", help="How many processes answer.")] = 1,
) -> None:
    """Serve the web face."""
    desk = desk_of(context)
    app = web_app(desk)
    door = open_door(host, port)
    if host not in HERE:
        tell(f"Anyone who can reach {host} can use this. Put TLS in front of it: docs/web.md.")
    tell(f"kmnav is at http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}/ (Ctrl-C stops it).")
    for variable, value in (("KMNAV_PACK", desk.pack_dir), ("KMNAV_REGION", desk.region)):
        if value:
            os.environ[variable] = value
    _answer(app, door, workers)


def open_door(host: str, port: int) -> socket.socket:
    """The socket to listen at. It names TCP, or each answer of several workers waits 40 ms for Nagle's algorithm."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        fail(f"Cannot listen at {host}, port {port}: {error.strerror or error}.", "Give another --port.", Exit.FAILURE)
    return door


def _answer(app: Starlette, door: socket.socket, workers: int) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        app if workers == 1 else "kmnav.cli.serve:app_of_variables",
        factory=workers > 1,
        workers=workers,
        access_log=False,  # an address holds the answers
        log_level="warning",
        server_header=False,
    )
    server = uvicorn.Server(config)
    if workers == 1:
        server.run(sockets=[door])
    else:
        Multiprocess(config, sockets=[door]).run()


def app_of_variables() -> Starlette:
    """The web face over the pack that KMNAV_PACK and KMNAV_REGION name: for any ASGI server, such as in a container."""
    return web_app(Desk())


def web_app(desk: Desk) -> Starlette:
    """The web face over the pack of this desk; ends with how to install what it needs where that is missing."""
    try:
        from kmnav.web.app import app_for
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed.", "Install the web part too: pip install 'kmnav[web]'", Exit.FAILURE)
    from kmnav.packs import load_faqs, load_glossary

    def clock() -> datetime:
        now = moment_of(desk.said.now)
        return now if isinstance(now, datetime) else datetime.combine(now, time(12))

    glossary, faqs = load_glossary(desk.pack_dir, desk.region), load_faqs(desk.pack_dir, desk.region)
    return app_for(desk.pack(), glossary, faqs, clock)
