"""Full postcodes are exact, what straddles is asked about, and the build step loses no postcode."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.errors import PackInvalid, UnknownAnswer
from kmnav.model import OUTSIDE
from kmnav.pack import Pack, Region
from kmnav.places import postcode_meant, resolve_place, unsure_because
from kmnav.postcodes import FullPostcodes, Postcode
from tests.documented import ROOT
from tests.toy import REGION, toy_pack, write_tiny

TABLE = """\
# made up
ZZ2 5: hill AA-AJ BD; vale AL-AZ; outside BA
ZZ3 4: vale AA
"""
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@pytest.fixture(scope="module")
def toyshire() -> Region:
    return replace(toy_pack("").region, full_postcodes=FullPostcodes.parse(TABLE))


def runs_of(pack: Pack) -> Iterator[tuple[str, str, str, str]]:
    table = pack.region.full_postcodes
    for sector in table.sectors:
        for council, first, last in table.runs(sector):
            yield sector, council, first, last


# A table tells the council


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("ZZ2 5AA", ("hill",)),
        ("ZZ2 5AE", ("hill",)),
        ("ZZ2 5AJ", ("hill",)),
        ("ZZ2 5AL", ("vale",)),
        ("ZZ2 5BA", (OUTSIDE,)),
        ("ZZ2 5BD", ("hill",)),
        ("ZZ2 5BB", ("hill", "vale")),
        ("ZZ2 5ZZ", ("hill", "vale")),
        ("ZZ2 1ZZ", ("hill",)),
        ("ZZ3 4AA", ("vale",)),
        ("ZZ3 4AB", ("vale", OUTSIDE)),
        ("ZZ3 9AA", (OUTSIDE,)),
    ],
)
def test_a_full_postcode_is_exact_and_one_that_is_not_listed_falls_back(
    toyshire: Region, said: str, councils: tuple[str, ...]
) -> None:
    assert resolve_place(toyshire, said) == councils


def test_why_a_postcode_does_not_decide_is_said(toyshire: Region) -> None:
    assert (
        unsure_because(toyshire, "zz25bb")
        == "The full postcode ZZ2 5BB is not in the list, so only ZZ2 5 is known of it."
    )
    assert unsure_because(toyshire, "ZZ2") == "ZZ2 lies in more than one council. A full postcode may tell which."
    assert unsure_because(toyshire, "ZZ2 5AA") is None
    assert unsure_because(toyshire, "Ford") is None


# As people type them


@given(
    sector=st.sampled_from(["ZZ1 2", "ZZ2 5", "ZZ13 1", "ZZ3 9"]),
    unit=st.text(LETTERS, min_size=2, max_size=2),
    marks=st.lists(st.sampled_from([" ", "", "-", "."]), min_size=6, max_size=6),
    lower=st.booleans(),
)
def test_spacing_and_case_of_a_full_postcode_do_not_matter(
    toyshire: Region, sector: str, unit: str, marks: list[str], lower: bool
) -> None:
    tight = (sector + unit).replace(" ", "")
    typed = "".join(letter + mark for letter, mark in zip(tight, [*marks, *marks], strict=False))

    found = postcode_meant(toyshire, f" {typed.lower() if lower else typed} ")

    assert str(found) == sector + unit


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ZZI 2AA", "ZZ1 2AA"),
        ("ZZl3 1AA", "ZZ13 1AA"),
        ("ZZ2 SAA", None),
        ("ZZ1 OAA", "ZZ1 0AA"),
        ("zz1oaa", "ZZ1 0AA"),
        ("ZZI3 lAA", "ZZ13 1AA"),
        ("ZZ13 I", "ZZ13 1"),
        ("ZZI", None),
        ("ZIO", None),
        ("Hill", None),
    ],
)
def test_letters_for_digits_are_put_right_where_that_gives_a_place_known_here(
    toyshire: Region, said: str, meant: str | None
) -> None:
    found = postcode_meant(toyshire, said)
    assert (str(found) if found else None) == meant


def test_a_slip_never_changes_a_postcode_that_is_known_as_typed(pack: Pack) -> None:
    for sector, _, first, _ in runs_of(pack):
        assert str(postcode_meant(pack.region, sector + first)) == sector + first


# The shipped region


def test_every_straddling_district_is_asked_about_never_chosen(pack: Pack) -> None:
    """Every one of them: the district alone gives all its councils, and so does each sector that is not told apart."""
    region = pack.region
    straddling = {district: councils for district, councils in region.postcodes.items() if len(councils) > 1}
    assert len(straddling) > 40
    for district, councils in straddling.items():
        assert resolve_place(region, district) == councils
        assert resolve_place(region, district.lower()) == councils
        assert (unsure_because(region, district) or "").startswith(f"{district} lies in more than one council.")
        exact = {council for sector, council, _, _ in runs_of(pack) if sector.split(" ")[0] == district}
        assert set(councils) <= exact, "each council of the district has a full postcode that leads to it"


def test_every_run_of_the_table_leads_to_its_council_alone(pack: Pack) -> None:
    for sector, council, first, last in runs_of(pack):
        assert resolve_place(pack.region, sector + first) == (council,)
        assert resolve_place(pack.region, (sector + last).replace(" ", "").lower()) == (council,)


def test_a_postcode_that_the_table_lacks_falls_back_on_its_sector(pack: Pack) -> None:
    region = pack.region
    for sector in region.full_postcodes.sectors:
        known = {unit for _, first, last in region.full_postcodes.runs(sector) for unit in (first, last)}
        missing = next(
            unit
            for unit in (one + two for one in LETTERS for two in LETTERS)
            if unit not in known and region.full_postcodes.council_of(Postcode(*_split(sector), unit)) is None
        )
        told = region.sectors.get(sector, region.postcodes[sector.split(" ")[0]])
        assert resolve_place(region, sector + missing) == told
        assert (unsure_because(region, sector + missing) is not None) == (len(told) > 1)


def _split(sector: str) -> tuple[str, str]:
    district, _, number = sector.partition(" ")
    return district, number


def test_sectors_of_the_region_agree_with_the_table(pack: Pack) -> None:
    """The sectors are the table counted, with at most two stray postcodes of a council left out."""
    region = pack.region
    for sector, councils in region.sectors.items():
        counted: dict[str, int] = {}
        for council, first, last in region.full_postcodes.runs(sector):
            units = [one + two for one in LETTERS for two in LETTERS if first <= one + two <= last]
            counted[council] = counted.get(council, 0) + len(units)
        if not counted:
            assert len(councils) == 1, sector
            continue
        assert set(councils) <= set(counted), sector
        assert all(count <= 2 for council, count in counted.items() if council not in councils), sector


@given(text=st.from_regex(r"(BR|CT|DA|ME|TN)[0-9]{1,2} ?[0-9][A-Z]{2}", fullmatch=True))
def test_a_full_postcode_never_means_more_than_its_district(pack: Pack, text: str) -> None:
    region = pack.region
    try:
        councils = resolve_place(region, text)
    except UnknownAnswer:
        return
    postcode = postcode_meant(region, text)
    assert postcode is not None
    if len(councils) > 1:
        assert set(councils) <= set(region.postcodes[postcode.district])


# The file is read strictly


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ZZ2 5: hill AA-AJ vale AL", "LOAD-ROW This is not a sector"),
        ("ZZ2 5: hill AA\nZZ2 5: vale AB", "stands here twice"),
        ("ZZ2 5: hill AA-AC", "LOAD-ROW This is not a sector"),
        ("ZZ2 5: hill AJ-AA", "ZZ2 5: AJ-AA is written backwards"),
        ("ZZ2 5: hill AA-AJ; vale AE", "ZZ2 5: AE stands in two runs"),
        ("ZZ2 5: atlantis AA", 'names a council "atlantis"'),
        ("ZZ7 5: hill AA", "ZZ7 5 is in no district of the region"),
    ],
)
def test_a_table_that_is_wrong_stops_the_pack(tmp_path: Path, text: str, said: str) -> None:
    folder = with_table(tmp_path, text)
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    assert any(said in str(each) for each in refused.value.problems), refused.value.problems


def test_a_table_says_where_it_is_from(tmp_path: Path) -> None:
    folder = with_table(tmp_path, "ZZ2 5: hill AA; vale AB")
    assert resolve_place(load_pack(folder).region, "ZZ2 5AB") == ("vale",)

    region = folder / REGION / "region.yaml"
    named = region.read_text(encoding="utf-8")
    region.write_text(
        named.replace("tables:", "notes:").replace("{postcodes: {source: office, edition: May}}", "[]"),
        encoding="utf-8",
    )
    with pytest.raises(PackInvalid, match="1 problem"):
        load_pack(folder)
    region.write_text(named.replace("source: office", "source: nobody"), encoding="utf-8")
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    assert 'no source of the region "nobody"' in str(refused.value.problems[0])
    region.write_text(named, encoding="utf-8")
    (folder / REGION / "postcodes.txt").unlink()
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    assert "There is no postcodes.txt" in str(refused.value.problems[0])


def with_table(tmp_path: Path, text: str) -> Path:
    folder = write_tiny(tmp_path)
    (folder / REGION / "postcodes.txt").write_text(f"{text}\n", encoding="utf-8")
    with (folder / REGION / "region.yaml").open("a", encoding="utf-8") as file:
        file.write("tables: {postcodes: {source: office, edition: May}}\n")
        file.write('sources: {office: {url: "https://example.org/o", by: government, read: 2026-11-22}}\n')
    return folder


# The build step


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_postcodes", ROOT / "packaging" / "postcodes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(
    codes=st.dictionaries(
        st.tuples(
            st.sampled_from(["ZZ2 1", "ZZ2 5", "ZZ3 4", "ZZ3 9", "ZZ1 1"]), st.text(LETTERS, min_size=2, max_size=2)
        ),
        st.sampled_from(["E1", "E2", "E3", "W9"]),
        max_size=80,
    )
)
def test_what_is_built_gives_back_every_postcode(
    build: ModuleType, toyshire: Region, codes: dict[tuple[str, str], str]
) -> None:
    gss = {"hill": ("E1",), "vale": ("E2",), "shore": ("E3",)}
    councils = {key: replace(each, gss=gss[key]) for key, each in toyshire.councils.items()}
    region = replace(toyshire, councils=councils)
    directory = [(f"{sector}{unit}".replace(" ", ""), code) for (sector, unit), code in codes.items()]

    lines = list(build.table(region, build.by_sector(region, directory)))

    table = FullPostcodes.parse("\n".join(lines))
    assert not list(table.mistakes())
    read = replace(region, full_postcodes=table)
    named = {"E1": "hill", "E2": "vale", "E3": "shore", "W9": OUTSIDE}
    for (sector, unit), code in codes.items():
        assert resolve_place(read, sector + unit) == (named[code],)
    for sector, _ in codes:
        for unit in build.UNITS:
            if (sector, unit) not in codes:
                assert table.council_of(Postcode(*_split(sector), unit)) is None, "no such postcode: no council"


def test_postcodes_of_other_districts_are_left_out(build: ModuleType, toyshire: Region) -> None:
    assert build.by_sector(toyshire, [("ZZ71AA", "E1"), ("YY11AA", "E1")]) == {}
