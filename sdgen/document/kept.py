"""What stores and caches keep, in words: what is known in part is told as more than that, and what
is not known at all is never told as nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sdgen.quantity import Dimension
from sdgen.report.estimate import shown


class Kept(Protocol):
    """``complete`` is false where something that it keeps is not known, so that its true figures
    are larger."""

    @property
    def complete(self) -> bool: ...


def at_least(kept: Kept, value: float | None, dimension: Dimension) -> str:
    """``3 TB``, ``over 3 TB`` where the true figure is larger; empty where nothing is known."""
    if value is None or (not kept.complete and not value):
        return ""
    return f"{more(kept.complete)}{shown(value, dimension)}"


def more(complete: bool) -> str:
    """What stands before a figure that is not the whole one."""
    return "" if complete else "over "


def all_complete(kept: Iterable[Kept]) -> bool:
    """Whether everything that they keep is known."""
    return all(each.complete for each in kept)
