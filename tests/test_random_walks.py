"""Random walks keep what every walk promises, and between them they come to every ending. `make full` takes 100,000."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from benchmarks.reliability.walks import tally_of
from kmnav.pack import Pack


def test_random_walks_keep_their_promises_and_come_to_every_ending(pack: Pack) -> None:
    tally = tally_of(range(600), pack)

    assert tally.broken == []
    assert tally.walks == 600
    assert set(tally.outcomes) == set(pack.outcomes)


def _start_late(pack: Pack) -> Pack:
    return replace(pack, start="today")


def _one_safety_question(pack: Pack) -> Pack:
    today = replace(pack.questions["today"], safety=None)
    others = {key: replace(each, safety=None) for key, each in pack.questions.items() if key != pack.start}
    return replace(pack, questions=MappingProxyType({**pack.questions, **others, "today": today}))


def _no_if_worse(pack: Pack) -> Pack:
    urgencies = {key: replace(each, if_worse=()) for key, each in pack.settings.urgencies.items()}
    outcomes = {key: replace(each, if_worse=()) for key, each in pack.outcomes.items()}
    return replace(pack, outcomes=outcomes, settings=replace(pack.settings, urgencies=urgencies))


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (_start_late, "EMERGENCY"),
        (_one_safety_question, "whether it needs someone today"),
        (_no_if_worse, "if it gets worse"),
    ],
)
def test_a_pack_that_breaks_a_promise_is_found(pack: Pack, spoil: Callable[[Pack], Pack], found: str) -> None:
    tally = tally_of(range(60), spoil(pack))

    assert any(found in each for each in tally.broken), tally.broken[:1]


def _without(part: str, value: Any) -> Callable[..., object]:
    from kmnav.recommend import recommend

    def worse(*given: Any, **named: Any) -> object:
        changed: dict[str, Any] = {part: value}
        return replace(recommend(*given, **named), **changed)

    return worse


@pytest.mark.parametrize(
    ("part", "value", "found"), [("steps", (), "the GP is not offered"), ("safeguarding", "", "safeguarding line")]
)
def test_an_ending_that_leaves_something_out_is_found(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, part: str, value: object, found: str
) -> None:
    monkeypatch.setattr("benchmarks.reliability.walks.recommend", _without(part, value))

    assert any(found in each for each in tally_of(range(60), pack).broken)


def test_a_token_that_loses_an_answer_is_found(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    from kmnav.replay import to_token

    monkeypatch.setattr("benchmarks.reliability.walks.to_token", lambda *given: to_token(*given).partition(",")[2])

    assert any("the token leads elsewhere" in each for each in tally_of(range(20), pack).broken)
