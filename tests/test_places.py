"""What people say of a place: councils, towns, postcodes, and the traps among them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav.errors import UnknownAnswer
from kmnav.model import OUTSIDE
from kmnav.pack import Pack, Region
from kmnav.places import resolve_place
from tests.toy import toy_pack


@pytest.fixture(scope="module")
def toyshire() -> Region:
    return toy_pack("").region


def refusal(region: Region, text: str) -> str:
    """What is said to a place that is not known here."""
    with pytest.raises(UnknownAnswer) as refused:
        resolve_place(region, text)
    return f"{refused.value.happened} {refused.value.do}"


# Names


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("hill", ("hill",)),
        ("Hill Council", ("hill",)),
        ("  vale   BOROUGH council ", ("vale",)),
        ("Hilltown", ("hill",)),
        ("sandy-bay", ("shore",)),
        ("near Sandy Bay", ("shore",)),
        ("St Ann's", ("shore",)),
        ("st anns", ("shore",)),
        ("Ford", ("hill", "vale")),
        ("The Old Hundred", ("hill", "shore")),
        ("old hundred", ("hill", "shore")),
        ("outside", (OUTSIDE,)),
        ("Outside Toyshire", (OUTSIDE,)),
    ],
)
def test_a_place_by_its_name(toyshire: Region, said: str, councils: tuple[str, ...]) -> None:
    assert resolve_place(toyshire, said) == councils


def test_a_near_name_is_offered_and_never_taken(toyshire: Region) -> None:
    assert (
        refusal(toyshire, "Hiltown") == '"Hiltown" is not a place known here. Did you mean "hilltown" (Hill Council)?'
    )
    assert "(Hill Council or Vale Borough Council)" in refusal(toyshire, "Forde")
    assert "(Outside Toyshire)" in refusal(toyshire, "outsid")


def test_a_place_that_is_like_none_names_what_can_be_said(toyshire: Region) -> None:
    said = refusal(toyshire, "Atlantis")
    assert said.startswith('"Atlantis" is not a place known here.')
    assert "one of: hill, vale, shore, outside" in said


@pytest.mark.parametrize("text", ["", "   "])
def test_no_place_at_all(toyshire: Region, text: str) -> None:
    assert "No place was given." in refusal(toyshire, text)


# Postcodes


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("ZZ1", ("hill",)),
        ("zz1", ("hill",)),
        ("ZZ2", ("hill", "vale")),
        ("ZZ2 1", ("hill",)),
        ("ZZ2 1AB", ("hill",)),
        ("zz21ab", ("hill",)),
        ("ZZ2 5AB", ("hill", "vale")),
        ("ZZ3 4AB", ("vale", OUTSIDE)),
        ("ZZ3 9XY", (OUTSIDE,)),
        ("ZZ13", ("shore",)),
        ("ZZ13 1AB", ("shore",)),
        ("ZZ1 3AB", ("hill",)),
        ("ZZ13AB", ("hill",)),
        ("ZZ131AB", ("shore",)),
        ("ZZ7 1AB", (OUTSIDE,)),
        ("SW1A 1AA", (OUTSIDE,)),
        ("M1", (OUTSIDE,)),
    ],
)
def test_a_place_by_its_postcode(toyshire: Region, said: str, councils: tuple[str, ...]) -> None:
    assert resolve_place(toyshire, said) == councils


@pytest.mark.parametrize("said", ["ZZ4", "ZZ99 1AB", "zz5 5"])
def test_a_postcode_that_does_not_exist_here_is_no_other_place(toyshire: Region, said: str) -> None:
    """A slip in a postcode must not send a person away as one from outside."""
    assert "no postcode" in refusal(toyshire, said)


# The shipped region


def test_every_council_by_its_id_and_its_name(pack: Pack) -> None:
    for council in pack.region.councils.values():
        assert resolve_place(pack.region, council.id) == (council.id,)
        assert resolve_place(pack.region, council.name) == (council.id,)
        assert resolve_place(pack.region, council.name.upper()) == (council.id,)


def test_every_town_and_old_name_finds_its_council(pack: Pack) -> None:
    for council in pack.region.councils.values():
        for name in (*council.towns, *council.also):
            assert council.id in resolve_place(pack.region, name), name


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("Shepway", {"folkestone-and-hythe", "maidstone"}),
        ("Shepway District Council", {"folkestone-and-hythe"}),
        ("shepway council", {"folkestone-and-hythe"}),
        ("Maidstone council", {"maidstone"}),
        ("Minster", {"swale", "thanet"}),
        ("Newington", {"swale", "folkestone-and-hythe"}),
        ("Ash", {"dover", "sevenoaks"}),
        ("Stone", {"dartford", "ashford"}),
        ("Parkwood", {"medway", "maidstone"}),
        ("Walderslade", {"medway", "maidstone", "tonbridge-and-malling"}),
        ("Rochester", {"medway"}),
        ("Chatham", {"medway"}),
        ("Higham", {"gravesham"}),
        ("Bredhurst", {"maidstone"}),
        ("Wouldham", {"tonbridge-and-malling"}),
        ("Margate", {"thanet"}),
        ("Sheppey", {"swale"}),
        ("the Isle of Sheppey", {"swale"}),
        ("St Peters", {"thanet"}),
        ("Tonbridge", {"tonbridge-and-malling"}),
        ("Tunbridge Wells", {"tunbridge-wells"}),
        ("Royal Tunbridge Wells", {"tunbridge-wells"}),
        ("Westgate on Sea", {"thanet"}),
        ("Tonbridge & Malling", {"tonbridge-and-malling"}),
        ("Medway", {"medway"}),
        ("Faversham", {"swale"}),
    ],
)
def test_the_traps_of_the_region(pack: Pack, said: str, councils: set[str]) -> None:
    assert set(resolve_place(pack.region, said)) == councils


@pytest.mark.parametrize(
    ("said", "councils"),
    [
        ("ME1", {"medway", "tonbridge-and-malling"}),
        ("ME1 1AA", {"medway"}),
        ("ME1 3AA", {"medway"}),
        ("ME13AA", {"medway"}),
        ("ME1 3ZZ", {"medway", "tonbridge-and-malling"}),
        ("ME13 8AA", {"swale"}),
        ("ME5 8", {"medway", "maidstone"}),
        ("ME3 7", {"gravesham", "medway"}),
        ("TN3", {"tunbridge-wells", "outside", "sevenoaks", "tonbridge-and-malling"}),
        ("TN2 9", {"tunbridge-wells", "outside"}),
        ("CT9 1AA", {"thanet"}),
        ("DA17", {"outside", "dartford"}),
        ("DA14 4AA", {"outside"}),
        ("DA7 4AA", {"outside"}),
        ("TN40", {"outside"}),
        ("SE1 7EH", {"outside"}),
    ],
)
def test_postcodes_that_straddle_and_those_outside(pack: Pack, said: str, councils: set[str]) -> None:
    assert set(resolve_place(pack.region, said)) == councils


@pytest.mark.parametrize("said", ["CT50", "ME99", "ME21 1AA", "CT22 9"])
def test_a_postcode_that_holds_no_homes_here_is_asked_for_again(pack: Pack, said: str) -> None:
    assert "no postcode" in refusal(pack.region, said)


def test_a_sector_says_no_more_than_its_district(pack: Pack) -> None:
    region = pack.region
    for sector, councils in region.sectors.items():
        district = sector.split()[0]
        assert set(councils) <= set(region.postcodes[district]), sector
        assert resolve_place(region, sector) == councils
        assert resolve_place(region, sector.replace(" ", "  ").lower()) == councils


def test_a_district_with_one_council_needs_no_sectors(pack: Pack) -> None:
    """And each of its councils is in one of the sectors of a district with several."""
    region = pack.region
    for district, councils in region.postcodes.items():
        sectors = [each for each in region.sectors if each.split()[0] == district]
        if len(councils) == 1:
            assert sectors == [], district
        else:
            assert {council for each in sectors for council in region.sectors[each]} == set(councils), district


def test_no_district_is_both_inside_and_outside(pack: Pack) -> None:
    outside = {each for districts in pack.region.outside_postcodes.values() for each in districts}
    assert not outside & set(pack.region.postcodes)
    assert all(re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?", each) for each in (*outside, *pack.region.postcodes))


def test_a_group_is_of_councils_and_social_care_takes_each_council_once(pack: Pack) -> None:
    region = pack.region
    served = [council for each in region.social_care.values() for council in each.of]
    assert sorted(served) == sorted(region.councils)
    for council in region.councils.values():
        assert council.id in region.social_care[council.social_care].of
    for group in region.groups.values():
        assert region.councils_of(group.id) == set(group.of)
    assert region.councils_of("all") == set(region.councils)
    assert region.councils_of("atlantis") == set()


def councils_or_refusal(region: Region, text: str) -> tuple[str, ...] | UnknownAnswer:
    """What the place means, or the refusal; anything else breaks the test."""
    try:
        return resolve_place(region, text)
    except UnknownAnswer as refused:
        return refused


@given(
    text=st.text(max_size=30) | st.from_regex(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9]?[A-Za-z]{0,2}", fullmatch=True)
)
def test_whatever_is_said_is_a_known_place_or_refused(pack: Pack, text: str) -> None:
    found = councils_or_refusal(pack.region, text)
    if isinstance(found, UnknownAnswer):
        assert found.happened
        assert found.do
    else:
        assert found
        assert set(found) <= {*pack.region.councils, OUTSIDE}
