"""The words around the pack's own, that several screens share; and the screens of the walk before its ending."""

from __future__ import annotations

from collections.abc import Iterator

from kmnav.model import AGE, FACTS, Knowing, Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.reach import Reach
from kmnav.recommend import Recommendation
from kmnav.render.blocks import Banner, Block, Bullets, Heading, Keys, Line, Numbered, Screen, Title
from kmnav.render.opening import contact_hours, state_words
from kmnav.replay import Answered, Asking
from kmnav.trust import trust_words

KEYS = Keys(("Number", "b back", "? why", "g TERM meaning", "e emergency", "s start again", "q quit"))
KEYS_AT_END = Keys(
    (
        "w why",
        "c change an answer",
        "+ another need",
        "b back",
        "g TERM meaning",
        "e emergency",
        "s start again",
        "q quit",
    )
)
KEYS_AT_CHANGE = Keys(("Number", "Enter leaves all as it is"))
KEYS_AT_EMERGENCY = Keys(("Enter goes back to the questions", "q quit"))
SELF = {
    Knowing.YES: "They contact it themselves, or agree to you doing so.",
    Knowing.NO: "People cannot go by themselves.",
}


def question_screen(pack: Pack, asking: Asking) -> Screen:
    """One question with its options, the same way each time."""
    return tuple(_question(pack, asking))


def _question(pack: Pack, asking: Asking) -> Iterator[Block]:
    question = asking.question
    if asking.rejected is not None:
        yield Line(f'The answer "{asking.rejected}" to this question does not exist now. Please choose again.')
    yield Heading(question.ask)
    if question.notice:
        yield Line(question.notice, faint=True)
    if any(option.flags for option in question.options.values()):
        yield Line("Every sign: type ?", faint=True)
    if question.options:
        yield Numbered(tuple(option.label for option in question.options.values()))
    elif question.id == AGE:
        yield Line("Type a number of years, or n if nobody knows.")
    else:
        yield Numbered((*(council.name for council in pack.region.councils.values()), pack.region.outside))
        yield Line("Type a number, a town or a postcode, or n if nobody knows.")


def why_screen(pack: Pack, asking: Asking, only: str | None = None) -> Screen:
    """Why a question is asked, and every sign behind its options, or behind `only` one of them."""
    blocks: list[Block] = [Heading("Why this is asked"), Line(asking.question.why)]
    for option in asking.question.options.values():
        if option.flags and only in (None, option.id):
            signs = [sign for flag in option.flags for sign in pack.flags[flag].signs]
            blocks += [Heading(option.label), Bullets(tuple(dict.fromkeys(map(sentence, signs))))]
    if any(option.flags for option in asking.question.options.values()):
        blocks.append(Line("This is not every sign. If you are frightened for them, call 999.", strong=True))
        if only is None:
            blocks.append(Line("Signs of one answer alone: type ? and its number, such as ? 1", faint=True))
    if pack.settings.desk_card:
        blocks += [Heading("At the desk"), Bullets(pack.settings.desk_card)]
    return tuple(blocks)


def wrong_number(pack: Pack) -> Line:
    """Whom to tell of a wrong number: it stands wherever contacts do, but on the 999 screen."""
    return Line(f"Wrong number? {pack.settings.report_to}", faint=True)


def emergency_screen(pack: Pack, told: Recommendation) -> Screen:
    """The 999 screen: what to do and say first, crisis and relay numbers under it."""
    return (
        Title(told.outcome.title, told.outcome.urgency.word),
        Bullets(told.steps),
        Heading("Stay with them"),
        Bullets(told.stay),
        Heading("Not in danger this minute"),
        Line(pack.settings.crisis_line),
        Line(pack.settings.relay_line),
    )


def answers_screen(pack: Pack, path: tuple[Answered, ...]) -> Screen:
    """The answers so far, numbered, to choose one to change."""
    asked = tuple(f"{_ask(pack, each.question)} {each.label}" for each in path)
    return (Heading("Which answer do you want to change?"), Numbered(asked))


def _ask(pack: Pack, question: str) -> str:
    known = pack.question(question)
    return (known.ask if known else question) if question not in FACTS else pack.facts[question].ask


def banner(pack: Pack) -> Banner:
    """The line that stands before the first question and at the end."""
    return Banner(pack.settings.emergency_line, "emergency")


def reach_line(reach: Reach) -> Line:
    """One way to reach a service: the number or address, its hours, and how far it may be trusted."""
    contact = reach.contact
    said = {"phone": "Call", "text": "Text", "email": "Email", "url": "Page", "address": "Write to"}[contact.kind]
    value = f"{contact.say} to {contact.value}" if contact.say else contact.value
    hours, state = contact_hours(reach), state_words(reach.open)
    trust = trust_words(reach.trusted)
    text = f"{said} {value}{f', {hours}' if hours else ''}{f' ({trust})' if trust else ''}"
    return Line(". ".join(part for part in (text, state, sentence(contact.note or "")) if part), 1)


def status_lines(pack: Pack, service: Service) -> Iterator[Line]:
    """What to know first of a service that may have ended, or that another has taken over."""
    if service.status is Status.UNCERTAIN:
        yield Line("It is not certain that this still runs. Check before you send anyone.", 1)
    if service.status in (Status.CHANGED, Status.CLOSED) and service.replaced_by:
        yield Line(f"Now: {pack.services[service.replaced_by].name}.", 1)


def sentence(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def is_urgent(pack: Pack, service: Service) -> bool:
    """Whether a service stands behind an outcome that cannot wait, so that its facts age faster."""
    return any(
        outcome.urgency >= Urgency.URGENT and set(outcome.offer) & set(service.serves)
        for outcome in pack.outcomes.values()
    )


def source_words(where: str, when: str | None) -> str:
    """A source with the age that the page shows of itself."""
    return f"{where} ({when or 'no date on the page'})"
