"""The front door: `kmnav` and `python -m kmnav`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line. Ends the process with one of the exit codes of docs/cli.md."""
    from kmnav.cli.app import register
    from kmnav.cli.desk import Exit, report, tell
    from kmnav.errors import KmnavError

    debug = "--debug" in sys.argv
    try:
        register()()
    except KmnavError as error:
        if debug:
            raise
        report(error)
    except KeyboardInterrupt:
        tell("\nStopped.")
        raise SystemExit(int(Exit.STOPPED)) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(int(Exit.OK)) from None
    except Exception as error:
        if debug:
            raise
        tell(f"kmnav broke: {type(error).__name__}.")
        tell("Please report this. Run it again with --debug to see where. In danger now, call 999.")
        raise SystemExit(int(Exit.FAILURE)) from None


if __name__ == "__main__":
    main()
