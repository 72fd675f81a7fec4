"""Loading a pack: whatever is wrong is told with file, line, what it is and how to mend it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from kmnav import load_pack
from kmnav.errors import KmnavError, PackInvalid, Problem
from kmnav.model import Knowing
from kmnav.pack import Pack
from kmnav.tree import LARGEST_FILE
from tests.toy import REGION, TINY, toy_pack, write_tiny

TALK = f"{REGION}/services/talk.yaml"
PLACES = f"{REGION}/region.yaml"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a whole tiny pack, to be spoilt."""
    return write_tiny(tmp_path)


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Put `new` where `old` stands, once, in a file of the pack."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def line_of(folder: Path, file: str, words: str) -> int:
    """The number of the only line that holds `words`."""
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    (number,) = [at for at, line in enumerate(lines, 1) if words in line]
    return number


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """What loading says is wrong."""
    with pytest.raises(PackInvalid) as refused:
        load_pack(folder)
    return refused.value.problems


def only_problem(folder: Path) -> Problem:
    """The one thing that is wrong."""
    problems = problems_of(folder)
    assert len(problems) == 1, [str(each) for each in problems]
    return problems[0]


def assert_refused(
    folder: Path, code: str, at: tuple[str, int], says: str, mend: str, problem: Problem | None = None
) -> None:
    """Exactly one problem, with its code, file and line, what it is and how to mend it."""
    told = problem or only_problem(folder)
    assert (told.code, told.file, told.line) == (code, *at)
    assert says in told.message
    assert mend in told.fix
    assert str(told) == f"{told.file}:{told.line}: {told.code} {told.message} {told.fix}"


def test_the_tiny_pack_is_right_as_it_stands(tiny: Path) -> None:
    pack = load_pack(tiny)
    assert list(pack.questions) == ["danger", "mood"]
    assert set(pack.services) == {"ambulance", "listeners"}
    assert pack.national == {"ambulance"}
    assert pack.kinds == {"ambulance": "crisis", "listeners": "talk"}


# Values and keys


