"""Tiny packs. A test writes the few lines that it is about; the rest is filled in here.

`write_tiny` lays down a whole pack of five short files, to be spoilt a line at a time. `toy_pack` takes the
few lines of YAML that a test needs and loads them with everything else made up:

    toy_pack('''
      questions:
        danger: {bad: call-999, not-sure: call-999, none: mood}
        mood: {low: [{age: unknown, to: talk}, {age: under 18, to: school}, {to: therapy}]}
      outcomes: {call-999: emergency, talk: routine, school: routine, therapy: {offer: [talking]}}
      services:
        line: {serves: [talking], ages: 18+}
    ''')
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kmnav import load_pack
from kmnav.model import Service
from kmnav.pack import Pack

REGION = "regions/toyshire"

TINY = {
    "pack.yaml": """\
format: 1
id: tiny
version: 1
as_of: 2026-11-22
region: toyshire
report_to: Tell us.
emergency: call-999
emergency_line: Call 999.
crisis_line: Call 111.
relay_line: Text relay 18000.
trust: {urgent_months: 12, other_months: 24}
safeguarding: Tell your safeguarding lead.
gp_offer: {all: Offer the GP.}
stay_required: [stay-with]
standing:
  emergency:
    value: 999
    name: Ambulance
    sources:
      one: {url: "https://example.org/1", by: nhs, read: 2026-11-22}
      two: {url: "https://example.org/2", by: council, read: 2026-11-22}
levels:
  emergency: {name: Emergency, means: Now., pays: Free.}
  community: {name: Community, means: Charities., pays: Free.}
urgencies:
  emergency: {name: Emergency, means: Call 999., if_worse: [Stay.], stay: {stay-with: {all: Stay with them.}}}
  urgent: {name: Urgent, means: Today., if_worse: [Call 999.], stay: {stay-with: {all: Stay with them.}}}
  soon: {name: Soon, means: On the list., if_worse: [Call the GP.]}
  routine: {name: Routine, means: The next step., if_worse: [Call the GP.]}
topics:
  health: {name: Health, gp_offer: yes}
  voice: {name: Having a say, gp_offer: no}
ways:
  gp: {words: {gp-practice: Your practice refers., volunteer: They ask their GP.}}
about: {what: A toy., for_whom: Tests., not_for: [People.], signed: Nobody., checked: Nobody., licence: None.}
""",
    "pathways.yaml": """\
start: danger
facts:
  age: {ask: How old, why: Services see some ages.}
  practice: {ask: Which practice, why: Services see some places.}
  home: {ask: Where is home, why: Councils see some places.}
doors:
  emergency: {name: 999, level: emergency, means: The ambulance.}
  help: {name: Help, level: community, means: Someone to talk to.}
questions:
  danger:
    asks: danger
    ask: Is anyone in danger?
    why: First things first.
    safety: emergency
    options:
      bad: {label: Yes, flags: [chest-pain], go: call-999}
      not-sure: {label: Not sure, go: call-999}
      none: {label: No, go: mood}
  mood:
    ask: How do they feel?
    why: To find help.
    options:
      low: {label: Low, go: talk}
      not-sure: {label: Not sure, go: talk}
outcomes:
  call-999:
    {title: Call, urgency: emergency, level: emergency, about: health, means: Now., because: Danger.,
     cost: Free., steps: {all: [Call 999.]}, offer: [emergency]}
  talk:
    {title: Talk, urgency: routine, level: community, about: health, means: Talk., because: It helps.,
     cost: Free., steps: {all: [Call them.]}, offer: [help]}
""",
    "bank_holidays.yaml": """\
from: 2026
until: 2027
days:
  - 2026-12-25 Christmas Day
  - 2026-12-28 Boxing Day
  - 2027-01-01 New Year's Day
  - 2027-03-26 Good Friday
  - 2027-03-29 Easter Monday
""",
    "red_flags.yaml": """\
chest-pain:
  title: Chest pain
  signs: [pain across the chest]
  phrases: [chest pain]
  urgency: emergency
  group: sudden
  action: Call 999.
  sources: {page: {url: "https://example.org/f", by: nhs, read: 2026-11-22}}
""",
    "services/crisis.yaml": """\
ambulance:
  name: Ambulance
  short: Ambulance
  discreet: Ambulance
  provider: The NHS
  summary: They come.
  serves: [emergency]
  ages: all
  area: {of: [all], by: anyone}
  referral: {self: yes}
  status: current
  contacts: {main: {phone: 999}}
  sources: {page: {url: "https://example.org/a", by: nhs, read: 2026-11-22, backs: [contacts.main]}}
""",
    f"{REGION}/region.yaml": """\
name: Toyshire
outside: Outside Toyshire
councils:
  hill: {name: Hill Council, social_care: upland, towns: [Hilltown, Ford], also: [The Old Hundred]}
  vale: {name: Vale Borough Council, social_care: upland, towns: [Valley, Ford]}
  shore: {name: Shore District Council, social_care: coast, towns: [Sandy Bay, The Old Hundred, "St Ann's"]}
social_care:
  upland: {name: Upland County Council, of: [hill, vale]}
  coast: {name: Coast Council, of: [shore]}
groups:
  inland: {name: Inland, of: [hill, vale]}
postcodes:
  ZZ1: [hill]
  ZZ2: [hill, vale]
  ZZ3: [vale, outside]
  ZZ13: [shore]
sectors:
  ZZ2 1: [hill]
  ZZ3 9: [outside]
outside_postcodes:
  ZZ: [ZZ7]
""",
    f"{REGION}/services/talk.yaml": """\
