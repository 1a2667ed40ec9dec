"""Ranks for the cards of a component, and what they will cost, estimated in three steps: from the
ranks alone, from the order that sweeps leave, and from the order with all that lines need.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.block_placement import Nest, block_coordinates
from sdgen.layout.frame import Frame, Size
from sdgen.layout.layered_graph import LayeredGraph
from sdgen.layout.merit import CROSSING_WEIGHT, Target, size_merit
from sdgen.layout.ordered_layers import disorder
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, CHANNEL, CLUSTER_GAP, CLUSTER_PADDING, LINE_GAP
from sdgen.layout.starting_order import Start

PASSED_COST, FLAT_COST, REVERSE_COST = 0.12, 0.58, 1.45
"""Of a rank that a line passes, of a line within a rank, and of one that runs up, for every line,
before an order is known."""
SWEPT_COST, SWEPT_FLAT, SWEPT_REVERSE = 1.35, 0.5, 1.45
"""Of a crossing that sweeps leave, of a line within a rank, and of one that runs up, for every line.
They predict best, of 1,300 candidates of 70 pictures, the merit of the draft (least squares)."""
STAIRS = 0.5
"""Of the width that groups need in the order of the design: a better order needs less."""
TITLE = 16.0
"""About how high the title of a group is."""


class Ranked(Struct, frozen=True):
    """Ranks for the cards (numbers in the graph), and what is known of them so far: the ``merit``
    expected; about the ``size`` of their rows in the picture; how many lines are within a rank or run
    up; the order, and the order with the lines. ``number`` says in which order they were tried."""

    merit: float
    number: int
    frame: Frame
    ranks: dict[int, int]
    size: tuple[float, float]
    flat: int = 0
    reverse: int = 0
    start: Start | None = None
    layered: LayeredGraph | None = None


def best_of(ranked: Sequence[Ranked], count: int, frames: Sequence[Frame]) -> list[Ranked]:
    """The best so many, and the best of each frame."""
    order = sorted(ranked, key=lambda each: (-each.merit, each.number))
    found = order[:count]
    for frame in frames:
        if all(each.frame != frame for each in found):
            found += [each for each in order if each.frame == frame][:1]
    return found


class Rater:
    """Estimates the merit of ranks for one component in one frame."""

    def __init__(self, graph: Graph, frame: Frame, nodes: Sequence[int], target: Target) -> None:
        self.graph, self.frame, self.nodes, self.target = graph, frame, nodes, target
        names = {graph.nodes[node].id: node for node in nodes}
        self.lines = [
            (names[edge.source], names[edge.target], frame.label(edge)[1])
            for edge in graph.edges
            if edge.source in names
        ]
        """Each line: its two cards, and how high its label is."""
        self.sizes: dict[int, Size] = {node: frame.card(graph.nodes[node]) for node in nodes}
        self.rooms = [
            (
                node,
                size.width + size.left + size.right + CARD_GAP,
                size.height + size.top + size.bottom + CHANNEL,
            )
            for node, size in self.sizes.items()
        ]
        self.nest = Nest(graph, nodes)
        self.declared = dict(zip(nodes, map(float, range(len(nodes))), strict=True))
        self.declared_clusters = self.nest.means(self.declared)

    def rated(self, number: int, ranks: dict[int, int], start: Start | None = None) -> Ranked:
        """Rated by the ranks alone. With ``start``, the order found for nearly the same ones, groups are
        taken to need no more than their rows."""
        passed = flat = reverse = 0
        for source, target, _ in self.lines:
            span = ranks[target] - ranks[source]
            if span < 0:
                reverse += 1
                passed -= span + 1
            elif span:
                passed += span - 1
            else:
                flat += source != target
        rows = self._rows(ranks)
        size = rows
        if start is None and self.declared_clusters:
            wide = self._wide(ranks, self.declared, self.declared_clusters)
            size = self._at_least(rows, STAIRS * wide)
        cost = PASSED_COST * passed + FLAT_COST * flat + REVERSE_COST * reverse
        merit = size_merit(*size, self.target) - cost / (len(self.lines) + 1)
        return Ranked(merit, number, self.frame, ranks, rows, flat, reverse, start)

    def swept(self, ranked: Ranked, start: Start) -> Ranked:
        """Rated with the order that sweeps leave, and the width that groups need in it: beside each other
        on all ranks that they share, they may stand like stairs."""
        wide = self._wide(ranked.ranks, start.keys, start.cluster_keys)
        size = self._at_least(ranked.size, wide)
        cost = SWEPT_COST * start.crossings
        cost += SWEPT_FLAT * ranked.flat + SWEPT_REVERSE * ranked.reverse
        merit = size_merit(*size, self.target) - cost / (len(self.lines) + 1)
        return replace(ranked, merit=merit, start=start, size=size)

    def ordered(self, ranked: Ranked, layered: LayeredGraph) -> Ranked:
        """Rated with all that lines need in the layers."""
        cost = CROSSING_WEIGHT * disorder(layered) / (len(self.lines) + 1)
        return replace(ranked, merit=size_merit(*ranked.size, self.target) - cost, layered=layered)

    def _rows(self, ranks: dict[int, int]) -> tuple[float, float]:
        """About the size of a picture with these ranks."""
        rows = max(ranks.values()) + 1
        wide, high, label = [0.0] * rows, [0.0] * rows, [0.0] * rows
        for node, across, along in self.rooms:
            rank = ranks[node]
            wide[rank] += across
            if along > high[rank]:
                high[rank] = along
        for first, last in self.nest.spans(ranks).values():
            high[first] += CLUSTER_PADDING + TITLE
            high[last] += CLUSTER_PADDING
            for rank in range(first, last + 1):
                wide[rank] += 2 * CLUSTER_PADDING + CLUSTER_GAP - CARD_GAP
        for source, target, deep in self.lines:
            first, last = ranks[source], ranks[target]
            if last < first:
                first, last = last, first
            if deep > label[first]:
                label[first] = deep
            for rank in range(first + 1, last):
                wide[rank] += LINE_GAP
        across, along = max(wide) - CARD_GAP, sum(high) + sum(label) - CHANNEL
        return (across, along) if self.frame.down else (along, across)

    def _at_least(self, size: tuple[float, float], wide: float) -> tuple[float, float]:
        """The size of a picture that is at least so wide across the ranks."""
        width, height = size
        return (max(width, wide), height) if self.frame.down else (width, max(height, wide))

    def _wide(
        self, ranks: dict[int, int], keys: dict[int, float], cluster_keys: dict[str, float]
    ) -> float:
        """How wide groups and cards are in this order."""
        sizes = self.sizes
        across = block_coordinates(self.nest, sizes, ranks, keys, cluster_keys)
        return max([x + sizes[node].width / 2 for node, x in across.items()])
