"""A token that an older pack made replays in a newer one, or says which answer no longer exists and asks it again."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reliability.walks import check_step, value_at_random
from kmnav.model import FACTS, Branch, Option, Question
from kmnav.pack import Pack
from kmnav.replay import Arrived, Asking, from_token, replay, to_token
from tests.cli_support import at_the_desk, kmnav, with_damage
from tests.toy import toy_pack

if TYPE_CHECKING:
    from pathlib import Path

OLDER = """
questions:
  danger: {safety: emergency, options: {bad: call-999, not-sure: call-999, none: today}}
  today: {safety: today, options: {soon: ring-today, not-sure: ring-today, none: about}}
  about: {mood: mood, money: money, not-sure: talk}
  mood: {low: [{age: under 18, to: school}, {to: talk}], worry: talk, not-sure: talk}
  money: {debt: advice, food: advice, not-sure: talk}
outcomes:
  call-999: emergency
  ring-today: urgent
  talk: {offer: [talking]}
  school: {offer: [talking]}
  advice: {offer: [advising]}
services:
  line: {serves: [talking], ages: 18+, area: {of: [hill], by: practice}}
  desk: {serves: [advising], area: {of: [vale], by: home}}
"""


@pytest.fixture(scope="module")
def older() -> Pack:
    return toy_pack(OLDER)


def walked(pack: Pack, chance: Random) -> dict[str, str]:
    """The answers of some walk, finished or not, that the pack itself asked for."""
    answers: dict[str, str] = {}
    for _ in range(chance.randint(0, 9)):
        step = replay(pack, answers)
        if isinstance(step, Arrived):
            break
        answers[step.question.id] = value_at_random(pack, step.question.id, chance)
    return answers


def edited(pack: Pack, chance: Random) -> Pack:
    """The pack after some edits: options renamed, gone or led elsewhere, questions renamed or moved, a council gone."""
    for _ in range(chance.randint(1, 4)):
        pack = chance.choice((_renamed_option, _option_gone, _led_elsewhere, _renamed_question, _moved, _council_gone))(
            pack, chance
        )
    return pack


def _with(pack: Pack, question: Question, options: dict[str, Option]) -> Pack:
    changed = replace(question, options=MappingProxyType(options))
    return replace(pack, questions=MappingProxyType({**pack.questions, question.id: changed}))


def _some(pack: Pack, chance: Random) -> Question:
    return chance.choice(list(pack.questions.values()))


def _renamed_option(pack: Pack, chance: Random) -> Pack:
    question = _some(pack, chance)
    old = chance.choice(list(question.options))
    return _with(
        pack,
        question,
        {f"{key}-now" if key == old else key: replace(each, id=f"{key}-now" if key == old else key)
         for key, each in question.options.items()},
    )  # fmt: skip


def _option_gone(pack: Pack, chance: Random) -> Pack:
    question = _some(pack, chance)
    if len(question.options) < 2:
        return pack
    gone = chance.choice(list(question.options))
    return _with(pack, question, {key: each for key, each in question.options.items() if key != gone})


def _led_elsewhere(pack: Pack, chance: Random) -> Pack:
    question = _some(pack, chance)
    option = chance.choice(list(question.options.values()))
    to = chance.choice(list(pack.outcomes))
    return _with(pack, question, {**question.options, option.id: replace(option, go=(Branch(to),))})


def _renamed_question(pack: Pack, chance: Random) -> Pack:
    old = chance.choice([each for each in pack.questions if each != pack.start])
    new = f"{old}-now"
    questions = {
        (new if key == old else key): replace(
            each,
            id=new if key == old else key,
            options=MappingProxyType(
                {
                    name: replace(option, go=tuple(replace(go, to=new) if go.to == old else go for go in option.go))
                    for name, option in each.options.items()
                }
            ),
        )
        for key, each in pack.questions.items()
    }
    return replace(pack, questions=MappingProxyType(questions))


def _moved(pack: Pack, chance: Random) -> Pack:
    """A question asked earlier than before: right after the first one."""
    first = pack.questions[pack.start]
    later = chance.choice([each for each in pack.questions if each != pack.start])
    option = chance.choice(list(first.options.values()))
    return _with(pack, first, {**first.options, option.id: replace(option, go=(Branch(later),))})


def _council_gone(pack: Pack, chance: Random) -> Pack:
    gone = chance.choice(list(pack.region.councils))
    councils = {key: each for key, each in pack.region.councils.items() if key != gone}
    return replace(pack, region=replace(pack.region, councils=councils)) if councils else pack


@given(st.integers(0, 2**32))
def test_a_token_of_an_older_pack_replays_or_says_which_answer_is_no_more(older: Pack, seed: int) -> None:
    chance = Random(seed)
    answers = walked(older, chance)
    token = to_token(replay(older, answers), answers)
    newer = edited(older, chance)

    kept = from_token(token)
    step = replay(newer, kept)

    check_step(newer, kept, step, sound=False)
    for each in step.path:
        assert kept[each.question] == each.value
        question = newer.question(each.question)
        assert question is not None
        assert each.question in FACTS or each.value in question.options
    if isinstance(step, Asking):
        assert step.rejected == kept.get(step.question.id), "what was answered here, and is no answer now, is told"
        assert step.rejected is None or step.rejected not in step.question.options


@given(st.integers(0, 2**32))
def test_an_answer_that_is_asked_again_can_be_given_and_the_walk_ends(older: Pack, seed: int) -> None:
    chance = Random(seed)
    answers = walked(older, chance)
    newer = edited(older, chance)
    for _ in range(20):
        step = replay(newer, answers)
        if isinstance(step, Arrived):
            return
        question = step.question
        answers[question.id] = chance.choice(list(question.options)) if question.options else "not-sure"
    raise AssertionError("the walk does not end")


@given(st.integers(0, 2**32))
def test_nothing_that_can_be_typed_as_a_token_of_the_same_pack_is_lost(older: Pack, seed: int) -> None:
    answers = walked(older, Random(seed))
    step = replay(older, answers)

    assert replay(older, from_token(to_token(step, answers))).path == step.path


# On the command line

GONE_ANSWER = {"pathways.yaml": ("worry:", "worried:")}


def test_an_answer_that_is_gone_is_named_where_nobody_can_be_asked(tmp_path: Path) -> None:
    pack = with_damage(tmp_path, GONE_ANSWER)

    run = kmnav("route", "--from", "danger=none,today=none,about=mood,mood=worry", KMNAV_PACK=str(pack))

    assert run.code == 5
    assert 'The answer "worry" to this question does not exist now.' in run.out
    assert "Did you mean worried?" in run.err


def test_an_answer_that_is_gone_is_named_and_asked_again_at_a_terminal(tmp_path: Path) -> None:
    pack = with_damage(tmp_path, GONE_ANSWER)

    seen = at_the_desk(
        ["4", "3"],
        "route", "--from", "danger=none,today=none,about=mood,mood=worry",
        variables={"KMNAV_PACK": str(pack)},
    ).seen  # fmt: skip

    assert '"worry"' in seen
    assert "Which is nearest?" in seen


def test_a_question_that_is_gone_is_named(tmp_path: Path) -> None:
    run = kmnav("route", "--from", "danger=none,lost-question=yes")

    assert run.code == 5
    assert 'There is no question "lost-question" now.' in run.err
    assert "older pack" in run.err


def test_a_place_that_is_gone_is_named() -> None:
    run = kmnav("route", "--from", "danger=none,today=none,about=mood,mood=worry,age=34,practice=oldtown")

    assert run.code == 5
    assert 'The answer "oldtown" to this question does not exist now.' in run.out
