"""Runs `kmnav` with a guard that ends the process at the first socket, or the first file that is written.

python -m tests.no_network WORDS… ; KMNAV_MAY_WRITE names the one folder where a file may appear
"""

from __future__ import annotations

import os
import sys
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "shutil.",
    "tempfile.",
)
STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.system")
GUARD_SAYS = 99


def guard(may_write: str | None) -> None:
    """Let no audited event pass that reaches out of the process."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        outside = event.startswith("socket.") or event in STARTS or event.startswith("urllib.")
        if event == "open" and (arguments[2] or 0) & WRITES:
            known = isinstance(arguments[0], int) or arguments[0] == os.devnull
            outside = not known and not _allowed(str(arguments[0]), may_write)
        elif event.startswith(CHANGES):
            outside = not _allowed(str(arguments[0]), may_write)
        if outside:
            os.write(2, f"{event} {arguments!r}\n".encode())
            os._exit(GUARD_SAYS)

    sys.addaudithook(watch)


def _allowed(path: str, may_write: str | None) -> bool:
    return may_write is not None and os.path.abspath(path).startswith(may_write)


if __name__ == "__main__":
    guard(os.environ.pop("KMNAV_MAY_WRITE", None))
    from kmnav.__main__ import main

    main()
