"""What `kmnav check` says when a service is spoilt: its numbers, places, ages, sources and words."""

from __future__ import annotations

import pytest

from kmnav.errors import Severity
from tests.damage import Damage, Damages, Files, assert_caught

damage = Damages()


# Facts and their sources


@damage("FACT-SOURCE", "services.samaritans.contacts.new")
def a_contact_has_no_source(files: Files) -> None:
    files.service("samaritans")["contacts"]["new"] = {"phone": "01632 960001"}


@damage("FACT-SOURCE", "services.samaritans.sites.new")
def a_site_has_no_source(files: Files) -> None:
    files.service("samaritans")["sites"] = {"new": {"area": "all", "address": "1 Example Road"}}


@damage("FACT-SOURCE", "services.samaritans.ages")
def a_limit_of_age_has_no_source(files: Files) -> None:
    service = files.service("samaritans")
    service["ages"] = "18+"
    for source in service["sources"].values():
        source["backs"] = [part for part in source["backs"] if part != "ages"]


@damage("FACT-SOURCE", "services.samaritans")
def a_service_has_no_source(files: Files) -> None:
    files.service("samaritans")["sources"] = {}


@damage("FACT-STANDING", "settings.standing.samaritans")
def a_standing_number_has_one_source(files: Files) -> None:
    sources = files.settings["standing"]["samaritans"]["sources"]
    del sources[next(iter(sources))]


@damage("FACT-STANDING", "settings.standing.emergency")
def a_standing_number_leans_on_someone_elses_page(files: Files) -> None:
    for source in files.settings["standing"]["emergency"]["sources"].values():
        source["by"] = "third-party"


@damage("FACT-CLOSED", "services.samaritans")
def a_closed_service_still_serves(files: Files) -> None:
    files.service("samaritans")["status"] = "closed"


@damage("FACT-REPLACED", "services.samaritans")
def two_services_replaced_each_other(files: Files) -> None:
    files.service("samaritans")["replaced_by"] = "shout"
    files.service("shout")["replaced_by"] = "samaritans"


# Words


@damage("TEXT-SHORT", "services.samaritans.short")
def a_short_name_is_too_long(files: Files) -> None:
    files.service("samaritans")["short"] = "Samaritans, who listen day and night, all year"


@damage("TEXT-SHORT", "services.samaritans.discreet")
def a_discreet_name_holds_a_mark_that_a_text_message_cannot(files: Files) -> None:
    files.service("samaritans")["discreet"] = "Samaritans – a call"


@damage("TEXT-DIAGNOSIS", "outcomes.talking-therapies")
def a_helper_is_told_to_name_an_illness(files: Files) -> None:
    files.outcome("talking-therapies")["say"] = ["It sounds like you have depression."]


@damage("TEXT-DIAGNOSIS", "questions.mood.ask")
def a_question_names_an_illness(files: Files) -> None:
    files.question("mood")["ask"] = "You have anxiety, so which is nearest?"


@damage("TEXT-SPLIT", "outcomes.talking-therapies.say.1")
def a_sentence_is_cut_at_a_comma(files: Files) -> None:
    files.outcome("talking-therapies")["say"] = ["You can ask for this yourself", "and we can start now."]


# How old the facts are


@damage("FRESH-OLD", "services.kent-medway-social-care-out-of-hours.contacts.main", Severity.ADVICE)
def the_page_of_an_urgent_number_has_grown_old(files: Files) -> None:
    for source in files.service("kent-medway-social-care-out-of-hours")["sources"].values():
        source["page_date"] = "2019-06"


@damage("FRESH-FUTURE", "services.samaritans.sources.own")
def a_page_is_dated_in_a_year_to_come(files: Files) -> None:
    files.service("samaritans")["sources"]["own"] = {
        "url": "https://example.org/new",
        "by": "provider",
        "page_date": "2062-11",
        "read": "2026-11-22",
    }


@damage("FRESH-CHECK", "services.samaritans.checked.0")
def a_check_confirms_a_contact_that_is_not_there(files: Files) -> None:
    files.service("samaritans")["checked"] = [
        {"on": "2026-11-20", "how": "phone", "by_role": "volunteer", "backs": ["contacts.old"]}
    ]


# Numbers, places, ages and waiting times


@damage("FACT-NUMBER", "services.samaritans.contacts.main")
def a_number_has_lost_a_digit(files: Files) -> None:
    files.service("samaritans")["contacts"]["main"]["phone"] = "116 12"


@damage("FACT-NUMBER", "services.kent-adult-social-care.contacts.main")
def a_number_has_a_digit_too_many(files: Files) -> None:
    files.service("kent-adult-social-care")["contacts"]["main"]["phone"] = "03000 41 61 611"


@damage("FACT-NUMBER", "services.childline.contacts.main")
def a_number_begins_as_no_number_does(files: Files) -> None:
    files.service("childline")["contacts"]["main"]["phone"] = "0600 1111"


@damage("FACT-NUMBER", "services.shout.contacts.main")
def a_text_number_has_lost_a_digit(files: Files) -> None:
    files.service("shout")["contacts"]["main"]["text"] = "8525"


@damage("FACT-NUMBER", "settings.standing.nhs-111")
def a_standing_number_is_misprinted(files: Files) -> None:
    files.settings["standing"]["nhs-111"]["value"] = "11"


@damage("FACT-PLACE", "services.kent-adult-social-care.area")
def home_is_swapped_for_practice(files: Files) -> None:
    files.service("kent-adult-social-care")["area"]["by"] = "practice"


@damage("FACT-PLACE", "services.nhs-111.area")
def an_urgent_line_is_only_for_those_who_live_there(files: Files) -> None:
    files.service("nhs-111")["area"] = {"of": ["kent"], "by": "home"}


@damage("AGE-WORDS", "services.nhs-talking-therapies.ages")
def an_adults_service_takes_children(files: Files) -> None:
    files.service("nhs-talking-therapies")["ages"] = "12+"


@damage("AGE-WORDS", "services.safe-haven-thanet.ages")
def an_adults_service_takes_all_ages(files: Files) -> None:
    files.service("safe-haven-thanet")["ages"] = "all"


@damage("AGE-WORDS", "services.cyp-mental-health-service.ages")
def a_childrens_service_takes_grown_people(files: Files) -> None:
    files.service("cyp-mental-health-service")["ages"] = "10+"


@damage("AGE-DOOR", "outcomes.learning-disability")
def the_branches_of_children_and_adults_are_swapped(files: Files) -> None:
    go = files.option("ability", "learning")["go"]
    children, adults = go[-2], go[-1]
    assert children["age"] == "under 18"
    children["to"], adults["to"] = adults["to"], children["to"]


@damage("WAIT-DECIDES", "services.nhs-talking-therapies.conditions.0")
def a_waiting_time_is_made_a_condition(files: Files) -> None:
    files.service("nhs-talking-therapies")["conditions"] = ["Only when the waiting list is under 6 weeks"]


@damage("WAIT-DECIDES", "services.samaritans.not_for.0")
def a_lack_of_room_is_made_a_reason(files: Files) -> None:
    files.service("samaritans")["not_for"] = ["people who call when it has no places left"]


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
