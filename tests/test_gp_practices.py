"""GP practices: read strictly, found by name, number, code or place, and shown with their source and date."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.errors import UnknownAnswer
from kmnav.gp_practices import GpPractice, near_practices, plain_practice, practices_called
from kmnav.load_tables import read_practices
from kmnav.model import OUTSIDE
from kmnav.pack import Pack
from kmnav.places import councils_of_practice, practices_at, resolve_place, resolve_practice_place
from kmnav.render.gp_practices import practices_object, practices_screen
from kmnav.render.plain import plain
from tests.cli_support import DESK, assert_told_plainly, kmnav

HEAD = "ods_code,name,address,postcode,phone,opened\n"
ROW = 'A12345,DR PJ MAY & SONS,"THE SURGERY, 1 ST ANN\'S RD,VALLEY",ZZ1 1AA,01632 960101,19740401\n'


def only(text: str) -> GpPractice:
    practices, wrong = read_practices(text)
    assert wrong == []
    (practice,) = practices.values()
    return practice


def test_a_row_is_read_in_letters_that_are_easy_to_read() -> None:
    practice = only(HEAD + ROW)
    assert practice.name == "Dr PJ May & Sons"
    assert practice.address == "The Surgery, 1 St Ann's Rd, Valley"
    assert (practice.id, practice.postcode, practice.phone) == ("A12345", "ZZ1 1AA", "01632 960101")
    assert practice.opened.isoformat() == "1974-04-01"


def test_a_missing_number_is_said_and_never_filled(pack: Pack) -> None:
    practice = only(HEAD + ROW.replace("01632 960101", "").replace("ZZ1 1AA", "ME4 5QS"))
    assert practice.phone is None
    assert "Phone: no number in the register" in plain(practices_screen(pack, [practice], ""))
    assert practices_object(pack, [practice])["gp_practices"][0]["phone"] is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("A12345", "12345", '"12345" is no ods_code.'),
        ("ZZ1 1AA", "ZZ11AA", '"ZZ11AA" is no postcode.'),
        ("ZZ1 1AA", "", '"" is no postcode.'),
        ("01632 960101", "1632 960101", '"1632 960101" is no phone.'),
        ("01632 960101", "01632 960101 or 2", "is no phone."),
        ("19740401", "1974-04-01", '"1974-04-01" is no day.'),
        ("19740401", "19740431", '"19740431" is no day.'),
        ("DR PJ MAY & SONS", "", "has a name and an address"),
        (",19740401", "", "The row has 5 columns, not 6."),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_line(old: str, new: str, said: str) -> None:
    _, wrong = read_practices(HEAD + ROW.replace("A12345", "B11111") + ROW.replace(old, new))
    assert [line for line, _ in wrong] == [3]
    assert said in wrong[0][1]


def test_a_code_twice_and_a_strange_first_line_are_refused() -> None:
    assert read_practices(HEAD + ROW + ROW)[1] == [(3, "A12345 stands here twice.")]
    assert read_practices("code,name\n" + ROW)[1][0][0] == 1
    assert read_practices("")[1][0][0] == 1


# The shipped register


def test_every_practice_stands_in_one_council_of_the_region(pack: Pack) -> None:
    practices = pack.region.practices
    assert len(practices) == 176
    for practice in practices.values():
        (council,) = councils_of_practice(pack.region, practice)
        assert council in pack.region.councils, practice


def test_every_practice_is_found_by_its_name_its_code_and_its_number(pack: Pack) -> None:
    known = pack.region.practices.values()
    for practice in known:
        assert practice in practices_called(known, practice.name.upper())
        assert practices_called(known, practice.id.lower()) == [practice]
        assert practice in practices_called(known, (practice.phone or "").replace(" ", ""))


def test_a_practice_gives_its_council_where_a_place_is_asked_for(pack: Pack) -> None:
    region = pack.region
    for practice in region.practices.values():
        try:
            expected = resolve_place(region, practice.name)
        except UnknownAnswer:
            expected = councils_of_practice(region, practice)
        assert set(expected) <= set(resolve_practice_place(region, practice.name)), practice


def test_two_practices_of_one_name_are_asked_about(pack: Pack) -> None:
    called = practices_called(pack.region.practices.values(), "Old School Surgery")
    assert len(called) == 2
    councils = {council for each in called for council in councils_of_practice(pack.region, each)}
    assert set(resolve_practice_place(pack.region, "old school surgery")) == councils


def test_a_near_name_is_offered_and_never_taken(pack: Pack) -> None:
    assert "Bryant Street Medical Practice" in near_practices(pack.region.practices.values(), "Bryant Stret Surgery")
    with pytest.raises(UnknownAnswer) as refused:
        resolve_practice_place(pack.region, "Bryant Stret Surgery")
    assert "Near: Bryant Street Medical Practice." in refused.value.do
    with pytest.raises(UnknownAnswer, match="not a place"):
        resolve_practice_place(pack.region, "Atlantis Galactic Hub")


@pytest.mark.parametrize(
    ("place", "near", "far"),
    [
        ("Gillingham", "ME7", "ME4"),
        ("ME4", "ME4", "ME7"),
        ("ME4 5QS", "ME4", "ME7"),
        ("Margate", "CT9", "CT10"),
    ],
)
def test_practices_of_a_town_or_postcode_are_those_that_stand_there(
    pack: Pack, place: str, near: str, far: str
) -> None:
    districts = {each.postcode.split()[0] for each in practices_at(pack.region, place)}
    assert near in districts
    assert far not in districts


def test_every_council_has_practices_and_together_they_are_all(pack: Pack) -> None:
    found = [each.id for council in pack.region.councils for each in practices_at(pack.region, council)]
    assert sorted(found) == sorted(pack.region.practices)
    assert practices_at(pack.region, OUTSIDE) == []


@given(text=st.text(max_size=25))
def test_the_words_that_nearly_all_names_have_never_leave_nothing(text: str) -> None:
    assert plain_practice(plain_practice(text)) == plain_practice(text)
    assert practices_called([], text) == []


# `kmnav service`

REGISTER = """\
A00001,OLD PORT SURGERY,"1 QUAY STREET, OLDPORT",{oldport} 1AA,01632 960301,19740401
A00002,REED LANE MEDICAL CENTRE,"2 REED LANE, OLDPORT",{oldport} 1AB,,19740401
A00003,MARSH FAMILY PRACTICE,"3 FEN ROAD, FENTON",{other} 1AA,01632 960303,20010101
"""


@pytest.fixture(scope="module")
def marshire(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The desk's toy pack with a register of three practices."""
    folder = tmp_path_factory.mktemp("marshire") / "desk"
    shutil.copytree(DESK, folder)
    region = next(folder.glob("regions/*/region.yaml"))
    known = load_pack(folder).region
    alone = [f"{district} 1" for district, councils in known.postcodes.items() if len(councils) == 1]
    filled = REGISTER.format(oldport=alone[0], other=alone[-1]).replace(" 1 1A", " 1A")
    (region.parent / "gp-practices.csv").write_text(HEAD + filled, encoding="utf-8")
    with region.open("a", encoding="utf-8") as file:
        file.write("tables: {gp-practices: {source: register, edition: May 2026}}\n")
        file.write("sources: {register: {seen_in: A register, by: nhs, read: 2026-11-22}}\n")
    return str(folder)


