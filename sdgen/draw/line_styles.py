"""The lines of each style: their words in legends, and their strokes with arrowheads."""

from __future__ import annotations

from sdgen.draw.lines import ARROW_LENGTH, ARROW_WIDTH, JOIN, arrow_data, shortened, stroke_data
from sdgen.draw.scene import Item, Path, Rectangle
from sdgen.layout.placement import Point, Route
from sdgen.views.diagram import LineStyle

LINE_WORDS = {
    LineStyle.SYNCHRONOUS: "Synchronous call",
    LineStyle.ASYNCHRONOUS: "Asynchronous",
    LineStyle.OPTIONAL: "Optional",
    LineStyle.REPLICATION: "Replication",
}
BOLD_ARROW = (10.0, 9.0)
"""Length and width of the arrowheads of a path."""


def line_items(style: LineStyle, route: Route, *, bold: bool = False) -> list[Item]:
    """The stroke of a line and its arrowhead, which is larger where the stroke is bold."""
    is_open = style is LineStyle.OPTIONAL
    size = BOLD_ARROW if bold else (ARROW_LENGTH, ARROW_WIDTH)
    data = arrow_data(route, is_open=is_open, size=size)
    head = Path("arrow-open" if is_open else "arrow", data)
    stroke = stroke_data(shortened(route) if bold and not is_open else route)
    return [Path("stroke", stroke), *map(_join, route.joins), head]


def _join(point: Point) -> Rectangle:
    return Rectangle("join", point.x - JOIN, point.y - JOIN, 2 * JOIN, 2 * JOIN, JOIN)
