"""What `kmnav check` says when the questions are spoilt: danger first, monotone safety, the shape of the graph."""

from __future__ import annotations

import pytest

from tests.damage import Damage, Damages, Files, assert_caught

damage = Damages()


@damage("SAFE-FIRST", "start")
def the_danger_question_is_dropped(files: Files) -> None:
    files.graph["start"] = "today"


@damage("SAFE-FIRST", "start")
def the_danger_question_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("danger")["safety"]


@damage("SAFE-FIRST", "start")
def the_danger_question_asks_about_something_else(files: Files) -> None:
    files.question("danger")["asks"] = "mood"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.breathing")
def two_edges_of_the_danger_question_are_swapped(files: Files) -> None:
    breathing, none = files.option("danger", "breathing"), files.option("danger", "none")
    breathing["go"], none["go"] = none["go"], breathing["go"]


@damage("SAFE-ONE-QUESTION", "questions.danger.options.sudden")
def an_emergency_is_pointed_at_the_gp(files: Files) -> None:
    files.option("danger", "sudden")["go"] = "gp-team"


@damage("SAFE-MONOTONE", "questions.danger.options.sudden")
def an_emergency_is_pointed_at_111(files: Files) -> None:
    files.option("danger", "sudden")["go"] = "ill-today"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.self-harm")
def an_emergency_is_only_urgent(files: Files) -> None:
    files.outcome("call-999-self-harm")["urgency"] = "urgent"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.injury")
def an_emergency_waits_for_a_second_question(files: Files) -> None:
    files.option("danger", "injury")["go"] = "danger-not-sure"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_today_is_skipped(files: Files) -> None:
    files.option("danger", "none")["go"] = "about"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_suicide_is_skipped(files: Files) -> None:
    files.option("about", "mood")["go"] = "team"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_a_team_is_skipped(files: Files) -> None:
    files.option("suicide", "none")["go"] = "mood"


@damage("SAFE-NOT-ASKED", "outcomes.crisis")
def the_second_danger_question_leads_back_into_the_ordinary_walk(files: Files) -> None:
    files.option("danger-not-sure", "none")["go"] = "suicide"


@damage("SAFE-MONOTONE", "questions.today.options.mind")
def two_edges_of_the_question_about_today_are_swapped(files: Files) -> None:
    mind, none = files.option("today", "mind"), files.option("today", "none")
    mind["go"], none["go"] = none["go"], mind["go"]


@damage("SAFE-MONOTONE", "questions.suicide.options.yes")
def a_yes_to_suicide_leads_to_something_routine(files: Files) -> None:
    files.option("suicide", "yes")["go"] = "talking-therapies"


@damage("SAFE-MONOTONE", "questions.suicide-baby.options.yes")
def a_copy_of_the_question_about_suicide_leads_its_yes_elsewhere(files: Files) -> None:
    files.question("suicide-baby")["options"]["yes"] = {"go": "perinatal"}


@damage("SAFE-MONOTONE", "questions.suicide.options.not-sure")
def a_doubt_about_suicide_is_taken_for_a_no(files: Files) -> None:
    files.option("suicide", "not-sure")["go"] = "team"


@damage("SAFE-MONOTONE", "questions.today.options.not-sure")
def a_doubt_about_today_is_taken_for_a_no(files: Files) -> None:
    files.option("today", "not-sure")["go"] = "about"


@damage("SAFE-MONOTONE", "questions.danger-not-sure.options.not-sure")
def a_doubt_about_danger_is_worth_less_than_its_level(files: Files) -> None:
    files.option("danger-not-sure", "not-sure")["go"] = "talk-first"


@damage("SAFE-MONOTONE", "questions.today.options.mind")
def a_yes_is_less_urgent_at_one_age(files: Files) -> None:
    files.option("today", "mind")["go"] = [
        {"age": "unknown", "to": "crisis"},
        {"age": "under 18", "to": "young-mood"},
        {"to": "crisis"},
    ]


@damage("SAFE-OPTIONS", "questions.today")
def a_safety_question_loses_not_sure(files: Files) -> None:
    del files.question("today")["options"]["not-sure"]


@damage("SAFE-OPTIONS", "questions.eating-signs")
def a_safety_question_loses_none(files: Files) -> None:
    del files.question("eating-signs")["options"]["none"]


@damage("SAFE-MARK", "questions.today")
def the_question_about_today_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("today")["safety"]


@damage("SAFE-MARK", "questions.suicide-young")
def the_question_about_suicide_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("suicide")["safety"]


@damage("SAFE-MARK", "questions.eating-signs")
def a_question_about_signs_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("eating-signs")["safety"]


@damage("STR-NOT-SURE", "questions.mood")
def a_sorting_question_loses_not_sure(files: Files) -> None:
    del files.question("mood")["options"]["not-sure"]


@damage("STR-CYCLE", "questions.suicide")
def the_questions_go_round(files: Files) -> None:
    files.option("mood", "not-sure")["go"] = "suicide"


@damage("STR-CYCLE", "questions.mood")
def a_question_leads_to_itself(files: Files) -> None:
    files.option("mood", "not-sure")["go"] = "mood"


@damage("STR-UNREACHED", "questions.alcohol-signs")
def a_question_is_no_longer_reached(files: Files) -> None:
    files.option("addiction", "alcohol")["go"] = "drugs-alcohol"


@damage("STR-UNREACHED", "outcomes.gambling")
def an_outcome_is_no_longer_reached(files: Files) -> None:
    files.option("addiction", "gambling")["go"] = "drugs-alcohol"


@damage("LOAD-SHAPE", "questions.mood.options.grief")
def an_option_leads_nowhere(files: Files) -> None:
    files.option("mood", "grief")["go"] = []


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