REFUSED: list[tuple[str, str, str, str, str, str, str]] = [
    # file, what stands there, what is put there,
    # code, words of the line that is named, what is said, how to mend it
    (TALK, "ages: 18+", "ages: 18+\n  ages: all",
     "LOAD-TWICE", "ages: all", 'The key "ages" stands here twice.', "Keep one"),
    (TALK, "ages: 18+", "ages: 18+\n  ages_not: adults",
     "LOAD-UNKNOWN", "ages_not", 'The key "ages_not" is not known', 'Did you mean "ages_note"?'),
    (TALK, "ages: 18+", "ages: 18+\n  qzx: yes",
     "LOAD-UNKNOWN", "qzx", 'The key "qzx" is not known here.', "Known here: name, short"),
    (TALK, "ages: 18+", "ages: adults",
     "LOAD-VALUE", "ages:", '"adults" does not fit "ages".', "all, unknown, 18+, under 18"),
    (TALK, "by: practice", "by: church",
     "LOAD-VALUE", "area:", '"church" does not fit "by".', "Write one of: home, practice, anyone."),
    (TALK, "page_date: 2026-06", "page_date: June",
     "LOAD-VALUE", "page_date", '"June" does not fit', "2025-12-04, 2025-12 or 2025"),
    (TALK, "read: 2026-11-22", "read: 2026-11-31",
     "LOAD-VALUE", "read:", '"2026-11-31" does not fit "read".', "2026-11-22"),
    (TALK, "09:00-17:00", "9-5",
     "LOAD-VALUE", "hours:", '"Mo-Fr 9-5" does not fit "hours".', "24/7 or Mo-Fr 09:00-17:00"),
    (TALK, "status: current", "status: [current]",
     "LOAD-SHAPE", "status:", '"status" must be one line of text.', "after the colon"),
    (TALK, "serves: [help]", "serves: help",
     "LOAD-SHAPE", "serves:", '"serves" must be a list.', "[one, two]"),
    (TALK, "referral: {self: yes}", "referral: yes",
     "LOAD-SHAPE", "referral:", '"referral" must be a map.', "keys with values"),
    (TALK, "summary: They listen.", "summary:",
     "LOAD-EMPTY", "summary:", '"summary" is empty.', "delete the key"),
    (TALK, "summary: They listen.", 'summary: "  "',
     "LOAD-EMPTY", "summary:", '"summary" is empty.', "Write the value"),
    (TALK, "summary: They listen.", 'summary: "They\\u0007listen."',
     "LOAD-TEXT", "summary:", "holds a control character", "Delete it"),
    (TALK, "listeners:", "The Listeners:",
     "LOAD-ID", "The Listeners:", '"The Listeners" is not an id.', "lower-case words joined by hyphens"),
    (TALK, "main: {phone", "Main: {phone",
     "LOAD-ID", "Main:", '"Main" is not an id.', "lower-case words"),
    (TALK, "  status: current\n", "",
     "LOAD-MISSING", "listeners:", '"status" is missing in "listeners".', "Add the key status."),
    (TALK, "summary: They listen.", "? [a]\n  : b\n  summary: They listen.",
     "LOAD-SHAPE", "? [a]", "A key must be plain text.", "Write a word"),
    (TALK, "summary: They listen.", "summary: !!int 5",
     "LOAD-TAG", "summary:", "int is not allowed.", "every value is read as text"),
    (TALK, "listeners:\n", "listeners: !ours\n",
     "LOAD-TAG", "!ours", "The tag !ours is not allowed.", "Delete it"),
    (TALK, "summary: They listen.", "summary: !!str They listen.",
     "LOAD-TAG", "!!str", "The tag !!str is not allowed.", "Delete it"),
    (TALK, "summary: They listen.", "summary: ! They listen.",
     "LOAD-TAG", "summary:", "The tag ! is not allowed.", "Delete it"),
    ("pathways.yaml", "low: {label: Low, go: talk}", "low: {label: Low, go: danger}",
     "STR-CYCLE", "  danger:", "The questions go round: danger, mood, danger.", "lead on to an outcome"),
    (TALK, "The Listeners", "&it The Listeners",
     "LOAD-ANCHOR", "&it", "Anchors and aliases", "Write the text out again"),
    ("pack.yaml", "urgent_months: 12", "urgent_months: twelve",
     "LOAD-VALUE", "trust:", '"twelve" does not fit', "a whole number"),
    ("pack.yaml", "name: Health, gp_offer: yes", "name: Health, gp_offer: true",
     "LOAD-VALUE", "Health", '"true" does not fit', "Write yes or no."),
    ("pack.yaml", "format: 1", "format: 2",
     "LOAD-FORMAT", "format:", "The pack's format is 2; this program reads 1.", "the same format"),
    ("pathways.yaml", "start: danger\n", "",
     "LOAD-MISSING", "facts:", "does not say where to start", "Add: start: danger"),
    ("pathways.yaml", "start: danger", "start: danger\nquestion: {}",
     "LOAD-UNKNOWN", "question: {}", 'The key "question"', "Known here: start, facts"),
    ("pathways.yaml", "urgency: emergency", "urgency: 3",
     "LOAD-VALUE", "urgency: 3", '"3" does not fit "urgency".', "routine, soon, urgent, emergency"),
    ("pathways.yaml", "safety: emergency", "safety: always",
     "LOAD-VALUE", "safety:", '"always" does not fit "safety".', "emergency, today"),
    ("pathways.yaml", "  age: {ask: How old, why: Services see some ages.}\n", "",
     "LOAD-MISSING", "facts:", 'The fact "age" has no question.', "Add age"),
    ("pathways.yaml", "  age: {ask", "  mood-now: {ask: How, why: So.}\n  age: {ask",
     "LOAD-SHAPE", "mood-now", '"mood-now" cannot be a fact.', "age, practice, home"),
    ("pathways.yaml", "means: Talk.,", "means: Talk, and more,",
     "LOAD-UNKNOWN", "and more", '"and more" is read as a key here.', "in quotes"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "says", "mend"),
    REFUSED,
    ids=[f"{each[3]}: {each[2][:40]!r}" for each in REFUSED],
)
def test_a_wrong_line_is_named_with_the_way_to_mend_it(
    tiny: Path, file: str, old: str, new: str, code: str, line: str, says: str, mend: str
) -> None:
    change(tiny, file, old, new)
    assert_refused(tiny, code, (file, line_of(tiny, file, line)), says, mend)


# References


