"""Dummy nodes for long edges: on every layer that an edge passes, the gap that it takes.

Dynamic programming over the gaps of the layers finds the path with the least offset, bends and
crossings. A path never enters a cluster that has neither end of its edge, never leaves one that has
both, and never passes through a card, because cards and borders are what gaps are between.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import inf
from operator import itemgetter

from msgspec import Struct

from sdgen.layout.layered_graph import Chain, LayeredGraph, VertexType
from sdgen.layout.spacing import BEND_COST, LINE_GAP, SELF_LOOP_REACH, SELF_LOOP_TO_LABEL

MANY = 1_000_000
"""More clusters than there are."""
CHOICES = 5
"""Gaps tried on each layer, for each end of the edge."""

CROSSING_COST = 500.0
"""Far more than the way round costs: what a crossing costs in ``merit`` is some thousand px of line."""
RETURN_COST = 500.0
"""Of a line that comes back into a cluster that it has left, or leaves one that it will end in."""
CROWDING = 0.4
"""The cost of 1 px of room that has to be made, against 1 px of offset."""

COUNT_CROSSINGS_UP_TO = 150
"""Edges of a component; in a larger one only ``ordering`` counts crossings."""


class _Gap(Struct, frozen=True):
    """A gap between vertices, and the coordinate that a line takes there; in how many clusters it is
    that hold the line's upper end alone, and in how many that hold its lower end alone."""

    place: int
    across: float
    penalty: float
    left: int = 0
    entered: int = 0


def route_long_edges(layered: LayeredGraph) -> None:
    """Insert the dummies of all edges, short edges first because they have the least choice."""
    layer = layered.layer
    order = sorted(
        range(len(layered.chains)),
        key=lambda position: (
            abs(
                layer[layered.chains[position].vertices[1]]
                - layer[layered.chains[position].vertices[0]]
            ),
            position,
        ),
    )
    router = _Router(layered)
    for position in order:
        chain = layered.chains[position]
        if chain.edge_type == "inter-layer":
            router.insert_inter_layer(chain)
        elif chain.edge_type == "flat-below":
            router.insert_flat(chain)


def insert_flat_edges(layered: LayeredGraph) -> None:
    """Insert the legs of the edges within a rank, now that all others have their dummies."""
    router = _Router(layered)
    for chain in layered.chains:
        if chain.edge_type == "inter-layer":
            router.note(chain)
    for chain in layered.chains:
        if chain.edge_type == "flat-below":
            router.insert_flat(chain)


def reroute_long_edges(layered: LayeredGraph) -> bool:
    """Remove the dummies of each long edge and route it again, now that all others are known; not in a
    large component. Returns whether there were any."""
    if len(layered.chains) > COUNT_CROSSINGS_UP_TO:
        return False
    long = [
        chain
        for chain in layered.chains
        if chain.edge_type == "inter-layer" and len(chain.vertices) > 2
    ]
    router = _Router(layered)
    for chain in layered.chains:
        if chain.edge_type in ("inter-layer", "flat-below"):
            router.note(chain)
    for chain in long:
        router.insert_again(chain)
    return bool(long)


def add_self_loops(layered: LayeredGraph) -> None:
    """A vertex beside its card for each self-loop. Runs after ordering, because nothing may come
    between the two."""
    for chain in layered.chains:
        if chain.edge_type != "self-loop":
            continue
        card = chain.vertices[0]
        width, inside = self_loop_label(layered, chain)
        reach = max(SELF_LOOP_REACH - layered.cards[card].right, inside + 6)
        loop = layered.add(
            "self-loop", layered.layer[card], layered.across[card], reach, width - inside + 4
        )
        row = layered.layers[layered.layer[card]]
        place = row.index(card) + 1
        while place < len(row) and layered.vertex_type[row[place]] == "self-loop":
            place += 1
        row.insert(place, loop)
        chain.vertices = [card, loop, card]
        chain.label = loop if width > 0 else -1


def self_loop_label(layered: LayeredGraph, chain: Chain) -> tuple[float, float]:
    """How far across the label of a self-loop is, and how much of that lies inside the loop: it stands
    outside, where it hides nothing of the line, with the badge on the line."""
    edge = layered.graph.edges[chain.edge]
    width = layered.frame.label(edge, flat=True)[0]
    if not width:
        return 0.0, 0.0
    badge = edge.badge_width if layered.frame.down else edge.badge_height
    return width, badge / 2 if badge else -SELF_LOOP_TO_LABEL


