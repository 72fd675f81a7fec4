"""Random walks through the engine: whatever is answered, changed or taken back, the walk keeps what it promises.

python -m benchmarks.reliability.walks 100000
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from multiprocessing import get_context
from random import Random

from kmnav import load_pack
from kmnav.fit import Fitness
from kmnav.model import AGE, FACTS, NONE, NOT_SURE, OUTSIDE, Question, Role, SafetyLevel, Status, Urgency
from kmnav.pack import Pack
from kmnav.recommend import Recommendation, recommend
from kmnav.replay import Answers, Arrived, Asking, from_token, replay, to_token, without_last

Step = Asking | Arrived
AGES = ("0", "6m", "11", "15.5", "17", "17.99", "18", "24", "25", "34", "64", "65", "90", "120", NOT_SURE)
RUBBISH = ("gone", "-1", "121", "none-", "6mm", "999999999", "all", "unknown", "0.0.0", "m", "-", "18.")
SAFE, RAREST = 0.85, 0.75
FIRST_MOMENT = datetime(2026, 11, 22)


@dataclass
class Tally:
    """What the walks came to."""

    walks: int = 0
    steps: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Put the findings of another process to these."""
        self.walks += other.walks
        self.steps += other.steps
        self.outcomes += other.outcomes
        self.broken += other.broken


def walk_at_random(
    pack: Pack, chance: Random, *, sound: bool = True, reached: Counter[str] | None = None
) -> tuple[str, int]:
    """One walk to an ending: the id of it, and how many steps it took.

    With `sound` the pack is one that passed its checks, and all that those prove must hold too.
    """
    answers = _in_advance(pack, chance)
    for steps in range(1, 200):
        step = replay(pack, answers)
        check_step(pack, answers, step, sound=sound)
        if isinstance(step, Arrived):
            told = recommend(pack, step, chance.choice(list(Role)), *_moment(chance))
            check_ending(pack, told, sound=sound)
            return step.outcome.id, steps
        if not step.question.options and step.question.id not in FACTS:
            return "", steps
        answers = _moved(pack, step, answers, chance, reached)
    raise AssertionError("the walk does not end")


def _in_advance(pack: Pack, chance: Random) -> dict[str, str]:
    """Facts that were given before the first question, and what an older pack may have left in a token."""
    answers = {fact: value_at_random(pack, fact, chance) for fact in FACTS if chance.random() < 0.3}
    if chance.random() < 0.1:
        answers["gone-question"] = "yes"
    return answers


def _moment(chance: Random) -> tuple[date] | tuple[datetime]:
    moment = FIRST_MOMENT + timedelta(minutes=chance.randrange(400 * 24 * 60))
    return (moment.date(),) if chance.random() < 0.1 else (moment,)


def value_at_random(pack: Pack, question: str, chance: Random) -> str:
    """A value for a question or a fact, now and then one that cannot be."""
    if chance.random() < 0.03:
        return chance.choice(RUBBISH)
    if question == AGE:
        return chance.choice(AGES) if chance.random() < 0.5 else str(chance.randint(0, 110))
    if question in FACTS:
        return chance.choice((*pack.region.councils, OUTSIDE, NOT_SURE))
    return chance.choice(tuple(pack.questions[question].options))


def _moved(
    pack: Pack, step: Asking, answers: dict[str, str], chance: Random, reached: Counter[str] | None
) -> dict[str, str]:
    """The answers after one more move: mostly an answer, now and then back, or an earlier answer changed."""
    move = chance.random()
    if step.path and move < 0.05:
        return without_last(step, {})
    if step.path and move < 0.1:
        changed = chance.choice(step.path).question
        return {**answers, changed: value_at_random(pack, changed, chance)}
    question = step.question.id
    value = value_at_random(pack, question, chance)
    if reached is not None and question not in FACTS:
        value = _rarest(pack, step.question, value, chance, reached)
    return {**answers, question: value}


def _rarest(pack: Pack, question: Question, value: str, chance: Random, reached: Counter[str]) -> str:
    """Mostly past the safety questions and on to the ending that was reached least often, so that all are reached."""
    if question.safety and NONE in question.options and chance.random() < SAFE:
        return NONE
    if chance.random() < RAREST:
        return min(question.options, key=lambda each: min(reached[end] for end in _ends(pack)[question.id, each]))
    return value


@lru_cache(maxsize=2)
def _ends(pack: Pack) -> dict[tuple[str, str], frozenset[str]]:
    """The endings to which each answer can lead."""

    @cache
    def below(at: str) -> frozenset[str]:
        if at in pack.outcomes:
            return frozenset((at,))
        return frozenset().union(*(below(go.to) for option in pack.questions[at].options.values() for go in option.go))

    return {
        (question.id, option.id): frozenset().union(*(below(go.to) for go in option.go))
        for question in pack.questions.values()
        for option in question.options.values()
    }


