"""The pack and the glossary that ship with the program, read once in each process: what is counted of them, too."""

from __future__ import annotations

from functools import cache

from kmnav import load_pack
from kmnav.load_terms import load_glossary
from kmnav.pack import Pack
from kmnav.terms import Glossary


@cache
def the_pack() -> Pack:
    return load_pack()


@cache
def the_glossary() -> Glossary:
    return load_glossary()