listeners:
  name: The Listeners
  short: Listeners
  discreet: A call
  provider: A charity
  summary: They listen.
  serves: [help]
  ages: 18+
  area: {of: [inland], by: practice}
  referral: {self: yes}
  status: current
  contacts:
    main: {phone: 01632 960001, hours: "Mo-Fr 09:00-17:00"}
  sources:
    page: {url: "https://example.org/l", by: provider, page_date: 2026-06,
      read: 2026-11-22, backs: [ages, contacts.main]}
""",
}

Tree = dict[str, Any]

_QUESTION: Tree = {"ask": "What is it?", "why": "To find help."}
_OUTCOME: Tree = {
    "urgency": "routine",
    "level": "community",
    "about": "health",
    "means": "Help.",
    "because": "It helps.",
    "cost": "Free.",
    "steps": {"all": ["Call them."]},
    "offer": [],
}
_SERVICE: Tree = {
    "discreet": "A call",
    "provider": "A charity",
    "summary": "They help.",
    "serves": [],
    "ages": "all",
    "area": {"of": ["all"], "by": "anyone"},
    "referral": {"self": "yes"},
    "status": "current",
    "reach_through": ["gp"],
}
_CASE: Tree = {"words": "They said so.", "because": "A page says so."}
_SOURCE: Tree = {"url": "https://example.org", "by": "provider", "page_date": "2026-06", "read": "2026-11-22"}
_KEYS_OF_A_QUESTION = {"ask", "asks", "why", "notice", "safety", "options", "like"}


def write_tiny(folder: Path) -> Path:
    """A whole tiny pack, valid as it stands."""
    for name, text in TINY.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def toy_pack(text: str) -> Pack:
    """The pack of a few lines of YAML, loaded as any other pack is."""
    with tempfile.TemporaryDirectory() as folder:
        return load_pack(write_toy(Path(folder), text))


def toy_service(text: str) -> Service:
    """One service from the lines of its record."""
    lines = yaml.load(text, Loader=yaml.BaseLoader)
    return toy_pack(json.dumps({"services": {"it": lines}})).services["it"]


def write_toy(folder: Path, text: str) -> Path:
    """The folder of the pack that `toy_pack` loads."""
    tree: Tree = yaml.load(text, Loader=yaml.BaseLoader) or {}
    write_tiny(folder)
    (folder / "services/crisis.yaml").unlink()
    (folder / REGION / "services/talk.yaml").unlink()
    _write(folder, "pack.yaml", _settings(tree))
    _write(folder, "pathways.yaml", _pathways(tree))
    for name, key in (("services/help.yaml", "national"), (f"{REGION}/services/help.yaml", "services")):
        if records := tree.get(key):
            _write(folder, name, {each: _service(each, record) for each, record in records.items()})
    for name, key in (("red_flags.yaml", "flags"), ("cases.yaml", "cases")):
        if records := tree.get(key):
            filled = _flag if key == "flags" else _case
            _write(folder, name, {each: filled(each, record) for each, record in records.items()})
    return folder


def _write(folder: Path, name: str, tree: Tree) -> None:
    (folder / name).write_text(json.dumps(tree, indent=1), encoding="utf-8")


def _settings(tree: Tree) -> Tree:
    settings: Tree = yaml.load(TINY["pack.yaml"], Loader=yaml.BaseLoader)
    return {**settings, "emergency": next(iter(_outcomes(tree))), **tree.get("settings", {})}


def _pathways(tree: Tree) -> Tree:
    base: Tree = yaml.load(TINY["pathways.yaml"], Loader=yaml.BaseLoader)
    outcomes = {key: _outcome(key, each) for key, each in _outcomes(tree).items()}
    questions = tree.get("questions") or {"danger": {NONE: next(iter(outcomes))}}
    records = [*tree.get("services", {}).values(), *tree.get("national", {}).values()]
    doors: Tree = {
        door: {} for each in (*outcomes.values(), *records) for door in each.get("offer", each.get("serves", []))
    }
    filled = {**doors, **tree.get("doors", {})}
    return {
        "start": tree.get("start", next(iter(questions))),
        "facts": base["facts"],
        "doors": {key: {"name": key, "level": "community", "means": "Help.", **each} for key, each in filled.items()},
        "questions": {key: _question(each) for key, each in questions.items()},
        "outcomes": outcomes,
    }


NONE = "none"


def _outcomes(tree: Tree) -> Tree:
    given: Tree = tree.get("outcomes") or {"call-999": "emergency"}
    return given


def _question(given: Tree) -> Tree:
    """A question in full; one that only says where its options lead is all options."""
    if not set(given) & _KEYS_OF_A_QUESTION:
        given = {"options": given}
    if "like" in given:
        return given
    options = {key: _option(key, each) for key, each in given.get("options", {}).items()}
    return {**_QUESTION, **given, "options": options}


def _option(key: str, given: Any) -> Tree:
    return {"label": key.capitalize(), **(given if isinstance(given, dict) else {"go": given})}


def _outcome(key: str, given: Any) -> Tree:
    return {"title": key, **_OUTCOME, **(given if isinstance(given, dict) else {"urgency": given})}


def _service(key: str, given: Mapping[str, Any]) -> Tree:
    service = {"name": key, "short": key, **_SERVICE, **given}
    if "sources" in given:
        return service
    parts = [f"{kind}.{each}" for kind in ("contacts", "sites") for each in given.get(kind, {})]
    return {**service, "sources": {"page": {**_SOURCE, "backs": ["ages", *parts]}}}


def _flag(key: str, given: Mapping[str, Any]) -> Tree:
    flag = {"title": key, "signs": [key], "phrases": [key], "urgency": "emergency", "group": "any", "action": "Call."}
    return {**flag, "sources": {"page": _SOURCE}, **given}


def _case(key: str, given: Mapping[str, Any]) -> Tree:
    return {**_CASE, **given}