def test_a_practice_is_looked_up_as_a_service_is(marshire: str) -> None:
    run = kmnav("service", "old port doctors", "--pack", marshire)
    assert run.code == 0, run.err
    assert run.out.startswith("Old Port Surgery\n")
    assert "Phone: 01632 960301\n" in run.out
    assert "Source: A register, May 2026. Numbers may have changed" in run.out
    assert kmnav("service", "01632960301", "--pack", marshire).out == run.out


def test_practices_of_a_place_are_listed_and_told_to_a_program(marshire: str) -> None:
    words = ("service", "--kind", "gp-practice", "--pack", marshire)
    listed, told = kmnav(*words), kmnav(*words, "--json").object
    assert told["services"] == []
    assert told["gp_practices_source"] == {"url": "A register", "edition": "May 2026"}
    assert [each["name"] for each in told["gp_practices"]] == [
        "Marsh Family Practice", "Old Port Surgery", "Reed Lane Medical Centre",
    ]  # fmt: skip
    assert [each["phone"] for each in told["gp_practices"]] == ["01632 960303", "01632 960301", None]
    assert "Phone: no number in the register" in listed.out
    there = kmnav(*words, "--gp-area", told["gp_practices"][0]["postcode"], "--json").object["gp_practices"]
    assert "Marsh Family Practice" in [each["name"] for each in there]
    assert len(there) < 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kind", "gp-practice", "--age", "4"), 2),
        (("--kind", "gp-practice", "--gp-area", "Atlantis"), 2),
        (("--kind", "gp-practice", "no such practice"), 4),
        (("old prt surgery",), 4),
    ],
)
def test_what_cannot_be_found_says_what_to_do(marshire: str, words: tuple[str, ...], code: int) -> None:
    assert_told_plainly(kmnav("service", *words, "--pack", marshire), code)


def test_the_walk_takes_a_practice_for_its_council_and_the_home_does_not(marshire: str) -> None:
    (council,) = resolve_practice_place(load_pack(marshire).region, "Old Port Surgery")
    words = ("route", "-a", "danger=none", "--no-input", "--json", "--pack", marshire)
    assert f"practice={council}" in kmnav(*words, "--gp-area", "Old Port Surgery").object["token"]
    assert_told_plainly(kmnav(*words, "--home", "Old Port Surgery"), 2)
