"""Rule 5: a child is never offered an adults' service for themselves, nor an adult a children's service.

Said again here from the records, and held against what the program offers: `fit` is asked, and not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kmnav.check.rules import Subject, found, rule
from kmnav.check.situations import age_cuts, branch_ages, holds_all, holds_some
from kmnav.errors import Problem
from kmnav.fit import Fitness, Person, fit
from kmnav.model import NOT_SURE, OUTSIDE, AreaBy, Service, ServiceFor
from kmnav.pack import Pack
from kmnav.values import MONTHS, Age

CHILD = Age(0, 16 * MONTHS)
GROWN = Age(40 * MONTHS, 65 * MONTHS)
_ADULTS = re.compile(r"\badults?\b")
_FOR_ADULTS = re.compile(r"\bfor (?:\w+ )?adults\b|^adults? |\. adults? ")
_CHILDREN = re.compile(r"\b(?:child\w*|young|youth|teen\w*)\b")
_BOTH = re.compile(r"\b(?:adult|parent|famil|carer|all ages|any age)")
_ALSO_CHILDREN = re.compile(r"\b(?:child\w*|young|youth|teen\w*|bab(?:y|ies)|famil\w+|parents?|all ages|any age)\b")


@rule
def nobody_is_offered_another_ages_service(subject: Subject) -> Iterator[Problem]:
    """On both sides of every limit, at every place, the program offers a service as its record says."""
    pack = subject.pack
    branches = branch_ages(pack)
    for service in pack.services.values():
        for age in age_cuts([service.ages, *branches]):
            for place in _places(pack, service):
                known = None if place == NOT_SURE else place
                person = Person(None if age == NOT_SURE else Age.parse(age), known, known)
                verdict, right = fit(pack, service, person).fitness, said(pack, service, age, place)
                if verdict not in right:
                    yield found(
                        pack,
                        "AGE-OFFERED",
                        f"services.{service.id}.ages",
                        f'At age {age}, place {place}, "{service.id}" is judged as {verdict.value};'
                        f" its record says {' or '.join(sorted(each.value for each in right))}.",
                        "Mend kmnav/fit.py: the record decides.",
                    )


def said(pack: Pack, service: Service, age: str, place: str) -> frozenset[Fitness]:
    """What a record allows to be said of someone of an age at a place (home and practice alike)."""
    turned_away = _too_old_or_young(service, age) or _elsewhere(pack, service, place)
    if turned_away:
        return frozenset({Fitness.DOES_NOT})
    if _doubtful(pack, service, age, place):
        return frozenset({Fitness.MAY_FIT})
    return frozenset({Fitness.FITS, Fitness.MAY_FIT} if service.conditions else {Fitness.FITS})


def _too_old_or_young(service: Service, age: str) -> bool:
    """Help for the one who worries goes by that one's age, which nobody has asked."""
    if service.for_ is ServiceFor.CARER or age == NOT_SURE or not service.ages.known:
        return False
    return not holds_some(service.ages, Age.parse(age))


def _elsewhere(pack: Pack, service: Service, place: str) -> bool:
    if place == NOT_SURE or _anywhere(pack, service):
        return False
    return place not in frozenset().union(*(pack.region.councils_of(each) for each in service.area.of))


def _anywhere(pack: Pack, service: Service) -> bool:
    return service.area.by is AreaBy.ANYONE or (service.id in pack.national and "all" in service.area.of)


def _doubtful(pack: Pack, service: Service, age: str, place: str) -> bool:
    ages = service.ages
    if place == NOT_SURE and not _anywhere(pack, service):
        return True
    if not ages.known:
        return True
    if not ages.limits:
        return False
    return service.for_ is ServiceFor.CARER or age == NOT_SURE or not holds_all(ages, Age.parse(age))


def _places(pack: Pack, service: Service) -> tuple[str, ...]:
    if _anywhere(pack, service):
        return (NOT_SURE,)
    inside = next((each for each in pack.region.councils if not _elsewhere(pack, service, each)), NOT_SURE)
    return (inside, OUTSIDE, NOT_SURE)


@rule
def ages_agree_with_the_words(subject: Subject) -> Iterator[Problem]:
    """A service that calls itself one for adults takes no child, and one for children no grown person."""
    for service in subject.pack.services.values():
        if service.for_ is ServiceFor.CARER or not service.ages.known:
            continue
        name, summary = service.name.lower(), service.summary.lower()
        adults = _ADULTS.search(name) or _FOR_ADULTS.search(summary)
        if adults and not _ALSO_CHILDREN.search(f"{name} {summary}") and holds_some(service.ages, CHILD):
            yield _disagrees(subject.pack, service, "for adults", "a child")
        children = _CHILDREN.search(name) and not _BOTH.search(name)
        if children and service.ages.limits and holds_some(service.ages, GROWN):
            yield _disagrees(subject.pack, service, "for children or young people", "a grown person")


def _disagrees(pack: Pack, service: Service, whom: str, taken: str) -> Problem:
    return found(
        pack,
        "AGE-WORDS",
        f"services.{service.id}.ages",
        f'"{service.id}" says that it is {whom}, and its ages ({service.ages.text}) take {taken}.',
        "Look at its page: mend the ages or the words.",
    )


@rule
def doors_are_for_those_who_come(subject: Subject) -> Iterator[Problem]:
    """An outcome offers no door whose services all turn away every age that comes to it.

    Where people of unknown age come as well, such a door may be the right one for them.
    """
    pack = subject.pack
    for outcome in pack.outcomes.values():
        coming = subject.coming.ages(outcome)
        if NOT_SURE in coming:
            continue
        ages = [Age.parse(each) for each in coming]
        for door in outcome.offer if ages else ():
            served = [each for each in pack.services.values() if door in each.serves]
            if served and not any(_takes_some(each, ages) for each in served):
                yield found(
                    pack,
                    "AGE-DOOR",
                    f"outcomes.{outcome.id}",
                    f'Nobody who comes to "{outcome.id}" is of an age for the door "{door}".',
                    "Mend the branches by age that lead there, or offer another door.",
                )


def _takes_some(service: Service, ages: list[Age]) -> bool:
    if service.for_ is ServiceFor.CARER or not service.ages.known:
        return True
    return any(holds_some(service.ages, age) for age in ages)
