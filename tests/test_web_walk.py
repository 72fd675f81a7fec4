"""The walk in a browser: a page is `replay` of the answers in its address, and nothing else is kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kmnav.model import Role
from kmnav.pack import Pack
from kmnav.recommend import recommend
from kmnav.render import as_json
from kmnav.replay import Arrived, Asking, replay
from tests.pages import FROM_ELSEWHERE, NOW, TYPED, Page, answer, at, browser, page_kinds, send, walked
from tests.walking import answered, values_of

LOW_MOOD = ("none", "none", "mood", "none", "none", "low")


@pytest.fixture(scope="module")
def web() -> TestClient:
    return browser()


def test_the_first_question_is_about_danger(web: TestClient, pack: Pack) -> None:
    page = at(web, "/walk")
    assert page.heading == pack.questions[pack.start].ask
    assert page.options == list(pack.questions[pack.start].options)


def test_a_whole_walk_comes_to_the_ending_that_the_terminal_shows(web: TestClient, pack: Pack) -> None:
    page = walked(web, *LOW_MOOD, "34", "Margate")
    step = replay(pack, page.answers)
    assert isinstance(step, Arrived)
    assert page.answers["practice"] == "thanet"
    told = recommend(pack, step, Role.VOLUNTEER, NOW.date())
    assert step.outcome.title in page.heading
    for line in (*told.steps, *told.if_worse, told.services[0].service.summary):
        assert " ".join(line.split()) in page.text


def test_an_emergency_is_one_answer_away_and_nothing_is_asked_before_it(web: TestClient) -> None:
    page = walked(web, "breathing")
    assert "Call 999 now" in page.heading
    assert "Emergency" in page.heading


def test_an_urgent_ending_stands_above_the_question_that_would_narrow_it(web: TestClient) -> None:
    page = walked(web, "none", "mind")
    assert "Urgent" in page.heading
    names = [text for _, text in page.headings]
    assert names.index("Stay with them") < names.index("To narrow who helps")
    narrowed = answer(web, page, "15")
    assert narrowed.heading == page.heading
    assert narrowed.answers["age"] == "15"


def test_the_999_page_is_one_link_away_on_every_page(web: TestClient) -> None:
    for name, address in page_kinds():
        page = at(web, address)
        assert any(href.startswith("/emergency") for href in page.links.values()), name


@pytest.mark.parametrize("fetched_from", [TYPED, FROM_ELSEWHERE])
def test_a_bookmarked_or_shared_walk_is_asked_the_safety_questions_again(web: TestClient, fetched_from: str) -> None:
    ending = walked(web, *LOW_MOOD, "34", "Margate")
    page = Page(web.get(str(ending.response.url), headers={"sec-fetch-site": fetched_from}))
    assert page.heading == "Is any of these happening now?"
    assert "asked again" in page.text
    assert page.question.fields["age"] == "34"
    assert not {"danger", "today", "suicide"} & set(page.question.fields)


def test_a_walk_of_two_hours_ago_is_asked_the_safety_questions_again(web: TestClient) -> None:
    fresh = walked(web, "none")
    old = str(fresh.response.url).replace(
        f"since={fresh.answers['since']}", f"since={int(fresh.answers['since']) - 120}"
    )
    assert at(web, str(fresh.response.url)).heading != "Is any of these happening now?"
    assert at(web, old).heading == "Is any of these happening now?"


# Places


def test_a_postcode_goes_by_post_and_only_its_council_stays_in_the_address(web: TestClient) -> None:
    asked = walked(web, *LOW_MOOD, "34")
    assert asked.question.method == "post"
    response = web.post(
        asked.question.action, data={**asked.question.fields, "place": "CT9 1AA"}, follow_redirects=False
    )
    assert response.status_code == 303
    assert "practice=thanet" in response.headers["location"]
    assert "CT9" not in response.headers["location"].upper()


def test_a_place_in_two_councils_is_asked_about(web: TestClient, pack: Pack) -> None:
    district = next(each for each, councils in pack.region.postcodes.items() if len(councils) > 1)
    page = answer(web, walked(web, *LOW_MOOD, "34"), district)
    assert "more than one council" in page.heading
    assert set(page.options) == set(pack.region.postcodes[district])
    assert district not in str(page.response.url)
    chosen = answer(web, page, page.options[0])
    assert chosen.answers["practice"] == page.options[0]


def test_a_place_that_is_not_known_is_told_and_can_be_typed_again(web: TestClient) -> None:
    page = answer(web, walked(web, *LOW_MOOD, "34"), "Atlantis")
    assert page.response.status_code == 422
    assert "There is a problem" in page.text
    assert page.question.fields["place"] == "Atlantis"
    assert "practice=thanet" in str(answer(web, page, "Thanet").response.url)


def test_a_council_can_be_chosen_instead_of_typed(web: TestClient) -> None:
    asked = walked(web, *LOW_MOOD, "34")
    page = send(web, asked.question, practice="thanet")
    assert page.answers["practice"] == "thanet"


# Mistakes, back, change


def test_going_on_without_an_answer_says_so_and_asks_again(web: TestClient) -> None:
    page = send(web, at(web, "/walk").question)
    assert page.response.status_code == 422
    assert page.title.startswith("Problem")
    assert page.heading == "Is any of these happening now?"


@pytest.mark.parametrize("typed", ["young", "", "-3", "<b>", "1e9"])
def test_an_age_that_cannot_be_read_is_asked_again(web: TestClient, typed: str) -> None:
    page = answer(web, walked(web, *LOW_MOOD), typed)
    assert page.response.status_code == 422
    assert "age" not in page.question.fields or page.question.fields["age"] == ""


def test_back_leads_to_the_step_before(web: TestClient) -> None:
    before, after = walked(web, "none", "none"), walked(web, "none", "none", "mood")
    assert at(web, after.links["Back"]).heading == before.heading


def test_one_answer_can_be_changed_and_the_others_stay(web: TestClient) -> None:
    page = walked(web, *LOW_MOOD, "34", "Margate")
    addresses = [href for name, href in page.links.items() if name == "Change"]
    assert addresses
    changing = at(
        web, next(each for tag, given in page.tags if (each := given.get("href") or "") and "change=age" in each)
    )
    changed = answer(web, changing, "15")
    assert changed.answers["age"] == "15"
    assert changed.answers["mood"] == "low"


def test_another_need_keeps_age_and_place_and_asks_danger_first(web: TestClient) -> None:
    page = walked(web, *LOW_MOOD, "34", "Margate")
    another = at(web, page.links["Another need of the same person"])
    assert another.heading == "Is any of these happening now?"
    assert another.question.fields["age"] == "34"
    assert another.question.fields["practice"] == "thanet"
    assert "about" not in another.question.fields


def test_the_role_goes_with_the_walk(web: TestClient, pack: Pack) -> None:
    page = send(web, at(web, "/").question, role="gp-practice")
    for value in ("none", "mind"):
        page = answer(web, page, value)
    step = replay(pack, page.answers)
    assert isinstance(step, Arrived)
    own = recommend(pack, step, Role.GP_PRACTICE, NOW.date()).steps
    assert all(line in page.text for line in own)


@settings(max_examples=25)
@given(data=st.data())
def test_every_page_is_replay_of_its_address(pack: Pack, data: st.DataObject) -> None:
    web = browser()
    page = at(web, "/walk")
    for _ in range(14):
        step = replay(pack, page.answers)
        if isinstance(step, Arrived):
            assert step.outcome.title in page.heading
            return
        assert step.question.ask in page.heading
        page = answer(web, page, data.draw(st.sampled_from(values_of(pack, step.question, ("3", "17", "34", "80")))))
        assert answered(step).items() <= page.answers.items() | {("x", "x")}
    raise AssertionError("A walk of 14 answers has no end.")


def test_the_api_gives_what_json_gives(web: TestClient, pack: Pack) -> None:
    answers = {"danger": "none", "today": "mind"}
    told = web.get("/api/route", params=answers).json()
    step = replay(pack, answers)
    assert isinstance(step, Arrived)
    own = as_json.recommendation(pack, recommend(pack, step, Role.VOLUNTEER, NOW.date()), answers, ())
    own = json.loads(as_json.as_text(own))
    assert told["outcome"] == own["outcome"]
    assert [each["id"] for each in told["services"]] != []
    asking = replay(pack, {})
    assert isinstance(asking, Asking)
    assert web.get("/api/route").json() == json.loads(as_json.as_text(as_json.question(pack, asking, {}, ())))
