"""The alphabet of text messages and its count, against the tables of GSM 03.38 written down a second time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.gsm import BASIC, EXTENDED, in_gsm, is_gsm, parts, septets

# The rows of the standard's table, by code: letters and digits by their range, the rest by name.
LETTERS = [chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x30, 0x3A), *range(0x20, 0x24))]
SIGNS = [chr(code) for code in (*range(0x25, 0x30), *range(0x3A, 0x40), 0x40, 0x5F, 0x0A, 0x0D)]
WESTERN = list("£$¥¤§¡¿èéùìòàÇØøÅåÆæßÉÄÖÑÜäöñü")
GREEK = list("ΔΦΓΛΩΠΨΣΘΞ")
ONE = {*LETTERS, *SIGNS, *WESTERN, *GREEK}
TWO = set("^{}\\[]~|€\f")
MESSAGES = st.text(st.sampled_from(sorted(ONE | TWO)), max_size=400)


def counted(text: str) -> int:
    return len(text) + sum(text.count(mark) for mark in TWO)


def split_as_the_network_does(text: str) -> list[str]:
    """A message alone, or pieces of at most 153 with no mark cut in half."""
    if counted(text) <= 160:
        return [text]
    pieces = [""]
    for mark in text:
        if counted(pieces[-1] + mark) > 153:
            pieces.append("")
        pieces[-1] += mark
    return pieces


def test_the_alphabet_is_that_of_the_standard() -> None:
    assert len(ONE) == 127
    assert set(BASIC) - {"\x1b"} == ONE
    assert len(BASIC) == 128
    assert set(EXTENDED) == TWO


@given(MESSAGES)
def test_a_message_is_counted_as_the_network_counts_it(text: str) -> None:
    assert septets(text) == counted(text)
    assert parts(text) == len(split_as_the_network_does(text))


@pytest.mark.parametrize(
    ("text", "made"),
    [("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
     ("€" * 152, 2), ("€" * 153, 3), ("a" * 152 + "€" + "a" * 152, 3)],
)  # fmt: skip
def test_the_edges_of_a_part(text: str, made: int) -> None:
    assert parts(text) == made


@given(st.text(max_size=60))
def test_any_text_can_be_put_into_the_alphabet_and_what_is_in_it_stays(text: str) -> None:
    put = in_gsm(text)

    assert set(put) <= ONE | TWO
    assert is_gsm(put)
    assert in_gsm(put) == put


@pytest.mark.parametrize(
    ("text", "put"),
    [("Café Lumière", "Café Lumière"), ("it’s – “so”…", "it's - \"so\"..."), ("Łódź", "?odz"), ("naïve", "naive"),
     ("e\u0301", "é"), ("½", "1/2"), ("日", "?")],
)  # fmt: skip
def test_a_mark_becomes_its_like(text: str, put: str) -> None:
    assert in_gsm(text) == put


def test_a_mark_outside_the_alphabet_is_not_counted() -> None:
    assert not is_gsm("日")
    with pytest.raises(ValueError, match="text message"):
        septets("日")
