"""The places at which lines pass between two tables of a column, each for one line or for several to one
key."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from sdgen.layout.entities.grid import Grid
from sdgen.layout.entities.spacing import BOX_GAP

FROM_TABLE = 8.0
"""Between a table and what passes above or below it."""
STEP = 8.0
"""Between two lines that pass side by side."""
FROM_EDGE = 4.0
"""Between a line and the edge of a box."""


class Passages:
    """The free places of the middle one of three columns; none where there are fewer columns."""

    def __init__(self, grid: Grid) -> None:
        self.enough = True
        self._free = _places(grid) if grid.columns > 2 else []

    def take(self, heights: Sequence[float]) -> float:
        """The place that is nearest to the middle of these heights, which is then taken."""
        middle = median(heights)
        if not self._free:
            self.enough = False
            return middle
        nearest = min(self._free, key=lambda each: (abs(each - middle), each))
        self._free.remove(nearest)
        return nearest


def _places(grid: Grid) -> list[float]:
    """The heights that keep clear of tables, of the edges of boxes and of their titles."""
    found: list[float] = []
    for box in grid.boxes:
        if not box.column <= 1 < box.column + box.columns:
            continue
        bottom = box.top + box.height
        inside = sorted(
            (cell.top, name)
            for name, cell in grid.cells.items()
            if cell.column == 1 and box.top <= cell.top < bottom
        )
        ends = [grid.heights[name] + top for top, name in inside]
        for end, (top, _) in zip(ends, [*inside[1:], (bottom, "")], strict=True):
            last = top - (FROM_EDGE if top == bottom else FROM_TABLE)
            found += _between(end + FROM_TABLE, last)
        found += _between(bottom + FROM_EDGE, bottom + BOX_GAP - FROM_EDGE)
    return found


def _between(first: float, last: float) -> list[float]:
    count = int((last - first) / STEP + 1e-9) + 1
    return [first + STEP * number for number in range(max(count, 0))]
