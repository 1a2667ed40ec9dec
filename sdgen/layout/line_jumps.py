"""Line jumps: where two lines cross, the one along a rank passes under the other and shows a gap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
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
    vertical = _vertical(routes, down)
    places = [line[0] for line in vertical]
    if sum(_compared(route, places, down) for route in routes) > MOST_COMPARED:
        return tuple(routes)
    # A set in order: all lines of a trunk are at one place, which is one gap.
    under: list[dict[Point, None]] = [{} for _ in routes]
    for number, route in enumerate(routes):
        for point, over in _crossings(route, number, vertical, places, down):
            above = route.id in leading and routes[over].id not in leading
            under[over if above else number][point] = None
    if sum(map(len, under)) > MOST_JUMPS:
        return tuple(routes)
    return tuple(
        replace(route, jumps=tuple(points)) for route, points in zip(routes, under, strict=True)
    )


def count_crossings(routes: Sequence[Route], *, down: bool) -> int:
    """The places where a line along a rank passes another one, each pair of lines counted by itself."""
    vertical = _vertical(routes, down)
    places = [line[0] for line in vertical]
    return sum(
        sum(1 for _ in _crossings(route, number, vertical, places, down))
        for number, route in enumerate(routes)
    )


def _vertical(routes: Sequence[Route], down: bool) -> list[tuple[float, float, float, int]]:
    """The pieces of orthogonal routes across ranks, sorted: where, from where to where, and the number of
    the route."""
    found: list[tuple[float, float, float, int]] = []
    for number, route in enumerate(routes):
        if route.curved:
            continue
        for one, other in pairwise(route.points):
            across, along = _turn(one, down), _turn(other, down)
            if abs(across[0] - along[0]) < EPSILON:
                low, high = sorted((across[1], along[1]))
                found.append((across[0], low, high, number))
    return sorted(found)


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


def _crossings(
    route: Route,
    number: int,
    vertical: list[tuple[float, float, float, int]],
    places: list[float],
    down: bool,
) -> Iterator[tuple[Point, int]]:
    """Where the route crosses another along a rank, in its own order, and the number of that one."""
    if route.curved:
        return
    for one, other in pairwise(route.points):
        start, stop = _turn(one, down), _turn(other, down)
        if abs(start[1] - stop[1]) >= EPSILON:
            continue
        low, high = sorted((start[0], stop[0]))
        first = bisect_right(places, low + CLEARANCE)
        last = bisect_left(places, high - CLEARANCE)
        here = [
            (across, owner)
            for across, top, bottom, owner in vertical[first:last]
            if owner != number and top + CLEARANCE < start[1] < bottom - CLEARANCE
        ]
        if start[0] > stop[0]:
            here.reverse()
        for across, owner in here:
            yield Point(across, start[1]) if down else Point(start[1], across), owner


def _turn(point: Point, down: bool) -> tuple[float, float]:
    return (point.x, point.y) if down else (point.y, point.x)
