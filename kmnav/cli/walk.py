"""The walk on a terminal: a numbered list and a line of input, nothing redrawn.

All state is the answers; each key is a change to them, and the next screen is `replay` of the result.
Prompts go to stderr and the ending to stdout, so that an ending can be kept in a file.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kmnav.cli.desk import Exit, fail, tell, write
from kmnav.errors import UnknownAnswer
from kmnav.model import AGE, NOT_SURE, OUTSIDE, Outcome
from kmnav.recommend import recommend
from kmnav.render.blocks import Heading, Line, Numbered, Screen
from kmnav.render.words import (
    KEYS,
    KEYS_AT_END,
    answers_screen,
    banner,
    emergency_screen,
    question_screen,
    recommendation_screen,
    why_screen,
)
from kmnav.replay import Answered, Arrived, Asking, replay, to_token, without_last
from kmnav.values import Age

if TYPE_CHECKING:
    from kmnav.cli.route import Start


class Walk:
    """One person at a terminal, from the first question to an ending."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.pack = start.pack
        self.answers = dict(start.answers)
        self.skipped: set[str] = set()
        self.shown: tuple[Outcome, tuple[str, ...]] | None = None

    def run(self) -> None:
        """Ask until the person quits, or the input ends."""
        self.start.desk.show((banner(self.pack),), sys.stderr)
        try:
            while True:
                step = replay(self.pack, self.answers)
                if isinstance(step, Asking):
                    self._ask(step)
                else:
                    self._end(step)
        except KeyboardInterrupt:
            step = replay(self.pack, self.answers)
            fail(f"\nStopped. {self._carry_on(step)}", "", Exit.STOPPED)

    def _ask(self, step: Asking) -> None:
        self._say(question_screen(self.pack, step))
        while not self._take(step, self._read(step)):
            tell(f"Please type one of these. {KEYS}")

    def _take(self, step: Asking, said: str) -> bool:
        """Act on what was typed at a question; False where it means nothing here."""
        if self._common_key(step, said):
            return True
        if said == "?":
            self._say(why_screen(self.pack, step))
            return True
        value = self._value(step, said)
        if value is None:
            return False
        self.answers[step.question.id] = value
        return True

    def _value(self, step: Asking, said: str) -> str | None:
        question = step.question
        options = list(question.options)
        if options:
            return (
                options[int(said) - 1] if said.isascii() and said.isdigit() and 0 < int(said) <= len(options) else None
            )
        if said == "n":
            return NOT_SURE
        return self._age(said) if question.id == AGE else self._place(said)

    def _age(self, said: str) -> str | None:
        try:
            Age.parse(said)
        except ValueError as error:
            tell(str(error))
            return None
        return said.replace(" ", "").lower().removesuffix("onths").removesuffix("onth")

    def _place(self, said: str) -> str | None:
        from kmnav.places import resolve_place

        councils = [*self.pack.region.councils, OUTSIDE]
        if said.isascii() and said.isdigit():
            return councils[int(said) - 1] if 0 < int(said) <= len(councils) else None
        try:
            found = resolve_place(self.pack.region, said)
        except UnknownAnswer as error:
            tell(f"{error.happened} {error.do}")
            return None
        return found[0] if len(found) == 1 else self._which(found)

    def _which(self, councils: tuple[str, ...]) -> str | None:
        region = self.pack.region
        names = tuple(region.outside if each == OUTSIDE else region.councils[each].name for each in councils)
        self._say((Heading("That can be in more than one council. Which?"), Numbered(names)))
        said = self._line()
        return councils[int(said) - 1] if said.isdigit() and 0 < int(said) <= len(councils) else None

    def _end(self, step: Arrived) -> None:
        told = recommend(self.pack, step, self.start.role, self.start.on)
        places = tuple(each.value for each in step.path if each.question in self.pack.facts)
        if self.shown != (step.outcome, places):
            from kmnav.cli.route import assumed_words

            self.start.desk.show(recommendation_screen(self.pack, told, assumed_words(self.start)))
            self.shown = (step.outcome, places)
        refine = [fact for fact in step.refine if fact not in self.skipped]
        if refine:
            self._refine(step, refine[0])
            return
        self._say((Line(KEYS_AT_END),))
        while not self._at_end(step, self._read(step)):
            tell(f"Please type one of these. {KEYS_AT_END}")

    def _refine(self, step: Arrived, fact: str) -> None:
        """What is shown stays; a fact that would narrow the services is asked beneath it."""
        asking = Asking(step.path, self.pack.facts[fact], 1)
        self._say((Line("To narrow this. Press Enter to leave it."), *question_screen(self.pack, asking)))
        said = self._read(step)
        if said in ("", "n"):
            self.skipped.add(fact)
        elif not self._take(asking, said):
            tell(f"Please type one of these. {KEYS}")

    def _at_end(self, step: Arrived, said: str) -> bool:
        if self._common_key(step, said):
            return True
        if said != "c":
            return False
        self._change(step)
        return True

    def _change(self, step: Arrived) -> None:
        self._say(answers_screen(step.path, self.pack))
        said = self._read(step)
        if not (said.isascii() and said.isdigit() and 0 < int(said) <= len(step.path)):
            return
        changed = step.path[int(said) - 1].question
        before = dict(self.answers)
        del self.answers[changed]
        self.shown = None
        asking = replay(self.pack, self.answers)
        if isinstance(asking, Asking):
            self._ask(asking)
        self._report_aside(step.path, before)

    def _report_aside(self, before: tuple[Answered, ...], answers: dict[str, str]) -> None:
        now = replay(self.pack, self.answers)
        reached = {each.question for each in now.path}
        aside = [each for each in before if each.question not in reached and each.question in self.answers]
        if aside:
            tell(
                f"Kept aside, not asked on this path: {', '.join(f'{each.question}={answers[each.question]}' for each in aside)}"
            )

    def _common_key(self, step: Asking | Arrived, said: str) -> bool:
        """Keys that mean the same at every place."""
        if said == "b":
            self._back(step)
        elif said == "e":
            self._emergency()
        elif said == "s":
            self.answers, self.skipped, self.shown = dict(self.start.given), set(), None
            tell("Starting again. What was given in advance is kept.")
        elif said == "q":
            self._quit(step)
        elif said == "g" or said.startswith("g "):
            self._meaning(said[1:].strip())
        else:
            return False
        return True

    def _back(self, step: Asking | Arrived) -> None:
        kept = without_last(step, self.start.given)
        if len(kept) == len({**self.start.given, **{each.question: each.value for each in step.path}}):
            tell("This is the first question.")
        self.answers, self.shown = kept, None

    def _emergency(self) -> None:
        outcome = self.pack.outcomes[self.pack.settings.emergency]
        told = recommend(self.pack, Arrived((), outcome, ()), self.start.role, self.start.on)
        self.start.desk.show(emergency_screen(self.pack, told))
        self.shown = None

    def _meaning(self, term: str) -> None:
        if not term:
            tell("Type g and the term, for example: g CMHT")
            return
        from kmnav.load_terms import load_glossary
        from kmnav.render.glossary import entry_lines

        desk = self.start.desk
        self._say(entry_lines(load_glossary(desk.pack_dir, desk.region), term))

    def _quit(self, step: Asking | Arrived) -> None:
        tell(self.pack.settings.emergency_line)
        tell(self._carry_on(step))
        raise SystemExit(int(Exit.OK))

    def _carry_on(self, step: Asking | Arrived) -> str:
        token = to_token(step, self.answers)
        return f"To carry on: kmnav route --from {token}" if token else "To start: kmnav route"

    def _read(self, step: Asking | Arrived) -> str:
        try:
            return self._line()
        except EOFError:
            if isinstance(step, Arrived):
                raise SystemExit(int(Exit.OK)) from None
            tell(f'\nThe input ended. An answer to "{step.question.id}" is needed. {self._carry_on(step)}')
            raise SystemExit(int(Exit.ANSWER_NEEDED)) from None

    def _line(self) -> str:
        write("> ", sys.stderr)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return " ".join(line.split()).lower()

    def _say(self, screen: Screen) -> None:
        self.start.desk.show(screen, sys.stderr)
