"""Where the title block and the legend stand: in corners that the layout left free, if any.

All boxes are in the layout's coordinates; the result may reach above its top edge (negative y).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from msgspec import Struct

from sdgen.layout.placed import pieces_of, whole_card
from sdgen.layout.placement import Box, Graph, Placement

GAP = 22.0


class Arrangement(Struct, frozen=True):
    """The places of title block and legend, and the box around everything."""

    title: Box
    legend: Box
    in_column: bool
    bounds: Box


def obstacles(graph: Graph, placement: Placement) -> list[Box]:
    """Everything that the layout has placed so far: cards with stack and pills, groups, lines,
    labels."""
    boxes = list(placement.clusters.values())
    boxes += [
        whole_card(node, placement.nodes[node.id])
        for node in graph.nodes
        if node.id in placement.nodes
    ]
    for route in placement.routes:
        if route.label is not None:
            boxes.append(route.label)
        boxes += pieces_of(route)
    return boxes


def arrange(
    taken: list[Box],
    size: tuple[float, float],
    title: tuple[float, float],
    rows: tuple[float, float],
    column: tuple[float, float] | None,
) -> Arrangement:
    """The arrangement of least height of: legend as a column below the title, as rows at the
    bottom (left or right), as a column in the top right corner; without ``column`` it stands at the
    bottom. Sizes are (width, height); ``taken`` are the obstacles."""
    width = max(size[0], title[0], rows[0])
    title_y = _top_for(taken, 0.0, title[0], title[1])
    title_box = Box(0.0, title_y, *title)
    if rows[1] == 0:
        return _arrangement(title_box, Box(0, title_y, 0, 0), False, width, size[1])
    candidates = list(_at_the_bottom(taken, size, title_box, rows, width))
    if column is None:
        return min(candidates, key=lambda candidate: candidate.bounds.height)
    together = (max(title[0], column[0]), title[1] + 14.0 + column[1])
    together_y = _top_for(taken, 0.0, *together)
    below = Box(0.0, together_y + title[1] + 14.0, *column)
    candidates.insert(0, _arrangement(Box(0.0, together_y, *title), below, True, width, size[1]))
    corner_x = width - column[0]
    if corner_x > title[0] + GAP:
        corner_y = min(title_y, _top_for(taken, corner_x, width, column[1]))
        # Side by side, the two start at the same height.
        beside = Box(0.0, corner_y, *title)
        corner = Box(corner_x, corner_y, *column)
        candidates.append(_arrangement(beside, corner, True, width, size[1]))
    return min(candidates, key=lambda candidate: candidate.bounds.height)


def _at_the_bottom(
    taken: list[Box], size: tuple[float, float], title: Box, rows: tuple[float, float], width: float
) -> Iterator[Arrangement]:
    """The legend as rows at the left and at the right end of the bottom."""
    for left in (0.0, width - rows[0]):
        bottom = _bottom_for([*taken, title], left, left + rows[0]) + GAP
        place = Box(left, max(bottom, size[1] - rows[1]), *rows)
        yield _arrangement(title, place, False, width, size[1])


def _top_for(taken: list[Box], left: float, right: float, height: float) -> float:
    """The lowest top edge, 0 at most, at which a block from ``left`` to ``right`` is free."""
    highest = min(
        (box.y for box in taken if box.x < right + GAP and box.right > left - GAP), default=inf
    )
    return min(0.0, highest - GAP - height)


def _bottom_for(taken: list[Box], left: float, right: float) -> float:
    return max(
        (box.bottom for box in taken if box.x < right + GAP and box.right > left - GAP),
        default=-GAP,
    )


def _arrangement(
    title: Box, legend: Box, in_column: bool, width: float, height: float
) -> Arrangement:
    top = min(0.0, title.y, legend.y)
    bottom = max(height, title.bottom, legend.bottom)
    return Arrangement(title, legend, in_column, Box(0.0, top, width, bottom - top))
