"""A small browser for tests of the web face: it reads pages, follows links and sends forms as a browser would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kmnav.load_terms import load_faqs, load_glossary
from kmnav.web.app import app_for
from tests.the_pack import the_pack

NOW = datetime(2026, 11, 22, 21, 30)
FROM_OUR_PAGE, TYPED, FROM_ELSEWHERE = "same-origin", "none", "cross-site"


@cache
def web_app() -> Starlette:
    """The web face over the shipped pack, on a Sunday evening in November."""
    return app_for(the_pack(), load_glossary(), load_faqs(), lambda: NOW)


def browser() -> TestClient:
    """A browser that follows redirects and comes from our own pages."""
    client = TestClient(web_app(), base_url="http://kmnav.test")
    client.headers["sec-fetch-site"] = FROM_OUR_PAGE
    return client


@dataclass
class Form:
    """A form: where it goes, how, and the fields as they stand."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """A page as it came: its words, headings, links and forms."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response
        self.words: list[str] = []
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self.headings: list[tuple[int, str]] = []
        self.title = ""
        self._open: list[str] = []
        self._href = ""
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self._open.append(tag)
        if tag not in ("a", "span", "strong"):
            self.words.append(" ")
        if tag == "a":
            self._href = given.get("href") or ""
        elif tag == "form":
            self.forms.append(Form(given.get("action") or "", given.get("method") or "get"))
        elif tag in ("input", "textarea", "select") and self.forms and given.get("name"):
            self._field(tag, given)
        elif tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), ""))

    def _field(self, tag: str, given: Mapping[str, str | None]) -> None:
        form, name, value = self.forms[-1], given["name"] or "", given.get("value") or ""
        if given.get("type") == "radio":
            form.choices.append((name, value))
            if "checked" in given:
                form.fields[name] = value
        else:
            form.fields[name] = value if tag == "input" else ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        said = " ".join(data.split())
        if "title" in self._open:
            self.title += said
            return
        self.words.append(data)
        if not said:
            return
        if "a" in self._open:
            self.links[said] = self._href
        if any(each in self._open for each in ("h1", "h2", "h3", "h4")):
            level, text = self.headings[-1]
            self.headings[-1] = (level, f"{text} {said}".strip())

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join("".join(self.words).split())

    @property
    def heading(self) -> str:
        """The page's own heading."""
        return next(text for level, text in self.headings if level == 1)

    @property
    def question(self) -> Form:
        """The form that asks the question of the page."""
        return next(form for form in self.forms if form.action in ("/walk", "/place"))

    @property
    def options(self) -> list[str]:
        """The values that can be chosen."""
        return [value for _, value in self.question.choices]

    @property
    def answers(self) -> dict[str, str]:
        """What the address of the page holds."""
        return dict(parse_qsl(urlsplit(str(self.response.url)).query))


def at(client: TestClient, address: str) -> Page:
    """The page at an address."""
    return Page(client.get(address))


def send(client: TestClient, form: Form, **said: str) -> Page:
    """The page that comes back when a form is sent with these answers."""
    fields = {**form.fields, **said}
    if form.method == "post":
        return Page(client.post(form.action, data=fields))
    return Page(client.get(form.action, params=fields))


def answer(client: TestClient, page: Page, value: str) -> Page:
    """The next page, after one answer was chosen or typed."""
    form = page.question
    name = (
        form.choices[0][0] if form.choices and form.action == "/walk" else "place" if form.action == "/place" else "age"
    )
    return send(client, form, **{name: value})


def walked(client: TestClient, *values: str) -> Page:
    """From the first question, one answer after the other."""
    page = at(client, "/walk")
    for value in values:
        page = answer(client, page, value)
    return page


def page_kinds() -> Iterator[tuple[str, str]]:
    """One address of each kind of page, by name. Walks are given with their steps fresh."""
    since = f"since={int((NOW - datetime(2020, 1, 1)).total_seconds() // 60)}"
    low = f"{since}&danger=none&today=none&about=mood&suicide=none&team=none&mood=low"
    yield from {
        "start": "/",
        "first question": "/walk",
        "nothing chosen": f"/walk?{since}&asked=danger",
        "safety question": f"/walk?{since}&danger=none",
        "age": f"/walk?{low}",
        "wrong age": f"/walk?{low}&age=young&asked=age",
        "place": f"/walk?{low}&age=34",
        "emergency ending": f"/walk?{since}&danger=breathing",
        "urgent ending": f"/walk?{since}&danger=none&today=mind",
        "ending": f"/walk?{low}&age=34&practice=thanet",
        "ending about abuse": f"/walk?{since}&danger=none&today=unsafe",
        "message": f"/take/message?{low}&age=34&practice=thanet",
        "sheet": f"/take/sheet?{low}&age=34&practice=thanet",
        "note": f"/take/note?{low}&age=34&practice=thanet&role=gp-practice",
        "emergency": "/emergency",
        "find": "/find",
        "kinds of help": "/services",
        "services": "/services?age=15&home=thanet&door=listening-line",
        "no such service": "/services?q=zzzzqqq",
        "older number": "/services?q=0300 222 0123",
        "service": "/service/samaritans",
        "terms": "/glossary?letter=z",
        "term": "/glossary?q=CCG",
        "letter": "/letter",
        "questions people ask": "/faq",
        "about": "/about",
        "reading copy": "/reading-copy",
        "no such page": "/nothing",
    }.items()
