"""What `kmnav check` says when branches by age, red flags or what nobody must be left without are spoilt."""

from __future__ import annotations

import copy

import pytest

from tests.damage import FLAGS, WORDS, Damage, Damages, Files, assert_caught

damage = Damages()


# Branches by age


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_forgets_the_unknown_age(files: Files) -> None:
    files.option("mood", "low")["go"] = [{"age": "under 18", "to": "young-mood"}, {"to": "talking-therapies"}]


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_is_in_half_years(files: Files) -> None:
    files.option("mood", "low")["go"][1]["age"] = "under 17.5"


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_leaves_some_ages_out(files: Files) -> None:
    files.option("mood", "low")["go"][-1]["age"] = "18-64"


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_for_all_ages_comes_before_one_for_some(files: Files) -> None:
    files.option("mood", "low")["go"].reverse()


# Red flags


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_is_removed_from_its_option(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_stands_in_two_options(files: Files) -> None:
    files.option("danger", "breathing")["flags"].append("stroke")


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_stands_in_a_no(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")
    files.option("danger", "none")["flags"] = ["stroke"]


@damage("SAFE-FLAG", "flags.stroke")
def an_emergency_flag_is_asked_only_with_what_is_for_today(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")
    files.option("today", "ill")["flags"].append("stroke")


@damage("SAFE-FLAG", "flags.new-sign")
def a_new_flag_is_asked_nowhere(files: Files) -> None:
    files.open(FLAGS)["new-sign"] = copy.deepcopy(files.open(FLAGS)["stroke"])


@damage("REF-MISSING", "questions.danger.options.sudden")
def a_flag_is_deleted_and_still_asked(files: Files) -> None:
    del files.open(FLAGS)["stroke"]


@damage("SAFE-FIND", "flags.stroke")
def a_phrase_of_a_flag_is_one_that_the_scan_takes_for_harmless(files: Files) -> None:
    files.open(FLAGS)["stroke"]["phrases"].append("stroke club")


@damage("SAFE-FIND", "flags.stroke")
def a_phrase_of_a_flag_is_of_years_ago(files: Files) -> None:
    files.open(FLAGS)["stroke"]["phrases"].append("had a stroke years ago")


@damage("SAFE-FIND", "flags.stroke")
def a_harmless_saying_swallows_the_phrases_of_a_flag(files: Files) -> None:
    files.open(WORDS)["scan"]["harmless"].append("face drooping")


@damage("SAFE-FIND", "flags.stroke")
def a_flag_has_no_phrase(files: Files) -> None:
    files.open(FLAGS)["stroke"]["phrases"] = []


# Staying with someone


@damage("SAFE-STAY", "outcomes.crisis")
def stay_with_them_is_dropped(files: Files) -> None:
    del files.settings["urgencies"]["urgent"]["stay"]["stay-with"]


@damage("SAFE-STAY", "outcomes.call-999")
def one_role_is_not_told_whom_to_tell(files: Files) -> None:
    del files.settings["urgencies"]["emergency"]["stay"]["tell"]["volunteer"]


@damage("SAFE-STAY", "settings.stay_required")
def no_part_of_staying_is_asked_for(files: Files) -> None:
    files.settings["stay_required"] = []


@damage("SAFE-999", "outcomes.call-999")
def an_emergency_offers_the_gp_first(files: Files) -> None:
    files.outcome("call-999")["offer"].insert(0, "gp")


@damage("SAFE-999", "outcomes.call-999-attack")
def an_emergency_offers_nothing(files: Files) -> None:
    files.outcome("call-999-attack")["offer"] = []


@damage("SAFE-999", "outcomes.call-999")
def the_emergency_number_is_misprinted(files: Files) -> None:
    files.service("emergency-999")["contacts"]["main"]["phone"] = "99"


@damage("REF-MISSING", "settings.urgencies")
def an_urgency_has_no_words(files: Files) -> None:
    del files.settings["urgencies"]["urgent"]


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
