"""The work of `kmnav route`: a walk as it begins, its next step for a program, and what was taken as known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kmnav.cli.advance import FLAGS, Advance
from kmnav.cli.desk import TAKEN, Desk, Exit, fail
from kmnav.cli.streams import write_json
from kmnav.model import AGE, HOME, PRACTICE, Role
from kmnav.record import dataclass, field

if TYPE_CHECKING:
    from datetime import date

    from kmnav.cli.why import Named
    from kmnav.pack import Pack
    from kmnav.practice import Practice
    from kmnav.recommend import Recommendation
    from kmnav.render.as_json import Object
    from kmnav.render.blocks import Screen
    from kmnav.replay import Arrived, Asking

YOU_ARE = {
    Role.GP_PRACTICE: "You are in a GP practice. If not: --as volunteer.",
    Role.VOLUNTEER: "You are a volunteer. In a GP practice: --as gp-practice.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line says of a walk: a token, answers, facts by their flag, a role, and what to do at the end."""

    token: str | None = None
    answers: tuple[str, ...] = ()
    facts: Mapping[str, str | None] = field(default_factory=dict)
    role: str | None = None
    why_not: str | None = None
    safe: bool = False
    discreet: bool = False


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


def begin(desk: Desk, asked: Asked) -> Start:
    """The walk that a command line asks for. Ends with a usage error where it asks for what cannot be."""
    from kmnav.cli.advance import in_advance

    pack = desk.pack()
    practice = desk.practice(pack)
    advance = in_advance(pack, asked.token, asked.answers, asked.facts, practice.place if practice else None)
    named = None
    if asked.why_not is not None:
        from kmnav.cli.why import named_or_fail

        named = named_or_fail(pack, asked.why_not)
    role = desk.role(asked.role)
    if desk.form in TAKEN:
        from kmnav.cli.take_away import refuse_form

        refuse_form(desk.form, role)
    given = asked.role is not None
    return Start(desk, pack, role, given, desk.on, advance, practice, named, asked.safe, asked.discreet)


def one_step(start: Start) -> None:
    """The next step of a walk that nobody can be asked for: its question or its ending."""
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
