"""`kmnav check` over a glossary: honest sources, chains that end, an entry for every acronym that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.check.glossary import check_words, words_of
from kmnav.errors import Problem, Severity
from tests.toy import REGION, write_tiny
from tests.toy_glossary import ENGLAND, write_glossary

SOURCE = "sources: {s: {url: 'https://example.org', by: nhs, read: 2026-11-22}}"
TERM = "term: a thing, means: {means}, category: law, status: current"


def term(term_id: str, more: str, means: str = "A thing.") -> str:
    return f"  {term_id}: {{{TERM.format(means=means)}, {more}}}\n"


def found(folder: Path, terms: str) -> list[Problem]:
    write_glossary(folder, f"terms:\n{terms}")
    words = words_of(load_pack(folder), str(folder), None)
    assert words is not None
    return list(check_words(words))


def codes(folder: Path, terms: str) -> list[str]:
    return [each.code for each in found(folder, terms) if each.code != "TERM-MISSING"]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (term("a", "aliases: [b]"), "TERM-SOURCE"),
        (term("a", f"unsourced: yes, {SOURCE}"), "TERM-SOURCE"),
        (term("a", f"{SOURCE}, until: 2020"), "TERM-STATUS"),
        (term("a", f"{SOURCE}, announced: It will close."), "TERM-ANNOUNCED"),
        (term("a", SOURCE, means=" ".join(["word"] * 21) + "."), "TEXT-LONG"),
    ],
)
def test_a_rule_finds_what_breaks_it(tmp_path: Path, terms: str, code: str) -> None:
    assert codes(tmp_path, terms) == [code]


def test_a_chain_may_not_go_round(tmp_path: Path) -> None:
    gone = "{term: a thing, means: A thing., category: law, status: historical, unsourced: yes, became: [{id: %s}]}\n"

    assert codes(tmp_path, f"  a: {gone % 'b'}  b: {gone % 'a'}") == ["TERM-ROUND", "TERM-ROUND"]


def test_an_end_lies_after_the_beginning(tmp_path: Path) -> None:
    gone = "  a: {term: x, means: X., category: law, status: historical, unsourced: yes, from: 2020, until: 2019}\n"

    assert codes(tmp_path, gone) == ["TERM-DATES"]


@pytest.mark.parametrize("more", [SOURCE, "unsourced: yes", f"{SOURCE}, announced: On 3 May 2026 it was not law."])
def test_a_good_term_breaks_no_rule(tmp_path: Path, more: str) -> None:
    assert codes(tmp_path, term("a", more)) == []


def test_an_acronym_in_a_question_needs_an_entry(tmp_path: Path) -> None:
    write_glossary(tmp_path, f"terms:\n{term('a', SOURCE)}")
    pathways = tmp_path / "pathways.yaml"
    text = pathways.read_text(encoding="utf-8")
    pathways.write_text(
        text.replace("  mood:\n", "  mood:\n    notice: Is the XYZ team of the NHS there?\n"), encoding="utf-8"
    )
    words = words_of(load_pack(tmp_path), str(tmp_path), None)
    assert words is not None
    (missing,) = [each for each in check_words(words) if each.code == "TERM-MISSING"]

    assert '"XYZ"' in missing.message
    assert (missing.file, missing.severity) == ("pathways.yaml", Severity.ERROR)


def test_a_question_names_terms_that_exist_and_has_sources(tmp_path: Path) -> None:
    write_glossary(tmp_path, f"terms:\n{term('a', SOURCE)}")
    faqs = tmp_path / REGION / "faqs.yaml"
    faqs.write_text("q: {question: Why?, answer: So., see_also: [b]}\n", encoding="utf-8")
    words = words_of(load_pack(tmp_path), str(tmp_path), None)
    assert words is not None
    told = {each.code: each.file for each in check_words(words) if each.code.startswith("FAQ")}

    assert told == dict.fromkeys(("FAQ-MISSING", "FAQ-SOURCE"), f"{REGION}/faqs.yaml")


def test_a_pack_without_a_glossary_is_checked_as_before(tmp_path: Path) -> None:
    pack = load_pack(write_tiny(tmp_path))

    assert words_of(pack, str(tmp_path), None) is None
    assert "terms" not in check_pack(pack).figures


def test_the_shipped_glossary_breaks_no_rule() -> None:
    pack = load_pack()
    words = words_of(pack, None, None)
    assert words is not None

    assert [str(each) for each in check_words(words)] == []
    assert check_pack(pack, words).figures["terms"] == len(words.glossary.terms)


def test_a_problem_stands_at_the_line_of_its_term(tmp_path: Path) -> None:
    (problem,) = [each for each in found(tmp_path, term("a", "aliases: [b]")) if each.code == "TERM-SOURCE"]

    assert (problem.file, problem.line) == (ENGLAND, 2)
