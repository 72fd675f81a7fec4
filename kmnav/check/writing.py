"""How the pack's words are written, by the pack's own rules in writing.yaml. A pack without that file is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kmnav.check.rules import Subject, found, rule
from kmnav.check.texts import Text, texts_of, texts_of_outcome
from kmnav.errors import Problem, Severity
from kmnav.model import Outcome, Role
from kmnav.pack import Pack
from kmnav.writing import NO_RULES, Where, Writing

ENOUGH_WORDS = 50
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9'\"{])")
_WORD = re.compile(r"[A-Za-z0-9'£{}-]+")
_TIME = re.compile(
    r"\b\d{1,2}(?::\d\d)? (?:am|pm)\b|\d(?:am|pm)?\s?[-–—]\s?\d{1,2}(?::\d\d)?\s?(?:am|pm)\b|\b12(?::00)?pm\b"
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b20\d\d-\d\d-\d\d\b|\b\d{1,2}(?:st|nd|rd|th) [A-Z]")
_UNGROUPED = re.compile(r"(?<![\w.])0\d{8,}\b")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve) (?:minute|hour|day|week|month|year)s?\b", re.I
)
_FIGURES = (
    (_TIME, "Write it as 9am to 5pm."),
    (_DATE, "Write it as 6 August 2018."),
    (_UNGROUPED, "Group its digits as the page does."),
    (_COUNTED, "Write the number in numerals."),
)


def _exempt(writing: Writing, path: str, code: str) -> bool:
    return any(each.rule == code and f"{path}.".startswith(f"{each.at}.") for each in writing.exempt.values())


def _told(
    pack: Pack, code: str, path: str, message: str, fix: str, severity: Severity = Severity.ERROR
) -> Iterator[Problem]:
    if not _exempt(pack.writing, path, code):
        yield found(pack, code, path, message, fix, severity)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{_any_of(words)})(?![\w'])", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words; of none, one that is never found."""
    return "|".join(map(re.escape, words)) or "(?!)"


@rule
def refused_phrases(subject: Subject) -> Iterator[Problem]:
    """Nobody is told what they have, comforted by guess, promised secrecy or spoken to in jargon (rule 9)."""
    pack = subject.pack
    texts = list(texts_of(pack))
    for refused in pack.writing.refuse.values():
        pattern = _pattern(refused.words)
        for text in texts:
            if _looked_at(text, refused.where) and (match := pattern.search(text.words)):
                message = f'"{match.group()}" is not written. {refused.because}'
                yield from _told(pack, "TEXT-REFUSED", text.path, message, refused.instead)


def _looked_at(text: Text, where: Where) -> bool:
    return where is Where.ALL or text.kind is where or (where is Where.GRAPH and text.kind is Where.SAID)


@rule
def sentences_can_be_said(subject: Subject) -> Iterator[Problem]:
    """A sentence on the way to help is short enough to read aloud."""
    pack = subject.pack
    if pack.writing is NO_RULES:
        return
    for text in texts_of(pack):
        for sentence in _SENTENCE.split(text.words):
            if (count := len(sentence.split())) > pack.writing.longest_sentence:
                start = " ".join(sentence.split()[:5])
                message = f'The sentence "{start} …" has {count} words.'
                fix = f"Make two of it, of {pack.writing.longest_sentence} words at most."
                yield from _told(pack, "TEXT-LONG", text.path, message, fix, Severity.WARNING)


@rule
def figures_are_written_alike(subject: Subject) -> Iterator[Problem]:
    """Times, dates, phone numbers and counts are written in one way, so that nobody misreads them."""
    pack = subject.pack
    if pack.writing is NO_RULES:
        return
    for text in texts_of(pack):
        for pattern, fix in _FIGURES:
            if match := pattern.search(text.words):
                message = f'"{match.group()}" is not how we write it.'
                yield from _told(pack, "TEXT-FIGURE", text.path, message, fix, Severity.WARNING)


