"""The layered picture that the steps of layout fill in: items in layers, from left to right.

An item is anything that has a place on a rank: a card, the point where a line passes, a label on
its line, the border of a group. Items are numbers; what is known of them is in parallel lists,
because layout of a thousand cards has tens of thousands of them. Layers are ranks of cards and,
between them where labels need one, ranks of labels. A group's two borders are in every layer of
its span, so an item's place in the list of its layer says which groups it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct, field

from sdgen.layout.frame import Frame, Size
from sdgen.layout.placement import Graph


class Kind(IntEnum):
    """What an item is."""

    CARD = 0
    LINE = 1
    LABEL = 2
    OPEN = 3
    CLOSE = 4
    LOOP = 5
    PORT = 6


class Shape(IntEnum):
    """How a line runs: down through the layers, out and back below one rank, straight to the
    neighbour on its rank, or round to its own card."""

    DOWN = 0
    AROUND = 1
    BESIDE = 2
    LOOP = 3


class Chain(Struct):
    """One line: the items it passes from the upper card to the lower one (``reverse`` where the
    design's call runs up). ``label`` is the item that carries the label, or -1."""

    edge: int
    shape: Shape
    reverse: bool
    items: list[int]
    label: int = -1
    ports: tuple[int, int] = (-1, -1)


class Group(Struct):
    """A cluster in the frame: its span of layers, its border items and its parent (-1: none)."""

    id: str
    parent: int
    title: tuple[float, float]
    first: int = -1
    last: int = -1
    open: int = -1
    close: int = -1


class Layered(Struct):
    """A linked part of the graph in layers. Cards are the items 0 .. len(cards) - 1."""

    graph: Graph
    frame: Frame
    nodes: list[int]
    cards: list[Size]
    groups: list[Group]
    home: list[int]
    """The innermost group of each card, or -1."""

    kind: list[Kind] = field(default_factory=list)
    before: list[float] = field(default_factory=list)
    """How far the item reaches to the left of its coordinate."""
    after: list[float] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    layer: list[int] = field(default_factory=list)
    layers: list[list[int]] = field(default_factory=list)
    label_height: list[float] = field(default_factory=list)
    """Of each layer: 0 for a rank of cards, else what its labels need."""
    chains: list[Chain] = field(default_factory=list)
    group_of: dict[int, int] = field(default_factory=dict)
    """The group whose border an item is."""

    def add(self, kind: Kind, layer: int, across: float, before: float, after: float) -> int:
        """A new item, not yet in the list of its layer."""
        self.kind.append(kind)
        self.layer.append(layer)
        self.across.append(across)
        self.before.append(before)
        self.after.append(after)
        return len(self.kind) - 1

    def ancestors(self, group: int) -> list[int]:
        """``group`` and the groups it is in, from the inside out."""
        chain = []
        while group >= 0:
            chain.append(group)
            group = self.groups[group].parent
        return chain

    def is_label_layer(self, layer: int) -> bool:
        return self.label_height[layer] > 0


def build_layers(
    graph: Graph, frame: Frame, nodes: Sequence[int], centres: Sequence[tuple[float, float]]
) -> Layered:
    """Cards and groups in layers, as Graphviz ranked and ordered them; lines without their way.

    ``nodes`` are the indices of the cards of this part, ``centres`` where Graphviz put all cards.
    """
    sizes = [frame.card(graph.nodes[node]) for node in nodes]
    heights = sorted({round(centres[node][1], 1) for node in nodes})
    rank = {height: position for position, height in enumerate(heights)}
    ranks = [rank[round(centres[node][1], 1)] for node in nodes]
    groups, home = _groups(graph, frame, nodes)
    layered = Layered(graph, frame, list(nodes), sizes, groups, home)
    for position, node in enumerate(nodes):
        size = sizes[position]
        layered.add(
            Kind.CARD,
            ranks[position],
            centres[node][0],
            size.width / 2 + size.left,
            size.width / 2 + size.right,
        )
    _connect(layered, ranks)
    _add_label_layers(layered, len(heights))
    _span_groups(layered)
    content = _Content(layered)
    layered.layers = [content.ordered(layer, -1) for layer in range(len(layered.label_height))]
    return layered


def _groups(graph: Graph, frame: Frame, nodes: Sequence[int]) -> tuple[list[Group], list[int]]:
    clusters = {cluster.id: cluster for cluster in graph.clusters}
    used: set[str] = set()
    for node in nodes:
        name = graph.nodes[node].group
        while name is not None and name in clusters and name not in used:
            used.add(name)
            name = clusters[name].parent
    place: dict[str, int] = {}
    groups: list[Group] = []
    for cluster in graph.clusters:
        if cluster.id in used:
            place[cluster.id] = len(groups)
            groups.append(Group(cluster.id, -1, frame.title(cluster)))
    for group in groups:
        above = clusters[group.id].parent
        group.parent = place.get(above, -1) if above is not None else -1
    home = [place.get(graph.nodes[node].group or "", -1) for node in nodes]
    return groups, home


def _connect(layered: Layered, ranks: list[int]) -> None:
    """A chain for each line of this part, from its upper card to its lower one."""
    graph = layered.graph
    card = {graph.nodes[node].id: position for position, node in enumerate(layered.nodes)}
    for position, edge in enumerate(graph.edges):
        if edge.source not in card:
            continue
        source, target = card[edge.source], card[edge.target]
        if source == target:
            chain = Chain(position, Shape.LOOP, False, [source, target])
        elif ranks[source] == ranks[target]:
            chain = Chain(position, Shape.AROUND, False, [source, target])
        elif ranks[source] < ranks[target]:
            chain = Chain(position, Shape.DOWN, False, [source, target])
        else:
            chain = Chain(position, Shape.DOWN, True, [target, source])
        layered.chains.append(chain)


def _add_label_layers(layered: Layered, ranks: int) -> None:
    """Give labels a layer in the gap below a rank where a line has no other place for one, and
    number the layers anew."""
    graph, frame = layered.graph, layered.frame
    depth = [0.0] * ranks
    for chain in layered.chains:
        upper, lower = (layered.layer[item] for item in chain.items)
        height = frame.label(graph.edges[chain.edge])[1]
        if height > 0 and (
            chain.shape is Shape.AROUND or (chain.shape is Shape.DOWN and lower == upper + 1)
        ):
            depth[upper] = max(depth[upper], height)
    number = []
    for rank in range(ranks):
        number.append(len(layered.label_height))
        layered.label_height.append(0.0)
        if depth[rank] > 0:
            layered.label_height.append(depth[rank])
    for item in range(len(layered.cards)):
        layered.layer[item] = number[layered.layer[item]]


def _span_groups(layered: Layered) -> None:
    """From which to which layer each group reaches, and its border items."""
    reach: dict[int, list[float]] = {}
    for card, home in enumerate(layered.home):
        left = layered.across[card] - layered.before[card]
        right = layered.across[card] + layered.after[card]
        for group in layered.ancestors(home):
            record = layered.groups[group]
            layer = layered.layer[card]
            record.first = layer if record.first < 0 else min(record.first, layer)
            record.last = max(record.last, layer)
            bounds = reach.setdefault(group, [left, right])
            bounds[0], bounds[1] = min(bounds[0], left), max(bounds[1], right)
    for group, record in enumerate(layered.groups):
        left, right = reach[group]
        record.open = layered.add(Kind.OPEN, record.first, left, 0.0, 0.0)
        record.close = layered.add(Kind.CLOSE, record.first, right, 0.0, 0.0)
        layered.group_of[record.open] = group
        layered.group_of[record.close] = group


class _Content:
    """What groups hold in each layer."""

    def __init__(self, layered: Layered) -> None:
        self.layered = layered
        self.cards: dict[tuple[int, int], list[int]] = {}
        self.inner: dict[int, list[int]] = {}
        for card, home in enumerate(layered.home):
            self.cards.setdefault((layered.layer[card], home), []).append(card)
        for group, record in enumerate(layered.groups):
            self.inner.setdefault(record.parent, []).append(group)

    def ordered(self, layer: int, parent: int) -> list[int]:
        """What the group ``parent`` (-1: the picture) holds in ``layer``, with the borders of
        groups.

        Sorted by the centres in Graphviz's drawing, where nothing overlaps, so the lists of
        different layers never contradict each other.
        """
        layered = self.layered
        entries: list[tuple[float, int, list[int]]] = [
            (layered.across[card], card, [card]) for card in self.cards.get((layer, parent), ())
        ]
        for group in self.inner.get(parent, ()):
            record = layered.groups[group]
            if record.first <= layer <= record.last:
                centre = (layered.across[record.open] + layered.across[record.close]) / 2
                inner = [record.open, *self.ordered(layer, group), record.close]
                entries.append((centre, record.open, inner))
        entries.sort(key=lambda entry: entry[:2])
        return [item for entry in entries for item in entry[2]]
