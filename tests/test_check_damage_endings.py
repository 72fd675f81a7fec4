"""What `kmnav check` says when an ending withholds something: the GP, what if it gets worse, words for a role."""

from __future__ import annotations

import pytest

from tests.damage import Damage, Damages, Files, assert_caught

damage = Damages()


# The GP


@damage("END-GP", "outcomes.bereavement")
def the_gp_is_withheld_from_one_ending(files: Files) -> None:
    files.outcome("bereavement")["gp_offer"] = "no"


@damage("END-GP", "outcomes.minor-illness")
def the_gp_is_withheld_from_a_whole_topic(files: Files) -> None:
    files.settings["topics"]["everyday"]["gp_offer"] = "no"


@damage("END-GP", "outcomes.carer")
def an_ending_about_health_is_moved_to_having_a_say(files: Files) -> None:
    files.outcome("carer")["about"] = "voice"


@damage("END-GP", "settings.gp_offer")
def volunteers_have_no_words_to_offer_the_gp(files: Files) -> None:
    del files.settings["gp_offer"]["volunteer"]


# What is taken away


@damage("TAKE-LONG", "outcomes.own-team")
def a_message_takes_three_parts(files: Files) -> None:
    files.outcome("own-team")["message"] = "Call the team that sees you. " * 12


@damage("TAKE-LONG", "outcomes.own-team")
def a_message_holds_a_mark_that_phones_do_not_send(files: Files) -> None:
    files.outcome("own-team")["message"] = "Call the team \N{TELEPHONE RECEIVER}"


@damage("TAKE-WORDS", "settings.hand_out.worse")
def a_message_does_not_say_what_if_it_gets_worse(files: Files) -> None:
    del files.settings["hand_out"]["worse"]["urgent"]


@damage("TAKE-WORDS", "settings.hand_out.worse_sheet")
def a_sheet_names_nobody_to_call_when_it_gets_worse(files: Files) -> None:
    files.settings["hand_out"]["worse_sheet"]["routine"] = ["Wait and see."]


# If it gets worse, and safeguarding


@damage("END-WORSE", "outcomes.talking-therapies")
def nothing_is_said_of_getting_worse(files: Files) -> None:
    files.settings["urgencies"]["routine"]["if_worse"] = []


@damage("END-WORSE", "outcomes.crisis")
def getting_worse_names_nobody_to_call(files: Files) -> None:
    files.settings["urgencies"]["urgent"]["if_worse"] = ["If they get worse, call back tomorrow."]


@damage("END-SAFEGUARDING", "outcomes.talking-therapies")
def the_safeguarding_line_is_replaced(files: Files) -> None:
    files.settings["safeguarding"] = "If a child or adult may be harmed, think about what to do."


@damage("END-SAFEGUARDING", "outcomes.crisis")
def one_urgency_has_a_line_of_its_own_that_names_nobody(files: Files) -> None:
    files.settings["urgencies"]["urgent"]["safeguarding"] = "Keep it to yourself."


# Words for each role


@damage("END-ROLE", "settings.ways.gp")
def a_way_has_no_words_for_volunteers(files: Files) -> None:
    del files.settings["ways"]["gp"]["words"]["volunteer"]


@damage("END-ROLE", "outcomes.ill-today")
def an_ending_has_no_step_for_volunteers(files: Files) -> None:
    del files.outcome("ill-today")["steps"]["volunteer"]


@damage("END-ROLE", "settings.gp_closed")
def a_closed_practice_has_no_words_for_its_own_desk(files: Files) -> None:
    del files.settings["gp_closed"]["gp-practice"]


# Nothing is kept


@damage("KEEP-PERSONAL", "questions.mood")
def a_question_asks_for_a_name(files: Files) -> None:
    files.question("mood")["ask"] = "What is your full name?"


@damage("KEEP-PERSONAL", "facts.age")
def the_age_is_asked_for_as_a_date_of_birth(files: Files) -> None:
    files.graph["facts"]["age"]["ask"] = "What is their date of birth?"


@damage("LOAD-SHAPE", "facts.name")
def a_fact_of_free_text_is_added(files: Files) -> None:
    files.graph["facts"]["name"] = {"ask": "Who is calling?", "why": "To write it down."}


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
