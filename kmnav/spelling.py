"""What a misspelt query may have been meant for: words compared by their letters, weighed by how rare they are.

Two measures. Words: each word of the query finds its likeliest word in a key (OSA, where two swapped letters
are one mistake), and rare words count for more. Acronyms: one wrong letter, neighbours on the keyboard and
swaps first; these are only ever offered. How well it does is measured in docs/glossary.md.
"""

from __future__ import annotations

from kmnav.keys import SMALL_WEIGHT, Key, Keys, apart
from kmnav.mistakes import mistakes
from kmnav.ordinary import ORDINARY
from kmnav.record import dataclass
from kmnav.slips import singular
from kmnav.wording import SMALL, sound, stem, tight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERED, AHEAD, SHORTEST_ANSWERED = 65.0, 5.0, 5
OFFERED, OFFERED_SHORT, SHORT = 60.0, 66.0, 4
LEAST_OF_QUERY, LEAST_OF_KEY, LEAST_OF_KEY_BY_ONE_WORD = 0.65, 0.5, 0.75
LONGEST_ACRONYM = 8
QUERY_SHARE = 0.65
LEAST_BY_SOUND, ALIKE = 0.5, 0.85
SHORTEST_SLIP, LONG_SLIP = 6, 9
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ({"c", "k", "q"}, {"c", "s", "z"}, {"f", "p", "v"}, {"g", "j"}, {"i", "e", "y"}, {"n", "k"}, {"r", "w"})


@dataclass(frozen=True, slots=True)
class Score:
    """How near one key is: in all, and what share of the query and of the key was met."""

    key: Key
    total: float
    of_query: float
    of_key: float


@dataclass(frozen=True, slots=True)
class Near:
    """What is near a query: an answer where one is clear, else the ids of what to offer."""

    answer: Score | None
    offered: tuple[str, ...]


def nearest(keys: Keys, form: tuple[str, ...]) -> Near:
    """The entry that a misspelt query clearly means, or up to a few that it may mean."""
    letters = tight(form)
    if letters in ORDINARY:
        return Near(None, ())
    scores = sorted(word_scores(keys, form), key=lambda each: (-each.total, each.key.words))
    acronyms = dict(acronym_scores(keys, letters)) if len(form) == 1 or all(len(each) == 1 for each in form) else {}
    if scores and not acronyms and len(letters) >= SHORTEST_ANSWERED and _is_clear(scores, form):
        return Near(scores[0], ())
    least = OFFERED_SHORT if len(letters) <= SHORT else OFFERED
    offered: dict[str, float] = {}
    for score in scores:
        if score.total >= least:
            first = keys.in_order(score.key.names)[0]
            offered[first] = max(offered.get(first, 0.0), score.total)
    for id_, total in acronyms.items():
        offered[id_] = max(offered.get(id_, 0.0), total)
    ordered = sorted(offered, key=lambda each: (-offered[each], -keys.entry(each).prominence, each))
    return Near(None, apart(keys, ordered))


def _is_clear(scores: list[Score], form: tuple[str, ...]) -> bool:
    """Whether the first of some scores may be given as the answer: near enough, and well ahead of the next."""
    best = scores[0]
    if best.key.acronym and best.of_query < 1:
        return False
    if len(form) == 1 and not any(_is_slip(form[0], word) for word in best.key.words[:1]):
        return False
    rivals = (each.total for each in scores[1:] if not set(each.key.names) & set(best.key.names))
    return (
        best.total >= ANSWERED
        and best.of_query >= LEAST_OF_QUERY
        and best.of_key >= (LEAST_OF_KEY if len(form) > 1 else LEAST_OF_KEY_BY_ONE_WORD)
        and best.total - next(rivals, 0.0) >= AHEAD
    )


