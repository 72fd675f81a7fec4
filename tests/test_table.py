"""The table of first services by age and place, and the proof that no age or place is left without help."""

from __future__ import annotations

import dataclasses

from kmnav.check.coverage import coverage, takes_of
from kmnav.check.table import as_lines, cells, ends_of
from kmnav.model import NOT_SURE
from kmnav.pack import Pack


def test_every_ending_stands_in_the_table_with_its_urgency(pack: Pack) -> None:
    heads = [line for line in as_lines(pack) if line and not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == list(pack.outcomes)
    assert all("met only by a front door:" in line for line in heads)


def test_a_childs_ending_has_no_cell_for_an_age_that_never_comes_to_it(pack: Pack) -> None:
    ages = {cell.age for cell in cells(pack, pack.outcomes["talking-therapies"], ends_of(pack))}
    assert "17" not in ages
    assert "18" in ages


def test_a_council_of_its_own_comes_first_where_someone_has_nowhere_to_stay(pack: Pack) -> None:
    every = cells(pack, pack.outcomes["nowhere-tonight"], ends_of(pack))
    first = {cell.place: cell.first for cell in every if cell.age == NOT_SURE}
    for council in pack.region.councils:
        assert council in first[council]


def test_coverage_counts_the_same_cells_as_the_table(pack: Pack) -> None:
    for name in ("crisis", "eating-today", "daily-care", "call-999"):
        outcome = pack.outcomes[name]
        every = list(cells(pack, outcome, ends_of(pack)))
        helped, beyond, number = coverage(pack, outcome, ends_of(pack), takes_of(pack))
        assert (helped, number) == (len(every), len(every))
        assert beyond == sum(not cell.front_door_only for cell in every)


def test_an_outcome_that_offers_only_a_local_door_leaves_people_without_help(pack: Pack) -> None:
    outcome = dataclasses.replace(pack.outcomes["daily-care"], offer=("adult-social-care",))
    helped, _, number = coverage(pack, outcome, ends_of(pack), takes_of(pack))
    assert helped < number
