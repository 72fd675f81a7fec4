"""Pictures of the web face for docs/web.md, from a real browser: `python -m tests.pictures`."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import ViewportSize, sync_playwright

from tests.chromium import CHROMIUM
from tests.pages import page_kinds, web_app

FOLDER = Path(__file__).parents[1] / "docs/pictures"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
SHOWN = {"start": "start", "question": "first question", "urgent": "urgent ending", "term": "term"}


def main() -> None:
    """Write a picture of the first screen of each page in each size."""
    FOLDER.mkdir(exist_ok=True)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        served = uvicorn.Server(uvicorn.Config(web_app(), access_log=False, log_level="warning"))
        threading.Thread(target=served.run, kwargs={"sockets": [door]}, daemon=True).start()
        while not served.started:
            time.sleep(0.05)
        _take(f"http://127.0.0.1:{door.getsockname()[1]}")
        served.should_exit = True


def _take(server: str) -> None:
    kinds = dict(page_kinds())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size, viewport in SIZES.items():
            page = browser.new_context(viewport=viewport, java_script_enabled=True).new_page()
            page.goto(server)
            for name, kind in SHOWN.items():
                with page.expect_navigation():
                    page.evaluate("address => { location.href = address }", kinds[kind])
                page.screenshot(path=FOLDER / f"{name}-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
