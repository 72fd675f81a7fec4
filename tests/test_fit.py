"""Whether a service is right for this person: fits, may fit, does not."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.fit import Fit, Fitness, Person, area_words, fit, person_from
from kmnav.pack import Pack
from kmnav.replay import from_token
from kmnav.values import Age
from tests.toy import toy_pack

FITS, MAY_FIT, DOES_NOT = Fitness.FITS, Fitness.MAY_FIT, Fitness.DOES_NOT
PLACES = ("hill", "vale", "shore", "outside", None)


@cache
def pack_with(service: str) -> Pack:
    """A toy pack of one service in the region, and the same nationally."""
    return toy_pack(f"services: {{it: {{{service}}}}}\nnational: {{it-in-england: {{{service}}}}}")


def judge(service: str, person: str = "", *, national: bool = False) -> Fit:
    """How a service, given by its lines, fits a person, given by the facts of a token."""
    pack = pack_with(service)
    return fit(pack, pack.services["it-in-england" if national else "it"], person_from(from_token(person)))


def assert_fit(service: str, person: str, fitness: Fitness, *, says: str = "", national: bool = False) -> None:
    """The verdict, with `says` among the words that go with it."""
    verdict = judge(service, person, national=national)
    words = {FITS: verdict.fits, MAY_FIT: verdict.check, DOES_NOT: verdict.because}[fitness]
    assert verdict.fitness is fitness
    assert any(says in each for each in words), words


# Age


@pytest.mark.parametrize(
    ("ages", "age", "fitness"),
    [
        ("17.5-25", "16", DOES_NOT),
        ("17.5-25", "17", MAY_FIT),
        ("17.5-25", "17.5", FITS),
        ("17.5-25", "18", FITS),
        ("17.5-25", "25", FITS),
        ("17.5-25", "26", DOES_NOT),
        ("18+", "17", DOES_NOT),
        ("18+", "17.5", DOES_NOT),
        ("18+", "18", FITS),
        ("under 18", "17", FITS),
        ("under 18", "17.5", FITS),
        ("under 18", "18", DOES_NOT),
        ("under 17.5", "17", MAY_FIT),
        ("under 17.5", "17.5", DOES_NOT),
        ("65+", "64", DOES_NOT),
        ("65+", "65", FITS),
        ("1+", "11m", DOES_NOT),
        ("1+", "12m", FITS),
        ("1+", "1", FITS),
        ("all", "3", FITS),
        ("all", "not-sure", FITS),
    ],
)
def test_an_age_at_the_edge_of_a_limit(ages: str, age: str, fitness: Fitness) -> None:
    assert_fit(f"ages: {ages}", f"age={age}", fitness)


def test_an_age_that_a_limit_falls_within_is_asked_for_exactly() -> None:
    assert_fit("ages: 17.5-25", "age=17", MAY_FIT, says="For people aged 17 and a half to 25: ask for the exact age")


@pytest.mark.parametrize("person", ["", "age=not-sure"])
def test_an_unknown_age_is_never_a_yes_to_a_limit(person: str) -> None:
    assert_fit("ages: 18+", person, MAY_FIT, says="For people aged 18 or over")


def test_ages_that_nobody_published_are_asked_about_whatever_the_age() -> None:
    assert_fit("ages: unknown", "age=34", MAY_FIT, says="Ask which ages they see")
    assert_fit('ages: unknown, ages_note: "the page says adults"', "age=9", MAY_FIT, says="(the page says adults)")


def test_the_note_on_ages_is_told_with_them() -> None:
    assert_fit(
        'ages: 18+, ages_note: "the page says adults"',
        "age=17",
        DOES_NOT,
        says="aged 18 or over (the page says adults)",
    )


def test_the_ages_of_help_for_a_carer_are_the_carers_own() -> None:
    """A worried adult calls about a child: the child's age must not shut the adult out."""
    assert_fit(
        "ages: 18+, for: carer", "age=9", MAY_FIT, says="For the person who is worried or cares, aged 18 or over"
    )
    assert_fit("ages: under 18, for: carer", "age=50", MAY_FIT, says="who is worried or cares, under 18")
    assert_fit("ages: all, for: carer", "age=9", FITS)


# Place

