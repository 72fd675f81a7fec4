"""The walk on a terminal: a numbered list and a line of input, nothing redrawn.

All state is the answers; each key is a change to them, and the next screen is `replay` of the result.
Prompts go to stderr and the ending to stdout, so that an ending can be kept in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from kmnav.cli.begin import assumed_words, carry_on
from kmnav.cli.desk import Exit
from kmnav.cli.in_words import keys_at, take_words
from kmnav.cli.reading import council_words, places_meant, value_of
from kmnav.cli.streams import tell
from kmnav.cli.take_away import before_you_end, keys_at_end, make_first, taken
from kmnav.cli.talk import Talk, chosen
from kmnav.cli.why import says_why
from kmnav.errors import KmnavError, UnknownAnswer
from kmnav.model import Question
from kmnav.places import unsure_because
from kmnav.recommend import Recommendation
from kmnav.render.blocks import Heading, Line, Numbered, Space
from kmnav.render.ending import earlier_needs, narrowed_screen, recommendation_screen, same_place_words, title_again
from kmnav.render.words import (
    KEYS,
    KEYS_AT_CHANGE,
    KEYS_AT_EMERGENCY,
    KEYS_AT_END,
    answers_screen,
    banner,
    emergency_screen,
    question_screen,
    why_screen,
)
from kmnav.replay import Answered, Arrived, Asking, replay, without_last

if TYPE_CHECKING:
    from kmnav.cli.begin import Start


class Walk:
    """One person at a terminal, from the first question to an ending."""

    def __init__(self, start: Start, answers: dict[str, str]) -> None:
        self.start = start
        self.pack = start.pack
        self.talk = Talk(start.desk)
        self.answers = dict(answers)
        self.skipped: set[str] = set()
        self.changing: str | None = None
        self.between: tuple[str, tuple[str, ...]] | None = None
        self.shown: tuple[str, tuple[str, ...]] | None = None
        self.earlier: list[Recommendation] = []

    def run(self) -> None:
        """Ask until the person quits, or the input ends."""
        self.talk.say((banner(self.pack),))
        try:
            while True:
                self._next(replay(self.pack, self.answers))
        except KeyboardInterrupt:
            tell("")
            self._leave("Stopped.", Exit.STOPPED)
        except EOFError:
            tell("")
            step = replay(self.pack, self.answers)
            if isinstance(step, Arrived):
                self._leave("", Exit.OK)
            self._leave(f'The input ended. An answer to "{step.question.id}" is needed.', Exit.ANSWER_NEEDED)

    def _next(self, step: Asking | Arrived) -> None:
        if self.between:
            self._ask_which(step, *self.between)
        elif self.changing:
            self._ask_again(step, self.changing)
        elif isinstance(step, Asking):
            self.talk.say(question_screen(self.pack, step))
            self.talk.ask(keys_at(step.question), lambda said: self._answer(step, said))
        else:
            self._end(step)

    def _answer(self, step: Asking, said: str) -> None:
        """Act on what was typed at a question."""
        if not self._key(step, said) and not take_words(self, step, said):
            self._value(step.question, said)

    def _value(self, question: Question, said: str) -> None:
        meant = places_meant(self.pack, question, said)
        if len(meant) > 1:
            self.between = question.id, meant
            if because := unsure_because(self.pack.region, said):
                self.talk.notice(because)
        else:
            self.answers[question.id] = meant[0] if meant else value_of(question, said)

    def _ask_which(self, step: Asking | Arrived, fact: str, councils: tuple[str, ...]) -> None:
        """A place may be in several councils: the person says which. Back leads to the question for the place."""
        names = tuple(council_words(self.pack, each) for each in councils)
        self.talk.say((Heading("That can be in more than one council. Which?"), Numbered(names)))

        def take(said: str) -> None:
            at = chosen(said, len(councils))
            if at is not None:
                self.answers[fact] = councils[at]
            elif said.lower() != "b":
                if not self._key(step, said):
                    raise UnknownAnswer(
                        f'"{said}" is not one of these.', "Type a number, or b to give the place again."
                    )
                return
            self.between = None

        self.talk.ask(KEYS, take)

    # An ending

    def _end(self, step: Arrived) -> None:
        told = self.start.told(step)
        refine = next((fact for fact in step.refine if fact not in self.skipped), None)
        self._show_ending(told, refine)
        if refine:
            self._ask_beneath(step, told, refine)
            return
        if make_first(self.start, self.talk, (*self.earlier, told), lambda said: self._key(step, said)):
            return
        before = (*title_again(told), *earlier_needs(self.earlier), *self.start.asked_about(told))
        self.talk.say((*before, *before_you_end(self.pack)))
        self.talk.ask(keys_at_end(KEYS_AT_END, self.start.role), lambda said: self._at_end(step, told, said))

    def _show_ending(self, told: Recommendation, refine: str | None) -> None:
        """In full when it is reached; once more is known of the person, only who helps."""
        arrived = told.arrived
        known = tuple(each.value for each in arrived.path if each.question in self.pack.facts)
        assumed = assumed_words(self.start, self.answers, told)
        full = recommendation_screen(self.pack, told, assumed)
        if self.shown is None or self.shown[0] != arrived.outcome.id:
            self.talk.result(full)
        elif self.shown[1] == known or refine:
            return
        else:
            self.talk.result(full, narrowed_screen(self.pack, told, assumed))
        self.shown = arrived.outcome.id, known

    def _ask_beneath(self, step: Arrived, told: Recommendation, fact: str) -> None:
        """What is shown stays; a fact that would narrow the services is asked beneath it."""
        asking = Asking(step.path, self.pack.facts[fact], 1)
        leave = Heading("To narrow this. Enter leaves it.")
        self.talk.say((*title_again(told), leave, *question_screen(self.pack, asking)))

        def take(said: str) -> None:
            if said.lower() in ("", "n"):
                self.skipped.add(fact)
            else:
                self._answer(asking, said)

        self.talk.ask(KEYS, take)

    def _at_end(self, step: Arrived, told: Recommendation, said: str) -> None:
        if said.lower() == "c":
            self._choose_change(step, told)
        elif said == "+":
            self._another_need(told)
        elif taken(self.start, self.talk, (*self.earlier, told), said, lambda key: self._key(step, key)):
            return
        elif not (says_why(self.talk, self.pack, told, said) or self._key(step, said)):
            raise UnknownAnswer(f'"{said}" is not one of these.' if said else "Please type one of these.")

    def _another_need(self, told: Recommendation) -> None:
        """A second need in the same call: age and place are kept, everything else is asked anew, danger first."""
        self.earlier.append(told)
        self.answers = {fact: value for fact, value in self.answers.items() if fact in self.pack.facts}
        self.skipped, self.shown = set(), None
        self.talk.notice("Another need. Age and place are kept.")

    def _choose_change(self, step: Arrived, told: Recommendation) -> None:
        path = list(step.path)
        same = same_place_words(self.pack, told)
        if same:
            path.append(Answered(same[0], "", same[1]))
        self.talk.say(answers_screen(self.pack, tuple(path)))

        def take(said: str) -> None:
            at = chosen(said, len(path))
            if at is not None:
                self.changing = path[at].question
            elif said.lower() not in ("", "b") and not self._key(step, said):
                raise UnknownAnswer(f'"{said}" is not one of these.')

        self.talk.ask(KEYS_AT_CHANGE, take)

    def _ask_again(self, step: Asking | Arrived, changing: str) -> None:
        """One answer is changed; the others stay, and those no longer reached are kept aside and told."""
        question = self.pack.question(changing)
        if question is None:
            self.changing = None
            return
        asking = Asking(step.path, question, 1)
        kept = next((each.label for each in step.path if each.question == changing), "as it is")
        self.talk.say((Space(), Line(f"Enter keeps: {kept}"), *question_screen(self.pack, asking)))

        def take(said: str) -> None:
            if said.lower() in ("", "b"):
                self.changing = None
            elif not self._key(asking, said):
                self._value(question, said)
                self.skipped.discard(changing)
                self.changing = self.shown = None
                self._tell_aside(step.path)

        self.talk.ask(KEYS, take)

    def _tell_aside(self, before: tuple[Answered, ...]) -> None:
        reached = {each.question for each in replay(self.pack, self.answers).path}
        for each in before:
            if each.question not in reached and each.question in self.answers:
                question = self.pack.question(each.question)
                self.talk.notice(f"Kept aside, not asked now: {question.ask if question else ''} {each.label}")

    # Keys that mean the same at every place

    def _key(self, step: Asking | Arrived, said: str) -> bool:
        key = said.lower()
        if key == "b":
            self._back(step)
        elif key == "e":
            self._emergency()
        elif key == "s":
            self._start_again()
        elif key.startswith("?") and isinstance(step, Asking):
            self._why(step, key[1:].strip())
        elif key == "q":
            tell(self.pack.settings.emergency_line)
            self._leave("", Exit.OK)
        elif key == "g" or key.startswith("g "):
            self._meaning(said[1:].strip())
        else:
            return False
        return True

    def _why(self, asking: Asking, number: str) -> None:
        options = list(asking.question.options)
        at = chosen(number, len(options))
        if number and at is None:
            raise UnknownAnswer(f'"{number}" is not one of these.', "Type ? alone, or ? and a number.")
        self.talk.say(why_screen(self.pack, asking, options[at] if at is not None else None))

    def _back(self, step: Asking | Arrived) -> None:
        given = self.start.advance.given
        kept = without_last(step, given)
        if len(kept) == len({**given, **{each.question: each.value for each in step.path}}):
            self.talk.notice("This is the first question.")
        self.answers, self.shown = kept, None

    def _start_again(self) -> None:
        self.answers = dict(self.start.advance.given)
        self.skipped, self.shown, self.changing, self.between, self.earlier = set(), None, None, None, []
        kept = "What was given in advance is kept." if self.answers else ""
        self.talk.notice(f"Starting again. {kept}".strip())

    def _emergency(self) -> None:
        outcome = self.pack.outcomes[self.pack.settings.emergency]
        told = self.start.told(Arrived((), outcome, ()))
        typed = "e"

        def take(said: str) -> None:
            nonlocal typed
            typed = said.lower()

        while typed == "e":
            self.talk.say((*emergency_screen(self.pack, told), *title_again(told)))
            self.talk.ask(KEYS_AT_EMERGENCY, take)
        if typed == "q":
            self._leave("", Exit.OK)
        self.shown = None

    def _meaning(self, term: str) -> None:
        if not term:
            self.talk.notice("Type g and the term, for example: g CMHT")
            return
        from kmnav.packs import load_glossary
        from kmnav.render.glossary import entry_lines

        desk = self.start.desk
        try:
            self.talk.say(entry_lines(load_glossary(desk.pack_dir, desk.region), term))
        except KmnavError as error:
            self.talk.notice(f"{error.happened} {error.do}")

    def _leave(self, why: str, code: Exit) -> NoReturn:
        if why:
            self.talk.notice(why)
        tell(carry_on(self.start, replay(self.pack, self.answers), self.answers))
        raise SystemExit(int(code))
