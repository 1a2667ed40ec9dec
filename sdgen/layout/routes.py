"""Items with coordinates to routes: corners of orthogonal lines, or Bezier curves, and labels."""

from __future__ import annotations

from itertools import pairwise

from sdgen.layout.beside import heights_of, label_ends, pairs_of
from sdgen.layout.layered import Chain, Kind, Layered, Shape
from sdgen.layout.placement import Box, Route
from sdgen.layout.rows import Rows
from sdgen.layout.spacing import EPSILON

CORNER = 12.0
"""The reach of a rounded corner in curved routes."""


def make_routes(layered: Layered, rows: Rows, *, curved: bool) -> list[tuple[int, Route]]:
    """Each line's route with its number in the design."""
    beside = _beside_offsets(layered)
    loops = _loop_offsets(layered)
    routes = []
    for number, chain in enumerate(layered.chains):
        edge = layered.graph.edges[chain.edge]
        if chain.shape is Shape.BESIDE:
            corners = _beside(layered, rows, chain, beside[number])
        elif chain.shape is Shape.LOOP:
            corners = _loop(layered, rows, chain, *loops[number])
        else:
            corners = _down(layered, rows, number, chain)
        if chain.reverse:
            corners.reverse()
        label = _label(layered, rows, chain, corners)
        pairs = corners
        if curved:
            pairs = (
                _curve(rows, corners)
                if chain.shape in (Shape.DOWN, Shape.AROUND)
                else _bezier(corners)
            )
        points = tuple(layered.frame.point(across, along) for across, along in pairs)
        routes.append((chain.edge, Route(edge.id, points, curved, label)))
    return routes


def _down(layered: Layered, rows: Rows, number: int, chain: Chain) -> list[tuple[float, float]]:
    stops = [chain.ports[0], *chain.items[1:-1], chain.ports[1]]
    upper, lower = chain.items[0], chain.items[-1]
    x = layered.across
    corners = [(x[stops[0]], rows.top[layered.layer[upper]] + layered.cards[upper].height)]
    for step, (one, other) in enumerate(pairwise(stops)):
        bend = rows.corners.get((number, step), [])
        upwards = layered.layer[one] > layered.layer[other]
        corners += bend[::-1] if upwards else bend
    if chain.shape is Shape.AROUND:
        end = rows.top[layered.layer[lower]] + layered.cards[lower].height
    else:
        end = rows.top[layered.layer[lower]]
    corners.append((x[stops[-1]], end))
    return corners


def _beside(layered: Layered, rows: Rows, chain: Chain, offset: float) -> list[tuple[float, float]]:
    source, target = chain.items[0], chain.items[-1]
    along = rows.top[layered.layer[source]] + offset
    one, other = layered.across[source], layered.across[target]
    half, far = layered.cards[source].width / 2, layered.cards[target].width / 2
    if one < other:
        return [(one + half, along), (other - far, along)]
    return [(one - half, along), (other + far, along)]


def _loop(
    layered: Layered, rows: Rows, chain: Chain, start: float, end: float
) -> list[tuple[float, float]]:
    card, loop = chain.items[0], chain.items[1]
    edge = layered.across[card] + layered.cards[card].width / 2
    top = rows.top[layered.layer[card]]
    out = layered.across[loop]
    return [(edge, top + start), (out, top + start), (out, top + end), (edge, top + end)]


def _beside_offsets(layered: Layered) -> dict[int, float]:
    """Lines between one pair of neighbours share the height that both cards have."""
    offsets: dict[int, float] = {}
    for (one, other), numbers in pairs_of(layered, Shape.BESIDE).items():
        heights = heights_of(layered, one, other, numbers)
        assert heights is not None, "only lines that find room run beside each other"
        offsets.update(zip(numbers, heights, strict=True))
    return offsets


def _loop_offsets(layered: Layered) -> dict[int, tuple[float, float]]:
    """Loops of one card nest: the outer ones leave higher and come back lower."""
    found: dict[int, list[int]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.shape is Shape.LOOP:
            found.setdefault(chain.items[0], []).append(number)
    offsets = {}
    for card, numbers in found.items():
        height = layered.cards[card].height
        step = height / (2 * len(numbers) + 2)
        for position, number in enumerate(reversed(numbers)):
            offsets[number] = (step * (position + 1), height - step * (position + 1))
    return offsets


def _label(
    layered: Layered, rows: Rows, chain: Chain, corners: list[tuple[float, float]]
) -> Box | None:
    width, height = layered.frame.label(layered.graph.edges[chain.edge])
    if width <= 0 or height <= 0:
        return None
    if chain.shape is Shape.BESIDE:
        left, right = label_ends(layered, chain.items[0], chain.items[-1])
        across = (_face(layered, left, 1) + _face(layered, right, -1)) / 2
        along = corners[0][1]
    elif chain.shape is Shape.LOOP:
        across, along = corners[1][0], (corners[1][1] + corners[2][1]) / 2
    else:
        across = layered.across[chain.label]
        layer = layered.layer[chain.label]
        along = (rows.top[layer] + rows.bottom[layer]) / 2
    return layered.frame.box(across - width / 2, along - height / 2, width, height)


def _face(layered: Layered, item: int, side: int) -> float:
    """Where the right side (1) or the left one (-1) of a card is, or a border."""
    half = layered.cards[item].width / 2 if layered.kind[item] is Kind.CARD else 0.0
    return layered.across[item] + side * half


def _curve(rows: Rows, corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Straight through the ranks, an S through each channel where the line moves aside."""
    start, *middle, end = corners
    points = [start]

    def straight(to: tuple[float, float]) -> None:
        here = points[-1]
        if abs(here[1] - to[1]) < EPSILON and abs(here[0] - to[0]) < EPSILON:
            return
        points.extend(
            (here[0] + (to[0] - here[0]) * part, here[1] + (to[1] - here[1]) * part)
            for part in (1 / 3, 2 / 3)
        )
        points.append(to)

    downwards = start[1] <= end[1]
    around = abs(start[1] - end[1]) < EPSILON
    for one, other in zip(middle[::2], middle[1::2], strict=True):
        channel = min(range(len(rows.start)), key=lambda layer: abs(rows.start[layer] - one[1]))
        top, bottom = rows.start[channel], rows.end[channel]
        if around:
            straight((one[0], top))
            points.extend([(one[0], bottom), (other[0], bottom), (other[0], top)])
            continue
        enter, leave = (top, bottom) if downwards else (bottom, top)
        straight((one[0], enter))
        half = (enter + leave) / 2
        points.extend([(one[0], half), (other[0], half), (other[0], leave)])
    straight(end)
    return points


def _bezier(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Straight pieces with rounded corners, as one chain of Bezier curves."""
    points = [corners[0]]

    def straight(to: tuple[float, float]) -> None:
        here = points[-1]
        points.extend(_between(here, to, part) for part in (1 / 3, 2 / 3))
        points.append(to)

    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        near = [min(CORNER, _distance(corner, other) / 2) for other in (before, after)]
        straight(_between(corner, before, near[0] / max(_distance(corner, before), EPSILON)))
        leave = _between(corner, after, near[1] / max(_distance(corner, after), EPSILON))
        points.extend((corner, corner, leave))
    straight(corners[-1])
    return points


def _between(
    one: tuple[float, float], other: tuple[float, float], part: float
) -> tuple[float, float]:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
