"""What an ending tells: the steps, the services that fit, and what no ending may leave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from kmnav import recommend
from kmnav.fit import Person, fit
from kmnav.model import NOT_SURE, OUTSIDE, Role, Service, ServiceFor, Urgency
from kmnav.pack import Pack
from kmnav.practice import Practice
from kmnav.recommend import Recommendation
from kmnav.render.ending import recommendation_screen
from kmnav.render.plain import plain
from kmnav.replay import Answered, Arrived
from kmnav.values import Age, Hours
from tests.toy import toy_pack

TODAY = date(2026, 11, 22)
ROLES = list(Role)


def tell(pack: Pack, outcome: str, role: Role = Role.VOLUNTEER, on: date = TODAY, **facts: str) -> Recommendation:
    """What the outcome tells about a person of whom these facts are known."""
    path = tuple(Answered(fact, value, value) for fact, value in facts.items())
    return recommend(pack, Arrived(path, pack.outcomes[outcome], ()), role, on)


def offered(told: Recommendation) -> list[str]:
    return [each.service.id for each in told.services]


# Rule 5: nobody is offered a service whose known ages shut them out


def shut_out(service: Service, age: str) -> bool:
    """Month by month: no month that the person may be of is one that the service sees."""
    if age == NOT_SURE or service.for_ is ServiceFor.CARER or not service.ages.known:
        return False
    person = Age.parse(age)
    return not any(service.ages.covers(month, month + 1) for month in range(person.low, person.high))


def ages_around(services: Iterator[Service] | list[Service]) -> list[str]:
    """Ages on both sides of every limit of the services, babies among them."""
    ages = {"6m", "0", "17", "17.5", "18", "120"}
    for service in services:
        for cut in (service.ages.low, service.ages.high or 0):
            ages |= {str(max(0, month // 12)) for month in (cut - 1, cut) if month >= 0}
            ages |= {f"{(month - 6) // 12}.5" for month in (cut - 6, cut) if month >= 6 and month % 12 == 6}
    return sorted(ages)


def places(pack: Pack) -> list[str]:
    return [*pack.region.councils, OUTSIDE, NOT_SURE]


def known(place: str) -> str | None:
    return None if place == NOT_SURE else place


def test_no_service_fits_whose_known_ages_shut_the_person_out(pack: Pack) -> None:
    """Every service at every age and place."""
    services = list(pack.services.values())
    for age in ages_around(services):
        for place in places(pack):
            person = Person(Age.parse(age), known(place), known(place))
            for service in services:
                if shut_out(service, age):
                    assert fit(pack, service, person).because, (service.id, age, place)


def test_no_ending_offers_a_service_whose_known_ages_shut_the_person_out(pack: Pack) -> None:
    """Every age at one place, and every place for a child and an adult. Who asks changes no service."""
    role = Role.VOLUNTEER
    council = next(iter(pack.region.councils))
    for outcome in pack.outcomes.values():
        cells = {(age, council) for age in ages_around(pack.behind(outcome))}
        cells |= {(age, place) for age in ("17", "40") for place in places(pack)}
        for age, place in cells:
            told = tell(pack, outcome.id, role, age=age, home=place)
            wrong = [each.service.id for each in told.services if shut_out(each.service, age)]
            assert not wrong, (outcome.id, age, place)


def test_a_child_and_an_adult_at_one_door_are_offered_their_own_service() -> None:
    pack = toy_pack("""
      outcomes: {call-999: {offer: [talking]}}
      services:
        grown: {serves: [talking], ages: 18+}
        young: {serves: [talking], ages: under 18}
        families: {serves: [talking], ages: 18+, for: carer}
    """)
    assert offered(tell(pack, "call-999", age="17")) == ["young", "families"]
    assert offered(tell(pack, "call-999", age="18")) == ["grown", "families"]
    assert [each.service.id for each in tell(pack, "call-999", age="17").not_offered] == ["grown"]
    assert tell(pack, "call-999", age="17").not_offered[0].because == ("For people aged 18 or over",)
    assert set(offered(tell(pack, "call-999"))) == {"grown", "young", "families"}


# Rule 7: nobody is left


URGENT_PARTS = (
    "hang up",
    "on hold",
    "where they are",
    "number to call back",
    "line drops",
    "refuse",
    "walk out",
    "one says they have it",
)


@pytest.mark.parametrize("role", ROLES)
def test_emergency_and_urgent_endings_say_how_to_stay_with_the_person(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes.values():
        told = tell(pack, outcome.id, role)
        if outcome.urgency < Urgency.URGENT:
            assert told.stay == (), outcome.id
            continue
        assert len(told.stay) == len(pack.settings.stay_required) == 7, outcome.id
        said = " ".join(told.stay)
        assert [part for part in URGENT_PARTS if part not in said] == [], outcome.id
        assert "Stay with the person." in said
        assert ("who calls" in said) or ("who makes the call" in said)


def test_the_parts_of_staying_come_in_the_order_of_the_pack_with_the_outcomes_own_words_first() -> None:
    pack = toy_pack("""
      settings:
        stay_required: [who-calls, stay-with, tell]
        urgencies:
          emergency:
            name: E
            means: M
            if_worse: [W.]
            stay:
              stay-with: {all: Stay.}
              tell: {gp-practice: Tell the clinician., volunteer: Tell your lead.}
              who-calls: {all: You call.}
          urgent: {name: U, means: M, if_worse: [W.]}
          soon: {name: S, means: M, if_worse: [W.]}
          routine: {name: R, means: M, if_worse: [W.]}
      outcomes:
        call-999: emergency
        police: {urgency: emergency, stay: {who-calls: They call.}}
    """)
    assert tell(pack, "call-999").stay == ("You call.", "Stay.", "Tell your lead.")
    assert tell(pack, "police", Role.GP_PRACTICE).stay == ("They call.", "Stay.", "Tell the clinician.")


# Rule 8: the GP, what if it gets worse, and the safeguarding line


@pytest.mark.parametrize("role", ROLES)
def test_every_ending_says_what_if_it_gets_worse_and_gives_the_safeguarding_line(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes:
        told = tell(pack, outcome, role)
        assert told.steps, outcome
        assert any("999" in line or "111" in line for line in told.if_worse), outcome
        assert "safeguarding" in told.safeguarding, outcome


@pytest.mark.parametrize("role", ROLES)
def test_every_ending_about_health_still_offers_the_gp(pack: Pack, role: Role) -> None:
    """Not an emergency, where it would delay, nor a complaint or having a say."""
    offer = pack.settings.gp_offer[role.value]
    for outcome in pack.outcomes.values():
        expected = outcome.urgency is not Urgency.EMERGENCY and outcome.about != "voice"
        steps = tell(pack, outcome.id, role).steps
        assert steps.count(offer) == (steps[-1] == offer) == expected, outcome.id


@pytest.mark.parametrize("role", ROLES)
def test_no_line_is_told_with_a_name_left_open(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes:
        told = tell(pack, outcome, role)
        lines = [*told.steps, *told.say, *told.stay, *told.if_worse, told.safeguarding]
        assert [line for line in lines if "{" in line or not line.strip()] == [], outcome


def test_out_of_hours_the_offer_of_the_gp_becomes_what_is_open(pack: Pack) -> None:
    practice = Practice(hours=Hours.parse("Mo-Fr 08:00-18:30; PH off"))
    arrived = Arrived((), pack.outcomes["talking-therapies"], ())

    def last_step(moment: date, given: Practice | None = practice) -> str:
        return recommend(pack, arrived, Role.VOLUNTEER, moment, given).steps[-1]

    open_now, closed = pack.settings.gp_offer["volunteer"], pack.settings.gp_closed["volunteer"]
    assert last_step(datetime(2026, 11, 23, 10, 0)) == open_now
    assert last_step(datetime(2026, 11, 22, 10, 0)) == closed
    assert last_step(datetime(2026, 11, 22, 10, 0), None) == open_now
    assert last_step(TODAY) == open_now


# Steps for the role


STEPS = """
  settings:
    gp_offer: {gp-practice: Book it., volunteer: Call the practice.}
    people: {nurse: {name: the nurse, otherwise: a nurse (ask your lead)}}
  outcomes:
    talk: {steps: {all: [For all.], gp-practice: ["{nurse} sees them."], volunteer: [You call.]}, if_worse: [If worse.]}
    call: {urgency: emergency, steps: {all: [Call.]}}
    complain: {about: voice}
    alone: {gp_offer: no}
