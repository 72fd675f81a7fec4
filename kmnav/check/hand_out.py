"""What a person takes away: a text message and a sheet end with what if it gets worse, and a message stays short."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.errors import Problem
from kmnav.gsm import in_gsm, is_gsm, parts
from kmnav.model import Urgency

ENDS = ("instead", "worse", "worse_discreet", "worse_sheet")


@rule
def every_urgency_has_its_last_words(subject: Subject) -> Iterator[Problem]:
    """A message or a sheet of any urgency says where to turn, and what if it gets worse, with a standing number."""
    pack = subject.pack
    words = pack.settings.hand_out
    numbers = [each.value for each in pack.settings.standing.values()]
    for name in ENDS:
        for urgency in Urgency:
            said = getattr(words, name).get(urgency.word, "")
            text = " ".join(said) if isinstance(said, tuple) else said
            wrong = "" if text else "has no words"
            if text and name.startswith("worse") and not any(number in text for number in numbers):
                wrong = "names no standing number"
            if wrong:
                yield found(
                    pack,
                    "TAKE-WORDS",
                    f"settings.hand_out.{name}",
                    f"{name} {wrong} for {urgency.word}.",
                    f"Write it below hand_out.{name}.{urgency.word} in pack.yaml.",
                )


@rule
def a_message_is_short(subject: Subject) -> Iterator[Problem]:
    """What a message must say takes no more parts than the pack allows, in the alphabet of text messages."""
    pack = subject.pack
    words = pack.settings.hand_out
    for outcome in pack.outcomes.values():
        begins = outcome.message or words.instead.get(outcome.urgency.word, "")
        text = f"{begins} {words.worse.get(outcome.urgency.word, '')}".strip()
        if parts(in_gsm(text)) > words.parts or not is_gsm(text):
            yield found(
                pack,
                "TAKE-LONG",
                f"outcomes.{outcome.id}",
                f'The message of "{outcome.id}" takes over {words.parts} parts, or holds a mark that no phone sends.',
                "Shorten its message, or the words below hand_out in pack.yaml; write plain marks.",
            )
