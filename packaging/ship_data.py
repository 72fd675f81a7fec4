"""Ship the top-level `data/` inside the wheel as `kmnav/data`.

An editable install reads `data/` in place, so nothing is copied for it: a plain `force-include`
would leave a stale copy in site-packages.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShipData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the pack to a standard wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["data"] = "kmnav/data"
