"""What an ending tells of opening, and in which order it names who helps: the open first, never the wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.fit import Fitness
from kmnav.model import NOT_SURE, OUTSIDE, Role, Service, ServiceFor, Status, Urgency
from kmnav.pack import Pack
from kmnav.reach import Doors
from kmnav.recommend import Offered, Recommendation, recommend
from kmnav.render.ending import recommendation_screen
from kmnav.render.plain import plain
from kmnav.replay import Answered, Arrived
from kmnav.values import Age
from tests.toy import toy_pack

NIGHT = datetime(2026, 11, 23, 3, 0)
NOON = datetime(2026, 11, 23, 12, 0)
CHRISTMAS = datetime(2026, 12, 25, 12, 0)
ONE = "{phone: 01632 960001}"
DAY = '{phone: 01632 960002, hours: "Mo-Fr 09:00-17:00"}'
ALWAYS = "{phone: 01632 960003, hours: 24/7}"


def tell(pack: Pack, outcome: str, on: date, role: Role = Role.VOLUNTEER, **facts: str) -> Recommendation:
    path = tuple(Answered(fact, value, value) for fact, value in facts.items())
    return recommend(pack, Arrived(path, pack.outcomes[outcome], ()), role, on)


def names(told: Recommendation) -> list[str]:
    return [each.service.id for each in told.services]


def toy(services: str, urgency: str = "urgent") -> Pack:
    return toy_pack(f"""
      outcomes: {{end: {{urgency: {urgency}, offer: [first, second]}}}}
      services: {services}
    """)


# The order


DAY_AND_NIGHT = f"""
        day: {{serves: [first], contacts: {{main: {DAY}}}}}
        untold: {{serves: [first], contacts: {{main: {ONE}}}}}
        night: {{serves: [first], contacts: {{main: {ALWAYS}}}}}
"""


def test_an_urgent_ending_names_the_open_first_then_the_untold_then_the_closed() -> None:
    pack = toy(DAY_AND_NIGHT)
    assert names(tell(pack, "end", NIGHT)) == ["night", "untold", "day"]
    assert names(tell(pack, "end", NOON)) == ["day", "night", "untold"]


def test_a_day_without_a_time_leaves_the_order_of_the_pack_and_judges_nothing() -> None:
    told = tell(toy(DAY_AND_NIGHT), "end", NIGHT.date())
    assert names(told) == ["day", "untold", "night"]
    assert {each.open for each in told.services} == {None}
    assert {reach.open for each in told.services for reach in each.reach} == {None}


def test_a_time_beside_the_day_is_the_same_as_a_moment() -> None:
    pack = toy(DAY_AND_NIGHT)
    arrived = Arrived((), pack.outcomes["end"], ())
    beside = recommend(pack, arrived, Role.VOLUNTEER, NIGHT.date(), at=NIGHT.time())
    assert beside == recommend(pack, arrived, Role.VOLUNTEER, NIGHT)


@pytest.mark.parametrize("urgency", ["soon", "routine"])
def test_an_ending_that_can_wait_keeps_its_order_and_still_tells_the_hours(urgency: str) -> None:
    told = tell(toy(DAY_AND_NIGHT, urgency), "end", NIGHT)
    assert names(told) == ["day", "untold", "night"]
    assert [each.open.doors for each in told.services if each.open] == [Doors.CLOSED, Doors.NOT_KNOWN, Doors.OPEN]


WORSE = {
    "an uncertain one": f"{{serves: [first], status: uncertain, contacts: {{main: {ALWAYS}}}}}",
    "one that may not fit": f"{{serves: [first], ages: 18+, contacts: {{main: {ALWAYS}}}}}",
    "one with conditions": f"{{serves: [first], conditions: [For some.], contacts: {{main: {ALWAYS}}}}}",
    "one on a third party's page": f"""{{serves: [first], contacts: {{main: {ALWAYS}}}, sources: {{page: {{url: "https://example.org",
      by: third-party, page_date: 2026-06, read: 2026-11-22, backs: [ages, contacts.main]}}}}}}""",
    "one on a page without a date": f"""{{serves: [first], contacts: {{main: {ALWAYS}}}, sources: {{page: {{url: "https://example.org",
      by: provider, read: 2026-11-22, backs: [ages, contacts.main]}}}}}}""",
    "one on an old page": f"""{{serves: [first], contacts: {{main: {ALWAYS}}}, sources: {{page: {{url: "https://example.org",
      by: provider, page_date: 2019, read: 2026-11-22, backs: [ages, contacts.main]}}}}}}""",
}


@pytest.mark.parametrize("what", WORSE)
@pytest.mark.parametrize("door", ["first", "second"])
def test_nothing_goes_before_a_closed_one_merely_for_being_open(what: str, door: str) -> None:
    open_one = WORSE[what].replace("serves: [first]", f"serves: [{door}]")
    pack = toy(f"{{day: {{serves: [first], contacts: {{main: {DAY}}}}}, other: {open_one}}}")
    told = tell(pack, "end", NIGHT)
    assert names(told) == ["day", "other"]
    assert [each.open.doors for each in told.services if each.open] == [Doors.CLOSED, Doors.OPEN]


OTHER_DOOR = f"""
        day: {{serves: [first], contacts: {{main: {DAY}}}}}
        later: {{serves: [first], contacts: {{main: {DAY}}}}}
        night: {{serves: [second], contacts: {{main: {ALWAYS}}}}}
