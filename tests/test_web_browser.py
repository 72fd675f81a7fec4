"""The web face in a real browser: by mouse, by keyboard, without JavaScript, at 320 pixels, and by axe-core's rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize

from tests.chromium import chromium, needs_browser, server
from tests.pages import page_kinds

__all__ = ["chromium", "server"]

pytestmark = needs_browser
RUN_AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 256}


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page of a browser with JavaScript off, as on a locked computer."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page on a phone."""
    context = chromium.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def step_to(page: Page, address: str) -> None:
    """Go to a page as a step from one of our own: a walk keeps its answers."""
    with page.expect_navigation():
        page.evaluate("address => { location.href = address }", address)


def choose(page: Page, label: str) -> None:
    """One answer by mouse."""
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Go on").click()


def test_a_whole_walk_by_mouse_without_javascript(plain: Page, server: str) -> None:
    plain.goto(server)
    plain.get_by_label("I work in a GP practice").check()
    plain.get_by_role("button", name="Start the questions").click()
    choose(plain, "Asked, none of these")
    choose(plain, "Asked, none of these")
    plain.locator("#about-1").check()
    plain.get_by_role("button", name="Go on").click()
    while not plain.locator("article.ending").count():
        if plain.locator("#age").count():
            plain.fill("#age", "34")
        elif plain.locator("#place").count():
            plain.fill("#place", "CT9 1AA")
        else:
            none, first = plain.locator(".choice input[value=none]"), plain.locator(".choice input").first
            (none if none.count() else first).check()
        plain.get_by_role("button", name="Go on").click()
    assert "CT9" not in plain.url
    assert "practice=thanet" in plain.url
    assert plain.get_by_role("heading", name="If it gets worse").count() == 1
    assert "I work" not in plain.content()
    plain.go_back()
    plain.go_forward()
    assert plain.locator("article.ending").count() == 1


def test_a_whole_walk_by_keyboard_alone(plain: Page, server: str) -> None:
    plain.goto(server)
    plain.keyboard.press("Tab")
    assert plain.locator("a.skip:focus").count() == 1
    plain.keyboard.press("Enter")
    _tab_to(plain, "role-2")
    plain.keyboard.press("ArrowUp")
    _enter(plain)
    _tab_to(plain, "danger-1")
    for _ in range(6):
        plain.keyboard.press("ArrowDown")
    _enter(plain)
    assert "danger=none" in plain.url
    _tab_to(plain, "today-1")
    plain.keyboard.press("Space")
    _enter(plain)
    assert plain.locator("article.ending.urgent").count() == 1
    _tab_to(plain, "age")
    plain.keyboard.type("15")
    _enter(plain)
    assert "age=15" in plain.url


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"#{wanted}:focus").count():
            return
    raise AssertionError(f"{wanted} cannot be reached by the Tab key")


def test_what_has_the_focus_can_be_seen(plain: Page, server: str) -> None:
    plain.goto(f"{server}/walk")
    _tab_to(plain, "danger-1")
    before = plain.locator("#danger-1").screenshot()
    plain.keyboard.press("Tab")
    assert plain.locator("#danger-1").screenshot() != before


def test_axe_finds_nothing_on_any_kind_of_page(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(server)
    told = {}
    for name, address in page_kinds():
        step_to(page, address)
        page.evaluate(AXE)
        found = page.evaluate(RUN_AXE, RULES)
        told[name] = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]
    context.close()
    assert {name: each for name, each in told.items() if each} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_seven_to_one_contrast(chromium: Browser, server: str, scheme: Literal["light", "dark"]) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto(server)
    kinds = dict(page_kinds())
    for kind in ("start", "nothing chosen", "urgent ending", "ending", "emergency ending", "term", "service"):
        step_to(page, kinds[kind])
        page.evaluate(AXE)
        found = page.evaluate(RUN_AXE, {"type": "rule", "values": ["color-contrast-enhanced"]})
        assert [each["html"] for rule in found["violations"] for each in rule["nodes"]] == [], kind
    context.close()


@pytest.mark.parametrize("kind", ["first question", "ending", "services", "term", "reading copy", "place"])
def test_nothing_is_lost_at_320_pixels(chromium: Browser, server: str, kind: str) -> None:
    """320 CSS pixels is a window of 1280 at 400% zoom (WCAG 2.2, 1.4.10)."""
    context = chromium.new_context(viewport=NARROW)
    page = context.new_page()
    page.goto(server)
    step_to(page, dict(page_kinds())[kind])
    wide = page.evaluate("() => document.scrollingElement.scrollWidth")
    context.close()
    assert wide <= 320


def test_body_text_is_nineteen_pixels_or_more(phone: Page, server: str) -> None:
    phone.goto(f"{server}/walk")
    sizes = phone.evaluate(
        "() => [...document.querySelectorAll('p, li, label, input[type=text], input[type=search], button, dd, a')]"
        ".map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 19


def test_a_page_asks_nothing_of_any_other_place(chromium: Browser, server: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    for address in ("/", "/walk", "/service/samaritans", "/about"):
        page.goto(server + address)
    kept = context.cookies()
    context.close()
    assert asked
    assert [each for each in asked if not each.startswith(server)] == []
    assert kept == []
