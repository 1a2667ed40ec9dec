"""Processes that end with the one that started them."""

from __future__ import annotations

import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
"""Of prctl(2): which signal a process gets when the thread that started it ends."""


def end_with_parent(signal_number: int) -> Callable[[], None] | None:
    """What a new process calls of itself, so that it gets this signal when its parent dies; None
    where the system has no such thing. Everything is looked up here, in the parent: between fork
    and exec little may be done."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        call = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]

    def set_signal() -> None:
        call(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)

    return set_signal
