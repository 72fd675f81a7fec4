"""`kmnav route`: the walk, with facts given in advance, on a terminal or for a program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of
from kmnav.cli.desk import Desk, Exit, day_of, fail, may_ask, tell, write
from kmnav.cli.look import As, AsJson, Now, role_of
from kmnav.model import AGE, HOME, PRACTICE, Role

if TYPE_CHECKING:
    from datetime import date

    from kmnav.pack import Pack
    from kmnav.render.as_json import Object
    from kmnav.replay import Arrived, Asking

ROUTE = """Walk through a few questions to the right service.

Example: kmnav route
Example: kmnav route --age 34 --gp-area Margate
Example: kmnav route --from danger=none,today=none,about=mood --json"""


@dataclass(frozen=True, slots=True)
class Start:
    """A walk as it begins: who asks, on what day, what is given in advance and what was assumed."""

    desk: Desk
    pack: Pack
    role: Role
    on: date
    answers: dict[str, str]
    given: dict[str, str]
    assumed: tuple[Object, ...]


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=ROUTE)(route)


def route_or_help(context: typer.Context) -> None:
    """`kmnav` alone: the walk on a terminal, else short help."""
    if may_ask(no_input=False) and sys.stdout.isatty():
        begin(context, Asked())
        return
    write(context.get_help() + "\n")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line said about a walk."""

    answers: tuple[str, ...] = ()
    age: str | None = None
    home: str | None = None
    gp_area: str | None = None
    token: str | None = None
    as_role: str = os.environ.get("KMNAV_ROLE", "volunteer")
    json: bool = False
    no_input: bool = False
    now: str | None = None


def route(
    context: typer.Context,
    answer: Annotated[list[str] | None, typer.Option("-a", "--answer", metavar="QUESTION=VALUE")] = None,
    age: Annotated[str | None, typer.Option(help="Age in years of the person, or 6m for a baby.")] = None,
    home: Annotated[str | None, typer.Option(help="Where they live: council, town or postcode.")] = None,
    gp_area: Annotated[str | None, typer.Option(help="Where their GP practice is.")] = None,
    as_role: As = "volunteer",
    token: Annotated[str | None, typer.Option("--from", help="Carry on with a walk.", metavar="TOKEN")] = None,
    json: AsJson = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    now: Now = None,
) -> None:
    """Walk to the right service."""
    begin(context, Asked(tuple(answer or ()), age, home, gp_area, token, as_role, json, no_input or json, now))


def begin(context: typer.Context, asked: Asked) -> None:
    """Start a walk: with a person at a terminal, else one step and an exit code."""
    desk = desk_of(context)
    start = _start(desk, asked)
    if may_ask(asked.no_input):
        from kmnav.cli.walk import Walk

        Walk(start).run()
        return
    _one_step(start, asked.json)


def _start(desk: Desk, asked: Asked) -> Start:
    from kmnav.replay import from_token

    pack = desk.pack()
    answers = from_token(asked.token) if asked.token else {}
    for each in asked.answers:
        if "=" not in each:
            fail(f'"{each}" is not an answer.', "Write it as --answer QUESTION=VALUE.", Exit.USAGE)
        answers.update(from_token(each))
    assumed: list[Object] = []
    given = _facts_given(pack, asked, assumed)
    answers.update(given)
    _refuse_unknown(pack, answers)
    if may_ask(asked.no_input):
        answers = _without_safety(pack, answers)
    return Start(desk, pack, role_of(asked.as_role), day_of(asked.now), answers, given, tuple(assumed))


def _facts_given(pack: Pack, asked: Asked, assumed: list[Object]) -> dict[str, str]:
    from kmnav.values import Age

    given: dict[str, str] = {}
    if asked.age is not None:
        try:
            Age.parse(asked.age)
        except ValueError as error:
            fail(f'"{asked.age}" is not an age.', str(error), Exit.USAGE)
        given[AGE] = asked.age.strip().lower()
    for fact, option, text in ((HOME, "--home", asked.home), (PRACTICE, "--gp-area", asked.gp_area)):
        if text is not None:
            given[fact] = _one_place(pack, text, option)
    area = os.environ.get("KMNAV_AREA")
    if area and PRACTICE not in given:
        from kmnav.render.as_json import assumption

        given[PRACTICE] = _one_place(pack, area, "KMNAV_AREA")
        assumed.append(assumption(PRACTICE, given[PRACTICE], "KMNAV_AREA"))
    return given


def _one_place(pack: Pack, text: str, option: str) -> str:
    from kmnav.places import resolve_place

    councils = resolve_place(pack.region, text)
    if len(councils) == 1:
        return councils[0]
    fail(f'"{text}" may be in {" or ".join(councils)}.', f"Say which, for example {option} {councils[0]}.", Exit.USAGE)


def _refuse_unknown(pack: Pack, answers: dict[str, str]) -> None:
    from difflib import get_close_matches

    known = [*pack.questions, *pack.facts]
    for question in list(answers):
        if pack.question(question) is None:
            near = get_close_matches(question, known, 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else "It may come from an older pack. It is left out."
            tell(f'There is no question "{question}" now. {hint}')
            del answers[question]


def _without_safety(pack: Pack, answers: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in answers.items() if not _is_safety(pack, key)}
    if len(kept) < len(answers):
        tell("The safety questions are asked again.")
    return kept


def _is_safety(pack: Pack, question: str) -> bool:
    known = pack.question(question)
    return known is not None and known.safety is not None


def _one_step(start: Start, json: bool) -> None:
    from kmnav.render import as_json
    from kmnav.replay import Arrived, replay

    step = replay(start.pack, start.answers)
    if isinstance(step, Arrived):
        _ending(start, step, json)
        return
    if json:
        write(as_json.as_text(as_json.question(start.pack, step, start.answers, start.assumed)))
        return
    _needs_an_answer(start, step)


def _ending(start: Start, step: Arrived, json: bool) -> None:
    from kmnav.recommend import recommend
    from kmnav.render import as_json
    from kmnav.render.words import recommendation_screen

    told = recommend(start.pack, step, start.role, start.on)
    if json:
        write(as_json.as_text(as_json.recommendation(start.pack, told, start.answers, start.assumed)))
        return
    start.desk.show(recommendation_screen(start.pack, told, assumed_words(start)))


def _needs_an_answer(start: Start, step: Asking) -> None:
    from kmnav.render.words import question_screen

    question = step.question
    start.desk.show(question_screen(start.pack, step))
    flag = {AGE: "--age 34", HOME: "--home TOWN", PRACTICE: "--gp-area TOWN"}.get(question.id)
    values = " | ".join(question.options)
    fail(
        f'An answer to "{question.id}" is needed.',
        f"Give it as {flag or f'--answer {question.id}=VALUE; VALUE is one of: {values}'}.",
        Exit.ANSWER_NEEDED,
    )


def assumed_words(start: Start) -> tuple[str, ...]:
    """What was taken as known, and how to change it."""
    from kmnav.replay import fact_label

    return tuple(
        f"GP practice: {fact_label(start.pack, each['what'], each['value'])}, from {each['because']}; "
        "change with --gp-area"
        for each in start.assumed
    )
