"""Entries of the glossary as blocks. They depend on no clock, width or terminal, so they can be made in advance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kmnav.contacts import Publisher, Source
from kmnav.glossary import LookUp, look_up
from kmnav.lineage import Step, chain, closing_day, ends, predecessors, successors
from kmnav.meant import Match
from kmnav.render import look_up as look_up_words
from kmnav.render.blocks import Block, Bullets, Heading, Line, Screen, Title
from kmnav.slips import singular
from kmnav.terms import Faq, Glossary, Term, TermStatus
from kmnav.values import PageDate
from kmnav.wording import tight, words

PAGE_OF = {
    Publisher.PROVIDER: "the service's own page",
    Publisher.NHS: "an NHS page",
    Publisher.COUNCIL: "a council's page",
    Publisher.GOVERNMENT: "a government page",
    Publisher.THIRD_PARTY: "someone else's page",
}
UNSOURCED = "Unsourced: nobody has opened a page for this. Check it before you rely on it."
UNCERTAIN = "Uncertain: we could not confirm how this stands today."
_BODIES = """
agency authority board commission committee council forum forums group groups network partnership service services trust
trusts
"""
BODIES = frozenset(_BODIES.split())
BODY_CATEGORIES = ("organisation", "local-organisation")


def entry_lines(glossary: Glossary, query: str) -> Screen:
    """What a query means, or what it may have been meant for: the screen of the key `g` in a walk."""
    told = look_up(glossary, query)
    return look_up_screen(glossary, told) if told.results else (Line(missed(told)[0]),)


def look_up_screen(glossary: Glossary, told: LookUp) -> Screen:
    """All records that were found, each with its sources."""
    terms = [each.term for each in told.results]
    blocks: list[Block] = []
    if told.match is Match.CLOSEST:
        blocks.append(Line(look_up_words.closest(told.query, terms[0].full)))
    if len(terms) > 1:
        blocks.append(Line(look_up_words.meanings(told.query, len(terms))))
    for term in terms:
        blocks += [Heading(heading(term)) if blocks else Title(heading(term)), *_entry(glossary, term)]
    return tuple(blocks)


def missed(told: LookUp) -> tuple[str, str]:
    """One line of what was not found and what is near, and one of what to do."""
    return look_up_words.missed(told.query, [each.label for each in told.suggestions])


def heading(term: Term) -> str:
    """The first line of an entry: `CCG: clinical commissioning group`."""
    return f"{term.acronym}: {term.term}" if term.acronym and term.acronym != term.term else term.term


def _entry(glossary: Glossary, term: Term) -> Iterator[Block]:
    if told := fate(glossary, term):
        yield Line(told, strong=True)
    yield Line(term.means)
    if term.here:
        yield Line(f"Here: {term.here}")
    if term.announced:
        yield Line(f"Announced, not done: {term.announced}")
    if term.from_ or term.until:
        yield Line(f"Time: {span(term)}.")
    yield from _neighbours(glossary, term)
    if term.documents:
        yield Line("Papers:")
        yield Bullets(
            tuple(": ".join(filter(None, (f"{each.year}, {each.title}", each.url))) for each in term.documents)
        )
    if names := _other_names(term):
        yield Line(f"Also called: {'; '.join(names)}.", faint=True)
    if others := _not_yet_named(glossary, term):
        yield Line(f"See also: {'; '.join(each.full for each in others)}.", faint=True)
    yield from sources_of(term.sources.values(), unsourced=term.unsourced)


def _other_names(term: Term) -> list[str]:
    """Other names but for plain plurals of the term's own."""
    seen = {_letters(each) for each in (term.acronym, term.term) if each}
    return [each for each in term.aliases if _letters(each) not in seen]


def _letters(name: str) -> str:
    return tight(tuple(singular(each) for each in words(name))).removesuffix("s")


def _not_yet_named(glossary: Glossary, term: Term) -> list[Term]:
    named = {step.term.id for step in (*predecessors(glossary, term), *successors(glossary, term))}
    return [glossary.terms[each] for each in term.see_also if each not in named]


def _neighbours(glossary: Glossary, term: Term) -> Iterator[Block]:
    before, after = predecessors(glossary, term), successors(glossary, term)
    if before:
        yield Line(f"Before it: {'; '.join(step.term.full for step in before)}.")
    if after:
        yield Line(f"Became: {'; '.join(_became(step) for step in after)}.")


def _became(step: Step, *, in_full: bool = True) -> str:
    name = step.term.full if in_full else step.term.label
    return f"{name} {when(step.on)}" if step.on else name


def fate(glossary: Glossary, term: Term) -> str:
    """Whether a term still holds, and what does its work now. Empty for what is simply current."""
    now = [end_label(glossary, each) for each in ends(glossary, term)]
    follows = f" Now: {'; '.join(now)}." if now else ""
    match term.status:
        case TermStatus.CURRENT:
            return ""
        case TermStatus.UNCERTAIN:
            return UNCERTAIN + follows
        case TermStatus.RENAMED:
            return _ended(term, "Renamed") + follows
        case TermStatus.HISTORICAL:
            return _ended(term, "Closed" if is_body(term) else "Ended") + follows


