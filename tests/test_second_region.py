"""A second region needs no code: its own places, services, terms and cases, and no word of the first."""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.check.glossary import words_of
from kmnav.check.run import check_pack
from kmnav.errors import Severity, UnknownAnswer
from kmnav.glossary import look_up
from kmnav.lineage import chain as lineage
from kmnav.lineage import ends
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.model import OUTSIDE, Role, Urgency
from kmnav.pack import Pack
from kmnav.places import resolve_place
from kmnav.recommend import Recommendation, offers_gp, recommend
from kmnav.render import as_json
from kmnav.render.ending import recommendation_screen
from kmnav.render.plain import plain
from kmnav.replay import Answers, Arrived, replay
from kmnav.terms import Glossary
from tests.documented import ROOT
from tests.regions import local_words, naming
from tests.walking import answered, assert_arrives

SECOND = "norfolk-and-waveney"
LOW = "danger=none,today=none,about=mood,suicide=none,team=none,mood=low"
MEMORY = "danger=none,today=none,about=ability,suicide-ability=none,ability=memory"


@cache
def second() -> Pack:
    return load_pack(region=SECOND)


@cache
def words_here() -> Glossary:
    return load_glossary(region=SECOND)


def told(answers: str | Answers, at: str, role: Role = Role.VOLUNTEER) -> Recommendation:
    arrived = assert_arrives(second(), answers, at)
    return recommend(second(), arrived, role, second().settings.as_of)


def names(recommendation: Recommendation) -> list[str]:
    return [each.service.id for each in recommendation.services]


# It stands by itself


def test_the_checks_find_nothing_to_mend() -> None:
    problems = check_pack(second(), words_of(second(), None, SECOND)).problems
    assert [str(each) for each in problems if each.severity is not Severity.ADVICE] == []


def test_the_graph_and_what_holds_all_over_england_are_shared(pack: Pack) -> None:
    assert (second().questions, second().outcomes, second().doors) == (pack.questions, pack.outcomes, pack.doors)
    assert second().national == pack.national
    assert not (set(second().services) - second().national) & set(pack.services)


def test_every_door_has_a_service_or_words_on_whom_to_ask() -> None:
    served = set(chain.from_iterable(each.serves for each in second().services.values()))
    assert served | set(second().region.no_service) == set(second().doors)
    assert not served & set(second().region.no_service)
    assert all("Ask" in words or "call 111" in words for words in second().region.no_service.values())


# Places: Waveney has the NHS of Norfolk and the councils of Suffolk


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("Lowestoft", ("waveney",)),
        ("NR33", ("waveney",)),
        ("NR34 0AA", ("south-norfolk",)),
        ("NR34 7", ("waveney",)),
        ("NR31 9AZ", ("waveney",)),
        ("nr1 3", ("norwich",)),
        ("IP18 6", ("waveney", OUTSIDE)),
        ("IP20 0", ("south-norfolk", OUTSIDE, "waveney")),
        ("IP27 9", (OUTSIDE, "kings-lynn-and-west-norfolk")),
        ("PE13 1", (OUTSIDE,)),
        ("IP1", (OUTSIDE,)),
        ("ME1", (OUTSIDE,)),
        ("King's Lynn", ("kings-lynn-and-west-norfolk",)),
    ],
)
def test_a_place_means_its_councils_and_where_it_straddles_all_of_them(said: str, councils: tuple[str, ...]) -> None:
    assert resolve_place(second().region, said) == councils


def test_a_code_of_all_of_east_suffolk_never_makes_a_postcode_certain() -> None:
    """The ONS has no code for Waveney: what may be Waveney or the rest of East Suffolk is asked about."""
    table = second().region.full_postcodes
    unsure = {"IP18", "IP19", "IP20"}
    assert {
        sector for sector in table.sectors for council, _, _ in table.runs(sector) if council == "waveney"
    }.isdisjoint({sector for sector in table.sectors if sector.split()[0] in unsure})
    assert resolve_place(second().region, "IP19 8AB") == ("waveney", OUTSIDE)


def test_the_build_step_writes_a_part_of_a_council_only_where_nothing_else_has_its_code() -> None:
    spec = spec_from_file_location("build_postcodes", ROOT / "packaging" / "postcodes.py")
    assert spec is not None
    assert spec.loader is not None
    build = module_from_spec(spec)
    spec.loader.exec_module(build)
    codes = [("NR321AA", "E07000244"), ("IP186AA", "E07000244"), ("IP200AA", "E07000149"), ("IP200AB", "E07000244")]
    assert build.by_sector(second().region, codes) == {"NR32 1": {"AA": "waveney"}, "IP20 0": {"AA": "south-norfolk"}}


def test_a_town_of_the_other_region_is_not_known_here() -> None:
    with pytest.raises(UnknownAnswer):
        resolve_place(second().region, "Sittingbourne")


@pytest.mark.parametrize(
    ("home", "of", "not_of"),
    [
        ("waveney", "suffolk-childrens-safeguarding", {"norfolk-cads", "norfolk-emergency-duty-team"}),
        ("norwich", "norfolk-cads", {"suffolk-childrens-safeguarding"}),
    ],
)
def test_a_child_at_risk_goes_to_the_county_of_the_home(home: str, of: str, not_of: set[str]) -> None:
    practice = "great-yarmouth"
    shown = told(f"danger=none,today=harm,age=6,home={home},practice={practice}", "at-risk")
    assert of in names(shown)
    assert not not_of & set(names(shown))


