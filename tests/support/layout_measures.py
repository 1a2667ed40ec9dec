"""How good a laid-out picture is, in the figures that readers of layout papers know.

They are taken from the geometry alone and share no code with the layout that they judge.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from msgspec import Struct

from sdgen.draw.diagram.measured import graph_of, measure
from sdgen.draw.diagram.picture import draw_placement
from sdgen.draw.typography import NAME
from sdgen.layout import lay_out
from sdgen.layout.placement import Placement, Point, Route
from sdgen.views.diagram import Diagram

READ_AT = 830.0
"""Pixels that a README has for a picture on a code host."""
TOUCH = 0.5
"""Pixels: lines that come nearer to each other's end than this touch and do not cross."""


class Measures(Struct, frozen=True):
    """``crossings`` of two lines, ``bends`` of all lines, their total ``length`` in px, the
    ``width`` of the whole picture in px, and how high the ``name`` of a component is, in px, when
    the picture is shown 830 px wide (never enlarged)."""

    crossings: int
    bends: int
    length: int
    width: int
    name: float


def measure_diagram(diagram: Diagram) -> Measures:
    """Lay a diagram out, draw it and measure the picture."""
    measured = measure(diagram)
    graph = graph_of(measured)
    placement = lay_out(graph, direction=diagram.direction)
    picture = draw_placement(measured, graph, placement, font="system")
    return measure_placement(placement, picture.width)


def measure_placement(placement: Placement, width: float) -> Measures:
    """The figures of a placement with orthogonal lines, in a picture of that width."""
    routes = placement.routes
    return Measures(
        crossings=sum(_crossings(one, other) for one, other in combinations(routes, 2)),
        bends=sum(_bends(route) for route in routes),
        length=round(sum(_length(route) for route in routes)),
        width=round(width),
        name=round(NAME.size * min(1.0, READ_AT / width), 2),
    )


def _crossings(one: Route, other: Route) -> int:
    """How often two lines cross; their ends, and pieces that lie on each other, do not count."""
    return sum(_cross(a, b) for a in pairwise(one.points) for b in pairwise(other.points))


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    if _is_upright(one) == _is_upright(other):
        return False
    flat, upright = (other, one) if _is_upright(one) else (one, other)
    left, right = sorted((flat[0].x, flat[1].x))
    top, bottom = sorted((upright[0].y, upright[1].y))
    across, along = upright[0].x, flat[0].y
    return left + TOUCH < across < right - TOUCH and top + TOUCH < along < bottom - TOUCH


def _is_upright(piece: tuple[Point, Point]) -> bool:
    return abs(piece[0].x - piece[1].x) < abs(piece[0].y - piece[1].y)


def _bends(route: Route) -> int:
    """The corners of a line."""
    ways = [_is_upright(piece) for piece in pairwise(route.points) if piece[0] != piece[1]]
    return sum(one != other for one, other in pairwise(ways))


def _length(route: Route) -> float:
    return sum(abs(one.x - other.x) + abs(one.y - other.y) for one, other in pairwise(route.points))
