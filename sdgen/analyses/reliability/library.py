"""The library OxiDD: decision diagrams too large for Python, where the machine lets it run.

A manager of OxiDD starts a thread that has a stack of 1 GiB, and ends the process, without an
exception, where it gets none. So there is one manager a process, made once there is room for it,
and all diagrams are made in it, one after the other, of the same variables.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction, BDDManager

FALSE, TRUE = 0, 1
THREADS = 1
STACK_BYTES = 1 << 30
"""What a manager's thread reserves."""
SPARE_BYTES = 384 << 20
"""What a manager, its collector and its growing tables want beside."""
MOST_NODES = 1_100_000
"""What the manager can hold, with what is no longer needed and not yet collected."""
CACHE_ENTRIES = 1 << 18
LEVELS_PER_OPERATION = 64
"""The library counts its nodes level by level: after so many levels' worth of operations they are
counted, so that counting does not take longer than what is counted."""

_managers: dict[int, BDDManager] = {}
"""By process: in a copy of a process the threads of its manager are missing, so it is not used
there, and not let go either."""
_lock = threading.Lock()


def is_usable() -> bool:
    """Whether this process has a manager, or can have one on this machine, now."""
    return _manager() is not None


def _manager() -> BDDManager | None:
    with _lock:
        process = os.getpid()
        if process in _managers:
            return _managers[process]
        try:
            from oxidd.bdd import BDDManager
        except (ImportError, OSError, MemoryError):
            return None
        if not _has_room(STACK_BYTES + SPARE_BYTES):
            return None
        _managers[process] = made = BDDManager(MOST_NODES, CACHE_ENTRIES, THREADS)
        return made


def _has_room(size: int) -> bool:
    """Whether so much address space is left, with the threads of a manager beside it."""
    import mmap

    private = getattr(mmap, "MAP_PRIVATE", None)
    if private is None:
        # Windows has no such limit on address space, and would count what is tried as used
        return True
    end = threading.Event()
    started = []
    try:
        with mmap.mmap(-1, size, flags=private | mmap.MAP_ANONYMOUS):
            for _ in range(THREADS + 1):
                thread = threading.Thread(target=end.wait, daemon=True)
                thread.start()
                started.append(thread)
    except (OSError, ValueError, RuntimeError, MemoryError):
        return False
    finally:
        end.set()
        for thread in started:
            thread.join()
    return True


class LibraryFunctions:
    """Functions of ``count`` variables, of which at most ``nodes`` nodes are needed at once.
    Operations raise MemoryError where that is not enough, or there is no room for the library."""

    def __init__(self, count: int, nodes: int) -> None:
        manager = _manager()
        if manager is None:
            raise MemoryError
        self._manager = manager
        self._most = nodes
        self._uncounted = 0
        missing = count - manager.num_vars()
        if missing > 0:
            manager.add_vars(missing)
        # by what this design has, so that what came before it changes no answer
        self._operations = 1 + count // LEVELS_PER_OPERATION
        # what was made before is needed no more, and would count
        manager.gc()

    def variable(self, level: int) -> BDDFunction:
        """The function that is this variable."""
        return self._manager.var(level)

    def _check(self) -> None:
        self._uncounted += 1
        if self._uncounted < self._operations:
            return
        self._uncounted = 0
        if self._manager.num_inner_nodes() > self._most:
            self._manager.gc()
            if self._manager.num_inner_nodes() > self._most:
                raise MemoryError

    def at_least(self, need: int, functions: Sequence[BDDFunction]) -> BDDFunction:
        """True where ``need`` of ``functions`` are: a table over "how many so far"."""
        if need in (1, len(functions)):
            return self._fold(functions, conjunction=need != 1)
        enough = [self._manager.true()] + [self._manager.false()] * need
        for seen, function in enumerate(functions):
            # no more than have been seen can be up, and what the rest cannot make enough is not asked
            fewest = max(1, need - (len(functions) - seen - 1))
            for count in range(min(need, seen + 1), fewest - 1, -1):
                enough[count] = function.ite(enough[count - 1], enough[count])
                self._check()
        return enough[need]

    def _fold(self, functions: Sequence[BDDFunction], *, conjunction: bool) -> BDDFunction:
        """AND or OR in pairs, so that what is combined stays small as long as it can."""
        layer = list(functions)
        while len(layer) > 1:
            folded = []
            for a, b in zip(layer[::2], layer[1::2], strict=False):
                folded.append(a & b if conjunction else a | b)
                self._check()
            if len(layer) % 2:
                folded.append(layer[-1])
            layer = folded
        return layer[0]

    def nodes_below(self, function: BDDFunction) -> tuple[list[int], list[int], list[int], int]:
        """Levels, high and low children of the nodes of a function, children first, numbered from
        2 on; and its own number."""
        levels: list[int] = []
        high: list[int] = []
        low: list[int] = []
        numbers: dict[BDDFunction, int] = {}
        stack = [function]
        while stack:
            node = stack[-1]
            if node in numbers:
                stack.pop()
                continue
            children = node.cofactors()
            if children is None:
                numbers[node] = TRUE if node.valid() else FALSE
                stack.pop()
                continue
            missing = [child for child in children if child not in numbers]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            level = node.node_level()
            assert level is not None, "an inner node has a level"
            numbers[node] = len(levels) + 2
            levels.append(level)
            high.append(numbers[children[0]])
            low.append(numbers[children[1]])
        return levels, high, low, numbers[function]
