"""Words of a caller, messages, sheets and notes in a browser: danger first, asked before it is sent, nothing kept."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kmnav.pack import Pack
from kmnav.render.sending import NOTHING
from tests.pages import Page, at, browser, page_kinds, send

KINDS = dict(page_kinds())


@pytest.fixture(scope="module")
def web() -> TestClient:
    return browser()


def said(web: TestClient, words: str, **more: str) -> Page:
    return Page(web.post("/find", data={"words": words, **more}))


# In their own words


def test_danger_in_the_words_stands_before_anything_else(web: TestClient) -> None:
    page = said(web, "he has taken an overdose")
    assert page.heading.startswith("Emergency")
    assert "999" in page.heading


def test_services_that_fit_are_named_and_the_questions_begin_with_danger(web: TestClient, pack: Pack) -> None:
    page = said(web, "my mum keeps forgetting things", age="80")
    services = [href for href in page.links.values() if href.startswith("/service/")]
    assert services
    starts = [href for href in page.links.values() if href.startswith("/walk?") and "about=" in href]
    assert starts
    for address in starts:
        begun = at(web, address)
        assert begun.heading == pack.questions[pack.start].ask
        assert begun.question.fields["age"] == "80"


def test_after_the_danger_question_what_they_said_may_be_typed_and_the_walk_goes_on(web: TestClient) -> None:
    assert not [form for form in at(web, KINDS["first question"]).forms if form.action == "/find"]
    asked = at(web, KINDS["safety question"])
    found = send(web, next(form for form in asked.forms if form.action == "/find"), words="cannot pay the rent")
    on = at(web, next(href for href in found.links.values() if "about=" in href))
    assert on.heading == asked.heading
    assert on.question.fields["danger"] == "none"
    assert on.question.fields["about"]
    danger = send(web, next(form for form in asked.forms if form.action == "/find"), words="she is not breathing")
    assert danger.heading.startswith("Emergency")


def test_what_was_said_stays_in_no_address_and_is_not_said_again(web: TestClient) -> None:
    page = said(web, "canary cannot sleep for worry")
    assert "canary" not in page.response.text
    assert "canary" not in str(page.response.url)
    assert page.response.headers["cache-control"] == "no-store"


def test_words_that_fit_nothing_still_show_999_and_the_first_question(web: TestClient) -> None:
    page = said(web, "zzqx flibber")
    assert "Nothing here fits" in page.text
    assert "999" in page.text
    assert at(web, page.links["From the first question"]).heading == "Is any of these happening now?"


def test_no_words_or_a_wrong_age_are_told(web: TestClient) -> None:
    assert said(web, "  ").response.status_code == 422
    assert "There is a problem" in said(web, "cannot sleep", age="old").text


def test_the_api_takes_words_by_post(web: TestClient) -> None:
    told = web.post("/api/find", data={"words": "overdose"}).json()
    assert told["kind"] == "find"
    assert told["safety"]["urgency"] == "emergency"


# To take away


def test_before_a_message_the_page_asks_whose_phone_it_is(web: TestClient) -> None:
    asked = at(web, KINDS["message"])
    assert asked.heading.startswith("Whose phone")
    made = send(web, asked.forms[-1], whose="1")
    assert made.heading == "Text message"
    assert "part" in made.text
    refused = send(web, asked.forms[-1], whose="3")
    assert refused.heading == NOTHING
    assert send(web, asked.forms[-1]).response.status_code == 422


def test_a_message_about_abuse_is_made_only_when_it_is_chosen_twice(web: TestClient) -> None:
    first = at(web, KINDS["ending about abuse"].replace("/walk", "/take/message"))
    second = send(web, first.forms[-1], whose="1")
    assert "As a rule nothing is made" in second.heading
    assert send(web, second.forms[-1], twice="1").heading == NOTHING
    made = send(web, second.forms[-1], twice="2")
    assert made.heading == "Text message"
    words = made.text.partition("Copy the words.")[2].partition("If a life")[0].lower()
    assert words
    assert "abuse" not in words
    skipped = send(web, first.forms[-1], whose="3", twice="2")
    assert skipped.heading == NOTHING


def test_a_sheet_carries_its_own_style_and_nothing_else(web: TestClient) -> None:
    asked = at(web, KINDS["sheet"])
    assert asked.heading.startswith("Whose hands")
    sheet = send(web, asked.forms[-1], whose="1")
    policy = sheet.response.headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert sheet.heading == "Where to get help"
    assert sheet.response.headers["cache-control"] == "no-store"


def test_a_note_is_for_a_gp_practice_alone(web: TestClient) -> None:
    assert at(web, KINDS["note"]).heading == "Note for the record"
    volunteer = web.get(KINDS["note"].replace("gp-practice", "volunteer"), follow_redirects=False)
    assert volunteer.status_code == 303
    assert web.get("/take/poem?danger=none").status_code == 404


def test_nothing_is_made_before_there_is_an_ending(web: TestClient) -> None:
    assert at(web, "/take/message").heading == "Is any of these happening now?"


# Leave this page


@pytest.mark.parametrize("kind", ["ending about abuse", "message about abuse"])
def test_pages_about_abuse_can_be_left_at_once(web: TestClient, pack: Pack, kind: str) -> None:
    address = KINDS["ending about abuse"]
    page = at(web, address if kind.startswith("ending") else address.replace("/walk", "/take/message"))
    assert page.links["Leave this page"] == pack.settings.leave_to
    assert "history" in page.text


def test_services_and_questions_about_abuse_or_sexual_health_can_be_left_too(web: TestClient, pack: Pack) -> None:
    door = next(each for each in pack.doors if each == "domestic-abuse")
    service = next(each for each in pack.services.values() if door in each.serves)
    assert "Leave this page" in at(web, f"/service/{service.id}").links
    sexual = next(each for each in pack.services.values() if "sexual-health" in each.serves)
    assert "Leave this page" in at(web, f"/service/{sexual.id}").links
    assert (
        "Leave this page"
        in at(web, KINDS["safety question"].replace("danger=none", "danger=none&today=none&about=abuse")).links
    )
    assert "Leave this page" not in at(web, KINDS["ending"]).links
    assert "Leave this page" not in at(web, "/service/samaritans").links
