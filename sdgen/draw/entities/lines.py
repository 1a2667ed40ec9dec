"""References as crow's-foot lines: strokes with round corners, and the signs at their ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sdgen.draw.escape import number
from sdgen.draw.scene import Item, Path, Rectangle
from sdgen.layout.entities.sized import End
from sdgen.layout.placement import Point
from sdgen.views.entities import Number

CORNER = 7.0
HALF = 5.5
"""Half the height of a sign."""
NEAR_BAR, FAR_BAR = 6.0, 11.0
FOOT = 12.0
RING = 4.0
RING_AFTER_FOOT = 16.0
RING_AFTER_BAR = 14.0
DOT = 3.0


def stroke_data(points: Sequence[Point], junctions: Collection[Point]) -> str:
    """Path data of a line; its corners are round, but where other lines meet it."""
    parts = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, _distance(before, corner) / 2, _distance(corner, after) / 2)
        if corner in junctions or radius < 0.1:
            parts.append(f"L{_pair(corner)}")
            continue
        parts.append(f"L{_pair(_toward(corner, before, radius))}")
        parts.append(f"Q{_pair(corner)} {_pair(_toward(corner, after, radius))}")
    parts.append(f"L{_pair(points[-1])}")
    return "".join(parts)


def sign_items(end: End, how_many: Number) -> list[Item]:
    """The sign of a line where it meets a table."""
    if how_many is Number.ONE:
        return [Path("sign", _bar(end, NEAR_BAR) + _bar(end, FAR_BAR))]
    if how_many is Number.ZERO_OR_ONE:
        return [Path("sign", _bar(end, NEAR_BAR)), _ring(end, RING_AFTER_BAR)]
    apex = _off(end, FOOT)
    toes = (Point(end.point.x, end.point.y + half) for half in (-HALF, HALF))
    foot = "".join(f"M{_pair(apex)}L{_pair(toe)}" for toe in toes)
    return [Path("sign", foot), _ring(end, RING_AFTER_FOOT)]


def junction_item(point: Point) -> Item:
    """The dot where lines meet."""
    return Rectangle("junction", point.x - DOT, point.y - DOT, 2 * DOT, 2 * DOT, DOT)


def _off(end: End, distance: float) -> Point:
    """The point of the line so far from the table."""
    return Point(end.point.x + (distance if end.rightward else -distance), end.point.y)


def _bar(end: End, distance: float) -> str:
    at = _off(end, distance)
    return f"M{number(at.x)} {number(at.y - HALF)}V{number(at.y + HALF)}"


def _ring(end: End, distance: float) -> Rectangle:
    at = _off(end, distance)
    return Rectangle("ring", at.x - RING, at.y - RING, 2 * RING, 2 * RING, RING)


def _distance(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _toward(start: Point, goal: Point, distance: float) -> Point:
    share = distance / _distance(start, goal)
    return Point(start.x + (goal.x - start.x) * share, start.y + (goal.y - start.y) * share)


def _pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