BROKEN: list[tuple[str, str, str, str, str, str, str]] = [
    ("pathways.yaml", "start: danger", "start: dangr",
     "REF-MISSING", "start:", 'There is no question "dangr".', 'Did you mean "danger"?'),
    ("pathways.yaml", "go: mood", "go: moood",
     "REF-MISSING", "go: moood", 'There is no question or outcome "moood".', 'Did you mean "mood"?'),
    ("pathways.yaml", "[chest-pain]", "[chest-pains]",
     "REF-MISSING", "chest-pains", 'There is no red flag "chest-pains".', '"chest-pain"?'),
    ("pathways.yaml", "offer: [help]", "offer: [hlep]",
     "REF-MISSING", "hlep", 'There is no door "hlep".', 'Did you mean "help"?'),
    ("pathways.yaml", "steps: {all: [Call them.]}", "steps: {gp: [Call them.]}",
     "REF-MISSING", "gp: [", 'There is no role "gp".', "Add that role"),
    ("pathways.yaml", "name: 999, level: emergency", "name: 999, level: emergncy",
     "REF-MISSING", "name: 999", 'There is no level "emergncy".', '"emergency"?'),
    ("pathways.yaml", "urgency: routine, level: community", "urgency: routine, level: comunity",
     "REF-MISSING", "comunity", 'no level "comunity"', '"community"?'),
    ("pathways.yaml", "level: community, about: health", "level: community, about: wealth",
     "REF-MISSING", "wealth", 'There is no topic "wealth".', '"health"?'),
    (TALK, "serves: [help]", "serves: [zzz]",
     "REF-MISSING", "serves:", 'There is no door "zzz".', "Add that door, or name one that exists."),
    (TALK, "of: [inland]", "of: [inlnd]",
     "REF-MISSING", "area:", 'There is no place "inlnd".', 'Did you mean "inland"?'),
    (TALK, "backs: [ages, contacts.main]", "backs: [ages, contacts.mian]",
     "REF-MISSING", "page:", 'no field to back "contacts.mian"', '"contacts.main"?'),
    (TALK, "status: current", "status: changed\n  replaced_by: listener",
     "REF-MISSING", "replaced_by", 'There is no service "listener".', '"listeners"?'),
    (TALK, "status: current", "status: changed\n  replaced_by: listeners",
     "REF-SELF", "listeners:", "says that it replaced itself", "Name the newer one"),
    (TALK, "status: current", "status: current\n  reach_through: [gpp]",
     "REF-MISSING", "reach_through", 'There is no way "gpp".', 'Did you mean "gp"?'),
    (TALK, "phone: 01632 960001", "phone: 01632 960001, email: a@example.org",
     "LOAD-SHAPE", "email", "exactly one of phone, text", "Split it"),
    (TALK, 'url: "https://example.org/l", by', "by",
     "LOAD-SHAPE", "page:", "A source has a url, or seen_in", "Give exactly one."),
    (PLACES, "of: [hill, vale]}\npost", "of: [hill, valley]}\npost",
     "REF-MISSING", "inland:", 'There is no council "valley".', 'Did you mean "vale"?'),
    (PLACES, "social_care: coast", "social_care: cost",
     "REF-MISSING", "shore:", 'There is no social care council "cost".', '"coast"?'),
    (PLACES, "ZZ1: [hill]", "ZZ1: [hil]",
     "REF-MISSING", "ZZ1:", 'There is no council "hil".', 'Did you mean "hill"?'),
    ("pack.yaml", "emergency: call-999", "emergency: call-99",
     "REF-MISSING", "emergency: call", 'There is no outcome "call-99".', '"call-999"?'),
    ("pack.yaml", "stay_required", "retired: [mood]\nstay_required",
     "REF-RETIRED", "retired", 'The retired id "mood" is in use.', "a new id"),
    ("pack.yaml", "name: Health, gp_offer: yes", "name: Health, gp_offer: yes, asked_first: [dangr]",
     "REF-MISSING", "asked_first", 'no question "dangr"', '"danger"?'),
    ("pack.yaml", "  soon: {name: Soon, means: On the list., if_worse: [Call the GP.]}\n", "",
     "REF-MISSING", "urgencies:", 'There is no urgency "soon".', "Add that urgency"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "says", "mend"),
    BROKEN,
    ids=[f"{each[3]}: {each[2][:40]!r}" for each in BROKEN],
)
def test_what_is_named_and_does_not_exist_is_told_with_a_near_name(
    tiny: Path, file: str, old: str, new: str, code: str, line: str, says: str, mend: str
) -> None:
    change(tiny, file, old, new)
    assert_refused(tiny, code, (file, line_of(tiny, file, line)), says, mend)


