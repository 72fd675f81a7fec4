"""The objects that programs read: the keys of the contract, in its order, with its types. More keys may come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import ARRIVE, NOW, kmnav, with_damage

TEXT, COUNT, YES_NO, MAYBE = str, int, bool, (str, type(None))
ANSWER = {"question": TEXT, "answer": TEXT, "label": TEXT}
ASSUMED = {"what": TEXT, "value": TEXT, "because": TEXT}
SOURCE = {"url": TEXT}
CONTACT = {"kind": TEXT, "value": TEXT, "trust": TEXT}
HEAD = {"schema": TEXT, "kind": TEXT}

QUESTION = {
    **HEAD,
    "token": TEXT,
    "answers": [ANSWER],
    "assumed": [ASSUMED],
    "question": {
        "id": TEXT,
        "text": TEXT,
        "notice": TEXT,
        "why": TEXT,
        "type": TEXT,
        "safety": MAYBE,
        "options": [{"value": TEXT, "label": TEXT}],
    },
    "progress": {"asked": COUNT, "at_most_left": COUNT},
}
RECOMMENDATION = {
    **HEAD,
    "token": TEXT,
    "answers": [ANSWER],
    "assumed": [ASSUMED],
    "outcome": {
        "id": TEXT,
        "title": TEXT,
        "urgency": TEXT,
        "level": TEXT,
        "means": TEXT,
        "cost": TEXT,
        "steps": [TEXT],
        "say": [TEXT],
        "stay": [TEXT],
        "if_worse": [TEXT],
        "safeguarding": TEXT,
    },
    "services": [
        {
            "id": TEXT,
            "name": TEXT,
            "former_names": [TEXT],
            "door": TEXT,
            "rank": COUNT,
            "fit": TEXT,
            "fits": [TEXT],
            "check": [TEXT],
            "self_referral": TEXT,
            "reach_through": [TEXT],
            "contacts": [CONTACT],
            "sources": [SOURCE],
        }
    ],
    "no_service": dict,
    "refine": [{"id": TEXT, "text": TEXT, "type": TEXT}],
    "not_offered": [{"id": TEXT, "because": TEXT}],
    "why": [{"question": TEXT, "answer": TEXT, "because": TEXT}],
    "would_change": [{"question": TEXT, "answer": TEXT, "outcome": TEXT, "urgency": TEXT, "more_urgent": YES_NO}],
}
SERVICES = {
    **HEAD,
    "services": [
        {
            "id": TEXT,
            "name": TEXT,
            "former_names": [TEXT],
            "service_kind": TEXT,
            "provider": TEXT,
            "summary": TEXT,
            "serves": [TEXT],
            "ages": TEXT,
            "area": {"of": [TEXT], "by": TEXT},
            "contacts": [CONTACT],
            "self_referral": TEXT,
            "status": TEXT,
            "replaced_by": MAYBE,
            "sources": [SOURCE],
        }
    ],
}
ABOUT = {
    **HEAD,
    "what": TEXT,
    "for_whom": TEXT,
    "not_for": [TEXT],
    "signed": TEXT,
    "checked": TEXT,
    "report_to": TEXT,
    "counts": {"outcomes": COUNT, "outcomes_read_by_a_clinician": COUNT, "services": COUNT},
}
CHECK = {
    **HEAD,
    "ok": YES_NO,
    "figures": {
        "questions": COUNT,
        "outcomes": COUNT,
        "doors": COUNT,
        "services": COUNT,
        "cases": COUNT,
        "paths": COUNT,
    },
    "problems": [
        {
            "code": TEXT,
            "severity": TEXT,
            "file": TEXT,
            "line": COUNT,
            "path": TEXT,
            "message": TEXT,
            "fix": TEXT,
        }
    ],
}

COMMANDS: dict[str, tuple[tuple[str, ...], str, dict[str, Any]]] = {
    "the first question": (("route",), "question", QUESTION),
    "an age": (("route", "--from", "danger=none,today=none,about=mood,mood=worry"), "question", QUESTION),
    "a place": (("route", "--from", "danger=none,today=none,about=money"), "question", QUESTION),
    "an emergency": (("route", "--from", ARRIVE["emergency"]), "recommendation", RECOMMENDATION),
    "an urgent ending": (("route", "--from", ARRIVE["urgent"]), "recommendation", RECOMMENDATION),
    "a routine ending": (("route", "--from", ARRIVE["routine"]), "recommendation", RECOMMENDATION),
    "the 999 screen": (("emergency",), "recommendation", RECOMMENDATION),
    "all services": (("service",), "services", SERVICES),
    "one service": (("service", "oldport-haven"), "services", SERVICES),
    "what it is": (("about",), "about", ABOUT),
    "a sound pack": (("check",), "check", CHECK),
    "a spoilt pack": (("check", str(Path(__file__).parent / "packs" / "spoilt")), "check", {**CHECK, "figures": {}}),
}


def assert_shaped(thing: Any, shape: Any, at: str) -> None:
    """`thing` has the shape: the keys of a map in their order, the kind of every value."""
    if isinstance(shape, dict):
        assert isinstance(thing, dict), at
        assert [key for key in thing if key in shape] == list(shape), at
        for key, each in shape.items():
            assert_shaped(thing[key], each, f"{at}.{key}")
    elif isinstance(shape, list):
        assert isinstance(thing, list), at
        for number, each in enumerate(thing):
            assert_shaped(each, shape[0], f"{at}[{number}]")
    else:
        assert isinstance(thing, shape), at
        assert isinstance(thing, bool) == (shape is bool), at


@pytest.mark.parametrize(("words", "kind", "shape"), COMMANDS.values(), ids=COMMANDS)
def test_an_object_has_the_keys_of_the_contract_in_its_order(
    words: tuple[str, ...], kind: str, shape: dict[str, Any]
) -> None:
    run = kmnav(*words, "--json", "--now", NOW)

    assert list(run.object)[:2] == ["schema", "kind"]
    assert (run.object["schema"], run.object["kind"]) == ("kmnav/1", kind)
    assert_shaped(run.object, shape, kind)


@pytest.mark.parametrize(("words", "kind", "shape"), COMMANDS.values(), ids=COMMANDS)
def test_an_object_is_utf_8_with_one_newline_at_its_end(
    words: tuple[str, ...], kind: str, shape: dict[str, Any]
) -> None:
    text = kmnav(*words, "--json").raw.decode("utf-8")

    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "\\u" not in text


def test_the_question_says_what_may_be_answered() -> None:
    first = kmnav("route", "--json").object
    age = kmnav("route", "--json", "--from", "danger=none,today=none,about=mood,mood=worry").object
    place = kmnav("route", "--json", "--from", "danger=none,today=none,about=money").object

    assert first["question"]["type"] == "choice"
    assert first["question"]["safety"] == "emergency"
    assert [each["value"] for each in first["question"]["options"]] == ["breathing", "chest", "not-sure", "none"]
    assert (first["progress"]["asked"], age["progress"]["asked"]) == (0, 4)
    assert (age["question"]["type"], age["question"]["safety"]) == ("age", None)
    assert place["question"]["type"] == "place"
    options = [each["value"] for each in place["question"]["options"]]
    assert options == ["fenbury", "oldport", "stonham", "outside", "not-sure"]


def test_every_option_that_is_offered_can_be_given() -> None:
    token = "danger=none,today=none,about=money"
    for option in kmnav("route", "--json", "--from", token).object["question"]["options"]:
        assert kmnav("route", "--json", "--from", f"{token},home={option['value']}").object["kind"] == "recommendation"


def test_the_token_leads_to_the_same_place_again() -> None:
    first = kmnav("route", "--json", "--from", ARRIVE["routine"], "--now", NOW)

    assert kmnav("route", "--json", "--from", first.object["token"], "--now", NOW).out == first.out


def test_an_urgent_ending_comes_at_once_and_says_what_would_narrow_it() -> None:
    ending = kmnav("route", "--json", "--from", ARRIVE["urgent"]).object

    assert ending["outcome"]["urgency"] == "urgent"
    assert [(each["id"], each["type"]) for each in ending["refine"]] == [("age", "age"), ("practice", "place")]
    narrowed = kmnav("route", "--json", "--from", f"{ARRIVE['urgent']},age=34,practice=stonham").object
    assert narrowed["refine"] == []
    assert {each["id"] for each in ending["services"]} - {each["id"] for each in narrowed["services"]} == {
        "oldport-haven",
        "young-listeners",
    }


def test_what_was_assumed_says_from_where() -> None:
    by_variable = kmnav("route", "--json", "--from", "danger=none", KMNAV_AREA="Stonham").object
    same = kmnav("route", "--json", "--from", ARRIVE["routine"]).object

    assert by_variable["assumed"] == [{"what": "practice", "value": "stonham", "because": "KMNAV_AREA"}]
    assert same["assumed"] == [
        {"what": "home", "value": "oldport", "because": "taken to be the same as the GP practice"}
    ]
    assert kmnav("route", "--json", "--from", "danger=none").object["assumed"] == []


def test_services_are_ranked_and_only_those_that_fit_or_may_fit_are_there() -> None:
    services = kmnav("route", "--json", "--from", ARRIVE["urgent"]).object["services"]

    assert [each["rank"] for each in services] == list(range(1, len(services) + 1))
    assert {each["fit"] for each in services} <= {"fits", "may-fit"}
    assert all(each["check"] for each in services if each["fit"] == "may-fit")


def test_a_contact_says_its_kind_its_trust_and_the_age_of_the_page() -> None:
    (haven,) = kmnav("service", "oldport-haven", "--json", "--now", NOW).object["services"]
    (crisis,) = kmnav("service", "crisis-line", "--json", "--now", NOW).object["services"]
    (young,) = kmnav("service", "young-listeners", "--json", "--now", NOW).object["services"]

    assert [(each["kind"], each["trust"], each["page_date"]) for each in haven["contacts"]] == [
        ("phone", "published", "2026-06-01"),
        ("url", "published", "2026-06-01"),
    ]
    assert crisis["contacts"][0]["trust"] == "standing"
    assert crisis["superseded"][0]["value"] == "01632 960111"
    assert (young["contacts"][0]["kind"], young["contacts"][0]["trust"]) == ("text", "official-undated")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-22T21:30", {"now": True, "until": "2026-11-22T23:00", "next": None}),
        ("2026-11-22T09:30", {"now": False, "until": None, "next": "2026-11-22T18:00"}),
    ],
)
def test_open_says_until_when_or_when_next(now: str, state: dict[str, Any]) -> None:
    rest = {"always": False, "holiday_unsure": False}
    (haven,) = kmnav("service", "oldport-haven", "--json", "--now", now).object["services"]
    routed = kmnav("route", "--json", "--from", ARRIVE["urgent"], "--now", now).object["services"]

    assert haven["open"] == {**state, **rest}
    assert haven["contacts"][0]["open"] == haven["sites"][0]["open"] == {**state, "holiday_unsure": False}
    assert "open" not in haven["contacts"][1]
    assert [each["open"] for each in routed if each["id"] == "oldport-haven"] == [haven["open"]]


def test_open_is_null_for_a_day_alone_and_its_now_is_null_where_nobody_knows(tmp_path: Path) -> None:
    (haven,) = kmnav("service", "oldport-haven", "--json", "--now", "2026-11-22").object["services"]
    file = "regions/marshire/services/local.yaml"
    pack = with_damage(tmp_path, {file: ('{phone: 01632 960333, hours: "Mo-Fr 10:00-16:00"}', "{phone: 01632 960333}")})
    (money,) = kmnav("service", "stonham-money", "--json", "--now", NOW, "--pack", str(pack)).object["services"]

    assert haven["open"] is None
    assert money["open"] == {"now": None, "until": None, "next": None, "always": False, "holiday_unsure": False}


def test_nothing_found_is_an_empty_object_and_its_own_exit_code() -> None:
    run = kmnav("service", "qqqq", "--json")

    assert (run.code, run.object["services"]) == (4, [])


def test_a_spoilt_pack_is_told_with_file_and_line() -> None:
    run = kmnav("check", str(Path(__file__).parent / "packs" / "spoilt"), "--json")

    assert (run.code, run.object["ok"]) == (3, False)
    assert run.object["problems"]
    for problem in run.object["problems"]:
        assert problem["severity"] == "error"
        assert problem["file"] == "pack.yaml"
        assert problem["line"] > 0
