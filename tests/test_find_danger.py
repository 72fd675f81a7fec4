"""Danger in a caller's words: a banner, a question to ask, or nothing. Recall before precision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.pack import Pack
from kmnav.scan import scan


def banners(pack: Pack, words: str) -> list[str]:
    return [each.id for each in scan(pack, words).now]


def asked(pack: Pack, words: str) -> list[str]:
    return [each.id for each in scan(pack, words).ask]


def test_every_phrase_of_every_flag_brings_its_banner(pack: Pack) -> None:
    missed = [
        f"{flag.id}: {phrase}"
        for flag in pack.flags.values()
        for phrase in flag.phrases
        if flag not in scan(pack, phrase).now
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("not breathing", "breathing"),
        ("he cant breath", "breathing"),
        ("I do not want to be here", "life-not-worth-living"),
        ("she has taken an overdoes", "overdose-or-poison"),
        ("he is suicidle", "life-not-worth-living"),
        ("Her chest really hurts, and her arm", "chest-pain"),
        ("my dad fell and he cannot feel his legs", "back-neck-injury"),
        ("she's got a knife", "immediate-risk-to-others"),
        ("no, I have not called anyone, he has stopped breathing", "breathing"),
        ("not sure but I think he is having a stroke", "stroke"),
    ],
)
def test_a_sign_is_seen_however_it_is_said(pack: Pack, words: str, flag: str) -> None:
    assert flag in banners(pack, words)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("he has no chest pain", "chest-pain"),
        ("not suicidal just fed up", "life-not-worth-living"),
        ("I do not have any thoughts of ending my life", "life-not-worth-living"),
        ("I was raped twenty years ago", "sexual-assault"),
        ("heart attack five years ago", "chest-pain"),
        ("he died of a stroke", "stroke"),
        ("tried to kill myself when i was young", "suicide-attempt-now"),
    ],
)
def test_a_denied_or_distant_danger_is_asked_about_and_not_told(pack: Pack, words: str, flag: str) -> None:
    assert flag not in banners(pack, words)
    assert flag in asked(pack, words)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("had a stroke yesterday", "stroke"),
        ("tried to kill himself three days ago", "suicide-attempt-now"),
        ("had a stroke two years ago and now his face is drooping again", "stroke"),
        ("he has been low for years, he is going to kill himself", "immediate-risk-to-self"),
    ],
)
def test_a_past_of_days_and_a_past_that_is_back_stay_a_banner(pack: Pack, words: str, flag: str) -> None:
    assert flag in banners(pack, words)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("our cat was hit by a car and i need a day off", "major-injury"),
        ("i had an overdose of sunshine last week", "overdose-or-poison"),
        ("knocked my front tooth out on the kerb", "unconscious"),
        ("he is drowning in emails", "drowning"),
        ("had a stroke in 2015 and needs a jab", "stroke"),
    ],
)
def test_a_sign_said_of_something_else_or_of_a_year_before_is_asked_about(pack: Pack, words: str, flag: str) -> None:
    assert flag not in banners(pack, words)
    assert flag in asked(pack, words)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("our cat is fine but my son was hit by a car", "major-injury"),
        ("the film is over, he has taken an overdose", "overdose-or-poison"),
        ("he watched the film and now he has collapsed", "unconscious"),
    ],
)
def test_something_else_in_another_clause_or_beside_a_now_hides_nothing(pack: Pack, words: str, flag: str) -> None:
    assert flag in banners(pack, words)


def test_words_of_two_clauses_make_a_sign_only_in_its_order(pack: Pack) -> None:
    assert "chest-pain" in banners(pack, "it is my chest, a bad pain")
    assert banners(pack, "he has a pain in his foot, wants his repeat") == []
    assert "immediate-risk-to-self" not in banners(pack, "I want to stop right now today, is it safe")


def test_a_note_is_no_negation(pack: Pack) -> None:
    assert "immediate-risk-to-self" in banners(pack, "he has left a suicide note")
    assert banners(pack, "he left not long after") == []


@pytest.mark.parametrize(
    "words", ["chest freezer", "my mum passed a year ago and I want to talk", "fitting a hearing aid", "stroke club",
              "my back is killing me", "hanging on the phone", "fit note", "memory is getting worse"]
)  # fmt: skip
def test_harmless_words_bring_no_banner(pack: Pack, words: str) -> None:
    assert banners(pack, words) == []


def test_the_most_urgent_flag_comes_first(pack: Pack) -> None:
    danger = scan(pack, "she is hearing voices and she has taken an overdose")

    assert [each.urgency for each in danger.now] == sorted((each.urgency for each in danger.now), reverse=True)
    assert danger.now[0].id == "overdose-or-poison"


@given(before=st.sampled_from(["please help", "hello, it is about my mum", "i am calling for a neighbour and"]),
       after=st.sampled_from(["what do i do", "i am so frightened", "can you send someone", "he is 70"]),
       at=st.integers(min_value=0, max_value=10_000))  # fmt: skip
def test_words_around_a_sign_do_not_hide_it(pack: Pack, before: str, after: str, at: int) -> None:
    flags = list(pack.flags.values())
    flag = flags[at % len(flags)]
    phrase = flag.phrases[at % len(flag.phrases)]

    assert flag in scan(pack, f"{before} {phrase} {after}").now
