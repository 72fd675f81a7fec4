"""Each phrase that a rule looks for is told of, and what only resembles it is not: a line for each part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kmnav.check import ages, content, endings, safety
from kmnav.check.graph import Graph
from kmnav.check.rules import Subject
from kmnav.values import AgeRange
from tests.one_word import DANGER, LINE, TALK, TOY, asking, told, with_outcome, with_service

# Rule 9: nothing is kept, no waiting time decides, nothing is diagnosed


@pytest.mark.parametrize(
    "words",
    [
        "What is your name?",
        "What is their family name?",
        "May I have the full name?",
        "What was the first name?",
        "What is the last name?",
        "How is the surname spelled?",
        "What is the date of birth?",
        "When is the birthday?",
        "What is the NHS number?",
        "Which is your phone?",
        "What is their number?",
        "What is your home address?",
        "What is their email?",
    ],
)
def test_no_question_asks_for_what_must_not_be_kept(words: str) -> None:
    assert told(endings.nothing_personal_is_asked, asking(words)) == ["questions.danger"]


@pytest.mark.parametrize(
    "words", ["Is the number of days known?", "Has a named nurse called?", "Which street is near?"]
)
def test_a_question_that_only_sounds_so_may_be_asked(words: str) -> None:
    assert told(endings.nothing_personal_is_asked, asking(words)) == []


def test_what_must_not_be_kept_is_not_asked_in_an_option_or_a_notice_either() -> None:
    none = replace(DANGER.options["none"], label="Their date of birth")
    in_an_option = replace(DANGER, options={**DANGER.options, "none": none})
    in_the_notice = replace(DANGER, notice="Write down their address.")

    for question in (in_an_option, in_the_notice):
        pack = replace(TOY, questions={"danger": question})
        assert told(endings.nothing_personal_is_asked, pack) == ["questions.danger"]


@pytest.mark.parametrize(
    "words",
    [
        "The wait list is under 6 weeks",
        "Waiting times are short",
        "If the wait is short",
        "When nobody waits",
        "While others are waiting",
        "Unless people wait elsewhere",
        "Only those who can wait",
        "There is a backlog",
        "There are no places left",
        "The group is full",
        "It has room",
        "They have space",
        "It has places",
        "Depends on capacity",
    ],
)
def test_no_condition_speaks_of_waiting_or_room(words: str) -> None:
    pack = with_service(replace(LINE, conditions=("Lives in Toyshire", words), not_for=(words,)))

    assert told(endings.waiting_decides_nothing, pack) == ["services.line.conditions.1", "services.line.not_for.0"]


@pytest.mark.parametrize(
    "words", ["Lives in Toyshire", "Their day is fuller", "The waiter knows", "Has no spaces marked"]
)
def test_a_condition_that_says_nothing_of_waiting_is_one(words: str) -> None:
    assert told(endings.waiting_decides_nothing, with_service(replace(LINE, conditions=(words,)))) == []


@pytest.mark.parametrize(
    "words",
    [
        "It sounds like the flu.",
        "It is probably nothing.",
        "You have depression.",
        "You probably have anxiety.",
        "You have got psychosis.",
        "You have a depression.",
        "You have an anxiety.",
    ],
)
def test_nobody_is_told_what_they_have_wherever_it_stands(words: str) -> None:
    said = ("title", "means", "message")
    lists = ("say", "if_worse", "sheet")
    outcomes = [replace(TALK, **{key: words}) for key in said]  # type: ignore[arg-type]
    outcomes += [replace(TALK, **{key: (words,)}) for key in lists]  # type: ignore[arg-type]
    outcomes.append(replace(TALK, steps={"all": (words,)}))
    for outcome in outcomes:
        assert told(content.nothing_is_diagnosed, with_outcome(outcome)) == ["outcomes.talk"]
    for part in ("ask", "why", "notice"):
        question = replace(DANGER, **{part: words})  # type: ignore[arg-type]
        pack = replace(TOY, questions={"danger": question})
        assert told(content.nothing_is_diagnosed, pack) == [f"questions.danger.{part}"]


@pytest.mark.parametrize("word", ["and", "or", "but", "nor", "so", "then", "which", "who", "where", "when", "not"])
@pytest.mark.parametrize("key", ["conditions", "not_for", "notes", "access"])
def test_half_a_sentence_in_a_list_of_a_service_is_told(key: str, word: str) -> None:
    cut = replace(LINE, **{key: ("They come to you", f"{word} they help")})  # type: ignore[arg-type]

    assert told(content.sentences_are_whole, with_service(cut)) == [f"services.line.{key}.1"]


@pytest.mark.parametrize("key", ["say", "if_worse", "sheet"])
def test_half_a_sentence_in_a_list_of_an_ending_is_told(key: str) -> None:
    cut = replace(TALK, **{key: ("Call them", "and ask")}, steps={"all": ("Call", "or write")})  # type: ignore[arg-type]

    assert told(content.sentences_are_whole, with_outcome(cut)) == [
        f"outcomes.talk.{key}.1",
        "outcomes.talk.steps.all.1",
    ]


def test_a_list_may_begin_with_such_a_word_and_hold_one_that_only_begins_like_it() -> None:
    whole = replace(LINE, notes=("and they help", "android phones work", "And they help"))

    assert told(content.sentences_are_whole, with_service(whole)) == []


# Rule 5: whom a service says it is for


def judged(name: str, summary: str, taken: str) -> list[str]:
    service = replace(LINE, name=name, summary=summary, ages=AgeRange.parse(taken))
    return [
        each.message.split(" and its ")[0]
        for each in ages.ages_agree_with_the_words(Subject(with_service(service), Graph(TOY)))
    ]


FOR_ADULTS = '"line" says that it is for adults,'
FOR_CHILDREN = '"line" says that it is for children or young people,'


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("Adult team", "They help."),
        ("Team for adults", "They help."),
        ("Team", "Help for adults."),
        ("Team", "Help for older adults who fall."),
        ("Team", "Adults call."),
        ("Team", "Adult care."),
        ("Team", "They help. Adults can call."),
        ("Team", "They help. Adult care."),
    ],
)
def test_a_service_for_adults_takes_no_child(name: str, summary: str) -> None:
    assert judged(name, summary, "15+") == [FOR_ADULTS]
    assert judged(name, summary, "16+") == []
    assert judged(name, summary, "unknown") == []


@pytest.mark.parametrize(
    "also",
    [
        "child",
        "children",
        "young people",
        "youth",
        "teens",
        "a baby",
        "babies",
        "family",
        "a parent",
        "parents",
        "all ages",
        "any age",
    ],
)
def test_a_service_for_adults_that_names_others_too_takes_them(also: str) -> None:
    assert judged("Adult team", f"They help {also}.", "all") == []


@pytest.mark.parametrize("name", ["Child team", "Children first", "Young minds", "Youth club", "Teenage line"])
def test_a_service_for_children_takes_no_grown_person(name: str) -> None:
    assert judged(name, "They help.", "under 41") == [FOR_CHILDREN]
    assert judged(name, "They help.", "under 40") == []
    assert judged(name, "They help.", "all") == []


@pytest.mark.parametrize("both", ["adult", "parents", "families", "carers", "all ages", "any age"])
def test_a_service_for_children_and_others_takes_them(both: str) -> None:
    assert judged(f"Young people and {both}", "They help all ages.", "1+") == []


# Rule 6: a red flag is found by its phrases


@pytest.mark.parametrize(
    ("phrases", "unseen", "words"),
    [
        (("chest pain", "tight chest"), set(), None),
        (("chest pain", "tight chest"), {"tight chest"}, 'is not seen in "tight chest".'),
        ((), set(), "has no phrase to be found by."),
    ],
)
def test_a_flag_is_seen_in_each_of_its_phrases(
    monkeypatch: pytest.MonkeyPatch, phrases: tuple[str, ...], unseen: set[str], words: str | None
) -> None:
    monkeypatch.setattr(safety, "brings_its_banner", lambda pack, flag, phrase: phrase not in unseen)
    pack = replace(TOY, flags={"chest-pain": replace(TOY.flags["chest-pain"], phrases=phrases)})
    problems = [each.message for each in safety.every_flag_is_found(Subject(pack, Graph(pack)))]

    assert problems == ([] if words is None else [f'The red flag "chest-pain" {words}'])
