"""Who is proved to be helped, and when: the sets against one person and one half-hour at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.bank_holidays import NO_YEARS, BankHoliday, BankHolidays
from kmnav.check.coverage import alike, covers, situations
from kmnav.check.graph import Graph
from kmnav.check.rules import Subject
from kmnav.check.situations import People, age_cuts
from kmnav.check.week import HALF_HOUR, Week, week_after
from kmnav.contacts import Audience
from kmnav.fit import Fitness, Person, fit, person_from
from kmnav.hours import is_open, speaks_of_holidays
from kmnav.model import NOT_SURE, Role, Service, ServiceFor
from kmnav.pack import Pack
from kmnav.trust import Trust
from kmnav.values import Age, AgeRange, Hours
from tests.toy import toy_pack
from tests.walking import all_walks


@pytest.fixture(scope="module")
def subject(pack: Pack) -> Subject:
    return Subject(pack, Graph(pack))


def one_by_one(people: People) -> list[tuple[str, str, str]]:
    """Age, home and practice of each bit, from the lowest."""
    return [(age, home, practice) for age in people.ages for home in people.places for practice in people.places]


def known(value: str) -> str | None:
    return None if value == NOT_SURE else value


# Ages and places


@given(data=st.data())
def test_a_service_takes_those_whom_it_fits_one_by_one(pack: Pack, data: st.DataObject) -> None:
    """Surely: it fits, and nothing that it turns on is unknown. Perhaps: the program does not turn them away."""
    service = data.draw(st.sampled_from(list(pack.services.values())))
    ages = data.draw(st.lists(st.sampled_from(age_cuts([service.ages])), min_size=1, max_size=2, unique=True))
    people = People(pack, tuple(ages))
    surely, perhaps = people.surely(service), people.perhaps(service)
    for at, (age, home, practice) in enumerate(one_by_one(people)):
        years = Age.parse(age) if age != NOT_SURE else None
        verdict = fit(pack, service, Person(years, known(home), known(practice)))
        certain = verdict.fitness is not Fitness.DOES_NOT and not verdict.unknowns
        assert bool(surely >> at & 1) == (certain and service.for_ is ServiceFor.PERSON), (service.id, age, home)
        loosely = fit(pack, service, person_from({"age": age, "home": home, "practice": practice}))
        assert bool(perhaps >> at & 1) == (loosely.fitness is not Fitness.DOES_NOT), (service.id, age, home)
    assert surely & ~perhaps == 0


LIMITS = ["all", "18+", "under 18", "17.5-25", "unknown", "1.5-18", "24.5-64"]
ANY_AGE = [*(str(year) for year in range(0, 121)), "17.5", "24.5", "1.5", "6m", "17m", "18m", "19m"]


@given(texts=st.lists(st.sampled_from(LIMITS), min_size=1, max_size=4), age=st.sampled_from(ANY_AGE))
def test_every_age_is_judged_as_one_of_the_ages_that_are_proved(texts: list[str], age: str) -> None:
    limits = [AgeRange.parse(text) for text in texts]

    def verdicts(each: str) -> list[tuple[bool, bool]]:
        years = Age.parse(each)
        return [(ages.covers(years.low, years.high), ages.meets(years.low, years.high)) for ages in limits]

    assert verdicts(age) in [verdicts(each) for each in age_cuts(limits) if each != NOT_SURE]


def test_as_many_paths_lead_to_each_ending_as_are_walked_at_each_age(pack: Pack, subject: Subject) -> None:
    for age in ("0", "9", "12", "17", "18", "25", "40", NOT_SURE):
        walked = {
            tuple((a.question, a.value) for a in each.path if a.question in pack.questions): each.outcome.id
            for each in all_walks(pack, (age,), {"age": age, "home": "outside", "practice": "outside"})
        }
        assert subject.coming.at(age) == Counter(walked.values())


def test_the_situations_are_counted_one_by_one() -> None:
    pack = toy_pack("""
      questions:
        danger: {bad: call-999, none: [{age: under 18, to: school}, {age: unknown, to: talk}, {to: talk}], maybe: talk}
      outcomes: {call-999: emergency, talk: routine, school: routine}
    """)
    subject = Subject(pack, Graph(pack))
    assert subject.coming.at(NOT_SURE) == {"call-999": 1, "talk": 2}
    assert subject.coming.at("9") == {"call-999": 1, "school": 1, "talk": 1}
    walks = 3 * 1 + 2 * 2 + 1 + 1  # 999 at three ages; talk twice at two of them and once at the third; school once
    councils = len(pack.region.councils) + 2
    assert situations(subject) == walks * councils**2 * len(Role) * subject.week.half_hours


# Half-hours


def test_a_half_hour_is_open_when_every_minute_of_it_is(subject: Subject) -> None:
    week, pack = subject.week, subject.pack
    contacts = [contact for service in pack.services.values() for contact in service.contacts.values()]
    extra = ["Mo-Fr 09:15-17:10; PH off", "Mo-Su 22:00-02:30; PH 10:00-12:00", "Fr 20:00-03:00"]
    hours = {contact.hours.text for contact in contacts if contact.hours} | set(extra)
    assert len(hours) > 20
    start = datetime.combine(week.first, time())
    for text in sorted(hours):
        each = Hours.parse(text)
        bits = week.open_bits(each)
        for at in range(week.half_hours):
            moment = start + at * HALF_HOUR
            through = all(is_open(each, moment + timedelta(minutes=m), week.holidays) for m in (0, 9, 10, 14, 15, 29))
            said = speaks_of_holidays(each) or moment.date() not in week.holidays
            assert bool(bits >> at & 1) == (through and said), (text, moment)


def test_hours_that_nobody_has_published_are_never_open(subject: Subject) -> None:
    assert subject.week.open_bits(None) == 0


def test_the_week_is_seven_ordinary_days_and_then_a_bank_holiday() -> None:
    days = tuple(BankHoliday(date(2026, 12, day), "Off") for day in (3, 5, 25))
    week = week_after(date(2026, 11, 22), BankHolidays(2026, 2027, "", days))
    assert (week.first, week.days) == (date(2026, 11, 26), 8)
    assert week.words(0) == "Thursday 00:00"
    assert week.words(7 * 48 + 17) == "Thursday 08:30 (bank holiday)"
    assert week_after(date(2026, 11, 22), NO_YEARS).days == 7


@given(st.lists(st.integers(0, 2**12 - 1), max_size=6))
def test_half_hours_that_are_put_together_are_alike(vectors: list[int]) -> None:
    parts = alike(2**12 - 1, vectors)
    assert sum(parts) == 2**12 - 1
    assert all(vector & part in (0, part) for vector in vectors for part in parts)
    assert len(parts) <= 2 ** len(set(vectors))


# Both together


HOURS = [None, "24/7", "Mo-Fr 09:00-17:00", "Mo-Su 17:00-09:00", "Mo-Fr 09:00-17:00; PH off", "Sa-Su 00:00-24:00"]


@pytest.fixture(scope="module")
def lines() -> Pack:
    """One urgent ending, and three services whose hours, ages and areas a test chooses."""
    line = "{serves: [help], contacts: {main: {phone: 01632 960001}}}"
    return toy_pack(f"""
      questions: {{danger: {{bad: talk, none: talk}}}}
      outcomes: {{talk: {{urgency: urgent, offer: [help]}}}}
      services: {{a: {line}, b: {line}, c: {line}}}
    """)


def a_line(draw: st.DrawFn, service: Service) -> Service:
    """The service with hours, ages, area and audience drawn anew."""
    hours = draw(st.sampled_from(HOURS))
    contact = replace(
        service.contacts["main"],
        hours=Hours.parse(hours) if hours else None,
        for_=draw(st.sampled_from(Audience)),
    )
    return replace(
        service,
        ages=AgeRange.parse(draw(st.sampled_from(["all", "18+", "under 18", "unknown"]))),
        area=replace(
            service.area,
            of=draw(st.sampled_from([("all",), ("hill",), ("inland",)])),
            by=draw(st.sampled_from(type(service.area.by))),
        ),
        contacts=MappingProxyType({"main": contact}),
    )


@st.composite
def some_lines(draw: st.DrawFn, pack: Pack) -> Pack:
    return replace(pack, services=MappingProxyType({key: a_line(draw, each) for key, each in pack.services.items()}))


@given(data=st.data(), role=st.sampled_from(Role))
def test_who_is_left_with_nobody_is_counted_one_by_one(lines: Pack, data: st.DataObject, role: Role) -> None:
    pack = data.draw(some_lines(lines))
    subject = Subject(pack, Graph(pack))
    (cover,) = covers(subject)
    week = Week(date(2026, 11, 27), 3, BankHolidays(2026, 2026, "", (BankHoliday(date(2026, 11, 29), "Off"),)))
    vars(subject)["week"] = week
    everyone = one_by_one(cover.people)
    met = {
        (person, at)
        for service in pack.services.values()
        for person in taken(pack, service, everyone)
        for at in answering(service, role, week)
    }
    left = len(everyone) * week.half_hours - len(met)
    count, first, who = cover.left(role, Trust.THIRD_PARTY)
    assert count == left
    alone = {person for at, person in enumerate(everyone) if who >> at & 1}
    assert alone == ({person for person in everyone if (person, first) not in met} if left else set())


def taken(pack: Pack, service: Service, everyone: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those whom a service fits, with nothing unknown that it turns on."""
    verdicts = [
        fit(pack, service, Person(None if age == NOT_SURE else Age.parse(age), known(home), known(practice)))
        for age, home, practice in everyone
    ]
    pairs = zip(everyone, verdicts, strict=True)
    return [person for person, each in pairs if each.fitness is not Fitness.DOES_NOT and not each.unknowns]


def answering(service: Service, role: Role, week: Week) -> list[int]:
    """The half-hours at which its number surely answers a role."""
    contact = service.contacts["main"]
    if contact.hours is None or (contact.for_ is Audience.PROFESSIONALS and role is Role.VOLUNTEER):
        return []
    hours, start = contact.hours, datetime.combine(week.first, time())
    moments = [start + at * HALF_HOUR for at in range(week.half_hours)]
    spoken = speaks_of_holidays(hours)
    return [
        at
        for at, moment in enumerate(moments)
        if is_open(hours, moment, week.holidays) and (spoken or moment.date() not in week.holidays)
    ]
