"""`w` at an ending, `--why-not`, and the keys of JSON that say why."""

from __future__ import annotations

import pytest

from kmnav.render.plain import plain
from kmnav.render.why import why_not_screen, why_this_screen
from kmnav.why_not import why_not
from tests.cli_support import ARRIVE, NOW, assert_told_plainly, at_the_desk, kmnav
from tests.test_explain import told_at
from tests.toy import toy_pack

TO_ROUTINE = ("4", "3", "1", "1", "34", "mz2", "1")
OPEN = """
  questions:
    danger: {bad: call-999, not-sure: again, none: talk}
    again: {bad: call-999, none: today}
  outcomes: {call-999: emergency, today: urgent, talk: {offer: [talking]}}
  services: {mind-one: {serves: [talking]}, mind-two: {serves: [talking]}, mind-three: {serves: [talking]},
    mind-four: {serves: [talking]}, mind-five: {serves: [talking]}, mind-six: {serves: [talking]},
    mind-seven: {serves: [talking]}}
"""
AT_ROUTINE = ("route", "--now", NOW, "--from", ARRIVE["routine"])


def after_w(*typed: str) -> str:
    """What the last typed line brought, at the end of a walk to Talking Therapies."""
    seen = at_the_desk((*TO_ROUTINE, *typed), "route", "--now", NOW).seen
    return " ".join(seen.rpartition(f"> {typed[-1]}\n")[2].split())


# w


def test_w_tells_each_answer_with_its_reason_and_why_the_ending_is_right() -> None:
    said = after_w("w")

    assert "Which is nearest? Worry, panic, stress or sleep There are different doors for each." in said
    assert "How old is the person who needs help? 34 years old" in said
    assert "So: NHS Talking Therapies. The NHS page says that adults can refer themselves." in said


def test_w_tells_what_is_more_urgent_and_nothing_that_is_less_or_as_urgent() -> None:
    said = after_w("w").partition("What would make it more urgent")[2]

    assert "Chest pain, or signs of a stroke (EMERGENCY: Call 999 now)" in said
    assert "Under 18 (SOON: On the practice's list today)" in said
    assert "If you are frightened for them, call 999." in said
    assert "ROUTINE:" not in said.partition("Of any other service")[0]
    assert "What is it mostly about?" not in said
    assert "Free money advice" not in said


def test_at_the_999_screen_w_says_that_nothing_is_more_urgent() -> None:
    assert "Nothing. This is the most urgent ending." in at_the_desk(("1", "w"), "route").seen


def test_an_answer_that_opens_a_question_says_how_urgent_it_is_at_the_least() -> None:
    pack = toy_pack(OPEN)
    said = plain(why_this_screen(pack, told_at(pack, "danger=none")))

    assert "- Not-sure (URGENT at the least, after one more question)" in said
    assert "Again" not in said


def test_after_w_the_ending_takes_its_keys_as_before() -> None:
    seen = at_the_desk((*TO_ROUTINE, "w", "W", "c", "4", "2", "2", "w"), "route", "--now", NOW).seen

    assert seen.count("Why this") == 3
    assert "Grief after a death" in seen.rpartition("Why this")[2]


def test_w_and_a_name_says_whether_that_service_is_offered() -> None:
    assert "It is offered here, number 2 of 3." in after_w("w oldport haven")
    assert "For people under 18." in after_w("w Young Listeners")
    assert 'No service here is called "zzz".' in after_w("w zzz")


def test_a_word_that_begins_with_w_is_no_key() -> None:
    assert '"why" is not one of these.' in after_w("why")


# --why-not


def test_why_not_names_the_ending_and_the_reason() -> None:
    run = kmnav(*AT_ROUTINE, "--why-not", "young listeners")

    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[0] == "ROUTINE: NHS Talking Therapies"
    assert "  For people under 18." in run.out.splitlines()


def test_why_not_of_an_urgent_ending_still_says_first_what_to_do() -> None:
    lines = kmnav("route", "--from", ARRIVE["urgent"], "--why-not", "stonham-money").out.splitlines()

    assert lines[:2] == [
        "URGENT: Urgent mental health help today",
        "Call 111 with the person and choose the mental health option.",
    ]


