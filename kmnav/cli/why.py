"""Why this ending, and why not another service: the key `w` at an ending, and `--why-not`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kmnav.cli.desk import Exit, fail
from kmnav.errors import UnknownAnswer
from kmnav.find_service import services_called
from kmnav.record import dataclass
from kmnav.render.why import why_not_keys, why_not_lines, why_not_screen, why_this_screen
from kmnav.why_not import why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kmnav.cli.talk import Talk
    from kmnav.model import Service
    from kmnav.pack import Pack
    from kmnav.recommend import Recommendation
    from kmnav.render.blocks import Screen
    from kmnav.why_not import WhyNot


@dataclass(frozen=True, slots=True)
class Named:
    """The services that a person has asked about, by the words that they used."""

    pack: Pack
    words: str
    services: tuple[Service, ...]

    @classmethod
    def read(cls, pack: Pack, words: str) -> Named:
        """The services that `words` name. Raises UnknownAnswer, with near names, where there is none."""
        found, near = services_called(pack, words) if words.strip() else ([], ())
        if not found:
            hint = f"Near: {'; '.join(near)}." if near else "Try one word of its name, or kmnav service for the list."
            raise UnknownAnswer(f'No service here is called "{words}".', hint)
        return cls(pack, words, tuple(found))

    def answers(self, told: Recommendation) -> Sequence[WhyNot]:
        """Whether each of them is offered at an ending, and why not."""
        return [why_not(self.pack, told, each) for each in self.services]

    def keys(self, told: Recommendation) -> dict[str, Any]:
        """The answers, as a key of the ending's object."""
        return {"why_not": why_not_keys(self.answers(told))}

    def lines(self, told: Recommendation) -> Screen:
        """The answers, to stand beneath an ending."""
        return tuple(why_not_lines(told, self.words, self.answers(told)))

    def screen(self, told: Recommendation) -> Screen:
        """The answers, with the title of the ending above them."""
        return why_not_screen(told, self.words, self.answers(told))


def named_or_fail(pack: Pack, words: str | None) -> Named | None:
    """What `--why-not` names; ends with "not found" where no service is called so."""
    if words is None:
        return None
    try:
        return Named.read(pack, words)
    except UnknownAnswer as error:
        fail(error.happened, error.do, Exit.NOT_FOUND)


def says_why(talk: Talk, pack: Pack, told: Recommendation, said: str) -> bool:
    """Act on `w`, or `w` and the name of a service, at an ending; False where it is neither."""
    key, _, words = said.partition(" ")
    if key.lower() != "w":
        return False
    talk.say(Named.read(pack, words).lines(told) if words else why_this_screen(pack, told))
    return True