"""


def test_where_the_first_choice_is_closed_an_open_one_at_another_door_is_named_before_it() -> None:
    pack = toy(OTHER_DOOR)
    told = tell(pack, "end", NIGHT)
    assert names(told) == ["night", "day", "later"]
    assert [each.rank for each in told.services] == [1, 2, 3]
    assert [each.instead_of.id if each.instead_of else None for each in told.services] == ["day", None, None]
    assert names(tell(pack, "end", NOON)) == ["day", "later", "night"]
    assert all(each.instead_of is None for each in tell(pack, "end", NOON).services)


def test_the_screen_says_why_it_is_first_and_when_the_first_choice_opens() -> None:
    pack = toy(OTHER_DOOR)
    lines = plain(recommendation_screen(pack, tell(pack, "end", NIGHT))).splitlines()
    first, second = lines.index("night (second)"), lines.index("day (first)")
    assert first < second
    assert lines[first + 1] == "  Named first because it is open now. day is closed."
    assert any(line.endswith("Closed. Opens today at 9am") for line in lines[second:])


def test_a_near_one_that_is_closed_stays_before_far_ones_that_are_open() -> None:
    pack = toy(
        """{
          near: {serves: [first], sites: {main: {area: hill, address: A, hours: "Mo-Fr 09:00-17:00"}}},
          far: {serves: [first], sites: {main: {area: shore, address: B, hours: 24/7}}}}"""
    )
    assert names(tell(pack, "end", NIGHT, practice="hill")) == ["near", "far"]
    assert names(tell(pack, "end", NIGHT, practice="shore")) == ["far", "near"]


# What is known of one service


@pytest.mark.parametrize(
    ("ways", "doors", "words"),
    [
        (f"contacts: {{a: {DAY}}}", Doors.CLOSED, "Closed. Opens today at 9am"),
        (f"contacts: {{a: {ALWAYS}, b: {DAY}}}", Doors.OPEN, "Open 24 hours, every day"),
        (f"contacts: {{a: {DAY}, b: {ONE}}}", Doors.NOT_KNOWN, "Hours not known"),
        (f"contacts: {{a: {DAY}, page: {{url: 'https://example.org'}}}}", Doors.CLOSED, "Closed. Opens today at 9am"),
        (f"contacts: {{a: {DAY}, relay: {{phone: 18001 01632 960002}}}}", Doors.CLOSED, "Closed. Opens today at 9am"),
        ("contacts: {page: {url: 'https://example.org'}}", Doors.NOT_KNOWN, "Hours not known"),
        ("sites: {main: {area: hill, address: A}}", Doors.NOT_KNOWN, "Hours not known"),
        ("sites: {main: {area: hill, address: A, hours: Mo-Su 01:00-05:00}}", Doors.OPEN, "Open now until 5am"),
        (f"contacts: {{a: {{phone: 01632 1, hours: 24/7, for: professionals}}, b: {DAY}}}", Doors.CLOSED,
         "Closed. Opens today at 9am"),
        ("contacts: {a: {phone: 01632 1, hours: Mo-Su 02:00-07:00}, b: {phone: 01632 2, hours: Mo-Su 01:00-05:00}}",
         Doors.OPEN, "Open now until 7am"),
        ("contacts: {a: {phone: 01632 1, hours: Mo-Su 09:00-17:00}, b: {phone: 01632 2, hours: Mo-Su 08:00-10:00}}",
         Doors.CLOSED, "Closed. Opens today at 8am"),
        ("reach_through: [gp]", Doors.NOT_KNOWN, "Hours not known"),
        (f"contacts: {{a: {ALWAYS}, b: {{phone: 01632 2, hours: Mo-Su 01:00-05:00}}}}", Doors.OPEN,
         "Open 24 hours, every day"),
        (f"contacts: {{a: {{phone: 01632 1, hours: PH 10:00-12:00}}, b: {DAY}}}", Doors.CLOSED,
         "Closed. Opens today at 9am"),
        ("sites: {a: {area: hill, address: A}, b: {area: hill, address: B, hours: Mo-Su 01:00-05:00}}", Doors.OPEN,
         "Open now until 5am"),
        ("sites: {a: {area: hill, address: A}, b: {area: hill, address: B, hours: Mo-Su 09:00-17:00}}", Doors.NOT_KNOWN,
         "Hours not known"),
    ],
)  # fmt: skip
def test_a_service_is_open_where_any_of_its_ways_is_and_closed_only_where_all_are_known(
    ways: str, doors: Doors, words: str
) -> None:
    pack = toy(f"{{it: {{serves: [first], {ways}}}}}")
    state = tell(pack, "end", NIGHT).services[0].open
    assert state is not None
    assert (state.doors, state.words) == (doors, words)


def test_hours_silent_on_bank_holidays_may_differ_on_one() -> None:
    pack = toy(f"{{it: {{serves: [first], contacts: {{a: {DAY}}}}}}}")
    state = tell(pack, "end", CHRISTMAS).services[0].open
    assert state is not None
    assert state.words == "Open now until 5pm. May differ on bank holidays"


@pytest.mark.parametrize(
    ("hour", "words"), [(10, "Open now until 5pm"), (20, "Closed. Opens Monday at 9am. May differ on bank holidays")]
)
def test_one_way_that_speaks_of_bank_holidays_is_enough_while_it_is_open(hour: int, words: str) -> None:
    spoken = DAY.replace("17:00", "17:00; PH 09:00-17:00")
    pack = toy(f"{{it: {{serves: [first], contacts: {{a: {DAY}, b: {spoken}}}}}}}")
    state = tell(pack, "end", CHRISTMAS.replace(hour=hour)).services[0].open
    assert state is not None
    assert state.words == words


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("{phone: 01632 960001}", "Call 01632 960001, hours not known"),
        ("{phone: 999}", "Call 999"),
        ("{text: 999}", "Text 999"),
        ("{phone: 18001 111}", "Call 18001 111"),
        ("{phone: 111, hours: 24/7}", "Call 111, open 24 hours, every day"),
        (DAY, "Call 01632 960002, Monday to Friday, 9am to 5pm"),
    ],
)
def test_a_number_that_all_know_says_no_hours_and_any_other_without_them_says_so(contact: str, shown: str) -> None:
    pack = toy(f"{{it: {{serves: [first], contacts: {{a: {contact}}}}}}}")
    screen = plain(recommendation_screen(pack, tell(pack, "end", NIGHT.date())))
    line = next(line.strip() for line in screen.splitlines() if line.startswith(("  Call", "  Text")))
    assert line.partition(" (")[0] == shown


# On the pack that ships, for any person, place, role and moment


ages = st.integers(0, 100).map(str) | st.integers(0, 60).map(lambda age: f"{age}.5") | st.just(NOT_SURE)
moments = st.datetimes(datetime(2026, 11, 20), datetime(2027, 11, 20)).map(lambda each: each.replace(second=0))


def shut_out(service: Service, age: str) -> bool:
    """Month by month: no month that the person may be of is one that the service sees."""
    if age == NOT_SURE or service.for_ is ServiceFor.CARER or not service.ages.known:
        return False
    person = Age.parse(age)
    return not any(service.ages.covers(month, month + 1) for month in range(person.low, person.high))


@given(data=st.data(), age=ages, moment=moments, role=st.sampled_from(Role))
def test_any_ending_at_any_moment(pack: Pack, data: st.DataObject, age: str, moment: datetime, role: Role) -> None:
    """Rule 5 holds whatever the hour; the hour changes the order of an urgent ending only, and loses nobody."""
    outcome = data.draw(st.sampled_from(list(pack.outcomes)))
    place = data.draw(st.sampled_from([*pack.region.councils, OUTSIDE, NOT_SURE]))
    told = tell(pack, outcome, moment, role, age=age, practice=place)
    without = tell(pack, outcome, moment.date(), role, age=age, practice=place)
    assert [each.service.id for each in told.services if shut_out(each.service, age)] == []
    assert sorted(names(told)) == sorted(names(without))
    if told.outcome.urgency < Urgency.URGENT:
        assert names(told) == names(without)
        return
    assert_nothing_worse_went_before(without, told)
    first = told.services[0] if told.services else None
    if first and first.open and first.open.doors is Doors.CLOSED:
        assert not [each for each in told.services if is_open(each) and not worse(each, first)]


def is_open(each: Offered) -> bool:
    return each.open is not None and each.open.doors is Doors.OPEN


def worse(each: Offered, other: Offered) -> bool:
    """Written anew, and not as the engine has it: less local, less sure to fit or to run, or less trusted."""
    return (
        (other.fit.local and not each.fit.local)
        or (each.service.status is Status.UNCERTAIN and other.service.status is not Status.UNCERTAIN)
        or (other.door in other.service.leads and each.door not in each.service.leads)
        or (each.fit.unknowns > 0 and other.fit.unknowns == 0)
        or (each.fit.fitness is Fitness.MAY_FIT and not other.fit.check)
        or each.trust.rank > other.trust.rank
    )


def assert_nothing_worse_went_before(without: Recommendation, told: Recommendation) -> None:
    """Whoever went before another is open where that one is not, and worse in nothing."""
    before = {each.service.id: at for at, each in enumerate(without.services)}
    for at, each in enumerate(told.services):
        for other in told.services[at + 1 :]:
            passed = before[each.service.id] > before[other.service.id]
            if each.instead_of is not None:
                passed = other.service is each.instead_of
                assert is_open(each)
            if passed:
                assert each.open is not None
                assert other.open is not None
                assert each.open.doors < other.open.doors, (each.service.id, other.service.id)
                assert not worse(each, other), (each.service.id, other.service.id)


# Ages on the edge, as the pack that ships has them


def edges(pack: Pack) -> Iterator[tuple[Service, str, bool]]:
    """Each limit of each service: an age on either side of it, and whether the service sees that age."""
    for service in pack.services.values():
        if not service.ages.known or service.for_ is ServiceFor.CARER:
            continue
        for cut, sees_below in ((service.ages.low, False), (service.ages.high, True)):
            if cut:
                yield service, in_words(cut), not sees_below
                yield service, in_words(cut, below=True), sees_below


def in_words(months: int, *, below: bool = False) -> str:
    """The youngest age from a limit on, or the last whole year that lies all below it."""
    if below:
        return f"{months // 12 - 1}"
    return f"{months // 12}{'.5' if months % 12 else ''}"


def test_the_pack_has_at_least_thirty_ages_on_the_edge_with_those_that_matter(pack: Pack) -> None:
    tried = list(edges(pack))
    assert len(tried) >= 30
    assert {"17", "18", "17.5", "25", "26"} <= {age for _, age, _ in tried}


def test_on_either_side_of_a_limit_a_service_is_offered_to_whom_it_sees_and_not_to_the_other(pack: Pack) -> None:
    """Through the whole of an ending, at its own door and in its own place, by night and at noon."""
    for service, age, sees in edges(pack):
        outcome = next((each for each in pack.outcomes.values() if set(each.offer) & set(service.serves)), None)
        if outcome is None or service.status is Status.CLOSED:
            continue
        place = next(iter(pack.region.councils_of(service.area.of[0])), "thanet")
        for moment in (NIGHT, NOON):
            told = tell(pack, outcome.id, moment, age=age, practice=place, home=place)
            offered = service.id in names(told)
            refused = service.id in [each.service.id for each in told.not_offered]
            assert (offered, refused) == (sees, not sees), (service.id, age, service.ages.text, outcome.id)


def test_a_child_with_nowhere_to_stay_is_sent_to_childrens_services_first(pack: Pack) -> None:
    child = "child-protection"
    for place in pack.region.councils:
        told = tell(pack, "young-nowhere-tonight", NIGHT, age="16", home=place)
        assert told.services[0].door == child, place
        assert all(not shut_out(each.service, "16") for each in told.services)


@pytest.mark.parametrize("when", [time(3, 0), time(9, 0), time(21, 30)])
def test_whatever_the_hour_an_urgent_ending_names_something_open_first_in_every_council(pack: Pack, when: time) -> None:
    """Or something of which the hours are not known: never what is known to be closed."""
    for outcome in pack.outcomes.values():
        if outcome.urgency < Urgency.URGENT:
            continue
        for place in pack.region.councils:
            for day in (date(2026, 11, 23), date(2026, 12, 25)):
                told = tell(pack, outcome.id, datetime.combine(day, when), age="34", home=place)
                first = told.services[0]
                assert first.open is not None
                assert first.open.doors is not Doors.CLOSED, (outcome.id, place, day, when, first.service.id)
