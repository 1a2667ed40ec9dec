"""Dummies for long edges where the sweep for the first order had them: on a rank at its key, on a layer
of labels half way. They are in the clusters that hold both ends; routing them again may take them into
those that hold one."""

from __future__ import annotations

from sdgen.layout.layered_graph import Chain, Content, LayeredGraph
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
    placing.content.order(
        placing.keys, [start.cluster_keys[cluster.id] for cluster in layered.clusters]
    )
    insert_flat_edges(layered)


class _Placing:
    def __init__(self, layered: LayeredGraph, start: Start) -> None:
        self.layered, self.start = layered, start
        self.labels = LabelLayers(layered)
        self.content = Content(layered)
        self.keys = [start.keys[node] for node in layered.nodes]
        """Where each vertex stands in the sweep; borders do not."""
        self.keys += [0.0] * (len(layered.vertex_type) - len(self.keys))

    def insert(self, chain: Chain) -> None:
        """Insert the dummies of an edge and its label."""
        layered = self.layered
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
            self.keys.append(key)
            self.content.vertices.setdefault((at, home), []).append(vertices[-1])
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
