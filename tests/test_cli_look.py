"""`kmnav emergency`, `service` and `about`: the look-ups beside the walk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmnav.pack import Pack
from tests.cli_support import NOW, assert_told_plainly, kmnav, rows, with_damage

# The 999 screen


def test_the_emergency_screen_says_who_to_call_to_stay_and_what_else_there_is() -> None:
    lines = kmnav("emergency").out.splitlines()

    assert lines[:2] == ["EMERGENCY: Call 999 now", "- Call 999. Ask for an ambulance."]
    stay = lines.index("Stay with them")
    other = lines.index("Not in danger this minute")
    assert "- Stay with the person. Do not hang up or put them on hold until help is there." in lines[stay:other]
    assert "Call 111 and choose the mental health option." in lines[other + 1]
    assert "18000" in lines[other + 2]


def test_the_emergency_screen_of_the_shipped_pack_fits_a_terminal() -> None:
    assert rows(kmnav("emergency", KMNAV_PACK="").out, 80) <= 24


@pytest.mark.parametrize(("words", "variable"), [((), "doctor"), (("--as", "doctor"), "")])
def test_nothing_wrong_with_the_role_stands_before_the_emergency_screen(words: tuple[str, ...], variable: str) -> None:
    run = kmnav("emergency", *words, KMNAV_ROLE=variable)

    assert run.code == 0
    assert run.out.startswith("EMERGENCY: Call 999 now")
    assert "Shown for a volunteer." in run.err


def test_the_emergency_screen_is_for_the_role() -> None:
    assert "Tell the duty clinician now." in kmnav("emergency", KMNAV_ROLE="gp-practice").out
    assert "Tell your lead now." in kmnav("emergency").out


def test_a_spoilt_pack_still_lets_the_emergency_command_say_999(tmp_path: Path) -> None:
    pack = with_damage(tmp_path, {"pathways.yaml": ("go: today}", "go: nowhere}")})

    run = kmnav("emergency", "--pack", str(pack))

    assert run.code == 3
    assert run.out == "EMERGENCY: Call 999 now. Stay with the person.\n"


# One service


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["oldport-haven"], "Oldport Haven"),
        (["Oldport", "Haven"], "Oldport Haven"),
        (["haven"], "Oldport Haven"),
        (["cafe", "lumiere"], "Oldport Haven"),
        (["single front door"], "NHS 111, mental health option"),
        (["01632", "960222"], "Oldport Haven"),
        (["(01632) 960 222"], "Oldport Haven"),
        (["+44", "1632", "960222"], "Oldport Haven"),
        (["60777"], "Young Listeners"),
        (["18001 111"], "NHS 111, mental health option"),
    ],
)
def test_a_service_is_found_by_name_former_name_id_or_number(words: list[str], name: str) -> None:
    run = kmnav("service", *words)

    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[0] == name


def test_a_number_that_several_answer_lists_them_all() -> None:
    out = kmnav("service", "01632960333").out

    assert "Marsh Talking Therapies\n" in out
    assert "Stonham Money Advice\n" in out


def test_an_old_number_is_answered_with_todays_way_first() -> None:
    first = kmnav("service", "01632 960111").out.splitlines()[0]

    assert first.startswith("01632 960111 is an older contact")
    assert "Do not use it. Call 111 and choose the mental health option." in first


def test_the_old_crisis_number_of_kent_gives_todays_way() -> None:
    run = kmnav("service", "0300 222 0123", KMNAV_PACK="")

    assert run.code == 0
    assert "Do not use it. Call 111 and choose the mental health option." in run.out.splitlines()[0]


def test_many_services_of_one_name_are_a_list_to_choose_from() -> None:
    run = kmnav("service", "safe", "haven", KMNAV_PACK="")

    assert "safe-haven-thanet: Thanet Safe Haven" in run.out
    assert run.err == "One in full: kmnav service ID\n"


@pytest.mark.parametrize("words", [("oldprot", "havn"), ("oldport heaven",), ("Oldpart Haven",)])
def test_a_name_that_is_nearly_right_gets_the_right_one(words: tuple[str, ...]) -> None:
    run = kmnav("service", *words)

    assert_told_plainly(run, 4)
    assert "Near: Oldport Haven" in run.err


@pytest.mark.parametrize("query", ["qqqq", "01632 999999", "…"])
def test_a_name_or_number_that_nobody_has_is_not_found(query: str) -> None:
    run = kmnav("service", query)

    assert_told_plainly(run, 4)
    assert query in run.err
    assert run.out == ""


# Lists


def listed(*words: str) -> set[str]:
    """The ids in a list."""
    lines = kmnav("service", *words).out.splitlines()[1:]
    return {line.partition(":")[0] for line in lines if not line.startswith(" ")}


def test_without_a_name_all_are_listed() -> None:
    assert kmnav("service").out.splitlines()[0] == "7 services"
    assert len(listed()) == 7


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--kind", "help"], {"ambulance", "crisis-line", "harbour-line"}),
        (["--door", "haven"], {"oldport-haven"}),
        (["--self-referral", "--door", "young"], {"young-listeners"}),
        (["--age", "12", "--kind", "local"], {"young-listeners", "stonham-money"}),
        (["--age", "17", "--door", "young"], {"young-listeners"}),
        (["--age", "18", "--door", "talking"], {"marsh-talking"}),
        (["--gp-area", "Oldport", "--door", "haven"], {"oldport-haven"}),
        (["--home", "Stonham", "--door", "money"], {"stonham-money"}),
        (["--home", "Oldport", "--kind", "local"], {"oldport-haven", "marsh-talking", "young-listeners"}),
    ],
)
def test_a_list_can_be_narrowed(words: list[str], ids: set[str]) -> None:
    assert listed(*words) == ids


def test_what_may_fit_stays_in_the_list_and_says_what_to_check() -> None:
    run = kmnav("service", "--age", "34", "--door", "haven")

    assert "oldport-haven: Oldport Haven" in run.out
    assert "  Check: For people whose GP practice is in the Marshire coast" in run.out


def test_self_referral_leaves_out_what_does_not_say_so(tmp_path: Path) -> None:
    pack = with_damage(
        tmp_path, {"regions/marshire/services/local.yaml": ("{self: yes, by: [self, gp]}", "{self: unknown, by: [gp]}")}
    )

    assert "marsh-talking" not in listed("--self-referral", "--pack", str(pack))
    assert "oldport-haven" in listed("--self-referral", "--pack", str(pack))


def test_a_list_that_is_narrowed_to_nothing_says_why() -> None:
    run = kmnav("service", "haven", "--age", "12")

    assert_told_plainly(run, 4)
    assert "No service fits all of that." in run.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kind", "helps"), "Did you mean help?"),
        (("--door", "havens"), "Did you mean haven?"),
        (("--door", "qqqq"), "crisis-line"),
        (("--age", "old"), "--age"),
        (("--home", "Atlantis"), "--home"),
        (("--gp-area", "Ford"), "--gp-area"),
    ],
)
def test_a_filter_that_is_none_is_a_mistake_with_a_hint(words: tuple[str, str], says: str) -> None:
    run = kmnav("service", *words)

    assert_told_plainly(run, 2)
    assert says in run.err


def test_open_now_lists_what_is_known_to_be_open_and_until_when() -> None:
    run = kmnav("service", "--open-now", "--now", NOW)

    assert "oldport-haven: Oldport Haven. Open now until 11pm" in run.out
    assert "harbour-line: Harbour Line. Open 24 hours, every day" in run.out
    assert "marsh-talking" not in run.out
    assert run.err == "Left out because nobody knows their hours: 0.\n"
    assert listed("--open-now", "--now", "2026-11-23T11:00", "--kind", "local") == {
        "marsh-talking",
        "young-listeners",
        "stonham-money",
    }
    assert listed("--open-now", "--now", "2026-12-25T11:00", "--kind", "local") == {"young-listeners", "stonham-money"}


def test_hours_that_nobody_knows_are_counted_and_never_taken_for_open(tmp_path: Path) -> None:
    file = "regions/marshire/services/local.yaml"
    pack = with_damage(tmp_path, {file: ('{phone: 01632 960333, hours: "Mo-Fr 10:00-16:00"}', "{phone: 01632 960333}")})
    run = kmnav("service", "--open-now", "--now", "2026-11-23T11:00", "--pack", str(pack))

    assert "stonham-money" not in run.out
    assert run.err == "Left out because nobody knows their hours: 1.\n"


def test_a_list_says_when_each_opens() -> None:
    out = kmnav("service", "--kind", "local", "--now", NOW).out

    assert "marsh-talking: Marsh Talking Therapies. Closed. Opens Monday at 9am" in out


def test_a_day_alone_says_nothing_of_now() -> None:
    assert "Open" not in kmnav("service", "--now", "2026-11-22").out
    run = kmnav("service", "--open-now", "--now", "2026-11-22")

    assert_told_plainly(run, 2)
    assert "--now 2026-11-22T21:30" in run.err


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["oldport-haven", "harbour-line"], ["Harbour Line", "Oldport Haven"]),
        (["111", "60777", "Harbour Line"], ["Young Listeners", "NHS 111, mental health option", "Harbour Line"]),
    ],
)
def test_several_names_at_once_show_each_in_full(words: list[str], names: list[str]) -> None:
    out = kmnav("service", *words, "--now", NOW).out

    for name in names:
        assert f"{name}\n" in out
    assert out.count("How to reach it") == len(names)


def test_words_of_which_one_names_no_service_are_taken_together() -> None:
    assert_told_plainly(kmnav("service", "oldport-haven", "nobody"), 4)


def test_a_number_of_kent_lists_every_service_that_answers_there(pack: Pack) -> None:
    number = "03000416161"
    answering = {
        each.id
        for each in pack.services.values()
        for contact in each.contacts.values()
        if contact.phone and contact.phone.replace(" ", "") == number
    }
    ids = {each["id"] for each in kmnav("service", number, "--json", KMNAV_PACK="").object["services"]}

    assert len(answering) > 3
    assert answering <= ids


def test_a_service_is_judged_by_the_day() -> None:
    assert "(from the provider's page of May 2026)" in kmnav("service", "marsh-talking", "--now", NOW).out
    assert "(not confirmed since May 2026)" in kmnav("service", "marsh-talking", "--now", "2031-01-01").out


# What it is


def test_about_says_what_it_is_not_who_signed_it_and_where_to_report() -> None:
    out = kmnav("about").out

    for words in (
        "It does not decide how ill someone is.",
        "No clinician has signed this pack.",
        "0 of 5 outcomes read by a clinician",
        "0 of 10 contacts checked by a person",
        "facts as of 2026-11-22",
        "Do not use the number until they have checked it.",
    ):
        assert words in out
