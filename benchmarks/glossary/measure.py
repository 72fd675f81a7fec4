"""Counts of right answers and right offers, for our look-up and for plain scorers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kmnav.glossary import look_up
from kmnav.key_index import keys_of
from kmnav.keys import Keys
from kmnav.spelling import word_scores
from kmnav.terms import Glossary
from kmnav.wording import words

QUERIES = Path(__file__).parent / "queries.yaml"
NONSENSE = "nonsense"


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Reply:
    """Records in their order, and whether the first was given as the answer or only offered."""

    answered: bool
    ids: tuple[str, ...]
    next: tuple[str, ...] = ()


Scorer = Callable[[str], Reply]


def load_queries(file: Path = QUERIES) -> dict[str, list[Query]]:
    """Queries in two halves: every second one of a kind is held back."""
    halves: dict[str, list[Query]] = {"tuned": [], "held": []}
    for kind, listed in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items():
        for at, (text, meant) in enumerate(listed.items()):
            wanted = [] if meant == "null" else [meant] if isinstance(meant, str) else meant
            halves["held" if at % 2 else "tuned"].append(Query(kind, text, frozenset(wanted)))
    return halves


def ours(glossary: Glossary) -> Scorer:
    def reply(text: str) -> Reply:
        told = look_up(glossary, text)
        if told.results:
            return Reply(True, tuple(each.term.id for each in told.results))
        return Reply(False, tuple(each.id for each in told.suggestions))

    return reply


def is_first(glossary: Glossary, query: Query, reply: Reply) -> bool:
    """Answered rightly; or, where nothing was answered, offered: a mistyped acronym is never guessed at."""
    if reply.answered:
        return query.wanted <= set(reply.ids) if len(query.wanted) > 1 else bool(query.wanted & set(reply.ids))
    return is_offered(glossary, query, reply) and _is_short(query)


def _is_short(query: Query) -> bool:
    return len("".join(words(query.text))) <= 8 and len(words(query.text)) == 1


def is_offered(glossary: Glossary, query: Query, reply: Reply) -> bool:
    """Among the first three, or all meanings of what is: an offer names an acronym, whatever it means."""
    labels = {glossary.terms[each].label for each in query.wanted}
    shown = (*reply.ids, *reply.next) if reply.answered else reply.ids[:3]
    return any(glossary.terms[each].label in labels for each in shown)


def kinds_table(glossary: Glossary, queries: Sequence[Query]) -> str:
    reply = ours(glossary)
    rows = [
        "| kind | queries | first | first three | answered outright | answered wrongly |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    kinds = dict.fromkeys(each.kind for each in queries)
    groups = [(kind, [each for each in queries if each.kind == kind]) for kind in kinds if kind != NONSENSE]
    groups.append(("all but nonsense", [each for each in queries if each.kind != NONSENSE]))
    for name, group in groups:
        told = [(each, reply(each.text)) for each in group]
        first = sum(is_first(glossary, *each) for each in told)
        three = sum(is_offered(glossary, *each) for each in told)
        answered = [each for each in told if each[1].answered]
        wrong = sum(not is_offered(glossary, *each) for each in answered)
        size = len(group)
        rows.append(
            f"| {name} | {size} | {_share(first, size)} | {_share(three, size)} "
            f"| {_share(len(answered), size)} | {wrong} |"
        )
    nonsense = [reply(each.text) for each in queries if each.kind == NONSENSE]
    answered_nonsense = sum(each.answered for each in nonsense)
    offered = sum(bool(each.ids) for each in nonsense)
    rows.append(f"| nonsense | {len(nonsense)} | | | {answered_nonsense} | offered something: {offered} |")
    return "\n".join(rows)


def misses(glossary: Glossary, queries: Iterable[Query]) -> list[str]:
    reply = ours(glossary)
    lines = []
    for each in queries:
        told = reply(each.text)
        bad = bool(told.ids) if each.kind == NONSENSE else not is_first(glossary, each, told)
        if bad:
            lines.append(
                f"{each.kind}: {each.text!r} wanted {sorted(each.wanted)}, "
                f"{'answered' if told.answered else 'offered'} {list(told.ids)}"
            )
    return lines


def scorers_table(glossary: Glossary, queries: Sequence[Query]) -> str:
    keys = keys_of(glossary)
    texts = {" ".join(key.words): tuple(key.names) for key in keys.all()}
    plain: Mapping[str, Scorer] = {
        "WRatio, cut 90": _rapid(texts, fuzz.WRatio, 90),
        "ratio, cut 67": _rapid(texts, fuzz.ratio, 67),
        "token_set_ratio, cut 67": _rapid(texts, fuzz.token_set_ratio, 67),
        "OSA, cut 54": _rapid(texts, lambda a, b, **_: 100 * OSA.normalized_similarity(a, b), 54),
        "soft tokens alone, cut 54": _soft(keys, 54),
        "ours": ours(glossary),
    }
    rows = ["| scorer | right first | right in three | nonsense answered |", "| --- | ---: | ---: | ---: |"]
    sense = [each for each in queries if each.kind != NONSENSE]
    nonsense = [each for each in queries if each.kind == NONSENSE]
    for name, scorer in plain.items():
        told = [(each, scorer(each.text)) for each in sense]
        first = sum(is_first(glossary, *each) for each in told)
        three = sum(is_offered(glossary, *each) for each in told)
        wrong = sum(scorer(each.text).answered for each in nonsense)
        rows.append(
            f"| {name} | {_share(first, len(sense))} | {_share(three, len(sense))} | {wrong} of {len(nonsense)} |"
        )
    return "\n".join(rows)


def _rapid(texts: Mapping[str, tuple[str, ...]], scorer: Callable[..., float], cut: float) -> Scorer:
    def reply(text: str) -> Reply:
        near = process.extract(" ".join(words(text)), texts.keys(), scorer=scorer, limit=5)
        kept = [texts[key] for key, score, _ in near if score >= cut]
        return _first_of(kept)

    return reply


def _soft(keys: Keys, cut: float) -> Scorer:
    def reply(text: str) -> Reply:
        scores = sorted(word_scores(keys, words(text) or ("",)), key=lambda each: -each.total)
        return _first_of([tuple(each.key.names) for each in scores[:5] if each.total >= cut])

    return reply


def _first_of(kept: Sequence[tuple[str, ...]]) -> Reply:
    """The first key answers, with all its records; the two after it complete the first three."""
    if not kept:
        return Reply(False, ())
    return Reply(True, kept[0], tuple(each for ids in kept[1:3] for each in ids))


def _share(count: int, size: int) -> str:
    return f"{100 * count / size:.1f}%" if size else ""
