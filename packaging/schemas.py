"""Write the schemas that editors and other programs read, and the line in each file of the pack that names its own.

Run `make schemas` after a change to the shape of a record or of what `--json` prints.
"""

from __future__ import annotations

from pathlib import Path

from kmnav.exchange.schema import FIRST_LINE, FOLDER, first_line, schema_of
from kmnav.exchange.schema_files import OUTPUT, PACK, schema_files

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
PLACES = {PACK: DATA / FOLDER, OUTPUT: ROOT / "docs" / FOLDER}


def placed() -> dict[Path, str]:
    """Each schema where it stands here: those of the pack go with the pack, those of JSON with the documents."""
    files = ((Path(name), text) for name, text in schema_files().items())
    return {PLACES[name.parent.name] / name.name: text for name, text in files}


def with_first_line(file: Path, text: str) -> str:
    """The text of a file of the pack, with the line that names its schema at its head."""
    wanted = first_line(file.relative_to(DATA))
    first, _, rest = text.partition("\n")
    return f"{wanted}\n{rest if first.startswith(FIRST_LINE) else text}"


def main() -> None:
    """Write what is not as it should be, and take away the schemas of what is no more."""
    wanted = placed()
    for file, text in wanted.items():
        file.parent.mkdir(exist_ok=True)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    for folder in PLACES.values():
        for file in set(folder.glob("*.json")) - set(wanted):
            file.unlink()
    for file in sorted(DATA.rglob("*.yaml")):
        before = file.read_bytes().decode("utf-8")
        if schema_of(file.relative_to(DATA)) and (after := with_first_line(file, before)) != before:
            file.write_bytes(after.encode("utf-8"))


if __name__ == "__main__":
    main()
