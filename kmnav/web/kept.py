"""What a browser or a CDN may keep: each page has a mark of the pack and its words, and one not changed is not sent."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Kept:
    """Gives pages that may be kept an ETag, and answers 304 when the browser has the same."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        begun: list[Message] = []
        asked_for = Headers(scope=scope).get("if-none-match", "")

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            if begun:
                first = begun.pop()
                if await _same(scope, first, message, asked_for, send):
                    return
                await send(first)
            await send(message)

        await self.app(scope, receive, marked)


async def _same(scope: Scope, first: Message, body: Message, asked_for: str, send: Send) -> bool:
    """Whether the browser has this page already; puts the mark on the page, or answers that nothing changed."""
    headers = MutableHeaders(scope=first)
    if first["status"] != 200 or body.get("more_body") or "no-store" in headers.get("cache-control", "no-store"):
        return False
    words = hashlib.sha256(body.get("body", b"")).hexdigest()[:16]
    mark = f'"{scope["app"].state.site.mark}-{words}"'
    headers["ETag"] = mark
    if mark not in [each.strip().removeprefix("W/") for each in asked_for.split(",")]:
        return False
    del headers["content-length"]
    await send({**first, "status": 304})
    await send({"type": "http.response.body", "body": b""})
    return True