def check_step(pack: Pack, answers: Answers, step: Step, *, sound: bool) -> None:
    """What holds at every step: danger first, no question twice, a token that leads back here."""
    asked = [each.question for each in step.path]
    assert len(asked) == len(set(asked)), "a question stands twice on the path"
    assert all(answers[each.question] == each.value for each in step.path), "the path says what nobody answered"
    first = asked[0] if asked else step.question.id if isinstance(step, Asking) else None
    assert first == pack.start, "something is asked before danger"
    if sound:
        assert pack.questions[pack.start].safety is SafetyLevel.EMERGENCY
    again = replay(pack, from_token(to_token(step, answers)))
    assert again.path == step.path, "the token leads elsewhere"
    assert type(again) is type(step)
    if isinstance(step, Asking) and isinstance(again, Asking):
        assert again.question == step.question
        assert again.at_most_left == step.at_most_left
        assert step.at_most_left >= 1, "a question is left, and none is counted"
        assert step.question.id not in asked


def check_ending(pack: Pack, told: Recommendation, *, sound: bool) -> None:
    """What holds at every ending, whatever the way to it."""
    outcome = told.outcome
    assert [each.rank for each in told.services] == list(range(1, len(told.services) + 1))
    assert len({each.service.id for each in told.services}) == len(told.services), "a service stands twice"
    for each in told.services:
        assert each.fit.fitness is not Fitness.DOES_NOT
        assert each.service.status is not Status.CLOSED
        assert each.door in outcome.offer
        assert each.door in each.service.serves
    assert not {each.service.id for each in told.services} & {each.service.id for each in told.not_offered}
    assert told.if_worse, "nothing is said of what to do if it gets worse"
    assert told.safeguarding, "the safeguarding line is missing"
    assert_gp(pack, told)
    if sound:
        _check_safety_asked(pack, told)
        assert told.steps
        assert told.stay or outcome.urgency < Urgency.URGENT


def assert_gp(pack: Pack, told: Recommendation) -> None:
    """The GP stays on offer at every ending about health that is no emergency."""
    outcome, settings = told.outcome, pack.settings
    given = {*settings.gp_offer.values(), *settings.gp_closed.values()}
    if outcome.urgency < Urgency.EMERGENCY and settings.topics[outcome.about].gp_offer and outcome.gp_offer:
        words = settings.gp_offer.get(told.role.value) or settings.gp_offer.get("all")
        assert not words or given & set(told.steps) or _of_people(pack, words), "the GP is not offered"


def _of_people(pack: Pack, words: str) -> bool:
    return any(f"{{{person}}}" in words for person in pack.settings.people)


def _check_safety_asked(pack: Pack, told: Recommendation) -> None:
    """No ending but an emergency comes before danger and today were both answered."""
    asked = {each.question for each in told.arrived.path}
    levels = {pack.questions[each].safety for each in asked if each in pack.questions}
    assert SafetyLevel.EMERGENCY in levels, "danger was not asked"
    if told.outcome.urgency < Urgency.URGENT:
        assert SafetyLevel.TODAY in levels, "nobody asked whether it needs someone today"


def tally_of(seeds: range, pack: Pack | None = None, walk: Callable[..., tuple[str, int]] = walk_at_random) -> Tally:
    """The walks of these seeds through the shipped pack, or another."""
    pack, tally = pack or load_pack(), Tally()
    for seed in seeds:
        try:
            outcome, steps = walk(pack, Random(seed), reached=tally.outcomes)
        except Exception:
            tally.broken.append(f"{seed}: {traceback.format_exc(limit=-2)}")
            continue
        tally.walks += 1
        tally.steps += steps
        tally.outcomes[outcome] += 1
    return tally


def run(count: int, processes: int = 2) -> Tally:
    """`count` walks, shared among processes."""
    share = -(-count // processes)
    batches = [range(start, min(start + share, count)) for start in range(0, count, share)]
    tally = Tally()
    with get_context("spawn").Pool(processes) as pool:
        for each in pool.imap_unordered(tally_of, batches):
            tally.add(each)
    return tally


if __name__ == "__main__":
    done = run(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
    print(done.walks, "walks,", done.steps, "steps,", len(done.outcomes), "endings,", len(done.broken), "broken")
    print("least often:", done.outcomes.most_common()[-5:])
    print(*done.broken[:10], sep="\n")
    sys.exit(bool(done.broken))
