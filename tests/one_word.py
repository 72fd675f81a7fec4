"""A pack of one service and one ending, in which a test changes one text and asks which rules tell of it."""

from __future__ import annotations

from dataclasses import replace

from kmnav.check.graph import Graph
from kmnav.check.rules import Rule, Subject
from kmnav.model import Outcome, Service
from kmnav.pack import Pack
from tests.toy import toy_pack

TOY = toy_pack("""
  questions: {danger: {bad: call-999, not-sure: call-999, none: talk}}
  outcomes: {call-999: emergency, talk: {offer: [help]}}
  services: {line: {serves: [help], ages: 18+, contacts: {main: {phone: 01632 960001}}}}
""")
LINE, TALK, DANGER = TOY.services["line"], TOY.outcomes["talk"], TOY.questions["danger"]


def told(rule: Rule, pack: Pack) -> list[str]:
    """The paths that a rule tells of."""
    return [each.path for each in rule(Subject(pack, Graph(pack)))]


def with_service(service: Service) -> Pack:
    return replace(TOY, services={"line": service})


def with_outcome(outcome: Outcome) -> Pack:
    return replace(TOY, outcomes={**TOY.outcomes, "talk": outcome})


def alone(pack: Pack) -> Pack:
    """Without the facts that are asked for: their words are not what a test is about."""
    return replace(pack, facts={})


def asking(words: str) -> Pack:
    return replace(TOY, questions={"danger": replace(DANGER, ask=words)})
