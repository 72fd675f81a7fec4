"""Old numbers and names that people still say lead to today; a name that several places share finds them all."""

from __future__ import annotations

import pytest

from kmnav.find_service import older_contacts, services_called
from kmnav.pack import Pack

OLD_NUMBERS = {
    "0300 222 0123": ("kmmh-crisis-line", "Call 111"),
    "07860 022819": ("kmmh-crisis-line", "Call 111"),
    "07699 746208": ("crisis-resolution-home-treatment", "Call 111"),
    "01622 725000": ("crisis-resolution-home-treatment", "Call 111"),
    "0800 783 9111": ("cyp-mental-health-service", "Call 0800 011 3474"),
    "01634 566285": ("medway-yp-drug-alcohol", "Ask the GP practice"),
    "0808 802 9999": ("rape-sexual-abuse-support-line", "Call 0808 500 2222"),
    "0300 330 0630": ("switchboard-lgbt", "Call 0800 0119 100"),
    "0300 222 1122": ("alzheimers-society-support-line", "Call 0333 150 3456"),
    "0800 731 4880": ("ssafa-forcesline", "Call 0800 260 6767"),
    "01233 330688": ("homelessness-ashford", "Call 01233 331111"),
    "08458 247 103": ("healthwatch-kent", "Call Healthwatch Kent"),
    "0300 790 6235": ("kent-childrens-therapies-north-west", "Call 0300 123 7004"),
    "0845 095 6700": ("crossroads-care-kent", "Use its website"),
}
SHARED_NAMES = {
    "health visitor": {"kent-health-visiting", "medway-health-visiting"},
    "SENDIASS": {"iask", "medway-sendiass"},
    "family hub": {"kent-family-hubs", "medway-children-family-hubs"},
    "school nurse": {"kent-school-health", "medway-school-nursing"},
    "adult safeguarding": {"kent-adult-safeguarding", "medway-adult-safeguarding"},
    "AMHP": {"kent-amhp", "medway-amhp"},
    "midwife": {"medway-community-midwives", "darent-valley-maternity", "east-kent-maternity", "mtw-maternity"},
    "urgent treatment centre": {"utc-folkestone", "utc-sevenoaks", "utc-gravesham", "miu-sheppey"},
    "district nurse": {"east-kent-community-referrals", "medway-community-healthcare"},
    "crisis line": {"nhs-111-mental-health-option", "cyp-mental-health-crisis"},
}


@pytest.mark.parametrize(("number", "today"), OLD_NUMBERS.items(), ids=OLD_NUMBERS)
def test_an_old_number_is_answered_with_todays_way_and_never_offered(
    pack: Pack, number: str, today: tuple[str, str]
) -> None:
    service_id, way = today
    service = pack.services[service_id]

    found, _ = services_called(pack, number)
    assert service in found
    assert all(old.now.startswith(way) for old in older_contacts(service, number))
    assert older_contacts(service, number)
    digits = "".join(filter(str.isdigit, number))
    offered = {"".join(filter(str.isdigit, contact.value)) for each in found for contact in each.contacts.values()}
    assert digits not in offered


@pytest.mark.parametrize(("name", "places"), SHARED_NAMES.items(), ids=SHARED_NAMES)
def test_a_name_shared_by_several_places_finds_them_all(pack: Pack, name: str, places: set[str]) -> None:
    found, _ = services_called(pack, name)

    assert places <= {service.id for service in found}


def test_the_councils_line_finds_every_service_that_answers_there(pack: Pack) -> None:
    found, _ = services_called(pack, "03000416161")
    answered = {
        service.id
        for service in pack.services.values()
        if any((contact.phone or "").replace(" ", "") == "03000416161" for contact in service.contacts.values())
    }

    assert len(answered) > 5
    assert {service.id for service in found} == answered