"""


def test_steps_are_those_of_the_role_then_those_of_all_then_the_offer_of_the_gp() -> None:
    pack = toy_pack(STEPS)
    assert tell(pack, "talk", Role.VOLUNTEER).steps == ("You call.", "For all.", "Call the practice.")
    assert tell(pack, "talk", Role.GP_PRACTICE).steps == ("A nurse (ask your lead) sees them.", "For all.", "Book it.")


def test_a_practice_that_names_its_people_is_told_their_names() -> None:
    pack = toy_pack(STEPS)
    practice = Practice(people={"nurse": "Sam"})
    told = recommend(pack, Arrived((), pack.outcomes["talk"], ()), Role.GP_PRACTICE, TODAY, practice)
    assert told.steps[0] == "The nurse (Sam) sees them."


def test_an_emergency_a_complaint_and_an_ending_that_says_so_offer_no_gp() -> None:
    pack = toy_pack(STEPS)
    for outcome in ("call", "complain", "alone"):
        assert "Call the practice." not in tell(pack, outcome).steps


def test_the_outcomes_own_words_on_getting_worse_come_first() -> None:
    pack = toy_pack(STEPS)
    assert tell(pack, "talk").if_worse == ("If worse.", "Call the GP.")


@pytest.mark.parametrize("role", ROLES)
def test_an_emergency_is_told_to_call_999_once_at_the_top(pack: Pack, role: Role) -> None:
    for outcome in pack.outcomes.values():
        if outcome.urgency is Urgency.EMERGENCY:
            lines = plain(recommendation_screen(pack, tell(pack, outcome.id, role))).splitlines()
            assert lines[0] == "EMERGENCY: Call 999 now"
            assert "Call 999 now." not in lines[1:]


# Services in their order


RANKED = """
  outcomes: {call-999: {offer: [first, second]}}
  services:
    second-door: {serves: [second], contacts: {main: {phone: 01632 960001}}}
    both-doors: {serves: [second, first], contacts: {main: {phone: 01632 960001}}}
    uncertain: {serves: [first], status: uncertain, contacts: {main: {phone: 01632 960001}}}
    for-some: {serves: [first], conditions: [For some.], contacts: {main: {phone: 01632 960001}}}
    unknown-age: {serves: [first], ages: 18+, contacts: {main: {phone: 01632 960001}}}
    no-contact: {serves: [first]}
    ordinary-way: {serves: [first], leads: [first], ages: 18+, contacts: {main: {phone: 01632 960001}}}
    closed: {serves: [first], status: closed, contacts: {main: {phone: 01632 960001}}}
    elsewhere: {serves: [first], area: {of: [vale], by: practice}, contacts: {main: {phone: 01632 960001}}}
    near:
      serves: [first]
      area: {of: [hill], by: practice}
      conditions: [For some.]
      contacts: {main: {phone: 01632 960001}}
