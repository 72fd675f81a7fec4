"""What `kmnav check` says when the worked cases, or the facts that they rest on, are spoilt."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from kmnav.errors import Severity
from tests.damage import CASES, Damage, Damages, Files, assert_caught

damage = Damages()


def a_case(files: Files, **changed: Any) -> None:
    """A right case of low mood with some part changed; None takes a part away."""
    answers = {"danger": "none", "today": "none", "about": "mood", "suicide": "none", "team": "none", "mood": "grief"}
    facts = {"age": "40", "practice": "outside", "home": "outside"}
    case = {
        "words": "I miss him.",
        "answers": {**answers, **facts},
        "outcome": "bereavement",
        "because": "A page.",
        **changed,
    }
    files.opened[CASES] = {"new-case": case}


@damage("CASE-OUTCOME", "cases.new-case")
def a_case_comes_to_another_outcome(files: Files) -> None:
    a_case(files, outcome="trauma")


@damage("CASE-ANSWER", "cases.new-case")
def a_case_answers_a_question_that_is_no_more(files: Files) -> None:
    a_case(files, answers={"danger": "none", "weather": "wet"})


@damage("CASE-OPEN", "cases.new-case")
def a_case_stops_half_way(files: Files) -> None:
    a_case(files, answers={"danger": "none", "today": "none"})


@damage("CASE-OPEN", "cases.new-case")
def a_case_gives_an_answer_that_is_no_more(files: Files) -> None:
    a_case(files, answers={"danger": "none", "today": "none", "about": "weather"})


@damage("CASE-UNUSED", "cases.new-case")
def a_case_answers_what_is_not_asked(files: Files) -> None:
    a_case(files, answers={"danger": "breathing", "today": "none"}, outcome="call-999")


@damage("CASE-FIRST", "cases.new-case")
def a_case_expects_another_first_service(files: Files) -> None:
    a_case(files, first_service="shout")


@damage("CASE-OFFERS", "cases.new-case")
def a_case_expects_a_service_that_is_not_offered(files: Files) -> None:
    a_case(files, offers=["emergency-999"])


@damage("CASE-NEVER", "cases.new-case")
def a_case_forbids_a_service_that_is_offered(files: Files) -> None:
    a_case(files, never=["samaritans"])


@damage("CASE-NONE", "outcomes.new-outcome", Severity.WARNING)
def an_outcome_stands_in_no_case(files: Files) -> None:
    files.graph["outcomes"]["new-outcome"] = copy.deepcopy(files.outcome("bereavement"))
    files.option("mood", "grief")["go"] = "new-outcome"
    a_case(files)


# The pack's own cases tell of a fact that was spoilt


@damage("CASE-OUTCOME", "cases.low-mood-at-seventeen-medway")
def a_branch_takes_seventeen_for_grown_up(files: Files) -> None:
    files.option("mood", "low")["go"][1]["age"] = "under 16"


@damage("CASE-OFFERS", "cases.low-at-twenty-four-student")
def a_limit_of_age_is_raised(files: Files) -> None:
    files.service("nhs-talking-therapies")["ages"] = "25+"


@damage("CASE-OFFERS", "cases.debts-and-dark-thoughts")
def a_service_is_closed(files: Files) -> None:
    files.service("samaritans").update(status="closed", serves=[])


@damage("CASE-OFFERS", "cases.learning-disability-adult-medway")
def a_service_is_given_the_area_of_its_neighbour(files: Files) -> None:
    files.service("medway-adult-social-care")["area"]["of"] = ["kent"]


@damage("CASE-NEVER", "cases.home-with-kent-doctor-in-medway")
def practice_and_home_are_swapped(files: Files) -> None:
    answers = files.case("home-with-kent-doctor-in-medway")["answers"]
    answers["home"], answers["practice"] = answers["practice"], answers["home"]


@pytest.mark.parametrize("spoilt", damage, ids=str)
def test_damage_is_caught(spoilt: Damage) -> None:
    assert_caught(spoilt)
