"""A placement somewhere else keeps its size and its shapes."""

from __future__ import annotations

from sdgen.layout.moving import move
from sdgen.layout.placement import Box, Placement, Point, Route


def test_everything_moves_by_the_same_distance() -> None:
    points = (Point(1.0, 2.0), Point(3.0, 4.0))
    routes = (
        Route("r", points, True, Box(5.0, 6.0, 7.0, 8.0), (Point(2.0, 3.0),)),
        Route("s", points, joins=(points[0],), shared_end="target"),
    )
    before = Placement(
        9.0, 8.0, True, {"a": Box(0.0, 0.0, 1.0, 2.0)}, {"g": Box(1.0, 1.0, 2.0, 2.0)}, routes
    )
    after = move(before, 10.0, 20.0)
    assert (after.width, after.height, after.down) == (9.0, 8.0, True)
    assert after.nodes == {"a": Box(10.0, 20.0, 1.0, 2.0)}
    assert after.clusters == {"g": Box(11.0, 21.0, 2.0, 2.0)}
    moved = (Point(11.0, 22.0), Point(13.0, 24.0))
    assert after.routes == (
        Route("r", moved, True, Box(15.0, 26.0, 7.0, 8.0), (Point(12.0, 23.0),)),
        Route("s", moved, joins=(moved[0],), shared_end="target"),
    )
    assert move(after, -10.0, -20.0) == before
