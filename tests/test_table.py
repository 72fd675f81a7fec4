"""The table of first services by age and place, and the proof that no age or place is left without help."""

from __future__ import annotations

import dataclasses

import pytest

from kmnav.check.coverage import Cover
from kmnav.check.graph import Graph
from kmnav.check.rules import Subject
from kmnav.check.table import as_lines, cells
from kmnav.model import NOT_SURE, Role
from kmnav.pack import Pack


@pytest.fixture(scope="module")
def subject(pack: Pack) -> Subject:
    return Subject(pack, Graph(pack))


def cover(subject: Subject, outcome: str) -> Cover:
    return Cover(subject, subject.pack.outcomes[outcome])


def test_every_ending_stands_in_the_table_with_the_share_that_is_proved(pack: Pack, subject: Subject) -> None:
    heads = {line.split()[0]: line for line in as_lines(pack) if line and not line.startswith(" ")}
    assert list(heads) == list(pack.outcomes)
    assert all("surely met only by a front door:" in line for line in heads.values())
    for outcome in ("call-999", "crisis", "dementia"):
        assert heads[outcome].endswith(f" {cover(subject, outcome).front_share()}%")


def test_a_childs_ending_has_no_cell_for_an_age_that_never_comes_to_it(subject: Subject) -> None:
    ages = {cell.age for cell in cells(cover(subject, "talking-therapies"))}
    assert "17" not in ages
    assert "18" in ages


def test_a_council_of_its_own_comes_first_where_someone_has_nowhere_to_stay(subject: Subject) -> None:
    every = cells(cover(subject, "nowhere-tonight"))
    first = {cell.place: cell.first for cell in every if cell.age == NOT_SURE}
    for council in subject.pack.region.councils:
        assert council in first[council]


def test_an_emergency_is_only_a_front_door_and_a_helpline_for_all_is_more(subject: Subject) -> None:
    assert cover(subject, "call-999").front_share() == 100
    assert cover(subject, "crisis").front_share() == 0


def test_an_outcome_that_offers_only_a_local_door_leaves_people_without_help(subject: Subject) -> None:
    outcome = dataclasses.replace(subject.pack.outcomes["complaint"], offer=("adult-social-care",))
    local = Cover(subject, outcome)
    assert local.helped(Role.VOLUNTEER) != local.people.everyone
    with_gp = dataclasses.replace(outcome, about="life")
    assert Cover(subject, with_gp).helped(Role.VOLUNTEER) == local.people.everyone
