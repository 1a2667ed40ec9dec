"""A graph to DOT text. Names are ``n0``, ``n1`` and so on, so that no id or label of a design ever
reaches Graphviz and nothing needs quoting.

Graphviz ranks and orders the cards; it is asked for no lines (``splines=none``), because ours are
orthogonal, keep to channels and know labels and titles, which is also why it can lose none.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from msgspec import Struct

from sdgen.layout.frame import Frame
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, CHANNEL

POINTS_PER_INCH = 72.0
LARGE = 400
LARGE_TOGETHER = 100
"""From so many cards on, Graphviz is told to hurry; where it ranks all of them together, which
takes it longer, from the second number on."""
DENSE = 300
DENSE_LINES = 3.0
"""From so many lines in all, and so many for each card, Graphviz is told to hurry more: no order
untangles them."""


class Variant(Struct, frozen=True):
    """One way to ask Graphviz; different ones suit different graphs."""

    global_ranks: bool = False
    """Rank all cards together instead of cluster by cluster (``newrank``)."""


def dot_source(graph: Graph, frame: Frame, variant: Variant) -> str:
    """The DOT text that ranks and orders the nodes of ``graph``."""
    settings = [
        "splines=none",
        f"nodesep={CARD_GAP / POINTS_PER_INCH:.3f}",
        f"ranksep={CHANNEL / POINTS_PER_INCH:.3f}",
    ]
    if variant.global_ranks:
        settings.append("newrank=true")
    if len(graph.edges) >= max(DENSE, DENSE_LINES * len(graph.nodes)):
        settings += ["nslimit=0.1", "nslimit1=0.5", "mclimit=0.05", "searchsize=10"]
    elif len(graph.nodes) >= (LARGE_TOGETHER if variant.global_ranks else LARGE):
        settings += ["nslimit=0.5", "nslimit1=1", "mclimit=0.3"]
    lines = ["digraph {", f"graph [{' '.join(settings)}]", "node [shape=box fixedsize=true]"]
    for position, node in enumerate(graph.nodes):
        size = frame.card(node)
        width = (size.width + size.left + size.right) / POINTS_PER_INCH
        height = (size.height + size.top + size.bottom) / POINTS_PER_INCH
        lines.append(f"n{position} [width={width:.3f} height={height:.3f}]")
    lines += _clusters(graph)
    index = {node.id: position for position, node in enumerate(graph.nodes)}
    lines += [
        f"n{index[edge.source]} -> n{index[edge.target]}"
        for edge in graph.edges
        if edge.source != edge.target
    ]
    for column in columns_of_loose_cards(graph):
        lines.append(" -> ".join(f"n{position}" for position in column) + " [weight=0]")
    if variant.global_ranks:
        lines += [f"{{rank=same;{';'.join(each)}}}" for each in peers_of(graph)]
    lines.append("}")
    return "\n".join(lines)


def peers_of(graph: Graph) -> list[list[str]]:
    """The nodes that are to share a rank, where there are several."""
    peers: dict[str, list[str]] = {}
    for position, node in enumerate(graph.nodes):
        if node.peers:
            peers.setdefault(node.peers, []).append(f"n{position}")
    return [names for names in peers.values() if len(names) > 1]


def _clusters(graph: Graph) -> list[str]:
    known = {cluster.id for cluster in graph.clusters}
    members: dict[str, list[str]] = {cluster.id: [] for cluster in graph.clusters}
    for position, node in enumerate(graph.nodes):
        if node.cluster is not None and node.cluster in known:
            members[node.cluster].append(f"n{position}")
    children: dict[str | None, list[int]] = {}
    for position, cluster in enumerate(graph.clusters):
        above = cluster.parent if cluster.parent in known else None
        children.setdefault(above, []).append(position)

    def write(position: int) -> list[str]:
        cluster = graph.clusters[position]
        inner = [line for child in children.get(cluster.id, []) for line in write(child)]
        body = [";".join(members[cluster.id])] if members[cluster.id] else []
        return [f"subgraph cluster_{position} {{", *inner, *body, "}"]

    return [line for position in children.get(None, []) for line in write(position)]


def columns_of_loose_cards(graph: Graph) -> list[list[int]]:
    """Cards of a cluster that no line touches, and that have no peers, as columns of a grid instead of
    one endless rank."""
    touched = {end for edge in graph.edges for end in (edge.source, edge.target)}
    loose: dict[str, list[int]] = {}
    for position, node in enumerate(graph.nodes):
        if node.cluster is not None and node.id not in touched and not node.peers:
            loose.setdefault(node.cluster, []).append(position)
    columns = []
    for cards in loose.values():
        wide = ceil(sqrt(len(cards)))
        if len(cards) > 3:
            columns += [cards[start::wide] for start in range(wide) if len(cards[start::wide]) > 1]
    return columns


def read_plain(output: str, count: int) -> Sequence[tuple[float, float]]:
    """Each node's centre in px, y growing down, from Graphviz's ``plain`` output."""
    centres = [(0.0, 0.0)] * count
    for line in output.splitlines():
        if line.startswith("node n"):
            words = line.split(" ", 4)
            across, along = float(words[2]), float(words[3])
            centres[int(words[1][1:])] = (across * POINTS_PER_INCH, -along * POINTS_PER_INCH)
    return centres