@rule
def steps_fit_a_screen(subject: Subject) -> Iterator[Problem]:
    """No role is given more steps than can be taken in at a glance."""
    pack = subject.pack
    if pack.writing is NO_RULES:
        return
    for outcome in pack.outcomes.values():
        most = max(len(outcome.steps.get("all", ())) + len(outcome.steps.get(role.value, ())) for role in Role)
        if most > pack.writing.most_steps:
            path = f"outcomes.{outcome.id}.steps"
            message = f'"{outcome.id}" has {most} steps for one role.'
            fix = f"Give {pack.writing.most_steps} at most, the most urgent first."
            yield from _told(pack, "TEXT-STEPS", path, message, fix, Severity.WARNING)


@rule
def questions_are_questions(subject: Subject) -> Iterator[Problem]:
    """What is said aloud is asked, and never in a way that wants a no: "you are not …, are you?"."""
    for question in (*subject.pack.questions.values(), *subject.pack.facts.values()):
        ask = question.ask.lower()
        leading = ask.startswith(("you are not", "you're not", "surely")) or re.search(
            r"n't (?:you|they|he|she)\b", ask
        )
        if leading or not ask.rstrip('"').endswith("?"):
            path = f"{'facts' if question.id in subject.pack.facts else 'questions'}.{question.id}.ask"
            message = f'"{question.ask}" is not a plain question.'
            yield from _told(subject.pack, "TEXT-ASK", path, message, "Ask it so that a yes is as easy as a no.")


@rule
def reading_is_easy(subject: Subject) -> Iterator[Problem]:
    """The words of an outcome, taken together, ask for no more schooling than the pack allows."""
    pack = subject.pack
    if pack.writing is NO_RULES:
        return
    for outcome in pack.outcomes.values():
        words = [text.words for text in texts_of_outcome(outcome)]
        if len(_WORD.findall(" ".join(words))) >= ENOUGH_WORDS and (hard := grade(words)) > pack.writing.hardest_grade:
            path = f"outcomes.{outcome.id}"
            message = f'"{outcome.id}" reads at school grade {hard:.1f}.'
            most = pack.writing.hardest_grade
            fix = f"Use shorter words and sentences, to grade {most} (age {most + 5})."
            yield from _told(pack, "TEXT-GRADE", path, message, fix, Severity.WARNING)


def grade(texts: Iterable[str]) -> float:
    """School grade by the Automated Readability Index: letters a word and words a sentence. Meaningless on a label."""
    sentences = [each for text in texts for each in _SENTENCE.split(text)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 0.0
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43


@rule
def claims_have_sources(subject: Subject) -> Iterator[Problem]:
    """A length of time, a sum of money or a right that an outcome or question states is shown by one of its sources."""
    pack = subject.pack
    if not (pack.writing.claim_units or pack.writing.claim_words):
        return
    number = re.compile(rf"£\d|\b\d+ (?:{_any_of(pack.writing.claim_units)})\b")
    words = _pattern(pack.writing.claim_words)
    for outcome in pack.outcomes.values():
        yield from _claims(pack, outcome, number, words)


def _claims(pack: Pack, outcome: Outcome, number: re.Pattern[str], words: re.Pattern[str]) -> Iterator[Problem]:
    backed = {part for source in outcome.sources.values() for part in source.backs}
    for text in texts_of_outcome(outcome):
        part = text.path.split(".")[2]
        if part not in backed and (match := number.search(text.words) or words.search(text.words)):
            message = f'"{match.group()}" is a fact, and no source of "{outcome.id}" backs {part}.'
            fix = "Name the page that shows it in sources, or leave the fact out."
            yield from _told(pack, "FACT-CLAIM", text.path, message, fix)


@rule
def exceptions_are_used(subject: Subject) -> Iterator[Problem]:
    """An exception that excepts nothing is taken out, so that the list stays honest."""
    pack = subject.pack
    known = {text.path for text in texts_of(pack)}
    for exempt in pack.writing.exempt.values():
        if not any(f"{path}.".startswith(f"{exempt.at}.") for path in known):
            yield found(
                pack,
                "TEXT-EXEMPT",
                f"writing.exempt.{exempt.id}",
                f'The exception "{exempt.id}" names no text: {exempt.at}.',
                "Delete it, or name the text that it is for.",
                Severity.WARNING,
            )