"""


def test_services_come_by_door_then_nearness_then_doubt() -> None:
    told = tell(toy_pack(RANKED), "call-999", practice="hill")
    assert offered(told) == [
        "ordinary-way", "both-doors", "no-contact", "for-some", "near", "unknown-age", "uncertain", "second-door",
    ]  # fmt: skip
    assert [each.rank for each in told.services] == list(range(1, 9))
    assert [each.door for each in told.services] == ["first"] * 7 + ["second"]
    assert [each.service.id for each in told.not_offered] == ["elsewhere"]


def test_without_a_place_what_may_not_fit_comes_after_what_fits() -> None:
    names = offered(tell(toy_pack(RANKED), "call-999", age="40"))
    assert names.index("unknown-age") < names.index("near")
    assert names.index("both-doors") < names.index("elsewhere")
    assert "closed" not in names


def test_a_walk_in_place_near_them_comes_before_one_far_off() -> None:
    pack = toy_pack("""
      outcomes: {call-999: {offer: [haven]}}
      services:
        far: {serves: [haven], sites: {main: {area: shore}}}
        near: {serves: [haven], sites: {main: {area: hill}}}
    """)
    assert offered(tell(pack, "call-999", practice="hill")) == ["near", "far"]
    assert offered(tell(pack, "call-999", practice="shore")) == ["far", "near"]
    assert offered(tell(pack, "call-999", practice="vale")) == ["far", "near"]


# How to reach them

REACH = """
  settings:
    ways:
      gp: {words: {gp-practice: You refer., volunteer: Ask the GP.}}
      school: {words: {all: The school asks.}}
  outcomes: {call-999: {offer: [help]}, talk: {urgency: routine, offer: [help]}}
  services:
    it:
      serves: [help]
      reach_through: [gp, school]
      contacts:
        web: {url: "https://example.org"}
        old: {phone: 01632 960001}
        staff: {phone: 01632 960002, for: professionals}
        new: {phone: 01632 960003}
      sources:
        a: {url: "https://x.org", by: provider, read: 2026-11-22, page_date: 2025-03, backs: [contacts.old]}
        b: {url: "https://x.org", by: nhs, read: 2026-11-22, page_date: 2026-10, backs: [contacts.new, contacts.staff]}
        c: {url: "https://x.org", by: provider, read: 2026-11-22, backs: [contacts.web]}
