"""The geometry of lines: rounded corners, gaps where a line passes under another, arrowheads."""

from __future__ import annotations

from math import hypot

from sdgen.draw.escape import number
from sdgen.layout.placement import Point, Route

CORNER = 7.0
GAP = 4.0
ARROW_LENGTH = 8.5
ARROW_WIDTH = 7.5
JOIN = 3.0
"""The radius of the dot where lines of a trunk join."""


def stroke_data(route: Route) -> str:
    """Path data of the line's stroke, from its first point to its last; from the end that it shares
    with others, so that the dashes of all fall on each other."""
    points = route.points
    if len(points) < 2:
        return ""
    if route.curved:
        return _curve_data(points)
    corners = _without_repeats(points)
    if route.shared_end == "target":
        corners.reverse()
    return _rounded_data(corners, route.jumps, route.joins)


def arrow_data(
    route: Route,
    *,
    is_open: bool = False,
    size: tuple[float, float] = (ARROW_LENGTH, ARROW_WIDTH),
) -> str:
    """Path data of the arrowhead, ``size`` long and wide: its tip is the line's last point."""
    tip, ahead = _end(route.points)
    length, half = size[0], size[1] / 2
    base = Point(tip.x - ahead.x * length, tip.y - ahead.y * length)
    left = Point(base.x + ahead.y * half, base.y - ahead.x * half)
    right = Point(base.x - ahead.y * half, base.y + ahead.x * half)
    closing = "" if is_open else "Z"
    return f"M{_pair(left)}L{_pair(tip)}L{_pair(right)}{closing}"


def level_data(left: float, right: float, y: float) -> str:
    """A stroke from left to right."""
    return f"M{number(left)} {number(y)}L{number(right)} {number(y)}"


def shortened(route: Route) -> Route:
    """The route up to its arrowhead, which a bold stroke would reach out of."""
    *before, last = route.points
    if not before:
        return route
    ahead = hypot(last.x - before[-1].x, last.y - before[-1].y)
    if not ahead:
        return route
    share = min(ARROW_LENGTH, ahead / 2) / ahead
    end = Point(last.x - (last.x - before[-1].x) * share, last.y - (last.y - before[-1].y) * share)
    return Route(route.id, (*before, end), route.curved, route.label, route.jumps)


def _end(points: tuple[Point, ...]) -> tuple[Point, Point]:
    """The last point and the unit vector along which the line reaches it."""
    tip = points[-1]
    for point in reversed(points[:-1]):
        length = hypot(tip.x - point.x, tip.y - point.y)
        if length > 0.01:
            return tip, Point((tip.x - point.x) / length, (tip.y - point.y) / length)
    return tip, Point(0.0, 1.0)


def _curve_data(points: tuple[Point, ...]) -> str:
    parts = [f"M{_pair(points[0])}"]
    for index in range(1, len(points) - 2, 3):
        first, second, end = points[index : index + 3]
        parts.append(f"C{_pair(first)} {_pair(second)} {_pair(end)}")
    return "".join(parts)


def _rounded_data(
    points: list[Point], jumps: tuple[Point, ...], joins: tuple[Point, ...] = ()
) -> str:
    if len(points) == 1:
        return f"M{_pair(points[0])}L{_pair(points[0])}"
    parts = [f"M{_pair(points[0])}"]
    start = points[0]
    for index in range(1, len(points) - 1):
        corner, following = points[index], points[index + 1]
        radius = min(
            CORNER,
            _distance(points[index - 1], corner) / 2,
            _distance(corner, following) / 2,
        )
        if corner in joins:
            radius = 0.0
        before = _toward(corner, points[index - 1], radius)
        after = _toward(corner, following, radius)
        _add_straight(parts, start, before, jumps)
        if radius:
            parts.append(f"Q{_pair(corner)} {_pair(after)}")
        start = after
    _add_straight(parts, start, points[-1], jumps)
    return "".join(parts)


def _add_straight(parts: list[str], start: Point, end: Point, jumps: tuple[Point, ...]) -> None:
    """A straight run, left out for ``GAP`` on both sides of each line jump that lies on it."""
    length = _distance(start, end)
    along = sorted(
        distance
        for jump in jumps
        if abs(_distance(start, jump) + _distance(jump, end) - length) < 0.01
        and GAP < (distance := _distance(start, jump)) < length - GAP
    )
    for distance in along:
        parts.append(f"L{_pair(_toward(start, end, distance - GAP))}")
        parts.append(f"M{_pair(_toward(start, end, distance + GAP))}")
    if length > 0.001:
        parts.append(f"L{_pair(end)}")


def _without_repeats(points: tuple[Point, ...]) -> list[Point]:
    kept = [points[0]]
    for point in points[1:]:
        if _distance(kept[-1], point) > 0.001:
            kept.append(point)
    return kept


def _distance(first: Point, second: Point) -> float:
    return hypot(second.x - first.x, second.y - first.y)


def _toward(start: Point, end: Point, distance: float) -> Point:
    """The point at ``distance`` from ``start`` on the way to ``end``."""
    length = _distance(start, end)
    if length == 0:
        return start
    share = distance / length
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
