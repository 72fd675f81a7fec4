"""How far a contact may be trusted: each row of the table in docs/trust.md, worked out from its sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav.pack import Pack
from kmnav.trust import Trust, Trusted, trust_of, trust_words
from tests.toy import toy_pack

TODAY = date(2026, 11, 22)
OFFICIAL = ("provider", "nhs", "council", "government")


def source(
    by: str = "provider", page_date: str = "", where: str = 'url: "https://example.org"', backs: str = "contacts.main"
) -> str:
    """The lines of a source, one that backs the contact unless told otherwise."""
    dated = f", page_date: {page_date}" if page_date else ""
    return f"{{{where}, by: {by}, read: 2026-11-22, backs: [{backs}]{dated}}}"


def check(on: str, backs: str = "contacts.main") -> str:
    """The lines of a person's check."""
    return f"{{on: {on}, how: phone, by_role: volunteer, backs: [{backs}]}}"


def pack_of(*sources: str, checked: str = "", contact: str = "phone: 01632 960001") -> Pack:
    """A toy pack with a service that has one contact."""
    listed = ", ".join(f"s{at}: {each}" for at, each in enumerate(sources))
    return toy_pack(
        f"services: {{it: {{contacts: {{main: {{{contact}}}}}, checked: [{checked}], sources: {{{listed}}}}}}}"
    )


def trust_in(pack: Pack, on: date = TODAY, *, urgent: bool = True) -> Trusted:
    """The trust in that contact."""
    service = pack.services["it"]
    return trust_of(pack, service, service.contacts["main"], on, urgent=urgent)


def trust(*sources: str, checked: str = "", contact: str = "phone: 01632 960001", urgent: bool = True) -> Trust:
    return trust_in(pack_of(*sources, checked=checked, contact=contact), urgent=urgent).trust


# The table


@pytest.mark.parametrize(
    ("row", "texted", "alone"),
    [
        (Trust.STANDING, True, True),
        (Trust.CONFIRMED, True, True),
        (Trust.PUBLISHED, True, True),
        (Trust.OFFICIAL_UNDATED, True, False),
        (Trust.OLD, False, False),
        (Trust.THIRD_PARTY, False, False),
    ],
)
def test_what_a_contact_may_be_used_for(row: Trust, texted: bool, alone: bool) -> None:
    assert row.may_be_texted is texted
    assert row.may_stand_alone is alone


def test_the_rows_stand_from_most_to_least_trusted() -> None:
    assert [row.rank for row in Trust] == list(range(6))
    assert [row.value for row in Trust] == [
        "standing",
        "confirmed",
        "published",
        "official-undated",
        "old",
        "third-party",
    ]


@pytest.mark.parametrize("by", OFFICIAL)
def test_an_official_page_is_published_while_its_date_is_within_the_limit(by: str) -> None:
    assert trust(source(by, "2026-06")) is Trust.PUBLISHED
    assert trust(source(by)) is Trust.OFFICIAL_UNDATED
    assert trust(source(by, "2024-06")) is Trust.OLD


@pytest.mark.parametrize("page_date", ["", "2026-11-01", "2020"])
def test_someone_elses_page_is_never_more_than_that(page_date: str) -> None:
    assert trust(source("third-party", page_date)) is Trust.THIRD_PARTY


@pytest.mark.parametrize("by", OFFICIAL)
def test_a_file_without_an_address_is_no_official_page(by: str) -> None:
    assert trust(source(by, "2026-11-01", where="seen_in: A public file")) is Trust.THIRD_PARTY


def test_a_contact_without_a_source_is_trusted_least() -> None:
    assert trust(source(page_date="2026-11", backs="name")) is Trust.THIRD_PARTY
    assert trust(source(page_date="2026-11", backs="contacts.main.hours")) is Trust.THIRD_PARTY


def test_the_day_on_which_a_page_was_read_counts_for_nothing() -> None:
    assert trust(source(page_date="2020")) is Trust.OLD
    assert trust(source()) is Trust.OFFICIAL_UNDATED


