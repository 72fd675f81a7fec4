"""`kmnav route`: the walk, with facts given in advance, on a terminal or for a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.advance import FLAGS, Advance, in_advance
from kmnav.cli.app import desk_of
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.forms import OF_A_ROUTE, TAKEN, Discreet, RouteForm, SafeToSend, desk_in_form
from kmnav.cli.look import As, AsJson, Now
from kmnav.cli.streams import tell, write, write_json
from kmnav.model import AGE, HOME, PRACTICE, Role
from kmnav.record import dataclass

if TYPE_CHECKING:
    from datetime import date

    from kmnav.cli.why import Named
    from kmnav.pack import Pack
    from kmnav.practice import Practice
    from kmnav.recommend import Recommendation
    from kmnav.render.as_json import Object
    from kmnav.render.blocks import Screen
    from kmnav.replay import Arrived, Asking

ROUTE = """\b
Example: kmnav route
Example: kmnav route --age 34 --gp-area Margate
Example: kmnav route --from danger=none,today=none --json

Walk through a few questions to the right service."""
NamedService = Annotated[
    str | None, typer.Option("--why-not", metavar="SERVICE", help="Say why a service is not among those offered.")
]
Age = Annotated[str | None, typer.Option(metavar="AGE", help="Age in years of the person, or 6m for a baby.")]
Home = Annotated[str | None, typer.Option(metavar="PLACE", help="Where they live: council, town or postcode.")]
GpArea = Annotated[str | None, typer.Option(metavar="PLACE", help="Where their GP practice is. Else KMNAV_AREA.")]
YOU_ARE = {
    Role.GP_PRACTICE: "You are in a GP practice. If not: --as volunteer.",
    Role.VOLUNTEER: "You are a volunteer. In a GP practice: --as gp-practice.",
}


@dataclass(frozen=True, slots=True)
class Start:
    """A walk as it begins: who asks, on what day, and what is known in advance."""

    desk: Desk
    pack: Pack
    role: Role
    role_given: bool
    on: date
    advance: Advance
    practice: Practice | None = None
    named: Named | None = None
    safe: bool = False
    discreet: bool = False

    def asked_about(self, told: Recommendation) -> Screen:
        """What `--why-not` asked about, as lines to stand beneath an ending."""
        return self.named.lines(told) if self.named else ()

    def told(self, step: Arrived) -> Recommendation:
        """What an ending tells at this desk."""
        from kmnav.recommend import recommend

        return recommend(self.pack, step, self.role, self.on, self.practice)


def add_to(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command(help=ROUTE, short_help="Walk through a few questions to the right service.")(route)


def route_or_help(context: typer.Context) -> None:
    """`kmnav` alone: the walk on a terminal, else short help. With --json, the walk's next step."""
    desk = desk_of(context)
    if desk.said.json or (desk.may_ask and sys.stdout.isatty()):
        route(context)
        return
    write(context.get_help() + "\n")


def route(
    context: typer.Context,
    answer: Annotated[
        list[str] | None,
        typer.Option("-a", "--answer", metavar="QUESTION=VALUE", help="An answer in advance. May be repeated."),
    ] = None,
    age: Age = None,
    home: Home = None,
    gp_area: GpArea = None,
    as_role: As = None,
    token: Annotated[str | None, typer.Option("--from", help="Carry on with a walk.", metavar="TOKEN")] = None,
    why_not: NamedService = None,
    form: RouteForm = None,
    discreet: Discreet = False,
    safe: SafeToSend = False,
    json: AsJson = False,
    now: Now = None,
) -> None:
    """Walk to the right service."""
    desk = desk_in_form(context, form, OF_A_ROUTE)
    pack = desk.pack()
    practice = desk.practice(pack)
    flags = {AGE: age, HOME: home, PRACTICE: gp_area}
    advance = in_advance(pack, token, answer or (), flags, practice.place if practice else None)
    named = _named(pack, why_not)
    role = desk.role(as_role)
    _refuse_form(desk.form, role)
    start = Start(desk, pack, role, as_role is not None, desk.on, advance, practice, named, safe, discreet)
    if desk.may_ask:
        from kmnav.cli.walk import Walk

        Walk(start, _without_safety(pack, advance.answers)).run()
        return
    _one_step(start)


def _refuse_form(form: str, role: Role) -> None:
    if form in TAKEN:
        from kmnav.cli.take_away import refuse_form

        refuse_form(form, role)


def _named(pack: Pack, words: str | None) -> Named | None:
    from kmnav.cli.why import named_or_fail

    return named_or_fail(pack, words)


