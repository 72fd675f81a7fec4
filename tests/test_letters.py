"""Letters and papers: every term once, in order, with its line; ordinary words in capitals kept out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.in_text import Explained, explain
from kmnav.render.explained import explained_markdown, explained_screen
from kmnav.render.plain import plain
from tests.the_pack import the_glossary

GLOSSARY = the_glossary()

LETTER = """\
Dear Mrs Example,

Your GP has asked the CMHT to see you. IT MAY take a while, AND we are sorry for that. You MUST bring
the form. If it gets worse call 111, or 01622 111 999, or go to A & E. An MDT will meet under the Mental
Capacity Act (MCA). The MCA says so. The I.A.P.T service is now called NHS Talking Therapies. Ask PALS
if you want to complain. PLEASE SEND THE FORM TO US. He has SEND needs and an education, health and
care plan (EHCP). A C.P.N. may call. Your CMHT worker has the camhs notes and a PHQ 9 score.
We trust that this is the right place. Fast food is bad. The CCG's successor and other CCGs may differ.
"""
MINUTES = """\
HEALTH OVERVIEW AND SCRUTINY COMMITTEE
MINUTES OF THE MEETING HELD ON 4 MARCH
ITEM 5: UPDATE FROM NELFT AND KMPT ON CAMHS
1. The ICB's report said that IT SYSTEMS at EKHUFT WERE OLD, AS BEFORE. US visitors MAY BE charged.
2. Members asked about the s.117 duty, D2A pathways, NCTR numbers and multi-agency
safeguarding hub referrals. 111 calls rose by 11% to 111,000. ALL AGREED. NOT FOR RESUS.
"""


def in_text(text: str) -> list[Explained]:
    return list(explain(GLOSSARY, text))


def labels(text: str) -> list[str]:
    return [each.terms[0].label for each in in_text(text)]


def test_a_letter_is_explained_in_its_order() -> None:
    assert labels(LETTER) == [
        "GP", "CMHT", "NHS 111", "A&E", "MDT", "MCA", "IAPT", "NHS Talking Therapies", "PALS", "SEND", "EHCP", "CPN",
        "CAMHS", "PHQ-9", "CCG",
    ]  # fmt: skip


def test_the_minutes_of_a_committee_are_explained() -> None:
    assert labels(MINUTES) == [
        "HOSC", "NELFT", "KMPT", "CAMHS", "ICB", "EKHUFT", "S117", "D2A", "NCTR", "MASH", "referral", "NHS 111",
        "DNACPR",
    ]  # fmt: skip


def test_each_has_the_line_where_it_first_stands() -> None:
    lines = {each.as_written: each.line for each in in_text(LETTER)}

    assert (lines["CMHT"], lines["111"], lines["I.A.P.T"]) == (3, 4, 5)
    assert lines["Mental Capacity Act"] == 4


def test_where_the_long_form_stands_the_acronym_means_that_one() -> None:
    (only,) = in_text("The Mental Capacity Act is a law. Under the MCA people decide.")

    assert [each.id for each in only.terms] == ["mca"]


def test_where_no_long_form_stands_all_meanings_are_given_the_local_one_first() -> None:
    (only,) = in_text("The MCA was checked.")

    assert [each.id for each in only.terms] == ["mca", "middle-cerebral-artery", "multi-compartment-compliance-aid"]


@pytest.mark.parametrize(
    "text",
    [
        "IT IS IN AND ON US, WHO MAY ACT AS ONE",
        "You MUST come. I MAY be late. Give IT to US, OR ask WHO is IN.",
        "PLEASE SEND THE NEWS",
        "Call 0300 111 999 1 or 111 222.",
        "Trust me: the place, the system and the link are fit.",
        "It rose by 111%.",
        "The first Lift and the Must.",
        "",
        "\n\n&\n",
    ],
)
def test_ordinary_words_and_numbers_are_no_terms(text: str) -> None:
    assert labels(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Under the DoLS rules", "DoLS"),
        ("under dols", "DoLS"),
        ("two EHCPs", "EHCP"),
        ("the EHCP's review", "EHCP"),
        ("a PIP form", "PIP"),
        ("the C C G", "CCG"),
        ("Section 117 after-care", "S117"),
        ("the\nsocial\nprescribing\nteam", "social prescribing"),
        ("end-of-life care", "EoLC"),
        ("children’s trust", "children's trust"),
        ("I.T. support", "ICT"),
    ],
)
def test_a_term_counts_in_the_ways_in_which_letters_write_it(text: str, meant: str) -> None:
    assert meant in labels(text)


def test_a_term_stands_once_however_often_it_occurs() -> None:
    assert labels("CCG, CCGs, ccgs of a clinical commissioning group, C.C.G.") == ["CCG"]


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    for each in in_text(text):
        assert 1 <= each.line <= text.count("\n") + 1
        assert each.terms


@given(st.lists(st.sampled_from(["CAMHS", "the", "IT", "(", "\n", "A&E", "mental", "health", "trust", ".", "111"])))
def test_no_record_is_told_twice(parts: list[str]) -> None:
    told = [term.id for each in in_text(" ".join(parts)) for term in each.terms]

    assert len(told) == len(set(told))


def test_a_screen_gives_each_term_with_a_source() -> None:
    shown = plain(explained_screen(GLOSSARY, in_text("The CCG and CAMHS.")))

    assert shown.startswith("2 terms in this text\n")
    assert "CCG: clinical commissioning group. Closed 1 July 2022. Now: NHS Kent and Medway (ICB)." in shown
    assert shown.count("Source: https://") == 2


def test_a_text_without_terms_says_so() -> None:
    assert plain(explained_screen(GLOSSARY, ())) == "No term of the glossary stands in this text.\n"
    assert "No term" in explained_markdown(GLOSSARY, ())


def test_markdown_cannot_be_broken_by_the_text() -> None:
    shown = explained_markdown(GLOSSARY, in_text("A & E"))

    assert "- **A&E: accident and emergency.** (line 1, written A & E)" in shown
    assert "<" not in shown.replace("\\<", "")
