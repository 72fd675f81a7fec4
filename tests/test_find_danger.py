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
