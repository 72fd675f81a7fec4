"""The front door: `kmnav` and `python -m kmnav`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Ends the process with one of the exit codes of docs/cli.md."""
    from kmnav.cli.streams import flush, make_ready

    make_ready()
    try:
        _run()
    finally:
        flush()


def _run() -> None:
    from kmnav.cli.app import register
    from kmnav.cli.desk import Exit, report
    from kmnav.cli.streams import tell, unread
    from kmnav.errors import KmnavError

    debug = "--debug" in sys.argv
    try:
        register()(prog_name="kmnav")
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
        if debug:
            raise
        tell(f"kmnav broke: {type(error).__name__}.")
        tell("Please report this. Run it again with --debug to see where. In danger now, call 999.")
        raise SystemExit(int(Exit.FAILURE)) from None


if __name__ == "__main__":
    main()
