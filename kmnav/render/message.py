"""An ending as a text message: whom to contact, how, and what to do if it gets worse, in as few parts as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kmnav.contacts import Contact
from kmnav.gsm import ALONE, IN_PARTS, in_gsm, parts, septets
from kmnav.model import Urgency
from kmnav.pack import Pack
from kmnav.recommend import Recommendation
from kmnav.record import dataclass
from kmnav.render.words import sentence
from kmnav.take_away import ToSend, careful, instead, to_send

SAID = {"phone": "call", "text": "text", "email": "email", "url": "see"}
MOST_NAMED = 3
ASK_FIRST = "Ask if it is right for you."


@dataclass(frozen=True, slots=True)
class Message:
    """A text message in GSM 03.38; `septets` is its length, `parts` how many messages the network makes of it."""

    text: str
    parts: int
    septets: int
    discreet: bool

    @property
    def counted(self) -> str:
        """The length in words: "1 part, 96 of 160 characters"."""
        room = ALONE if self.parts == 1 else self.parts * IN_PARTS
        return f"{self.parts} part{'' if self.parts == 1 else 's'}, {self.septets} of {room} characters"


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What must be said of the first way, and the contact in it."""

    said: tuple[str, ...]
    contact: Contact | None = None


def message(pack: Pack, told: Recommendation, *, discreet: bool = False) -> Message:
    """The message of an ending. `discreet`: names and words that a lock screen may show, and no addresses.

    What must be said decides how many parts it takes; hours and more services are added where they take no more.
    """
    found = to_send(pack, told, discreet=discreet)
    worse = _worse(pack, told, discreet)
    ways = list(_beginnings(pack, told, found, discreet))
    begin = min(ways[:-1], key=lambda each: parts(_joined(each.said, worse)), default=ways[-1])
    if parts(_joined(begin.said, worse)) > pack.settings.hand_out.parts:
        begin = ways[-1]
    said = list(begin.said)
    least = parts(_joined(said, worse))
    for more, number in _extras(told, found, begin, discreet):
        if parts(_joined([*said, more], worse)) <= least and not (number and _has(said, number)):
            said.append(more)
    text = _joined(said, worse)
    return Message(text, parts(text), septets(text), discreet)


def _has(said: Sequence[str], number: str) -> bool:
    return number in " ".join(said)


def _beginnings(pack: Pack, told: Recommendation, found: tuple[ToSend, ...], discreet: bool) -> Iterator[_Beginning]:
    """Whom to contact first, the best way first; the last one is short, for when nothing else fits."""
    own = told.outcome.message
    if own and not discreet:
        yield _Beginning((own,))
    elif found and not own:
        best = found[0]
        doubt = (ASK_FIRST,) if best.ask_first else ()
        for contact in best.contacts:
            caveat = (contact.note,) if contact.note and not discreet and len(contact.value) > len("111") else ()
            yield _Beginning((_way(best.name, contact), *caveat, *doubt), contact)
        if not best.contacts:
            yield _Beginning((_through(best), *doubt))
    yield _Beginning((instead(pack, told),))


def _extras(
    told: Recommendation, found: tuple[ToSend, ...], begin: _Beginning, discreet: bool
) -> Iterator[tuple[str, str]]:
    """What is good to have, with the number in it: when somebody answers, and other services that can be reached."""
    if told.outcome.urgency is Urgency.EMERGENCY:
        return
    if begin.contact and begin.contact.hours:
        yield sentence(begin.contact.hours.words), ""
    if discreet or told.outcome.message:
        return
    for other in found[1:MOST_NAMED]:
        plain = next((each for each in other.contacts if not each.note), None)
        if plain and not other.ask_first:
            yield _way(other.name, plain), plain.value


def _way(name: str, contact: Contact) -> str:
    if contact.value in name and len(contact.value) > len("111"):
        return name
    if contact.value in name:
        return name if name.lower().startswith("call ") else f"Call {name}"
    value = f"{contact.say} to {contact.value}" if contact.say else contact.value
    return f"{name}: {SAID[contact.kind]} {value}"


def _through(found: ToSend) -> str:
    return found.through if found.name.lower() in found.through.lower() else f"{found.name}. {found.through}"


def _worse(pack: Pack, told: Recommendation, discreet: bool) -> str:
    words = pack.settings.hand_out
    urgency = told.outcome.urgency.word
    said = (words.worse_discreet if discreet else words.worse).get(urgency)
    return said or " ".join((*told.if_worse, pack.settings.emergency_line))


def _joined(said: Sequence[str], worse: str) -> str:
    sentences = (in_gsm(each).strip() for each in (*said, worse))
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in sentences if each)


def message_object(pack: Pack, told: Recommendation, *, safe: bool, discreet: bool) -> dict[str, object]:
    """The `take_away` of a recommendation in JSON. Where care is needed no message is given unless it is `safe`."""
    why = careful(pack, told)
    made = message(pack, told, discreet=discreet or bool(why)) if safe or not why else None
    shown = made and {"text": made.text, "parts": made.parts, "septets": made.septets, "discreet": made.discreet}
    return {"careful": list(why), "message": shown}
