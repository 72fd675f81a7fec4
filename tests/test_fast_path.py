"""The front door answers in the long way's very words, or leaves the answer to it."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import at_once
from kmnav.at_once import Held, answer
from kmnav.glossary import look_up
from kmnav.key_index import keys_of, names_of
from kmnav.ordinary import ORDINARY
from kmnav.render.glossary import look_up_screen, missed
from kmnav.render.plain import plain
from kmnav.slips import one_slip_apart, settled, without_a_letter
from kmnav.terms import Glossary
from kmnav.wording import tight
from tests.test_compiled import COMPILER
from tests.the_pack import the_glossary
from tests.toy_glossary import toy_glossary

NO_ENTRY = [
    "zzzzzz",
    "qqq",
    "it",
    "the",
    "me & you",
    "what does ccg mean",
    "see see gee",
    "CMHT team",
    "c.c.g.",
    "CCG?",
    "commissioning group clinical",
    "camhs waiting list",
    "x" * 300,
    "naïve",
]
LETTERS = st.text(alphabet="abcd", max_size=6)


glossary = the_glossary


@cache
def held(known: Glossary) -> Held:
    return Held(COMPILER["flat_glossary"](known))


def at_the_door(
    *words: str, known: Glossary | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, str] | None:
    """What the front door says to a command line, with a screen that takes UTF-8."""
    known = known or glossary()
    with (
        patch.object(at_once, "_held", lambda: held(known)),
        patch.object(at_once, "_keys", lambda: keys_of(known).held),
        patch("sys.stdout", TextIOWrapper(BytesIO(), encoding="utf-8")),
    ):
        return answer(words, environment)


def the_long_way(query: str) -> tuple[str, str]:
    """What the command prints, and what it says where it finds nothing."""
    told = look_up(glossary(), query)
    if told.results:
        return plain(look_up_screen(glossary(), told)), ""
    return "", "".join(f"{line}\n" for line in missed(told))


def agrees(query: str) -> bool:
    """Whether the front door answers, and if so in the long way's words."""
    told = at_the_door("glossary", *query.split(" "))
    assert told is None or told == the_long_way(query), query
    return told is not None


def is_settled(query: str) -> bool:
    """Whether the file itself settles a query, in the long way's words."""
    query = " ".join(query.split())
    told = held(glossary()).answer(query, tuple(query.lower().split()))
    assert told is None or told == the_long_way(query)[0], query
    return told is not None


def names() -> Iterator[str]:
    for term in glossary().terms.values():
        yield from (text for text, _ in names_of(term))


def test_every_name_of_every_term_is_answered_as_the_long_way_does() -> None:
    plainly = [each for each in dict.fromkeys(names()) if re.fullmatch("[A-Za-z0-9 &-]+", each)]
    answered = [each for each in plainly if agrees(each)]

    assert answered == plainly
    assert len(answered) > 1000


def test_case_spaces_hyphens_articles_and_plurals_are_read_as_the_long_way_does() -> None:
    plainly = [each for each in dict.fromkeys(names()) if each.isascii()][::9]
    forms = (str.upper, str.title, lambda each: f"  {each.replace(' ', '   ')} ", lambda each: each.replace(" ", "-"))
    more = (lambda each: f"the {each}", lambda each: f"{each}s", lambda each: each.replace(" ", ""))

    for form in (*forms, *more):
        assert [each for each in plainly if not agrees(form(each))] == []


@pytest.mark.parametrize("query", NO_ENTRY)
def test_what_the_file_does_not_settle_is_told_as_the_long_way_does(query: str) -> None:
    assert agrees(query) == query.isascii()


def test_misspelt_words_and_parts_of_names_are_told_as_the_long_way_does() -> None:
    chance = random.Random(11)
    plainly = [each for each in dict.fromkeys(names()) if each.isascii() and len(each) > 3]
    queries = [f"my {slip(slip(each, chance), chance)} form?" for each in chance.sample(plainly, 60)]
    queries += [" ".join(chance.sample(each.split(), len(each.split()))) for each in chance.sample(plainly, 60)]
    queries += [slip(each, chance) for each in sorted(letters_of_acronyms())[::4] if each.isascii()]
    found = [the_long_way(each) for each in queries]

    assert all(agrees(each) for each in queries)
    assert 20 < sum(bool(shown) for shown, _ in found) < len(found) - 20


