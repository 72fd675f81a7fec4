"""Requests that nobody honest sends, and what came of them. `python -m tests.hostile 50000` sends as many."""

from __future__ import annotations

import asyncio
import random
import string
import sys
from collections import Counter
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.types import Message

from tests.pages import page_kinds, web_app

MARK = "<kmx"
PIECES = (
    f"{MARK}>", f"\"'>{MARK} onload=1>", f"</title>{MARK}>", "{{7*7}}", "{%raw%}", "%s%n", "\x00", "\r\nX: y", "\u202e",
    "../../etc/passwd", "not-sure", "none", "-1", "1e309", "0" * 30, "💥" * 5, "ﷺ", "javascript:alert(1)",
    "' or 1=1 --",
)  # fmt: skip
NAMES = ("danger", "today", "about", "age", "home", "practice", "q", "words", "text", "place", "since", "change",
         "asked", "role", "door", "letter", "whose", "twice", "sent", "")  # fmt: skip
METHODS = ("GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "BREW")
KINDS = tuple(dict.fromkeys(address.partition("?")[0] for _, address in page_kinds()))
PATHS = (*KINDS, "/place", "/api/route", "/api/find", "/api/glossary", "/api/service", "/api/service/x", "/health",
         "/static/kmnav.css", "/static/../app.py", "//", "/take/x")  # fmt: skip
FORM = b"application/x-www-form-urlencoded"


async def _answered(app: Starlette, count: int, seed: int) -> Counter[str]:
    pick = random.Random(seed)
    told: Counter[str] = Counter()
    for _ in range(count):
        method, path, query, body = _request(pick)
        status, shown = await _one(app, method, path, query, body, pick)
        told[f"status {status // 100}00"] += 1
        if status >= 500:
            told[f"fault at {method} {path} {query[:80]!r} {body[:80]!r}"] += 1
        if MARK in shown:
            told[f"not escaped at {method} {path} {query[:80]!r}"] += 1
    return told


def answered(count: int, seed: int = 1) -> Counter[str]:
    """How many answers of each class of status; and a line for each fault, of which there must be none."""
    return asyncio.run(_answered(web_app(), count, seed))


def faults(told: Counter[str]) -> list[str]:
    """What must not be."""
    return [each for each in told if not each.startswith("status ")]


def _request(pick: random.Random) -> tuple[str, str, bytes, bytes]:
    path = pick.choice(PATHS)
    if pick.random() < 0.2:
        path = f"{path}/{_value(pick)}"[:300]
    method = pick.choice(METHODS)
    fields = "&".join(f"{_name(pick)}={_value(pick)}" for _ in range(pick.randrange(6)))
    query = fields.encode() if pick.random() < 0.9 else pick.randbytes(pick.randrange(80))
    body = fields.encode() if pick.random() < 0.8 else pick.randbytes(pick.randrange(300))
    return method, path, query, body if method == "POST" else b""


def _name(pick: random.Random) -> str:
    return pick.choice(NAMES) if pick.random() < 0.9 else quote(pick.choice(PIECES))


def _value(pick: random.Random) -> str:
    parts = [pick.choice(PIECES) if pick.random() < 0.7 else _junk(pick) for _ in range(pick.randrange(3))]
    return quote("".join(parts)) if pick.random() < 0.9 else "".join(parts)


def _junk(pick: random.Random) -> str:
    return "".join(pick.choice(string.printable) for _ in range(pick.randrange(12)))


async def _one(
    app: Starlette, method: str, path: str, query: bytes, body: bytes, pick: random.Random
) -> tuple[int, str]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    coming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return coming.pop() if coming else {"type": "http.disconnect"}

    headers = [(b"content-type", FORM), (b"sec-fetch-site", pick.choice((b"same-origin", b"none", b"\xff")))]
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode("utf-8", "replace"),
        "query_string": query,
        "root_path": "", "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    try:
        await app(scope, receive, send)
    except Exception as error:
        return 500, f"{type(error).__name__}: {error}"
    if b"text/html" not in dict(sent[0]["headers"]).get(b"content-type", b""):
        return int(sent[0]["status"]), ""
    words = b"".join(each.get("body", b"") for each in sent if each["type"] == "http.response.body")
    return int(sent[0]["status"]), words.decode("utf-8", "replace")


if __name__ == "__main__":
    counted = answered(int(sys.argv[1]))
    print(*(f"{name}: {count}" for name, count in counted.most_common()), sep="\n")
    sys.exit(bool(faults(counted)))
