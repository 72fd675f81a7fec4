"""What must be true of a glossary: honest sources, chains that end, and an entry for every acronym that is asked.

Its rules look at the glossary and at the pack's words together; a pack may have no glossary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kmnav.errors import Problem, Severity
from kmnav.key_index import keys_of
from kmnav.load import shipped_pack
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.pack import Pack
from kmnav.record import dataclass, field
from kmnav.terms import Faqs, Glossary, Term, TermStatus
from kmnav.wording import tight, words

LONGEST_SENTENCE = 20
KNOWN_TO_ALL = frozenset({"NHS", "GP", "A&E"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9'\"])")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*&?[A-Z][A-Z0-9]*\b")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules look at: terms, questions with answers, and the pack that uses the words."""

    pack: Pack
    glossary: Glossary
    faqs: Faqs = field(default_factory=Faqs)


WordRule = Callable[[Words], Iterator[Problem]]
RULES: list[WordRule] = []


def word_rule(function: WordRule) -> WordRule:
    """Register a rule about words, in the order in which it is to run."""
    RULES.append(function)
    return function


def words_of(pack: Pack, folder: str | None, region: str | None) -> Words | None:
    """The glossary and the questions beside a pack; None where it has no glossary. Raises PackInvalid."""
    root = Path(folder).expanduser() if folder else shipped_pack()
    homes = (root, root / "regions" / pack.region.id)
    if not any((home / "glossary.yaml").is_file() for home in homes):
        return None
    return Words(pack, load_glossary(root, region), load_faqs(root, region))


def check_words(subject: Words) -> Iterator[Problem]:
    """Every problem of a glossary."""
    for rule in RULES:
        yield from rule(subject)


def _found(
    subject: Words, code: str, path: str, message: str, fix: str, severity: Severity = Severity.ERROR
) -> Problem:
    file, line = subject.faqs.where(path) if path.startswith("faqs.") else subject.glossary.where(path)
    return Problem(code, file, line, path, message, fix, severity)


@word_rule
def terms_have_sources(subject: Words) -> Iterator[Problem]:
    """A term has a source, or says that it has none; never both."""
    for term in subject.glossary.terms.values():
        if bool(term.sources) == term.unsourced:
            what = "has sources and says that it has none" if term.unsourced else "has no source"
            fix = "Delete unsourced." if term.unsourced else "Add the page that shows it, or unsourced: yes."
            yield _found(subject, "TERM-SOURCE", f"terms.{term.id}", f'"{term.id}" {what}.', fix)


@word_rule
def chains_end(subject: Words) -> Iterator[Problem]:
    """Nothing becomes itself again, however long the chain."""
    terms = subject.glossary.terms
    for term in terms.values():
        if _comes_back(terms, term):
            message = f'The successors of "{term.id}" go round in a circle.'
            yield _found(subject, "TERM-ROUND", f"terms.{term.id}.became", message, "Delete the wrong link.")


def _comes_back(terms: Mapping[str, Term], term: Term) -> bool:
    waiting, seen = [each.id for each in term.became], set()
    while waiting:
        at = waiting.pop()
        if at == term.id:
            return True
        if at not in seen and at in terms:
            seen.add(at)
            waiting += [each.id for each in terms[at].became]
    return False


@word_rule
def ends_are_ends(subject: Words) -> Iterator[Problem]:
    """What is current has no end and no successor; an end lies after the beginning."""
    for term in subject.glossary.terms.values():
        if term.status is TermStatus.CURRENT and (term.until or term.became):
            message = f'"{term.id}" is current and has {"an end" if term.until else "a successor"}.'
            yield _found(
                subject, "TERM-STATUS", f"terms.{term.id}", message, "Mend its status, or delete until and became."
            )
        if term.from_ and term.until and term.until.day < term.from_.day:
            message = f'"{term.id}" ends before it begins.'
            yield _found(subject, "TERM-DATES", f"terms.{term.id}.until", message, "Mend from or until.")


@word_rule
def announced_ends_are_dated(subject: Words) -> Iterator[Problem]:
    """An end that is announced and not done says when its last source was."""
    for term in subject.glossary.terms.values():
        if term.announced and not _YEAR.search(term.announced):
            message = f'"{term.id}" has an announced end with no date.'
            yield _found(
                subject, "TERM-ANNOUNCED", f"terms.{term.id}.announced", message, "Add the date of the last source."
            )


@word_rule
def faqs_name_terms(subject: Words) -> Iterator[Problem]:
    """Questions have sources and name terms that exist."""
    for faq in subject.faqs.answers.values():
        for other in faq.see_also:
            if other not in subject.glossary.terms:
                message = f'The question "{faq.id}" names no term: "{other}".'
                yield _found(subject, "FAQ-MISSING", f"faqs.{faq.id}", message, "Name a term that exists.")
        if not faq.sources:
            message = f'The question "{faq.id}" has no source.'
            yield _found(subject, "FAQ-SOURCE", f"faqs.{faq.id}", message, "Add the page that shows it.")


@word_rule
def acronyms_have_entries(subject: Words) -> Iterator[Problem]:
    """An acronym that a helper meets in a question or an ending can be looked up there."""
    keys = keys_of(subject.glossary)
    known = {each for key in keys.all() for each in (tight(key.words), *key.words)}
    told: set[str] = set()
    for path, text in _spoken(subject.pack):
        for acronym in _ACRONYM.findall(text):
            letters = tight(words(acronym))
            if acronym in KNOWN_TO_ALL or acronym in told or letters in known or letters.removesuffix("s") in known:
                continue
            told.add(acronym)
            file, line = subject.pack.where(path)
            message = f'"{acronym}" has no entry in the glossary.'
            yield Problem("TERM-MISSING", file, line, path, message, "Add the term, or write it out.")


def _spoken(pack: Pack) -> Iterator[tuple[str, str]]:
    for question in (*pack.questions.values(), *pack.facts.values()):
        path = f"questions.{question.id}"
        labels = [option.label for option in question.options.values()]
        yield from ((path, each) for each in (question.ask, question.why, question.notice or "", *labels))
    for outcome in pack.outcomes.values():
        steps = [step for steps in outcome.steps.values() for step in steps]
        texts = (outcome.title, outcome.means, outcome.because, *outcome.say, *outcome.if_worse, *steps)
        yield from ((f"outcomes.{outcome.id}", each) for each in texts)


@word_rule
def sentences_are_short(subject: Words) -> Iterator[Problem]:
    """A sentence of more than 20 words is hard to read aloud."""
    texts = [(f"terms.{term.id}.{key}", words) for term in subject.glossary.terms.values() for key, words in _own(term)]
    texts += [(f"faqs.{faq.id}.answer", faq.answer) for faq in subject.faqs.answers.values()]
    for path, text in texts:
        for sentence in _SENTENCE.split(text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                message = f'A sentence has {count} words: "{" ".join(sentence.split()[:5])} …"'
                fix = f"Make two of it, of {LONGEST_SENTENCE} words at most."
                yield _found(subject, "TEXT-LONG", path, message, fix, Severity.WARNING)


def _own(term: Term) -> Iterator[tuple[str, str]]:
    yield from ((key, text) for key in ("means", "here", "announced") if (text := getattr(term, key)))
