"""`kmnav route` where nobody can be asked: facts in advance, variables, tokens, and what is said when one is wrong."""

from __future__ import annotations

import pytest

from tests.cli_support import ARRIVE, NOW, assert_told_plainly, in_a_process, kmnav

MOOD = "danger=none,today=none,about=mood"
WORRY = f"{MOOD},mood=worry"


def route(*words: str, **variables: str) -> tuple[str, ...]:
    """The token of the walk that a command comes to."""
    return tuple(kmnav("route", "--json", *words, **variables).object["token"].split(","))


# An answer is needed


def test_without_an_answer_the_next_question_is_shown_and_the_exit_says_so() -> None:
    run = kmnav("route", "--from", "danger=none")

    assert run.code == 5
    assert run.out.startswith("Does any of this need someone today?")
    assert "  3. Asked, none of these" in run.out
    assert run.err.splitlines() == [
        'An answer to "today" is needed.',
        "Give it as --answer today=VALUE; VALUE is one of: mind | not-sure | none",
    ]


@pytest.mark.parametrize(
    ("token", "flag"),
    [
        (WORRY, "--age 34"),
        (f"{WORRY},age=34", "--gp-area TOWN"),
        ("danger=none,today=none,about=money", "--home TOWN"),
    ],
)
def test_a_fact_that_is_needed_is_named_with_its_own_flag(token: str, flag: str) -> None:
    run = kmnav("route", "--from", token)

    assert run.code == 5
    assert f"Give it as {flag}" in run.err


def test_with_json_a_missing_answer_is_no_failure() -> None:
    run = kmnav("route", "--json")

    assert (run.code, run.object["kind"], run.err) == (0, "question", "")


def test_an_answer_that_is_none_is_named_and_the_nearest_one_suggested() -> None:
    run = kmnav("route", "-a", "danger=breathin")

    assert run.code == 5
    assert 'The answer "breathin" to this question does not exist now.' in run.out
    assert "Did you mean breathing?" in run.err


def test_a_question_that_is_gone_is_named_and_the_walk_goes_on_without_it() -> None:
    run = kmnav("route", "--from", f"{ARRIVE['routine']},cough=yes")

    assert run.code == 0
    assert run.out.startswith("ROUTINE: NHS Talking Therapies")
    assert 'There is no question "cough" now.' in run.err


def test_a_mistyped_question_gets_a_suggestion() -> None:
    assert "Did you mean danger?" in kmnav("route", "-a", "dangr=none").err


# Facts in advance


@pytest.mark.parametrize("age", ["34", "034", "17.5", "6m", "6 months", "0"])
def test_an_age_is_kept_as_it_is_written_in_a_token(age: str) -> None:
    kept = {"034": "34", "6 months": "6m"}.get(age, age)

    assert f"age={kept}" in route("--age", age)
    assert kmnav("route", "--json", "--from", f"age={kept}").object["token"] == f"age={kept}"


@pytest.mark.parametrize("place", ["oldport", "Oldport District Council", "Old Hundred", "old-hundred"])
def test_a_place_may_be_a_council_or_a_town(place: str) -> None:
    assert "practice=oldport" in route("--gp-area", place)


@pytest.mark.parametrize("postcode", ["MZ3", "mz3 1aa", "MZ3 1"])
def test_a_postcode_becomes_its_council_and_is_kept_nowhere(postcode: str) -> None:
    run = kmnav("route", "--json", "--home", postcode)

    assert run.object["token"] == "home=stonham"
    assert "mz3" not in (run.out + run.err).lower()


def test_a_postcode_of_nowhere_near_is_outside() -> None:
    assert "home=outside" in route("--home", "SW1A 1AA")


@pytest.mark.parametrize("flag", ["--home", "--gp-area"])
def test_a_place_in_two_councils_is_asked_about_never_chosen(flag: str) -> None:
    run = kmnav("route", flag, "Ford")

    assert_told_plainly(run, 2)
    assert f'{flag}: "Ford" may be in fenbury or oldport.' in run.err
    assert f"for example {flag} fenbury" in run.err


@pytest.mark.parametrize("words", [("--age", "not-sure"), ("-a", "age=unknown")])
def test_an_age_that_nobody_knows_can_be_said_in_advance(words: tuple[str, ...]) -> None:
    assert kmnav("route", "--from", WORRY, *words).out.startswith("SOON: On the practice's list today")


def test_a_fact_may_be_given_as_an_answer_in_a_persons_words() -> None:
    assert {"home=stonham", "age=6m"} <= set(route("-a", "home=Stonham City", "-a", "age=6 months"))


def test_a_flag_goes_before_an_answer_and_an_answer_before_the_token() -> None:
    token = "age=1,danger=none"

    assert "age=3" in route("--from", token, "-a", "age=2", "--age", "3")
    assert "age=2" in route("--from", token, "-a", "age=2")


def test_facts_in_advance_are_not_asked_again() -> None:
    run = kmnav("route", "--from", WORRY, "--age", "34", "--gp-area", "Oldport")

    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("ROUTINE: NHS Talking Therapies")


