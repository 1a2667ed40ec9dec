"""Standard output and standard error as the caller left them: closed, at the end of a pipe that
nobody reads any more, or unable to show every character."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

TYPE_CHECKING = False  # typing would take a third of `sdgen --help`
if TYPE_CHECKING:
    from typing import Any, TextIO

_gone: set[str] = set()


def prepare_streams() -> None:
    """A closed standard input is empty, a closed standard error takes everything; a closed standard
    output takes nothing, and who writes there is told. File names need not be Unicode and terminals
    need not show all of it: escape, never fail."""
    _gone.clear()
    # In the order of their numbers, so that no file of ours gets the number of a closed stream.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
    if sys.stdout is None:
        # Open for reading: the system refuses what is written.
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def put(stream: TextIO, data: str | bytes) -> None:
    """Write a text, or bytes where the stream takes them. Where nobody reads what it writes to any
    more, it goes nowhere: the work goes on, and its exit status is what it would have been."""
    try:
        if isinstance(data, str):
            stream.write(data)
        else:
            # What was written as text comes first.
            stream.flush()
            stream.buffer.write(data)
    except BrokenPipeError:
        discard(stream)


def settle(stream: TextIO) -> None:
    """Let whoever reads the stream have all of it so far. Raises OSError where it takes nothing."""
    try:
        stream.flush()
    except BrokenPipeError:
        discard(stream)


def discard(stream: TextIO) -> None:
    """Let what the stream still holds, and all that follows, go nowhere: Python flushes it at the
    end, and would complain."""
    _gone.add(_name(stream))
    with suppress(OSError, ValueError):  # it is no file of the system
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def reader_is_gone() -> bool:
    """Whether nobody reads standard output any more."""
    return _name(sys.stdout) in _gone


def is_closed(error: OSError) -> bool:
    """Whether the error says that a stream takes no output at all, as ``>&-`` leaves it."""
    return error.errno == errno.EBADF and error.filename is None


def _name(stream: Any) -> str:
    return "stderr" if stream is sys.stderr else "stdout"
