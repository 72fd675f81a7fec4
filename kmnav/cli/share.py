"""For other programs and for those who approve a pack: export, diff."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kmnav.cli.app import desk_of, short_help
from kmnav.cli.desk import Desk, Exit, fail
from kmnav.cli.look import AsJson
from kmnav.cli.streams import tell, write, write_json

if TYPE_CHECKING:
    from kmnav.terms import Glossary

FORMS = ("openreferral", "csv", "schema")
EXPORT = """\b
Example: kmnav export openreferral feed
Example: kmnav export csv tables
Example: kmnav export schema schemas

The directory for other programs, as files in a folder: a feed, tables, or the schemas of what is kept and told."""
DIFF = """\b
Example: kmnav diff data ../proposed/data
Example: kmnav diff data ../proposed/data --json

What changed between two packs, and which situations now get another route or urgency."""


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command(help=EXPORT, short_help=short_help("export"))(export)
    app.command(help=DIFF, short_help=short_help("diff"))(diff)


def export(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="|".join(FORMS), help="What to write.")],
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to write into: a new or an empty one.")],
    json: AsJson = False,
) -> None:
    """Write the directory for other programs."""
    desk = desk_of(context)
    if form not in FORMS:
        fail(f'"{form}" is not a form.', f"Use one of: {', '.join(FORMS)}.", Exit.USAGE)
    target = Path(folder).expanduser()
    _refuse(target, replace=desk.said.force)
    files = _files(desk, form)
    left = write_all(target, files)
    if json:
        from kmnav.render import as_json

        done = {"form": form, "folder": str(target), "files": sorted(files), "left_alone": left}
        write_json(as_json.as_text({"schema": as_json.SCHEMA, "kind": "export", **done}))
        return
    write(f"{len(files)} {'file' if len(files) == 1 else 'files'} written to {target}\n")
    if left:
        others = "1 other file was there and was" if left == 1 else f"{left} other files were there and were"
        tell(f"{others} left alone. For a clean copy give an empty folder.")


def _refuse(target: Path, *, replace: bool) -> None:
    if target.exists() and not target.is_dir():
        fail(f'"{target}" is not a folder.', "Give a folder that is new or empty.", Exit.USAGE)
    if not target.exists() and not target.parent.is_dir():
        fail(f'There is no folder "{target.parent}".', "Make it first, or give another.", Exit.USAGE)
    if target.is_dir() and any(target.iterdir()) and not replace:
        do = "Give a new or an empty one, or add --force to replace files of the same names."
        fail(f'"{target}" is not empty.', do, Exit.FAILURE)


def _files(desk: Desk, form: str) -> Mapping[str, str]:
    if form == "schema":
        from kmnav.exchange.schema_files import schema_files

        return schema_files()
    pack = desk.pack()
    if form == "openreferral":
        from kmnav.exchange.open_referral import feed

        return feed(pack)
    from kmnav.exchange.tables import tables

    return tables(pack, _glossary(desk.pack_dir, desk.region or pack.region.id))


def _glossary(folder: str | None, region: str) -> Glossary | None:
    """The glossary of a pack; None where it has none."""
    from kmnav.load import shipped_pack
    from kmnav.load_terms import load_glossary

    root = Path(folder).expanduser() if folder else shipped_pack()
    files = (root / "glossary.yaml", root / "regions" / region / "glossary.yaml")
    return load_glossary(root, region) if any(each.is_file() for each in files) else None


def write_all(target: Path, files: Mapping[str, str]) -> int:
    """Write every file or, where one cannot be written, none; how many other files were there and stay."""
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as room:
            for name, text in files.items():
                file = Path(room) / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode("utf-8"))
            target.mkdir(exist_ok=True)
            before = sum(each.is_file() for each in target.rglob("*"))
            replaced = sum((target / name).is_file() for name in files)
            for name in files:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(Path(room) / name, target / name)
    except (OSError, shutil.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        fail(f'"{target}" could not be written: {reason}.', "Give another folder, or make room.", Exit.FAILURE)
    return before - replaced


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="Folder of the pack as it was.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Folder of the pack as it is proposed.")],
    json: AsJson = False,
) -> None:
    """Compare two packs."""
    from kmnav.compare import compare
    from kmnav.load_terms import load_faqs
    from kmnav.render import as_json
    from kmnav.render.compare import compare_lines
    from kmnav.render.compare_json import compare_object

    desk = desk_of(context)
    before, after = desk.pack(old), desk.pack(new)
    words = (_glossary(old, before.region.id), _glossary(new, after.region.id))
    faqs = (load_faqs(old, before.region.id), load_faqs(new, after.region.id))
    told = compare(before, after, words, faqs)
    regions = _regions(old), _regions(new)
    if json:
        write_json(as_json.as_text(compare_object(before, after, told, regions)))
        return
    write("".join(f"{line}\n" for line in compare_lines(before, after, told, regions)))


def _regions(folder: str) -> frozenset[str]:
    """The regions of a pack. One is loaded at a time, so the others are not compared."""
    return frozenset(each.parent.name for each in Path(folder).expanduser().glob("regions/*/region.yaml"))
