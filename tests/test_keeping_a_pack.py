"""docs/packs.md, followed step by step as by a person who is no programmer, on a copy of a small pack."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from kmnav import load_pack
from kmnav.check import check_pack
from kmnav.find_service import services_called
from kmnav.model import Status
from kmnav.pack import Pack
from tests.cli_support import DESK, NOW, Run, kmnav
from tests.documented import ROOT

PAGE = (ROOT / "docs/packs.md").read_text(encoding="utf-8")
LOCAL = "regions/marshire/services/local.yaml"
SERVICE, NUMBER = "stonham-money", "01632 960333"


def step(heading: str, kind: str) -> list[str]:
    """What the guide shows below a heading: commands (sh) or lines to write (yaml)."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert part, heading
    return re.findall(rf"^```{kind}\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the pack as `data`, and its copy `proposed`, as the guide begins."""
    shutil.copytree(DESK, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    (begin,) = step("Before you begin", "sh")
    copy, check = begin.splitlines()
    assert copy == "cp -r data proposed"
    shutil.copytree("data", "proposed")
    assert typed(check).out.splitlines()[-1].startswith(("No problems.", "0 errors"))
    return tmp_path / "proposed"


def typed(line: str, **said: str) -> Run:
    """A command of the guide, with the words in capitals filled in."""
    words = [said.get(word, word) for word in shlex.split(line)]
    assert words[0] == "kmnav"
    return kmnav(*words[1:], "--now", NOW)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(file: Path, lines: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{lines}", encoding="utf-8")


def errors(folder: Path) -> list[str]:
    return [str(each) for each in check_pack(load_pack(folder)).problems if each.severity.value == "error"]


def test_every_command_of_the_guide_is_one_that_the_program_has() -> None:
    used = {
        line.split()[1]
        for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
        if line.startswith("kmnav")
    }
    inline = {line.split()[1] for line in re.findall(r"`(kmnav [a-z]+[^`]*)`", PAGE)}
    for command in used | inline:
        assert kmnav(command, "--help").code == 0, command


def test_a_service_is_found_by_any_name_as_the_guide_says(pack: Pack) -> None:
    (called,) = re.findall(r"`kmnav service \"([^\"]+)\"`", PAGE)
    assert len(services_called(pack, called)[0]) == 1


def test_change_a_number(desk: Path) -> None:
    """The number, the source that shows it, and the old one for those who still have it."""
    change, keep = step("Change a number", "yaml")
    new = re.search(r"phone: (01632 \d+)", change)
    assert new
    before = load_pack(desk).services[SERVICE].contacts["main"].value
    edit_record(desk, SERVICE, NUMBER, "01632 960339")
    record = yaml.safe_load(keep)["superseded"]["old-line"]
    edit(desk / LOCAL, f"{SERVICE}:\n", f"{SERVICE}:\n{keep}")

    changed = load_pack(desk).services[SERVICE]
    assert (before, changed.contacts["main"].value) == (NUMBER, "01632 960339")
    assert changed.superseded["old-line"].now == record["now"]
    assert record["now"] in kmnav("service", record["phone"], "--pack", str(desk)).out
    assert errors(desk) == []


def test_the_sources_in_the_guide_are_written_as_a_pack_writes_them(desk: Path) -> None:
    change, _ = step("Change a number", "yaml")
    record = yaml.load(change, Loader=yaml.BaseLoader)
    assert set(record) == {"contacts", "sources"}
    text = (desk / LOCAL).read_text(encoding="utf-8")
    start = text.index(f"{SERVICE}:\n")
    end = text.find("\n\n", start)
    spoken = yaml.load(text[start : end if end > 0 else None], Loader=yaml.BaseLoader)[SERVICE]
    lines = yaml.safe_dump({SERVICE: {**spoken, **record}}, sort_keys=False)
    (desk / LOCAL).write_text(text[:start] + lines + (text[end:] if end > 0 else ""), encoding="utf-8")

    assert load_pack(desk).services[SERVICE].sources["own-page"].page_date is not None
    assert errors(desk) == []


def test_write_down_that_you_checked_a_number(desk: Path) -> None:
    record, worklist = step("Write down that you checked a number", "sh")
    due = typed(worklist.strip()).out
    done = typed(record.strip(), SERVICE=SERVICE)

    assert done.code == 0, done.err
    assert f"{SERVICE} main: {NUMBER}" in due
    assert f"{SERVICE} main: {NUMBER}" not in typed(worklist.strip()).out
    assert load_pack(desk).services[SERVICE].checked[0].how == "phone"


def test_add_a_service(desk: Path) -> None:
    """It is there, without an error, and offered where its door is."""
    (lines,) = step("Add a service", "yaml")
    new = next(iter(yaml.safe_load(lines)))
    add(desk / LOCAL, lines)
    changed = load_pack(desk)

    assert new in changed.services
    assert errors(desk) == []
    assert any(new in {each.id for each in changed.behind(outcome)} for outcome in changed.outcomes.values())
    assert kmnav("service", new, "--pack", str(desk)).code == 0


def test_close_a_service(desk: Path) -> None:
    """It is offered no more, and who asks for it by name is told what there is now."""
    (lines,) = step("Close a service", "yaml")
    add(desk / LOCAL, step("Add a service", "yaml")[0])
    edit_record(desk, SERVICE, "  status: current\n", lines)

    closed = load_pack(desk).services[SERVICE]
    assert closed.status is Status.CLOSED
    told = kmnav("service", SERVICE, "--pack", str(desk))
    assert "Now: Fenbury Debt Advice." in told.out
    listed = kmnav("diff", "data", "proposed").out
    assert f"Closed: {closed.name}" in listed


def edit_record(desk: Path, service: str, old: str, new: str) -> None:
    text = (desk / LOCAL).read_text(encoding="utf-8")
    start = text.index(f"{service}:\n")
    (desk / LOCAL).write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")


def test_add_a_case(desk: Path) -> None:
    """It passes as it stands, and fails once the pack sends that caller elsewhere."""
    (lines,) = step("Add a case", "yaml")
    key = next(iter(yaml.safe_load(lines)))
    add(desk / "cases.yaml", lines)
    assert errors(desk) == []

    edit(
        desk / "cases.yaml",
        "outcome: practice-list\n  because: Callers who cannot say",
        "outcome: crisis\n  because: Callers who cannot say",
    )
    (told,) = errors(desk)
    assert f"cases.yaml:{load_pack(desk).where(f'cases.{key}')[1]}" in told


def test_check_and_propose(desk: Path) -> None:
    """The guide's own commands: a mistake is told with file and line, and the difference in words."""
    (check,) = step("Check", "sh")
    (difference,) = step("Propose", "sh")
    assert typed(check.strip()).code == 0
    add(desk / LOCAL, step("Add a service", "yaml")[0])
    told = typed(difference.strip())

    assert told.code == 0
    assert "New: Fenbury Debt Advice (fenbury-debt-advice)" in told.out
    edit(desk / LOCAL, "ages: all", "ages: sixty five and over")
    broken = typed(check.strip())
    assert broken.code == 3
    assert re.search(r"local\.yaml:\d+: LOAD-VALUE", broken.out)


def test_the_guide_names_keys_that_a_service_has(pack: Pack) -> None:
    """Nothing in the guide is left over from a shape that is gone."""
    from kmnav.model import Service
    from kmnav.shape import shapes_of

    keys = set(shapes_of(Service))
    for block in (*step("Change a number", "yaml"), *step("Close a service", "yaml")):
        assert set(yaml.safe_load(block)) <= keys
    assert pack.services
