"""Looking a term up: the tiers from exact to closest, what is offered, and what is never answered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kmnav import look_up
from kmnav.key_index import names_of
from kmnav.meant import OFFERED, Match
from kmnav.terms import Glossary
from kmnav.wording import is_acronym
from tests.the_pack import the_glossary
from tests.toy_glossary import toy_glossary

GLOSSARY = the_glossary()
KEYS = [(term, name) for term in GLOSSARY.terms.values() for name, _ in names_of(term)]


def found(query: str, glossary: Glossary = GLOSSARY) -> list[str]:
    return [each.term.id for each in look_up(glossary, query).results]


def offered(query: str, glossary: Glossary = GLOSSARY) -> list[str]:
    return [each.label for each in look_up(glossary, query).suggestions]


def match(query: str, glossary: Glossary = GLOSSARY) -> str:
    return look_up(glossary, query).match.value


@pytest.mark.parametrize(
    ("query", "tier"),
    [
        ("CCG", "exact"),
        ("clinical commissioning group", "exact"),
        ("ccg", "normalised"),
        ("C.C.G.", "normalised"),
        ("c-c-g", "normalised"),
        ("the CCG", "normalised"),
        ("CCGs", "normalised"),
        ("CCG's", "normalised"),
        ("Clinical Commissioning Groups", "normalised"),
        ("what does CCG mean?", "normalised"),
        ("see see gee", "alias"),
        ("double see gee", "alias"),
        ("commissioning group clinical", "closest"),
        ("comissioning group", "closest"),
    ],
)
def test_a_query_says_how_it_met_its_record(query: str, tier: str) -> None:
    assert found(query) == ["ccg"]
    assert match(query) == tier


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cams", "camhs"),
        ("I.A.P.T", "iapt"),
        ("eye apt", "iapt"),
        ("c c g", "ccg"),
        ("haitch vee", "hv"),
        ("pee aitch cue nine", "phq-9"),
        ("section one three six", "s136"),
        ("triple nine", "999"),
        ("d to a", "d2a"),
        ("dee double you pee", "dwp"),
        ("a & e", "a-and-e"),
        ("A+E", "a-and-e"),
        ("AE", "a-and-e"),
        ("s.117", "s117"),
        ("co production", "co-production"),
        ("crb check", "dbs"),
        ("sick note", "med3"),
        ("CMHT team", "cmht"),
        ("safegarding", "safeguarding-adults"),
        ("sykosis", "psychosis"),
        ("camhs waiting list", "camhs"),
        ("who replaced the PCT", "pct"),
    ],
)
def test_what_people_say_finds_what_they_mean(said: str, meant: str) -> None:
    assert meant in found(said)


@pytest.mark.parametrize(
    "name",
    [
        "STP",
        "Sustainability and Transformation Plan",
        "Transforming health and social care in Kent and Medway",
        "Five Year Forward View",
        "Case for Change",
        "Health Network",
        "Swale Health Network",
        "local care",
        "Clinical Commissioning Groups",
        "Kent Local Transformation Plan",
        "Local Transformation Plan for Children, Young People and Young Adults’ Emotional Wellbeing and Mental Health",
        "looked after children",
        "care leavers",
        "LGBTQ",
        "Sustainability and Transformation Partnership",
        "NHS England",
        "primary care trusts",
        "Kent County Council",
        "means test",
        "primary care",
        "secondary care",
        "KMPT",
        "Kent and Medway NHS and Social Care Partnership Trust",
        "Eating Disorders Service",
        "Mother and Infant Mental Health Service (MIMHS)",
        "Mental Health Services for Offenders",
        "Service User Forum",
        "Mental Health Action Group (MHAG)",
        "Live It Well",
        "NHS Improvement",
        "Norfolk and Waveney STP",
        "RCN",
        "Children, Families and Education (CFE) Directorate",
        "Children’s Health",
        "Every Child Matters",
        "Children's Trust",
        "Eastern and Coastal Kent Primary Care Trust (ECKPCT)",
        "GP Practice Based Commissioning",
        "Children and Young People’s Plan",
        "Joint Strategic Needs Assessments (JSNA)",
        "LAA",
        "IAPT",
        "CAMHS",
    ],
)
def test_what_the_founding_papers_name_is_found(name: str) -> None:
    assert found(name)


@pytest.mark.parametrize(
    ("query", "first", "meanings"),
    [
        ("MCA", "mca", 3),
        ("CHC", "continuing-healthcare", 2),
        ("hcp", "hcp", 2),
        ("I.C.P.", "icp", 3),
        ("LTP", "ltp", 2),
    ],
)
def test_all_meanings_of_an_acronym_are_shown_the_local_one_first(query: str, first: str, meanings: int) -> None:
    ids = found(query)

    assert len(ids) == meanings
    assert ids[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CGC", "CCG"),
        ("CMAHS", "CAMHS"),
        ("ECHP", "EHCP"),
        ("CCCG", "CCG"),
        ("KMTP", "KMPT"),
        ("CQV", "CQC"),
        ("EHP", "EHCP"),
        ("kams", "CAMHS"),
    ],
)
def test_a_mistyped_acronym_is_offered_and_never_guessed_at(typed: str, meant: str) -> None:
    assert found(typed) == []
    assert meant in offered(typed)
    assert len(offered(typed)) <= OFFERED


NONSENSE = """
pizza|zzzz|tomorrow's weather||!?|the|what is it|career|content|cat council|fast food|12345
"""


@pytest.mark.parametrize("query", NONSENSE.strip().split("|"))
def test_nonsense_is_never_answered(query: str) -> None:
    assert look_up(GLOSSARY, query).match is Match.NONE
    assert found(query) == []


def test_the_region_says_what_is_local(tmp_path: Path) -> None:
    glossary = toy_glossary(
        tmp_path,
        "{one: {acronym: ABC}, two: {acronym: ABC}, three: {acronym: ABC}}",
        "{terms: {own: {acronym: ABC}}, local: {two: {here: Only here.}}}",
    )

    assert found("abc", glossary) == ["own", "two", "one", "three"]


def test_a_local_name_is_found_only_with_its_region(tmp_path: Path) -> None:
    region = "local: {trust: {aliases: [the old infirmary people]}}"
    assert found("old infirmary people", toy_glossary(tmp_path, "trust: {term: health trust}", region)) == ["trust"]
    assert found("old infirmary people", toy_glossary(tmp_path / "other", "trust: {term: health trust}")) == []


def test_a_leading_article_is_nothing() -> None:
    missed = [name for term, name in KEYS if not name.startswith("the ") and term.id not in found(f"the {name}")]

    assert missed == []


def spaced(name: str) -> str:
    return " ".join(name)


def dotted(name: str) -> str:
    return ".".join(name) + "."


@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.title, "  {}  ".format, '"{}"'.format])
def test_every_name_finds_its_record_in_any_case(change: type[str]) -> None:
    missed = [name for term, name in KEYS if term.id not in found(change(name))]

    assert missed == []


@pytest.mark.parametrize("change", [spaced, dotted])
def test_every_acronym_finds_its_record_with_spaces_or_dots(change: type[str]) -> None:
    acronyms = [(term, name) for term, name in KEYS if is_acronym(name) and name.isalpha() and name.isascii()]
    missed = [name for term, name in acronyms if term.id not in found(change(name))]

    assert missed == []


def test_every_name_as_it_is_written_is_found_exactly_or_as_another_name() -> None:
    tiers = {match(name) for _, name in KEYS}

    assert tiers == {"exact", "normalised", "alias"}


@given(st.text() | st.binary(max_size=9).map(os.fsdecode))
@example("CC\udcff")
def test_no_text_breaks_a_look_up(text: str) -> None:
    told = look_up(GLOSSARY, text)

    assert bool(told.results) == (told.match is not Match.NONE)
    assert not (told.results and told.suggestions)
    assert len(told.suggestions) <= OFFERED


@given(st.lists(st.sampled_from([name for _, name in KEYS]), min_size=1, max_size=3).map(" ".join))
def test_no_names_in_a_row_break_a_look_up(text: str) -> None:
    assert look_up(GLOSSARY, text).query == " ".join(text.split())
