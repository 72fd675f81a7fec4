"""Looks up questions and answers by words; rare words count for more, and small mistakes are forgiven. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from kmnav.ordinary import EMPHASIS
from kmnav.terms import Faq
from kmnav.wording import SMALL, stem, words

LEAST, SHARE_OF_BEST, QUESTION_COUNTS = 0.35, 0.6, 1.5
SHORTEST_MISSPELT = 6


def answers_to(faqs: Mapping[str, Faq], query: str) -> tuple[Faq, ...]:
    """Questions about the words of `query`, the likeliest first; all of them where it has no words."""
    asked = _telling(words(query))
    if not words(query):
        return tuple(faqs.values())
    held = {faq.id: _held(faq) for faq in faqs.values()}
    known = Counter(word for each in held.values() for word in each)
    meant = {word: _nearest(word, known) for word in asked}
    weights = {word: math.log(1 + len(faqs) / max(1, known[meant[word] or word])) for word in asked}
    scores = {
        faq.id: sum(weights[word] * held[faq.id].get(meant[word] or "", 0.0) for word in asked) for faq in faqs.values()
    }
    best = max(scores.values(), default=0.0)
    if not asked or best < LEAST * sum(weights.values()):
        return ()
    ranked = sorted(faqs.values(), key=lambda faq: -scores[faq.id])
    return tuple(faq for faq in ranked if scores[faq.id] >= SHARE_OF_BEST * best)


def _telling(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word) for word in found if word not in EMPHASIS and word not in SMALL))


def _held(faq: Faq) -> dict[str, float]:
    """Words of a question and its answer; those of the question, its id and its terms count for more."""
    first = dict.fromkeys(map(stem, words(f"{faq.id} {faq.question} {' '.join(faq.see_also)}")), QUESTION_COUNTS)
    return {**dict.fromkeys(map(stem, words(faq.answer)), 1.0), **first}


def _nearest(word: str, known: Iterable[str]) -> str | None:
    if word in (known := set(known)):
        return word
    if len(word) < SHORTEST_MISSPELT:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=1)
    return str(near[0]) if near else None
