"""The names of views that are not a design's to give."""

from __future__ import annotations

from collections.abc import Container
from itertools import count
from typing import Final

from sdgen.design.spelling import LONGEST_ID
from sdgen.design.view_registry import EVERY, VIEW_REGISTRY

OF: Final = ":"
"""Between the id of a view and that of the one thing that it shows: ``sequence:post-tweet``."""
WITH_ARGUMENT: Final = ("failure", "group", "journey", "sequence")
"""Built-in views, now or to come, of one thing in the design each: ``sequence-post-tweet``."""

_PLANNED: Final = ("change", "data", "diff", "group", "journey", "matrix", "overview", "sequence")
TO_COME: Final = tuple(name for name in _PLANNED if name not in VIEW_REGISTRY.built_in_names())
"""Names of built-in views to come: taken already, so that no design breaks when they do."""

TAKEN: Final = frozenset({*VIEW_REGISTRY.built_in_names(), *TO_COME, EVERY})
"""Names of built-in views, and ``all``, which ``--view`` takes for every one. Those of plug-ins are
not taken: a design's own view of that name stands before them, so that no design breaks where a
package is installed."""


def taken_by(view_id: str) -> str:
    """Why no view of a design's own can have this id, in words that follow the id; empty where it
    can."""
    if view_id == EVERY:
        return "it stands for every view"
    if view_id in TO_COME:
        return "a built-in view to come has that name"
    if view_id in TAKEN:
        return "a built-in view has that name"
    for view in WITH_ARGUMENT:
        if view_id.startswith(f"{view}-"):
            return f"names that begin with '{view}-' are those of built-in views"
    return ""


def free_name(view_id: str, others: Container[str]) -> str:
    """A name for a view whose id is taken, none of ``others``."""
    for number in count(1):
        end = "" if number == 1 else f"-{number}"
        name = f"our-{view_id}"[: LONGEST_ID - len(end)].rstrip("-") + end
        if name not in others:
            break
    return name
