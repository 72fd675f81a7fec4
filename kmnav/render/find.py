"""What was found for a caller's words: the banner first, then services, then where to start the questions."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.find import Found, Result
from kmnav.model import Flag, Urgency
from kmnav.pack import Pack
from kmnav.places import council_name
from kmnav.render.as_json import SCHEMA, as_text
from kmnav.render.blocks import Banner, Block, Heading, Line, Screen, Space, Title
from kmnav.render.words import sentence

START_ANEW = "kmnav route"


def found_screen(pack: Pack, found: Found) -> Screen:
    """The whole answer. Danger stands first, and the emergency line stands even where nothing fits."""
    return tuple(_found(pack, found))


def _found(pack: Pack, found: Found) -> Iterator[Block]:
    yield from danger_lines(pack, found)
    if found.results:
        yield Title("Services that may fit")
        if found.home_said:
            yield Line(f"Home: {council_name(pack.region, found.home_said)}, from the words. Change it with --home.", 1)
        for at, result in enumerate(found.results, 1):
            yield from _result(pack, at, result)
        yield Heading("These are only what the words are near. To be sure, ask the questions")
    else:
        yield Title("Nothing here fits those words")
        yield Heading("Try other words, or ask the questions")
    for start in found.starts:
        yield Line(f"{start.label}: {START_ANEW} --from {start.token}", 1)
    yield Line(f"From the first question: {START_ANEW}", 1)


def danger_lines(pack: Pack, found: Found) -> Iterator[Block]:
    """The banner, or the emergency line; then what to ask where the words may name a danger that is past or denied."""
    banner = found.banner
    if banner is not None:
        yield Title(f"{banner.title}. {banner.action}", banner.urgency.word)
        if banner.urgency < Urgency.EMERGENCY:
            yield Banner(pack.settings.emergency_line, "emergency")
        yield Line("Is it happening? Then do this before anything else. The 999 screen: kmnav emergency", strong=True)
    else:
        yield Banner(pack.settings.emergency_line, "emergency")
    for flag in found.danger.ask[:1]:
        yield Line(f"Ask first: {question_words(flag)}", strong=True)
    yield Space()


def question_words(flag: Flag) -> str:
    """The one-line question for a danger that the words deny or put in the past."""
    return f"is this happening now? {sentence(flag.title)}."


def _result(pack: Pack, at: int, result: Result) -> Iterator[Block]:
    service, outcome = result.service, result.outcome
    yield Line(f"{at}. {service.name}", strong=True)
    if service.former:
        yield Line(f"Also known as: {', '.join(service.former)}", 1, faint=True)
    yield Line(service.summary, 1)
    yield Line(f"For: {outcome.title}. {pack.urgency_words(outcome.urgency).name}.", 1)
    for check in result.fit.check[: result.fit.unknowns]:
        yield Line(f"Check: {sentence(check)}", 1)
    yield Line(f"In full: kmnav service {service.id}", 1, faint=True)


def as_json(pack: Pack, found: Found) -> str:
    """The object of docs/cli.md. `ask` names dangers that the words deny or put in the past."""
    banner = found.banner
    return as_text(
        {
            "schema": SCHEMA,
            "kind": "find",
            "query": found.query,
            "safety": _flag_keys(banner) if banner else None,
            "ask": [{**_flag_keys(each), "question": sentence(question_words(each))} for each in found.danger.ask],
            "emergency_line": pack.settings.emergency_line,
            "home_said": found.home_said,
            "results": [_result_keys(each) for each in found.results],
            "start": [
                *({"token": each.token, "label": each.label} for each in found.starts),
                {"token": "", "label": "From the first question"},
            ],
        }
    )


def _flag_keys(flag: Flag) -> dict[str, str]:
    return {"urgency": flag.urgency.word, "flag": flag.id, "title": flag.title, "do": flag.action}


def _result_keys(result: Result) -> dict[str, object]:
    service, outcome = result.service, result.outcome
    return {
        "id": service.id,
        "name": service.name,
        "former_names": list(service.former),
        "service_kind": result.kind,
        "urgency": outcome.urgency.word,
        "score": result.score,
        "matched": list(result.matched),
        "outcome": {"id": outcome.id, "title": outcome.title},
        "fit": result.fit.fitness.value,
        "check": list(result.fit.check),
    }
