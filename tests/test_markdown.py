"""Markdown says what the screen says: another reader of Markdown reads the same words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kmnav.render.blocks import Bullets, Heading, Line, Numbered, Screen, Title
from kmnav.render.ending import recommendation_screen
from kmnav.render.markdown import markdown
from kmnav.render.plain import plain
from tests.endings import one_of_each, shipped

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cn", "Cf"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def read(text: str) -> list[str]:
    """The text of each paragraph, heading and item."""
    found: list[Token] = [token for token in MarkdownIt("commonmark").parse(text) if token.type == "inline"]
    return ["".join(part.content for part in token.children or []) for token in found]


@given(TEXTS)
def test_any_words_are_read_as_they_were_written(text: str) -> None:
    screen: Screen = (Title(text), Heading(text), Line(text), Line(text, 1), Bullets((text,)), Numbered((text,)))

    assert read(markdown(screen)) == [text] * 6


def test_no_word_of_an_ending_is_lost() -> None:
    for told in one_of_each()[:20]:
        screen = recommendation_screen(shipped(), told)
        said = " ".join(read(markdown(screen))).split()
        shown = plain(screen).replace("\n- ", "\n").split()
        assert said == shown, told.outcome.id


def test_an_address_is_a_link() -> None:
    assert "<https://x.example/a_b>" in markdown((Line("Page https://x.example/a_b, of 2026"),))