def test_a_service_that_nobody_can_reach_is_refused(tiny: Path) -> None:
    change(tiny, TALK, '  contacts:\n    main: {phone: 01632 960001, hours: "Mo-Fr 09:00-17:00"}\n', "")
    change(tiny, TALK, ", contacts.main", "")
    assert_refused(tiny, "LOAD-MISSING", (TALK, 1), 'Nobody can reach "listeners".', "Add contacts or reach_through.")


def test_a_question_without_options_is_refused(tiny: Path) -> None:
    change(
        tiny, "pathways.yaml", "      low: {label: Low, go: talk}\n      not-sure: {label: Not sure, go: talk}\n", ""
    )
    change(tiny, "pathways.yaml", "To find help.\n    options:", "To find help.")
    at = ("pathways.yaml", line_of(tiny, "pathways.yaml", "  mood:"))
    assert_refused(tiny, "LOAD-SHAPE", at, 'The question "mood" has no options.', "Add options.")


def test_an_option_that_leads_nowhere_is_refused(tiny: Path) -> None:
    change(tiny, "pathways.yaml", "low: {label: Low, go: talk}", "low: {label: Low, go: []}")
    at = ("pathways.yaml", line_of(tiny, "pathways.yaml", "go: []"))
    assert_refused(tiny, "LOAD-SHAPE", at, 'The option "low" leads nowhere.', "Add go with a question or outcome.")


def test_a_question_cannot_have_the_name_of_an_outcome(tiny: Path) -> None:
    change(
        tiny, "pathways.yaml", "  mood:\n", "  talk: {ask: A, why: B, options: {none: {label: C, go: mood}}}\n  mood:\n"
    )
    problem = only_problem(tiny)
    assert problem.code == "REF-TWICE"
    assert '"talk" is a question and something else too.' in problem.message


@pytest.mark.parametrize("questions", ["soon", "[danger]"])
def test_questions_that_are_no_map_are_told_as_such(tiny: Path, questions: str) -> None:
    text = (tiny / "pathways.yaml").read_text(encoding="utf-8")
    before, after = text.split("questions:\n")[0], text[text.index("outcomes:") :]
    (tiny / "pathways.yaml").write_text(f"{before}questions: {questions}\n{after}", encoding="utf-8")
    at = ("pathways.yaml", line_of(tiny, "pathways.yaml", "questions:"))
    assert_refused(tiny, "LOAD-SHAPE", at, '"questions" must be a map.', "Write a key and a colon")


# The same id twice


def test_an_id_in_two_files_of_services_names_both_places(tiny: Path) -> None:
    (tiny / f"{REGION}/services/more.yaml").write_text("# more\n" + TINY[TALK], encoding="utf-8")
    at = (TALK, 1)
    assert_refused(
        tiny, "LOAD-TWICE", at, f'"listeners" stands already in {REGION}/services/more.yaml, line 2.', "another id"
    )


def test_a_region_cannot_take_the_id_of_a_national_service(tiny: Path) -> None:
    change(tiny, TALK, "listeners:", "ambulance:")
    assert_refused(tiny, "LOAD-TWICE", ("services/crisis.yaml", 1), f"stands already in {TALK}, line 1.", "another id")


def test_an_id_in_two_files_of_cases_names_both_places(tiny: Path) -> None:
    case = "sad:\n  words: I am sad.\n  answers: {danger: none, mood: low}\n  outcome: talk\n  because: A page.\n"
    (tiny / "cases.yaml").write_text(case, encoding="utf-8")
    (tiny / f"{REGION}/cases.yaml").write_text(case, encoding="utf-8")
    assert_refused(
        tiny, "LOAD-TWICE", (f"{REGION}/cases.yaml", 1), "stands already in cases.yaml, line 1.", "another id"
    )


# like: other


def test_a_question_like_another_takes_what_it_does_not_say_itself() -> None:
    pack = toy_pack("""
      questions:
        danger: {none: suicide}
        suicide:
          asks: suicide
          safety: today
          ask: Have you had thoughts of ending your life?
          options: {"yes": {label: Yes, go: crisis}, none: {label: No, go: again}}
        again: {like: suicide, why: Once more., options: {none: {go: talk}}}
      outcomes: {crisis: urgent, talk: routine}
    """)
    model, copy = pack.questions["suicide"], pack.questions["again"]
    assert (copy.ask, copy.asks, copy.safety) == (model.ask, model.asks, model.safety)
    assert copy.why == "Once more."
    assert copy.options["yes"] == model.options["yes"]
    assert copy.options["none"].label == "No"
    assert [branch.to for branch in copy.options["none"].go] == ["talk"]
    assert [branch.to for branch in model.options["none"].go] == ["again"]