"""


def contacts(told: Recommendation) -> list[str]:
    return [each.contact.id for each in told.services[0].reach]


def test_the_most_trusted_contact_comes_first_and_staff_numbers_are_for_the_practice() -> None:
    pack = toy_pack(REACH)
    assert contacts(tell(pack, "talk", Role.VOLUNTEER)) == ["old", "new", "web"]
    assert contacts(tell(pack, "talk", Role.GP_PRACTICE)) == ["old", "staff", "new", "web"]


def test_a_stale_contact_is_labelled_and_never_withheld_and_ages_sooner_where_it_is_urgent() -> None:
    pack = toy_pack(REACH.replace("talk: {urgency: routine", "talk: {urgency: urgent"))
    told = tell(pack, "talk")
    assert contacts(told) == ["new", "web", "old"]
    assert told.services[0].reach[-1].trusted.trust.value == "old"


def test_the_way_through_someone_else_is_told_to_each_role() -> None:
    pack = toy_pack(REACH)
    assert tell(pack, "talk", Role.VOLUNTEER).services[0].reach_through == ("Ask the GP.", "The school asks.")
    assert tell(pack, "talk", Role.GP_PRACTICE).services[0].reach_through == ("You refer.", "The school asks.")


@pytest.mark.parametrize("role", ROLES)
def test_every_way_of_the_shipped_pack_has_words_for_each_role(pack: Pack, role: Role) -> None:
    for way in pack.settings.ways.values():
        assert way.words.get(role.value) or way.words.get("all"), way.id


def test_the_same_call_tells_the_same(pack: Pack) -> None:
    for outcome in pack.outcomes:
        assert tell(pack, outcome, age="17", home="outside") == tell(pack, outcome, age="17", home="outside")
