"""Joins: the dots where lines of a trunk come together, found in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.placement import Edge, Point, Route
from sdgen.layout.spacing import EPSILON

SharedEnd = Literal["source", "target"]


class Trunk(Struct, frozen=True):
    """The numbers of its lines, and the end that they share."""

    lines: tuple[int, ...]
    shared_end: SharedEnd


def trunks(edges: Sequence[Edge], routes: Sequence[Route]) -> list[Trunk]:
    """All trunks, by where lines end."""
    found: dict[tuple[str, str, SharedEnd, Point], list[int]] = {}
    for number, (edge, route) in enumerate(zip(edges, routes, strict=True)):
        if edge.trunk:
            found.setdefault((edge.trunk, edge.target, "target", route.points[-1]), []).append(
                number
            )
            found.setdefault((edge.trunk, edge.source, "source", route.points[0]), []).append(
                number
            )
    return [Trunk(tuple(lines), end) for (_, _, end, _), lines in found.items() if len(lines) > 1]


def add_joins(edges: Sequence[Edge], routes: Sequence[Route]) -> tuple[Route, ...]:
    """Orthogonal routes with the end that they share with others of their trunk, and the points where
    they join them."""
    joined = list(routes)
    for trunk in trunks(edges, routes):
        own = {line: _corners(routes[line]) for line in trunk.lines if not routes[line].curved}
        ways = _ways(list(own.values()))
        for number, each in own.items():
            joins = tuple(corner for corner in each[1:-1] if len(ways[corner]) > 2)
            joined[number] = replace(routes[number], joins=joins, shared_end=trunk.shared_end)
    return tuple(joined)


def _ways(lines: Sequence[Sequence[Point]]) -> dict[Point, set[tuple[bool, bool]]]:
    """In which directions lines leave each of their corners, one of them or another."""
    corners = {corner for line in lines for corner in line[1:-1]}
    level: dict[float, list[Point]] = {}
    upright: dict[float, list[Point]] = {}
    for corner in corners:
        level.setdefault(corner.y, []).append(corner)
        upright.setdefault(corner.x, []).append(corner)
    ways: dict[Point, set[tuple[bool, bool]]] = {corner: set() for corner in corners}
    for piece in {piece for line in lines for piece in pairwise(line)}:
        one, other = piece
        near = level.get(one.y, ()) if one.y == other.y else upright.get(one.x, ())
        for corner in near:
            if _between(corner, one, other):
                ways[corner].update(_way(corner, to) for to in piece if to != corner)
    return ways


def _corners(route: Route) -> list[Point]:
    """The ends of the route and the points at which it turns."""
    kept: list[Point] = []
    for point in route.points:
        if kept and _distance(kept[-1], point) < EPSILON:
            continue
        if len(kept) > 1 and _between(kept[-1], kept[-2], point):
            kept.pop()
        kept.append(point)
    return kept


def _between(point: Point, one: Point, other: Point) -> bool:
    """Whether a point lies on a level or upright piece."""
    return (
        abs(_distance(one, point) + _distance(point, other) - _distance(one, other)) < EPSILON
    ) and (abs(one.x - other.x) < EPSILON or abs(one.y - other.y) < EPSILON)


def _way(start: Point, to: Point) -> tuple[bool, bool]:
    """In which of the four directions a point lies."""
    level = abs(to.y - start.y) < EPSILON
    return level, to.x > start.x if level else to.y > start.y


def _distance(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)
