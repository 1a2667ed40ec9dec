"""A placement somewhere else: everything in it moved by the same distance."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.layout.placement import Box, Placement, Point, Route


def move(placement: Placement, x: float, y: float) -> Placement:
    """``placement`` moved by (x, y); its size stays."""

    def points(old: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(Point(point.x + x, point.y + y) for point in old)

    def route(old: Route) -> Route:
        label = move_box(old.label, x, y) if old.label else None
        return replace(
            old,
            points=points(old.points),
            label=label,
            jumps=points(old.jumps),
            joins=points(old.joins),
        )

    return replace(
        placement,
        nodes={name: move_box(old, x, y) for name, old in placement.nodes.items()},
        clusters={name: move_box(old, x, y) for name, old in placement.clusters.items()},
        routes=tuple(map(route, placement.routes)),
    )


def move_box(box: Box, x: float, y: float) -> Box:
    """``box`` moved by (x, y)."""
    return Box(box.x + x, box.y + y, box.width, box.height)
