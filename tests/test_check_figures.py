"""Numbers, figures, questions and acronyms: how they must look, a line for each part of a pattern."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kmnav.check import content, facts, glossary, writing
from kmnav.check.glossary import Words
from kmnav.check.rules import Rule
from kmnav.contacts import Publisher
from kmnav.pack import Pack
from kmnav.terms import Glossary, Term, TermStatus
from kmnav.writing import Writing
from tests.one_word import DANGER, LINE, TALK, TOY, alone, asking, told, with_outcome, with_service

# Facts


DIALLED = """
999, 101, 105, 111, 112, 119, 159, 116 123, 18000, 18001 999, 18001 101, 18001 105, 18001 111, 18001 119,
18001 116 123, 01632 960001, 01632 96000, 020 7946 0000, 0300 123 4567, 07700 900001, 0800 123456, 0800 1234567,
0800 1111, (0845) 123-4567, 18001 0300 123 4567, 18001 0800 1111
"""


@pytest.mark.parametrize("number", [each.strip() for each in DIALLED.split(",")])
def test_a_number_as_long_as_its_kind_can_be_dialled(number: str) -> None:
    assert numbers(number) == []


def numbers(phone: str | None, text: str | None = None) -> list[str]:
    contact = replace(LINE.contacts["main"], phone=phone, text=text)
    return told(facts.numbers_can_be_dialled, with_service(replace(LINE, contacts={"main": contact})))


@pytest.mark.parametrize(
    "number",
    [
        "11",
        "113",
        "9999",
        "116 12",
        "18001",
        "18001 112",
        "01632 9600012",
        "0300 123 456",
        "07700 90000",
        "0600 1111",
        "0800 12345",
    ],
)
def test_a_number_that_no_phone_can_reach_is_told(number: str) -> None:
    assert numbers(number) == ["services.line.contacts.main"]


@pytest.mark.parametrize("number", ["999", "60002", "85258", "116 123", "07700 900001", "01632 960001"])
def test_a_number_that_takes_texts_is_let_be(number: str) -> None:
    assert numbers(None, number) == []


@pytest.mark.parametrize("number", ["111", "5000", "95258", "0300 123 4567", "07700 90000"])
def test_a_number_that_takes_no_texts_is_told(number: str) -> None:
    assert numbers(None, number) == ["services.line.contacts.main"]


def test_a_standing_number_needs_two_official_pages_with_an_address() -> None:
    standing = TOY.settings.standing["emergency"]
    one, two = standing.sources.values()

    def told_with(**changes: object) -> list[str]:
        sources = {"one": one, "two": replace(two, **changes)}  # type: ignore[arg-type]
        settings = replace(TOY.settings, standing={"emergency": replace(standing, sources=sources)})
        return told(content.standing_numbers_have_two_sources, replace(TOY, settings=settings))

    assert told_with() == []
    assert told_with(url=None) == ["settings.standing.emergency"]
    assert told_with(by=Publisher.THIRD_PARTY) == ["settings.standing.emergency"]


def test_a_short_name_may_have_40_characters_and_no_more() -> None:
    for key in ("short", "discreet"):
        assert told(content.short_names_fit, with_service(replace(LINE, **{key: "x" * 40}))) == []  # type: ignore[arg-type]
        long = replace(LINE, **{key: "x" * 41})  # type: ignore[arg-type]
        assert told(content.short_names_fit, with_service(long)) == [f"services.line.{key}"]


# How figures and questions are written


COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"]
UNITS = ["minute", "hour", "day", "week", "month", "year"]


def written(words: str, rule: Rule) -> list[str]:
    pack = replace(with_outcome(replace(TALK, means=words)), writing=Writing(longest_sentence=8))
    return [each for each in told(rule, pack) if each == "outcomes.talk.means"]


@pytest.mark.parametrize(
    "words",
    [
        "Open until 5 pm.",
        "Open from 9:30 am.",
        "Open 9am-5pm.",
        "Open 9–5pm.",
        "Open 9am—11:30am.",
        "Open until 12pm.",
        "Open until 12:00pm.",
        "Since 06/08/2018.",
        "Since 6/8/18.",
        "Since 2018-08-06.",
        "On the 1st May.",
        "On the 2nd May.",
        "On the 3rd May.",
        "On the 6th May.",
        "Call 01632960001.",
        *(f"In {count} days." for count in COUNTS),
        *(f"In two {unit}s." for unit in UNITS),
    ],
)
def test_a_figure_that_is_not_how_we_write_it_is_told(words: str) -> None:
    assert written(words, writing.figures_are_written_alike) == ["outcomes.talk.means"]


@pytest.mark.parametrize(
    "words",
    [
        "Open 9am to 5pm.",
        "On 6 August 2018.",
        "Call 01632 960001.",
        "Within 5 days.",
        "One of the two.",
        "Bus 12 at 5th.",
    ],
)
def test_a_figure_that_is_how_we_write_it_is_let_be(words: str) -> None:
    assert written(words, writing.figures_are_written_alike) == []


def test_a_sentence_of_as_many_words_as_the_pack_allows_is_let_be() -> None:
    eight = "One two three four five six seven eight."
    assert written(f"{eight} {eight}", writing.sentences_can_be_said) == []
    assert written(f"{eight} Nine {eight}", writing.sentences_can_be_said) == ["outcomes.talk.means"]


@pytest.mark.parametrize(
    "ask",
    [
        "You are not ill, are you?",
        "You're not ill?",
        "Surely you are well?",
        "Didn't they call?",
        "Isn't she well?",
        "Couldn't you call?",
        "Hasn't he called?",
        "Tell me.",
    ],
)
def test_a_question_that_wants_a_no_is_told(ask: str) -> None:
    assert told(writing.questions_are_questions, alone(asking(ask))) == ["questions.danger.ask"]


@pytest.mark.parametrize("ask", ["Are you ill?", 'Do they say: "I am ill?"', "Is it that you are not ill?"])
def test_a_plain_question_is_let_be(ask: str) -> None:
    assert told(writing.questions_are_questions, alone(asking(ask))) == []


# Acronyms


def acronyms(pack: Pack) -> list[tuple[str, str]]:
    """Where an acronym stands that no glossary has, and which."""
    told = glossary.acronyms_have_entries(Words(pack, Glossary({})))
    return [(each.path, each.message.split('"')[1]) for each in told]


@pytest.mark.parametrize("part", ["ask", "why", "notice"])
def test_an_acronym_in_a_question_is_told_once(part: str) -> None:
    question = replace(DANGER, **{part: "The NHS, a GP, A&E, the CMHT? The CMHT, or IAPT."})  # type: ignore[arg-type]

    assert acronyms(replace(TOY, questions={"danger": question})) == [
        ("questions.danger", "CMHT"),
        ("questions.danger", "IAPT"),
    ]


def test_an_acronym_in_an_option_is_told() -> None:
    none = replace(DANGER.options["none"], label="Is with CAMHS")
    question = replace(DANGER, options={**DANGER.options, "none": none})

    assert acronyms(replace(TOY, questions={"danger": question})) == [("questions.danger", "CAMHS")]


@pytest.mark.parametrize("part", ["title", "means", "because", "say", "if_worse", "steps"])
def test_an_acronym_in_an_ending_is_told(part: str) -> None:
    words = "Call the ICB."
    said = {"steps": {"all": (words,)}, "say": (words,), "if_worse": (words,)}.get(part, words)

    outcome = replace(TALK, **{part: said})  # type: ignore[arg-type]
    assert acronyms(with_outcome(outcome)) == [("outcomes.talk", "ICB")]


def test_an_acronym_that_the_glossary_has_is_let_be_one_or_many() -> None:
    term = Term("nurse", "community nurse", "A nurse.", "people", TermStatus.CURRENT, acronym="CPN")
    words = Words(asking("Is it the CPN, or CPNS?"), Glossary({"nurse": term}))

    assert list(glossary.acronyms_have_entries(words)) == []


def test_a_term_says_that_it_has_a_source_or_that_it_has_none_and_is_told_which_is_wrong() -> None:
    source = TOY.settings.standing["emergency"].sources
    term = Term("nurse", "nurse", "A nurse.", "people", TermStatus.CURRENT)

    def told_of(term: Term) -> list[str]:
        return [each.message for each in glossary.terms_have_sources(Words(TOY, Glossary({"nurse": term})))]

    assert told_of(term) == ['"nurse" has no source.']
    assert told_of(replace(term, unsourced=True, sources=source)) == ['"nurse" has sources and says that it has none.']
    assert told_of(replace(term, unsourced=True)) + told_of(replace(term, sources=source)) == []


def test_the_school_grade_is_that_of_the_index() -> None:
    """4.71 letters a word and half a word a sentence, less 21.43."""
    assert writing.grade(["Take it home now."]) == pytest.approx(4.71 * 13 / 4 + 0.5 * 4 - 21.43)
    assert writing.grade(["Take it. Go home now."]) == pytest.approx(4.71 * 15 / 5 + 0.5 * 5 / 2 - 21.43)
    assert writing.grade([]) == 0