def _without_safety(pack: Pack, answers: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in answers.items() if not _is_safety(pack, key)}
    if len(kept) < len(answers):
        tell("The safety questions are asked again.")
    return kept


def _is_safety(pack: Pack, question: str) -> bool:
    known = pack.question(question)
    return known is not None and known.safety is not None


def _one_step(start: Start) -> None:
    from kmnav.render import as_json
    from kmnav.replay import Arrived, replay

    answers = start.advance.answers
    step = replay(start.pack, answers)
    if isinstance(step, Arrived):
        _ending(start, step)
    elif start.desk.said.json:
        write_json(as_json.as_text(as_json.question(start.pack, step, answers, assumptions(start, answers))))
    else:
        _needs_an_answer(start, step)


def _ending(start: Start, step: Arrived) -> None:
    from kmnav.render import as_json
    from kmnav.render.ending import recommendation_screen
    from kmnav.render.message import message_object

    answers = start.advance.answers
    told = start.told(step)
    if start.desk.said.json:
        ending = as_json.recommendation(start.pack, told, answers, assumptions(start, answers))
        ending["take_away"] = message_object(start.pack, told, safe=start.safe, discreet=start.discreet)
        write_json(as_json.as_text(ending | (start.named.keys(told) if start.named else {})))
        return
    if start.desk.form in TAKEN:
        from kmnav.cli.take_away import write_form

        write_form(start, told)
        return
    if start.named:
        start.desk.show(start.named.screen(told))
        return
    start.desk.show(recommendation_screen(start.pack, told, assumed_words(start, answers, told)))


def _needs_an_answer(start: Start, step: Asking) -> None:
    from kmnav.render.words import question_screen

    question = step.question
    start.desk.show(question_screen(start.pack, step))
    flag = {AGE: "--age 34", HOME: "--home TOWN", PRACTICE: "--gp-area TOWN"}.get(question.id)
    values = " | ".join(question.options)
    fail(
        f'An answer to "{question.id}" is needed.{_near(step)}',
        f"Give it as {flag or f'--answer {question.id}=VALUE; VALUE is one of: {values}'}",
        Exit.ANSWER_NEEDED,
    )


def _near(step: Asking) -> str:
    from difflib import get_close_matches

    near = get_close_matches(step.rejected or "", step.question.options, 1, 0.6)
    return f" Did you mean {near[0]}?" if near else ""


def assumptions(start: Start, answers: dict[str, str]) -> list[Object]:
    """What a variable says and nobody was asked, while it still stands among the answers."""
    from kmnav.render.as_json import assumption

    return [
        assumption(fact, answers[fact], variable)
        for fact, variable in start.advance.by_variable.items()
        if answers.get(fact) == start.advance.given[fact]
    ]


def assumed_words(start: Start, answers: dict[str, str], told: Recommendation) -> tuple[str, ...]:
    """What was taken as known at an ending, and how to change it."""
    from kmnav.render.ending import fact_words, same_place_words

    key = "c or " if start.desk.may_ask else ""
    words = [
        f"{fact_words(start.pack, each['what'], each['value'])}, from {each['because']}. "
        f"Change it with {key}{FLAGS[each['what']]}."
        for each in assumptions(start, answers)
    ]
    same = same_place_words(start.pack, told)
    if same:
        fact, text = same
        words.append(f"{text}. Change it with {key}{FLAGS[fact]}.")
    if start.practice:
        words += [f"{name}: {number}, from your practice file." for name, number in start.practice.numbers.items()]
    if not start.role_given:
        words.append(YOU_ARE[start.role])
    return tuple(words)


def carry_on(start: Start, step: Asking | Arrived, answers: dict[str, str]) -> str:
    """The command that carries on with a walk, as it can be typed."""
    from shlex import quote

    from kmnav.replay import Asking, to_token

    said = start.desk.said
    flags = [("--pack", said.pack), ("--region", said.region), ("--as", start.role.value if start.role_given else None)]
    token = to_token(step, answers)
    if isinstance(step, Asking):
        token = ",".join(part for part in (token, *_ahead(token, answers)) if part)
    words = ["kmnav route", *(f"{flag} {quote(value)}" for flag, value in flags if value)]
    return " ".join(["To carry on:", *words, "--from", token]) if token else " ".join(["To start:", *words])


def _ahead(token: str, answers: dict[str, str]) -> list[str]:
    """Answers that a resumed walk has not come to again."""
    known = {part.partition("=")[0] for part in token.split(",")}
    return [f"{question}={value}" for question, value in answers.items() if question not in known]
