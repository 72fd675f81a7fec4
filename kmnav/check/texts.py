"""Every text of a pack that a helper reads or says, with its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kmnav.hand_out import HandOut
from kmnav.model import Flag, Outcome, Question, Service
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.writing import Where


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, its words, and whether it is said aloud, on the way, or about a service."""

    path: str
    words: str
    kind: Where


def texts_of(pack: Pack) -> Iterator[Text]:
    """Questions, outcomes, doors, red flags, the pack's own words and services, in that order."""
    for question in (*pack.questions.values(), *pack.facts.values()):
        yield from _question(question, "facts" if question.id in pack.facts else "questions")
    for outcome in pack.outcomes.values():
        yield from texts_of_outcome(outcome)
    for door in pack.doors.values():
        yield Text(f"doors.{door.id}.means", door.means, Where.GRAPH)
    for flag in pack.flags.values():
        yield from _flag(flag)
    yield from _settings(pack)
    for service in pack.services.values():
        yield from _service(service)


def _question(question: Question, kind: str) -> Iterator[Text]:
    path = f"{kind}.{question.id}"
    yield Text(f"{path}.ask", question.ask, Where.SAID)
    yield Text(f"{path}.why", question.why, Where.GRAPH)
    if question.notice:
        yield Text(f"{path}.notice", question.notice, Where.GRAPH)
    for option in question.options.values():
        yield Text(f"{path}.options.{option.id}.label", option.label, Where.SAID)


def texts_of_outcome(outcome: Outcome) -> Iterator[Text]:
    """The texts of one outcome, without the words that the pack adds."""
    path = f"outcomes.{outcome.id}"
    for key in ("title", "means", "because", "cost", "front_door_only"):
        if words := getattr(outcome, key):
            yield Text(f"{path}.{key}", words, Where.GRAPH)
    for role, steps in outcome.steps.items():
        yield from _listed(f"{path}.steps.{role}", steps, Where.GRAPH)
    yield from _listed(f"{path}.say", outcome.say, Where.SAID)
    yield from _listed(f"{path}.if_worse", outcome.if_worse, Where.GRAPH)
    yield from _listed(f"{path}.sheet", outcome.sheet, Where.SAID)
    if outcome.message:
        yield Text(f"{path}.message", outcome.message, Where.SAID)
    for part, words in outcome.stay.items():
        yield Text(f"{path}.stay.{part}", words, Where.GRAPH)


def _flag(flag: Flag) -> Iterator[Text]:
    path = f"flags.{flag.id}"
    yield Text(f"{path}.title", flag.title, Where.SAID)
    yield Text(f"{path}.action", flag.action, Where.GRAPH)
    yield from _listed(f"{path}.signs", flag.signs, Where.SAID)


def _settings(pack: Pack) -> Iterator[Text]:
    settings = pack.settings
    for key in ("report_to", "emergency_line", "crisis_line", "relay_line", "safeguarding"):
        yield Text(f"settings.{key}", getattr(settings, key), Where.GRAPH)
    for key, offers in (("gp_offer", settings.gp_offer), ("gp_closed", settings.gp_closed)):
        yield from (Text(f"settings.{key}.{role}", words, Where.GRAPH) for role, words in offers.items())
    for urgency in settings.urgencies.values():
        path = f"settings.urgencies.{urgency.id}"
        yield Text(f"{path}.means", urgency.means, Where.GRAPH)
        yield from _listed(f"{path}.if_worse", urgency.if_worse, Where.GRAPH)
        for part, by_role in urgency.stay.items():
            yield from (Text(f"{path}.stay.{part}.{role}", words, Where.GRAPH) for role, words in by_role.items())
    for way in settings.ways.values():
        yield from (
            Text(f"settings.ways.{way.id}.words.{role}", words, Where.GRAPH) for role, words in way.words.items()
        )
    yield from _listed("settings.desk_card", settings.desk_card, Where.GRAPH)
    yield from _hand_out(settings.hand_out)


def _hand_out(words: HandOut) -> Iterator[Text]:
    """What a person takes away; a text message speaks in half sentences, so its words are looked at less strictly."""
    path = "settings.hand_out"
    for urgency, lines in words.worse_sheet.items():
        yield from _listed(f"{path}.worse_sheet.{urgency}", lines, Where.SAID)
    yield from _listed(f"{path}.teach_back", words.teach_back, Where.GRAPH)
    for key in ("gp", "report", "nothing"):
        if said := getattr(words, key):
            yield Text(f"{path}.{key}", said, Where.SAID)
    for key in ("worse", "worse_discreet", "instead"):
        yield from (Text(f"{path}.{key}.{each}", said, Where.ALL) for each, said in getattr(words, key).items())


def _service(service: Service) -> Iterator[Text]:
    path = f"services.{service.id}"
    for key in ("summary", "next", "wait", "cost"):
        if words := getattr(service, key):
            yield Text(f"{path}.{key}", words, Where.ALL)
    for key in ("conditions", "not_for", "notes"):
        yield from _listed(f"{path}.{key}", getattr(service, key), Where.ALL)


def _listed(path: str, items: Iterable[str], kind: Where) -> Iterator[Text]:
    yield from (Text(f"{path}.{at}", each, kind) for at, each in enumerate(items))
