"""Chains from what was to what is, drawn from `became`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmnav.lineage import chain, closing_day, ends, predecessors, successors
from kmnav.render.glossary import entry_lines, fate, lineage_screen
from kmnav.render.plain import plain
from kmnav.terms import Term
from tests.the_pack import the_glossary
from tests.toy_glossary import toy_glossary

GLOSSARY = the_glossary()


def term(name: str) -> Term:
    return GLOSSARY.terms[name]


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("ccg", "Closed 1 July 2022. Now: NHS Kent and Medway (ICB)."),
        ("pct", "Closed 1 April 2013. Now: NHS Kent and Medway (ICB)."),
        ("aha", "Closed in 1982. Now: "),
        ("kmpt", "Renamed 13 October 2025. Now: Kent and Medway Mental Health NHS Trust."),
        ("iapt", "Renamed in January 2023. Now: NHS Talking Therapies."),
        ("phe", "Closed 1 October 2021. Now: UKHSA (UK Health Security Agency); OHID"),
        ("mimhs", "Renamed; we found no date for it. Now: PMHCS (Perinatal Mental Health Community Service)."),
        ("swale-health-network", "Closed; we found no date for it."),
        ("fyfv", "Ended in January 2019. Now: 10 Year Health Plan."),
        ("cqc", ""),
    ],
)
def test_an_entry_says_when_it_ended_and_what_does_the_work_now(name: str, today: str) -> None:
    told = fate(GLOSSARY, term(name))

    assert told.startswith(today)
    assert bool(told) == bool(today)


def test_the_eight_groups_became_one_and_then_the_board() -> None:
    (merged,) = successors(GLOSSARY, term("thanet-ccg"))

    assert (merged.term.id, merged.on and merged.on.text) == ("kmccg", "2020-04-01")
    assert [each.id for each in ends(GLOSSARY, term("thanet-ccg"))] == ["nhs-kent-and-medway"]
    assert {"ccg", "thanet-ccg", "swale-ccg"} <= {each.term.id for each in predecessors(GLOSSARY, term("kmccg"))}


def test_a_chain_runs_from_the_oldest_to_the_newest() -> None:
    ids = [each.id for each in chain(GLOSSARY, term("ccg"))]

    assert ids.index("aha") < ids.index("pct") < ids.index("ccg") < ids.index("kmccg") < ids.index("icb")


@pytest.mark.parametrize("name", GLOSSARY.terms)
def test_no_chain_goes_round_and_every_link_stands_after_what_it_came_from(name: str) -> None:
    links = [each.id for each in chain(GLOSSARY, term(name))]

    assert len(links) == len(set(links))
    for each in links:
        after = [step.term.id for step in successors(GLOSSARY, term(each)) if step.term.id in links]
        assert all(links.index(other) > links.index(each) for other in after)


def test_a_chain_that_goes_round_still_ends(tmp_path: Path) -> None:
    glossary = toy_glossary(tmp_path, "{a: {became: [{id: b}]}, b: {became: [{id: a}]}}")

    assert [each.id for each in chain(glossary, glossary.terms["a"])] == ["a", "b"]
    assert ends(glossary, glossary.terms["a"]) == ()


def test_until_is_the_last_day(tmp_path: Path) -> None:
    glossary = toy_glossary(
        tmp_path,
        "{a: {until: 2022-06-30}, b: {until: 2022-06}, d: {},"
        " c: {until: 2022-07-01, became: [{id: a, on: 2022-07-01}]}}",
    )

    days = {key: closing_day(each) for key, each in glossary.terms.items()}
    assert {key: day.text if day else None for key, day in days.items()} == {
        "a": "2022-07-01",
        "b": "2022-06",
        "c": "2022-07-01",
        "d": None,
    }


def test_what_the_region_has_of_a_kind_stands_for_the_kind(tmp_path: Path) -> None:
    glossary = toy_glossary(
        tmp_path,
        "{old: {status: historical, became: [{id: board}]}, board: {acronym: BRD}}",
        "{terms: {toy-board: {term: Toy Board, kind_of: board}}, local: {old: {also_became: [{id: toy-board}]}}}",
    )

    assert fate(glossary, glossary.terms["old"]) == "Ended; we found no date for it. Now: Toy Board (BRD)."


@pytest.mark.parametrize("name", [each.id for each in GLOSSARY.terms.values() if each.announced])
def test_an_end_that_is_announced_and_not_done_says_so_with_a_date(name: str) -> None:
    shown = plain(entry_lines(GLOSSARY, term(name).term))

    assert f"Announced, not done: {term(name).announced}" in shown
    assert "20" in (term(name).announced or "")


def test_a_lineage_marks_what_was_asked_for_and_draws_one_chain_once() -> None:
    shown = plain(lineage_screen(GLOSSARY, [term("sustainability-and-transformation-plan"), term("stp")]))

    assert shown.count("(this one)") == 2
    assert shown.count("Lineage of") == 1
    assert "Now: ICS (integrated care system)." in shown


def test_a_term_without_neighbours_has_no_chain() -> None:
    assert "Nothing is known before it or after it." in plain(lineage_screen(GLOSSARY, [term("pip")]))
