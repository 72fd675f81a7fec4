"""Counts what people say of each need, of each danger and of neither, for `kmnav.likeness` to be asked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from struct import Struct
from struct import pack as packed

from kmnav.flat import flattened
from kmnav.likeness import ELSEWHERE, FLAGS, KNOWN, NEEDS, NUMBER, ROW, SHARE, WORDS, features, senses_of
from kmnav.model import NOT_SURE, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass, field
from kmnav.said import Senses, root, spoken
from kmnav.sayings import SaidOf, texts_of

SMOOTHING, SMOOTHING_OF_DANGER, HARMLESS = 1.0, 0.3, 5.0
_share = Struct(SHARE).pack
Sum = defaultdict[str, float]
# For each feature the number of a class and how much it has of the feature, one behind the other: a million pairs cost.
Sums = defaultdict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that are said of one thing: the need or flag, and how much each counts for danger or for none."""

    texts: tuple[str, ...]
    need: int | None = None
    flag: int | None = None
    danger: float = 0.0
    other: float = 0.0
    emergency: float = 0.0
    no_emergency: float = 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, for each feature: its rarity, and how much each class has of it."""

    rarity: dict[str, float]
    needs: Sums = field(default_factory=lambda: defaultdict(list))
    flags: Sums = field(default_factory=lambda: defaultdict(list))
    danger: Sum = field(default_factory=lambda: defaultdict(float))
    other: Sum = field(default_factory=lambda: defaultdict(float))
    emergency: Sum = field(default_factory=lambda: defaultdict(float))
    no_emergency: Sum = field(default_factory=lambda: defaultdict(float))


def learn(pack: Pack) -> bytes:
    """Everything that is counted of a pack, as one flat piece."""
    needs = (*needs_of(pack), ELSEWHERE)
    flags = tuple(pack.flags)
    groups = [each for each in _groups(pack, needs, flags) if each.texts]
    said = [[spoken(text) for text in each.texts] for each in groups]
    counts = _counted(senses_of(pack), groups, said)
    return flattened(
        dict(_rows(counts))
        | {NEEDS: _head(needs, counts.needs, counts.rarity), FLAGS: _head(flags, counts.flags, counts.rarity)}
        | dict(_vocabulary(pack, chain.from_iterable(said)))
    )


def needs_of(pack: Pack) -> tuple[str, ...]:
    """The endings that words may be near. An emergency is never searched for: its red flags are looked for."""
    return tuple(each.id for each in pack.outcomes.values() if each.urgency < Urgency.EMERGENCY)


def _groups(pack: Pack, needs: tuple[str, ...], flags: tuple[str, ...]) -> Iterator[Group]:
    said, beside = texts_of(pack.sayings, SaidOf.NEED), pack.everyday.scan.beside
    labels, cases = labels_of(pack), _cases_of(pack)
    for at, each in enumerate(needs[:-1]):
        outcome = pack.outcomes[each]
        near_danger = outcome.urgency >= Urgency.URGENT or each in beside
        texts = (*said.get(each, ()), *labels[each], outcome.title, outcome.means, *cases[each])
        yield Group(texts, need=at, other=0.0 if near_danger else 1.0, no_emergency=1.0)
    dangers = texts_of(pack.sayings, SaidOf.DANGER)
    for at, each in enumerate(flags):
        emergency = float(pack.flags[each].urgency is Urgency.EMERGENCY)
        texts = (*pack.flags[each].phrases, *dangers.get(each, ()))
        yield Group(texts, flag=at, danger=1.0, emergency=emergency, no_emergency=1.0 - emergency)
    for texts in texts_of(pack.sayings, SaidOf.ELSEWHERE).values():
        yield Group(texts, need=len(needs) - 1, other=1.0, no_emergency=1.0)
    for texts in texts_of(pack.sayings, SaidOf.HARMLESS).values():
        yield Group(texts, other=HARMLESS, no_emergency=HARMLESS)


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


def _counted(senses: Senses, groups: list[Group], said: list[list[tuple[str, ...]]]) -> Counts:
    found = [[features(senses, words) for words in each] for each in said]
    held = Counter(chain.from_iterable(chain.from_iterable(found)))
    size = 1 + sum(map(len, said))
    kept = ((each, times) for each, times in held.items() if times > 1 or " " not in each)
    counts = Counts({each: math.log(size / (1 + times)) + 1 for each, times in kept})
    for group, texts in zip(groups, found, strict=True):
        _add(counts, group, _summed(counts.rarity, texts))
    return counts


def _summed(rarity: Mapping[str, float], texts: Iterable[tuple[str, ...]]) -> dict[str, float]:
    """How much of each feature some texts have: long and short texts count alike, rare features more."""
    whole: dict[str, float] = {}
    for found in texts:
        kept = [each for each in found if each in rarity]
        weights = [rarity[each] for each in kept]
        length = math.sqrt(sum([weight * weight for weight in weights])) or 1.0
        for each, weight in zip(kept, weights, strict=True):
            whole[each] = whole.get(each, 0.0) + weight / length
    return whole


def _add(counts: Counts, group: Group, whole: Mapping[str, float]) -> None:
    for classes, at in ((counts.needs, group.need), (counts.flags, group.flag)):
        if at is not None:
            for each, weight in whole.items():
                classes[each] += (at, weight)
    sums = (counts.danger, counts.other, counts.emergency, counts.no_emergency)
    for summed, times in zip(sums, (group.danger, group.other, group.emergency, group.no_emergency), strict=True):
        if times:
            for each, weight in whole.items():
                summed[each] += times * weight


def _rows(counts: Counts) -> Iterator[tuple[str, bytes]]:
    """Each feature with its rarity, what it says for a danger, and what for each need and flag that has it."""
    danger = _odds(counts, counts.danger, counts.other)
    emergency = _odds(counts, counts.emergency, counts.no_emergency)
    for each, rarity in counts.rarity.items():
        of_needs, of_flags = counts.needs.get(each, ()), counts.flags.get(each, ())
        head = packed(ROW, rarity, danger[each], emergency[each], len(of_needs) // 2)
        yield each, b"".join((head, *_shares(of_needs), *_shares(of_flags)))


def _odds(counts: Counts, of: Sum, against: Sum) -> dict[str, float]:
    """How far each feature speaks for one thing and against another (the plain form, two classes, even odds)."""
    smooth = SMOOTHING_OF_DANGER
    whole, rest = (sum(each.values()) + smooth * len(counts.rarity) for each in (of, against))
    likelier = math.log(rest / whole)
    ratios = ((each, (of.get(each, 0.0) + smooth) / (against.get(each, 0.0) + smooth)) for each in counts.rarity)
    return {each: likelier + math.log(ratio) for each, ratio in ratios}


def _shares(of: Sequence[float]) -> list[bytes]:
    """How much less the others have of a feature, for each class that has it (the complement's logarithm)."""
    whole = sum(of[1::2]) + SMOOTHING
    return [_share(at, math.log(whole / (whole - mine))) for at, mine in zip(of[::2], of[1::2], strict=True)]


def _head(ids: tuple[str, ...], sums: Sums, rarity: Mapping[str, float]) -> bytes:
    """The ids of some classes, and what each has of any word: the larger a class, the less its complement."""
    own = [0.0] * len(ids)
    for of in sums.values():
        for at, weight in zip(of[::2], of[1::2], strict=True):
            own[int(at)] += weight
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
