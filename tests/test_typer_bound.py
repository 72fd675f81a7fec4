"""The bound on Typer in pyproject.toml is needed, and holds: docs/adr/0003-typer-below-0.29.md.

`make newest-typer` runs this in an environment that has the newest Typer.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
BOUND = "typer>=0.28,<0.29"
FIRST_WITH_PYDANTIC = (0, 29)
ONE_COMMAND = """
import sys, typer
app = typer.Typer(rich_markup_mode=None)
app.command()(lambda name: print(name))
try:
    app(["CCG"])
except SystemExit:
    print("pydantic" in sys.modules)
"""


def test_the_bound_is_the_one_that_the_decision_explains() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs/adr/0003-typer-below-0.29.md").read_text(encoding="utf-8")

    assert BOUND in project["dependencies"]
    assert f"`{BOUND}`" in page


def test_the_bound_keeps_pydantic_out_and_is_still_needed() -> None:
    installed = version("typer")
    said = subprocess.run(
        [sys.executable, "-c", ONE_COMMAND], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said[0] == "CCG"
    imports_pydantic = said[1] == "True"

    if tuple(int(part) for part in installed.split(".")[:2]) < FIRST_WITH_PYDANTIC:
        assert not imports_pydantic, (
            f"Typer {installed} imports pydantic at a command, so the bound {BOUND} has become pointless. "
            "Choose another bound or argparse; docs/adr/0003-typer-below-0.29.md has the measurements."
        )
    else:
        assert imports_pydantic, (
            f"Typer {installed} no longer imports pydantic at a command, so the bound {BOUND} can go. "
            "Lift it in pyproject.toml, write a decision that replaces docs/adr/0003-typer-below-0.29.md, "
            "and delete this test."
        )
