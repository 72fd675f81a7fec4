"""Records of kmnav are what the standard library's frozen dataclasses are, as far as kmnav uses them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.record import dataclass, field, field_names, replace


@dataclass(frozen=True, slots=True)
class Door:
    """A record as most are."""

    KIND: ClassVar[str] = "door"
    name: str
    open: bool = True
    people: Mapping[str, int] = field(default_factory=dict)
    worked_out: str = field(default="nothing", init=False)
    written: str = field(default="", metadata={"short": "yes"})


@dataclasses.dataclass(frozen=True, slots=True)
class LibraryDoor:
    KIND: ClassVar[str] = "door"
    name: str
    open: bool = True
    people: Mapping[str, int] = dataclasses.field(default_factory=dict)
    worked_out: str = dataclasses.field(default="nothing", init=False)
    written: str = dataclasses.field(default="", metadata={"short": "yes"})


@dataclass(frozen=True)
class Loose:
    """A record with a dictionary of its own, for what is worked out once."""

    name: str


VALUES = st.fixed_dictionaries(
    {"name": st.text(max_size=3)},
    optional={
        "open": st.booleans(),
        "people": st.dictionaries(st.text(max_size=2), st.integers()),
        "written": st.text(max_size=2),
    },
)  # fmt: skip


def in_the_library(door: Door) -> object:
    made = LibraryDoor(door.name, door.open, door.people, door.written)
    object.__setattr__(made, "worked_out", door.worked_out)
    return made


@given(values=VALUES)
def test_a_record_is_made_shown_and_taken_apart_as_the_library_does(values: dict[str, Any]) -> None:
    ours, theirs = Door(**values), LibraryDoor(**values)

    assert repr(ours) == repr(theirs).replace("LibraryDoor", "Door")
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.replace(ours, name="x") == replace(ours, name="x") == Door(**{**values, "name": "x"})
    assert copy.deepcopy(ours) == pickle.loads(pickle.dumps(ours)) == ours


@given(one=VALUES, other=VALUES)
def test_records_are_equal_as_their_values_are(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (Door(**one) == Door(**other)) == (LibraryDoor(**one) == LibraryDoor(**other))
    assert in_the_library(Door(**one)) not in (Door(**one), None)


def test_the_fields_are_told_as_the_library_tells_them() -> None:
    told = [(each.name, each.default, each.init, dict(each.metadata)) for each in dataclasses.fields(Door)]
    expected = [(each.name, each.default, each.init, dict(each.metadata)) for each in dataclasses.fields(LibraryDoor)]

    assert told == expected
    assert field_names(Door) == Door.__match_args__ == tuple(name for name, *_ in expected)
    assert dataclasses.is_dataclass(Door)
    assert Door.KIND == "door"


def test_values_go_by_place_or_by_name_and_a_factory_makes_a_new_one_each_time() -> None:
    assert Door("front", False) == Door(open=False, name="front")
    assert Door("front").people is not Door("front").people
    assert hash(Loose("a")) == hash(Loose("a"))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        (("a",), {"name": "b"}),
        (("a",), {"nothing": 1}),
        (("a", True, {}, "w", "more"), {}),
        (("a",), {"worked_out": "x"}),
    ],
)
def test_too_few_values_too_many_and_unknown_ones_are_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Door is made"):
        Door(*values, **named)


@pytest.mark.parametrize("record", [Door("front"), Loose("front")])
def test_nothing_of_a_record_can_be_changed(record: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="never changes"):
        record.name = "back"
    with pytest.raises(dataclasses.FrozenInstanceError, match="never changes"):
        del record.name


def test_a_record_that_could_change_is_refused() -> None:
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False)(Loose)
