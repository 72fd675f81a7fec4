"""Every id that a pack names must exist. Part of loading: a pack with a broken reference is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from kmnav.errors import Problem
from kmnav.model import NONE, NOT_SURE, OUTSIDE, Flag, Outcome, Question, Service, Urgency
from kmnav.pack import Pack, Standing
from kmnav.practice import PLACEHOLDER
from kmnav.sayings import SaidOf

# What a source may back of a service, besides its contacts, its sites and their hours.
BACKED = (
    "name",
    "summary",
    "ages",
    "area",
    "referral",
    "status",
    "provider",
    "conditions",
    "cost",
    "next",
    "wait",
    "access",
    "signs",
)


def broken_references(pack: Pack) -> Iterator[Problem]:
    """One problem for each id that is named and does not exist."""
    yield from _settings(pack)
    for question in pack.questions.values():
        yield from _question(pack, question)
    for door in pack.doors.values():
        yield from _named(pack, f"doors.{door.id}", "level", [door.level], pack.settings.levels)
    for outcome in pack.outcomes.values():
        yield from _outcome(pack, outcome)
    places = {"all", *pack.region.councils, *pack.region.groups}
    for service in pack.services.values():
        yield from _service(pack, service, places)
    yield from _region(pack)
    for case in pack.cases.values():
        yield from _named(pack, f"cases.{case.id}.outcome", "outcome", [case.outcome], pack.outcomes)
        firsts = [case.first_service] if case.first_service else []
        for key, ids in (("first_service", firsts), ("offers", case.offers), ("never", case.never)):
            yield from _named(pack, f"cases.{case.id}.{key}", "service", ids, pack.services)
    yield from _named(pack, "words.scan.beside", "outcome", pack.everyday.scan.beside, pack.outcomes)
    yield from _named(pack, "words.doors", "door", pack.everyday.doors, pack.doors)
    yield from _named(pack, "words.scan.unless", "red flag", pack.everyday.scan.unless, {*pack.flags, "any"})
    for said in pack.sayings.values():
        what, known = {
            SaidOf.NEED: ("outcome", pack.outcomes),
            SaidOf.DANGER: ("red flag", pack.flags),
        }.get(said.said_of, ("list", (said.said_of.value,)))
        yield from _named(pack, f"sayings.{said.id}", what, [said.about], known)
    yield from _sources(pack)
    yield from _retired(pack)
    yield from _rounds(pack)


def problem_at(pack: Pack, code: str, path: str, message: str, fix: str) -> Problem:
    """A problem at the file and line of `path`."""
    file, line = pack.where(path)
    return Problem(code, file, line, path, message, fix)


def _named(pack: Pack, path: str, what: str, ids: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    for each in ids:
        if each not in known:
            near = _near(each, known)
            fix = f'Did you mean "{near}"?' if near else f"Add that {what}, or name one that exists."
            yield problem_at(pack, "REF-MISSING", path, f'There is no {what} "{each}".', fix)


def _near(word: str, known: Collection[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.6)), None)


def _settings(pack: Pack) -> Iterator[Problem]:
    settings = pack.settings
    yield from _named(pack, "start", "question", [pack.start], pack.questions)
    yield from _named(pack, "settings.emergency", "outcome", [settings.emergency], pack.outcomes)
    yield from _named(pack, "settings.urgencies", "urgency", [each.word for each in Urgency], settings.urgencies)
    for urgency in settings.urgencies.values():
        told = [text for words in urgency.stay.values() for text in words.values()]
        yield from _people(pack, f"settings.urgencies.{urgency.id}", [*told, *urgency.if_worse, urgency.safeguarding])
    offers = [settings.safeguarding, *settings.gp_offer.values(), *settings.gp_closed.values()]
    yield from _people(pack, "settings", offers)
    yield from _named(pack, "settings.front_doors", "door", settings.front_doors, pack.doors)
    asked = {question.asks for question in pack.questions.values()} | set(pack.questions)
    for topic in settings.topics.values():
        path = f"settings.topics.{topic.id}.asked_first"
        yield from _named(pack, path, "question", topic.asked_first, {each for each in asked if each})


def _question(pack: Pack, question: Question) -> Iterator[Problem]:
    path = f"questions.{question.id}"
    if not question.options:
        yield problem_at(pack, "LOAD-SHAPE", path, f'The question "{question.id}" has no options.', "Add options.")
    if question.id in pack.outcomes or question.id in pack.facts:
        yield problem_at(
            pack, "REF-TWICE", path, f'"{question.id}" is a question and something else too.', "Rename one."
        )
    ends = {**pack.questions, **pack.outcomes}
    for option in question.options.values():
        here = f"{path}.options.{option.id}"
        if not option.go:
            fix = "Add go with a question or outcome."
            yield problem_at(pack, "LOAD-SHAPE", here, f'The option "{option.id}" leads nowhere.', fix)
        yield from _named(pack, here, "question or outcome", [branch.to for branch in option.go], ends)
        yield from _named(pack, here, "red flag", option.flags, pack.flags)


def _outcome(pack: Pack, outcome: Outcome) -> Iterator[Problem]:
    path = f"outcomes.{outcome.id}"
    settings = pack.settings
    yield from _named(pack, f"{path}.level", "level", [outcome.level], settings.levels)
    yield from _named(pack, f"{path}.about", "topic", [outcome.about], settings.topics)
    yield from _named(pack, f"{path}.offer", "door", outcome.offer, pack.doors)
    yield from _named(pack, f"{path}.steps", "role", outcome.steps, ("all", "gp-practice", "volunteer"))
    yield from _named(pack, f"{path}.stay", "part of staying", outcome.stay, settings.stay_required)
    yield from _people(pack, f"{path}.steps", [step for steps in outcome.steps.values() for step in steps])
    yield from _people(pack, path, [*outcome.if_worse, *outcome.stay.values()])


def _people(pack: Pack, path: str, texts: Iterable[str]) -> Iterator[Problem]:
    named = [each for text in texts for each in re.findall(PLACEHOLDER, text)]
    yield from _named(pack, path, "person", named, pack.settings.people)


def _service(pack: Pack, service: Service, places: Collection[str]) -> Iterator[Problem]:
    path = f"services.{service.id}"
    yield from _named(pack, f"{path}.serves", "door", service.serves, pack.doors)
    yield from _named(pack, f"{path}.leads", "door that it serves", service.leads, service.serves)
    yield from _named(pack, f"{path}.reach_through", "way", service.reach_through, pack.settings.ways)
    replaced = [service.replaced_by] if service.replaced_by else []
    yield from _named(pack, f"{path}.replaced_by", "service", replaced, pack.services)
    if service.replaced_by == service.id:
        yield problem_at(pack, "REF-SELF", path, f'"{service.id}" says that it replaced itself.', "Name the newer one.")
    yield from _named(pack, f"{path}.area", "place", service.area.of, places)
    if not service.area.of:
        yield problem_at(pack, "LOAD-EMPTY", f"{path}.area", "The area names no place.", "Write of: [all], or places.")
    for site in service.sites.values():
        yield from _named(pack, f"{path}.sites.{site.id}", "place", [site.area], {*places, OUTSIDE})
    if not service.contacts and not service.reach_through:
        yield problem_at(
            pack, "LOAD-MISSING", path, f'Nobody can reach "{service.id}".', "Add contacts or reach_through."
        )
    for contact in service.contacts.values():
        here = f"{path}.contacts.{contact.id}"
        if sum(getattr(contact, way) is not None for way in contact.WAYS) != 1:
            yield problem_at(
                pack,
                "LOAD-SHAPE",
                here,
                "A contact has exactly one of phone, text, email, url, address.",
                "Split it, or add the one that is missing.",
            )
    yield from _backed(pack, service)


def _backed(pack: Pack, service: Service) -> Iterator[Problem]:
    parts = [f"{kind}.{key}" for kind in ("contacts", "sites", "superseded") for key in getattr(service, kind)]
    known = {*BACKED, *parts, *(f"{part}.hours" for part in parts)}
    for source in service.sources.values():
        here = f"services.{service.id}.sources.{source.id}"
        yield from _named(pack, here, "field to back", source.backs, known)


def _sources(pack: Pack) -> Iterator[Problem]:
    """A page, or the file in which a page that is no more was seen: every source of the pack names one of the two."""
    sourced: Mapping[str, Mapping[str, Service | Outcome | Question | Flag | Standing]] = {
        "services": pack.services,
        "outcomes": pack.outcomes,
        "questions": pack.questions,
        "facts": pack.facts,
        "flags": pack.flags,
        "settings.standing": pack.settings.standing,
    }
    every = {f"{kind}.{each.id}": each.sources for kind, held in sourced.items() for each in held.values()}
    for path, sources in {**every, "region": pack.region.sources}.items():
        for source in sources.values():
            if (source.url is None) == (source.seen_in is None):
                message = "A source has a url, or seen_in where there is none."
                yield problem_at(pack, "LOAD-SHAPE", f"{path}.sources.{source.id}", message, "Give exactly one.")


def _region(pack: Pack) -> Iterator[Problem]:
    region = pack.region
    for council in region.councils.values():
        yield from _named(
            pack,
            f"region.councils.{council.id}",
            "social care council",
            [council.social_care],
            region.social_care,
        )
    for group in region.groups.values():
        yield from _named(pack, f"region.groups.{group.id}", "council", group.of, region.councils)
    for name, table in region.tables.items():
        yield from _named(pack, f"region.tables.{name}", "source of the region", [table.source], region.sources)
    yield from _named(pack, "region.no_service", "door", region.no_service, pack.doors)
    yield from _named(pack, "region.front_door_only", "outcome", region.front_door_only, pack.outcomes)
    for kind in ("postcodes", "sectors"):
        for code, councils in getattr(region, kind).items():
            yield from _named(pack, f"region.{kind}.{code}", "council", councils, {*region.councils, OUTSIDE})


def _retired(pack: Pack) -> Iterator[Problem]:
    living = {**pack.questions, **pack.outcomes, **pack.doors, **pack.services}
    for each in pack.settings.retired:
        if each in living:
            yield problem_at(
                pack,
                "REF-RETIRED",
                "settings.retired",
                f'The retired id "{each}" is in use.',
                "Give the new thing a new id.",
            )
    if {NONE, NOT_SURE} & set(pack.outcomes):
        yield problem_at(
            pack, "REF-TWICE", "outcomes", "none and not-sure are kept for options.", "Rename the outcome."
        )


def _rounds(pack: Pack) -> Iterator[Problem]:
    """Questions that lead back to themselves: a walk through them would never end."""
    leads = {
        question.id: [branch.to for option in question.options.values() for branch in option.go]
        for question in pack.questions.values()
        if question.id not in pack.outcomes
    }
    if loop := round_of(leads):
        yield problem_at(
            pack,
            "STR-CYCLE",
            f"questions.{loop[0]}",
            f"The questions go round: {', '.join((*loop, loop[0]))}.",
            "Let one of these options lead on to an outcome.",
        )


def round_of(leads: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The first round among things that lead to one another, from the one that stands first; empty without one."""
    done: set[str] = set()
    for start in leads:
        trail, waiting = {start: 0}, [iter(leads[start])]
        while waiting and start not in done:
            step = next((each for each in waiting[-1] if each in leads and each not in done), None)
            if step is None:
                done.add(trail.popitem()[0])
                waiting.pop()
            elif step in trail:
                loop = list(trail)[trail[step] :]
                first = loop.index(next(each for each in leads if each in loop))
                return (*loop[first:], *loop[:first])
            else:
                trail[step] = len(trail)
                waiting.append(iter(leads[step]))
    return ()
