"""From a folder of YAML to a `Pack`: strict, and every problem told with file and line.

Public: `load_pack`. What stands in which file is described in docs/pack-format.md.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kmnav.bank_holidays import NO_YEARS, BankHolidays
from kmnav.errors import KmnavError, PackInvalid, Problem
from kmnav.everyday import Everyday
from kmnav.load_sayings import load_sayings
from kmnav.load_tables import with_tables
from kmnav.model import FACTS, Door, Flag, Outcome, Question, Service
from kmnav.pack import Case, Pack, Region, Settings
from kmnav.references import broken_references
from kmnav.shape import build, build_map
from kmnav.tree import Reading, Tree
from kmnav.writing import NO_RULES, Writing

FORMAT = "1"


def shipped_pack() -> Path:
    """The pack that came with the program: inside the wheel, or beside the code in a checkout."""
    inside = Path(__file__).parent / "data"
    return inside if (inside / "pack.yaml").is_file() else Path(__file__).parent.parent / "data"


def load_pack(folder: Path | str | None = None, region: str | None = None) -> Pack:
    """Load the pack in `folder` (the shipped one if None) with one region.

    Raises PackInvalid with every problem found, or KmnavError where there is no pack at all.
    """
    root = Path(os.path.expanduser(folder)) if folder is not None else shipped_pack()
    if not (root / "pack.yaml").is_file():
        raise KmnavError(f'There is no pack in "{root}".', "Give a folder that has a pack.yaml, or leave out --pack.")
    reading = Reading(root)
    with _nothing_collected():
        pack = _assemble(reading, root, region)
        problems = list(reading.problems)
        if pack is not None and not problems:
            problems = list(broken_references(pack))
    if problems or pack is None:
        raise PackInvalid(sorted(problems, key=lambda each: (each.file, each.line, each.message)))
    return pack


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage meanwhile: a pack has none, and the search takes a third of the time of loading it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _assemble(reading: Reading, root: Path, region: str | None) -> Pack | None:
    settings: Settings | None = build(reading, Settings, reading.read(root / "pack.yaml", "settings"), "settings")
    if settings is None:
        return None
    _refuse_other_format(reading, settings.format)
    graph = _graph(reading, root)
    if region is None and (unknown := _unknown_region(root, settings.region)):
        reading.complain("REF-MISSING", "settings.region", unknown.happened, unknown.do)
        return None
    home = _home(root, region or settings.region)
    services, kinds, national = _services(reading, root, home)
    place = _region(reading, home)
    start = graph.get("start")
    if not isinstance(start, str):
        reading.complain("LOAD-MISSING", "start", "pathways.yaml does not say where to start.", "Add: start: danger")
        return None
    facts = _facts(reading, graph)
    if place is None:
        return None
    return Pack(
        settings=settings,
        start=start,
        facts=MappingProxyType(facts),
        questions=_frozen(reading, Question, {"questions": _with_likes(reading, graph)}, "questions"),
        outcomes=_frozen(reading, Outcome, graph, "outcomes"),
        doors=_frozen(reading, Door, graph, "doors"),
        services=MappingProxyType(services),
        kinds=MappingProxyType(kinds),
        national=frozenset(national),
        flags=MappingProxyType(build_map(reading, Flag, reading.read(root / "red_flags.yaml", "flags"), "flags")),
        region=place,
        cases=MappingProxyType(_cases(reading, root, home)),
        positions=MappingProxyType(reading.positions),
        holidays=_holidays(reading, root / "bank_holidays.yaml"),
        everyday=_everyday(reading, root / "words.yaml"),
        writing=_writing(reading, root / "writing.yaml"),
        sayings=MappingProxyType(load_sayings(reading, root)),
    )


def _refuse_other_format(reading: Reading, told: str) -> None:
    if told != FORMAT:
        message = f"The pack's format is {told}; this program reads {FORMAT}."
        reading.complain("LOAD-FORMAT", "settings.format", message, "Use a pack or a program of the same format.")


def _graph(reading: Reading, root: Path) -> dict[str, Tree]:
    graph = reading.read(root / "pathways.yaml", "")
    for key in {"start", "facts"} - set(graph):
        reading.positions.put(key, "pathways.yaml", 1)
    for key in set(graph) - {"start", "facts", "doors", "questions", "outcomes"}:
        reading.complain(
            "LOAD-UNKNOWN",
            key,
            f'The key "{key}" is not known here.',
            "Known here: start, facts, doors, questions, outcomes.",
        )
    return graph


def _holidays(reading: Reading, file: Path) -> BankHolidays:
    """England's bank holidays; a pack without the file covers no year."""
    if not file.is_file():
        return NO_YEARS
    built: BankHolidays | None = build(reading, BankHolidays, reading.read(file, "holidays"), "holidays")
    for path, message in built.mistakes() if built else ():
        reading.complain("LOAD-VALUE", f"holidays.{path}", message, "Run make holidays, or mend one_off.")
    return built or NO_YEARS


