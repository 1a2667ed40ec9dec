"""Work on many designs at once, in processes: drawing is computing, and Python computes one thing
at a time in a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from sdgen.base.processes import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess as Process

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTHWHILE = 8
"""From how many items on the processes save more time than they take to start."""
MOST_PROCESSES = 8


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int | None = None
) -> Iterator[Result]:
    """``work`` of each item, in the order of the items, as soon as each is done.

    Results must be picklable. ``processes`` defaults to the processors that this process may use,
    and one process is this one: for few items, and where the system cannot copy a running process.
    """
    processes = _processes(len(items)) if processes is None else processes
    if processes < 2:
        yield from map(work, items)
        return
    # A copy of this process has everything imported already; a fresh one would import it again.
    # Each copy takes every n-th item and has a pipe of its own, so that there is nothing to lock
    # and, when the parent is interrupted, nothing to untangle.
    copies: list[Process] = []
    readers: list[Connection] = []
    try:
        for first in range(processes):
            _start_copy(work, items[first::processes], copies, readers)
        for index, item in enumerate(items):
            received = _receive(readers[index % processes])
            # Nothing comes where a copy has met a bug or a broken machine, or has died; what it
            # leaves is done here, where it can be reported.
            yield work(item) if received is None else received[0]
    finally:
        for copy in copies:
            copy.terminate()
        for copy in copies:
            copy.join()
        for reader in readers:
            reader.close()


def _start_copy(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    copies: list[Process],
    readers: list[Connection],
) -> None:
    """Start a copy of this process that works on ``items``; add it, and where its results come."""
    import multiprocessing
    import signal

    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    readers.append(reader)
    tie = end_with_parent(signal.SIGTERM)
    arguments = (work, items, writer, readers, tie)
    copy = context.Process(target=_work_off, args=arguments, daemon=True)
    # Ctrl-C is for the parent to answer, once, and not between starting a copy and noting it down.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        copy.start()
        copies.append(copy)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    writer.close()


def _receive(reader: Connection) -> tuple[Any] | None:
    try:
        return (reader.recv(),)
    except EOFError:
        return None


def _work_off(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    writer: Connection,
    readers: Sequence[Connection],
    tie: Callable[[], None] | None,
) -> None:
    import signal
    from multiprocessing import parent_process

    if tie is not None:
        tie()
    parent = parent_process()
    if parent is not None and parent.pid != os.getppid():
        # it died before its end could be heard of
        return
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    # Held open here, the pipes would not break when the parent dies.
    for reader in readers:
        reader.close()
    # What goes wrong here goes wrong again in the parent, which then does this item itself; where
    # it says that this copy shall end, or has died, nobody waits for more.
    with writer, suppress(Exception, KeyboardInterrupt):
        for item in items:
            writer.send(work(item))


def _processes(items: int) -> int:
    if items < WORTHWHILE or not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
