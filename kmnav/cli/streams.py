"""The three streams, made so that no words are lost and no pipe that closes early is an error."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from kmnav.errors import KmnavError

LOOKS_LIKE = {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "-", "→": "->",
              "£": "GBP ", "€": "EUR ", "×": "x", "⁄": "/", "≥": ">=", "≤": "<=", "−": "-"}  # fmt: skip


class CannotWrite(KmnavError):
    """There is no room for what is to be written."""


def make_ready() -> None:
    """Let marks that an old code page lacks be written in ASCII, and bytes that are no text be read as marks."""
    codecs.register_error("in-ascii", _in_ascii)
    for stream, errors in ((sys.stdout, "in-ascii"), (sys.stderr, "in-ascii"), (sys.stdin, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_mark_in_ascii, error.object[error.start : error.end])), error.end


def _mark_in_ascii(mark: str) -> str:
    if mark in LOOKS_LIKE:
        return LOOKS_LIKE[mark]
    parts = unicodedata.normalize("NFKD", mark)
    return "".join(LOOKS_LIKE.get(part, part) for part in parts).encode("ascii", "ignore").decode() or "?"


def write(text: str, stream: IO[str] | None = None) -> None:
    """Write text to stdout, or to another stream."""
    out: IO[str] = stream if stream is not None else sys.stdout
    with _told_if_full(out):
        out.write(text)


def write_json(text: str) -> None:
    """Write JSON to stdout: UTF-8, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict")
    write(text)


@contextmanager
def _told_if_full(out: IO[str]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        unread(out)
        raise CannotWrite(
            f"The result could not be written: {error.strerror}.", "Make room, then try again."
        ) from error


def flush_results() -> None:
    """Write out what is held back of the results. Raises CannotWrite, or BrokenPipeError where nobody reads it."""
    with _told_if_full(sys.stdout):
        sys.stdout.flush()


def tell(text: str) -> None:
    """A notice or an error: one line to stderr."""
    write(text + "\n", sys.stderr)


def flush() -> None:
    """Write out what is held back. Whoever stopped reading does not want the rest, so that is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            unread(stream)
        except (OSError, ValueError):
            continue


def unread(stream: IO[str]) -> None:
    """Let the rest of a closed pipe go nowhere, at the exit of Python too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
