"""`kmnav check` catches what an editor may spoil: each test copies the shipped pack, spoils it in one way and is told.

A damage is a function that changes the files' contents; above it stands what must be said, and of what.
The copy has every question, outcome and flag, and what holds all over England. The region's services and the
worked cases stay out of it, as no damage is to them, and the copy is read in half the time.
"""

from __future__ import annotations

import copy
import inspect
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.check.run import FAMILIES
from kmnav.errors import PackInvalid, Problem, Severity
from kmnav.load import shipped_pack
from kmnav.pack import Pack

Tree = dict[str, Any]
GRAPH, SETTINGS, FLAGS, CASES = "pathways.yaml", "pack.yaml", "red_flags.yaml", "cases.yaml"


COPIED = [
    file.relative_to(shipped_pack()).as_posix()
    for pattern in (GRAPH, SETTINGS, FLAGS, "services/*.yaml", "regions/*/region.yaml")
    for file in shipped_pack().glob(pattern)
]


@cache
def shipped(name: str) -> Tree:
    """A file of the shipped pack as it stands."""
    tree: Tree = yaml.load((shipped_pack() / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return tree


@dataclass
class Files:
    """The files of a pack, to be spoilt; only those that were opened are written again."""

    opened: dict[str, Tree] = field(default_factory=dict)

    def open(self, name: str) -> Tree:
        return self.opened.setdefault(name, copy.deepcopy(shipped(name)))

    @property
    def graph(self) -> Tree:
        return self.open(GRAPH)

    @property
    def settings(self) -> Tree:
        return self.open(SETTINGS)

    def question(self, question_id: str) -> Tree:
        found: Tree = self.graph["questions"][question_id]
        return found

    def option(self, question_id: str, option_id: str) -> Tree:
        found: Tree = self.question(question_id)["options"][option_id]
        return found

    def outcome(self, outcome_id: str) -> Tree:
        found: Tree = self.graph["outcomes"][outcome_id]
        return found

    def service(self, service_id: str) -> Tree:
        file = next(name for name in COPIED if name.startswith("services/") and service_id in shipped(name))
        found: Tree = self.open(file)[service_id]
        return found

    def write(self, folder: Path) -> Path:
        """A copy of the shipped pack with what was spoilt."""
        for name in COPIED:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(shipped_pack() / name, folder / name)
        for name, tree in self.opened.items():
            (folder / name).write_text(json.dumps(tree, indent=1), encoding="utf-8")
        return folder


@dataclass(frozen=True)
class Damage:
    """One way to spoil a pack: the code that must be told and the path that it must be told of."""

    spoil: Callable[[Files], None]
    code: str
    path: str
    severity: Severity

    def __str__(self) -> str:
        return self.spoil.__name__


DAMAGES: list[Damage] = []


def damage(code: str, path: str, severity: Severity = Severity.ERROR) -> Callable[[Callable[[Files], None]], None]:
    """The function below it is a damage that must be told with `code`, of `path`."""

    def register(spoil: Callable[[Files], None]) -> None:
        DAMAGES.append(Damage(spoil, code, path, severity))

    return register


def problems_of(folder: Path) -> tuple[Problem, ...]:
    try:
        return check_pack(load_pack(folder)).problems
    except PackInvalid as refused:
        return refused.problems


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What is told of a copy that is not spoilt."""
    problems = problems_of(Files().write(tmp_path_factory.mktemp("unspoilt")))
    return {(each.code, each.path) for each in problems}


def test_the_pack_as_it_ships_has_no_error(pack: Pack) -> None:
    result = check_pack(pack)
    assert [str(each) for each in result.problems if each.severity is Severity.ERROR] == []
    assert result.ok


def test_a_copy_written_anew_is_judged_as_the_pack_itself(tmp_path: Path, before: set[tuple[str, str]]) -> None:
    files = Files()
    for name in COPIED:
        files.open(name)
    assert {(each.code, each.path) for each in problems_of(files.write(tmp_path / "pack"))} == before
    assert not {code for code, _ in before if code.startswith(("LOAD", "REF", "SAFE", "STR-CYCLE", "STR-GUARD"))}


# The questions


@damage("SAFE-FIRST", "start")
def the_danger_question_is_dropped(files: Files) -> None:
    files.graph["start"] = "today"


@damage("SAFE-FIRST", "start")
def the_danger_question_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("danger")["safety"]


@damage("SAFE-FIRST", "start")
def the_danger_question_asks_about_something_else(files: Files) -> None:
    files.question("danger")["asks"] = "mood"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.breathing")
def two_edges_of_the_danger_question_are_swapped(files: Files) -> None:
    breathing, none = files.option("danger", "breathing"), files.option("danger", "none")
    breathing["go"], none["go"] = none["go"], breathing["go"]


@damage("SAFE-ONE-QUESTION", "questions.danger.options.sudden")
def an_emergency_is_pointed_at_the_gp(files: Files) -> None:
    files.option("danger", "sudden")["go"] = "gp-team"


@damage("SAFE-MONOTONE", "questions.danger.options.sudden")
def an_emergency_is_pointed_at_111(files: Files) -> None:
    files.option("danger", "sudden")["go"] = "ill-today"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.self-harm")
def an_emergency_is_only_urgent(files: Files) -> None:
    files.outcome("call-999-self-harm")["urgency"] = "urgent"


@damage("SAFE-ONE-QUESTION", "questions.danger.options.injury")
def an_emergency_waits_for_a_second_question(files: Files) -> None:
    files.option("danger", "injury")["go"] = "danger-not-sure"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_today_is_skipped(files: Files) -> None:
    files.option("danger", "none")["go"] = "about"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_suicide_is_skipped(files: Files) -> None:
    files.option("about", "mood")["go"] = "team"


@damage("SAFE-NOT-ASKED", "outcomes.talking-therapies")
def the_question_about_a_team_is_skipped(files: Files) -> None:
    files.option("suicide", "none")["go"] = "mood"


@damage("SAFE-NOT-ASKED", "outcomes.crisis")
def the_second_danger_question_leads_back_into_the_ordinary_walk(files: Files) -> None:
    files.option("danger-not-sure", "none")["go"] = "suicide"


@damage("SAFE-MONOTONE", "questions.today.options.mind")
def two_edges_of_the_question_about_today_are_swapped(files: Files) -> None:
    mind, none = files.option("today", "mind"), files.option("today", "none")
    mind["go"], none["go"] = none["go"], mind["go"]


@damage("SAFE-MONOTONE", "questions.suicide.options.yes")
def a_yes_to_suicide_leads_to_something_routine(files: Files) -> None:
    files.option("suicide", "yes")["go"] = "talking-therapies"


@damage("SAFE-MONOTONE", "questions.suicide-baby.options.yes")
def a_copy_of_the_question_about_suicide_leads_its_yes_elsewhere(files: Files) -> None:
    files.question("suicide-baby")["options"]["yes"] = {"go": "perinatal"}


@damage("SAFE-MONOTONE", "questions.suicide.options.not-sure")
def a_doubt_about_suicide_is_taken_for_a_no(files: Files) -> None:
    files.option("suicide", "not-sure")["go"] = "team"


@damage("SAFE-MONOTONE", "questions.today.options.not-sure")
def a_doubt_about_today_is_taken_for_a_no(files: Files) -> None:
    files.option("today", "not-sure")["go"] = "about"


@damage("SAFE-MONOTONE", "questions.danger-not-sure.options.not-sure")
def a_doubt_about_danger_is_worth_less_than_its_level(files: Files) -> None:
    files.option("danger-not-sure", "not-sure")["go"] = "talk-first"


@damage("SAFE-MONOTONE", "questions.today.options.mind")
def a_yes_is_less_urgent_at_one_age(files: Files) -> None:
    files.option("today", "mind")["go"] = [
        {"age": "unknown", "to": "crisis"},
        {"age": "under 18", "to": "young-mood"},
        {"to": "crisis"},
    ]


@damage("SAFE-OPTIONS", "questions.today")
def a_safety_question_loses_not_sure(files: Files) -> None:
    del files.question("today")["options"]["not-sure"]


@damage("SAFE-OPTIONS", "questions.eating-signs")
def a_safety_question_loses_none(files: Files) -> None:
    del files.question("eating-signs")["options"]["none"]


@damage("SAFE-MARK", "questions.today")
def the_question_about_today_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("today")["safety"]


@damage("SAFE-MARK", "questions.suicide-young")
def the_question_about_suicide_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("suicide")["safety"]


@damage("SAFE-MARK", "questions.eating-signs")
def a_question_about_signs_is_no_longer_a_safety_question(files: Files) -> None:
    del files.question("eating-signs")["safety"]


@damage("STR-NOT-SURE", "questions.mood")
def a_sorting_question_loses_not_sure(files: Files) -> None:
    del files.question("mood")["options"]["not-sure"]


@damage("STR-CYCLE", "questions.suicide")
def the_questions_go_round(files: Files) -> None:
    files.option("mood", "not-sure")["go"] = "suicide"


@damage("STR-CYCLE", "questions.mood")
def a_question_leads_to_itself(files: Files) -> None:
    files.option("mood", "not-sure")["go"] = "mood"


@damage("STR-UNREACHED", "questions.alcohol-signs")
def a_question_is_no_longer_reached(files: Files) -> None:
    files.option("addiction", "alcohol")["go"] = "drugs-alcohol"


@damage("STR-UNREACHED", "outcomes.gambling")
def an_outcome_is_no_longer_reached(files: Files) -> None:
    files.option("addiction", "gambling")["go"] = "drugs-alcohol"


@damage("LOAD-SHAPE", "questions.mood.options.grief")
def an_option_leads_nowhere(files: Files) -> None:
    files.option("mood", "grief")["go"] = []


# Branches by age


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_forgets_the_unknown_age(files: Files) -> None:
    files.option("mood", "low")["go"] = [{"age": "under 18", "to": "young-mood"}, {"to": "talking-therapies"}]


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_is_in_half_years(files: Files) -> None:
    files.option("mood", "low")["go"][1]["age"] = "under 17.5"


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_by_age_leaves_some_ages_out(files: Files) -> None:
    files.option("mood", "low")["go"][-1]["age"] = "18-64"


@damage("STR-GUARD", "questions.mood.options.low")
def a_branch_for_all_ages_comes_before_one_for_some(files: Files) -> None:
    files.option("mood", "low")["go"].reverse()


# Red flags


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_is_removed_from_its_option(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_stands_in_two_options(files: Files) -> None:
    files.option("danger", "breathing")["flags"].append("stroke")


@damage("SAFE-FLAG", "flags.stroke")
def a_flag_stands_in_a_no(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")
    files.option("danger", "none")["flags"] = ["stroke"]


@damage("SAFE-FLAG", "flags.stroke")
def an_emergency_flag_is_asked_only_with_what_is_for_today(files: Files) -> None:
    files.option("danger", "sudden")["flags"].remove("stroke")
    files.option("today", "ill")["flags"].append("stroke")


@damage("SAFE-FLAG", "flags.new-sign")
def a_new_flag_is_asked_nowhere(files: Files) -> None:
    files.open(FLAGS)["new-sign"] = copy.deepcopy(shipped(FLAGS)["stroke"])


@damage("REF-MISSING", "questions.danger.options.sudden")
def a_flag_is_deleted_and_still_asked(files: Files) -> None:
    del files.open(FLAGS)["stroke"]


# Staying with someone


@damage("SAFE-STAY", "outcomes.crisis")
def stay_with_them_is_dropped(files: Files) -> None:
    del files.settings["urgencies"]["urgent"]["stay"]["stay-with"]


@damage("SAFE-STAY", "outcomes.call-999")
def one_role_is_not_told_whom_to_tell(files: Files) -> None:
    del files.settings["urgencies"]["emergency"]["stay"]["tell"]["volunteer"]


@damage("SAFE-STAY", "settings.stay_required")
def no_part_of_staying_is_asked_for(files: Files) -> None:
    files.settings["stay_required"] = []


@damage("SAFE-999", "outcomes.call-999")
def an_emergency_offers_the_gp_first(files: Files) -> None:
    files.outcome("call-999")["offer"].insert(0, "gp")


@damage("SAFE-999", "outcomes.call-999-attack")
def an_emergency_offers_nothing(files: Files) -> None:
    files.outcome("call-999-attack")["offer"] = []


@damage("SAFE-999", "outcomes.call-999")
def the_emergency_number_is_misprinted(files: Files) -> None:
    files.service("emergency-999")["contacts"]["main"]["phone"] = "99"


@damage("REF-MISSING", "settings.urgencies")
def an_urgency_has_no_words(files: Files) -> None:
    del files.settings["urgencies"]["urgent"]


# Facts and their sources


@damage("FACT-SOURCE", "services.samaritans.contacts.new")
def a_contact_has_no_source(files: Files) -> None:
    files.service("samaritans")["contacts"]["new"] = {"phone": "01632 960001"}


@damage("FACT-SOURCE", "services.samaritans.sites.new")
def a_site_has_no_source(files: Files) -> None:
    files.service("samaritans")["sites"] = {"new": {"area": "all", "address": "1 Example Road"}}


@damage("FACT-SOURCE", "services.samaritans.ages")
def a_limit_of_age_has_no_source(files: Files) -> None:
    service = files.service("samaritans")
    service["ages"] = "18+"
    for source in service["sources"].values():
        source["backs"] = [part for part in source["backs"] if part != "ages"]


@damage("FACT-SOURCE", "services.samaritans")
def a_service_has_no_source(files: Files) -> None:
    files.service("samaritans")["sources"] = {}


@damage("FACT-STANDING", "settings.standing.samaritans")
def a_standing_number_has_one_source(files: Files) -> None:
    sources = files.settings["standing"]["samaritans"]["sources"]
    del sources[next(iter(sources))]


@damage("FACT-STANDING", "settings.standing.emergency")
def a_standing_number_leans_on_someone_elses_page(files: Files) -> None:
    for source in files.settings["standing"]["emergency"]["sources"].values():
        source["by"] = "third-party"


@damage("FACT-CLOSED", "services.samaritans")
def a_closed_service_still_serves(files: Files) -> None:
    files.service("samaritans")["status"] = "closed"


@damage("FACT-REPLACED", "services.samaritans")
def two_services_replaced_each_other(files: Files) -> None:
    files.service("samaritans")["replaced_by"] = "shout"
    files.service("shout")["replaced_by"] = "samaritans"


# Words


@damage("TEXT-SHORT", "services.samaritans.short")
def a_short_name_is_too_long(files: Files) -> None:
    files.service("samaritans")["short"] = "Samaritans, who listen day and night, all year"


@damage("TEXT-SHORT", "services.samaritans.discreet")
def a_discreet_name_holds_a_mark_that_a_text_message_cannot(files: Files) -> None:
    files.service("samaritans")["discreet"] = "Samaritans – a call"


@damage("TEXT-DIAGNOSIS", "outcomes.talking-therapies")
def a_helper_is_told_to_name_an_illness(files: Files) -> None:
    files.outcome("talking-therapies")["say"] = ["It sounds like you have depression."]


@damage("TEXT-DIAGNOSIS", "questions.mood.ask")
def a_question_names_an_illness(files: Files) -> None:
    files.question("mood")["ask"] = "You have anxiety, so which is nearest?"


@damage("TEXT-SPLIT", "outcomes.talking-therapies.say.1")
def a_sentence_is_cut_at_a_comma(files: Files) -> None:
    files.outcome("talking-therapies")["say"] = ["You can ask for this yourself", "and we can start now."]


# Doors and cover


@damage("STR-DOOR", "doors.new-door", Severity.WARNING)
def a_door_is_offered_by_nobody(files: Files) -> None:
    files.graph["doors"]["new-door"] = {"name": "New", "level": "community", "means": "New help."}


@damage("STR-EMPTY-DOOR", "doors.new-door", Severity.WARNING)
def a_door_is_served_by_nobody(files: Files) -> None:
    files.graph["doors"]["new-door"] = {"name": "New", "level": "community", "means": "New help."}
    files.outcome("talking-therapies")["offer"].append("new-door")


@damage("COVER-NONE", "outcomes.bereavement")
def an_ending_offers_nobody(files: Files) -> None:
    files.outcome("bereavement")["offer"] = []


@damage("COVER-FRONT", "outcomes.talking-therapies", Severity.WARNING)
def an_ending_offers_only_the_gp(files: Files) -> None:
    files.outcome("talking-therapies")["offer"] = ["gp"]


# Worked cases


def a_case(files: Files, **changed: Any) -> None:
    """A right case of low mood with some part changed; None takes a part away."""
    answers = {"danger": "none", "today": "none", "about": "mood", "suicide": "none", "team": "none", "mood": "grief"}
    facts = {"age": "40", "practice": "outside", "home": "outside"}
    case = {
        "words": "I miss him.",
        "answers": {**answers, **facts},
        "outcome": "bereavement",
        "because": "A page.",
        **changed,
    }
    files.opened[CASES] = {"new-case": case}


@damage("CASE-OUTCOME", "cases.new-case")
def a_case_comes_to_another_outcome(files: Files) -> None:
    a_case(files, outcome="trauma")


@damage("CASE-ANSWER", "cases.new-case")
def a_case_answers_a_question_that_is_no_more(files: Files) -> None:
    a_case(files, answers={"danger": "none", "weather": "wet"})


@damage("CASE-OPEN", "cases.new-case")
def a_case_stops_half_way(files: Files) -> None:
    a_case(files, answers={"danger": "none", "today": "none"})


@damage("CASE-OPEN", "cases.new-case")
def a_case_gives_an_answer_that_is_no_more(files: Files) -> None:
    a_case(files, answers={"danger": "none", "today": "none", "about": "weather"})


@damage("CASE-UNUSED", "cases.new-case")
def a_case_answers_what_is_not_asked(files: Files) -> None:
    a_case(files, answers={"danger": "breathing", "today": "none"}, outcome="call-999")


@damage("CASE-FIRST", "cases.new-case")
def a_case_expects_another_first_service(files: Files) -> None:
    a_case(files, first_service="shout")


@damage("CASE-OFFERS", "cases.new-case")
def a_case_expects_a_service_that_is_not_offered(files: Files) -> None:
    a_case(files, offers=["emergency-999"])


@damage("CASE-NEVER", "cases.new-case")
def a_case_forbids_a_service_that_is_offered(files: Files) -> None:
    a_case(files, never=["samaritans"])


@damage("CASE-NONE", "outcomes.new-outcome", Severity.WARNING)
def an_outcome_stands_in_no_case(files: Files) -> None:
    files.graph["outcomes"]["new-outcome"] = copy.deepcopy(files.outcome("bereavement"))
    files.option("mood", "grief")["go"] = "new-outcome"
    a_case(files)


@pytest.mark.parametrize("spoilt", DAMAGES, ids=str)
def test_damage_is_caught(tmp_path: Path, before: set[tuple[str, str]], spoilt: Damage) -> None:
    files = Files()
    spoilt.spoil(files)
    problems = problems_of(files.write(tmp_path / "pack"))
    new = {(each.code, each.path): each for each in problems if (each.code, each.path) not in before}
    assert (spoilt.code, spoilt.path) in new
    told = new[spoilt.code, spoilt.path]
    assert told.severity is spoilt.severity
    assert told.message.endswith(".")
    assert told.fix.endswith((".", "?"))
    assert (tmp_path / "pack" / told.file).is_file()


def test_there_is_a_damage_for_every_code_of_the_rules() -> None:
    """The codes that come from reading files are in test_load.py."""
    codes = {code for family in FAMILIES for code in re.findall(r'"([A-Z]+-[A-Z0-9-]+)"', inspect.getsource(family))}
    assert "SAFE-MONOTONE" in codes
    assert codes <= {each.code for each in DAMAGES}
    assert len(DAMAGES) >= 25
