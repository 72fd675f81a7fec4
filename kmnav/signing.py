"""What a clinician signs: everything that a helper reads of one question or outcome, as a hash that an edit changes.

The hash is of the content and not of the file: layout, comments, the order of keys and the sources of a text do not
change it. The order of options and steps does, because it is the order on the screen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from enum import Enum

from kmnav.model import Option, Outcome, Question
from kmnav.pack import Pack

HASH_LENGTH = 16
Content = Mapping[str, object]
_NAMED = re.compile(r"\{([a-z-]+)\}")


class Standing(Enum):
    """How far a question or an outcome has been signed."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    VOID = "changed since it was signed"


def standing_of(pack: Pack, item: Question | Outcome) -> Standing:
    """Whether somebody signed it, and whether it still says what they signed."""
    if item.signed is None:
        return Standing.UNSIGNED
    return Standing.SIGNED if item.signed.hash == hash_of(pack, item) else Standing.VOID


def signed_count(pack: Pack, *, outcomes_only: bool = False) -> int:
    """Questions and outcomes whose signature holds."""
    signed: list[Question | Outcome] = list(pack.outcomes.values())
    if not outcomes_only:
        signed += pack.questions.values()
    return sum(standing_of(pack, each) is Standing.SIGNED for each in signed)


def hash_of(pack: Pack, item: Question | Outcome) -> str:
    """The 16 characters that a signature holds."""
    content = of_question(pack, item) if isinstance(item, Question) else of_outcome(pack, item)
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()[:HASH_LENGTH]


def of_question(pack: Pack, question: Question) -> Content:
    """All that is read at a question, and where each answer leads."""
    return {
        "kind": "question",
        "id": question.id,
        "ask": question.ask,
        "notice": question.notice,
        "why": question.why,
        "safety": question.safety.value if question.safety else None,
        "asks": question.asks,
        "options": [_option(pack, option) for option in question.options.values()],
    }


def _option(pack: Pack, option: Option) -> Content:
    flags = [pack.flags[each] for each in option.flags]
    return {
        "id": option.id,
        "label": option.label,
        "go": [[_ages(branch.age.known, branch.age.words) if branch.age else None, branch.to] for branch in option.go],
        "flags": [[flag.id, flag.title, flag.urgency.word, list(flag.signs), flag.action, flag.note] for flag in flags],
    }


def _ages(known: bool, words: str) -> str:
    return words if known else "unknown"


def of_outcome(pack: Pack, outcome: Outcome) -> Content:
    """All that is read at an outcome, with the words that the pack adds and the doors that it offers."""
    settings = pack.settings
    urgency, level = pack.urgency_words(outcome.urgency), settings.levels[outcome.level]
    offers_gp = outcome.gp_offer and settings.topics[outcome.about].gp_offer
    own: dict[str, object] = {
        "title": outcome.title,
        "means": outcome.means,
        "because": outcome.because,
        "cost": outcome.cost,
        "steps": {role: list(steps) for role, steps in outcome.steps.items()},
        "say": list(outcome.say),
        "if_worse": list(outcome.if_worse),
        "stay": dict(outcome.stay),
        "hand_out": [outcome.message, list(outcome.sheet)],
    }
    added: dict[str, object] = {
        "urgency": [urgency.name, urgency.means, list(urgency.if_worse), urgency.safeguarding or settings.safeguarding],
        "stay": {part: dict(words) for part, words in urgency.stay.items()},
        "level": [level.name, level.means, level.pays],
        "gp_offer": [dict(settings.gp_offer), dict(settings.gp_closed)] if offers_gp else None,
    }
    return {
        "kind": "outcome",
        "id": outcome.id,
        "urgency": outcome.urgency.word,
        "level": outcome.level,
        "about": outcome.about,
        **own,
        "added": added,
        "people": _people(pack, f"{own}{added}"),
        "offer": [
            [door.id, door.name, door.means, door.careful] for door in map(pack.doors.__getitem__, outcome.offer)
        ],
    }


def _people(pack: Pack, words: str) -> Content:
    """Who stands behind a name in braces, such as {duty-clinician}."""
    named = sorted(set(_NAMED.findall(words)) & set(pack.settings.people))
    return {each: [pack.settings.people[each].name, pack.settings.people[each].otherwise] for each in named}
