"""Horizontal coordinate assignment: separation constraints, and the costs that are minimised.

Neighbours of a layer keep their separation, ports stay on their card's side. Within that, each piece
of a line costs its offset, plus two bends unless it is straight; clusters and the picture cost their
width, ports their distance from an even spread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from sdgen.layout.flat_edges import label_ends
from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.ports import Side
from sdgen.layout.separations import separation
from sdgen.layout.spacing import BEND_COST, CARD_GAP, EPSILON, LABEL_GAP

CLUSTER_WEIGHT = 0.8
PICTURE_WEIGHT = 1.5
OVER_WEIGHT = 6.0
"""Of each px of the picture beyond the box in which it is read."""
LEADING_WEIGHT = 6.0
"""Of a leading line, that of others being 1."""
COLUMN_WEIGHT = 1.5
"""Of cards in one column and their line in the middle: all that takes is less than a bend costs."""
SINGLE_WEIGHT = 0.2
"""The same where no line leads."""
IDEAL_WEIGHT = 0.15
IDEAL_SQUARE = 0.003
LABEL_TO_CARD = 18.0
"""Along a line from side to side: room for its arrow."""


class HorizontalCoordinates:
    """The coordinates across the ranks of one component: feasible from the start, better after
    ``straighten_edges``."""

    def __init__(self, layered: LayeredGraph, sides: list[Side], most: float = inf) -> None:
        """``most`` is the width from which on more of it costs more."""
        self.layered = layered
        self.most = most
        self.edges = (
            layered.add("left-border", 0, min(layered.across), 0.0, 0.0),
            layered.add("right-border", 0, max(layered.across), 0.0, 0.0),
        )
        count = len(layered.vertex_type)
        self.x = layered.across
        self.successors: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.predecessors: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.pulls: list[tuple[int, int, float, float, float]] = []
        """Two vertices, their best distance, the cost of each px off it, and a fixed cost if off."""
        self.over = -1
        """The pull that costs only what the picture is wider than it may be; -1 where there is none."""
        self.pulled: list[list[int]] = [[] for _ in range(count)]
        self.joined: list[list[int]] = [[] for _ in range(count)]
        """The ports of a card and the card of a port: they move together."""
        self.lines: list[list[int]] = [[] for _ in range(count)]
        """The vertices that pieces of lines join to a vertex."""
        self.searched = False
        self.constrain_layers()
        self.make_feasible()
        self.constrain_ports(sides)
        self.pull_lines()
        self.pull_columns()
        self.pull_clusters()

    # Constraints

    def keep_apart(self, left: int, right: int, distance: float) -> None:
        self.successors[left].append((right, distance))
        self.predecessors[right].append((left, distance))

    def constrain_layers(self) -> None:
        layered = self.layered
        widest: dict[tuple[int, int], float] = {}
        for row in layered.layers:
            for left, right in pairwise(row):
                distance = separation(layered, left, right)
                widest[left, right] = max(distance, widest.get((left, right), distance))
        for cluster in layered.clusters:
            pair = (cluster.left_border, cluster.right_border)
            widest[pair] = max(separation(layered, *pair), widest.get(pair, 0.0))
        for chain in layered.chains:
            if chain.edge_type == "flat-straight":
                left, right = label_ends(layered, *chain.vertices[:2])
                width = layered.frame.label(layered.graph.edges[chain.edge], flat=True)[0]
                room = sum(
                    LABEL_TO_CARD if layered.vertex_type[end] == "card" else LABEL_GAP
                    for end in (left, right)
                )
                distance = (
                    layered.right_extent[left]
                    + layered.left_extent[right]
                    + max(CARD_GAP, width + room)
                )
                widest[left, right] = max(distance, widest.get((left, right), 0.0))
        left, right = self.edges
        for row in layered.layers:
            if row:
                widest[left, row[0]] = layered.left_extent[row[0]]
                widest[row[-1], right] = layered.right_extent[row[-1]]
        for (left, right), distance in widest.items():
            self.keep_apart(left, right, distance)

    def constrain_ports(self, sides: list[Side]) -> None:
        for side in sides:
            for number, port in enumerate(side.ports):
                self.x[port] = self.x[side.card] + side.ideal[number]
                self.pull(side.card, port, side.ideal[number], IDEAL_WEIGHT, 0.0)
                self.joined[side.card].append(port)
                self.joined[port].append(side.card)
            for (left, right), more in zip(pairwise(side.ports), side.more, strict=True):
                self.keep_apart(left, right, side.gap + more)
            for number, port in enumerate(side.ports):
                # Bounds take their neighbours' room into account, so pushing ends at once.
                low = side.low + number * side.gap + sum(side.more[:number])
                high = side.high - (len(side.ports) - 1 - number) * side.gap
                high -= sum(side.more[number:])
                self.keep_apart(side.card, port, low)
                self.keep_apart(port, side.card, -high)

    def make_feasible(self) -> None:
        """The mean of two feasible solutions: everything pushed right, and everything pushed left."""
        order = self._topological()
        pushed = self.x[:]
        for vertex in order:
            for other, distance in self.successors[vertex]:
                pushed[other] = max(pushed[other], pushed[vertex] + distance)
        pulled = self.x[:]
        for vertex in reversed(order):
            for other, distance in self.predecessors[vertex]:
                pulled[other] = min(pulled[other], pulled[vertex] - distance)
        for vertex in order:
            self.x[vertex] = (pushed[vertex] + pulled[vertex]) / 2

    def _topological(self) -> list[int]:
        waiting = [len(before) for before in self.predecessors]
        order = [vertex for vertex, count in enumerate(waiting) if count == 0]
        for vertex in order:
            for other, _ in self.successors[vertex]:
                waiting[other] -= 1
                if waiting[other] == 0:
                    order.append(other)
        return order

    # Costs

    def pull(self, one: int, other: int, distance: float, weight: float, fixed: float) -> None:
        self.pulled[one].append(len(self.pulls))
        self.pulled[other].append(len(self.pulls))
        self.pulls.append((one, other, distance, weight, fixed))
        if fixed > 0:
            self.lines[one].append(other)
            self.lines[other].append(one)

    def pull_lines(self) -> None:
        for chain in self.layered.chains:
            if chain.edge_type == "inter-layer":
                leading = self.layered.graph.edges[chain.edge].leading
                weight = LEADING_WEIGHT if leading else 1.0
                stops = [chain.ports[0], *chain.vertices[1:-1], chain.ports[1]]
                for one, other in pairwise(stops):
                    self.pull(one, other, 0.0, weight, weight * BEND_COST)
            elif chain.edge_type == "flat-below":
                stops = [chain.ports[0], *chain.vertices[1:-1], chain.ports[1]]
                middle = len(stops) // 2 - 1
                for step, (one, other) in enumerate(pairwise(stops)):
                    fixed = 0.0 if step == middle else BEND_COST
                    self.pull(one, other, 0.0, 1.0, fixed)
            elif chain.edge_type == "self-loop":
                card, loop = chain.vertices[:2]
                self.pull(card, loop, separation(self.layered, card, loop), 3.0, 0.0)

    def pull_columns(self) -> None:
        """Cards that one line leaves and reaches alone stand in one column, with the line in their
        middle; leading lines take no notice of others."""
        layered = self.layered
        chains = [chain for chain in layered.chains if chain.edge_type == "inter-layer"]
        leading = [chain for chain in chains if layered.graph.edges[chain.edge].leading]
        weights = {chain.edge: SINGLE_WEIGHT for chain in alone(chains)}
        weights |= {chain.edge: COLUMN_WEIGHT for chain in alone(leading)}
        for chain in chains:
            if chain.edge not in weights:
                continue
            weight = weights[chain.edge]
            one, other = chain.vertices[0], chain.vertices[-1]
            for first, second in pairwise((one, *chain.ports, other)):
                if (first, second) != chain.ports:
                    self.pull(first, second, 0.0, weight, weight * BEND_COST)
            self.pull(one, other, 0.0, weight, weight * BEND_COST)

    def pull_clusters(self) -> None:
        """The width of clusters and of the whole picture costs."""
        for cluster in self.layered.clusters:
            self.pull(cluster.left_border, cluster.right_border, 0.0, CLUSTER_WEIGHT, 0.0)
        left, right = self.edges
        self.pull(left, right, 0.0, PICTURE_WEIGHT, 0.0)
        if self.most < inf:
            self.over = len(self.pulls)
            self.pull(left, right, self.most, OVER_WEIGHT, 0.0)

    def cost(self, number: int) -> float:
        """What a pull costs now."""
        one, other, distance, weight, fixed = self.pulls[number]
        off = self.x[other] - self.x[one] - distance
        if abs(off) < EPSILON or (number == self.over and off < 0.0):
            return 0.0
        off = abs(off)
        if weight == IDEAL_WEIGHT:
            return off * weight + off * off * IDEAL_SQUARE
        return off * weight + fixed

    def width(self) -> float:
        """The present width of the component."""
        return self.x[self.edges[1]] - self.x[self.edges[0]]

    def tighten_clusters(self) -> None:
        """Move the borders of clusters inwards as far as their content allows, inner clusters first."""
        layered = self.layered
        depth = {number: len(layered.ancestors(number)) for number in range(len(layered.clusters))}
        for number in sorted(depth, key=lambda cluster: (-depth[cluster], cluster)):
            cluster = layered.clusters[number]
            old = self.x[cluster.right_border]
            left = [
                self.x[vertex] - gap
                for vertex, gap in self.successors[cluster.left_border]
                if vertex != cluster.right_border
            ]
            right = [
                self.x[vertex] + gap
                for vertex, gap in self.predecessors[cluster.right_border]
                if vertex != cluster.left_border
            ]
            short = separation(layered, cluster.left_border, cluster.right_border)
            self.x[cluster.left_border] = min(left, default=self.x[cluster.left_border])
            self.x[cluster.right_border] = max(right, default=old)
            if self.x[cluster.right_border] - self.x[cluster.left_border] < short:
                self.x[cluster.right_border] = min(old, self.x[cluster.left_border] + short)
                self.x[cluster.left_border] = self.x[cluster.right_border] - short


def alone(chains: Sequence[Chain]) -> list[Chain]:
    """Those that no other one leaves or reaches on the same side of a card."""
    below = Counter(chain.vertices[0] for chain in chains)
    above = Counter(chain.vertices[-1] for chain in chains)
    return [
        chain
        for chain in chains
        if below[chain.vertices[0]] == 1 and above[chain.vertices[-1]] == 1
    ]
