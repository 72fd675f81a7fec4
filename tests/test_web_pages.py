"""Every kind of page: words as on a terminal, nothing from elsewhere, nothing kept, nothing let through."""

from __future__ import annotations

import logging
from datetime import datetime
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from kmnav.pack import Pack
from kmnav.web.bounds import LONGEST_LETTER, POLICY
from tests.hostile import answered, faults
from tests.pages import NOW, Page, at, browser, page_kinds, web_app
from tests.the_pack import the_pack

KINDS = dict(page_kinds())
OWN = ("/", "#", "tel:", "mailto:", "https://", "http://")
LOADED = {"link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}


@pytest.fixture(scope="module")
def web() -> TestClient:
    return browser()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_one_heading_of_its_own_and_its_parts_in_order(web: TestClient, kind: str) -> None:
    page = at(web, KINDS[kind])
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert page.title.endswith("- kmnav")
    from_page = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(from_page)), levels
    assert ("html", {"lang": "en-GB"}) in page.tags


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing(web: TestClient, kind: str) -> None:
    page = at(web, KINDS[kind])
    loaded = [given[LOADED[tag]] or "" for tag, given in page.tags if tag in LOADED and LOADED[tag] in given]
    assert loaded
    assert all(each.startswith("/static/") for each in loaded)
    assert not {"script", "iframe", "style", "object", "embed"} & {tag for tag, _ in page.tags}
    assert not [name for _, given in page.tags for name in given if name.startswith("on") or name == "style"]
    assert page.response.headers["content-security-policy"] == POLICY
    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in page.response.headers


@pytest.mark.parametrize("kind", KINDS)
def test_links_of_our_own_lead_to_pages(web: TestClient, kind: str) -> None:
    page = at(web, KINDS[kind])
    assert all(href.startswith(OWN) for href in page.links.values())
    own = sorted({href.partition("#")[0] for href in page.links.values() if href.startswith("/")} - {""})
    broken = [href for href in own[:25] if web.get(href).status_code != 200]
    assert broken == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_label_and_every_id_stands_once(web: TestClient, kind: str) -> None:
    page = at(web, KINDS[kind])
    ids = [given["id"] for _, given in page.tags if given.get("id")]
    assert len(ids) == len(set(ids))
    labels = {given.get("for") for tag, given in page.tags if tag == "label"}
    fields = [
        given for tag, given in page.tags if tag in ("input", "select", "textarea") and given.get("type") != "hidden"
    ]
    assert [each for each in fields if each.get("id") not in labels] == []
    pointed = {name for _, given in page.tags for name in (given.get("aria-describedby") or "").split()}
    assert pointed <= set(ids)


def test_walks_are_never_kept_and_other_pages_have_a_mark(web: TestClient) -> None:
    assert web.get(KINDS["ending"]).headers["cache-control"] == "no-store"
    first = web.get("/glossary?q=CCG")
    assert first.headers["etag"].strip('"').startswith(web_app().state.site.mark)
    again = web.get("/glossary?q=CCG", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert web.get("/glossary?q=ICB", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_health_says_which_pack_is_served(web: TestClient, pack: Pack) -> None:
    told = web.get("/health").json()
    assert told["status"] == "ok"
    assert told["pack"] == pack.settings.version


# What comes in


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "%00",
    "\u202e",
    "' or 1=1",
    "../../etc/passwd",
)


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize(
    "address", ["/services?q=", "/glossary?q=", "/faq?q=", "/walk?age=", "/walk?danger=", "/service/"]
)
def test_hostile_words_are_shown_as_words(web: TestClient, address: str, said: str) -> None:
    response = web.get(address + said.replace("%", "%25"))
    assert response.status_code in (200, 404, 422)
    assert "<script" not in response.text
    assert "<img" not in response.text
    assert "49" not in Page(response).heading


def test_a_thousand_hostile_requests_break_nothing_and_put_nothing_into_a_page() -> None:
    told = answered(1_000)
    assert faults(told) == []
    assert told["status 200"] > 100


def test_what_is_too_long_is_refused(web: TestClient) -> None:
    assert web.get("/glossary?q=" + "x" * 5_000).status_code == 414
    assert web.post("/letter", data={"text": "x" * (LONGEST_LETTER + 1)}).status_code == 413
    assert web.post("/letter", content=b"text=" + b"x" * 500_000).status_code == 413
    assert web.post("/place", content=b"\xff\xfe").status_code == 400
    assert web.post("/walk").status_code == 405


def test_a_letter_is_explained_and_not_shown_again(web: TestClient) -> None:
    page = Page(web.post("/letter", data={"text": "Mrs Canary was seen by the CMHT.\nReferred to the ICB."}))
    assert "CMHT (line 1)" in page.text
    assert "ICB (line 2)" in page.text
    assert "Canary" not in page.response.text
    assert page.response.headers["cache-control"] == "no-store"


def test_nothing_that_was_sent_stands_in_a_log(web: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for logger in ("httpx2", "httpcore2"):
        logging.getLogger(logger).setLevel(logging.WARNING)
    web.get("/walk?danger=canary-one")
    web.post("/letter", data={"text": "canary-two"})
    web.post("/place", data={"asked": "home", "place": "canary-three"})
    web.get("/glossary?q=canary-four")
    assert "canary" not in caplog.text


def test_a_fault_shows_no_traceback_and_logs_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    from kmnav.load_terms import load_faqs, load_glossary
    from kmnav.web.app import app_for

    def broken() -> datetime:
        raise RuntimeError("canary in the clock")

    web = TestClient(app_for(the_pack(), load_glossary(), load_faqs(), broken), raise_server_exceptions=False)
    response = web.get("/walk?danger=canary")
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "Traceback" not in response.text
    assert "RuntimeError at walk" in caplog.text
    assert "danger=canary" not in caplog.text


def test_the_clock_of_the_site_is_used(web: TestClient) -> None:
    assert web_app().state.site.clock() == NOW
