"""What people say: read strictly from its files, learnt from, and asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmnav import find, load_pack
from kmnav.errors import PackInvalid
from kmnav.flat import Flat, flattened
from kmnav.learning import learn
from kmnav.likeness import Likeness, likeness_of
from kmnav.pack import Pack
from kmnav.sayings import SaidOf, Sayings, texts_of
from tests.toy import write_tiny

NEEDS, HARMLESS = "sayings/needs.txt", "sayings/harmless.txt"


def with_sayings(folder: Path, texts: dict[str, str]) -> Path:
    write_tiny(folder)
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, name: str, text: str) -> list[tuple[str, str, int]]:
    with pytest.raises(PackInvalid) as refused:
        load_pack(with_sayings(folder, {name: text}))
    return [(each.code, each.file, each.line) for each in refused.value.problems]


def test_sayings_stand_below_the_id_that_they_are_of(tmp_path: Path) -> None:
    pack = load_pack(
        with_sayings(
            tmp_path,
            {NEEDS: "# a remark\n\n## talk\nneed a chat\n lonely tonight \n", HARMLESS: "## harmless\na film\n"},
        )
    )

    assert texts_of(pack.sayings, SaidOf.NEED) == {"talk": ("need a chat", "lonely tonight")}
    assert texts_of(pack.sayings, SaidOf.HARMLESS) == {"harmless": ("a film",)}
    assert pack.where("sayings.needs.talk") == (NEEDS, 3)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## talk\nneed a chat\n## talk\nlonely\n", 3),
        ("need a chat\n## talk\n", 1),
        ("##\n## talk\nneed a chat\n", 1),
        ("## talk\nneed a chat\nNeed a chat\n", 3),
        (f"## talk\n{'a' * 201}\n", 2),
        ("## talk\nneed a\tchat\n", 2),
    ],
    ids=["id twice", "no id", "an empty heading", "saying twice", "too long", "a tab"],
)
def test_a_line_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, line: int) -> None:
    assert problems(tmp_path, NEEDS, text) == [("LOAD-SAYING", NEEDS, line)]


def test_a_heading_without_its_space_is_a_heading_and_no_remark(tmp_path: Path) -> None:
    """Else what stands below it would be taken for sayings of the heading before."""
    pack = load_pack(with_sayings(tmp_path, {NEEDS: "##talk\nneed a chat\n"}))

    assert texts_of(pack.sayings, SaidOf.NEED) == {"talk": ("need a chat",)}


@pytest.mark.parametrize("name", [NEEDS, "sayings/dangers.txt", HARMLESS])
def test_an_id_that_is_not_there_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, name, "# a remark\n## tolk\nneed a chat\n") == [("REF-MISSING", name, 2)]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    with_sayings(tmp_path, {NEEDS: ""})
    (tmp_path / NEEDS).write_bytes(b"## talk\n\xff\xfe\n")
    with pytest.raises(PackInvalid) as refused:
        load_pack(tmp_path)
    assert [(each.code, each.file) for each in refused.value.problems] == [("LOAD-FILE", NEEDS)]


def test_every_ending_that_words_may_be_near_and_every_red_flag_has_sayings(pack: Pack) -> None:
    said, dangers = texts_of(pack.sayings, SaidOf.NEED), texts_of(pack.sayings, SaidOf.DANGER)

    assert [each.id for each in pack.outcomes.values() if each.urgency < 3 and len(said.get(each.id, ())) < 20] == []
    assert [each for each in pack.flags if len(dangers.get(each, ())) < 20] == []


# What is learnt


def learnt(pack: Pack, **texts: tuple[str, ...]) -> Likeness:
    from kmnav.record import replace

    kinds = {"danger": SaidOf.DANGER, "harmless": SaidOf.HARMLESS, "elsewhere": SaidOf.ELSEWHERE}
    lists = [Sayings(kinds.get(name, SaidOf.NEED), name.replace("_", "-"), each) for name, each in texts.items()]
    changed = replace(pack, sayings={each.id: each for each in lists})
    return Likeness.of(changed, Flat(learn(changed)))


def test_a_new_saying_leads_its_words_to_its_need(pack: Pack) -> None:
    words = "the gronk has gone all wibbly"
    before = learnt(pack, elsewhere=("the weather",))
    after = learnt(pack, elsewhere=("the weather",), hearing=("gronk went wibbly", "my gronk", "wibbly gronk"))

    assert next(iter(before.likeness_to_needs(before.read(words)))) != "hearing"
    assert next(iter(after.likeness_to_needs(after.read(words)))) == "hearing"


def test_a_harmless_saying_speaks_against_a_danger(pack: Pack) -> None:
    words = "a stroke of luck at the bingo"
    before, after = (
        learnt(pack),
        learnt(pack, harmless=("a stroke of luck", "what a stroke of luck", "stroke of luck today")),
    )

    assert after.odds_of_danger(after.read(words)) < before.odds_of_danger(before.read(words))


def test_a_feature_that_no_saying_has_weighs_nothing(pack: Pack) -> None:
    likeness = likeness_of(pack)

    assert likeness.read("").weights == {}
    assert likeness.odds_of_danger(likeness.read("")) == 0
    assert likeness.danger_in("zzzzzz") == 0
    assert sum(each * each for each in likeness.read("he cannot sleep for worry").weights.values()) == pytest.approx(1)


def test_words_are_likened_alike_whatever_came_before(pack: Pack) -> None:
    assert learn(pack) == likeness_of(pack).held.held
    assert find(pack, "cannot sleep for worry") == find(pack, "cannot sleep for worry")


# One flat piece


@given(values=st.dictionaries(st.text(max_size=8), st.binary(max_size=20), max_size=40), other=st.text(max_size=8))
def test_a_flat_piece_gives_back_what_was_put_in_and_nothing_else(values: dict[str, bytes], other: str) -> None:
    flat = Flat(flattened(values))

    assert {key: flat.get(key) for key in values} == values
    assert set(flat) == set(values)
    assert (other in flat) == (other in values)
    assert flat.get(other) == values.get(other)
