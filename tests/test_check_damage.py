"""`kmnav check` catches what an editor may spoil, and what a change to the program may.

The damages stand in test_check_damage_*.py, by what they spoil. Here: that none is missing, and damage to the program.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import kmnav.fit
from kmnav import load, load_tables, load_terms, references, shape, tree
from kmnav.check import check_pack, glossary
from kmnav.check.rules import REGISTERED
from kmnav.check.run import FAMILIES
from kmnav.errors import Severity
from kmnav.fit import Person
from kmnav.model import Service
from kmnav.pack import Pack
from tests.damage import Damage, Damages, codes_of, looked_at, rules_for, shipped

HERE = Path(__file__).parent
WITH_DAMAGES = ("test_content_lint", *sorted(file.stem for file in HERE.glob("test_check_damage_*.py")))
READING = (references, shape, tree, load)
TESTED_APART = (glossary, load_terms, load_tables)
Break = Callable[[pytest.MonkeyPatch], None]


@cache
def all_damages() -> tuple[Damage, ...]:
    """The damages of every family."""
    modules = [importlib.import_module(f"tests.{name}") for name in WITH_DAMAGES]
    lists = [each for module in modules for each in vars(module).values() if isinstance(each, Damages)]
    return tuple(damage for damages in lists for damage in damages)


def test_the_pack_as_it_ships_has_no_error(pack: Pack) -> None:
    result = check_pack(pack)
    assert [str(each) for each in result.problems if each.severity is Severity.ERROR] == []
    assert result.ok


def test_the_pack_that_is_spoilt_is_the_one_that_ships(pack: Pack) -> None:
    """It is put together from what was read once, and is the same in every part."""
    mine = shipped().pack
    for part in ("questions", "outcomes", "doors", "services", "flags", "cases", "settings", "region"):
        assert getattr(mine, part) == getattr(pack, part)


def test_every_code_that_a_rule_can_give_is_given_for_some_damage() -> None:
    given = {each.code for each in all_damages()} | {code for code, _, _ in PROGRAM}
    for family in (*FAMILIES, *READING):
        assert codes_of(family) <= given, family.__name__


@pytest.mark.parametrize("module", TESTED_APART, ids=lambda module: module.__name__)
def test_the_codes_of_other_files_stand_in_their_own_tests(module: ModuleType) -> None:
    told = "\n".join(
        file.read_text(encoding="utf-8") for file in HERE.glob("test_*.py") if file.name != Path(__file__).name
    )
    assert [code for code in sorted(codes_of(module)) if code not in told] == []


def test_every_rule_can_give_a_code_and_every_damage_has_a_rule_or_stops_loading() -> None:
    loading = set().union(*(codes_of(module) for module in READING))
    assert all(rules_for(each.code) for each in all_damages() if each.code not in loading)
    giving = {rule for family in FAMILIES for code in codes_of(family) for rule in rules_for(code)}
    assert giving == set(REGISTERED)


def test_there_are_many_damages_each_with_a_name_of_its_own() -> None:
    names = [str(each) for each in all_damages()]
    assert len(names) == len(set(names))
    assert len(names) >= 100


# Damage to the program: the proofs ask it what it tells, and do not believe it


def everybody_is_of_the_right_age(patch: pytest.MonkeyPatch) -> None:
    def judge(service: Service, person: Person, fits: list[str], check: list[str], because: list[str]) -> None:
        fits.append("For everyone")

    patch.setattr(kmnav.fit, "_judge_age", judge)


def a_whole_year_is_rounded_into_a_half(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("kmnav.values.AgeRange.covers", lambda self, low, high: self.low < high)


def the_one_who_cares_is_judged_by_the_persons_age(patch: pytest.MonkeyPatch) -> None:
    class Nobody:
        CARER = None

    patch.setattr(kmnav.fit, "ServiceFor", Nobody)


def outside_is_taken_for_inside(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kmnav.fit, "OUTSIDE", "nowhere")
    patch.setattr(kmnav.fit, "councils_served", lambda pack, service: frozenset((*pack.region.councils, "outside")))


def the_gp_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("kmnav.told._gp_offer", lambda *given: ())


def a_part_of_staying_is_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("kmnav.check.safety.stay_part", lambda pack, outcome, part, role: None)


PROGRAM: list[tuple[str, str, Break]] = [
    ("AGE-OFFERED", "services.nhs-talking-therapies.ages", everybody_is_of_the_right_age),
    ("AGE-OFFERED", "services.cyp-to-adult-mental-health-transition.ages", a_whole_year_is_rounded_into_a_half),
    ("AGE-OFFERED", "services.nspcc-helpline.ages", the_one_who_cares_is_judged_by_the_persons_age),
    ("AGE-OFFERED", "services.kent-adult-social-care.ages", outside_is_taken_for_inside),
    ("END-GP", "outcomes.bereavement", the_gp_is_forgotten),
    ("SAFE-STAY", "outcomes.crisis", a_part_of_staying_is_lost),
]


@pytest.mark.parametrize(("code", "path", "spoil"), PROGRAM, ids=lambda given: getattr(given, "__name__", ""))
def test_damage_to_the_program_is_caught(monkeypatch: pytest.MonkeyPatch, code: str, path: str, spoil: Break) -> None:
    subject = looked_at(shipped().pack, "")
    spoil(monkeypatch)
    assert (code, path) in {(each.code, each.path) for rule in rules_for(code) for each in rule(subject)}
