"""Loading a glossary: strict, and England's file never depends on a region."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kmnav.errors import KmnavError, PackInvalid, Problem
from kmnav.load_terms import load_faqs, load_glossary
from tests.toy import REGION, write_tiny
from tests.toy_glossary import ENGLAND, TOYSHIRE, write_glossary

TERM = "  {id}: {{term: a thing, means: A thing., category: law, status: current{more}}}\n"


def one(term_id: str, more: str = "") -> str:
    return TERM.format(id=term_id, more=f", {more}" if more else "")


def problems(folder: Path, england: str, region: str = "") -> list[Problem]:
    with pytest.raises(PackInvalid) as told:
        load_glossary(write_glossary(folder, england, region))
    return list(told.value.problems)


@pytest.mark.parametrize(
    ("england", "region", "code", "file", "line"),
    [
        ("terms:\n" + one("a", "statuss: x"), "", "LOAD-UNKNOWN", ENGLAND, 2),
        ("terms:\n" + one("a") + one("a"), "", "LOAD-TWICE", ENGLAND, 3),
        ("terms:\n  a: {term: a thing}\n", "", "LOAD-MISSING", ENGLAND, 2),
        ("terms:\n" + one("A thing"), "", "LOAD-ID", ENGLAND, 2),
        ("terms:\n" + one("a", "until: 30 June"), "", "LOAD-VALUE", ENGLAND, 2),
        ("terms:\n" + one("a", "unsourced: true"), "", "LOAD-VALUE", ENGLAND, 2),
        ("terms:\n" + one("a", "became: [{id: b}]"), "", "REF-MISSING", ENGLAND, 2),
        ("terms:\n" + one("a", "see_also: [b]"), "", "REF-MISSING", ENGLAND, 2),
        ("terms:\n" + one("a", "kind_of: b"), "", "REF-MISSING", ENGLAND, 2),
        ("terms:\n" + one("a", "sources: {s: {by: nhs, read: 2026-11-22}}"), "", "LOAD-SHAPE", ENGLAND, 2),
        ("terms:\n" + one("a", "here: In Toyshire."), "", "REF-REGION", ENGLAND, 2),
        ("terms:\n" + one("a", "see_also: [b]"), "terms:\n" + one("b"), "REF-REGION", ENGLAND, 2),
        ("terms:\n" + one("a") + "local: {a: {here: Here.}}\n", "", "LOAD-UNKNOWN", ENGLAND, 3),
        ("terms:\n" + one("a"), "terms:\n" + one("a"), "LOAD-TWICE", TOYSHIRE, 2),
        ("terms:\n" + one("a"), "local:\n  b: {here: Here.}\n", "REF-MISSING", TOYSHIRE, 2),
        ("terms:\n" + one("a"), "local:\n  a: {also_became: [{id: b}]}\n", "REF-MISSING", TOYSHIRE, 2),
        ("terms:\n" + one("a"), "local:\n  a: {means: Something else.}\n", "LOAD-UNKNOWN", TOYSHIRE, 2),
        ("terms:\n" + one("a"), "words: {}\n", "LOAD-UNKNOWN", TOYSHIRE, 1),
        ("terms:\n  - a\n", "", "LOAD-SHAPE", ENGLAND, 1),
        ("- a\n", "", "LOAD-SHAPE", ENGLAND, 1),
        ("terms: &x {}\n", "", "LOAD-ANCHOR", ENGLAND, 1),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_line(
    tmp_path: Path, england: str, region: str, code: str, file: str, line: int
) -> None:
    assert (code, file, line) in [(each.code, each.file, each.line) for each in problems(tmp_path, england, region)]


def test_a_region_adds_to_a_term_of_england_and_changes_nothing(tmp_path: Path) -> None:
    england = "terms:\n" + one("a", "aliases: [first], see_also: [b]") + one("b")
    region = (
        "terms:\n" + one("own") + "local:\n"
        "  a: {here: Here., aliases: [second], see_also: [own], also_became: [{id: own, on: 2020-04-01}],\n"
        "      sources: {l1: {url: 'https://example.org', by: nhs, read: 2026-11-22}}}\n"
    )
    glossary = load_glossary(write_glossary(tmp_path, england, region))
    term = glossary.terms["a"]

    assert (term.here, term.aliases, term.see_also) == ("Here.", ("first", "second"), ("b", "own"))
    assert [each.id for each in term.became] == ["own"]
    assert list(term.sources) == ["l1"]
    assert glossary.local == {"own"}


def test_a_pack_may_have_only_the_regions_terms(tmp_path: Path) -> None:
    write_tiny(tmp_path)
    (tmp_path / TOYSHIRE).write_text("terms:\n" + one("own"), encoding="utf-8")

    assert list(load_glossary(tmp_path).terms) == ["own"]


@pytest.mark.parametrize(("folder", "region"), [(None, None), ("nowhere", None), (None, "nowhere")])
def test_where_there_is_none_it_says_what_to_do(tmp_path: Path, folder: str | None, region: str | None) -> None:
    write_tiny(tmp_path)

    with pytest.raises(KmnavError) as told:
        load_glossary(tmp_path / folder if folder else tmp_path, region)
    assert told.value.do


@pytest.mark.parametrize(
    ("faqs", "code"),
    [
        ("q: {question: Why?}\n", "LOAD-MISSING"),
        ("q: {question: Why?, answer: So., sources: {s: {by: nhs, read: 2026-11-22}}}\n", "LOAD-SHAPE"),
    ],
)
def test_a_question_is_read_as_strictly(tmp_path: Path, faqs: str, code: str) -> None:
    write_tiny(tmp_path)
    (tmp_path / REGION / "faqs.yaml").write_text(faqs, encoding="utf-8")

    with pytest.raises(PackInvalid) as told:
        load_faqs(tmp_path)
    assert code in [each.code for each in told.value.problems]


def test_the_shipped_terms_and_questions_know_where_they_stand() -> None:
    glossary, faqs = load_glossary(), load_faqs()

    assert glossary.where("terms.ccg.until")[0] == "glossary.yaml"
    assert glossary.where("terms.kmccg")[0] == "regions/kent-and-medway/glossary.yaml"
    assert glossary.where("local.ccg")[0] == "regions/kent-and-medway/glossary.yaml"
    assert faqs.where("faqs.self-refer")[0] == "faqs.yaml"
    assert len(glossary.terms) >= 690


def test_loading_is_quick_enough_for_a_look_up() -> None:
    started = time.perf_counter()
    load_glossary()

    assert time.perf_counter() - started < 2