@pytest.mark.parametrize("model", ["feeling", "glum"])
def test_a_question_can_only_be_like_a_full_one(tiny: Path, model: str) -> None:
    change(
        tiny,
        "pathways.yaml",
        "outcomes:\n",
        f"  sad: {{like: mood}}\n  glum: {{like: sad}}\n  low: {{like: {model}}}\noutcomes:\n",
    )
    told = [each for each in problems_of(tiny) if each.path == "questions.low.like"]
    at = ("pathways.yaml", line_of(tiny, "pathways.yaml", "  low: {like"))
    assert_refused(
        tiny, "REF-MISSING", at, f'There is no question "{model}" to be like.', "Name a full question.", *told
    )


# Whole files


def test_two_documents_in_one_file_are_refused(tiny: Path) -> None:
    (tiny / TALK).write_text(TINY[TALK] + "---\nmore: {}\n", encoding="utf-8")
    at = (TALK, line_of(tiny, TALK, "---"))
    assert_refused(tiny, "LOAD-YAML", at, "This is not YAML: but found another document", "Look at this line")


def test_what_is_no_yaml_names_the_line(tiny: Path) -> None:
    change(tiny, TALK, "serves: [help]", "serves: [help")
    problem = only_problem(tiny)
    assert (problem.code, problem.file) == ("LOAD-YAML", TALK)
    assert problem.line in {line_of(tiny, TALK, "serves:"), line_of(tiny, TALK, "ages: 18+")}


def test_an_alias_is_refused_at_each_of_its_lines(tiny: Path) -> None:
    change(tiny, TALK, "name: The Listeners", "name: &it The Listeners")
    change(tiny, TALK, "short: Listeners", "short: *it")
    problems = problems_of(tiny)
    assert [each.code for each in problems] == ["LOAD-ANCHOR", "LOAD-ANCHOR"]
    assert [each.line for each in problems] == [line_of(tiny, TALK, "&it"), line_of(tiny, TALK, "*it")]


def test_aliases_that_unfold_into_many_are_refused_before_they_do(tiny: Path) -> None:
    laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    laughs += [f"{after}: &{after} [{', '.join(['*' + one] * 9)}]" for one, after in itertools.pairwise("abcde")]
    (tiny / TALK).write_text("\n".join(laughs), encoding="utf-8")
    assert {each.code for each in problems_of(tiny)} == {"LOAD-ANCHOR"}


def test_marks_of_anchors_inside_text_are_only_text(tiny: Path) -> None:
    change(tiny, TALK, "summary: They listen.", 'summary: "Tea &cake *free* {A&E}, {really?}"')
    assert load_pack(tiny).services["listeners"].summary == "Tea &cake *free* {A&E}, {really?}"


def test_a_question_mark_in_braces_does_not_depend_on_what_else_the_file_says(tiny: Path) -> None:
    change(tiny, "pathways.yaml", "ask: How old,", "ask: How old?,")
    change(tiny, "pathways.yaml", "why: To find help.", "why: Salt &pepper.")
    assert load_pack(tiny).facts["age"].ask == "How old?"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_told_as_empty(tiny: Path, text: str) -> None:
    (tiny / "red_flags.yaml").write_text(text, encoding="utf-8")
    change(tiny, "pathways.yaml", "flags: [chest-pain], ", "")
    problem = only_problem(tiny)
    assert problem.file == "red_flags.yaml"
    assert problem.code in {"LOAD-EMPTY", "LOAD-SHAPE"}
    assert "Add a record" in problem.fix or "Begin each record" in problem.fix


@pytest.mark.parametrize("text", ["just words", "- one\n- two\n"])
def test_a_file_that_is_no_map_is_told_as_such(tiny: Path, text: str) -> None:
    (tiny / TALK).write_text(text, encoding="utf-8")
    assert_refused(tiny, "LOAD-SHAPE", (TALK, 1), "The file is not a map of keys.", "Begin each record with its id")


def test_a_file_that_is_not_utf_8_is_refused(tiny: Path) -> None:
    (tiny / TALK).write_bytes(TINY[TALK].replace("They listen", "Th\xe9y listen").encode("latin-1"))
    assert_refused(tiny, "LOAD-FILE", (TALK, 1), "The file is not UTF-8 text.", "Save it as UTF-8.")


