"""Counts what people say of each need, of each danger and of neither, for `kmnav.likeness` to be asked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from struct import pack as packed

from kmnav.flat import flattened
from kmnav.likeness import ELSEWHERE, FLAGS, KNOWN, NEEDS, NUMBER, ROW, SHARE, WORDS, features, of_length_one
from kmnav.model import NOT_SURE, Outcome, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass, field
from kmnav.said import Senses, root, spoken
from kmnav.sayings import SaidOf, texts_of

SMOOTHING, SMOOTHING_OF_DANGER, HARMLESS = 1.0, 0.3, 5.0
Sums = defaultdict[str, defaultdict[int, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """Something said: the need or flag that it is of, and how much it counts for danger and for none."""

    text: str
    need: int | None = None
    flag: int | None = None
    danger: float = 0.0
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, for each feature: its rarity, and how much each class has of it."""

    rarity: dict[str, float] = field(default_factory=dict)
    needs: Sums = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    flags: Sums = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    danger: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    other: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


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
            yield Example(text, need=at, other=0.0 if near_danger else 1.0)
    dangers = texts_of(pack.sayings, SaidOf.DANGER)
    for at, each in enumerate(flags):
        for text in (*pack.flags[each].phrases, *dangers.get(each, ())):
            yield Example(text, flag=at, danger=1.0)
    for texts in texts_of(pack.sayings, SaidOf.ELSEWHERE).values():
        yield from (Example(text, need=len(needs) - 1, other=1.0) for text in texts)
    for texts in texts_of(pack.sayings, SaidOf.HARMLESS).values():
        yield from (Example(text, other=HARMLESS) for text in texts)


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
    found = [Counter(features(senses, words)) for words in said]
    held = Counter(feature for each in found for feature in each)
    kept = {each: times for each, times in held.items() if times > 1 or " " not in each}
    counts = Counts({each: math.log((1 + len(said)) / (1 + times)) + 1 for each, times in kept.items()})
    rarity = counts.rarity
    for example, features_of in zip(examples, found, strict=True):
        known = {each: times for each, times in features_of.items() if each in rarity}
        weights = of_length_one({each: (1 + math.log(times)) * rarity[each] for each, times in known.items()})
        for feature, weight in weights.items():
            if example.need is not None:
                counts.needs[feature][example.need] += weight
            if example.flag is not None:
                counts.flags[feature][example.flag] += weight
            counts.danger[feature] += weight * example.danger
            counts.other[feature] += weight * example.other
    return counts


def _rows(counts: Counts) -> Iterator[tuple[str, bytes]]:
    """Each feature with its rarity, what it says for a danger, and what for each need and flag that has it."""
    features = len(counts.rarity)
    danger = sum(counts.danger.values()) + SMOOTHING_OF_DANGER * features
    other = sum(counts.other.values()) + SMOOTHING_OF_DANGER * features
    for each, rarity in counts.rarity.items():
        odds = math.log((counts.danger[each] + SMOOTHING_OF_DANGER) / danger)
        odds -= math.log((counts.other[each] + SMOOTHING_OF_DANGER) / other)
        of_needs, of_flags = (list(_shares(sums.get(each, {}))) for sums in (counts.needs, counts.flags))
        shares = (packed(SHARE, at, share) for at, share in (*of_needs, *of_flags))
        yield each, b"".join((packed(ROW, rarity, odds, len(of_needs)), *shares))


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
