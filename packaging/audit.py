"""What kmnav runs on: whether each licence may be shipped with, and whether a weakness is known.

    python packaging/audit.py [PIP-AUDIT]

With the path of pip-audit, known weaknesses are asked for too; that needs a database of advisories to be reached.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).parent / "locked.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
MAY_BE_USED = {"MIT", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0", "Unlicense"}
SAME = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def pinned(lock: str) -> dict[str, str]:
    """The version of each package in a lock file. Those for another system alone are among them."""
    return {name.lower(): version for name, version, _ in PINNED.findall(lock)}


def only_elsewhere(lock: str) -> set[str]:
    """Packages that are installed on Windows alone, so not on the machine that asks."""
    return {name.lower() for name, _, where in PINNED.findall(lock) if "win32" in where}


def licences(told: PackageMetadata) -> set[str]:
    """The licences that a package names of itself: the expression, else the classifiers, else the field."""
    expression = told["License-Expression"] if "License-Expression" in told else ""  # noqa: SIM401 - the type has no get
    if expression:
        return set(re.split(r"\s+(?:AND|OR|WITH)\s+", expression.replace("(", "").replace(")", "")))
    classified = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or [] if each.startswith("License")]
    field = told["License"].strip() if "License" in told else ""
    named = classified or [field.splitlines()[0] if field else "none named"]
    return {SAME.get(each, each) for each in named}


def unfit(lock: str) -> Iterator[str]:
    """Packages of the lock file whose licence is not among those that may be used, or that nobody can look at."""
    for name in pinned(lock):
        if name in only_elsewhere(lock):
            continue
        try:
            found = licences(metadata(name))
        except PackageNotFoundError:
            yield f"{name} is not installed, so its licence is not known."
            continue
        if not found <= MAY_BE_USED:
            yield f"{name}: {', '.join(sorted(found - MAY_BE_USED))} is not among the licences that may be used."


def weaknesses(pip_audit: str) -> str:
    """What is known of weaknesses in a sentence: none, those found, or that it cannot be known here."""
    ran = subprocess.run(
        [pip_audit, "-r", str(LOCK), "--no-deps", "--disable-pip", "--timeout", "15"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = f"{ran.stdout}\n{ran.stderr}"
    skipped = said.count("could not be audited")
    if "Found " in said and "vulnerabilit" in said:
        return f"Weaknesses are known:\n{said}"
    if skipped or "No known vulnerabilities found" not in said:
        return f"Not known here: no database of advisories was reached ({skipped} packages could not be audited)."
    return f"None known in {len(pinned(LOCK.read_text(encoding='utf-8')))} packages."


def main() -> int:
    """Print what was found; 1 where a licence is unfit or a weakness is known."""
    lock = LOCK.read_text(encoding="utf-8")
    wrong = list(unfit(lock))
    told = "\n".join(wrong) or f"The licences of {len(pinned(lock))} packages may be used."
    known = weaknesses(sys.argv[1]) if len(sys.argv) > 1 else "Weaknesses: not asked for."
    sys.stdout.write(f"{told}\n{known}\n")
    return int(bool(wrong) or known.startswith("Weaknesses are known"))


if __name__ == "__main__":
    sys.exit(main())
