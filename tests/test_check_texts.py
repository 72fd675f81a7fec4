"""Every text that a helper reads or says is looked at: in its place, and as said aloud, read, or of a service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kmnav.check.texts import texts_of
from kmnav.hand_out import HandOut
from kmnav.pack import Pack, UrgencyWords, Way
from kmnav.writing import Where
from tests.toy import toy_pack

PACK = toy_pack("""
  questions: {danger: {ask: "Danger?", why: First., notice: Look., options: {bad: call-999, none: talk}}}
  outcomes:
    call-999: emergency
    talk:
      {offer: [help], front_door_only: Alone., steps: {all: [One., Two.], volunteer: [Three.]}, say: [Say., Say so.],
       if_worse: [Worse.], sheet: [Sheet.], message: Message., stay: {stay-with: Stay.}}
  flags: {chest-pain: {signs: [one, two]}}
  services:
    line:
      {serves: [help], summary: Sum., next: Next., wait: Wait., cost: Free., conditions: [One., Two.],
       not_for: [Three.], notes: [Four.]}
""")
HAND_OUT = HandOut(
    worse={"soon": "Call."},
    worse_discreet={"soon": "Ask."},
    worse_sheet={"soon": ("Call.", "Go.")},
    instead={"soon": "Help."},
    gp="Your GP.",
    report="Tell us.",
    nothing="Nothing.",
    teach_back=("Say it back.",),
)
SETTINGS = replace(
    PACK.settings,
    gp_offer={"all": "Offer."},
    gp_closed={"volunteer": "Closed."},
    desk_card=("One.", "Two."),
    urgencies={"soon": UrgencyWords("soon", "Soon", "Means.", ("Worse.",), {"where": {"all": "Here."}})},
    ways={"gp": Way("gp", {"all": "They refer."})},
    hand_out=HAND_OUT,
)
FULL = replace(PACK, settings=SETTINGS)


def places(pack: Pack, kind: Where, start: str) -> list[str]:
    paths = [each.path for each in texts_of(pack) if each.kind is kind]
    return [path.removeprefix(start) for path in paths if path.startswith(start)]


@pytest.mark.parametrize(
    ("start", "said", "read"),
    [
        ("questions.danger.", "ask options.bad.label options.none.label", "why notice"),
        ("facts.age.", "ask", "why"),
        (
            "outcomes.talk.",
            "say.0 say.1 sheet.0 message",
            "title means because cost front_door_only steps.all.0 steps.all.1 steps.volunteer.0 if_worse.0"
            " stay.stay-with",
        ),
        ("doors.help.", "", "means"),
        ("flags.chest-pain.", "title signs.0 signs.1", "action"),
        (
            "settings.",
            "hand_out.worse_sheet.soon.0 hand_out.worse_sheet.soon.1 hand_out.gp hand_out.report hand_out.nothing",
            "report_to emergency_line crisis_line relay_line safeguarding gp_offer.all gp_closed.volunteer"
            " urgencies.soon.means urgencies.soon.if_worse.0 urgencies.soon.stay.where.all ways.gp.words.all"
            " desk_card.0 desk_card.1 hand_out.teach_back.0",
        ),
    ],
)
def test_every_text_is_looked_at_in_its_place(start: str, said: str, read: str) -> None:
    assert places(FULL, Where.SAID, start) == said.split()
    assert places(FULL, Where.GRAPH, start) == read.split()


def test_the_words_of_a_service_and_of_a_text_message_are_looked_at_less_strictly() -> None:
    assert places(FULL, Where.ALL, "services.line.") == [
        *("summary", "next", "wait", "cost"),
        *("conditions.0", "conditions.1", "not_for.0", "notes.0"),
    ]
    assert places(FULL, Where.ALL, "settings.") == [
        "hand_out.worse.soon",
        "hand_out.worse_discreet.soon",
        "hand_out.instead.soon",
    ]
    assert places(FULL, Where.SAID, "services.") + places(FULL, Where.GRAPH, "services.") == []


def test_what_a_pack_leaves_out_is_no_text() -> None:
    bare = toy_pack("services: {line: {serves: []}}")

    assert places(bare, Where.ALL, "services.line.") == ["summary"]
    assert places(bare, Where.GRAPH, "questions.danger.") == ["why"]
    assert "front_door_only" not in places(bare, Where.GRAPH, "outcomes.call-999.")
    assert places(bare, Where.SAID, "outcomes.call-999.") == []
    assert all(each.words for each in texts_of(bare))


def test_a_text_is_the_one_that_stands_in_its_place() -> None:
    words = {each.path: each.words for each in texts_of(FULL)}

    assert words["questions.danger.notice"] == "Look."
    assert words["outcomes.talk.steps.all.1"] == "Two."
    assert words["outcomes.talk.stay.stay-with"] == "Stay."
    assert words["settings.urgencies.soon.stay.where.all"] == "Here."
    assert words["settings.hand_out.worse_sheet.soon.1"] == "Go."
    assert words["settings.relay_line"] == "Text relay 18000."
    assert words["services.line.not_for.0"] == "Three."