def _is_slip(word: str, other: str) -> bool:
    """Whether a single word is `other` misspelt: with nothing around it to bear it out, only a small mistake."""
    if len(word) < SHORTEST_SLIP or other in ORDINARY:
        return False
    if sound(word) == sound(other) and len(word) > SHORTEST_SLIP:
        return _is_half_alike(word, other)
    return mistakes(word, other, 1 if len(word) < LONG_SLIP else 2) is not None


def _is_half_alike(word: str, other: str) -> bool:
    """Whether words that sound alike are spelt alike as well, near enough."""
    return mistakes(word, other, int(max(len(word), len(other)) * (1 - LEAST_BY_SOUND))) is not None


def word_scores(keys: Keys, form: tuple[str, ...]) -> list[Score]:
    """A score from 0 to 100 for every key that shares a word, or nearly one, with the query."""
    alike = [alike_words(keys, word) for word in form]
    weights = [_weight(keys, max(near, key=lambda each: near[each]) if near else word)
               for word, near in zip(form, alike, strict=True)]  # fmt: skip
    touched = dict.fromkeys(at for near in alike for word in near for at in keys.holding(word))
    return [*(_score(keys.key(at), alike, weights) for at in touched), *_whole_scores(keys, form)]


def _weight(keys: Keys, word: str) -> float:
    """How much a word of a query says; one that no key holds says most."""
    known = keys.weight_of(word)
    if known is not None:
        return known
    return SMALL_WEIGHT if word in SMALL else keys.weight_of_unknown


def _score(key: Key, alike: list[dict[str, float]], weights: list[float]) -> Score:
    weight_of = dict(zip(key.words, key.weights, strict=True))
    left = list(key.words)
    met_query = met_key = 0.0
    for near, weight in zip(alike, weights, strict=True):
        best = max((each for each in left if each in near), key=lambda each: near[each], default=None)
        if best is not None:
            left.remove(best)
            met_query += weight * near[best]
            met_key += weight_of[best] * near[best]
    of_query = met_query / sum(weights)
    of_key = met_key / sum(key.weights)
    return Score(key, 100 * (QUERY_SHARE * of_query + (1 - QUERY_SHARE) * of_key), of_query, of_key)


