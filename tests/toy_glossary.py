"""Tiny glossaries: a test writes the terms that it is about, and nothing else of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kmnav.load_terms import load_glossary
from kmnav.terms import Glossary
from tests.toy import REGION, write_tiny

ENGLAND = "glossary.yaml"
TOYSHIRE = f"{REGION}/glossary.yaml"
PLAIN = {"means": "A thing.", "category": "law", "status": "current", "unsourced": "yes"}


def write_glossary(folder: Path, england: str, region: str = "") -> Path:
    """A tiny pack with these two files."""
    write_tiny(folder)
    (folder / ENGLAND).write_text(england, encoding="utf-8")
    if region:
        (folder / TOYSHIRE).write_text(region, encoding="utf-8")
    return folder


def toy_glossary(folder: Path, england: str, region: str = "") -> Glossary:
    """The glossary of a few lines of YAML: terms of England, and the region's file. What a term lacks is made up."""
    return load_glossary(write_glossary(folder, _filled({"terms": england}), _filled({}, region)))


def _filled(tree: Mapping[str, str], whole: str = "") -> str:
    read: dict[str, Any] = {key: yaml.load(text, Loader=yaml.BaseLoader) for key, text in tree.items()}
    read |= yaml.load(whole, Loader=yaml.BaseLoader) or {}
    if not read:
        return ""
    read["terms"] = {key: {"term": key, **PLAIN, **(each or {})} for key, each in read.get("terms", {}).items()}
    return yaml.safe_dump(read, allow_unicode=True)
