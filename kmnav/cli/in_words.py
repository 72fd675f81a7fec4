"""A free line in the walk: what the caller said, scanned for danger and searched. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kmnav.cli.talk import chosen
from kmnav.errors import UnknownAnswer
from kmnav.model import Question, SafetyLevel
from kmnav.render.blocks import Heading, Keys, Numbered
from kmnav.render.words import KEYS
from kmnav.replay import Asking, from_token

if TYPE_CHECKING:
    from kmnav.cli.walk import Walk

KEYS_WITH_WORDS = Keys((*KEYS.items, "or what they said, in a few words"))
KEYS_AT_FOUND = Keys(("Number", "Enter goes on with the questions", "e emergency", "q quit"))
SHORTEST = 4


def keys_at(question: Question) -> Keys:
    """The keys of a question; after the danger question a free line is offered beside options."""
    return KEYS_WITH_WORDS if _is_searched(question) else KEYS


def _is_searched(question: Question) -> bool:
    return question.type == "choice" and question.safety is not SafetyLevel.EMERGENCY


def take_words(walk: Walk, step: Asking, said: str) -> bool:
    """Act on a line that is no key and no number. Danger is told at every question; topics are offered after the first.

    False where the words mean nothing here, so that the line is read as an answer. A topic that is chosen fills in
    answers that are no safety questions: those are still asked.
    """
    if step.question.type != "choice" or len(said) < SHORTEST or not any(each.isalpha() for each in said):
        return False
    from kmnav.find import find
    from kmnav.render.find import danger_lines

    known = {each.question: each.value for each in step.path}
    found = find(walk.pack, said, age=known.get("age"))
    if found.banner or found.danger.ask:
        walk.talk.say(tuple(danger_lines(walk.pack, found)))
    topics = found.starts if _is_searched(step.question) else ()
    if topics:
        walk.talk.say((Heading("That sounds near"), Numbered(tuple(each.label for each in topics))))
        walk.talk.ask(KEYS_AT_FOUND, lambda line: _choose(walk, step, [each.token for each in topics], line))
    return bool(topics or found.banner or found.danger.ask)


def _choose(walk: Walk, step: Asking, tokens: list[str], line: str) -> None:
    at = chosen(line, len(tokens))
    if at is not None:
        topic = from_token(tokens[at])
        walk.answers.update({question: value for question, value in topic.items() if question in walk.pack.questions})
    elif line and not walk._key(step, line):
        raise UnknownAnswer(f'"{line}" is not one of these.', "Type a number, or Enter to go on.")
