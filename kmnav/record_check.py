"""Writes down in a pack's own text that a person confirmed a contact: text in, text out, nothing else changes.

Only text is put in; every byte that was there stays, comments and order with it. The record is read alone, so
that a large file costs nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path

import yaml

from kmnav.contacts import Checked
from kmnav.errors import KmnavError, PackInvalid
from kmnav.load import load_pack
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.record import replace

# As in reading a pack: the two readers of PyYAML do not agree on every text.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEXT_RECORD = re.compile(r"^[^\s#]", re.MULTILINE)


def with_check(text: str, service_id: str, check: Checked) -> str:
    """The file's text with `check` at the end of the service's `checked`, in the way the record is written.

    Raises KmnavError where the record is not written in a way that this can add to.
    """
    start, end = _record(text, service_id)
    at, added = _addition(text[start:end], check, "\r\n" if "\r\n" in text else "\n")
    return text[: start + at] + added + text[start + at :]


def as_yaml(check: Checked) -> str:
    """The check as one line of YAML."""
    return f"{{on: {check.on}, how: {check.how}, by_role: {check.by_role}, backs: [{', '.join(check.backs)}]}}"


def _record(text: str, service_id: str) -> tuple[int, int]:
    """Where the record of the service begins and ends in the text."""
    match = re.search(rf"^{re.escape(service_id)}[ \t]*:", text, re.MULTILINE)
    if match is None:
        raise _by_hand(f'The record of "{service_id}" does not begin at the left margin of its file.')
    after = _NEXT_RECORD.search(text, match.end())
    return match.start(), after.start() if after else len(text)


def _addition(record: str, check: Checked, newline: str) -> tuple[int, str]:
    """Where in the record something is added, and what."""
    try:
        node = yaml.compose(record, Loader=_LOADER)
    except yaml.YAMLError:
        raise _by_hand("The record cannot be read by itself.") from None
    service = node.value[0][1] if isinstance(node, yaml.MappingNode) else None
    if not isinstance(service, yaml.MappingNode) or not service.value:
        raise _by_hand("The record is not a map.")
    known = next((value for key, value in service.value if key.value == "checked"), None)
    if known is not None and not isinstance(known, yaml.SequenceNode):
        raise _by_hand("The record has a checked that is not a list.")
    if known is not None and known.flow_style:
        return _before_last(record, known), (", " if known.value else "") + as_yaml(check)
    if known is not None:
        last, indent = known.value[-1], " " * known.start_mark.column
        return _after(record, last, f"{indent}- {as_yaml(check)}", newline)
    if service.flow_style:
        return _before_last(record, service), f", checked: [{as_yaml(check)}]"
    indent = " " * service.value[0][0].start_mark.column
    return _after(record, service, f"{indent}checked: [{as_yaml(check)}]", newline)


def _before_last(record: str, node: yaml.Node) -> int:
    """Before the bracket that ends a list or map, and before the spaces or line ends in front of it."""
    return len(record[: node.end_mark.index - 1].rstrip())


def _after(record: str, node: yaml.Node, line: str, newline: str) -> tuple[int, str]:
    """A new line below the last line of `node`. Its end may lie after comments that are about what comes next."""
    end = _last_index(record, node)
    ends = record.find("\n", end)
    return (len(record), newline + line) if ends < 0 else (ends + 1, line + newline)


def _last_index(record: str, node: yaml.Node) -> int:
    """Where the text of `node` ends. Of a block, that is where its last part ends."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last_index(record, node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_index(record, node.value[-1])
    text = record[: node.end_mark.index]
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text.rstrip()) - 1
    return node.end_mark.index


def _by_hand(happened: str) -> KmnavError:
    return KmnavError(happened, "Write the check into the file by hand; docs/pack-format.md shows how.")


def record(root: Path, pack: Pack, service: Service, check: Checked) -> tuple[str, int]:
    """Write `check` into the file of `service` in the pack at `root`; the file and the line that changed.

    The changed pack is loaded from a copy first. The file is replaced only if nothing but the check is new in it,
    and then as a whole. Raises KmnavError otherwise.
    """
    shown = pack.where(f"services.{service.id}")[0]
    file = root / shown
    try:
        before = file.read_bytes().decode("utf-8")
        after = with_check(before, service.id, check)
        _verify(root, pack, service, shown, after, check)
        _replace(file, after)
    except OSError as error:
        raise KmnavError(f'"{file}" could not be written: {error.strerror}.', "Work on a copy of the pack.") from error
    same = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    return shown, after.count("\n", 0, same) + 1


def _verify(root: Path, pack: Pack, service: Service, shown: str, after: str, check: Checked) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "pack"
        shutil.copytree(root, copy)
        (copy / shown).write_bytes(after.encode("utf-8"))
        try:
            changed = load_pack(copy, pack.region.id)
        except PackInvalid:
            raise _by_hand(f'The record of "{service.id}" is written in a way that this cannot add to.') from None
    confirmed = replace(service, checked=(*service.checked, check))
    wanted = replace(pack, services={**pack.services, service.id: confirmed}, positions=changed.positions)
    if any(getattr(changed, part.name) != getattr(wanted, part.name) for part in fields(Pack)):
        raise _by_hand(f'The record of "{service.id}" would have changed in more than its check.')


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(text.encode("utf-8"))
        os.chmod(name, file.stat().st_mode)
        os.replace(name, file)
    except OSError:
        os.unlink(name)
        raise