@pytest.mark.parametrize(
    "words",
    [
        ("--age", "old"),
        ("--age", "200"),
        ("--home", "Atlantis"),
        ("--gp-area", ""),
        ("--as", "doctor"),
        ("--from", "nonsense"),
        ("--answer", "danger"),
        ("--answer", "=none"),
        ("--answer", "danger=a b"),
        ("--now", "yesterday"),
    ],
)
def test_what_cannot_be_understood_is_told_in_two_lines(words: tuple[str, ...]) -> None:
    assert_told_plainly(kmnav("route", "--no-input", *words), 2)


# Variables


def test_the_practices_area_comes_from_its_variable_and_the_ending_says_so() -> None:
    run = kmnav("route", "--from", f"{WORRY},age=34", KMNAV_AREA="MZ3 1AA")

    assert run.code == 0
    assert "GP practice: Stonham City Council, from KMNAV_AREA. Change it with --gp-area." in run.out


def test_a_flag_or_a_token_goes_before_the_variable_for_the_area() -> None:
    assert "practice=fenbury" in route("--gp-area", "Fenbury", KMNAV_AREA="Stonham")
    assert "practice=fenbury" in route("--from", "practice=fenbury", KMNAV_AREA="Stonham")
    assert "practice=fenbury" in route("-a", "practice=Fenbury", KMNAV_AREA="Stonham")
    assert "practice=stonham" in route(KMNAV_AREA="Stonham")


@pytest.mark.parametrize(("area", "says"), [("Atlantis", "not a place known here"), ("Ford", "fenbury or oldport")])
def test_a_bad_area_in_the_variable_names_the_variable(area: str, says: str) -> None:
    run = kmnav("route", KMNAV_AREA=area)

    assert_told_plainly(run, 2)
    assert run.err.startswith("KMNAV_AREA:")
    assert says in run.err


def test_a_bad_area_in_the_variable_does_not_matter_where_a_flag_is_given() -> None:
    assert route("--gp-area", "Stonham", KMNAV_AREA="Atlantis") == ("practice=stonham",)


def test_the_role_is_read_when_it_is_used_and_the_flag_goes_first() -> None:
    def told(*words: str, **variables: str) -> str:
        return kmnav("route", "--from", ARRIVE["soon"], *words, **variables).out

    practice, volunteer = "Put it on the list for today.", "Help them call their GP practice today."

    assert volunteer in told()
    assert practice in told(KMNAV_ROLE="gp-practice")
    assert practice in told("--as", "gp-practice", KMNAV_ROLE="volunteer")
    assert volunteer in told("--as", "volunteer", KMNAV_ROLE="nonsense")
    assert volunteer in told(KMNAV_ROLE="")


def test_a_bad_role_in_the_variable_names_the_variable() -> None:
    run = kmnav("route", KMNAV_ROLE="doctor")

    assert_told_plainly(run, 2)
    assert "KMNAV_ROLE" in run.err


# The ending


@pytest.mark.parametrize(
    ("urgency", "title"),
    [
        ("emergency", "EMERGENCY: Call 999 now"),
        ("urgent", "URGENT: Urgent mental health help today"),
        ("soon", "SOON: On the practice's list today"),
        ("routine", "ROUTINE: NHS Talking Therapies"),
    ],
)
def test_an_ending_begins_with_how_soon_and_what(urgency: str, title: str) -> None:
    assert kmnav("route", "--from", ARRIVE[urgency]).out.splitlines()[0] == title


def test_a_place_taken_from_the_other_place_is_shown_with_how_to_change_it() -> None:
    taken = "Home: Oldport District Council, taken to be the same as the GP practice. Change it with --home."

    assert taken in kmnav("route", "--from", ARRIVE["routine"]).out
    assert "taken to be the same" not in kmnav("route", "--from", ARRIVE["routine"], "--home", "Stonham").out


def test_the_role_that_nobody_gave_is_shown_with_how_to_change_it() -> None:
    assert "You are a volunteer. In a GP practice: --as gp-practice." in kmnav("route", "--from", ARRIVE["soon"]).out
    assert "You are a volunteer" not in kmnav("route", "--from", ARRIVE["soon"], "--as", "volunteer").out


def test_each_number_says_how_far_it_may_be_trusted_on_that_day() -> None:
    def shown(now: str) -> str:
        return kmnav("route", "--from", ARRIVE["routine"], "--now", now).out

    assert "bank holidays (from the provider's page of May 2026)" in shown(NOW)
    assert "bank holidays (not confirmed since May 2026)" in shown("2030-01-01")


def test_many_services_are_named_by_their_door_and_none_is_lost() -> None:
    shown = kmnav("route", "--from", ARRIVE["urgent"], "--json").object["services"]
    screen = kmnav("route", "--from", ARRIVE["urgent"]).out

    assert len(shown) == 3
    for service in shown:
        assert service["name"] in screen


def test_safety_answers_in_advance_are_taken_only_where_nobody_can_be_asked() -> None:
    assert kmnav("route", "--from", ARRIVE["urgent"], "--no-input").code == 0


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_same_pack_input_and_moment_give_the_same_bytes(form: tuple[str, ...]) -> None:
    words = ("route", "--from", ARRIVE["urgent"], "--now", NOW, *form)

    first, second = (in_a_process(*words, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first.code == 0
    assert first.raw == second.raw
