"""What changed between two packs, in the words of those who approve it."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.compare import Changed, Compared, Records, SaidOtherwise
from kmnav.compare_edits import Edit
from kmnav.compare_routes import Ending, OtherFirst, Reroute
from kmnav.model import AGE, NOT_SURE, OUTSIDE
from kmnav.pack import Pack
from kmnav.record import replace
from kmnav.replay import fact_label
from kmnav.sayings import SaidOf

HEADINGS = {
    "services": "Services and their contacts",
    "terms": "Terms of the glossary",
    "questions": "Questions",
    "outcomes": "Endings",
    "doors": "Doors",
    "flags": "Red flags",
    "cases": "Worked cases",
    "region": "The region",
    "settings": "Words and limits that hold everywhere",
    "faqs": "Questions with answers",
    "gp_practices": "GP practices",
    "words": "Everyday words",
    "writing": "How the pack is written",
    "holidays": "Bank holidays",
}
DANGERS, WORDS_SAID = "flags", "words"
SAID = {
    SaidOf.DANGER: "Of a danger",
    SaidOf.HARMLESS: "Of no danger",
    SaidOf.NEED: "Of a need",
    SaidOf.ELSEWHERE: "Of what nothing here helps with",
}
WORDS = {
    "contacts": "contact",
    "superseded": "old contact",
    "sources": "source",
    "sites": "site",
    "options": "answer",
    "checked": "check by a person",
    "go": "leads to",
    "serves": "doors",
    "national": "all over England",
    "local": "of the region alone",
    "place": "place in the list",
}
NOTHING, EMPTY = "nothing", "empty"
FEW, LINE = 5, 100
Regions = tuple[frozenset[str], frozenset[str]]
NO_OTHERS: Regions = (frozenset(), frozenset())


def compare_lines(old: Pack, new: Pack, told: Compared, regions: Regions = NO_OTHERS) -> Iterator[str]:
    """First the situations that end elsewhere, the later help first; then what is offered first.

    Then red flags, sayings and words, by which a danger is recognised; then every other record. `regions` are those
    that each pack has: only one of them was compared.
    """
    yield f"From {_named(old)} to {_named(new)}"
    yield from _routes(old, new, told)
    yield from _firsts(old, new, told)
    yield from _kind(DANGERS, _lost_first(told.records[DANGERS]))
    if told.sayings:
        yield from ("", "What callers say")
        yield from (line for each in told.sayings for line in _said_otherwise(each))
    yield from _kind(WORDS_SAID, told.records[WORDS_SAID])
    for kind, records in told.records.items():
        if kind not in (DANGERS, WORDS_SAID):
            yield from _kind(kind, records)
    if told.nothing_else and regions[0] == regions[1]:
        yield from ("", "Nothing else has changed.")
    if apart := not_compared(old, new, regions):
        yield from ("", *(_apart(each, regions) for each in apart))


def not_compared(old: Pack, new: Pack, regions: Regions) -> list[str]:
    """The regions of either pack that were left out."""
    return sorted((regions[0] | regions[1]) - {old.region.id, new.region.id})


def _apart(region: str, regions: Regions) -> str:
    if all(region in each for each in regions):
        return f"The region {region} was not compared. Add: --region {region}"
    return f"The region {region} is {'taken out' if region in regions[0] else 'new'}."


def _kind(kind: str, records: Records) -> Iterator[str]:
    if records:
        yield from ("", HEADINGS[kind], *_records(records))


def _lost_first(records: Records) -> Records:
    """Red flags that have lost a sign or phrase come before the others."""
    changed = sorted(records.changed, key=lambda each: not any(edit.removed for edit in each.edits))
    return replace(records, changed=tuple(changed))


def _said_otherwise(each: SaidOtherwise) -> Iterator[str]:
    name = f"{each.name} ({each.about})" if each.name != each.about else each.about
    yield f"  {SAID[each.said_of]}" + ("" if each.about == each.said_of.value else f": {name}")
    yield from _lines("gone", each.removed)
    yield from _lines("new", each.added)
    if not each.added and not each.removed:
        yield "    A heading without a line"


def _lines(what: str, lines: tuple[str, ...]) -> Iterator[str]:
    """How many lines are new or gone, and the first few of them."""
    if lines:
        yield f"    {len(lines)} {what}:"
        yield from (f"    - {line}" for line in lines[:FEW])
        if len(lines) > FEW:
            yield f"    … and {len(lines) - FEW} more"


def _named(pack: Pack) -> str:
    settings = pack.settings
    return f"{settings.id} {settings.version} (as of {settings.as_of.isoformat()}, region {pack.region.id})"


def _routes(old: Pack, new: Pack, told: Compared) -> Iterator[str]:
    routes = told.routes
    changed = sum(each.situations for each in routes.reroutes)
    yield ""
    yield f"Situations that end elsewhere or with another urgency: {changed} of {routes.situations} compared."
    yield from (line for each in routes.reroutes for line in _reroute(old, new, each))
    if changed:
        yield "  An answer that only one of the packs has is told below, with its question."


def _reroute(old: Pack, new: Pack, each: Reroute) -> Iterator[str]:
    mark = "LATER HELP: " if each.less_urgent else "Sooner help: " if each.more_urgent else ""
    yield f"  {mark}{_ending(old, each.before)} -> {_ending(new, each.after)}"
    yield f"    {_counted(each.situations, 'situation', 'situations')}, such as:"
    yield from (f"    - {_said(old, new, *step)}" for step in each.example)


def _ending(pack: Pack, ending: Ending) -> str:
    return f"{_titled(pack, ending.outcome)}, {ending.urgency.word}"


def _titled(pack: Pack, outcome: str) -> str:
    return f"{pack.outcomes[outcome].title} ({outcome})"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _said(old: Pack, new: Pack, question: str, value: str) -> str:
    """An answer in words: that of the newer pack, or of the older where only it asks this."""
    if question == AGE:
        return "Age: not known" if value == NOT_SURE else f"Age: {fact_label(new, AGE, value)}"
    pack = new if question in new.questions and value in new.questions[question].options else old
    asked = pack.questions[question]
    return f"{asked.ask} {asked.options[value].label}"


def _firsts(old: Pack, new: Pack, told: Compared) -> Iterator[str]:
    routes = told.routes
    changed = sum(each.situations for each in routes.first)
    yield f"Ages and places that are offered another service first: {changed} of {routes.compared_first} compared."
    yield from (f"  {_first(old, new, each)}" for each in routes.first)


def _first(old: Pack, new: Pack, each: OtherFirst) -> str:
    before = old.services[each.before].name if each.before else NOTHING
    after = new.services[each.after].name if each.after else NOTHING
    age = "" if each.age == NOT_SURE else f"{fact_label(new, AGE, each.age)}, "
    return (
        f"{_titled(new, each.outcome)}: {before} -> {after}."
        f" {_counted(each.situations, 'age and place', 'ages and places')}, such as: {age}{_place(new, each.place)}"
    )


def _place(pack: Pack, place: str) -> str:
    if place == NOT_SURE:
        return "place not known"
    return pack.region.outside if place == OUTSIDE else pack.region.councils[place].name


def _records(records: Records) -> Iterator[str]:
    yield from (f"  New: {_title(each)}" for each in records.added)
    yield from (line for each in records.closed for line in (f"  Closed: {_title(each)}", *_edits(each)))
    yield from (f"  Taken out: {_title(each)}" for each in records.removed)
    yield from (line for each in records.changed for line in (f"  Changed: {_title(each)}", *_edits(each)))


def _title(each: Changed) -> str:
    return f"{each.name} ({each.id})" if each.name != each.id else each.id


def _edits(each: Changed) -> Iterator[str]:
    for edit in each.edits:
        yield f"    {part_words(edit.part)}: {_edit(edit)}"


def _edit(edit: Edit) -> str:
    """How a part reads now. Of a long list only what is not the same in both."""
    before, after = (NOTHING if each is None else each or EMPTY for each in (edit.before, edit.after))
    told = (("gone", edit.removed), ("new", edit.added), ("at another place", edit.moved))
    if len(before) + len(after) <= LINE or not any(words for _, words in told):
        return f"{before} -> {after}"
    return ". ".join(f"{len(words)} {what}: {_few(words)}" for what, words in told if words)


def _few(words: tuple[str, ...]) -> str:
    more = f"; … and {len(words) - FEW} more" if len(words) > FEW else ""
    return f"{'; '.join(words[:FEW])}{more}"


def part_words(part: str) -> str:
    """A part of a record in words: `contacts.main.phone` is "contact main, phone"."""
    first, *rest = part.split(".")
    head, *others = (WORDS.get(each, each.replace("_", " ")) for each in (first, *rest))
    return f"{head} {', '.join(others)}" if others else head
