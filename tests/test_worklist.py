"""What a person should ring first, and what `kmnav check` says of the age of facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.check import check_pack
from kmnav.check.worklist import contacts_by_trust, worklist
from kmnav.errors import Problem
from kmnav.pack import Pack
from kmnav.trust import Trust, trust_of
from tests.cli_support import DESK, kmnav
from tests.toy import toy_pack

TODAY = date(2026, 11, 22)
SIX = """
outcomes:
  call-999: {urgency: emergency, offer: [amb]}
  now: {urgency: urgent, offer: [crisis]}
  soon: {urgency: soon, offer: [talk, crisis]}
  later: {offer: [talk]}
  last: {offer: [talk, rare]}
services:
  ambulance: {serves: [amb], contacts: {main: {phone: 999}}}
  crisis-line:
    serves: [crisis]
    contacts: {main: {phone: 01632 960001}, page: {url: "https://example.org/c"}}
    sources:
      page: {url: "https://example.org/c", by: provider, read: 2026-11-22, backs: [contacts.main, contacts.page]}
  talkers:
    serves: [talk]
    contacts: {old: {phone: 01632 960002}, older: {phone: 01632 960003}, new: {phone: 01632 960004}}
    sources:
      a: {url: "https://example.org/a", by: provider, page_date: 2022-06, read: 2026-11-22, backs: [ages, contacts.old]}
      b: {url: "https://example.org/b", by: provider, page_date: 2021, read: 2026-11-22, backs: [contacts.older]}
      c: {url: "https://example.org/d", by: provider, page_date: 2026-06, read: 2026-11-22, backs: [contacts.new]}
  rarely: {serves: [rare], contacts: {main: {text: 85258}, mail: {email: a@example.org}}}
  unused: {serves: [nobody], contacts: {main: {phone: 01632 960009}}}
  shut: {serves: [talk], status: changed, replaced_by: talkers, contacts: {main: {phone: 01632 960008}}}
"""


@pytest.fixture(scope="module")
def six() -> Pack:
    return toy_pack(SIX)


def rows(pack: Pack, on: date = TODAY) -> list[str]:
    return [f"{each.service.id} {each.contact.id}" for each in worklist(pack, on)]


def test_urgent_ways_come_first_then_most_used_then_weakest_then_oldest(six: Pack) -> None:
    assert rows(six) == [
        "crisis-line main",
        "talkers older",
        "talkers old",
        "talkers new",
        "rarely mail",
        "rarely main",
    ]


def test_each_says_why(six: Pack) -> None:
    why = {f"{each.service.id} {each.contact.id}": each.why for each in worklist(six, TODAY)}
    assert why["crisis-line main"] == "in 1 urgent ending, in 2 endings in all; from the provider's page, no date"
    assert why["talkers old"] == "in 3 endings in all; not confirmed since June 2022"


def test_what_a_person_confirmed_leaves_the_list_and_comes_back_when_it_is_old() -> None:
    confirmed = SIX.replace(
        "contacts: {main: {phone: 01632 960001}",
        "checked: [{on: 2026-11-20, how: phone, by_role: volunteer, backs: [contacts.main]}]\n"
        "    contacts: {main: {phone: 01632 960001}",
    )
    pack = toy_pack(confirmed)
    assert "crisis-line main" not in rows(pack)
    assert rows(pack, date(2027, 11, 20))[0] == "crisis-line main"


def test_every_contact_is_counted_at_one_trust(six: Pack) -> None:
    counted = contacts_by_trust(six, TODAY)
    assert counted == {
        "contacts_standing": 1,
        "contacts_confirmed": 0,
        "contacts_published": 4,
        "contacts_official_undated": 2,
        "contacts_old": 2,
        "contacts_third_party": 0,
    }


@given(days=st.integers(0, 3000))
def test_time_never_makes_a_pack_more_trusted(six: Pack, days: int) -> None:
    later = date.fromordinal(TODAY.toordinal() + days)
    before, after = contacts_by_trust(six, TODAY), contacts_by_trust(six, later)
    assert sum(before.values()) == sum(after.values())
    assert after["contacts_published"] <= before["contacts_published"]
    assert set(rows(six)) == set(rows(six, later))


def test_the_shipped_list_holds_no_number_that_is_sure_and_keeps_its_order(pack: Pack) -> None:
    due = worklist(pack, pack.settings.as_of)
    assert due
    assert [each.order for each in due] == sorted(each.order for each in due)
    for each in due:
        trust = trust_of(pack, each.service, each.contact, pack.settings.as_of, urgent=bool(each.urgent)).trust
        assert trust is each.trusted.trust
        assert trust not in (Trust.STANDING, Trust.CONFIRMED)
    urgent = [bool(each.urgent) for each in due]
    assert urgent == sorted(urgent, reverse=True)


# Freshness


def told(text: str) -> list[Problem]:
    return [each for each in check_pack(toy_pack(text)).problems if each.code.startswith("FRESH")]


def dated(page_date: str, read: str = "2026-11-22") -> str:
    return f"""