def test_the_best_of_several_sources_decides() -> None:
    old, undated, new, other = (
        source("nhs", "2020"),
        source("council"),
        source("provider", "2026-10"),
        source("third-party", "2026-11"),
    )
    assert trust(other, old) is Trust.OLD
    assert trust(other, old, undated) is Trust.OFFICIAL_UNDATED
    assert trust(other, old, undated, new) is Trust.PUBLISHED


# Standing numbers


@pytest.mark.parametrize("contact", ["phone: 999", 'phone: "9 9 9"'])
def test_a_standing_number_never_expires_and_needs_no_page(contact: str) -> None:
    pack = pack_of(source("third-party", "2001"), contact=contact)
    for on in (TODAY, date(2099, 1, 1)):
        assert trust_in(pack, on).trust is Trust.STANDING


@pytest.mark.parametrize("contact", ["phone: 9999", "phone: 01632 999", "text: 999", "email: 999@example.org"])
def test_what_only_looks_like_a_standing_number_is_none(contact: str) -> None:
    assert trust(source("third-party"), contact=contact) is Trust.THIRD_PARTY


# Checked by a person


def test_a_check_by_a_person_within_the_limit_confirms() -> None:
    trusted = trust_in(pack_of(source("third-party"), checked=f"{check('2026-01-15')}, {check('2026-10-01')}"))
    assert trusted.trust is Trust.CONFIRMED
    assert trusted.checked_on == date(2026, 10, 1)
    assert trust_words(trusted) == "checked on 1 October 2026"


def test_a_check_of_something_else_or_too_long_ago_confirms_nothing() -> None:
    assert trust(source("third-party"), checked=check("2026-10-01", "ages")) is Trust.THIRD_PARTY
    assert trust(source("third-party"), checked=check("2025-11-22")) is Trust.THIRD_PARTY
    assert trust(source("provider", "2026-10"), checked=check("2025-01-01")) is Trust.PUBLISHED


# The limits, to the day


@pytest.mark.parametrize(
    ("page_date", "urgent", "other"),
    [
        ("2026-11-22", Trust.PUBLISHED, Trust.PUBLISHED),
        ("2025-11-23", Trust.PUBLISHED, Trust.PUBLISHED),
        ("2025-11-22", Trust.OLD, Trust.PUBLISHED),
        ("2025-12", Trust.PUBLISHED, Trust.PUBLISHED),
        ("2025-11", Trust.OLD, Trust.PUBLISHED),
        ("2026", Trust.PUBLISHED, Trust.PUBLISHED),
        ("2025", Trust.OLD, Trust.PUBLISHED),
        ("2024-11-23", Trust.OLD, Trust.PUBLISHED),
        ("2024-11-22", Trust.OLD, Trust.OLD),
        ("2024-12", Trust.OLD, Trust.PUBLISHED),
        ("2024", Trust.OLD, Trust.OLD),
    ],
)
def test_a_page_grows_old_after_12_months_where_it_is_urgent_and_24_otherwise(
    page_date: str, urgent: Trust, other: Trust
) -> None:
    pack = pack_of(source(page_date=page_date))
    assert trust_in(pack, urgent=True).trust is urgent
    assert trust_in(pack, urgent=False).trust is other


@pytest.mark.parametrize(
    ("page_date", "on", "trusted"),
    [
        ("2025-01-31", date(2026, 1, 30), Trust.PUBLISHED),
        ("2025-01-31", date(2026, 1, 31), Trust.OLD),
        ("2024-02-29", date(2025, 2, 28), Trust.PUBLISHED),
        ("2024-02-29", date(2025, 3, 1), Trust.OLD),
        ("2025-12-31", date(2026, 1, 1), Trust.PUBLISHED),
        ("2025-12-31", date(2026, 12, 30), Trust.PUBLISHED),
        ("2025-12-31", date(2026, 12, 31), Trust.OLD),
    ],
)
def test_a_year_is_over_on_the_same_day_of_the_month(page_date: str, on: date, trusted: Trust) -> None:
    assert trust_in(pack_of(source(page_date=page_date)), on).trust is trusted