def letters_of_acronyms() -> set[str]:
    return {tight(key.words) for key in keys_of(glossary()).all() if key.acronym and len(key.words[0]) > 2}


def test_a_label_that_an_old_screen_may_lack_is_left_to_the_long_way(tmp_path: Path) -> None:
    known = toy_glossary(tmp_path, "{one: {acronym: QÉD}, two: {acronym: XYZ}}")

    assert at_the_door("glossary", "XYY", known=known) == ("", missed_with("XYY", "XYZ"))
    assert at_the_door("glossary", "QEE", known=known) is None


def missed_with(query: str, label: str) -> str:
    return f'No entry for "{query}". Close: {label}.\nTry: kmnav glossary {label}\n'


def slip(word: str, chance: random.Random) -> str:
    """A word with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def test_a_slip_is_told_as_the_long_way_does() -> None:
    chance = random.Random(2026)
    plainly = [each for each in dict.fromkeys(names()) if each.replace(" ", "").isalpha() and len(each) > 6]
    slips = [slip(each.lower(), chance) for each in chance.sample([each for each in plainly if each.isascii()], 250)]

    assert all(agrees(each) for each in slips)
    assert len([each for each in slips if is_settled(each)]) > 0.4 * len(slips)


def test_what_a_slip_settles_is_never_an_acronym_and_never_an_ordinary_word() -> None:
    for word in [*sorted(letters_of_acronyms()), *sorted(ORDINARY)[::5]]:
        for query in (word, f"{word[:-1]}q", f"{word}z") if word.isascii() else ():
            is_settled(query)


def test_a_slip_near_two_entries_or_near_an_acronym_or_of_an_ordinary_word_settles_nothing() -> None:
    near = ("safeguard", frozenset(["safeguard"]), ("a",))
    assert settled(("safegaurd",), [near], frozenset()) == ("a",)
    assert settled(("safegaurd",), [near, ("safegard", frozenset(), ("b",))], frozenset()) is None
    assert settled(("safegaurd",), [near, ("safegaurds", frozenset(), None)], frozenset()) is None
    assert settled(("safe", "gaurd"), [near], frozenset(["safe"])) is None
    assert settled(("zafegaurd",), [near], frozenset()) is None


@given(LETTERS, LETTERS)
def test_two_texts_one_slip_apart_share_what_is_left_without_a_letter(one: str, other: str) -> None:
    if one_slip_apart(one, other):
        assert without_a_letter(one) & without_a_letter(other)
        assert one_slip_apart(other, one)


@given(st.text(alphabet="abcdefgh", min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_any_slip_behind_the_first_letter_is_one_slip(word: str, chance: random.Random) -> None:
    changed = slip(f"{word}x", chance)
    assert one_slip_apart(changed, f"{word}x")
    assert not one_slip_apart(f"z{changed}", f"a{word}x")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("glossary",),
        ("glossary", "--lineage", "CCG"),
        ("glossary", "CCG", "--json"),
        ("faq", "CCG"),
        ("-h",),
        ("CCG",),
    ],
)
def test_all_but_a_plain_look_up_takes_the_long_way(words: tuple[str, ...]) -> None:
    assert at_the_door(*words) is None


@pytest.mark.parametrize("variable", ["KMNAV_PACK", "KMNAV_REGION", "_KMNAV_COMPLETE"])
def test_a_variable_that_asks_for_another_pack_takes_the_long_way(variable: str) -> None:
    assert at_the_door("glossary", "CCG") is not None
    assert at_the_door("glossary", "CCG", environment={variable: ""}) is not None
    assert at_the_door("glossary", "CCG", environment={variable: "x"}) is None


def test_a_screen_that_takes_no_utf_8_takes_the_long_way() -> None:
    with (
        patch.object(at_once, "_held", lambda: held(glossary())),
        patch("sys.stdout", TextIOWrapper(BytesIO(), "ascii")),
    ):
        assert answer(["glossary", "CCG"], {}) is None


def test_an_editable_install_has_no_file_and_takes_the_long_way() -> None:
    with patch("sys.stdout", TextIOWrapper(BytesIO(), encoding="utf-8")):
        assert answer(["glossary", "CCG"], {}) is None
        assert answer(["--version"], {}) is None
