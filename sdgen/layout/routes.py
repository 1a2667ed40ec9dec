"""Vertices with coordinates to routes: corners of orthogonal lines, Bezier curves, labels."""

from __future__ import annotations

from itertools import pairwise

from sdgen.layout.flat_edges import edges_by_pair, heights_of_flat_edges, label_ends
from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.long_edges import self_loop_label
from sdgen.layout.placement import Box, Route
from sdgen.layout.spacing import EPSILON
from sdgen.layout.vertical_coordinates import VerticalCoordinates

CORNER = 12.0
"""The reach of a rounded corner in curved routes."""


def make_routes(
    layered: LayeredGraph, vertical: VerticalCoordinates, *, curved: bool
) -> list[tuple[int, Route]]:
    """Each line's route with its number in the design."""
    flat = _flat_offsets(layered)
    loops = _self_loop_offsets(layered)
    routes = []
    for number, chain in enumerate(layered.chains):
        edge = layered.graph.edges[chain.edge]
        if chain.edge_type == "flat-straight":
            corners = _flat(layered, vertical, chain, flat[number])
        elif chain.edge_type == "self-loop":
            corners = _self_loop(layered, vertical, chain, *loops[number])
        else:
            corners = _down(layered, vertical, number, chain)
        if chain.reverse:
            corners.reverse()
        label = _label(layered, vertical, chain, corners)
        pairs = corners
        if curved:
            pairs = (
                _curve(vertical, corners)
                if chain.edge_type in ("inter-layer", "flat-below")
                else _bezier(corners)
            )
        points = tuple(layered.frame.point(across, along) for across, along in pairs)
        routes.append((chain.edge, Route(edge.id, points, curved, label)))
    return routes


def _down(
    layered: LayeredGraph, vertical: VerticalCoordinates, number: int, chain: Chain
) -> list[tuple[float, float]]:
    stops = [chain.ports[0], *chain.vertices[1:-1], chain.ports[1]]
    upper, lower = chain.vertices[0], chain.vertices[-1]
    x = layered.across
    corners = [(x[stops[0]], vertical.top[layered.layer[upper]] + layered.cards[upper].height)]
    for step, (one, other) in enumerate(pairwise(stops)):
        bend = vertical.corners.get((number, step), [])
        upwards = layered.layer[one] > layered.layer[other]
        corners += bend[::-1] if upwards else bend
    if chain.edge_type == "flat-below":
        end = vertical.top[layered.layer[lower]] + layered.cards[lower].height
    else:
        end = vertical.top[layered.layer[lower]]
    corners.append((x[stops[-1]], end))
    return corners


def _flat(
    layered: LayeredGraph, vertical: VerticalCoordinates, chain: Chain, offset: float
) -> list[tuple[float, float]]:
    source, target = chain.vertices[0], chain.vertices[-1]
    along = vertical.top[layered.layer[source]] + offset
    one, other = layered.across[source], layered.across[target]
    half, far = layered.cards[source].width / 2, layered.cards[target].width / 2
    if one < other:
        return [(one + half, along), (other - far, along)]
    return [(one - half, along), (other + far, along)]


def _self_loop(
    layered: LayeredGraph, vertical: VerticalCoordinates, chain: Chain, start: float, end: float
) -> list[tuple[float, float]]:
    card, loop = chain.vertices[0], chain.vertices[1]
    edge = layered.across[card] + layered.cards[card].width / 2
    top = vertical.top[layered.layer[card]]
    out = layered.across[loop]
    return [(edge, top + start), (out, top + start), (out, top + end), (edge, top + end)]


def _flat_offsets(layered: LayeredGraph) -> dict[int, float]:
    """Lines between one pair of neighbours share the height that both cards have."""
    offsets: dict[int, float] = {}
    for (one, other), numbers in edges_by_pair(layered, "flat-straight").items():
        heights = heights_of_flat_edges(layered, one, other, numbers)
        assert heights is not None, "only lines that find room run beside each other"
        offsets.update(zip(numbers, heights, strict=True))
    return offsets


def _self_loop_offsets(layered: LayeredGraph) -> dict[int, tuple[float, float]]:
    """Loops of one card nest: the outer ones leave higher and come back lower."""
    found: dict[int, list[int]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.edge_type == "self-loop":
            found.setdefault(chain.vertices[0], []).append(number)
    offsets = {}
    for card, numbers in found.items():
        height = layered.cards[card].height
        step = height / (2 * len(numbers) + 2)
        for position, number in enumerate(reversed(numbers)):
            offsets[number] = (step * (position + 1), height - step * (position + 1))
    return offsets


def _label(
    layered: LayeredGraph,
    vertical: VerticalCoordinates,
    chain: Chain,
    corners: list[tuple[float, float]],
) -> Box | None:
    flat = chain.edge_type in ("flat-straight", "self-loop")
    width, height = layered.frame.label(layered.graph.edges[chain.edge], flat=flat)
    if width <= 0 or height <= 0:
        return None
    if chain.edge_type == "self-loop":
        across = corners[1][0] - self_loop_label(layered, chain)[1] + width / 2
        along = (corners[1][1] + corners[2][1]) / 2
    elif flat:
        left, right = label_ends(layered, chain.vertices[0], chain.vertices[-1])
        across = (_face(layered, left, 1) + _face(layered, right, -1)) / 2
        along = corners[0][1]
    else:
        across = layered.across[chain.label]
        layer = layered.layer[chain.label]
        along = (vertical.top[layer] + vertical.bottom[layer]) / 2
    return layered.frame.box(across - width / 2, along - height / 2, width, height)


def _face(layered: LayeredGraph, vertex: int, side: int) -> float:
    """Where the right side (1) or the left one (-1) of a card is, or a border."""
    half = layered.cards[vertex].width / 2 if layered.vertex_type[vertex] == "card" else 0.0
    return layered.across[vertex] + side * half


def _curve(
    vertical: VerticalCoordinates, corners: list[tuple[float, float]]
) -> list[tuple[float, float]]:
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
        channel = min(
            range(len(vertical.start)), key=lambda layer: abs(vertical.start[layer] - one[1])
        )
        top, bottom = vertical.start[channel], vertical.end[channel]
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
