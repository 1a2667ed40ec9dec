"""Entry point ``sdgen``: answers ``--version`` and ``--help`` at once, runs a verb, returns the
exit status, and turns what goes wrong around the verb (a closed pipe, Ctrl-C, a bug) into few
words."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from types import TracebackType

from sdgen import __version__
from sdgen.cli import status
from sdgen.cli.streams import discard, is_closed, prepare_streams, put, settle
from sdgen.cli.verbs import COMPLETION, help_text

COLLECT_AFTER = 50_000
"""Records made, and not freed, between two searches for cycles."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; ``arguments`` default to the process's."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    prepare_streams()
    guard = _Guard()
    with guard:
        guard.status = _answer(arguments)
        settle(sys.stdout)
    return guard.status


class Terminated(KeyboardInterrupt):
    """The process was told to end; all that it has started ends with it, as at Ctrl-C."""


def _hear_termination() -> None:
    """Let SIGTERM unwind the program, unless somebody else answers it or it is to be ignored."""
    import signal
    import threading

    def stop(*_: object) -> None:
        raise Terminated

    here = threading.current_thread() is threading.main_thread()
    if here and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, stop)


def _answer(arguments: list[str]) -> int:
    # Without click, which takes 17 ms.
    if COMPLETION not in os.environ:
        if arguments[:1] == ["--version"]:
            put(sys.stdout, f"sdgen {__version__}\n")
            return status.OK
        if arguments[:1] in ([], ["--help"], ["-h"]):
            put(sys.stdout, help_text())
            return status.OK
    _spare_the_collector()
    _hear_termination()
    from sdgen.cli.group import run

    return run(arguments)


def _spare_the_collector() -> None:
    """Search for cycles of records seldom, since there are hardly any, and not at the end: saves
    20 ms of `lint` and 40 ms of `render`."""
    gc.set_threshold(COLLECT_AFTER)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


class _Guard:
    """The last line of defence around a verb; holds the exit status."""

    def __init__(self) -> None:
        self.status: int = status.BUG

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, BrokenPipeError):
            # Whoever read the help that click prints, or what --watch draws, has seen enough.
            discard(sys.stdout)
            self.status = status.OK
        elif isinstance(error, OSError):
            discard(sys.stdout)
            _blame_the_machine(error)
            self.status = status.UNUSABLE
        elif isinstance(error, Terminated):
            self.status = status.TERMINATED
        elif isinstance(error, KeyboardInterrupt):
            from sdgen.cli.printing import warn

            warn("sdgen: interrupted")
            self.status = status.INTERRUPTED
        elif isinstance(error, SystemExit) or not isinstance(error, Exception):
            return False
        else:
            self.status = status.BUG
            _report_bug(error)
        return True


def _blame_the_machine(error: OSError) -> None:
    from sdgen.cli.printing import complain

    if is_closed(error):
        complain("standard output is closed: what was to be written there is lost")
        return
    about = f" ({error.filename})" if error.filename else ""
    complain(
        f"the system says: {error.strerror or error}{about}",
        "This is about the machine, not about the design.",
    )


def _report_bug(error: Exception) -> None:
    from sdgen.cli.printing import print_text

    print_text(
        f"sdgen: this is a bug in sdgen {__version__}: {type(error).__name__}: {error}\n"
        "Please report it with the command, the design and what SDGEN_DEBUG=1 adds to this "
        "message.\n",
        sys.stderr,
    )
    if os.environ.get("SDGEN_DEBUG", "") not in ("", "0"):
        import traceback

        print_text("".join(traceback.format_exception(error)), sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