services:
  line:
    serves: [it]
    contacts: {{main: {{phone: 01632 960001}}}}
    sources:
      page: {{url: "https://example.org", by: provider, page_date: {page_date}, read: {read}, backs: [contacts.main]}}
"""


@pytest.mark.parametrize(
    ("page_date", "read", "wrong"),
    [
        ("2026-11-22", "2026-11-22", False),
        ("2026-11", "2026-11-22", False),
        ("2026-11-23", "2026-11-30", True),
        ("2026-12", "2026-12-24", True),
        ("2027", "2027-01-01", True),
        ("2026-10-02", "2026-10-01", True),
    ],
)
def test_a_page_from_the_future_is_an_error(page_date: str, read: str, wrong: bool) -> None:
    problems = [each for each in told(dated(page_date, read)) if each.code == "FRESH-FUTURE"]
    assert len(problems) == wrong
    assert all(each.severity.value == "error" for each in problems)


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("{on: 2026-11-22, how: phone, by_role: volunteer, backs: [contacts.main]}", None),
        ("{on: 2027-02-01, how: letter, by_role: volunteer, backs: [contacts.main]}", None),
        ("{on: 2062-11-22, how: phone, by_role: volunteer, backs: [contacts.main]}", "over a year after"),
        ("{on: 2026-11-22, how: pigeon, by_role: volunteer, backs: [contacts.main]}", '"pigeon" is no way'),
        ("{on: 2026-11-22, how: phone, by_role: volunteer, backs: [contacts.mane]}", '"contacts.mane"'),
        ("{on: 2026-11-22, how: phone, by_role: volunteer, backs: []}", "confirms nothing"),
    ],
)
def test_a_check_that_confirms_nothing_is_an_error(check: str, said: str | None) -> None:
    problems = told(dated("2026-06").replace("    serves: [it]", f"    serves: [it]\n    checked: [{check}]"))
    assert [each.code for each in problems] == ([] if said is None else ["FRESH-CHECK"])
    assert said is None or said in problems[0].message


@pytest.mark.parametrize(
    ("page_date", "urgency", "tells"),
    [("2020", "urgent", True), ("2026-06", "urgent", False), ("2020", "routine", False)],
)
def test_an_urgent_contact_that_has_grown_old_is_advice_never_red(page_date: str, urgency: str, tells: bool) -> None:
    text = dated(page_date) + f"outcomes: {{call-999: emergency, now: {{urgency: {urgency}, offer: [it]}}}}\n"
    problems = told(text)
    assert [each.code for each in problems] == ["FRESH-OLD"] * tells
    assert all(each.severity.value == "advice" for each in problems)
    assert all("kmnav checked line main --how phone" in each.fix for each in problems)


def test_ageing_after_the_packs_day_changes_nothing_in_the_check(pack: Pack) -> None:
    """The check is judged at the pack's own date; a pack does not break because time goes by."""
    assert kmnav("check", str(DESK), "--now", "2040-01-01T09:00").out == kmnav("check", str(DESK)).out


# `kmnav check --worklist`


def test_the_worklist_is_one_line_each_and_the_same_for_a_program(tmp_path: Path) -> None:
    words = ("check", str(DESK), "--worklist", "--now", "2026-11-22T09:00")
    lines, listed = kmnav(*words).out.splitlines(), kmnav(*words, "--json").object

    assert listed["kind"] == "worklist"
    assert len(lines) == len(listed["contacts"]) + len(listed["figures"]) + 1
    for line, each in zip(lines, listed["contacts"], strict=False):
        assert line == f"{each['service']} {each['contact']}: {each['value']}. Why: {each['why']}."
    checked = kmnav("check", str(DESK), "--json").object["figures"]
    assert listed["figures"].items() <= checked.items()
