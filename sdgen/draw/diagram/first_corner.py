"""How far a drawing is moved so that blocks have room in the first corner of the picture, one below the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import inf

from sdgen.draw.diagram.arrange import GAP
from sdgen.layout.placement import Box, Point

Size = tuple[float, float]
"""Width and height."""

BELOW_TITLE = 22.0
"""From the title block to what stands below it in that corner."""


def moves_beside(blocks: Sequence[Size], taken: Sequence[Box]) -> list[Point]:
    """For each height at which what is below the blocks may begin: so far down, the least first, and so far
    right that what is beside the blocks keeps clear of them. Each block is the place of its right end and
    of its foot; ``taken`` are the obstacles of the drawing."""
    downs = {0.0}
    for _, bottom in blocks:
        downs.update(bottom + GAP - each.y for each in taken if each.y < bottom + GAP)
    first = _FirstByTop(taken)
    return [
        Point(
            max(0.0, *(right + GAP - first.above(foot + GAP - down) for right, foot in blocks)),
            down,
        )
        for down in sorted(downs)
    ]


class _FirstByTop:
    """How far left anything reaches of what begins above a height."""

    def __init__(self, taken: Sequence[Box]) -> None:
        self._tops: list[float] = []
        self._lefts: list[float] = []
        least = inf
        for box in sorted(taken, key=lambda each: each.y):
            least = min(least, box.x)
            self._tops.append(box.y)
            self._lefts.append(least)

    def above(self, height: float) -> float:
        """The least x of the obstacles that begin above the height; infinite where none does."""
        place = bisect_left(self._tops, height - 1e-6)
        return self._lefts[place - 1] if place else inf