@pytest.mark.parametrize("named", ["oldport-haven", "Oldport Haven", "cafe lumiere", "01632 960222", "haven"])
def test_why_not_takes_an_id_a_name_an_old_name_a_number_or_part_of_a_name(named: str) -> None:
    run = kmnav(*AT_ROUTINE, "--why-not", named)

    assert (run.code, "It is offered here" in run.out) == (0, True)


def test_why_not_of_an_older_number_says_what_to_use_today() -> None:
    out = kmnav(*AT_ROUTINE, "--why-not", "01632 960111").out

    assert "01632 960111 is an older contact (Single Front Door). Do not use it. Call 111" in out
    assert "NHS 111, mental health option" in out


def test_why_not_of_nothing_known_is_not_found_with_what_is_near() -> None:
    run = kmnav(*AT_ROUTINE, "--why-not", "oldport heaven")

    assert_told_plainly(run, 4)
    assert "Near: Oldport Haven" in run.err
    assert run.out == ""
    assert_told_plainly(kmnav(*AT_ROUTINE, "--why-not", ""), 4)


def test_why_not_needs_an_ending_first() -> None:
    run = kmnav("route", "--from", "danger=none", "--why-not", "haven")

    assert run.code == 5
    assert 'An answer to "today" is needed.' in run.err


def test_at_a_terminal_why_not_is_answered_beneath_the_ending() -> None:
    seen = at_the_desk(TO_ROUTINE, "route", "--now", NOW, "--why-not", "young listeners").seen

    assert "For people under 18." in seen.rpartition("ROUTINE: NHS Talking Therapies")[2]


def test_a_name_that_fits_many_services_tells_five_and_names_the_rest() -> None:
    pack = toy_pack(OPEN)
    told = told_at(pack, "danger=none")
    said = plain(why_not_screen(told, "mind", [why_not(pack, told, each) for each in pack.services.values()]))

    assert said.count("It is offered here") == 5
    assert "That name also fits: mind-six; mind-seven." in said


# JSON


def test_json_has_the_three_keys_in_the_order_of_the_contract_before_anything_of_ours() -> None:
    keys = list(kmnav(*AT_ROUTINE, "--json").object)

    at = keys.index("refine")
    assert keys[at : at + 4] == ["refine", "not_offered", "why", "would_change"]


def test_json_tells_every_change_with_where_it_leads() -> None:
    changes = kmnav(*AT_ROUTINE, "--json").object["would_change"]

    assert list(changes[0])[:5] == ["question", "answer", "outcome", "urgency", "more_urgent"]
    by = {(each["question"], each["answer"]): each for each in changes}
    assert (by["danger", "chest"]["outcome"], by["danger", "chest"]["more_urgent"]) == ("call-999", True)
    money = by["about", "money"]
    assert (money["outcome"], money["urgency"], money["more_urgent"]) == ("money", "routine", False)
    assert (money["then_asks"], money["up_to"]) == (None, "routine")


def test_json_never_lists_a_service_both_as_offered_and_as_not() -> None:
    for token in ARRIVE.values():
        told = kmnav("route", "--json", "--from", token).object
        offered = {each["id"] for each in told["services"]}
        assert not offered & {each["id"] for each in told["not_offered"]}


def test_json_of_why_not_says_yes_with_a_rank_or_no_with_a_reason() -> None:
    (yes,) = kmnav(*AT_ROUTINE, "--json", "--why-not", "oldport-haven").object["why_not"]
    (no,) = kmnav(*AT_ROUTINE, "--json", "--why-not", "young-listeners").object["why_not"]

    assert (yes["offered"], yes["rank"], yes["because"]) == (True, 2, "")
    assert (no["offered"], no["rank"]) == (False, None)
    assert no["because"].startswith("For people under 18.")
    assert "why_not" not in kmnav(*AT_ROUTINE, "--json").object


def test_the_999_screen_as_json_has_no_answers_to_explain() -> None:
    told = kmnav("emergency", "--json").object

    assert (told["why"], told["would_change"]) == ([], [])
