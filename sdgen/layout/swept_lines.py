"""Dummies for long edges where the sweep for the first order had them: on a rank at its key, on a layer
of labels half way. They are in the clusters that hold both ends; routing them again may take them into
those that hold one."""

from __future__ import annotations

from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.long_edges import LabelLayers, insert_flat_edges
from sdgen.layout.starting_order import Start


def place_swept_lines(layered: LayeredGraph, start: Start) -> None:
    """Insert the dummies of all edges, and order each layer as ``start`` has it."""
    placing = _Placing(layered, start)
    layer = layered.layer
    chains = [chain for chain in layered.chains if chain.edge_type == "inter-layer"]
    # short edges first: they have the least choice of a layer for their label
    chains.sort(key=lambda chain: layer[chain.vertices[1]] - layer[chain.vertices[0]])
    for chain in chains:
        placing.insert(chain)
    layered.layers = [placing.ordered(at, -1) for at in range(len(layered.layers))]
    insert_flat_edges(layered)


class _Placing:
    def __init__(self, layered: LayeredGraph, start: Start) -> None:
        self.layered, self.start = layered, start
        self.labels = LabelLayers(layered)
        self.keys = {card: start.keys[node] for card, node in enumerate(layered.nodes)}
        """Where each vertex stands in the sweep; borders have none."""
        self.inside: dict[tuple[int, int], list[int]] = {}
        """The vertices of each layer that a cluster holds itself (-1: those in none)."""
        for card, home in enumerate(layered.cluster_of_card):
            self.inside.setdefault((layered.layer[card], home), []).append(card)
        self.inner: dict[int, list[int]] = {}
        for number, cluster in enumerate(layered.clusters):
            self.inner.setdefault(cluster.parent, []).append(number)

    def insert(self, chain: Chain) -> None:
        """Insert the dummies of an edge and its label."""
        layered, keys = self.layered, self.keys
        upper, lower = chain.vertices
        first, last = layered.layer[upper], layered.layer[lower]
        label_layer = self.labels.choose(chain, first, last)
        half = layered.frame.label(layered.graph.edges[chain.edge])[0] / 2
        home = self._shared(upper, lower)
        here, there = layered.across[upper], layered.across[lower]
        vertices = [upper]
        for at, key in self._places(chain, first, last):
            across = here + (there - here) * (at - first) / (last - first)
            if at == label_layer and half:
                chain.label = layered.add("label", at, across, half, half)
                vertices.append(chain.label)
            else:
                vertices.append(layered.add("dummy", at, across, 0.0, 0.0))
            keys[vertices[-1]] = key
            self.inside.setdefault((at, home), []).append(vertices[-1])
        chain.vertices = [*vertices, lower]

    def _places(self, chain: Chain, first: int, last: int) -> list[tuple[int, float]]:
        """The layers that an edge passes, each with the key that it has there."""
        layered = self.layered
        upper, lower = chain.vertices
        passed = iter(self.start.passing.get(chain.edge, ()))
        on_ranks = {
            at: next(passed) for at in range(first + 1, last) if not layered.is_label_layer(at)
        }
        on_ranks[first], on_ranks[last] = self.keys[upper], self.keys[lower]
        return [
            (at, on_ranks[at] if at in on_ranks else (on_ranks[at - 1] + on_ranks[at + 1]) / 2)
            for at in range(first + 1, last)
        ]

    def _shared(self, one: int, other: int) -> int:
        """The innermost cluster that holds both cards, or -1."""
        layered = self.layered
        both = set(layered.ancestors(layered.cluster_of_card[other]))
        around = layered.ancestors(layered.cluster_of_card[one])
        return next((cluster for cluster in around if cluster in both), -1)

    def ordered(self, layer: int, parent: int) -> list[int]:
        """What the cluster ``parent`` (-1: the picture) holds in ``layer``, with the borders of
        clusters."""
        entries: list[tuple[float, int, list[int]]] = [
            (self.keys[vertex], vertex, [vertex]) for vertex in self.inside.get((layer, parent), ())
        ]
        for number in self.inner.get(parent, ()):
            cluster = self.layered.clusters[number]
            if cluster.first <= layer <= cluster.last:
                content = [cluster.left_border, *self.ordered(layer, number), cluster.right_border]
                entries.append((self.start.cluster_keys[cluster.id], -1, content))
        entries.sort(key=lambda entry: entry[:2])
        return [vertex for entry in entries for vertex in entry[2]]
