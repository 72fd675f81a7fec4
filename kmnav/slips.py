"""One slip of the finger: a letter too many, too few, wrong, or two swapped. Plain text only, and nothing to import.

The front door settles such a slip from a file made in advance, and the glossary by the same rule.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Near = tuple[str, frozenset[str], tuple[str, ...] | None]

SHORTEST = 6


def singular(word: str) -> str:
    """A word without its plural ending, near enough: the same is done to both sides of a comparison."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def may_be_a_slip(form: tuple[str, ...], ordinary: frozenset[str]) -> bool:
    """Whether words are long enough to tell a slip from another word, and no ordinary word themselves."""
    letters = "".join(form)
    return len(letters) >= SHORTEST and letters.isalpha() and letters not in ordinary


def one_slip_apart(typed: str, meant: str) -> bool:
    """Whether one slip, or none, makes one text of the other. The first letters must agree."""
    if typed[:1] != meant[:1] or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while typed[start : start + 1] == meant[start : start + 1] != "":
        start += 1
    typed, meant = typed[start:], meant[start:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    return max(len(typed), len(meant)) < 2 or (len(typed) == 2 and typed == meant[::-1])


def without_a_letter(letters: str) -> set[str]:
    """A text and all that is left of it without one letter: two texts one slip apart share one of these."""
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}


def settled(form: tuple[str, ...], near: Iterable[Near], ordinary: frozenset[str]) -> tuple[str, ...] | None:
    """The entries that words with one slip plainly mean; None where no entry, or more than one, is that near.

    `near` are keys (letters, words, entries), entries None where they are never guessed at: acronyms, sounds. Ordinary
    words of `form` are no slips, so they must stand in the key.
    """
    letters = "".join(form)
    met = [(words, entries) for other, words, entries in near if one_slip_apart(letters, other)]
    told = {entries for _, entries in met}
    said = {word for word in form if word in ordinary}
    if len(told) != 1 or not any(said <= words for words, _ in met):
        return None
    return told.pop()