SOURCES = st.lists(
    st.tuples(
        st.sampled_from([*OFFICIAL, "third-party"]),
        st.sampled_from(["", "2023-05-31", "2025", "2026-02", "2026-11-22"]),
    ),
    max_size=3,
)


@settings(max_examples=max(1, settings.default.max_examples // 3))  # type: ignore[union-attr]
@given(
    sources=SOURCES,
    checked=st.sampled_from(["", check("2026-02-01")]),
    days=st.lists(st.integers(0, 2000), min_size=2, max_size=2),
)
def test_trust_only_fades_and_fades_sooner_where_it_is_urgent(
    sources: list[tuple[str, str]], checked: str, days: list[int]
) -> None:
    pack = pack_of(*(source(*each) for each in sources), checked=checked)
    sooner, later = (TODAY + timedelta(days=day) for day in sorted(days))
    for urgent in (True, False):
        assert trust_in(pack, sooner, urgent=urgent).trust.rank <= trust_in(pack, later, urgent=urgent).trust.rank
    assert trust_in(pack, sooner, urgent=False).trust.rank <= trust_in(pack, sooner, urgent=True).trust.rank


# In words


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([source("provider", "2026-06")], "from the provider's page of June 2026"),
        ([source("nhs", "2026-06-03")], "from an official page of 3 June 2026"),
        ([source("provider")], "from the provider's page, no date"),
        ([source("council")], "from an official page with no date"),
        ([source("provider", "2021")], "not confirmed since 2021"),
        ([source("third-party", "2026-10")], "from someone else's page of October 2026"),
        ([source("third-party")], "from someone else's page"),
        ([source("nhs", "2026-03"), source("provider", "2026-08")], "from the provider's page of August 2026"),
        ([source("provider", "2026-03"), source("nhs", "2026-08")], "from an official page of August 2026"),
    ],
)
def test_the_trust_stands_beside_the_contact_in_words(sources: list[str], words: str) -> None:
    assert trust_words(trust_in(pack_of(*sources))) == words


def test_a_standing_number_needs_no_words() -> None:
    assert trust_words(trust_in(pack_of(source(), contact="phone: 999"))) == ""


def test_what_a_contact_rests_on_is_the_pages_that_gave_it_its_trust() -> None:
    trusted = trust_in(
        pack_of(
            source("third-party", "2026-11"), source("nhs", "2026-02"), source("provider", "2026-08"), source("council")
        )
    )
    assert [each.id for each in trusted.sources] == ["s2", "s1"]
    assert trusted.page_date is not None
    assert trusted.page_date.text == "2026-08"


def test_the_shipped_standing_numbers_are_trusted_on_every_service_that_has_them(pack: Pack) -> None:
    numbers = {"".join(each.value.split()) for each in pack.settings.standing.values()}
    found = set()
    for service in pack.services.values():
        for contact in service.contacts.values():
            if contact.phone and "".join(contact.phone.split()) in numbers:
                found.add("".join(contact.phone.split()))
                assert trust_of(pack, service, contact, date(2040, 1, 1), urgent=True).trust is Trust.STANDING
    assert {"999", "111"} <= found


def test_a_check_counts_from_the_day_on_which_it_was_made_and_keeps_the_pages() -> None:
    pack = pack_of(source(page_date="2020-01"), checked=check(TODAY.isoformat()))

    found = trust_in(pack)

    assert (found.trust, found.checked_on) == (Trust.CONFIRMED, TODAY)
    assert found.sources == tuple(pack.services["it"].sources.values())
    assert trust_in(pack, TODAY - timedelta(days=1)).trust is Trust.OLD


def test_a_standing_number_keeps_its_pages() -> None:
    pack = pack_of(source(), contact="phone: 999")

    assert trust_in(pack).sources == tuple(pack.services["it"].sources.values())
