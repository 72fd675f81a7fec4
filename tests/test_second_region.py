"""A second region needs no code: its own places, services, terms and cases, and no word of the first."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.check.coverage import every_cell_has_help
from kmnav.check.graph import Graph
from kmnav.check.run import check_pack
from kmnav.check.glossary import words_of
from kmnav.check.rules import Subject
from kmnav.check.structure import all_is_reached, no_service_is_true
from kmnav.errors import PackInvalid, Severity
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.glossary import look_up
from kmnav.lineage import came_before, lineage
from kmnav.model import Role, Urgency
from kmnav.pack import Pack
from kmnav.places import resolve_place
from kmnav.recommend import Recommendation, offers_gp, recommend
from kmnav.render import as_json
from kmnav.render.ending import recommendation_screen
from kmnav.render.plain import plain
from kmnav.replay import Arrived, replay
from tests.cli_support import kmnav
from tests.regions import local_words, naming
from tests.walking import all_walks, answered, assert_arrives

SECOND = "norfolk-and-waveney"
LOW_MOOD = "danger=none,today=none,about=mood,suicide=none,team=none,mood=low"
