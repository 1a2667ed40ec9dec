"""Line jumps: where two lines cross, the one along a rank passes under the other and shows a gap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from msgspec.structs import replace

from sdgen.layout.placement import Point, Route
from sdgen.layout.spacing import EPSILON

CLEARANCE = 3.0
"""A crossing so near to a corner or an end is none: two lines touch there by design or not at
all."""

MOST_COMPARED = 2_000_000
"""Pairs of pieces of lines compared."""
MOST_JUMPS = 20_000
"""Where lines cross more often than this, none shows a gap: nobody could tell them apart, and the
gaps would be most of the picture's bytes."""


def add_line_jumps(
    routes: Sequence[Route], *, down: bool, leading: Collection[str] = ()
) -> tuple[Route, ...]:
    """Orthogonal routes with the points where they pass under another one; without any where
    those would be too many. None of the ``leading`` lines passes under one that is not."""
    vertical: list[tuple[float, float, float, int]] = []
    for number, route in enumerate(routes):
        if route.curved:
            continue
        for one, other in pairwise(route.points):
            across, along = _turn(one, down), _turn(other, down)
            if abs(across[0] - along[0]) < EPSILON:
                low, high = sorted((across[1], along[1]))
                vertical.append((across[0], low, high, number))
    vertical.sort()
    places = [line[0] for line in vertical]
    if sum(_compared(route, places, down) for route in routes) > MOST_COMPARED:
        return tuple(routes)
    found = tuple(
        _with_jumps(route, number, vertical, places, down) for number, route in enumerate(routes)
    )
    if sum(len(route.jumps) for route in found) > MOST_JUMPS:
        return tuple(routes)
    return _with_leading_above(found, down, frozenset(leading)) if leading else found


def _with_leading_above(
    routes: Sequence[Route], down: bool, leading: frozenset[str]
) -> tuple[Route, ...]:
    """The routes with the gaps of leading lines in the lines that they cross instead, unless these
    lead too."""
    kept = {route.id: list(route.jumps) for route in routes}
    for route in routes:
        for jump in route.jumps if route.id in leading else ():
            others = {other.id for other in routes if _passes(other, jump, down)}
            if others and not others & leading:
                kept[route.id].remove(jump)
                for other in sorted(others):
                    kept[other].append(jump)
    return tuple(replace(route, jumps=tuple(kept[route.id])) for route in routes)


def _passes(route: Route, point: Point, down: bool) -> bool:
    """Whether the route runs across the ranks' lines through the point."""
    at = _turn(point, down)
    for one, other in pairwise(route.points):
        start, stop = _turn(one, down), _turn(other, down)
        low, high = sorted((start[1], stop[1]))
        if (
            abs(start[0] - stop[0]) < EPSILON
            and abs(start[0] - at[0]) < EPSILON
            and low + CLEARANCE < at[1] < high - CLEARANCE
        ):
            return True
    return False


def _compared(route: Route, places: list[float], down: bool) -> int:
    """How many pieces of other lines cross the range of the route's pieces along ranks."""
    if route.curved:
        return 0
    count = 0
    for one, other in pairwise(route.points):
        start, stop = _turn(one, down), _turn(other, down)
        if abs(start[1] - stop[1]) < EPSILON:
            low, high = sorted((start[0], stop[0]))
            count += max(0, bisect_left(places, high) - bisect_right(places, low))
    return count


def _with_jumps(
    route: Route,
    number: int,
    vertical: list[tuple[float, float, float, int]],
    places: list[float],
    down: bool,
) -> Route:
    if route.curved:
        return route
    jumps: list[Point] = []
    for one, other in pairwise(route.points):
        start, stop = _turn(one, down), _turn(other, down)
        if abs(start[1] - stop[1]) >= EPSILON:
            continue
        low, high = sorted((start[0], stop[0]))
        first = bisect_right(places, low + CLEARANCE)
        last = bisect_left(places, high - CLEARANCE)
        here = [
            across
            for across, top, bottom, owner in vertical[first:last]
            if owner != number and top + CLEARANCE < start[1] < bottom - CLEARANCE
        ]
        if start[0] > stop[0]:
            here.reverse()
        jumps += [Point(across, start[1]) if down else Point(start[1], across) for across in here]
    return replace(route, jumps=tuple(jumps))


def _turn(point: Point, down: bool) -> tuple[float, float]:
    return (point.x, point.y) if down else (point.y, point.x)
