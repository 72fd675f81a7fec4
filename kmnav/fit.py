"""Whether a service is right for this person: fits, may fit (check this), or does not (because).

Three values, so that what nobody knows is never taken for a yes.
"""

from __future__ import annotations

from enum import Enum

from kmnav.model import AGE, HOME, NOT_SURE, OUTSIDE, PRACTICE, AreaBy, Service, ServiceFor
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.replay import Answers
from kmnav.values import Age


class Fitness(Enum):
    """How well a service fits. Ordered best first by `rank`."""

    FITS = "fits"
    MAY_FIT = "may-fit"
    DOES_NOT = "does-not"


@dataclass(frozen=True, slots=True)
class Fit:
    """The verdict on one service, with its reasons in words.

    `unknowns` counts the ages and places that nobody knows; free-text conditions are not among them.
    """

    fitness: Fitness
    fits: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    local: bool = False
    unknowns: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the person: age, and the places that decide. None means not known."""

    age: Age | None = None
    home: str | None = None
    practice: str | None = None
    assumed: str | None = None


def person_from(answers: Answers) -> Person:
    """The person that the answers speak of. One place stands for the other where only one is known."""
    age = answers.get(AGE)
    known = {fact: answers[fact] for fact in (HOME, PRACTICE) if answers.get(fact, NOT_SURE) != NOT_SURE}
    home, practice = known.get(HOME), known.get(PRACTICE)
    assumed = None
    if home and not practice:
        practice, assumed = home, PRACTICE
    elif practice and not home:
        home, assumed = practice, HOME
    return Person(Age.parse(age) if age and age != NOT_SURE else None, home, practice, assumed)


def fit(pack: Pack, service: Service, person: Person) -> Fit:
    """How `service` fits `person`. Conditions in free text are told, never used to filter."""
    fits: list[str] = []
    check: list[str] = []
    because: list[str] = []
    _judge_age(service, person, fits, check, because)
    local = _judge_area(pack, service, person, fits, check, because)
    unknowns = len(check)
    check.extend(service.conditions)
    if because:
        return Fit(Fitness.DOES_NOT, tuple(fits), tuple(check), tuple(because), local, unknowns)
    return Fit(Fitness.MAY_FIT if check else Fitness.FITS, tuple(fits), tuple(check), (), local, unknowns)


def _judge_age(service: Service, person: Person, fits: list[str], check: list[str], because: list[str]) -> None:
    ages = service.ages
    words = f"For people {ages.words}" + (f" ({service.ages_note})" if service.ages_note else "")
    if not ages.known:
        check.append("Ask which ages they see" + (f" ({service.ages_note})" if service.ages_note else ""))
    elif not ages.limits:
        fits.append("For all ages")
    elif service.for_ is ServiceFor.CARER:
        check.append(f"For the person who is worried or cares, {ages.words}")
    elif person.age is None:
        check.append(words)
    elif ages.covers(person.age.low, person.age.high):
        fits.append(words)
    elif ages.meets(person.age.low, person.age.high):
        check.append(f"{words}: ask for the exact age")
    else:
        because.append(words)


def _judge_area(
    pack: Pack, service: Service, person: Person, fits: list[str], check: list[str], because: list[str]
) -> bool:
    place = person.home if service.area.by is AreaBy.HOME else person.practice
    near = person.home or person.practice
    councils = councils_served(pack, service)
    if service.area.by is AreaBy.ANYONE:
        return _is_near(pack, service, near, councils)
    if service.id in pack.national and "all" in service.area.of:
        return True
    whose = "home" if service.area.by is AreaBy.HOME else "GP practice"
    words = f"For people whose {whose} is in {area_words(pack, service)}"
    if place is None:
        check.append(words)
        # Whoever calls is more likely from here than not: what is for all here must not sink below all of England.
        return "all" in service.area.of
    if place != OUTSIDE and place in councils:
        fits.append(words)
        return True
    because.append(words)
    return False


def _is_near(pack: Pack, service: Service, near: str | None, councils: frozenset[str]) -> bool:
    """Whether a service that anyone may use is near: it has a site there, is for there, or has no place at all."""
    sites = {council for site in service.sites.values() for council in pack.region.councils_of(site.area)}
    if "all" in service.area.of:
        return near in sites if sites else True
    return near in sites or near in councils


def councils_served(pack: Pack, service: Service) -> frozenset[str]:
    """The councils whose people a service takes; for a national one, all of the region's."""
    return frozenset().union(*(pack.region.councils_of(each) for each in service.area.of))


def area_words(pack: Pack, service: Service) -> str:
    """The service's area in words."""
    region = pack.region
    names = []
    for each in service.area.of:
        if each == "all":
            names.append("England" if service.id in pack.national else region.name)
        elif each in region.groups:
            names.append(region.groups[each].name)
        else:
            names.append(region.councils[each].name)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
