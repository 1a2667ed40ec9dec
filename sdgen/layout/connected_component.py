"""The steps of layout for one connected component, from ranks and a first order to routes."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from sdgen.layout.flat_edges import straighten_flat_edges
from sdgen.layout.horizontal_coordinates import HorizontalCoordinates, alone
from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.long_edges import add_self_loops, reroute_long_edges
from sdgen.layout.merit import README, Target
from sdgen.layout.ordered_layers import disorder
from sdgen.layout.ordering import count_crossings, reduce_crossings
from sdgen.layout.placement import Box, Placement, Point, Route
from sdgen.layout.ports import add_ports
from sdgen.layout.routes import make_routes
from sdgen.layout.spacing import EPSILON
from sdgen.layout.straightening import EFFORT, straighten_edges
from sdgen.layout.vertical_coordinates import VerticalCoordinates, assign_vertical_coordinates

LEADING_BEND = 2.0
"""Of a leading line that is not straight, in crossings."""
DENSE_STRAIGHTENING = 60_000
"""Vertices looked at to straighten the lines of a dense component."""


class PlacedComponent(Struct, frozen=True):
    """A placed component; ``order`` gives the design's number of each route."""

    placement: Placement
    order: tuple[int, ...]


class ComponentDraft:
    """A component whose vertices are ordered and have feasible coordinates, not yet the best ones:
    enough to estimate its size and to count its crossings."""

    def __init__(
        self, layered: LayeredGraph, *, dense: bool = False, target: Target = README
    ) -> None:
        """``layered`` is in order, and is changed; in a ``dense`` one nothing more is tried to improve
        it, and less to straighten its lines."""
        if not dense:
            if reroute_long_edges(layered):
                reduce_crossings(layered)
            if layered.graph.forks:
                from sdgen.layout.gather import gather_forks

                gather_forks(layered)
        add_self_loops(layered)
        straighten_flat_edges(layered)
        self.layered = layered
        self.dense = dense
        self.assigned: dict[tuple[bool, bool], VerticalCoordinates] = {}
        most = target.width if layered.frame.down else target.height
        self.coordinates = HorizontalCoordinates(layered, add_ports(layered), most)

    @cached_property
    def crossings(self) -> int:
        """How often lines cross; coordinates do not change it."""
        return count_crossings(self.layered)

    @cached_property
    def disorder(self) -> float:
        """The crossings, and as parts of one the lines that run below their own rank or against the
        others."""
        return disorder(self.layered, self.crossings)

    def measured(self) -> tuple[float, float, float]:
        """About the width and height of the component in the picture, and the length of all lines."""
        vertical = self._vertical(curved=False)
        across, along = self.coordinates.width(), vertical.height
        if not self.layered.frame.down:
            across, along = along, across
        return across, along, self._length(vertical)

    def bends_of_leading_lines(self) -> float:
        """In crossings, the leading lines that are not straight as they are placed now, and those between
        cards that they alone join which do not stand in one column."""
        across, edges = self.layered.across, self.layered.graph.edges
        leading = [
            chain
            for chain in self.layered.chains
            if edges[chain.edge].leading and chain.edge_type == "inter-layer"
        ]
        bent = sum(
            max(abs(across[one] - across[other]) for one, other in pairwise(_stops(chain)))
            > EPSILON
            for chain in leading
        )
        bent += sum(
            abs(across[chain.vertices[0]] - across[chain.vertices[-1]]) > EPSILON
            for chain in alone(leading)
        )
        return LEADING_BEND * bent

    def _length(self, vertical: VerticalCoordinates) -> float:
        across, layer = self.layered.across, self.layered.layer
        total = 0.0
        for chain in self.layered.chains:
            stops = _stops(chain)
            if chain.edge_type == "self-loop" or stops[0] < 0:
                continue
            total += sum(abs(across[one] - across[other]) for one, other in pairwise(stops))
            upper, lower = chain.vertices[0], chain.vertices[-1]
            along = vertical.top[layer[lower]] - vertical.top[layer[upper]]
            # from card to card: what they are long themselves is not the line's
            total += max(0.0, along - self.layered.cards[upper].height)
        return total

    def _vertical(self, *, curved: bool) -> VerticalCoordinates:
        """Assigned once before the lines are straightened, and once after it."""
        key = (self.coordinates.searched, curved)
        if key not in self.assigned:
            self.assigned[key] = assign_vertical_coordinates(self.layered, curved=curved)
        return self.assigned[key]

    def finish(self, *, curved: bool) -> PlacedComponent:
        """Place the cards and all lines between them, with the corner at (0, 0)."""
        straighten_edges(self.coordinates, DENSE_STRAIGHTENING if self.dense else EFFORT)
        vertical = self._vertical(curved=curved)
        routes = make_routes(self.layered, vertical, curved=curved)
        cards = _card_boxes(self.layered, vertical)
        clusters = _cluster_boxes(self.layered, vertical)
        return _at_origin(self.layered, cards, clusters, routes)