def test_an_oversized_file_is_refused_unread(tiny: Path) -> None:
    with (tiny / TALK).open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert_refused(tiny, "LOAD-FILE", (TALK, 1), "The file is too large.", "Keep it under 8 MB.")


@pytest.mark.parametrize("name", ["pathways.yaml", "red_flags.yaml"])
def test_a_file_that_is_not_there_is_named(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    (unread,) = [each for each in problems_of(tiny) if each.code == "LOAD-FILE"]
    assert (unread.file, unread.line) == (name, 1)
    assert "cannot be read: no such file" in unread.message


def test_a_folder_in_the_place_of_a_file_is_named(tiny: Path) -> None:
    (tiny / f"{REGION}/services/odd.yaml").mkdir()
    assert_refused(tiny, "LOAD-FILE", (f"{REGION}/services/odd.yaml", 1), "is a directory", "Put the file there")


@pytest.mark.parametrize("depth", [60, 5_000])
@pytest.mark.parametrize("mark", ["[]", "{}"])
def test_deep_nesting_is_refused(tiny: Path, mark: str, depth: int) -> None:
    deep = ("[" if mark == "[]" else "{a: ") * depth + "x" + mark[1] * depth
    change(tiny, TALK, "summary: They listen.", f"summary: {deep}")
    codes = {(each.code, each.file) for each in problems_of(tiny)}
    assert codes <= {("LOAD-SHAPE", TALK), ("LOAD-YAML", TALK)}
    assert codes


@pytest.mark.parametrize(
    "write", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")], ids=["mark", "crlf"]
)
def test_files_saved_by_another_editor_read_the_same(tiny: Path, write: Callable[[str], str]) -> None:
    before = load_pack(tiny)
    for name, text in TINY.items():
        (tiny / name).write_bytes(write(text).encode())
    after = load_pack(tiny)
    assert after.services == before.services
    assert after.questions == before.questions
    assert after.settings == before.settings


# No pack at all


def test_a_folder_without_a_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(KmnavError) as refused:
        load_pack(tmp_path)
    assert refused.value.happened == f'There is no pack in "{tmp_path}".'
    assert "pack.yaml" in refused.value.do


def test_a_home_folder_that_nobody_has_is_no_pack() -> None:
    with pytest.raises(KmnavError, match="There is no pack in"):
        load_pack("~nobody-of-this-name/pack")


def test_a_region_that_the_pack_lacks_is_named_with_those_it_has(tiny: Path) -> None:
    with pytest.raises(KmnavError) as refused:
        load_pack(tiny, "elsewhere")
    assert refused.value.happened == 'The pack has no region "elsewhere".'
    assert refused.value.do == "Use one of: toyshire."


# What is right


def test_every_value_is_read_as_the_text_that_stands_there(tiny: Path) -> None:
    change(tiny, TALK, "phone: 01632 960001", "text: 0300")
    change(tiny, TALK, "discreet: A call", "discreet: no")
    pack = load_pack(tiny)
    service = pack.services["listeners"]
    assert service.contacts["main"].text == "0300"
    assert service.discreet == "no"
    assert service.referral.self_ is Knowing.YES
    assert pack.settings.id == "tiny"


def test_lines_folded_in_a_file_become_one_line_of_text(tiny: Path) -> None:
    change(tiny, TALK, "summary: They listen.", "summary: >\n    They\n    listen.\n\n    Always.")
    assert load_pack(tiny).services["listeners"].summary == "They listen. Always."


def test_all_problems_are_told_at_once_in_the_order_of_the_files(tiny: Path) -> None:
    change(tiny, TALK, "ages: 18+", "ages: adults")
    change(tiny, "pack.yaml", "urgent_months: 12", "urgent_months: x")
    change(tiny, "red_flags.yaml", "urgency: emergency", "urgency: now")
    first, *rest = problems_of(tiny)
    assert first.file == "pack.yaml"
    assert rest == []
    change(tiny, "pack.yaml", "urgent_months: x", "urgent_months: 12")
    assert [each.file for each in problems_of(tiny)] == ["red_flags.yaml", TALK]


def test_every_part_of_the_shipped_pack_knows_its_file_and_line(pack: Pack, data: Path) -> None:
    for kind in ("questions", "outcomes", "services", "flags", "cases", "doors"):
        for each in getattr(pack, kind):
            file, line = pack.where(f"{kind}.{each}")
            assert each in (data / file).read_text(encoding="utf-8").split("\n")[line - 1]
