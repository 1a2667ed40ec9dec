"""Coordinates for ordered cards: from left to right on each rank, with every group as a block that no
other card is placed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdgen.layout.frame import Size
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, CLUSTER_GAP


class Nest:
    """Which clusters hold some cards (numbers in the graph), and which clusters hold those."""

    def __init__(self, graph: Graph, nodes: Iterable[int]) -> None:
        parents = {cluster.id: cluster.parent for cluster in graph.clusters}
        self.cards: dict[str | None, list[int]] = {}
        """The cards that each cluster holds itself (None: those in no cluster)."""
        self.around: dict[int, list[str]] = {}
        """The clusters of each card that is in one, from the inside out."""
        used: set[str] = set()
        for node in nodes:
            home = graph.nodes[node].cluster
            self.cards.setdefault(home if home in parents else None, []).append(node)
            while home is not None and home in parents:
                self.around.setdefault(node, []).append(home)
                home = parents[home]
            used.update(self.around.get(node, ()))
        self.inner: dict[str | None, list[str]] = {}
        """The clusters with cards that each cluster holds itself, in the order of the design."""
        for name, above in parents.items():
            if name in used:
                self.inner.setdefault(above if above in parents else None, []).append(name)

    def spans(self, ranks: Mapping[int, int]) -> dict[str, tuple[int, int]]:
        """The first and the last rank of each cluster."""
        spans: dict[str, tuple[int, int]] = {}
        for node, around in self.around.items():
            rank = ranks[node]
            for cluster in around:
                first, last = spans.get(cluster, (rank, rank))
                spans[cluster] = min(first, rank), max(last, rank)
        return spans

    def means(self, keys: Mapping[int, float]) -> dict[str, float]:
        """The mean key of the cards of each cluster."""
        inside: dict[str, list[float]] = {}
        for node, around in self.around.items():
            for cluster in around:
                inside.setdefault(cluster, []).append(keys[node])
        return {cluster: sum(each) / len(each) for cluster, each in inside.items()}


def block_coordinates(
    nest: Nest,
    sizes: Mapping[int, Size],
    ranks: Mapping[int, int],
    keys: Mapping[int, float],
    cluster_keys: Mapping[str, float],
) -> dict[int, float]:
    """The coordinate of the centre of each card of these ``sizes``, in the order of its key; a group
    stands where its own key says."""
    x: dict[int, float] = {}
    spans = nest.spans(ranks)
    ends = [0.0] * (max(ranks.values(), default=0) + 1)
    behind = max(sizes, default=0) + 1

    def place_in(cluster: str | None) -> None:
        """Place the content of a cluster (None: the picture) where each rank is free."""
        entries: list[tuple[float, int, str]] = [
            (keys[card], card, "") for card in nest.cards.get(cluster, ())
        ]
        for number, name in enumerate(nest.inner.get(cluster, ())):
            entries.append((cluster_keys[name], behind + number, name))
        for _, card, name in sorted(entries):
            if not name:
                size, rank = sizes[card], ranks[card]
                x[card] = ends[rank] + size.left + size.width / 2
                ends[rank] += size.left + size.width + size.right + CARD_GAP
                continue
            first, last = spans[name]
            for inside in (True, False):
                free = max(ends[first : last + 1]) + CLUSTER_GAP
                ends[first : last + 1] = [free] * (last + 1 - first)
                if inside:
                    place_in(name)

    place_in(None)
    return x
