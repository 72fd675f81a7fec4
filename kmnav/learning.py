"""Counts what people say of each need, of each danger and of neither, for `kmnav.likeness` to be asked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from struct import pack as packed

from kmnav.flat import flattened
from kmnav.likeness import ELSEWHERE, FLAGS, KNOWN, NEEDS, NUMBER, ROW, SHARE, WORDS, features
from kmnav.model import NOT_SURE, Outcome, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass, field
from kmnav.said import Senses, root, spoken
from kmnav.sayings import SaidOf, texts_of

SMOOTHING, SMOOTHING_OF_DANGER, HARMLESS = 1.0, 0.3, 5.0
Sum = defaultdict[str, float]
Sums = defaultdict[str, defaultdict[int, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """Something said: the need or flag that it is of, and how much it counts for danger, an emergency and neither."""

    text: str
    need: int | None = None
    flag: int | None = None
    danger: float = 0.0
    other: float = 0.0
    emergency: float = 0.0
    no_emergency: float = 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, for each feature: its rarity, and how much each class has of it."""

    rarity: dict[str, float] = field(default_factory=dict)
    needs: Sums = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    flags: Sums = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    danger: Sum = field(default_factory=lambda: defaultdict(float))
    other: Sum = field(default_factory=lambda: defaultdict(float))
    emergency: Sum = field(default_factory=lambda: defaultdict(float))
    no_emergency: Sum = field(default_factory=lambda: defaultdict(float))


def learn(pack: Pack) -> bytes:
    """Everything that is counted of a pack, as one flat piece."""
    needs = (*needs_of(pack), ELSEWHERE)
    flags = tuple(pack.flags)
    examples = list(_examples(pack, needs, flags))
    said = [spoken(each.text) for each in examples]
    counts = _counted(Senses.of(pack.everyday), examples, said)
    return flattened(
        dict(_rows(counts))
        | {NEEDS: _head(needs, counts.needs, counts.rarity), FLAGS: _head(flags, counts.flags, counts.rarity)}
        | dict(_vocabulary(pack, said))
    )


def needs_of(pack: Pack) -> tuple[str, ...]:
    """The endings that words may be near. An emergency is never searched for: its red flags are looked for."""
    return tuple(each.id for each in pack.outcomes.values() if each.urgency < Urgency.EMERGENCY)


def _examples(pack: Pack, needs: tuple[str, ...], flags: tuple[str, ...]) -> Iterator[Example]:
    said, beside = texts_of(pack.sayings, SaidOf.NEED), pack.everyday.scan.beside
    labels, cases = labels_of(pack), _cases_of(pack)
    for at, each in enumerate(needs[:-1]):
        outcome = pack.outcomes[each]
        near_danger = outcome.urgency >= Urgency.URGENT or each in beside
        for text in (*said.get(each, ()), *labels[each], outcome.title, outcome.means, *cases[each]):
            yield Example(text, need=at, other=0.0 if near_danger else 1.0, no_emergency=1.0)
    dangers = texts_of(pack.sayings, SaidOf.DANGER)
    for at, each in enumerate(flags):
        for text in (*pack.flags[each].phrases, *dangers.get(each, ())):
            emergency = float(pack.flags[each].urgency is Urgency.EMERGENCY)
            yield Example(text, flag=at, danger=1.0, emergency=emergency, no_emergency=1.0 - emergency)
    for texts in texts_of(pack.sayings, SaidOf.ELSEWHERE).values():
        yield from (Example(text, need=len(needs) - 1, other=1.0, no_emergency=1.0) for text in texts)
    for texts in texts_of(pack.sayings, SaidOf.HARMLESS).values():
        yield from (Example(text, other=HARMLESS, no_emergency=HARMLESS) for text in texts)


