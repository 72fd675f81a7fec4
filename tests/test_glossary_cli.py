"""`kmnav glossary`: what it prints, in which form, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_support import Run, assert_told_plainly, at_the_desk, in_a_process
from tests.cli_support import kmnav as run
from tests.the_pack import the_glossary

OURS = {"KMNAV_PACK": ""}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped glossary is read once for all of these tests, not at every command."""
    monkeypatch.setattr("kmnav.packs.load_glossary", lambda *_: the_glossary())


def kmnav(*words: str, **variables: str) -> Run:
    return run(*words, **{**OURS, **variables})


def test_an_entry_says_what_it_was_when_it_closed_and_what_does_the_work_now() -> None:
    told = kmnav("glossary", "CCG")

    assert told.code == 0
    assert told.out.startswith(
        "CCG: clinical commissioning group\nClosed 1 July 2022. Now: NHS Kent and Medway (ICB).\n"
    )
    assert "They became one on 1 April 2020." in told.out
    assert "Sources:\n- https://" in told.out
    assert told.err == ""


def test_several_words_are_one_query() -> None:
    assert kmnav("glossary", "see", "see", "gee").out == kmnav("glossary", "CCG").out


def test_the_closest_entry_is_named_as_such() -> None:
    told = kmnav("glossary", "comissioning", "group")

    assert told.code == 0
    assert told.out.startswith(
        'No entry is called "comissioning group". The closest is CCG (clinical commissioning group).\n'
    )


def test_several_meanings_are_all_shown() -> None:
    told = kmnav("glossary", "MCA")

    assert told.out.startswith('"MCA" has 3 meanings.\n\nMCA: Mental Capacity Act 2005\n')
    assert told.out.count("\n\nMCA: ") == 3


def test_what_has_no_source_says_so() -> None:
    assert "Unsourced: nobody has opened a page for this." in kmnav("glossary", "middle cerebral artery").out


def test_a_miss_offers_what_is_close_and_is_exit_4() -> None:
    told = kmnav("glossary", "CGC")

    assert_told_plainly(told, 4)
    assert told.out == ""
    assert told.err == 'No entry for "CGC". Close: CCG, CHC, CQC.\nTry: kmnav glossary CCG\n'


@pytest.mark.parametrize("query", ["pizza", "zzzz", "tomorrow's weather"])
def test_nonsense_is_exit_4(query: str) -> None:
    assert_told_plainly(kmnav("glossary", *query.split()), 4)


def test_a_lineage_is_drawn_with_dates() -> None:
    told = kmnav("glossary", "CCG", "--lineage")

    assert told.out.splitlines()[0] == "Lineage of CCG (clinical commissioning group)"
    assert "(this one), 1 April 2013 to 30 June 2022. Became KMCCG on 1 April 2020; ICB on 1 July 2022." in told.out
    assert told.out.endswith("Now: NHS Kent and Medway (ICB).\n")


def test_json_has_the_keys_of_the_contract_in_their_order() -> None:
    told = kmnav("glossary", "ccg", "--json").object
    record = told["results"][0]

    assert list(told)[:4] == ["schema", "kind", "query", "match"]
    assert (told["schema"], told["kind"], told["match"], told["suggestions"]) == (
        "kmnav/1", "glossary", "normalised", [],
    )  # fmt: skip
    keys = ["id", "acronym", "term", "aliases", "definition", "category", "status", "from", "until", "replaced_by",
            "now", "local", "see_also", "documents", "score", "sources"]  # fmt: skip
    assert [each for each in record if each in keys] == keys
    assert record["now"] == ["ICB", "NHS Kent and Medway"]
    assert {"acronym": "ICB", "term": "integrated care board", "on": "2022-07-01"}.items() <= record["replaced_by"][
        -1
    ].items()


def test_json_of_a_miss_is_whole_and_exit_4() -> None:
    told = kmnav("glossary", "CGC", "--json")

    assert told.code == 4
    assert told.object["match"] == "none"
    assert [each["acronym"] for each in told.object["suggestions"]] == ["CCG", "CHC", "CQC"]


