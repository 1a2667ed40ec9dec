"""The layered graph: vertices in layers, from left to right.

A vertex is a card or stands for something else with a place on a rank: a dummy where a long edge
passes, its label, the border of a cluster, a port. Vertices are numbers with their properties in
parallel lists, because a thousand cards make tens of thousands of vertices. Layers are ranks of
cards and, between them where needed, layers of labels. The two borders of a cluster are in every
layer of its span, so the position of a vertex in its layer says which clusters it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from sdgen.layout.frame import Frame, Size
from sdgen.layout.placement import Graph

VertexType = Literal["card", "dummy", "label", "left-border", "right-border", "self-loop", "port"]
"""What a vertex stands for."""

EdgeType = Literal["inter-layer", "flat-below", "flat-straight", "self-loop"]
"""Between two ranks, below the rank of both cards, straight to the neighbour on the same rank, or back
to its own card."""


class Chain(Struct):
    """An edge as the chain of its vertices, from the upper card by the dummies to the lower card
    (``reverse`` where the design's call runs up). ``edge`` is its number in the graph, ``label``
    the vertex of its label, or -1."""

    edge: int
    edge_type: EdgeType
    reverse: bool
    vertices: list[int]
    label: int = -1
    ports: tuple[int, int] = (-1, -1)


class LayeredCluster(Struct):
    """A cluster in the frame: its span of layers, its border vertices and its parent (-1: none)."""

    id: str
    parent: int
    title: tuple[float, float]
    first: int = -1
    last: int = -1
    left_border: int = -1
    right_border: int = -1


class LayeredGraph(Struct):
    """A connected component of the graph in layers. Cards are the vertices 0 .. len(cards) - 1."""

    graph: Graph
    frame: Frame
    nodes: list[int]
    cards: list[Size]
    clusters: list[LayeredCluster]
    cluster_of_card: list[int]
    """The innermost cluster of each card, or -1."""

    vertex_type: list[VertexType] = field(default_factory=list)
    left_extent: list[float] = field(default_factory=list)
    """How far the vertex reaches to the left of its coordinate; ``right_extent`` to the right."""
    right_extent: list[float] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    layer: list[int] = field(default_factory=list)
    layers: list[list[int]] = field(default_factory=list)
    label_height: list[float] = field(default_factory=list)
    """Of each layer: 0 for a rank of cards, else the height of its labels."""
    chains: list[Chain] = field(default_factory=list)
    cluster_of_border: dict[int, int] = field(default_factory=dict)
    """The cluster whose border a vertex is."""

    def add(
        self, vertex_type: VertexType, layer: int, across: float, before: float, after: float
    ) -> int:
        """A new vertex, not yet in the list of its layer."""
        self.vertex_type.append(vertex_type)
        self.layer.append(layer)
        self.across.append(across)
        self.left_extent.append(before)
        self.right_extent.append(after)
        return len(self.vertex_type) - 1

    def ancestors(self, cluster: int) -> list[int]:
        """``cluster`` and the clusters it is in, from the inside out."""
        chain = []
        while cluster >= 0:
            chain.append(cluster)
            cluster = self.clusters[cluster].parent
        return chain

    def fork_at(self, chain: Chain, start: bool) -> str:
        """The fork in which a line leaves its card at this end of its chain, or empty."""
        return self.graph.edges[chain.edge].fork if start != chain.reverse else ""

    def is_label_layer(self, layer: int) -> bool:
        return self.label_height[layer] > 0


def build_layers(
    graph: Graph, frame: Frame, nodes: Sequence[int], centres: Sequence[tuple[float, float]]
) -> LayeredGraph:
    """The same as ``rank_cards`` with the layers in the order of the plan. Nothing overlaps there, so the
    lists of different layers never contradict each other."""
    layered = rank_cards(graph, frame, nodes, centres)
    across = layered.across
    middles = [
        (across[cluster.left_border] + across[cluster.right_border]) / 2
        for cluster in layered.clusters
    ]
    Content(layered).order(across, middles)
    return layered


def rank_cards(
    graph: Graph, frame: Frame, nodes: Sequence[int], centres: Sequence[tuple[float, float]]
) -> LayeredGraph:
    """Cards and clusters with the layers that they are in, these still empty; edges without dummies.

    ``nodes`` are the indices of the cards of this component, ``centres`` where the plan put all
    cards.
    """
    sizes = [frame.card(graph.nodes[node]) for node in nodes]
    heights = sorted({round(centres[node][1], 1) for node in nodes})
    rank = {height: position for position, height in enumerate(heights)}
    ranks = [rank[round(centres[node][1], 1)] for node in nodes]
    clusters, home = _clusters(graph, frame, nodes)
    layered = LayeredGraph(graph, frame, list(nodes), sizes, clusters, home)
    for position, node in enumerate(nodes):
        size = sizes[position]
        layered.add(
            "card",
            ranks[position],
            centres[node][0],
            size.width / 2 + size.left,
            size.width / 2 + size.right,
        )
    _connect(layered, ranks)
    _add_label_layers(layered, len(heights))
    _span_clusters(layered)
    layered.layers = [[] for _ in layered.label_height]
    return layered


def _clusters(
    graph: Graph, frame: Frame, nodes: Sequence[int]
) -> tuple[list[LayeredCluster], list[int]]:
    declared = {cluster.id: cluster for cluster in graph.clusters}
    used: set[str] = set()
    for node in nodes:
        name = graph.nodes[node].cluster
        while name is not None and name in declared and name not in used:
            used.add(name)
            name = declared[name].parent
    place: dict[str, int] = {}
    clusters: list[LayeredCluster] = []
    for given in graph.clusters:
        if given.id in used:
            place[given.id] = len(clusters)
            clusters.append(LayeredCluster(given.id, -1, frame.title(given)))
    for cluster in clusters:
        above = declared[cluster.id].parent
        cluster.parent = place.get(above, -1) if above is not None else -1
    home = [place.get(graph.nodes[node].cluster or "", -1) for node in nodes]
    return clusters, home


def _connect(layered: LayeredGraph, ranks: list[int]) -> None:
    """A chain for each edge of this component, from its upper card to its lower one."""
    graph = layered.graph
    card = {graph.nodes[node].id: position for position, node in enumerate(layered.nodes)}
    for position, edge in enumerate(graph.edges):
        if edge.source not in card:
            continue
        source, target = card[edge.source], card[edge.target]
        if source == target:
            chain = Chain(position, "self-loop", False, [source, target])
        elif ranks[source] == ranks[target]:
            chain = Chain(position, "flat-below", False, [source, target])
        elif ranks[source] < ranks[target]:
            chain = Chain(position, "inter-layer", False, [source, target])
        else:
            chain = Chain(position, "inter-layer", True, [target, source])
        layered.chains.append(chain)


def _add_label_layers(layered: LayeredGraph, ranks: int) -> None:
    """Insert a layer of labels below each rank where an edge has no other place for its label, and
    renumber the layers."""
    graph, frame = layered.graph, layered.frame
    depth = [0.0] * ranks
    for chain in layered.chains:
        upper, lower = (layered.layer[vertex] for vertex in chain.vertices)
        height = frame.label(graph.edges[chain.edge])[1]
        if height > 0 and (
            chain.edge_type == "flat-below"
            or (chain.edge_type == "inter-layer" and lower == upper + 1)
        ):
            depth[upper] = max(depth[upper], height)
    number = []
    for rank in range(ranks):
        number.append(len(layered.label_height))
        layered.label_height.append(0.0)
        if depth[rank] > 0:
            layered.label_height.append(depth[rank])
    for vertex in range(len(layered.cards)):
        layered.layer[vertex] = number[layered.layer[vertex]]


def _span_clusters(layered: LayeredGraph) -> None:
    """The first and last layer of each cluster, and its border vertices."""
    reach: dict[int, list[float]] = {}
    for card, home in enumerate(layered.cluster_of_card):
        left = layered.across[card] - layered.left_extent[card]
        right = layered.across[card] + layered.right_extent[card]
        for cluster in layered.ancestors(home):
            record = layered.clusters[cluster]
            layer = layered.layer[card]
            record.first = layer if record.first < 0 else min(record.first, layer)
            record.last = max(record.last, layer)
            bounds = reach.setdefault(cluster, [left, right])
            bounds[0], bounds[1] = min(bounds[0], left), max(bounds[1], right)
    for cluster, record in enumerate(layered.clusters):
        left, right = reach[cluster]
        record.left_border = layered.add("left-border", record.first, left, 0.0, 0.0)
        record.right_border = layered.add("right-border", record.first, right, 0.0, 0.0)
        layered.cluster_of_border[record.left_border] = cluster
        layered.cluster_of_border[record.right_border] = cluster


class Content:
    """What each cluster holds itself (-1: the picture), by layer."""

    def __init__(self, layered: LayeredGraph) -> None:
        self.layered = layered
        self.vertices: dict[tuple[int, int], list[int]] = {}
        self.inner: dict[int, list[int]] = {}
        for card, home in enumerate(layered.cluster_of_card):
            self.vertices.setdefault((layered.layer[card], home), []).append(card)
        for cluster, record in enumerate(layered.clusters):
            self.inner.setdefault(record.parent, []).append(cluster)

    def order(self, keys: Sequence[float], cluster_keys: Sequence[float]) -> None:
        """Put all layers in the order of the keys of vertices and clusters, with the borders of
        clusters."""

        def ordered(layer: int, parent: int) -> list[int]:
            entries: list[tuple[float, int, list[int]]] = [
                (keys[vertex], vertex, [vertex])
                for vertex in self.vertices.get((layer, parent), ())
            ]
            for cluster in self.inner.get(parent, ()):
                record = self.layered.clusters[cluster]
                if record.first <= layer <= record.last:
                    content = [record.left_border, *ordered(layer, cluster), record.right_border]
                    entries.append((cluster_keys[cluster], record.left_border, content))
            entries.sort(key=lambda entry: entry[:2])
            return [vertex for entry in entries for vertex in entry[2]]

        layers = range(len(self.layered.label_height))
        self.layered.layers = [ordered(layer, -1) for layer in layers]
