"""What may come in, and what goes out with every answer: sizes, and the headers that keep a page to itself."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_ADDRESS = 4_000
LONGEST_LETTER = 100_000
LONGEST_BODY = 4 * LONGEST_LETTER
LONGEST_QUERY = 120
MOST_FIELDS = 100
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}


def asked(request: Request, name: str = "q") -> str:
    """What an address asks for by `name`, in one line and no longer than a look-up needs."""
    return " ".join(request.query_params.get(name, "").split())[:LONGEST_QUERY]


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form that was sent, the last of each name. Nothing of it is kept or logged.

    Raises HTTPException 413 when it is longer than any page of ours sends, 400 when it is no form.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(400) from None


class Guard:
    """Stands before the app: refuses what is too long, and puts the headers on all that goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if len(scope["query_string"]) + len(scope["path"]) > LONGEST_ADDRESS:
            await PlainTextResponse("This address is too long.\n", 414)(scope, receive, with_headers)
            return
        if not scope["query_string"].isascii():
            await PlainTextResponse("This address could not be read.\n", 400)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)
