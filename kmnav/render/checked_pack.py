"""What `kmnav check` found, for programs."""

from __future__ import annotations

from kmnav.check import CheckResult
from kmnav.render.as_json import SCHEMA, Object


def check_object(result: CheckResult) -> Object:
    """What `kmnav check` found."""
    return {
        "schema": SCHEMA,
        "kind": "check",
        "ok": result.ok,
        "figures": dict(result.figures),
        "problems": [
            {
                "code": each.code,
                "severity": each.severity.value,
                "file": each.file,
                "line": each.line,
                "path": each.path,
                "message": each.message,
                "fix": each.fix,
            }
            for each in result.problems
        ],
    }
