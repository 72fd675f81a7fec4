"""Questions with answers: looked up by words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.faq import answers_to
from kmnav.load_terms import load_faqs, load_glossary
from tests.cli_support import assert_told_plainly, kmnav
from tests.toy import write_tiny

FAQS = load_faqs().answers
OURS = {"KMNAV_PACK": ""}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("complain", "complain"),
        ("complaint", "complain"),
        ("how do I complain about the NHS", "complain"),
        ("savings", "savings-limit"),
        ("adhd assessment", "adhd-autism"),
        ("refer myself", "self-refer"),
        ("who replaced my ccg", "who-replaced-my-ccg"),
        ("healthwatch abolished", "healthwatch-abolished"),
        ("KMPT", "kmpt-now"),
        ("primary care trust", "who-replaced-pct"),
        ("register without ID", "register-gp"),
        ("medway or kent council", "kent-or-medway"),
        ("stp", "what-was-stp"),
        ("iapt", "iapt-now"),
        ("crisis", "mental-health-crisis"),
    ],
)
def test_words_find_their_question(words: str, first: str) -> None:
    assert answers_to(FAQS, words)[0].id == first


@pytest.mark.parametrize("words", ["pizza", "zzzz", "the weather tomorrow"])
def test_other_words_find_none(words: str) -> None:
    assert answers_to(FAQS, words) == ()


def test_without_words_all_are_listed() -> None:
    assert answers_to(FAQS, "") == tuple(FAQS.values())
    assert len(FAQS) == 24


def test_every_question_has_sources_and_names_terms_that_exist() -> None:
    terms = load_glossary().terms

    assert all(faq.sources for faq in FAQS.values())
    assert all(each in terms for faq in FAQS.values() for each in faq.see_also)


@given(st.text())
def test_no_words_break_the_look_up(text: str) -> None:
    assert {each.id for each in answers_to(FAQS, text)} <= set(FAQS)


def test_the_command_shows_an_answer_with_its_sources() -> None:
    run = kmnav("faq", "complain", **OURS)

    assert run.code == 0
    assert run.out.startswith("How do I complain about NHS care?\n")
    assert "Sources:" in run.out


def test_the_command_lists_all_questions() -> None:
    run = kmnav("faq", **OURS)

    assert run.out.startswith("24 questions\n")
    assert run.out.count("\n- ") == 24


def test_the_command_gives_json() -> None:
    told = kmnav("faq", "savings", "--json", **OURS).object

    assert (told["schema"], told["kind"]) == ("kmnav/1", "faq")
    assert {"id", "question", "answer", "sources"} <= set(told["answers"][0])


def test_nothing_found_is_exit_4() -> None:
    run = kmnav("faq", "pizza", **OURS)

    assert_told_plainly(run, 4)
    assert run.out == ""


def test_a_pack_without_questions_says_so(tmp_path: Path) -> None:
    run = kmnav("faq", KMNAV_PACK=str(write_tiny(tmp_path)))

    assert_told_plainly(run, 4)
    assert "no questions" in run.err