def test_json_of_a_lineage_carries_the_chain() -> None:
    (lineage,) = kmnav("glossary", "iapt", "--lineage", "--json").object["lineage"]

    assert [each["id"] for each in lineage["chain"]] == ["iapt", "nhs-talking-therapies"]


def test_papers_stand_with_their_years() -> None:
    told = kmnav("glossary", "local transformation plan")

    assert [year for year in range(2015, 2023) if f"- {year}, " in told.out] == [
        2015,
        2016,
        2017,
        2018,
        2019,
        2021,
        2022,
    ]


def test_without_a_term_all_are_listed_or_those_of_a_kind() -> None:
    everything = kmnav("glossary", "--json").object["terms"]
    renamed = kmnav("glossary", "--status", "renamed")

    assert len(everything) >= 690
    assert "KMPT: Kent and Medway NHS and Social Care Partnership Trust (renamed)" in renamed.out
    assert kmnav("glossary", "--category", "finance", "--status", "historical").code in (0, 4)


@pytest.mark.parametrize(
    "words",
    [
        ("--category", "nope"),
        ("--status", "nope"),
        ("--lineage",),
        ("CCG", "--text", "letter.txt"),
        ("CCG", "--status", "current"),
        ("CCG", "--format", "nope"),
        ("CCG", "--format", "markdown"),
        ("--text", "/no/such/letter.txt"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(words: tuple[str, ...]) -> None:
    assert_told_plainly(kmnav("glossary", *words), 2)


def test_a_letter_is_explained(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Refer to the SPoA.\nThe ICB will decide.\n", encoding="utf-8")
    told = kmnav("glossary", "--text", str(letter))
    terms = kmnav("glossary", "--text", str(letter), "--json").object

    assert told.out.startswith("2 terms in this text\n\nSPoA (line 1)\n")
    assert "\nICB (line 2)\n" in told.out
    assert [(each["as_written"], each["line"]) for each in terms["terms"]] == [("SPoA", 1), ("ICB", 2)]
    assert kmnav("glossary", "--text", str(letter), "--format", "markdown").out.startswith("# Terms in this text\n")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(b"PK\x00\x01\xff")

    assert_told_plainly(kmnav("glossary", "--text", str(file)), 2)


def test_nothing_on_stdin_is_a_letter_without_terms() -> None:
    assert "No term" in kmnav("glossary", "--text", "-").out


@pytest.mark.parametrize("words", [("MCA",), ("STP", "--lineage")])
def test_the_words_depend_on_no_width_terminal_or_clock(words: tuple[str, ...]) -> None:
    seen = {
        at_the_desk((), "glossary", *words, columns=columns, variables={**OURS, **more}).seen
        for columns, more in (
            (40, {}),
            (200, {"TERM": "dumb"}),
            (40, {"NO_COLOR": "", "LC_ALL": "C"}),
            (200, {"TZ": "Asia/Tokyo"}),
        )
    }

    assert seen == {kmnav("glossary", *words).out}


def test_old_code_pages_lose_no_words() -> None:
    told = run("glossary", "crisis café", encoding="ascii", **OURS)

    assert told.code == 0
    assert "crisis cafe" in told.out


def test_a_look_up_loads_neither_the_walk_nor_rich() -> None:
    script = (
        "import sys; sys.argv = ['kmnav', 'glossary', 'CCG']\n"
        "from kmnav.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "import json; print(json.dumps([m for m in sys.modules if m.startswith(('kmnav', 'rich', 'rapidfuzz'))]))\n"
    )
    import subprocess
    import sys

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    loaded = set(json.loads(said.splitlines()[-1]))

    assert loaded.isdisjoint({"kmnav.replay", "kmnav.recommend", "kmnav.check", "rich", "rapidfuzz"})


def test_it_runs_as_a_process_of_its_own() -> None:
    told = in_a_process("glossary", "I.A.P.T", **OURS)

    assert told.code == 0
    assert told.out.startswith("IAPT: Improving Access to Psychological Therapies\nRenamed in January 2023.")


def test_the_same_query_prints_the_same_in_every_process() -> None:
    seen = {in_a_process("glossary", "helth borad", PYTHONHASHSEED=seed, **OURS).err for seed in ("0", "1", "2")}

    assert len(seen) == 1
    assert "Close: " in seen.pop()
