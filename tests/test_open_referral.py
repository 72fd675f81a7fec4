"""The Open Referral UK feed: valid, whole, the same each time, and no fact in it that the pack does not have."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from kmnav import load_pack
from kmnav.exchange.open_referral import FILE, PROFILE, feed, service_object
from kmnav.exchange.open_referral_places import weekly
from kmnav.hours import DAYS, is_open
from kmnav.model import Status
from kmnav.pack import Pack
from kmnav.trust import trust_of, trust_words
from kmnav.values import Hours
from tests.cli_support import assert_told_plainly, kmnav
from tests.documented import ROOT
from tests.test_hours import any_hours
from tests.toy import toy_pack, toy_service

SERVICE, LISTED = "hsds-uk-3.0-service.json", "hsds-uk-3.0-service-list.json"
# What the schemas ask, for where they are not at hand.
REQUIRED = {"id", "name", "status"}
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}


def schema_folder() -> Path | None:
    """The schemas are not ours to ship (CC BY-SA): they lie beside the project, or where KMNAV_TEST_SCHEMAS says."""
    places = (os.environ.get("KMNAV_TEST_SCHEMAS"), ROOT.parent / "shared/schemas")
    return next((Path(each) for each in places if each and (Path(each) / SERVICE).is_file()), None)


@cache
def files() -> dict[str, Any]:
    return {name: json.loads(text) for name, text in feed(load_pack()).items()}


def services() -> list[Any]:
    return [each for name, each in files().items() if name.count("/") == 2]


def everything_in(thing: Any) -> Iterator[Any]:
    yield thing
    for each in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from everything_in(each)


@pytest.mark.parametrize(("schema", "listed"), [(SERVICE, False), (LISTED, True)], ids=["in full", "in the list"])
def test_every_service_is_valid_in_open_referral_uk(schema: str, listed: bool) -> None:
    found = files()[f"services/{FILE}"]["contents"] if listed else services()
    assert len(found) > 400
    for each in found:
        assert set(each) >= REQUIRED
        assert each["status"] in STATUSES
    folder = schema_folder()
    if folder is None:
        warnings.warn(
            "The folder of the HSDS-UK schemas is absent: only what they require was looked at.", stacklevel=1
        )
        return
    text = (folder / schema).read_text(encoding="utf-8")
    validator = Draft202012Validator(json.loads(text), format_checker=FormatChecker())
    wrong = [
        f"{each['name']} {error.json_path}: {error.message[:120]}"
        for each in found
        for error in validator.iter_errors(each)
    ]
    assert wrong == []


def test_no_value_is_null_or_blank_and_every_id_is_a_uuid_of_version_5() -> None:
    seen = 0
    for each in everything_in(files()):
        assert each not in (None, "", [], {})
        for key, value in each.items() if isinstance(each, dict) else ():
            if (key == "id" or key.endswith("_id")) and "version" not in each:
                assert UUID(value).version == 5
                seen += 1
    assert seen > 5_000


def test_every_id_of_a_kind_is_its_own_and_what_names_another_names_one_that_is_there() -> None:
    for kind in ("phones", "schedules", "service_areas", "service_at_locations", "attributes", "contacts"):
        ids = [part["id"] for each in services() for part in each.get(kind, ())]
        assert len(ids) == len(set(ids)) > 0, kind
    for each in services():
        assert {part["service_id"] for kind in ("phones", "schedules") for part in each.get(kind, ())} <= {each["id"]}
        sites = {part["id"] for part in each.get("service_at_locations", ())}
        assert {
            part["service_at_location_id"] for part in each.get("schedules", ()) if "service_at_location_id" in part
        } <= sites


def test_the_feed_is_the_same_each_time_and_ids_outlive_a_new_version(pack: Pack) -> None:
    text = "services: {line: {contacts: {main: {phone: 01632 960001}}}}"
    again = toy_pack(text + "\nsettings: {version: '2'}")

    assert feed(pack) == feed(pack)
    assert list(feed(toy_pack(text))) == list(feed(again))


def test_the_addresses_of_the_feed_are_files_that_a_plain_server_can_send() -> None:
    page = files()[f"services/{FILE}"]
    assert files()[FILE]["profile"] == PROFILE
    assert (page["total_items"], page["total_pages"], page["first_page"], page["last_page"]) == (
        len(page["contents"]),
        1,
        True,
        True,
    )
    assert {f"services/{each['id']}/{FILE}" for each in page["contents"]} == set(files()) - {FILE, f"services/{FILE}"}


def test_the_feed_says_that_nobody_has_signed_or_checked_it(pack: Pack) -> None:
    told = files()[FILE]["kmnav_pack"]
    assert told["signed"] == pack.settings.about.signed
    assert told["as_of"] == pack.settings.as_of.isoformat()


def test_nothing_is_said_of_a_service_that_its_record_does_not_have(pack: Pack) -> None:
    """Numbers one by one, each with its trust; a day of checking only where a person checked."""
    for service in pack.services.values():
        told = service_object(pack, service)
        numbers = [each.value for each in service.contacts.values() if each.kind in ("phone", "text")]
        assert [each["number"] for each in told.get("phones", ())] == numbers
        for contact, phone in zip(
            (c for c in service.contacts.values() if c.kind in ("phone", "text")), told.get("phones", ()), strict=True
        ):
            words = trust_words(trust_of(pack, service, contact, pack.settings.as_of, urgent=True))
            other = trust_words(trust_of(pack, service, contact, pack.settings.as_of, urgent=False))
            said = phone.get("description", "").lower()
            assert words.lower() in said or other.lower() in said
        old = {each.phone for each in service.superseded.values() if each.phone} - set(numbers)
        assert not old & {each["number"] for each in told.get("phones", ())}
        assert "assured_date" not in told or service.checked
        assert "last_modified" not in told
        pages = [each["taxonomy_term"] for each in told["attributes"] if each["link_type"] == "source"]
        assert [each["name"] for each in pages] == [each.url or each.seen_in for each in service.sources.values()]
        for page, source in zip(pages, service.sources.values(), strict=True):
            assert (source.page_date.words if source.page_date else "No date on the page") in page["description"]


@pytest.mark.parametrize(
    ("ages", "limits"),
    [
        ("all", (None, None)),
        ("unknown", (None, None)),
        ("18+", (18, None)),
        ("under 18", (None, 17)),
        ("17.5-25", (17, 25)),
        ("under 17.5", (None, 17)),
        ("5-10", (5, 10)),
    ],
)
def test_limits_of_age_are_whole_years_that_turn_away_nobody_who_may_come(
    ages: str, limits: tuple[int | None, int | None]
) -> None:
    told = told_of(f"ages: {ages}")
    assert (told.get("minimum_age"), told.get("maximum_age")) == limits
    assert told["eligibility_description"].startswith("For people")


def test_an_age_of_the_one_who_cares_is_no_limit_for_the_person() -> None:
    told = told_of("{ages: 18+, for: carer}")
    assert "minimum_age" not in told
    assert "aged 18 or over" in told["eligibility_description"]


def told_of(text: str) -> dict[str, Any]:
    service = toy_service(text)
    return service_object(toy_pack("services: {it: {}}"), service)


def test_a_closed_service_is_defunct_and_what_took_over_is_named() -> None:
    pack = toy_pack("""
      services:
        older: {status: closed, replaced_by: newer}
        moved: {status: changed, replaced_by: newer}
        unsure: {status: uncertain}
        newer: {name: The New Line, superseded: {old: {phone: 01632 960009, now: Call 01632 960001.}}}
    """)
    told = {key: service_object(pack, each) for key, each in pack.services.items()}

    assert [told[key]["status"] for key in ("older", "moved", "unsure", "newer")] == [
        "defunct",
        "inactive",
        "active",
        "active",
    ]
    assert told["older"]["alert"] == "This has closed. Now: The New Line."
    assert "not certain" in told["unsure"]["alert"]
    assert "alert" not in told["newer"]
    (old,) = [each for each in told["newer"]["attributes"] if "old contact" in each["link_type"]]
    assert (old["taxonomy_term"]["name"], old["taxonomy_term"]["description"]) == ("01632 960009", "Call 01632 960001.")


def test_a_closed_service_of_the_pack_is_never_active(pack: Pack) -> None:
    closed = [each for each in pack.services.values() if each.status is Status.CLOSED]
    assert closed
    assert {service_object(pack, each)["status"] for each in closed} == {"defunct"}


@given(text=any_hours)
@example(text="24/7")
@example(text="Mo-Su 22:00-06:00; Sa off")
@settings(max_examples=60)
def test_the_schedules_are_open_when_the_hours_are(text: str) -> None:
    """For every quarter of an hour of a week without a bank holiday."""
    hours = Hours.parse(text)
    monday = datetime(2024, 1, 1)
    for quarter in range(0, 7 * 96, 7):
        moment = monday + timedelta(minutes=15 * quarter)
        assert is_open(hours, moment) is any(covers(each, moment) for each in weekly(hours)), moment


def covers(schedule: dict[str, str], moment: datetime) -> bool:
    opens, closes = (minutes(schedule[key]) for key in ("opens_at", "closes_at"))
    closes = closes + 1 if schedule["closes_at"] == "23:59" else closes
    minute, today, before = moment.hour * 60 + moment.minute, moment.weekday(), (moment.weekday() - 1) % 7
    days = schedule["byday"].split(",")
    if closes > opens:
        return DAYS[today].upper() in days and opens <= minute < closes
    return (DAYS[today].upper() in days and minute >= opens) or (DAYS[before].upper() in days and minute < closes)


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def test_an_address_in_parts_is_put_together_from_its_text_alone(pack: Pack) -> None:
    seen = 0
    for service in pack.services.values():
        told = service_object(pack, service)
        for site, at in zip(service.sites.values(), told.get("service_at_locations", ()), strict=True):
            for parts in at["location"].get("addresses", ()):
                seen += 1
                joined = f"{parts['address_1']}, {parts['city']} {parts['postal_code']}"
                assert joined.replace(",", "") == (site.address or "").replace(",", "")
    assert seen > 20


# The command


def test_export_writes_the_feed_and_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    target = tmp_path / "feed"
    first = kmnav("export", "openreferral", str(target))
    before = {each: each.read_bytes() for each in target.rglob("*.json")}

    assert first.code == 0
    assert len(before) == len(feed(load_pack(os.environ.get("KMNAV_PACK") or ROOT / "tests/packs/desk")))
    assert_told_plainly(kmnav("export", "openreferral", str(target)), 1)
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    again = kmnav("export", "openreferral", str(target), "--force")
    assert again.code == 0
    assert "1 other file" in again.err
    assert {each: each.read_bytes() for each in target.rglob("*.json")} == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["feed"]


@pytest.mark.parametrize("words", [("pdf", "x"), ("csv", "no/such/place"), ("csv", __file__)])
def test_export_says_what_is_wrong(words: tuple[str, str]) -> None:
    assert_told_plainly(kmnav("export", *words), 2)
