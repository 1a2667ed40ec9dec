"""How good a laid-out picture is, in the figures that readers of layout papers know.

They are taken from the geometry alone and share no code with the layout that they judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import dist

from msgspec import Struct

from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.draw.fits import DEFAULT_FIT
from sdgen.draw.rack.laid import lay_out_rack
from sdgen.draw.typography import NAME
from sdgen.draw.written import DrawnPicture
from sdgen.layout.placement import Box, Placement, Point, Route
from sdgen.views.diagram import Diagram
from sdgen.views.picture import Picture
from sdgen.views.rack import Rack
from tests.support.line_crossings import Spot, crossings

READ_IN = (830.0, 1250.0)
"""Pixels, width and height: what a reader sees of a README at once, on a code host."""


class Measures(Struct, frozen=True):
    """``crossings`` of two lines, ``bends`` of all lines, their total ``length`` in px, the
    ``width`` and ``height`` of the whole picture in px, how high the ``name`` of a component is, in
    px, when the picture is shown as a whole in 830 x 1250 px (never enlarged), and the percentage
    of the picture that ``cards`` fill.

    Lines that share a trunk count one by one: each has the trunk's length, its bends, and the
    crossings on it."""

    crossings: int
    bends: int
    length: int
    width: int
    height: int
    name: float
    cards: float


def measure_diagram(diagram: Diagram) -> Measures:
    """Lay a diagram out and measure the picture."""
    laid = lay_out_diagram(diagram)
    return measure_placement(laid.placement, *laid.arranged.size)


def measure_picture(picture: Picture) -> Measures:
    """Lay a diagram or a rack out and measure its picture."""
    if isinstance(picture, Rack):
        laid = lay_out_rack(picture, DEFAULT_FIT)
        return measure_placement(laid.placed.placement, laid.width, laid.height)
    assert isinstance(picture, Diagram)
    return measure_diagram(picture)


def measure_drawn(placement: Placement, picture: DrawnPicture) -> Measures:
    """The figures of a placement in the picture that was drawn of it."""
    return measure_placement(placement, picture.width, picture.height)


def measure_placement(placement: Placement, width: float, height: float) -> Measures:
    """The figures of a placement with lines of straight pieces, in a picture of that size."""
    return measure_geometry(placement.nodes.values(), placement.routes, width, height)


def measure_geometry(
    cards: Iterable[Box], routes: Sequence[Route], width: float, height: float
) -> Measures:
    """The figures of any picture: its cards, which do not overlap, its lines, its size."""
    spots = [_spots(route) for route in routes]
    return Measures(
        crossings=sum(crossings(one, other) for one, other in combinations(spots, 2)),
        bends=sum(_bends(route) for route in routes),
        length=round(sum(_length(route) for route in routes)),
        width=round(width),
        height=round(height),
        name=round(NAME.size * min(1.0, READ_IN[0] / width, READ_IN[1] / height), 2),
        cards=round(100 * sum(card.width * card.height for card in cards) / (width * height), 1),
    )


def _spots(route: Route) -> list[Spot]:
    return [(round(point.x), round(point.y)) for point in route.points]


def _is_upright(piece: tuple[Point, Point]) -> bool:
    return abs(piece[0].x - piece[1].x) < abs(piece[0].y - piece[1].y)


def _bends(route: Route) -> int:
    """The corners of a line."""
    ways = [_is_upright(piece) for piece in pairwise(route.points) if piece[0] != piece[1]]
    return sum(one != other for one, other in pairwise(ways))


def _length(route: Route) -> float:
    return sum(dist((one.x, one.y), (other.x, other.y)) for one, other in pairwise(route.points))
