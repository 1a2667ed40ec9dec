"""Dummy nodes for the long edges of dense graphs: each edge goes straight on where it may.

On every layer that it passes, an edge takes the passage between two cards or borders that is nearest
to its coordinate, whatever other edges do; edges that share a passage keep their order. The work is
that of reading the layers; ``long_edges`` searches for the path with the fewest bends and crossings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sdgen.layout.layered_graph import Chain, LayeredGraph, VertexType
from sdgen.layout.long_edges import LabelLayers
from sdgen.layout.spacing import LINE_GAP


class _Passage(NamedTuple):
    place: int
    """The position in the layer of the vertex right of it."""
    low: float
    high: float


def route_long_edges_greedily(layered: LayeredGraph) -> None:
    """Insert the dummies of all edges of a component, in the order of the design."""
    router = _Router(layered)
    for chain in layered.chains:
        if chain.edge_type == "inter-layer":
            router.route_inter_layer(chain)
        elif chain.edge_type == "flat-below":
            router.route_flat(chain)
    router.fill_layers()


class _Router:
    def __init__(self, layered: LayeredGraph) -> None:
        self.layered = layered
        self.labels = LabelLayers(layered)
        self.open: list[dict[int, list[_Passage]] | None] = [None] * len(layered.layers)
        """The passages of each layer by the innermost cluster that they are in (-1: none)."""
        self.known: dict[tuple[int, int], list[int]] = {}
        self.entries: list[list[tuple[int, float, float, int]]] = [[] for _ in layered.layers]
        """Of each layer: position, coordinate, coordinate of the edge's lower end, and vertex."""

    def route_inter_layer(self, chain: Chain) -> None:
        layered = self.layered
        upper, lower = chain.vertices
        first, last = layered.layer[upper], layered.layer[lower]
        label = self.labels.choose(chain, first, last)
        clusters = self._clusters(layered.cluster_of_card[upper], layered.cluster_of_card[lower])
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        across = layered.across[upper]
        vertices = [upper]
        for layer in range(first + 1, last):
            passage = self._nearest(layer, clusters, across)
            across = _within(passage, across)
            half = width / 2 if layer == label else 0.0
            vertices.append(self._add(layer, passage.place, across, layered.across[lower], half))
            if layer == label:
                chain.label = vertices[-1]
        chain.vertices = [*vertices, lower]

    def route_flat(self, chain: Chain) -> None:
        """Both ends leave downwards; the label is on the source's leg."""
        layered = self.layered
        source, target = chain.vertices
        layer = layered.layer[source] + 1
        if layer >= len(layered.layers) or not layered.is_label_layer(layer):
            return
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        legs = []
        for card, other, half in ((source, target, width / 2), (target, source, 0.0)):
            clusters, goal = (
                [-1, *layered.ancestors(layered.cluster_of_card[card])],
                layered.across[card],
            )
            passage = self._nearest(layer, clusters, goal)
            across = _within(passage, goal)
            legs.append(self._add(layer, passage.place, across, layered.across[other], half))
        chain.label = legs[0] if width > 0 else -1
        chain.vertices = [source, legs[0], legs[1], target]

    def fill_layers(self) -> None:
        """Put the dummies of all edges into their layers."""
        layers = self.layered.layers
        for layer, entries in enumerate(self.entries):
            if not entries:
                continue
            at: dict[int, list[int]] = {}
            for place, _, _, vertex in sorted(entries):
                at.setdefault(place, []).append(vertex)
            row = layers[layer]
            filled: list[int] = []
            for place, vertex in enumerate(row):
                filled += at.get(place, ())
                filled.append(vertex)
            layers[layer] = [*filled, *at.get(len(row), ())]

    def _add(self, layer: int, place: int, across: float, onward: float, half: float) -> int:
        vertex_type: VertexType = "label" if half > 0 else "dummy"
        vertex = self.layered.add(vertex_type, layer, across, half, half)
        self.entries[layer].append((place, across, onward, vertex))
        return vertex

    def _clusters(self, home: int, other: int) -> list[int]:
        """The clusters (-1: none) that a line between cards of two clusters may pass in: those of
        either card, within the innermost one that has both."""
        key = (min(home, other), max(home, other))
        found = self.known.get(key)
        if found is None:
            one, two = (self.layered.ancestors(each) for each in key)
            shared = set(one) & set(two)
            inner = [cluster for cluster in (*one, *two) if cluster not in shared]
            both = next((cluster for cluster in one if cluster in shared), -1)
            found = self.known[key] = sorted({both, *inner})
        return found

    def _nearest(self, layer: int, clusters: Sequence[int], across: float) -> _Passage:
        """The passage in one of the clusters that is nearest to a coordinate."""
        open_in = self.open[layer]
        if open_in is None:
            open_in = self.open[layer] = self._passages(layer)
        near: list[_Passage] = []
        for cluster in clusters:
            passages = open_in.get(cluster, ())
            after = bisect_right(passages, across, key=lambda passage: passage.low)
            near += passages[max(0, after - 1) : after + 1]
        return min(near, key=lambda passage: (abs(_within(passage, across) - across), passage))

    def _passages(self, layer: int) -> dict[int, list[_Passage]]:
        layered = self.layered
        row = layered.layers[layer]
        found: dict[int, list[_Passage]] = {}
        cluster, left = -1, -inf
        for place, vertex in enumerate(row):
            across = layered.across[vertex]
            passage = _Passage(place, left, across - layered.left_extent[vertex] - LINE_GAP)
            found.setdefault(cluster, []).append(passage)
            if vertex in layered.cluster_of_border:
                own = layered.cluster_of_border[vertex]
                cluster = (
                    own
                    if layered.vertex_type[vertex] == "left-border"
                    else layered.clusters[own].parent
                )
            left = across + layered.right_extent[vertex] + LINE_GAP
        found.setdefault(cluster, []).append(_Passage(len(row), left, inf))
        return found


def _within(passage: _Passage, across: float) -> float:
    """The coordinate in the passage nearest to one; the middle of one that is too narrow."""
    if passage.low > passage.high:
        return (passage.low + passage.high) / 2
    return min(max(across, passage.low), passage.high)
