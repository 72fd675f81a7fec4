"""The measured accuracy does not fall: `python -m benchmarks.glossary` prints all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.glossary.measure import NONSENSE, Query, Reply, is_first, is_offered, load_queries, ours
from kmnav.terms import Glossary
from tests.the_pack import the_glossary

GLOSSARY = the_glossary()
REPLY = ours(GLOSSARY)
QUERIES = [each for half in load_queries().values() for each in half]
SENSE = [each for each in QUERIES if each.kind != NONSENSE]


def share(queries: list[Query], right: Callable[[Glossary, Query, Reply], bool]) -> float:
    return sum(right(GLOSSARY, each, REPLY(each.text)) for each in queries) / len(queries)


def test_there_are_enough_queries_and_each_is_of_a_record_that_exists() -> None:
    assert len(QUERIES) >= 300
    assert all(each.wanted <= set(GLOSSARY.terms) for each in QUERIES)


@pytest.mark.parametrize("kind", ["exact", "lower case", "ambiguous"])
def test_what_is_written_rightly_is_always_found(kind: str) -> None:
    assert share([each for each in SENSE if each.kind == kind], is_first) == 1


def test_all_kinds_together_meet_the_aim() -> None:
    assert share(SENSE, is_first) >= 0.97
    assert share(SENSE, is_offered) >= 0.99


def test_no_nonsense_is_answered() -> None:
    assert [each.text for each in QUERIES if each.kind == NONSENSE and REPLY(each.text).answered] == []


def test_what_is_answered_outright_is_right() -> None:
    told = [(each, REPLY(each.text)) for each in SENSE]
    wrong = [each.text for each, reply in told if reply.answered and not is_offered(GLOSSARY, each, reply)]

    assert wrong == []