def test_the_nhs_follows_the_practice_in_waveney_too() -> None:
    assert (
        names(told(f"{LOW},age=34,practice=waveney", "talking-therapies"))[0] == "norfolk-and-waveney-talking-therapies"
    )


# Walks


def test_an_emergency_is_999_and_nothing_local_goes_before() -> None:
    shown = told("danger=breathing", "call-999")
    assert shown.outcome.urgency is Urgency.EMERGENCY
    assert names(shown)[0] == "emergency-999"


def test_a_crisis_is_111_and_no_drop_in_whose_hours_nobody_knows() -> None:
    shown = told("danger=none,today=mind,age=40,practice=norwich", "crisis")
    assert names(shown)[0] == "nhs-111-mental-health-option"
    assert not {"rest-norwich", "rest-kings-lynn"} & set(names(shown))
    assert "safe-haven" in shown.no_service


@pytest.mark.parametrize(("age", "may"), [("15", False), ("16", True)])
def test_talking_therapies_begin_at_sixteen(age: str, may: bool) -> None:
    young = "danger=none,today=none,about=young,suicide-young=none,team-young=none,young=mood"
    shown = told(f"{young},age={age},practice=norwich", "young-mood")
    assert ("norfolk-and-waveney-talking-therapies" in names(shown)) is may
    assert "nsft-youth" in names(shown)


def test_what_is_for_all_the_region_stands_before_a_finder_for_england_when_nobody_said_where() -> None:
    assert names(told(f"{LOW},age=34", "talking-therapies"))[0] == "norfolk-and-waveney-talking-therapies"


def test_a_door_with_nothing_behind_it_says_so_and_whom_to_ask() -> None:
    shown = told(f"{MEMORY},age=79,practice=norwich,home=norwich", "memory")
    screen = plain(recommendation_screen(second(), shown))
    assert "Not found in Norfolk and Waveney" in screen
    assert "Memory clinic: No page on a memory clinic was found. Ask the GP practice." in screen
    thing = as_json.recommendation(second(), shown, answered(shown.arrived), ())
    assert thing["no_service"] == {"memory": "No page on a memory clinic was found. Ask the GP practice."}


@st.composite
def walks(draw: st.DrawFn) -> Arrived:
    """Answers given at random until the walk ends."""
    answers: dict[str, str] = {}
    while not isinstance(step := replay(second(), answers), Arrived):
        question = step.question
        places = [*second().region.councils, OUTSIDE, "not-sure"]
        ages = ["6m", "9", "15", "16", "17", "25", "40", "79", "not-sure"]
        choices = list(question.options) or (ages if question.id == "age" else places)
        answers[question.id] = draw(st.sampled_from(choices), label=question.id)
    return step


@given(arrived=walks(), role=st.sampled_from(Role))
def test_every_ending_has_help_and_says_nothing_of_the_other_region(pack: Pack, arrived: Arrived, role: Role) -> None:
    shown = recommend(second(), arrived, role, second().settings.as_of)
    said = plain(recommendation_screen(second(), shown))
    other = naming(local_words(pack.region) - local_words(second().region))
    assert [match.group() for match in other.finditer(said)] == []
    reached = [each for each in shown.services if each.reach or each.reach_through]
    assert reached or offers_gp(second(), shown.outcome)
    assert set(shown.no_service) == set(shown.outcome.offer) & set(second().region.no_service)


# Words


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("NSFT", "nsft"),
        ("the Paget", "jpuh"),
        ("CADS", "cads-norfolk"),
        ("Suffolk MASH", "customer-first"),
        ("Norfolk and Waveney STP", "norfolk-and-waveney-stp"),
        ("Norwich CCG", "norwich-ccg"),
        ("NWICB", "norfolk-and-waveney-icb"),
    ],
)
def test_a_local_term_is_found(asked: str, first: str) -> None:
    assert look_up(words_here(), asked).results[0].term.id == first


def test_a_local_ccg_became_what_it_became_and_nothing_of_the_other_region() -> None:
    terms = words_here().terms
    line = [each.id for each in lineage(words_here(), terms["norwich-ccg"])]
    at = [
        line.index(each)
        for each in ("norfolk-pcts", "norwich-ccg", "norfolk-and-waveney-ccg", "norfolk-and-waveney-icb")
    ]
    assert at == sorted(at)
    assert [each.id for each in ends(words_here(), terms["norwich-ccg"])] == ["norfolk-and-waveney-icb"]
    assert "nhs-kent-and-medway" not in terms


def test_the_trust_has_two_trusts_before_it() -> None:
    assert {each.id for each in lineage(words_here(), words_here().terms["nsft"])} == {
        "nsft",
        "norfolk-and-waveney-mental-health-trust",
        "suffolk-mental-health-partnership",
    }


def test_no_local_term_or_answer_speaks_of_the_other_region(pack: Pack) -> None:
    other = naming(local_words(pack.region) - local_words(second().region))
    terms = [words_here().terms[each] for each in sorted(words_here().local)]
    said = [f"{each.term} {each.means} {each.here or ''}" for each in terms]
    said += [
        f"{each.question} {each.answer}"
        for each in load_faqs(region=SECOND).answers.values()
        if "orfolk" in each.answer
    ]
    assert len(said) > 30
    assert [match.group() for text in said for match in other.finditer(text)] == []