def _ended(term: Term, how: str) -> str:
    day = closing_day(term)
    if day is None:
        return f"{how}; we found no date for it."
    return f"{how} {day.words if day.text.count('-') == 2 else when(day)}."


def is_body(term: Term) -> bool:
    """Whether a term names an organisation, which closes, and not a plan or a rule, which ends."""
    named = {each.strip("(),").casefold() for each in term.term.split()}
    return term.category in BODY_CATEGORIES or not named.isdisjoint(BODIES)


def end_label(glossary: Glossary, term: Term) -> str:
    """`NHS Kent and Medway (ICB)`: a region's own with its kind, else acronym and term."""
    kind = glossary.terms.get(term.kind_of or "")
    return f"{term.label} ({kind.label})" if kind else term.full


def span(term: Term) -> str:
    """From when to when: `1 April 2013 to 30 June 2022`, `since 2008`, `until 2014`."""
    if term.from_ and term.until:
        return f"{term.from_.words} to {term.until.words}"
    if term.from_:
        return f"since {term.from_.words}" if term.status is TermStatus.CURRENT else f"from {term.from_.words}"
    return f"until {term.until.words}" if term.until else ""


def when(day: PageDate) -> str:
    """`on 1 July 2022`, `in April 2021`, `in 2017`."""
    return f"{'on' if day.text.count('-') == 2 else 'in'} {day.words}"


def sources_of(sources: Iterable[Source], *, unsourced: bool = False) -> Iterator[Block]:
    """Each source with what its page shows of its age; or that there is none."""
    listed = tuple(source_words(each) for each in sources)
    if unsourced or not listed:
        yield Line(UNSOURCED, strong=True)
    if listed:
        yield Line("Sources:", faint=True)
        yield Bullets(listed)


def source_words(source: Source) -> str:
    """A source with whose page it is and what the page shows of its age."""
    shown = f"{source.url} ({PAGE_OF[source.by]}" if source.url else f"{source.seen_in} ("
    dated = f"of {source.page_date.words}" if source.page_date else source.note or "no date"
    separator = "" if not source.url else " " if source.page_date else "; "
    return f"{shown}{separator}{dated})"


def lineage_screen(glossary: Glossary, terms: Sequence[Term]) -> Screen:
    """The whole chain of each term, oldest first, with dates; terms that were asked for are marked."""
    blocks: list[Block] = []
    chains = {frozenset(each.id for each in links): links for links in (chain(glossary, term) for term in terms)}
    for links in chains.values():
        asked = [each for each in terms if each in links]
        title = f"Lineage of {'; '.join(each.full for each in asked)}"
        blocks.append(Heading(title) if blocks else Title(title))
        blocks += _chain(glossary, links, asked)
    return tuple(blocks)


def _chain(glossary: Glossary, links: Sequence[Term], asked: Sequence[Term]) -> Iterator[Block]:
    if len(links) == 1:
        yield Line("Nothing is known before it or after it.")
        return
    yield Bullets(tuple(_link(glossary, each, asked=each in asked) for each in links))
    now = {each.id: each for term in asked for each in ends(glossary, term)}
    if now:
        yield Line(f"Now: {'; '.join(end_label(glossary, each) for each in now.values())}.", strong=True)
    for each in {**now, **{term.id: term for term in asked}}.values():
        if each.announced:
            yield Line(f"Announced, not done, of {each.label}: {each.announced}")


def _link(glossary: Glossary, term: Term, *, asked: bool) -> str:
    steps = [_became(each, in_full=each.term.label == term.label) for each in successors(glossary, term)]
    mark = " (this one)" if asked else ""
    time = f", {span(term)}" if span(term) else ""
    became = f". Became {'; '.join(steps)}" if steps else ""
    return f"{term.full}{mark}{time}{became}."


def list_screen(terms: Sequence[Term]) -> Screen:
    """A list of terms with what is no longer current marked, and categories for a shorter list."""
    lines = tuple(f"{heading(each)}{_mark(each)}" for each in terms)
    return (Title(f"{len(terms)} term{'' if len(terms) == 1 else 's'}"), *(Line(each) for each in lines))


def _mark(term: Term) -> str:
    return "" if term.status is TermStatus.CURRENT else f" ({term.status.value})"


def faq_screen(faqs: Sequence[Faq]) -> Screen:
    """Questions with their answers and sources."""
    blocks: list[Block] = []
    for faq in faqs:
        blocks.append(Heading(faq.question) if blocks else Title(faq.question))
        blocks += [Line(faq.answer), *sources_of(faq.sources.values())]
    return tuple(blocks)


def faq_list(faqs: Sequence[Faq]) -> Screen:
    """All questions, without their answers."""
    title = Title(f"{len(faqs)} question{'' if len(faqs) == 1 else 's'}")
    return (
        title,
        Bullets(tuple(each.question for each in faqs)),
        Line("An answer: kmnav faq and a word or two of it."),
    )
