"""Work on many designs at once, in processes: drawing is computing, and Python computes one thing
at a time in a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct

from sdgen.base.processes import end_with_parent

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = TypeVar("Given", contravariant=True)
Made = TypeVar("Made", covariant=True)
_Received = list[tuple[Any] | None]
"""The results of a chunk, each alone in a tuple, None for one that failed."""

WORTHWHILE = 8
"""From how many items on the processes save more time than they take to start."""
MOST_PROCESSES = 8
LARGEST_CHUNK = 8
"""Items that a process takes at a time, at most: a result is there when its chunk is done."""
_ENDED = 143
_AGAIN_SECONDS = 0.1


class Executor(Protocol):
    """Who does the work. Another one may ask that ``work`` and the items can be pickled."""

    def map(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """``work`` of each item, in the order of the items, as soon as each is done. Work is pure,
        or does the same when it is done again: that of a lost process is."""
        ...


class Processes(Struct, frozen=True):
    """Copies of this process, ``number`` of them: by default as many as there are processors that
    it may use. One process is this one: for few items, and where the system cannot copy a running
    process. Results must be picklable; work and items need not be."""

    number: int | None = None

    def map(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """See :class:`Executor`."""
        done = 0
        while done < len(items):
            left = items[done:]
            number = _processes(len(left)) if self.number is None else min(self.number, len(left))
            if number < 2:
                yield from map(work, left)
                return
            for result in _in_copies(work, left, number):
                yield result
                done += 1
            if done < len(items):
                # A copy has died, maybe of this item: it is done here, where it can be reported.
                yield work(items[done])
                done += 1


ONE_PROCESS = Processes(1)
"""All work in this process, one item after the other."""


class Divisible(Protocol[Given, Made]):
    """Work on one item that an executor may share out in its turn."""

    def __call__(self, item: Given, executor: Executor = ONE_PROCESS, /) -> Made: ...


def shared_out(
    work: Divisible[Item, Result], items: Sequence[Item], executor: Executor
) -> Iterator[Result]:
    """``work`` of each item. The executor shares out the items, or what the work on one consists of
    where there is one."""
    return map(work, items, [executor]) if len(items) == 1 else executor.map(work, items)


def _processes(items: int) -> int:
    if items < WORTHWHILE or not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def _in_copies(
    work: Callable[[Item], Result], items: Sequence[Item], number: int
) -> Iterator[Result]:
    """The results up to the first that is lost with a copy that died."""
    from concurrent.futures.process import BrokenProcessPool

    size = min(LARGEST_CHUNK, max(1, len(items) // (4 * number)))
    starts = range(0, len(items), size)
    with (
        _pool(work, items, number) as pool,
        suppress(BrokenProcessPool),
        _running(pool, [(start, start + size) for start in starts]) as chunks,
    ):
        for start, chunk in zip(starts, chunks, strict=True):
            for index, received in enumerate(chunk.result(), start):
                # Nothing comes where a copy has met a bug or a broken machine; what goes wrong
                # there goes wrong again here, where it can be reported.
                yield work(items[index]) if received is None else received[0]


@contextmanager
def _pool(
    work: Callable[[Item], Result], items: Sequence[Item], number: int
) -> Iterator[ProcessPoolExecutor]:
    """Copies of this process that know the work and the items already: a fresh process would
    import everything again. However it is left, they have ended."""
    import multiprocessing
    import signal
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(
        number,
        multiprocessing.get_context("fork"),
        _begin,
        (work, items, os.getpid(), end_with_parent(signal.SIGTERM)),
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _running(
    pool: ProcessPoolExecutor, chunks: Sequence[tuple[int, int]]
) -> Iterator[Sequence[Future[_Received]]]:
    """The chunks, in work. Where the results are not wanted to the end, makes the copies leave what
    they do. They are not killed: of one that was just sending a result, the pool would await the
    rest. Ctrl-C is for the parent to answer, once, and not before the copies are known that are to
    be stopped then."""
    import multiprocessing
    import signal
    from concurrent.futures import wait

    others = set(multiprocessing.active_children())
    futures: list[Future[_Received]] = []
    copies: list[BaseProcess] = []
    held_back = {signal.SIGINT, signal.SIGTERM, signal.SIGUSR1}
    try:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, held_back)
        try:
            futures = [pool.submit(_work_off, *chunk) for chunk in chunks]
            copies = [each for each in multiprocessing.active_children() if each not in others]
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield futures
    finally:
        for future in futures:
            future.cancel()
        while running := [future for future in futures if not future.done()]:
            for copy in copies:
                if copy.pid is not None and copy.is_alive():
                    with suppress(ProcessLookupError):
                        os.kill(copy.pid, signal.SIGUSR1)
            # A signal that comes just before a system call waits is heard of only after it.
            wait(running, _AGAIN_SECONDS)


# --- in a copy --------------------------------------------------------------------------------


class _Stopped(BaseException):
    """The copy is to leave what it does."""


class _Copy:
    """What a copy knows: the work, all items, its parent, and whether it works or shall stop."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self.work = work
        self.items = items
        self.works = False
        self.stopped = False

    def stop(self, *_: object) -> None:
        """Leave the work; what it has started ends as the work unwinds."""
        self.stopped = True
        if self.works:
            raise _Stopped

    def end(self, *_: object) -> None:
        """Leave the work and end."""
        if self.works:
            raise SystemExit
        os._exit(_ENDED)

    def result(self, item: Any) -> tuple[Any] | None:
        """What comes of an item, in a tuple; None where that is nothing."""
        try:
            return (self.work(item),)
        except (Exception, KeyboardInterrupt):
            return None


_copy: _Copy


def _begin(
    work: Callable[[Any], Any],
    items: Sequence[Any],
    parent: int,
    tie: Callable[[], None] | None,
) -> None:
    import signal

    global _copy
    _copy = _Copy(work, items)
    signal.signal(signal.SIGUSR1, _copy.stop)
    sys.unraisablehook = _while_destroying
    # Between two pieces of work the system ends the copy at once: nothing needs to unwind.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if tie is not None:
        tie()
    if parent != os.getppid():
        # it died before its end could be heard of
        os._exit(_ENDED)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGUSR1})


def _while_destroying(told: sys.UnraisableHookArgs) -> None:
    """A signal that comes while an object is destroyed cannot leave the work, and is nothing to tell
    anybody: to stop is said again by the parent; whoever is to end, ends."""
    if issubclass(told.exc_type, SystemExit):
        os._exit(_ENDED)
    if not issubclass(told.exc_type, _Stopped):
        sys.__unraisablehook__(told)


def _work_off(start: int, end: int) -> _Received:
    """What comes of each of these items."""
    import signal

    items = _copy.items[start:end]
    try:
        _copy.works = True
        signal.signal(signal.SIGTERM, _copy.end)
        if not _copy.stopped:
            return [_copy.result(item) for item in items]
    except _Stopped:
        pass
    except SystemExit:
        os._exit(_ENDED)
    finally:
        _copy.works = False
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return [None] * len(items)
