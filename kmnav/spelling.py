"""What a misspelt query may have been meant for: words compared by their letters, weighed by how rare they are.

Two measures. Words: each word of the query finds its likeliest word in a key (OSA, where two swapped letters
are one mistake), and rare words count for more. Acronyms: one wrong letter, neighbours on the keyboard and
swaps first; these are only ever offered. How well it does is measured in docs/glossary.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kmnav.keys import Key, Keys
from kmnav.ordinary import ORDINARY
from kmnav.record import dataclass
from kmnav.slips import singular
from kmnav.terms import Term
from kmnav.vocabulary import Vocabulary, vocabulary_of
from kmnav.wording import SMALL, sound, stem, tight

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
    """What is near a query: an answer where one is clear, else what to offer."""

    answer: Score | None
    offered: tuple[Term, ...]


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
    offered: dict[str, float] = defaultdict(float)
    for score in scores:
        if score.total >= least:
            term = keys.in_order(score.key.names)[0]
            offered[term.id] = max(offered[term.id], score.total)
    for term_id, total in acronyms.items():
        offered[term_id] = max(offered[term_id], total)
    ordered = sorted(offered, key=lambda each: (-offered[each], -keys.prominence[each], each))
    terms = (keys.glossary.terms[each] for each in ordered)
    return Near(None, tuple({term.label: term for term in terms}.values()))


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
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST_SLIP or other in ORDINARY:
        return False
    if sound(word) == sound(other) and len(word) > SHORTEST_SLIP:
        return OSA.normalized_similarity(word, other) >= LEAST_BY_SOUND
    return OSA.distance(word, other) <= (1 if len(word) < LONG_SLIP else 2)


def word_scores(keys: Keys, form: tuple[str, ...]) -> list[Score]:
    """A score from 0 to 100 for every key that shares a word, or nearly one, with the query."""
    vocabulary = vocabulary_of(keys)
    alike = [alike_words(vocabulary, word) for word in form]
    weights = [vocabulary.weight_of(max(near, key=lambda each: near[each])) if near else vocabulary.weight_of(word)
               for word, near in zip(form, alike, strict=True)]  # fmt: skip
    touched = {id(key): key for near in alike for word in near for key in vocabulary.holders[word]}
    scores = [_score(vocabulary, key, alike, weights) for key in touched.values()]
    return [*scores, *_whole_scores(vocabulary, form)]


def _score(vocabulary: Vocabulary, key: Key, alike: list[dict[str, float]], weights: list[float]) -> Score:
    left = list(key.words)
    met_query = met_key = 0.0
    for near, weight in zip(alike, weights, strict=True):
        best = max((each for each in left if each in near), key=lambda each: near[each], default=None)
        if best is not None:
            left.remove(best)
            met_query += weight * near[best]
            met_key += vocabulary.weight[best] * near[best]
    of_query = met_query / sum(weights)
    of_key = met_key / sum(vocabulary.weight[each] for each in key.words)
    return Score(key, 100 * (QUERY_SHARE * of_query + (1 - QUERY_SHARE) * of_key), of_query, of_key)


def _whole_scores(vocabulary: Vocabulary, form: tuple[str, ...]) -> Iterator[Score]:
    """Keys near the query letter by letter, whatever its spaces."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    letters, ordinary = tight(form), {word for word in form if word in ORDINARY}
    if len(letters) < SHORTEST_ANSWERED or letters in ORDINARY:
        return
    near = process.extract(
        letters, vocabulary.whole.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.8, limit=9
    )
    for text, alike, _ in near:
        if OSA.distance(letters, text) <= _mistakes(len(letters)) and _begins_alike(letters, text):
            for key in vocabulary.whole[text]:
                if ordinary <= set(key.words):
                    yield Score(key, 100 * alike, alike, alike)


def alike_words(vocabulary: Vocabulary, word: str) -> dict[str, float]:
    """Words of the glossary that a word may have been meant for, with how alike they are."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    same = {each: 1.0 for each in (word,) if each in vocabulary.holders}
    for other in (singular(word), f"{word}s"):
        if other in vocabulary.holders:
            same.setdefault(other, 0.97)
    if word in ORDINARY or word in SMALL or len(word) < 4 or not word.isalpha():
        return same
    allowed = _mistakes(len(word))
    for other, distance, _ in process.extract(
        word, vocabulary.plain, scorer=OSA.distance, score_cutoff=allowed, limit=None
    ):
        if _begins_alike(word, other) and len(other) > 3:
            same.setdefault(other, 1 - distance / max(len(word), len(other)))
    for other in vocabulary.plain:
        if other.startswith(word) and other != word:
            same[other] = max(same.get(other, 0.0), 0.9)
    for other in vocabulary.by_stem.get(stem(word), ()):
        same.setdefault(other, ALIKE)
    for other in vocabulary.by_sound.get(sound(word), ()):
        if OSA.normalized_similarity(word, other) >= LEAST_BY_SOUND:
            same.setdefault(other, ALIKE)
    return same


def _mistakes(length: int) -> int:
    """How many wrong letters a word may have and still be the same word."""
    return 1 if length < 8 else 2 if length < 12 else 3


def _begins_alike(word: str, other: str) -> bool:
    """The first letters agree, sound the same, are swapped, or one is missing in a long word."""
    first, second = word[0], other[0]
    if first == second or any(first in sound and second in sound for sound in _SOUNDS):
        return True
    return word[:2] == other[1::-1] or (len(word) > 6 and (word == other[1:] or word[1:] == other))


def acronym_scores(keys: Keys, letters: str) -> Iterator[tuple[str, float]]:
    """Acronyms one mistake away (two from six letters), the likeliest mistakes and commonest terms first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if not 2 <= len(letters) <= LONGEST_ACRONYM or letters in ORDINARY:
        return
    allowed = 1 if len(letters) < 6 else 2
    best: dict[str, float] = {}
    for text, _, _ in process.extract(letters, keys.short_forms, scorer=OSA.distance, score_cutoff=allowed, limit=None):
        cost = mistake(letters, text)
        if len(letters) == 2 and cost > 0.9:
            continue
        term = keys.in_order(keys.by_letters[text])[0]
        total = 100 - 100 * cost / max(3, len(letters)) + 12 * keys.prominence[term.id]
        best[term.id] = max(best.get(term.id, 0.0), total)
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
