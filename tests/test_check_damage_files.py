"""What loading says when the files of the shipped pack are spoilt: by a line of text, or by a name that is no more."""

from __future__ import annotations

import pytest

from tests.damage import FLAGS, GRAPH, SETTINGS, Damage, Damages, Files, assert_caught

damage = Damages()
CRISIS = "services/crisis.yaml"


# Text


@damage("LOAD-YAML", "flags")
def a_colon_is_lost(files: Files) -> None:
    files.retype(FLAGS, "  title:", "  title")


@damage("LOAD-EMPTY", "flags")
def a_file_is_emptied(files: Files) -> None:
    files.texts[FLAGS] = "# nothing"


@damage("LOAD-FILE", "flags")
def a_file_is_not_there(files: Files) -> None:
    files.missing.add(FLAGS)


@damage("LOAD-ANCHOR", "services")
def an_anchor_is_set(files: Files) -> None:
    files.retype(CRISIS, "  name: 999 emergency services", "  name: &same 999 emergency services")


@damage("LOAD-TAG", "services")
def a_tag_of_text_is_set(files: Files) -> None:
    files.retype(CRISIS, "  name: 999 emergency services", "  name: !!str 999 emergency services")


@damage("LOAD-TWICE", "services.emergency-999.name")
def a_name_is_given_twice(files: Files) -> None:
    files.retype(CRISIS, "  short:", "  name: 999\n  short:")


@damage("LOAD-TEXT", "services.samaritans.name")
def a_control_character_has_crept_in(files: Files) -> None:
    files.service("samaritans")["name"] = "Samaritans\x07"


# Keys and values


@damage("LOAD-UNKNOWN", "services.samaritans.agess")
def a_key_is_misspelt(files: Files) -> None:
    files.service("samaritans")["agess"] = "18+"


@damage("LOAD-MISSING", "services.samaritans")
def a_key_is_missing(files: Files) -> None:
    del files.service("samaritans")["summary"]


@damage("LOAD-MISSING", "services.samaritans")
def a_service_can_be_reached_by_nothing(files: Files) -> None:
    service = files.service("samaritans")
    service["contacts"] = {}
    service["reach_through"] = []


@damage("LOAD-VALUE", "services.samaritans.ages")
def an_age_is_written_in_words(files: Files) -> None:
    files.service("samaritans")["ages"] = "adults"


@damage("LOAD-VALUE", "services.samaritans.contacts.main.hours")
def hours_are_written_in_words(files: Files) -> None:
    files.service("samaritans")["contacts"]["main"]["hours"] = "day and night"


@damage("LOAD-ID", "services.The Samaritans")
def an_id_has_a_space(files: Files) -> None:
    files.open("services/helplines.yaml")["The Samaritans"] = dict(files.service("samaritans"))


@damage("LOAD-FORMAT", "settings.format")
def the_pack_is_of_another_format(files: Files) -> None:
    files.settings["format"] = "2"


@damage("LOAD-SHAPE", "services.samaritans.contacts.main")
def a_contact_has_two_ways(files: Files) -> None:
    files.service("samaritans")["contacts"]["main"]["text"] = "116123"


# What is named must exist


@damage("REF-MISSING", "questions.mood.options.grief")
def an_option_leads_to_an_ending_that_is_no_more(files: Files) -> None:
    files.option("mood", "grief")["go"] = "berievement"


@damage("REF-MISSING", "services.samaritans.serves")
def a_service_serves_a_door_that_is_no_more(files: Files) -> None:
    files.service("samaritans")["serves"] = ["listening"]


@damage("REF-MISSING", "settings.urgencies.urgent")
def a_step_names_a_person_whom_nobody_knows(files: Files) -> None:
    files.settings["urgencies"]["urgent"]["if_worse"] = ["Tell {the-matron}, or call 999."]


@damage("REF-TWICE", "questions.crisis")
def a_question_has_the_name_of_an_ending(files: Files) -> None:
    files.graph["questions"]["crisis"] = dict(files.question("mood"))


@damage("REF-SELF", "services.samaritans")
def a_service_replaced_itself(files: Files) -> None:
    files.service("samaritans")["replaced_by"] = "samaritans"


@damage("REF-RETIRED", "settings.retired")
def a_retired_id_is_used_again(files: Files) -> None:
    files.settings["retired"] = ["samaritans"]


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)


def test_every_file_that_is_named_here_is_one_of_the_pack() -> None:
    for name in (GRAPH, SETTINGS, FLAGS, CRISIS):
        assert Files().open(name)
