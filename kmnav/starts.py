"""Where to start the questions so that what the words already answered is not asked again. Safety is always asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kmnav.model import NONE, NOT_SURE, Option, Question
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.replay import chosen_branch

VAGUE = (NOT_SURE, "rather-not-say")
Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A token that begins the questions on a topic, with the answers that it gives in words."""

    token: str
    label: str


def start_for(pack: Pack, outcome: str, said: frozenset[str], age: str | None) -> Start:
    """The best start towards an outcome: the way whose labels share most words with what was said, then the shortest.

    A token with nothing to skip starts at the first question.
    """
    ways = ways_to(pack, age).get(outcome, ())
    best = min(ways, key=lambda way: _distance(pack, way, said), default=())
    return Start(",".join(f"{question}={option}" for question, option in best), " > ".join(_labels(pack, best)))


def _distance(pack: Pack, way: Path, said: frozenset[str]) -> tuple[int, int, int]:
    from kmnav.said import root, spoken

    shared = {root(word) for label in _labels(pack, way) for word in spoken(label)} & said
    return (sum(option in VAGUE for _, option in way), -len(shared), len(way))


def _labels(pack: Pack, way: Path) -> Iterator[str]:
    return (pack.questions[question].options[option].label for question, option in way)


@lru_cache(maxsize=256)
def ways_to(pack: Pack, age: str | None) -> Mapping[str, tuple[Path, ...]]:
    """Every way of topics to every outcome that a person of this age (or of any, where it is not known) may reach."""
    found: dict[str, dict[Path, None]] = {}
    waiting: deque[tuple[str, Path]] = deque([(pack.start, ())])
    seen = set(waiting)
    while waiting:
        at, way = waiting.popleft()
        if at in pack.outcomes:
            found.setdefault(at, {})[way] = None
            continue
        question = pack.questions[at]
        for option in question.options.values():
            longer = (*way, (at, option.id)) if is_topic(question) else way
            for to in _leads(option, age):
                if (to, longer) not in seen:
                    seen.add((to, longer))
                    waiting.append((to, longer))
    return {outcome: tuple(ways) for outcome, ways in found.items()}


def is_topic(question: Question) -> bool:
    """Whether a caller's words may answer it: it is no safety question and has no `none` to be asked for."""
    return question.safety is None and NONE not in question.options


def _leads(option: Option, age: str | None) -> Iterator[str]:
    if age is not None:
        yield chosen_branch(option, age).to
        return
    for branch in option.go:
        if branch.age is None or branch.age.known:
            yield branch.to
