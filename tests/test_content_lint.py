"""The pack's words keep to writing.yaml, and a text that does not is told of: one damage for each code and phrase."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.check import signed as signatures
from kmnav.check import writing as rules
from kmnav.check.graph import Graph
from kmnav.check.rules import REGISTERED, Rule, Subject
from kmnav.check.texts import Text, texts_of
from kmnav.check.writing import grade
from kmnav.errors import Problem, Severity
from kmnav.pack import Pack
from kmnav.writing import NO_RULES, Exempt, Refused, Where
from tests.damage import Damage, Damages, Files, assert_caught, codes_of, shipped

WRITING = Damages()
RULES = [each for each in REGISTERED if each.__module__ == rules.__name__]
TEXTS = ("questions", "facts", "doors", "services", "flags")
PHRASES = [(group, words) for group in shipped().pack.writing.refuse.values() for words in group.words]


@WRITING("TEXT-REFUSED", "outcomes.memory.say.0")
def a_condition_is_named(files: Files) -> None:
    files.outcome("memory")["say"] = ["It sounds like dementia."]


@WRITING("TEXT-REFUSED", "questions.mood.options.low.label")
def an_option_speaks_jargon(files: Files) -> None:
    files.option("mood", "low")["label"] = "Needs triage for low mood"


@WRITING("TEXT-REFUSED", "outcomes.gp-team.steps.volunteer.0")
def a_person_is_sent_away_until_tomorrow(files: Files) -> None:
    files.outcome("gp-team")["steps"]["volunteer"] = ["Tell them to call back tomorrow."]


@WRITING("TEXT-REFUSED", "services.samaritans.summary")
def a_service_is_told_in_short_forms(files: Files) -> None:
    files.service("samaritans")["summary"] = "You don't need to give a name."


@WRITING("TEXT-LONG", "outcomes.gp-team.means", Severity.WARNING)
def a_sentence_runs_on(files: Files) -> None:
    files.outcome("gp-team")["means"] = f"The practice {'very ' * 20}kindly finds the right person."


@WRITING("TEXT-FIGURE", "outcomes.gp-team.means", Severity.WARNING)
def hours_are_written_with_a_dash(files: Files) -> None:
    files.outcome("gp-team")["means"] = "The practice is open 9am-5pm."


@WRITING("TEXT-FIGURE", "doors.gp.means", Severity.WARNING)
def a_date_is_written_as_numbers(files: Files) -> None:
    files.graph["doors"]["gp"]["means"] = "Where a person is registered since 06/08/2018."


@WRITING("TEXT-FIGURE", "services.samaritans.next", Severity.WARNING)
def a_phone_number_is_one_long_row(files: Files) -> None:
    files.service("samaritans")["next"] = "Someone answers, or call 08001234567."


@WRITING("TEXT-FIGURE", "outcomes.gp-team.say.0", Severity.WARNING)
def a_count_is_a_word(files: Files) -> None:
    files.outcome("gp-team")["say"] = ["Someone calls you within five days."]


@WRITING("TEXT-STEPS", "outcomes.gp-team.steps", Severity.WARNING)
def a_role_is_given_too_many_steps(files: Files) -> None:
    files.outcome("gp-team")["steps"]["volunteer"] = [f"Step {each}." for each in range(9)]


@WRITING("TEXT-ASK", "questions.suicide.ask")
def suicide_is_asked_so_that_a_no_is_easy(files: Files) -> None:
    files.question("suicide")["ask"] = "You are not thinking of ending your life, are you?"


@WRITING("TEXT-ASK", "questions.today.ask")
def a_question_is_a_statement(files: Files) -> None:
    files.question("today")["ask"] = "Tell me about today."


@WRITING("TEXT-GRADE", "outcomes.gp-team", Severity.WARNING)
def an_outcome_needs_a_degree(files: Files) -> None:
    hard = "Administrative prioritisation considerations necessitate multidisciplinary organisational collaboration."
    files.outcome("gp-team")["steps"]["volunteer"] = [hard] * 5
    files.outcome("gp-team")["steps"]["gp-practice"] = [hard] * 3


@WRITING("FACT-CLAIM", "outcomes.gp-team.means")
def a_number_of_days_has_no_source(files: Files) -> None:
    files.outcome("gp-team")["means"] = "The practice answers within 3 days."


@WRITING("FACT-CLAIM", "outcomes.blue-badge.cost")
def the_page_that_shows_a_price_is_taken_away(files: Files) -> None:
    del files.outcome("blue-badge")["sources"]["press"]


@WRITING("FACT-CLAIM", "outcomes.domestic-abuse.steps.all.3")
def the_page_on_pressing_55_is_taken_away(files: Files) -> None:
    files.outcome("domestic-abuse")["sources"] = {}


@WRITING("TEXT-EXEMPT", "writing.exempt.at-risk-steps", Severity.WARNING)
def an_exception_names_nothing(files: Files) -> None:
    files.open("writing.yaml")["exempt"]["at-risk-steps"]["at"] = "outcomes.long-gone.steps"


@WRITING("TEXT-STEPS", "outcomes.at-risk.steps", Severity.WARNING)
def an_exception_is_deleted(files: Files) -> None:
    del files.open("writing.yaml")["exempt"]["at-risk-steps"]


@WRITING("SIGN-VOID", "outcomes.gp-team.signed", Severity.WARNING)
def a_signature_is_for_other_words(files: Files) -> None:
    files.outcome("gp-team")["signed"] = {"by_role": "GP", "on": "2026-11-22", "hash": "0123456789abcdef"}


@WRITING("SIGN-DATE", "questions.today.signed")
def a_signature_is_from_the_future(files: Files) -> None:
    files.question("today")["signed"] = {"by_role": "GP", "on": "2031-01-01", "hash": "0123456789abcdef"}


@pytest.mark.parametrize("damage", WRITING, ids=str)
def test_words_that_break_a_rule_are_told(damage: Damage) -> None:
    assert_caught(damage)


def test_there_is_a_damage_for_every_code_about_words() -> None:
    assert {each.code for each in WRITING} == codes_of(rules) | codes_of(signatures)


def told(pack: Pack, *which: Rule) -> list[Problem]:
    subject = Subject(pack, Graph(pack))
    return [problem for each in which for problem in each(subject)]


def with_words(pack: Pack, words: str) -> Pack:
    """The pack with these words where a helper says something."""
    outcome = replace(pack.outcomes["gp-team"], say=(words,))
    return replace(pack, outcomes=MappingProxyType({**pack.outcomes, "gp-team": outcome}))


@pytest.mark.parametrize(("group", "words"), PHRASES, ids=lambda each: getattr(each, "id", each))
def test_every_phrase_that_is_refused_is_found_in_a_sentence(group: Refused, words: str, pack: Pack) -> None:
    only, graph = replace(pack, writing=replace(pack.writing, refuse={group.id: group})), Graph(pack)
    for sentence in (f"Well, {words} perhaps.", f"{words.capitalize()}, they said."):
        said = with_words(only, sentence).outcomes["gp-team"]
        rest: dict[str, Any] = dict.fromkeys(TEXTS, MappingProxyType({}))
        spoken = replace(only, **rest, outcomes=MappingProxyType({said.id: said}))
        problems = list(rules.refused_phrases(Subject(spoken, graph)))
        assert [each.path for each in problems] == ["outcomes.gp-team.say.0"]
        assert group.because in problems[0].message


@pytest.mark.parametrize("word", ["signposting", "acutely", "kidney", "retriage", "its", "vial", "recommenced"])
def test_a_phrase_inside_another_word_is_not_that_phrase(word: str, pack: Pack) -> None:
    assert told(with_words(pack, f"Well, {word} perhaps."), rules.refused_phrases) == []


def test_jargon_is_refused_where_it_is_said_and_not_where_the_helper_reads(pack: Pack) -> None:
    jargon = pack.writing.refuse["jargon-aloud"]
    read = Text("outcomes.x.means", "The practice sends a referral.", Where.GRAPH)

    assert jargon.where is Where.SAID
    assert not rules._looked_at(read, jargon.where)
    assert rules._looked_at(replace(read, kind=Where.SAID), jargon.where)


def test_a_pack_without_rules_for_its_words_is_not_judged(pack: Pack) -> None:
    bad = with_words(pack, f"Do not worry, it is open 9am-5pm for 3 days, {'and ' * 30}more.")

    assert {each.code for each in told(bad, *RULES)} == {"TEXT-REFUSED", "TEXT-FIGURE", "TEXT-LONG", "FACT-CLAIM"}
    assert told(replace(bad, writing=NO_RULES), *RULES) == []


def test_the_shipped_words_keep_to_the_rules(pack: Pack) -> None:
    assert told(pack, *RULES) == []


def test_every_exception_says_why_and_is_needed(pack: Pack) -> None:
    for exempt in pack.writing.exempt.values():
        others = {key: each for key, each in pack.writing.exempt.items() if key != exempt.id}
        without = replace(pack, writing=replace(pack.writing, exempt=others))
        assert exempt.rule in {each.code for each in told(without, *RULES)}, exempt.id
        assert exempt.because.endswith(".")


def test_an_exception_is_from_one_rule_and_for_one_text(pack: Pack) -> None:
    spoilt = with_words(pack, f"Call us {'and ' * 30}more.")
    at = "outcomes.gp-team.say"

    def kept(exempt: Exempt) -> set[str]:
        only = replace(spoilt, writing=replace(pack.writing, exempt={exempt.id: exempt}))
        return {each.path for each in told(only, rules.sentences_can_be_said) if each.path.startswith(at)}

    assert kept(Exempt("this", at, "TEXT-LONG", "Why not.")) == set()
    assert kept(Exempt("another-rule", at, "TEXT-STEPS", "Why not.")) == {f"{at}.0"}
    assert kept(Exempt("another-text", "outcomes.gp-tea", "TEXT-LONG", "Why not.")) == {f"{at}.0"}


def test_every_text_that_is_judged_has_its_own_place(pack: Pack) -> None:
    paths = [each.path for each in texts_of(pack)]

    assert len(paths) == len(set(paths))
    assert all(pack.where(path)[1] > 1 for path in paths if not path.startswith("facts."))


WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=20)


@given(WORDS)
def test_longer_words_and_longer_sentences_ask_for_more_schooling(words: list[str]) -> None:
    plain = " ".join(words)

    assert grade([f"{plain}."]) <= grade([f"{' '.join(each + 'xx' for each in words)}."])
    assert grade([f"{plain}. A {plain}."]) <= grade([f"{plain}, a {plain}."])


def test_a_text_for_children_and_one_for_lawyers_are_far_apart() -> None:
    child = "The cat sat on the mat. It saw a dog. It ran to a tree."
    lawyer = "Notwithstanding contractual obligations, remuneration arrangements necessitate comprehensive evaluation."

    assert grade([child]) < 2
    assert grade([lawyer]) > 14
