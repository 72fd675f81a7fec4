"""Results into a file that the person named: written whole or not at all, and nothing replaced unasked."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import typer

from kmnav.cli.desk import Exit, fail
from kmnav.cli.streams import tell


@contextmanager
def results_kept(name: str | None, *, replace: bool) -> Iterator[None]:
    """Let what is written to stdout go to the file `name`; None and `-` leave stdout as it is."""
    if name is None or name == "-":
        yield
        return
    path = Path(name).expanduser()
    if refused := refusal(path, replace=replace):
        fail(*refused)
    kept = io.StringIO()
    ended: BaseException | None = None
    with redirect_stdout(kept):
        try:
            yield
        except (SystemExit, typer.Exit) as end:
            ended = end
    if kept.getvalue():
        write_whole(path, kept.getvalue())
    if ended is not None:
        raise ended


def forget_earlier() -> None:
    """Only what comes from here on is to stand in the file: a walk keeps its last ending."""
    if isinstance(sys.stdout, io.StringIO):
        sys.stdout.seek(0)
        sys.stdout.truncate()


def refusal(path: Path, *, replace: bool) -> tuple[str, str, Exit] | None:
    """Why nothing may be written to `path` (what is so, what to do, the exit code); None where it may."""
    if path.is_dir() or not path.parent.is_dir():
        return f'"{path}" is not a place for a file.', "Give --output a file in a folder that exists.", Exit.USAGE
    if path.exists() and not replace:
        return f'"{path}" is there already.', "Give another name, or add --force to replace it.", Exit.FAILURE
    return None


def write_whole(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all, and say so."""
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError as error:
        fail(f'"{path}" could not be written: {error.strerror}.', "Give --output another file.", Exit.FAILURE)
    tell(f"Written to {path}")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