def _everyday(reading: Reading, file: Path) -> Everyday:
    """The words that callers use; a pack without the file is searched by its own words alone."""
    built = build(reading, Everyday, reading.read(file, "words"), "words") if file.is_file() else None
    return built or Everyday()


def _writing(reading: Reading, file: Path) -> Writing:
    """How words are written; a pack without the file has no rules for it."""
    if not file.is_file():
        return NO_RULES
    built: Writing | None = build(reading, Writing, reading.read(file, "writing"), "writing")
    return built or NO_RULES


def _home(root: Path, region: str) -> Path:
    if unknown := _unknown_region(root, region):
        raise unknown
    return root / "regions" / region


def _unknown_region(root: Path, region: str) -> KmnavError | None:
    home = root / "regions" / region
    if (home / "region.yaml").is_file():
        return None
    known = sorted(each.parent.name for each in root.glob("regions/*/region.yaml"))
    return KmnavError(f'The pack has no region "{home.name}".', f"Use one of: {', '.join(known) or 'none'}.")


def _region(reading: Reading, home: Path) -> Region | None:
    place: Region | None = build(reading, Region, reading.read(home / "region.yaml", "region"), "region", home.name)
    return with_tables(reading, place, home) if place is not None else None


def _frozen(reading: Reading, cls: type[Any], graph: Mapping[str, Tree], key: str) -> Mapping[str, Any]:
    return MappingProxyType(build_map(reading, cls, graph.get(key, {}), key))


def _with_likes(reading: Reading, graph: Mapping[str, Tree]) -> Tree:
    """Questions with `like: other` filled in from the other one; what they say themselves wins."""
    questions = graph.get("questions", {})
    if not isinstance(questions, dict):
        return questions
    return {key: _like(reading, questions, key, each) for key, each in questions.items()}


def _like(reading: Reading, questions: Mapping[str, Tree], key: str, each: Tree) -> Tree:
    if not isinstance(each, dict) or "like" not in each:
        return each
    model = questions.get(str(each["like"]))
    if not isinstance(model, dict) or "like" in model:
        path = f"questions.{key}.like"
        reading.complain(
            "REF-MISSING", path, f'There is no question "{each["like"]}" to be like.', "Name a full question."
        )
        return {}
    options = {**_as_map(model.get("options"))}
    for option, change in _as_map(each.get("options")).items():
        options[option] = {**_as_map(options.get(option)), **_as_map(change)}
    own = {name: value for name, value in each.items() if name not in ("like", "options")}
    unsigned = {name: value for name, value in model.items() if name != "signed"}
    return {**unsigned, **own, "options": options}


def _as_map(tree: Tree | None) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _facts(reading: Reading, graph: Mapping[str, Tree]) -> dict[str, Question]:
    facts = build_map(reading, Question, graph.get("facts", {}), "facts")
    for fact in FACTS:
        if fact not in facts:
            reading.complain("LOAD-MISSING", "facts", f'The fact "{fact}" has no question.', f"Add {fact} below facts.")
    for fact, question in facts.items():
        if fact not in FACTS or question.options:
            reading.complain(
                "LOAD-SHAPE",
                f"facts.{fact}",
                f'"{fact}" cannot be a fact.',
                f"Facts are {', '.join(FACTS)}, without options.",
            )
    return facts


def _services(reading: Reading, root: Path, home: Path) -> tuple[dict[str, Service], dict[str, str], set[str]]:
    services: dict[str, Service] = {}
    kinds: dict[str, str] = {}
    national: set[str] = set()
    for folder in (home / "services", root / "services"):
        for file in sorted(folder.glob("*.yaml")):
            records = _new_records(reading, file, "services", services)
            services.update(build_map(reading, Service, records, "services"))
            kinds.update(dict.fromkeys(records, file.stem))
            if folder.parent == root:
                national.update(records)
    return services, kinds, national


def _cases(reading: Reading, root: Path, home: Path) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for file in (root / "cases.yaml", home / "cases.yaml"):
        if file.is_file():
            cases.update(build_map(reading, Case, _new_records(reading, file, "cases", cases), "cases"))
    return cases


def _new_records(reading: Reading, file: Path, prefix: str, known: Mapping[str, Any]) -> dict[str, Tree]:
    before = reading.positions.so_far()
    records = reading.read(file, prefix)
    twice = [key for key in records if key in known]
    for key in twice:
        shown, line = reading.positions[f"{prefix}.{key}"]
        first, at = before[f"{prefix}.{key}"]
        message = f'The id "{key}" stands already in {first}, line {at}.'
        reading.problems.append(
            Problem("LOAD-TWICE", shown, line, f"{prefix}.{key}", message, "Give one of the two another id.")
        )
    return {key: each for key, each in records.items() if key not in twice} if twice else records
