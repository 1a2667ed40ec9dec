"""What cards and lines take where they are placed."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.layout.placement import Box, Node, Route


def whole_card(node: Node, box: Box) -> Box:
    """The card whose face has that box, with its stack and pill."""
    return Box(box.x, box.y - node.above, box.width + node.stack, box.height + node.above)


def pieces_of(route: Route) -> Iterator[Box]:
    """Boxes that hold the line: of each piece between two corners, or of each bow of a curve."""
    points = route.points
    step = 3 if route.curved else 1
    for start in range(0, len(points) - 1, step):
        some = points[start : start + step + 1]
        left, top = min(each.x for each in some), min(each.y for each in some)
        right, bottom = max(each.x for each in some), max(each.y for each in some)
        yield Box(left, top, right - left, bottom - top)
