"""The copy that a clinician reads and signs: every text of every question and outcome, each with its hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kmnav.contacts import Source
from kmnav.model import Branch, Option, Outcome, Question
from kmnav.pack import Pack
from kmnav.signing import Standing, hash_of, signed_count, standing_of

_ROLES = {"all": "both roles", "gp-practice": "a practice", "volunteer": "a volunteer"}


def as_reading_copy(pack: Pack) -> str:
    """Questions first, then outcomes, in the order of the file; the line to paste stands below each."""
    return "\n".join(_copy(pack)) + "\n"


def _copy(pack: Pack) -> Iterator[str]:
    settings = pack.settings
    whole = len(pack.questions) + len(pack.outcomes)
    as_of = settings.as_of.isoformat()
    yield f"Reading copy of {settings.id} {settings.version}, {pack.region.name}, facts as of {as_of}"
    yield f"{signed_count(pack)} of {whole} questions and outcomes signed"
    yield ""
    for question in pack.questions.values():
        yield from (*_question(pack, question), *_signing(pack, question), "")
    for outcome in pack.outcomes.values():
        yield from (*_outcome(pack, outcome), *_signing(pack, outcome), "")


def _question(pack: Pack, question: Question) -> Iterator[str]:
    safety = f" [{question.safety.value}]" if question.safety else ""
    yield f"{question.id}{safety}: {question.ask}"
    if question.notice:
        yield f"  Notice: {question.notice}"
    yield f"  Why: {question.why}"
    for option in question.options.values():
        yield f"  {option.label}"
        yield from _signs(pack, option)
        yield from (f"    -> {_guard(branch)}{branch.to}{_end(pack, branch)}" for branch in option.go)
    yield from _sources(question.sources.values())


def _signs(pack: Pack, option: Option) -> Iterator[str]:
    for flag in (pack.flags[each] for each in option.flags):
        note = f" {flag.note}" if flag.note else ""
        yield f"    ? {flag.title}: {', '.join(flag.signs)}. {flag.action}{note}"


def _guard(branch: Branch) -> str:
    return f"({branch.age.words if branch.age.known else 'age not known'}) " if branch.age else ""


def _end(pack: Pack, branch: Branch) -> str:
    outcome = pack.outcomes.get(branch.to)
    return f" = {outcome.urgency.word}: {outcome.title}" if outcome else ""


def _outcome(pack: Pack, outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.id} ({outcome.urgency.word}): {outcome.title}"
    for name, words in (("Means", outcome.means), ("Because", outcome.because), ("Cost", outcome.cost)):
        yield f"  {name}: {words}"
    for role, steps in outcome.steps.items():
        yield from _listed(f"Steps for {_ROLES.get(role, role)}", steps)
    yield from _listed("Say", outcome.say)
    yield from _listed("On a sheet", outcome.sheet)
    if outcome.message:
        yield f"  In a text message: {outcome.message}"
    yield from _listed("If it gets worse", (*outcome.if_worse, *pack.urgency_words(outcome.urgency).if_worse))
    yield from _added(pack, outcome)
    yield from _listed("Offers", (f"{pack.doors[each].name}: {pack.doors[each].means}" for each in outcome.offer))
    if outcome.front_door_only:
        yield f"  Only front doors, because: {outcome.front_door_only}"
    yield from _sources(outcome.sources.values())


def _added(pack: Pack, outcome: Outcome) -> Iterator[str]:
    settings, urgency = pack.settings, pack.urgency_words(outcome.urgency)
    level = settings.levels[outcome.level]
    yield f"  Urgency: {urgency.name}. {urgency.means}"
    yield f"  Level: {level.name}. {level.means} {level.pays}"
    parts = {part: {**words} for part, words in urgency.stay.items()}
    parts |= {part: {"all": words} for part, words in outcome.stay.items()}
    for part, words in parts.items():
        yield from (f"  Stay, {part}, for {_ROLES.get(role, role)}: {said}" for role, said in words.items())
    if outcome.gp_offer and settings.topics[outcome.about].gp_offer:
        for offer in (settings.gp_offer, settings.gp_closed):
            yield from (f"  GP, for {_ROLES.get(role, role)}: {said}" for role, said in offer.items())
    yield f"  Safeguarding: {urgency.safeguarding or settings.safeguarding}"


def _listed(name: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"    - {each}" for each in items]
    if lines:
        yield f"  {name}:"
        yield from lines


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    for each in sources:
        dated = each.page_date.text if each.page_date else "undated"
        yield f"  Source for {', '.join(each.backs)}: {each.url or each.seen_in} ({each.by.value}, {dated})"


def _signing(pack: Pack, item: Question | Outcome) -> Iterator[str]:
    standing = standing_of(pack, item)
    if item.signed is not None:
        yield f"  Signed by {item.signed.by_role} on {item.signed.on.isoformat()}: {_kept(standing)}"
    if standing is not Standing.SIGNED:
        yield f"  To sign: signed: {{by_role: YOUR ROLE, on: YYYY-MM-DD, hash: {hash_of(pack, item)}}}"


def _kept(standing: Standing) -> str:
    return "unchanged since." if standing is Standing.SIGNED else "changed since, so it counts no more."
