"""The schemas as files: of what a pack's editors write, and of what the program tells other programs."""

from __future__ import annotations

import json

from kmnav.exchange.output_schema import output_schemas
from kmnav.exchange.schema import Schema, pack_schemas

PACK, OUTPUT = "pack", "output"


def schema_files() -> dict[str, str]:
    """Each schema's file below a folder, and its text."""
    files = {f"{PACK}/{name}": schema for name, schema in pack_schemas().items()}
    files |= {f"{OUTPUT}/{name}": schema for name, schema in output_schemas().items()}
    return {name: as_text(schema) for name, schema in files.items()}


def as_text(schema: Schema) -> str:
    """A schema as text, the same each time."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
