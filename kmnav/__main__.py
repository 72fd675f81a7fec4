"""The front door: `kmnav` and `python -m kmnav`."""

from __future__ import annotations

import os
import sys

from kmnav.at_once import answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NOT_FOUND = 4  # Exit.NOT_FOUND of kmnav.cli.desk, which takes long to import


def main() -> None:
    """Run the command line. Ends the process with one of the exit codes of docs/cli.md."""
    told = answer(sys.argv[1:], os.environ)
    if told is None:
        _take_the_long_way()
        return
    shown, missed = told
    if not _shown(shown):
        _take_the_long_way(shown)
    elif missed:
        _end_with(missed)


def _shown(told: str) -> bool:
    """Show what was found at once; False where the screen took it ill, and what went wrong has to be told."""
    try:
        sys.stdout.write(told)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _end_with(missed: str) -> NoReturn:
    """Tell that nothing was found, and what to do. What cannot be told goes the long way's way."""
    try:
        sys.stderr.write(missed)
    except OSError:
        _take_the_long_way()
    raise SystemExit(NOT_FOUND)


def _take_the_long_way(told: str | None = None) -> None:
    from kmnav.cli.streams import flush, make_ready

    make_ready()
    try:
        _run(told)
    finally:
        flush()


def _run(told: str | None) -> None:
    from kmnav.cli.desk import Exit, report
    from kmnav.cli.streams import flush_results, tell, unread
    from kmnav.errors import KmnavError

    debug = "--debug" in sys.argv
    try:
        if told is not None:
            flush_results()
            return
        from kmnav.cli.straight import straight

        work = straight(sys.argv[1:])
        if work is not None:
            work()
            flush_results()
            return
        from kmnav.cli.app import app_for

        code = app_for(sys.argv[1:])(prog_name="kmnav", standalone_mode=False)
        raise SystemExit(code if isinstance(code, int) else 0)
    except KmnavError as error:
        if debug:
            raise
        report(error)
    except KeyboardInterrupt:
        tell("\nStopped.")
        raise SystemExit(int(Exit.STOPPED)) from None
    except BrokenPipeError:
        unread(sys.stdout)
        raise SystemExit(int(Exit.OK)) from None
    except Exception as error:
        _tell_usage(error)
        if debug:
            raise
        tell(f"kmnav broke: {type(error).__name__}.")
        tell("Please report this. Run it again with --debug to see where. In danger now, call 999.")
        raise SystemExit(int(Exit.FAILURE)) from None


def _tell_usage(error: Exception) -> None:
    """End where Typer could not read the command line: its own sentence, and where to look."""
    from kmnav.cli.desk import Exit, fail

    told = getattr(error, "format_message", None)
    if told is not None:
        context = getattr(error, "ctx", None)
        fail(" ".join(told().split()), f"See: {context.command_path if context else 'kmnav'} -h", Exit.USAGE)


if __name__ == "__main__":
    main()