def _stops(chain: Chain) -> list[int]:
    """The vertices that an edge runs through, from port to port."""
    return [chain.ports[0], *chain.vertices[1:-1], chain.ports[1]]


def _card_boxes(layered: LayeredGraph, vertical: VerticalCoordinates) -> dict[str, Box]:
    boxes = {}
    for card, node in enumerate(layered.nodes):
        size = layered.cards[card]
        boxes[layered.graph.nodes[node].id] = layered.frame.box(
            layered.across[card] - size.width / 2,
            vertical.top[layered.layer[card]],
            size.width,
            size.height,
        )
    return boxes


def _cluster_boxes(layered: LayeredGraph, vertical: VerticalCoordinates) -> dict[str, Box]:
    boxes = {}
    for number, cluster in enumerate(layered.clusters):
        left, right = layered.across[cluster.left_border], layered.across[cluster.right_border]
        top, bottom = vertical.cluster_top[number], vertical.cluster_bottom[number]
        boxes[cluster.id] = layered.frame.box(left, top, right - left, bottom - top)
    return boxes


def _at_origin(
    layered: LayeredGraph,
    cards: dict[str, Box],
    clusters: dict[str, Box],
    routes: list[tuple[int, Route]],
) -> PlacedComponent:
    """Everything moved so that the component's corner is the origin, rounded to 0.1 px."""
    left, top, right, bottom = [], [], [], []
    for node in layered.nodes:
        record = layered.graph.nodes[node]
        box = cards[record.id]
        left.append(box.x)
        top.append(box.y - record.above)
        right.append(box.right + record.stack)
        bottom.append(box.bottom)
    boxes = [*clusters.values(), *(route.label for _, route in routes if route.label)]
    points = [point for _, route in routes for point in route.points]
    left += [box.x for box in boxes] + [point.x for point in points]
    top += [box.y for box in boxes] + [point.y for point in points]
    right += [box.right for box in boxes] + [point.x for point in points]
    bottom += [box.bottom for box in boxes] + [point.y for point in points]
    x, y = min(left), min(top)

    def at(box: Box) -> Box:
        return Box(_tenth(box.x - x), _tenth(box.y - y), _tenth(box.width), _tenth(box.height))

    moved = tuple(
        Route(
            route.id,
            tuple(Point(_tenth(point.x - x), _tenth(point.y - y)) for point in route.points),
            route.curved,
            at(route.label) if route.label else None,
        )
        for _, route in routes
    )
    placement = Placement(
        _tenth(max(right) - x),
        _tenth(max(bottom) - y),
        layered.frame.down,
        {name: at(box) for name, box in cards.items()},
        {name: at(box) for name, box in clusters.items()},
        moved,
    )
    return PlacedComponent(placement, tuple(number for number, _ in routes))


def _tenth(value: float) -> float:
    return round(value, 1) + 0.0
