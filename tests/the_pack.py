"""The pack that ships with the program, read once in each process: what is counted of it is counted once, too."""

from __future__ import annotations

from functools import cache

from kmnav import load_pack
from kmnav.pack import Pack


@cache
def the_pack() -> Pack:
    return load_pack()
