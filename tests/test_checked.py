"""A person's check is written into the pack's own text, and not one other byte changes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kmnav import load_pack
from kmnav.contacts import Checked
from kmnav.errors import KmnavError
from kmnav.pack import Pack
from kmnav.record_check import as_yaml, record, with_check
from kmnav.trust import Trust, trust_of
from tests.cli_support import DESK, Run, assert_told_plainly, kmnav
from tests.toy import REGION, write_tiny

CHECK = Checked(date(2026, 11, 22), "phone", "link worker", ("contacts.main",))
TALK = f"{REGION}/services/talk.yaml"


def put_in(before: str, after: str) -> str:
    """The text that `after` has more than `before`; it breaks the test when anything else differs."""
    start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    more = len(after) - len(before)
    assert more > 0
    assert after[:start] + after[start + more :] == before
    return after[start : start + more]


def test_for_every_service_only_the_check_is_put_in(pack: Pack, data: Path) -> None:
    texts = {
        file: (data / file).read_text(encoding="utf-8")
        for file in {pack.where(f"services.{each}")[0] for each in pack.services}
    }
    for service in pack.services.values():
        text = texts[pack.where(f"services.{service.id}")[0]]
        once = with_check(text, service.id, CHECK)
        assert as_yaml(CHECK) in put_in(text, once)
        put_in(once, with_check(once, service.id, CHECK))


def test_a_pack_with_a_check_at_every_service_is_the_same_pack_otherwise(
    tmp_path: Path, pack: Pack, data: Path
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(data, folder)
    for service in pack.services:
        file = folder / pack.where(f"services.{service}")[0]
        file.write_bytes(with_check(file.read_bytes().decode("utf-8"), service, CHECK_PAGE).encode("utf-8"))

    changed = load_pack(folder)

    assert list(changed.services) == list(pack.services)
    for key, confirmed in changed.services.items():
        assert confirmed.checked == (*pack.services[key].checked, CHECK_PAGE)


CHECK_PAGE = Checked(date(2026, 11, 22), "page", "volunteer", ())

ENDS = ["", "\n", "\n\n# about the next one\nother: {a: 1}\n", "\n  # the end\n", "\r\n"]
RECORDS = [
    "one:\n  name: A  # so called\n  sources:\n    page: {url: x, backs: [name]}   # seen",
    "one:\n  name: A\n  checked: []  # nobody yet\n  cost: free",
    "one:\n  checked:\n    - {on: 2026-01-01, how: page, by_role: volunteer, backs: [name]}\n    # later\n  name: A",
    "one:\n  name: A\n  checked:\n  - on: 2026-01-01\n    how: page",
    "one: {name: A, notes: [b,\n   c]}",
    "one: {name: Âé ☎ 🙂, notes: [b]}  # ☎",
    "one:\n  name: Âé ☎ 🙂\n  checked: [{on: 2026-01-01, how: ☎, by_role: é, backs: [name]}]",
    "one:\n  name: A\n  checked: [{on: 2026-01-01, how: page,\n     by_role: volunteer, backs: [name]},\n  ]",
    "one:\n    name: >\n      folded\n      text\n",
    'one:\n  name: "A # no comment: at all"\n  notes:\n    - one\n    - "two\n      lines"',
]


@given(
    record=st.sampled_from(RECORDS), end=st.sampled_from(ENDS), before=st.sampled_from(["", "# héad ☎\nzero: {b: 2}\n"])
)
def test_however_a_record_is_written_it_gains_one_check_or_is_refused(record: str, end: str, before: str) -> None:
    text = f"{before}{record}{end}"
    if "\r\n" in text:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    old = yaml.load(text, Loader=yaml.BaseLoader)
    new_text = with_check(text, "one", CHECK)
    put_in(text, new_text)
    assert "\r\n" not in text or "\n" not in new_text.replace("\r\n", "")
    try:
        new = yaml.load(new_text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        assert "},\n  ]" in record, "only a comma before the bracket is too much, and then loading refuses it"
        return
    told = {"on": "2026-11-22", "how": "phone", "by_role": "link worker", "backs": ["contacts.main"]}
    assert new["one"].pop("checked") == [*old["one"].pop("checked", []), told]
    assert new == old


def test_a_record_that_cannot_be_added_to_is_left_alone(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path)
    file = folder / TALK
    text = (
        file.read_text(encoding="utf-8")
        + "  checked: [{on: 2026-01-01, how: page, by_role: volunteer, backs: [contacts.main]},]\n"
    )
    file.write_text(text, encoding="utf-8")
    pack = load_pack(folder)

    with pytest.raises(KmnavError, match="cannot add to"):
        record(folder, pack, pack.services["listeners"], CHECK)

    assert file.read_text(encoding="utf-8") == text
    assert sorted(each.name for each in file.parent.iterdir()) == ["talk.yaml"]


def test_after_a_check_the_contact_is_confirmed(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path)
    pack = load_pack(folder)
    before = (folder / TALK).read_text(encoding="utf-8")

    shown, line = record(folder, pack, pack.services["listeners"], CHECK)

    after = (folder / TALK).read_text(encoding="utf-8")
    put_in(before, after)
    assert (shown, after.splitlines()[line - 1].strip()) == (TALK, f"checked: [{as_yaml(CHECK)}]")
    changed = load_pack(folder)
    service = changed.services["listeners"]
    trusted = trust_of(changed, service, service.contacts["main"], CHECK.on, urgent=True)
    assert (trusted.trust, trusted.checked_on) == (Trust.CONFIRMED, CHECK.on)


def test_a_check_of_tomorrow_confirms_nothing_today(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path)
    pack = load_pack(folder)
    record(folder, pack, pack.services["listeners"], CHECK)
    changed = load_pack(folder)
    service = changed.services["listeners"]
    trust = trust_of(changed, service, service.contacts["main"], date(2026, 11, 21), urgent=False).trust
    assert trust is Trust.PUBLISHED


# `kmnav checked`


def checked(folder: Path, *words: str) -> Run:
    return kmnav("checked", *words, "--pack", str(folder))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DESK, tmp_path / "desk"))


def test_the_command_writes_one_line_and_says_where(desk: Path) -> None:
    pack = load_pack(desk)
    service = next(each for each in pack.services.values() if any(c.phone for c in each.contacts.values()))
    contact = next(each for each in service.contacts.values() if each.phone)

    run = checked(desk, service.id, contact.id, "--how", "letter", "--by-role", "Link Worker")

    assert run.code == 0, run.err
    assert f"{contact.id}: {contact.value}. Checked on " in run.out
    (new,) = load_pack(desk).services[service.id].checked
    assert (new.how, new.by_role, new.backs) == ("letter", "link worker", (f"contacts.{contact.id}",))
    again = checked(desk, service.id, contact.id, "--how", "letter", "--by-role", "link worker")
    assert again.code == 0
    assert "already" in again.err
    shown = kmnav("service", service.id, "--pack", str(desk))
    assert f"{contact.value}" in shown.out
    assert f"checked on {new.on.day} {new.on:%B} {new.on.year}" in shown.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nobody-at-all", "main", "--how", "phone"), 4, "No service here is called"),
        (("{service}", "mane", "--how", "phone"), 4, 'has no contact "mane"'),
        (("{service}", "{contact}", "--how", "fax"), 2, "Use --how phone or page or letter."),
        (("{service}", "{contact}", "--how", "phone", "--by-role", "Jo Bloggs 1970"), 2, "is not a role"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_written(
    desk: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    pack = load_pack(desk)
    service = next(iter(pack.services.values()))
    filled = [each.format(service=service.id, contact=next(iter(service.contacts), "main")) for each in words]
    before = {file: file.read_bytes() for file in desk.rglob("*.yaml")}

    run = checked(desk, *filled)

    assert_told_plainly(run, code)
    assert said in run.err
    assert {file: file.read_bytes() for file in desk.rglob("*.yaml")} == before


def test_a_pack_that_came_with_an_installed_program_is_not_written_to(
    monkeypatch: pytest.MonkeyPatch, desk: Path
) -> None:
    """As if the pack lay inside the program's own folder, where an update replaces it."""
    from kmnav.cli import checked as command

    monkeypatch.setattr(command, "__file__", str(desk / "cli" / "checked.py"))
    run = checked(desk, "any", "main", "--how", "phone")
    assert_told_plainly(run, 2)
    assert "came with the program" in run.err
    assert "--pack DIR" in run.err