def labels_of(pack: Pack) -> Mapping[str, dict[str, None]]:
    """The options that lead straight to each outcome, in their own words."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for question in pack.questions.values():
        for option in question.options.values():
            if question.safety is None and option.id != NOT_SURE:
                for branch in option.go:
                    found[branch.to][option.label] = None
    return found


def _cases_of(pack: Pack) -> Mapping[str, list[str]]:
    cases: dict[str, list[str]] = defaultdict(list)
    for case in pack.cases.values():
        cases[case.outcome].append(case.words)
    return cases


def _counted(senses: Senses, examples: list[Example], said: list[tuple[str, ...]]) -> Counts:
    found = [tuple(dict.fromkeys(features(senses, words))) for words in said]
    held = Counter(chain.from_iterable(found))
    kept = {each: times for each, times in held.items() if times > 1 or " " not in each}
    counts = Counts({each: math.log((1 + len(said)) / (1 + times)) + 1 for each, times in kept.items()})
    for example, all_of_it in zip(examples, found, strict=True):
        _add(counts, example, [each for each in all_of_it if each in kept])
    return counts


def _add(counts: Counts, example: Example, found: list[str]) -> None:
    """Count an example: long and short ones alike, rare features more."""
    rarity = counts.rarity
    size = math.sqrt(sum(rarity[each] ** 2 for each in found)) or 1.0
    classes = [(counts.needs, example.need), (counts.flags, example.flag)]
    sums = [
        (counts.danger, example.danger),
        (counts.other, example.other),
        (counts.emergency, example.emergency),
        (counts.no_emergency, example.no_emergency),
    ]
    for of, at in classes:
        if at is not None:
            for each in found:
                of[each][at] += rarity[each] / size
    for each_sum, times in sums:
        if times:
            for each in found:
                each_sum[each] += times * rarity[each] / size


def _rows(counts: Counts) -> Iterator[tuple[str, bytes]]:
    """Each feature with its rarity, what it says for a danger, and what for each need and flag that has it."""
    danger = _odds(counts, counts.danger, counts.other)
    emergency = _odds(counts, counts.emergency, counts.no_emergency)
    for each, rarity in counts.rarity.items():
        of_needs, of_flags = (list(_shares(sums.get(each, {}))) for sums in (counts.needs, counts.flags))
        shares = (packed(SHARE, at, share) for at, share in (*of_needs, *of_flags))
        yield each, b"".join((packed(ROW, rarity, danger[each], emergency[each], len(of_needs)), *shares))


def _odds(counts: Counts, of: Sum, against: Sum) -> dict[str, float]:
    """How far each feature speaks for one thing and against another (the plain form, two classes, even odds)."""
    smooth = SMOOTHING_OF_DANGER
    whole, rest = (sum(each.values()) + smooth * len(counts.rarity) for each in (of, against))
    likelier = math.log(rest / whole)
    ratios = ((each, (of.get(each, 0.0) + smooth) / (against.get(each, 0.0) + smooth)) for each in counts.rarity)
    return {each: likelier + math.log(ratio) for each, ratio in ratios}


def _shares(of: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    """How much less the others have of a feature, for each class that has it (the complement's logarithm)."""
    whole = sum(of.values()) + SMOOTHING
    return ((at, math.log(whole / (whole - mine))) for at, mine in sorted(of.items()))


def _head(ids: tuple[str, ...], sums: Sums, rarity: Mapping[str, float]) -> bytes:
    """The ids of some classes, and what each has of any word: the larger a class, the less its complement."""
    own = [0.0] * len(ids)
    for of in sums.values():
        for at, weight in of.items():
            own[at] += weight
    whole = sum(own) + SMOOTHING * len(rarity)
    bases = [math.log(whole - each) for each in own]
    least = min(bases, default=0.0)
    return " ".join(ids).encode() + b"\n" + b"".join(packed(NUMBER, each - least) for each in bases)


def _vocabulary(pack: Pack, said: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
    """Every word that is no misspelling, and those that a misspelt one may have been meant for."""
    services = (
        text for each in pack.services.values() for text in (each.name, each.summary, *each.former, *each.everyday)
    )
    same = (text for texts in pack.everyday.same.values() for text in texts)
    words = {word for text in (*services, *same, *pack.everyday.plain) for word in spoken(text)}
    words.update(word for each in said for word in each)
    yield from ((f"{KNOWN}{word}", b"") for word in sorted({*words, *map(root, words)}))
    yield WORDS, " ".join(sorted(each for each in words if len(each) > 3 and each.isalpha())).encode()


__all__ = ["Outcome", "labels_of", "learn", "needs_of"]
