"""How many mistakes lie between two words, beside a library that counts them the same way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kmnav.mistakes import mistakes

LETTERS = st.text(alphabet="abcé", max_size=9)


@given(LETTERS, LETTERS, st.integers(0, 6))
def test_mistakes_are_counted_as_the_library_counts_them(typed: str, meant: str, most: int) -> None:
    counted = OSA.distance(typed, meant)

    assert mistakes(typed, meant, most) == (counted if counted <= most else None)


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_texts_are_compared_the_same_both_ways(one: str, other: str) -> None:
    assert mistakes(one, other, 12) == mistakes(other, one, 12)
    assert mistakes(one, one, 0) == 0


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("cgc", "ccg", 1),
        ("safegaurding", "safeguarding", 1),
        ("comissioning", "commissioning", 1),
        ("sykosis", "psychosis", 3),
        ("ca", "abc", 3),
        ("", "ccg", 3),
        ("ccg", "ccg", 0),
    ],
)
def test_two_swapped_letters_are_one_mistake_and_no_letter_is_mended_twice(typed: str, meant: str, count: int) -> None:
    assert mistakes(typed, meant, count) == count
    assert mistakes(typed, meant, count - 1) is None