def _whole_scores(keys: Keys, form: tuple[str, ...]) -> Iterator[Score]:
    """Keys near the query letter by letter, whatever its spaces."""
    letters, ordinary = tight(form), {word for word in form if word in ORDINARY}
    if len(letters) < SHORTEST_ANSWERED or letters in ORDINARY:
        return
    allowed = _mistakes(len(letters))
    lengths = range(len(letters) - allowed, len(letters) + allowed + 1)
    for text in keys.whole_beginning(_first_letters(letters), lengths, letters):
        longest = max(len(letters), len(text))
        # More than four letters in five have to be right, however long the query is.
        wrong = mistakes(letters, text, min(allowed, (longest - 1) // 5))
        if wrong is not None and _begins_alike(letters, text):
            for key in map(keys.key, keys.exactly(text)):
                if ordinary <= set(key.words):
                    alike = 1 - wrong / longest
                    yield Score(key, 100 * alike, alike, alike)


def alike_words(keys: Keys, word: str) -> dict[str, float]:
    """Words of the glossary that a word may have been meant for, with how alike they are."""
    same = {each: 1.0 for each in (word,) if keys.is_word(each)}
    for other in (singular(word), f"{word}s"):
        if keys.is_word(other):
            same.setdefault(other, 0.97)
    if word in ORDINARY or word in SMALL or len(word) < 4 or not word.isalpha():
        return same
    listed = keys.words_beginning(_first_letters(word), word)
    for wrong, other in _misspelt(word, listed):
        same.setdefault(other, 1 - wrong / max(len(word), len(other)))
    for other in listed:
        if other.startswith(word) and other != word:
            same[other] = max(same.get(other, 0.0), 0.9)
    for other in keys.of_stem(stem(word)):
        same.setdefault(other, ALIKE)
    for other in keys.of_sound(sound(word)):
        if _is_half_alike(word, other):
            same.setdefault(other, ALIKE)
    return same


def _misspelt(word: str, listed: list[str]) -> list[tuple[int, str]]:
    """The words of a list that a word may be with some letters wrong, the nearest first."""
    allowed = _mistakes(len(word))
    fair = range(max(4, len(word) - allowed), len(word) + allowed + 1)
    measured = ((mistakes(word, other, allowed), other) for other in listed if len(other) in fair)
    return sorted((wrong, other) for wrong, other in measured if wrong is not None and _begins_alike(word, other))


def _mistakes(length: int) -> int:
    """How many wrong letters a word may have and still be the same word."""
    return 1 if length < 8 else 2 if length < 12 else 3


def _begins_alike(word: str, other: str) -> bool:
    """The first letters agree, sound the same, are swapped, or one is missing in a long word."""
    first, second = word[0], other[0]
    if first == second or any(first in sound and second in sound for sound in _SOUNDS):
        return True
    return word[:2] == other[1::-1] or (len(word) > 6 and (word == other[1:] or word[1:] == other))


def _first_letters(word: str) -> list[str]:
    """The letters with which a word begins that this one may have been meant for, as `_begins_alike` has it."""
    heard = sorted(letter for sound in _SOUNDS if word[0] in sound for letter in sound)
    return list(dict.fromkeys((word[0], *heard, *word[1:2])))


def acronym_scores(keys: Keys, letters: str) -> Iterator[tuple[str, float]]:
    """Acronyms one mistake away (two from six letters), the likeliest mistakes and commonest terms first."""
    if not 2 <= len(letters) <= LONGEST_ACRONYM or letters in ORDINARY:
        return
    allowed = 1 if len(letters) < 6 else 2
    best: dict[str, float] = {}
    for text in keys.short_forms(range(len(letters) - allowed, len(letters) + allowed + 1)):
        if mistakes(letters, text, allowed) is None:
            continue
        cost = mistake(letters, text)
        if len(letters) == 2 and cost > 0.9:
            continue
        first = keys.in_order(keys.spelt(text))[0]
        total = 100 - 100 * cost / max(3, len(letters)) + 12 * keys.entry(first).prominence
        best[first] = max(best.get(first, 0.0), total)
    yield from best.items()


def mistake(typed: str, meant: str) -> float:
    """How unlikely it is to type one for the other: swapped and neighbouring keys cost less than strange ones."""
    rows = [[0.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    for i in range(len(typed) + 1):
        for j in range(len(meant) + 1):
            rows[i][j] = min(_steps(rows, typed, meant, i, j), default=0.0)
    return rows[-1][-1]


def _steps(rows: list[list[float]], typed: str, meant: str, i: int, j: int) -> Iterator[float]:
    if i:
        yield rows[i - 1][j] + (0.6 if i > 1 and typed[i - 1] == typed[i - 2] else 0.9)
    if j:
        yield rows[i][j - 1] + (0.6 if j > 1 and meant[j - 1] == meant[j - 2] else 0.65)
    if i and j:
        yield rows[i - 1][j - 1] + _swap(typed[i - 1], meant[j - 1])
    if i > 1 and j > 1 and typed[i - 1] == meant[j - 2] and typed[i - 2] == meant[j - 1]:
        yield rows[i - 2][j - 2] + 0.5


def _swap(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    if any(typed in sound and meant in sound for sound in _SOUNDS):
        return 0.7
    return 0.6 if _are_neighbours(typed, meant) else 1.0


def _are_neighbours(one: str, other: str) -> bool:
    places = {letter: (row, at + row / 2) for row, letters in enumerate(_ROWS) for at, letter in enumerate(letters)}
    if one not in places or other not in places:
        return False
    (row, at), (other_row, other_at) = places[one], places[other]
    return abs(row - other_row) <= 1 and abs(at - other_at) <= 1
