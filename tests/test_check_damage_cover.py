"""What `kmnav check` says when somebody is left without help: doors, ages, places, hours and trust."""

from __future__ import annotations

import pytest

from kmnav.errors import Severity
from tests.damage import Damage, Damages, Files, assert_caught

damage = Damages()


def no_longer_standing(files: Files, *ids: str) -> None:
    """Numbers that never expire become numbers like any other, on a page that shows a date."""
    for each in ids:
        del files.settings["standing"][each]


def source_of(files: Files, service_id: str, page_date: str) -> None:
    """Every source of a service's contacts shows this date."""
    for source in files.service(service_id)["sources"].values():
        source["page_date"] = page_date


# Doors


@damage("STR-DOOR", "doors.new-door", Severity.WARNING)
def a_new_door_is_offered_nowhere(files: Files) -> None:
    files.graph["doors"]["new-door"] = {"name": "New", "level": "community", "means": "New help."}


@damage("STR-EMPTY-DOOR", "doors.new-door", Severity.WARNING)
def a_new_door_is_offered_and_nobody_stands_behind_it(files: Files) -> None:
    files.graph["doors"]["new-door"] = {"name": "New", "level": "community", "means": "New help."}
    files.outcome("talking-therapies")["offer"].append("new-door")


@damage("STR-NO-SERVICE", "region.no_service.listening-line")
def a_region_says_that_it_lacks_what_it_has(files: Files) -> None:
    files.open("regions/kent-and-medway/region.yaml")["no_service"] = {"listening-line": "Nobody listens here."}


@damage("COVER-NONE", "outcomes.complaint")
def an_ending_without_a_gp_offers_nobody(files: Files) -> None:
    files.outcome("complaint")["offer"] = []


@damage("COVER-NONE", "outcomes.complaint-gp")
def an_ending_offers_only_what_one_council_has(files: Files) -> None:
    files.outcome("complaint-gp")["offer"] = ["adult-social-care"]


@damage("COVER-FRONT", "outcomes.bereavement")
def an_ending_offers_nobody(files: Files) -> None:
    files.outcome("bereavement")["offer"] = []


@damage("COVER-FRONT", "outcomes.talking-therapies")
def an_ending_is_hollowed_to_the_gp_only(files: Files) -> None:
    files.outcome("talking-therapies")["offer"] = ["gp"]


@damage("COVER-FRONT", "outcomes.dementia")
def the_reason_for_having_only_a_front_door_is_dropped(files: Files) -> None:
    del files.outcome("dementia")["front_door_only"]


@damage("COVER-REASON", "region.front_door_only.crisis")
def a_region_excuses_an_ending_that_needs_no_excuse(files: Files) -> None:
    region = files.open("regions/kent-and-medway/region.yaml")
    region["front_door_only"] = {**region.get("front_door_only", {}), "crisis": "There is nobody else here."}


# Hours and trust


@damage("COVER-HOURS", "outcomes.nowhere-tonight")
def nobody_answers_at_night(files: Files) -> None:
    files.outcome("nowhere-tonight")["offer"].remove("police")


@damage("COVER-HOURS", "outcomes.ill-today")
def the_hours_of_111_are_lost(files: Files) -> None:
    del files.service("nhs-111")["contacts"]["main"]["hours"]


@damage("COVER-HOURS", "outcomes.ill-today")
def the_only_number_is_closed_on_bank_holidays(files: Files) -> None:
    files.service("nhs-111")["contacts"]["main"]["hours"] = "Mo-Su 00:00-24:00; PH off"


@damage("COVER-HOURS", "outcomes.ill-today")
def the_hours_of_the_only_number_say_nothing_of_bank_holidays(files: Files) -> None:
    files.service("nhs-111")["contacts"]["main"]["hours"] = "Mo-Su 00:00-24:00"


@damage("COVER-HOURS", "outcomes.ill-today")
def the_only_number_rests_for_half_an_hour_a_week(files: Files) -> None:
    files.service("nhs-111")["contacts"]["main"]["hours"] = "Mo-Sa,PH 00:00-24:00; Su 00:00-12:00,12:30-24:00"


@damage("COVER-HOURS", "outcomes.ill-today")
def the_only_number_is_for_professionals(files: Files) -> None:
    files.service("nhs-111")["contacts"]["main"]["for"] = "professionals"


@damage("COVER-HOURS", "outcomes.ill-today")
def the_only_number_leaves_the_youngest_out(files: Files) -> None:
    files.service("nhs-111")["ages"] = "1+"


@damage("COVER-HOURS", "outcomes.ill-today")
def the_only_way_out_is_a_web_page(files: Files) -> None:
    files.service("nhs-111")["contacts"]["main"] = {"url": "https://111.nhs.uk", "hours": "24/7"}


@damage("COVER-TRUST", "outcomes.ill-today")
def the_number_111_expires(files: Files) -> None:
    no_longer_standing(files, "nhs-111")
    source_of(files, "nhs-111", "2019-01")


@damage("COVER-TRUST", "outcomes.could-not-ask")
def no_number_at_all_stands_and_their_pages_are_old(files: Files) -> None:
    no_longer_standing(files, "nhs-111", "samaritans", "text-relay")
    for service in ("nhs-111", "nhs-111-mental-health-option", "samaritans", "shout"):
        source_of(files, service, "2019-01")


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