HOME = "area: {of: [hill], by: home}"
PRACTICE = "area: {of: [hill], by: practice}"


@pytest.mark.parametrize(
    ("service", "person", "fitness"),
    [
        (HOME, "home=hill,practice=vale", FITS),
        (HOME, "home=vale,practice=hill", DOES_NOT),
        (PRACTICE, "home=vale,practice=hill", FITS),
        (PRACTICE, "home=hill,practice=vale", DOES_NOT),
        (HOME, "practice=hill", FITS),
        (PRACTICE, "home=vale", DOES_NOT),
        (HOME, "home=outside", DOES_NOT),
        (PRACTICE, "home=hill,practice=outside", DOES_NOT),
        (HOME, "", MAY_FIT),
        (PRACTICE, "home=not-sure,practice=not-sure", MAY_FIT),
        (HOME, "home=not-sure,practice=hill", FITS),
    ],
)
def test_the_place_that_decides_is_the_home_or_the_practice(service: str, person: str, fitness: Fitness) -> None:
    whose = "home" if service == HOME else "GP practice"
    assert_fit(service, person, fitness, says=f"For people whose {whose} is in Hill Council")


@pytest.mark.parametrize(
    ("place", "fitness"), [("hill", FITS), ("vale", FITS), ("shore", DOES_NOT), ("outside", DOES_NOT)]
)
def test_a_group_of_councils_is_each_of_them(place: str, fitness: Fitness) -> None:
    assert_fit("area: {of: [inland], by: home}", f"home={place}", fitness, says="in Inland")


@pytest.mark.parametrize(("place", "fitness"), [("shore", FITS), ("outside", DOES_NOT), ("not-sure", MAY_FIT)])
def test_all_of_a_regional_service_is_the_region(place: str, fitness: Fitness) -> None:
    assert_fit("area: {of: [all], by: home}", f"home={place}", fitness, says="in Toyshire")


@pytest.mark.parametrize("place", ["shore", "outside", "not-sure"])
@pytest.mark.parametrize("by", ["home", "practice", "anyone"])
def test_all_of_a_national_service_is_everybody(place: str, by: str) -> None:
    assert_fit(f"area: {{of: [all], by: {by}}}", f"home={place}", FITS, national=True)


@pytest.mark.parametrize("place", ["hill", "shore", "outside", "not-sure"])
def test_a_service_for_anyone_shuts_nobody_out_by_place(place: str) -> None:
    assert_fit("area: {of: [hill], by: anyone}", f"home={place},practice={place}", FITS)


def test_a_walk_in_place_is_near_where_its_sites_are() -> None:
    service = "area: {of: [all], by: anyone}, sites: {main: {area: hill}}"
    assert judge(service, "practice=shore,home=hill").local
    assert not judge(service, "practice=hill,home=shore").local
    assert judge(service, "practice=hill").local
    assert not judge(service, "practice=outside").local
    assert judge("area: {of: [hill], by: anyone}", "practice=hill").local
    assert judge("area: {of: [all], by: anyone}", "").local


def test_areas_in_words() -> None:
    def words(area: str, *, national: bool = False) -> str:
        pack = pack_with(f"area: {{of: {area}, by: home}}")
        return area_words(pack, pack.services["it-in-england" if national else "it"])

    assert words("[hill, vale, shore]") == "Hill Council, Vale Borough Council or Shore District Council"
    assert words("[inland]") == "Inland"
    assert words("[all]") == "Toyshire"
    assert words("[all]", national=True) == "England"


# Both


def test_every_reason_against_is_told() -> None:
    verdict = judge("ages: 18+, area: {of: [hill], by: home}", "age=9,home=vale")
    assert verdict.fitness is DOES_NOT
    assert len(verdict.because) == 2


def test_conditions_are_told_and_shut_nobody_out() -> None:
    assert_fit("conditions: [Ask about the stairs.]", "age=34", MAY_FIT, says="Ask about the stairs.")
    assert judge("conditions: [Ask about the stairs.]", "age=34").unknowns == 0
    assert judge("ages: 18+, area: {of: [hill], by: home}").unknowns == 2


