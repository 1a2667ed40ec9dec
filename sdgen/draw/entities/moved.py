"""A placement of a data model at another place of the picture."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.layout.entities.sized import End, EntityPlacement
from sdgen.layout.placement import Box, Point


def moved(placement: EntityPlacement, right: float, down: float) -> EntityPlacement:
    """Everything so far to the right and down."""

    def point(given: Point) -> Point:
        return Point(given.x + right, given.y + down)

    def box(given: Box) -> Box:
        return Box(given.x + right, given.y + down, given.width, given.height)

    def end(given: End) -> End:
        return End(point(given.point), given.rightward)

    routes = (
        replace(
            route,
            points=tuple(map(point, route.points)),
            source=end(route.source),
            target=None if route.target is None else end(route.target),
        )
        for route in placement.routes
    )
    return replace(
        placement,
        stores={name: box(each) for name, each in placement.stores.items()},
        tables={name: box(each) for name, each in placement.tables.items()},
        routes=tuple(routes),
        junctions=tuple(map(point, placement.junctions)),
        away=tuple(
            replace(each, source=end(each.source), mark=point(each.mark)) for each in placement.away
        ),
    )
