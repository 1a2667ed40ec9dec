"""A placement somewhere else: every point and every box in it changed in the same way."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from sdgen.layout.placement import Box, Placement, Point, Route


def move(placement: Placement, x: float, y: float) -> Placement:
    """``placement`` moved by (x, y); its size stays."""
    return mapped(
        placement,
        lambda point: Point(point.x + x, point.y + y),
        lambda box: move_box(box, x, y),
    )


def mapped(
    placement: Placement, point: Callable[[Point], Point], box: Callable[[Box], Box]
) -> Placement:
    """``placement`` with each of its points and boxes changed; its size stays."""

    def points(old: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(map(point, old))

    def route(old: Route) -> Route:
        return replace(
            old,
            points=points(old.points),
            label=box(old.label) if old.label else None,
            jumps=points(old.jumps),
            joins=points(old.joins),
        )

    return replace(
        placement,
        nodes={name: box(old) for name, old in placement.nodes.items()},
        clusters={name: box(old) for name, old in placement.clusters.items()},
        routes=tuple(map(route, placement.routes)),
    )


def move_box(box: Box, x: float, y: float) -> Box:
    """``box`` moved by (x, y)."""
    return Box(box.x + x, box.y + y, box.width, box.height)