class LabelLayers:
    """Chooses the layer for the label of each long edge."""

    def __init__(self, layered: LayeredGraph) -> None:
        self.layered = layered
        self.counts = [0] * len(layered.layers)
        """How many labels each layer has."""

    def choose(self, chain: Chain, first: int, last: int) -> int:
        """A layer of labels that has few, or the middle rank passed; -1 for no label. Leading lines
        that run beside each other have theirs at one height."""
        layered = self.layered
        leading = layered.graph.edges[chain.edge].leading
        if layered.frame.label(layered.graph.edges[chain.edge])[1] <= 0:
            return -1
        middle = (first + last) / 2
        candidates = range(first + 1, last)
        chosen = min(
            candidates,
            key=lambda layer: (
                not layered.is_label_layer(layer),
                (0 if leading else self.counts[layer]) + abs(layer - middle),
                layer,
            ),
        )
        self.counts[chosen] += 1
        if layered.is_label_layer(chosen):
            height = layered.frame.label(layered.graph.edges[chain.edge])[1]
            layered.label_height[chosen] = max(layered.label_height[chosen], height)
        return chosen


class _Router:
    def __init__(self, layered: LayeredGraph) -> None:
        self.layered = layered
        self.count_crossings = len(layered.chains) <= COUNT_CROSSINGS_UP_TO
        self.steps: list[list[tuple[int, int]]] = [[] for _ in layered.layers]
        """The pieces of lines between each layer and the next one."""
        self.labels = LabelLayers(layered)
        self.places: list[dict[int, int] | None] = [None] * len(layered.layers)
        """The position of each vertex in its layer; None where that has changed."""

    def note(self, chain: Chain) -> None:
        """Take note of an edge that has its dummies already."""
        layer = self.layered.layer
        for one, other in pairwise(chain.vertices):
            if layer[one] != layer[other]:
                upper, lower = (one, other) if layer[one] < layer[other] else (other, one)
                self.steps[layer[upper]].append((upper, lower))
        if chain.label >= 0:
            self.labels.counts[layer[chain.label]] += 1

    def insert_again(self, chain: Chain) -> None:
        """Remove the dummies of an edge and route it again."""
        layered = self.layered
        for one, other in pairwise(chain.vertices):
            self.steps[layered.layer[one]].remove((one, other))
        for vertex in chain.vertices[1:-1]:
            layered.layers[layered.layer[vertex]].remove(vertex)
            self.places[layered.layer[vertex]] = None
        if chain.label >= 0:
            self.labels.counts[layered.layer[chain.label]] -= 1
        chain.vertices, chain.label = [chain.vertices[0], chain.vertices[-1]], -1
        self.insert_inter_layer(chain)

    def insert_inter_layer(self, chain: Chain) -> None:
        layered = self.layered
        upper, lower = chain.vertices
        first, last = layered.layer[upper], layered.layer[lower]
        label_layer = self.labels.choose(chain, first, last)
        above, below = (
            set(layered.ancestors(layered.cluster_of_card[card])) for card in (upper, lower)
        )
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        goals = (layered.across[upper], layered.across[lower])
        columns = []
        for layer in range(first + 1, last):
            half = width / 2 if layer == label_layer else 0.0
            columns.append(self._gaps(layer, goals, above, below, half))
        path = self._cheapest_path(columns, first, upper, lower)
        vertices = [upper]
        for step, gap in enumerate(path):
            layer = first + 1 + step
            half = width / 2 if layer == label_layer else 0.0
            vertex = self._insert(layer, gap, half)
            if layer == label_layer:
                chain.label = vertex
            vertices.append(vertex)
        chain.vertices = [*vertices, lower]
        for step in range(len(chain.vertices) - 1):
            self.steps[first + step].append((chain.vertices[step], chain.vertices[step + 1]))

    def insert_flat(self, chain: Chain) -> None:
        """Both ends leave downwards; the label is on the source's leg."""
        layered = self.layered
        source, target = chain.vertices
        layer = layered.layer[source] + 1
        if layer >= len(layered.layers) or not layered.is_label_layer(layer):
            return
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        legs = []
        for card, half in ((source, width / 2), (target, 0.0)):
            goal = layered.across[card]
            allowed = set(layered.ancestors(layered.cluster_of_card[card]))
            gaps = self._gaps(layer, (goal, goal), allowed, set(), half)
            best = min(gaps, key=lambda gap: (abs(gap.across - goal) + gap.penalty, gap.place))
            legs.append(self._insert(layer, best, half))
            self.steps[layer - 1].append((card, legs[-1]))
        chain.label = legs[0] if width > 0 else -1
        chain.vertices = [source, legs[0], legs[1], target]

    def _gaps(
        self,
        layer: int,
        goals: tuple[float, float],
        above: set[int],
        below: set[int],
        half: float,
    ) -> list[_Gap]:
        """The gaps nearest to the goals: in no cluster but those that hold the line's upper end and
        those that hold its lower one, and in each that holds both."""
        layered = self.layered
        across_of, before, after = layered.across, layered.left_extent, layered.right_extent
        vertex_type, cluster_of_border = layered.vertex_type, layered.cluster_of_border
        row = layered.layers[layer]
        found: list[tuple[int, float, float, int, int]] = []
        shared = above & below
        closed = source = target = 0
        outside = len(shared)
        left = -inf
        for place, vertex in enumerate(row):
            across = across_of[vertex]
            if closed == 0 and outside == 0:
                right = across - before[vertex] - LINE_GAP - half
                found.append((place, left, right, source, target))
            if vertex in cluster_of_border:
                cluster = cluster_of_border[vertex]
                step = 1 if vertex_type[vertex] == "left-border" else -1
                if cluster in shared:
                    outside -= step
                elif cluster in above:
                    source += step
                elif cluster in below:
                    target += step
                else:
                    closed += step
            left = across + after[vertex] + LINE_GAP + half
        if outside == 0:
            found.append((len(row), left, inf, 0, 0))
        gaps: dict[tuple[int, float], _Gap] = {}
        for goal in goals:
            ranked = []
            for place, low, high, source, target in found:
                if low > high:
                    across, penalty = (low + high) / 2, (low - high) * CROWDING
                else:
                    across, penalty = low if goal < low else min(goal, high), 0.0
                off = abs(across - goal) + penalty
                ranked.append((off, place, across, penalty, source, target))
            ranked.sort()
            for _, place, across, penalty, source, target in ranked[:CHOICES]:
                gaps.setdefault((place, across), _Gap(place, across, penalty, source, target))
        return list(gaps.values())

    def _cheapest_path(
        self, columns: list[list[_Gap]], first: int, upper: int, lower: int
    ) -> list[_Gap]:
        across = self.layered.across
        # where a line leaves and ends, it is in all clusters of that end
        before = [_Gap(self._place(upper), across[upper], 0.0, MANY, 0)]
        costs = [0.0]
        trails: list[list[int]] = []
        last = [_Gap(self._place(lower), across[lower], 0.0, 0, MANY)]
        for step, column in enumerate([*columns, last]):
            crossings = self._crossings(first + step, before, column)
            trail, sums = [], []
            for place, gap in enumerate(column):
                best, origin = inf, 0
                for index, start in enumerate(before):
                    distance = abs(start.across - gap.across)
                    cost = (
                        costs[index]
                        + (distance + BEND_COST if distance > 1.0 else distance)
                        + crossings[index][place] * CROSSING_COST
                    )
                    if gap.left > start.left or gap.entered < start.entered:
                        cost += RETURN_COST
                    if cost < best:
                        best, origin = cost, index
                trail.append(origin)
                sums.append(best + gap.penalty)
            trails.append(trail)
            before, costs = column, sums
        path: list[_Gap] = []
        index = trails[-1][0]
        for step in range(len(columns) - 1, -1, -1):
            path.append(columns[step][index])
            index = trails[step][index]
        return path[::-1]

    def _crossings(self, layer: int, before: list[_Gap], after: list[_Gap]) -> list[list[int]]:
        if not self.count_crossings:
            return [[0] * len(after) for _ in before]
        upper, lower = self._places(layer), self._places(layer + 1)
        card = before[0].place if len(before) == 1 else -1
        end = after[0].place if len(after) == 1 else -1
        steps = [
            (upper[one], lower[other])
            for one, other in self.steps[layer]
            if upper[one] != card and lower[other] != end
        ]
        steps.sort(key=itemgetter(1))
        ends = [other for _, other in steps]
        stops = [gap.place for gap in after]
        below = [bisect_left(ends, stop) for stop in stops]
        counts: dict[int, list[int]] = {}
        for start in before:
            place = start.place
            if place in counts:
                continue
            # Lines from the left that end right of the new one cross it, and the other way round.
            left = [other for one, other in steps if one < place]
            count = len(left)
            counts[place] = [
                count - 2 * bisect_left(left, stop) + all_below
                for stop, all_below in zip(stops, below, strict=True)
            ]
        return [counts[start.place] for start in before]

    def _places(self, layer: int) -> dict[int, int]:
        found = self.places[layer]
        if found is None:
            found = {vertex: place for place, vertex in enumerate(self.layered.layers[layer])}
            self.places[layer] = found
        return found

    def _place(self, vertex: int) -> int:
        return self._places(self.layered.layer[vertex])[vertex]

    def _insert(self, layer: int, gap: _Gap, half: float) -> int:
        layered = self.layered
        vertex_type: VertexType = "label" if half > 0 else "dummy"
        vertex = layered.add(vertex_type, layer, gap.across, half, half)
        layered.layers[layer].insert(gap.place, vertex)
        self.places[layer] = None
        return vertex
