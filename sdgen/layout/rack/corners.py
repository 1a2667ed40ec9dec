"""The corners of a line, without those where it does not turn."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.layout.placement import Point

STRAIGHT = 0.01


def cleaned(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners without repeats and without points on a straight way."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1].x - point.x) + abs(kept[-1].y - point.y) < STRAIGHT:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(one: Point, middle: Point, other: Point) -> bool:
    level = abs(one.y - middle.y) < STRAIGHT and abs(middle.y - other.y) < STRAIGHT
    upright = abs(one.x - middle.x) < STRAIGHT and abs(middle.x - other.x) < STRAIGHT
    onward = (middle.x - one.x) * (other.x - middle.x) + (middle.y - one.y) * (other.y - middle.y)
    return (level or upright) and onward > 0
