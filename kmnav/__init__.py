"""kmnav: a care pathway navigator for GP receptionists and volunteers.

The public API, kept stable: `load_pack`, `replay`, `recommend`, `look_up`, `find`. Each is imported when
first used, so that a look-up does not pay for the walk.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing itself takes as long to import as a look-up

if TYPE_CHECKING:
    from typing import Any

    from kmnav.find import find
    from kmnav.glossary import look_up
    from kmnav.packs import load_pack
    from kmnav.recommend import recommend
    from kmnav.replay import replay

__version__ = "0.1.0"
__all__ = ["find", "load_pack", "look_up", "recommend", "replay"]

_HOMES = {
    "find": "kmnav.find",
    "load_pack": "kmnav.packs",
    "look_up": "kmnav.glossary",
    "recommend": "kmnav.recommend",
    "replay": "kmnav.replay",
}


class _Package(type(sys)):  # type: ignore[misc]
    """The package. `replay` and `recommend` are modules too, and importing one would put it in the function's place."""


def _public(name: str) -> property:
    def function(_: object) -> Any:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)

    return property(function, lambda _, module: None)


for _name in _HOMES:
    setattr(_Package, _name, _public(_name))
sys.modules[__name__].__class__ = _Package