@pytest.mark.parametrize(
    ("answers", "home", "practice", "assumed"),
    [
        ("", None, None, None),
        ("home=hill", "hill", "hill", "practice"),
        ("practice=vale", "vale", "vale", "home"),
        ("home=hill,practice=vale", "hill", "vale", None),
        ("home=not-sure,practice=vale", "vale", "vale", "home"),
        ("home=not-sure,practice=not-sure", None, None, None),
        ("home=outside", "outside", "outside", "practice"),
    ],
)
def test_one_known_place_is_taken_for_the_other_and_said_so(
    answers: str, home: str | None, practice: str | None, assumed: str | None
) -> None:
    person = person_from(from_token(answers))
    assert (person.home, person.practice, person.assumed) == (home, practice, assumed)


areas = st.sampled_from(["[hill]", "[inland]", "[shore, vale]", "[all]"])
limits = st.sampled_from(["all", "unknown", "18+", "under 18", "17.5-25", "under 17.5", "65+", "16-17"])
ages = st.sampled_from([None, "6m", "15", "16", "17", "17.5", "18", "25", "26", "64", "65"])
COUNCILS = {
    "[hill]": {"hill"},
    "[inland]": {"hill", "vale"},
    "[shore, vale]": {"shore", "vale"},
    "[all]": {"hill", "vale", "shore"},
}


@given(
    limit=limits, area=areas, by=st.sampled_from(["home", "practice", "anyone"]), carer=st.booleans(), age=ages,
    home=st.sampled_from(PLACES), practice=st.sampled_from(PLACES),
)  # fmt: skip
def test_the_verdict_is_what_each_month_and_council_says(
    limit: str, area: str, by: str, carer: bool, age: str | None, home: str | None, practice: str | None
) -> None:
    """Worked out a second time, month by month: yes only where every month of the age and the one place say yes."""
    pack = pack_with(f"ages: {limit}, area: {{of: {area}, by: {by}}}, for: {'carer' if carer else 'person'}")
    service = pack.services["it"]
    years = Age.parse(age) if age else None
    verdict = fit(pack, service, Person(years, home, practice))

    inside = (
        {service.ages.covers(month, month + 1) for month in range(years.low, years.high)} if years else {True, False}
    )
    if limit == "unknown" or (carer and limit != "all"):
        inside = {True, False}
    place = {"home": home, "practice": practice, "anyone": "anywhere"}[by]
    here = {True, False} if place is None else {by == "anyone" or place in COUNCILS[area]}
    inside = {True} if limit == "all" else inside
    expected = FITS if inside == here == {True} else DOES_NOT if {False} in (inside, here) else MAY_FIT
    assert verdict.fitness is expected
    assert bool(verdict.because) == (expected is DOES_NOT)


@given(limit=limits, area=areas, by=st.sampled_from(["home", "practice"]), age=ages, home=st.sampled_from(PLACES))
def test_to_know_less_never_makes_a_no_nor_a_yes(
    limit: str, area: str, by: str, age: str | None, home: str | None
) -> None:
    pack = pack_with(f"ages: {limit}, area: {{of: {area}, by: {by}}}")
    service, years = pack.services["it"], Age.parse(age) if age else None
    known = fit(pack, service, Person(years, home, home))
    for less in (Person(None, home, home), Person(years, None, None)):
        verdict = fit(pack, service, less)
        assert verdict.fitness is not DOES_NOT or known.fitness is DOES_NOT
        assert verdict.fitness is not FITS or known.fitness is FITS
        assert verdict.unknowns >= known.unknowns or known.fitness is DOES_NOT


def test_what_nobody_knows_of_ages_and_what_all_ages_means_is_told_in_words() -> None:
    assert judge("ages: all").fits == ("For all ages",)
    assert judge("ages: unknown").check == ("Ask which ages they see",)
    assert judge("ages: unknown, ages_note: the page says adults").check == (
        "Ask which ages they see (the page says adults)",
    )


def test_a_service_that_does_not_fit_keeps_what_does_and_is_never_near() -> None:
    verdict = judge("ages: 18+, area: {of: [hill], by: home}", "age=30,home=shore")

    assert verdict.fits == ("For people aged 18 or over",)
    assert verdict.local is False


def test_everybody_in_england_is_near_a_service_of_england() -> None:
    assert judge("area: {of: [all], by: home}", "home=shore", national=True).local
