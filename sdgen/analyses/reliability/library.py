"""The library OxiDD: decision diagrams too large for Python, where the machine lets it run.

Every manager of OxiDD starts a thread of its own that has a stack of 1 GiB, and ends the process,
without an exception, where it gets none. So the room is tried first, and a manager is used alone
and let go before the next one is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

FALSE, TRUE = 0, 1
THREADS = 1
STACK_BYTES = 1 << 30
"""What a manager's thread reserves."""
SPARE_BYTES = 256 << 20
"""What the thread and the collector of a manager, the library and its growing tables want beside."""
BYTES_EACH = 100
"""Of memory for each node that a manager may hold, with its places in tables."""
WAITS = 10
WAIT_SECONDS = 0.005
"""The threads of the last manager end soon after it, not at once."""


def is_usable(nodes: int) -> bool:
    """Whether a manager for so many nodes can be made on this machine, now."""
    from time import sleep

    try:
        import oxidd.bdd  # noqa: F401 - whether it can be had
    except (ImportError, OSError, MemoryError):
        return False
    for left in reversed(range(WAITS)):
        if _has_room(SPARE_BYTES + BYTES_EACH * nodes):
            return True
        if left:
            sleep(WAIT_SECONDS)
    return False


def _has_room(size: int) -> bool:
    """Whether so much address space is left, with the threads of a manager beside it.

    A thread with such a stack is started, since what a manager that has ended leaves behind can
    be used again, which is not seen from outside.
    """
    import mmap
    import threading

    private = getattr(mmap, "MAP_PRIVATE", None)
    if private is None:
        # Windows has no such limit on address space, and would count what is tried as used
        return True
    end = threading.Event()
    started = []
    try:
        with mmap.mmap(-1, size, flags=private | mmap.MAP_ANONYMOUS):
            for stack_bytes in (STACK_BYTES, 0):
                before = threading.stack_size(stack_bytes)
                try:
                    thread = threading.Thread(target=end.wait, daemon=True)
                    thread.start()
                finally:
                    threading.stack_size(before)
                started.append(thread)
    except (OSError, ValueError, RuntimeError, MemoryError):
        return False
    finally:
        end.set()
        for thread in started:
            thread.join()
    return True


class LibraryFunctions:
    """Functions of ``count`` variables in a manager of their own that holds at most ``nodes``
    nodes. Operations raise MemoryError where that is not enough."""

    def __init__(self, count: int, nodes: int) -> None:
        from oxidd.bdd import BDDManager

        self._manager = BDDManager(nodes + 2 * count + 2, max(1 << 10, nodes // 2), THREADS)
        self._manager.add_vars(count)

    def variable(self, level: int) -> BDDFunction:
        """The function that is this variable."""
        return self._manager.var(level)

    def at_least(self, need: int, functions: Sequence[BDDFunction]) -> BDDFunction:
        """True where ``need`` of ``functions`` are: a table over "how many so far"."""
        if need in (1, len(functions)):
            return _fold(functions, conjunction=need != 1)
        enough = [self._manager.true()] + [self._manager.false()] * need
        for function in functions:
            for count in range(need, 0, -1):
                enough[count] = function.ite(enough[count - 1], enough[count])
        return enough[need]

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


def _fold(functions: Sequence[BDDFunction], *, conjunction: bool) -> BDDFunction:
    """AND or OR in pairs, so that what is combined stays small as long as it can."""
    layer = list(functions)
    while len(layer) > 1:
        pairs = zip(layer[::2], layer[1::2], strict=False)
        folded = [a & b if conjunction else a | b for a, b in pairs]
        if len(layer) % 2:
            folded.append(layer[-1])
        layer = folded
    return layer[0]
