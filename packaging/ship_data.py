"""Ship the top-level `data/` inside the wheel as `kmnav/data`, and beside it what was compiled of it.

An editable install reads `data/` in place, so nothing is copied or compiled for it: a plain `force-include`
would leave a stale copy in site-packages.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShipData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the pack to a standard wheel. A pack with an error stops the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        build_data["force_include"]["data"] = "kmnav/data"
        self.folder = tempfile.TemporaryDirectory()
        for path, content in compiled(root).items():
            file = Path(self.folder.name, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            build_data["force_include"][str(file)] = f"kmnav/shipped/{path}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version == "standard":
            self.folder.cleanup()


def compiled(root: Path) -> dict[str, bytes]:
    """The files that packaging/compile_pack.py makes of the pack, by the program of this very checkout."""
    sys.path.insert(0, str(root))
    try:
        made = runpy.run_path(str(root / "packaging/compile_pack.py"))["compiled_files"](root / "data")
    except Exception as error:
        # A pack with errors is not built, and whoever builds it is told each of them with file and line.
        for problem in getattr(error, "problems", ()):
            print(problem, file=sys.stderr)  # noqa: T201
        raise
    finally:
        sys.path.remove(str(root))
    return dict(made)
