"""Coordinates for ordered cards: from left to right on each rank, with every group as a block that no
other card is placed in."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.layout.frame import Frame
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, CLUSTER_GAP


def block_coordinates(
    graph: Graph,
    frame: Frame,
    ranks: Mapping[int, int],
    keys: Mapping[int, float],
    cluster_keys: Mapping[str, float],
) -> dict[int, float]:
    """The coordinate of the centre of each card (a number in the graph) that has a rank, in the order
    of its key; a group stands where its own key says."""
    return _Blocks(graph, frame, ranks, keys, cluster_keys).place()


def cluster_spans(graph: Graph, ranks: Mapping[int, int]) -> dict[str, tuple[int, int]]:
    """The first and the last rank of each cluster that holds cards, in itself or in its
    clusters."""
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    spans: dict[str, tuple[int, int]] = {}
    for position, rank in ranks.items():
        home = graph.nodes[position].cluster
        while home in parents:
            first, last = spans.get(home, (rank, rank))
            spans[home] = min(first, rank), max(last, rank)
            home = parents[home]
    return spans


def cluster_means(graph: Graph, keys: Mapping[int, float]) -> dict[str, float]:
    """The mean key of the cards that each cluster holds, in itself or in its clusters."""
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    inside: dict[str, list[float]] = {}
    for position, key in keys.items():
        home = graph.nodes[position].cluster
        while home in parents:
            inside.setdefault(home, []).append(key)
            home = parents[home]
    return {cluster: sum(each) / len(each) for cluster, each in inside.items()}


class _Blocks:
    def __init__(
        self,
        graph: Graph,
        frame: Frame,
        ranks: Mapping[int, int],
        keys: Mapping[int, float],
        cluster_keys: Mapping[str, float],
    ) -> None:
        self.graph, self.frame, self.ranks = graph, frame, ranks
        self.keys, self.cluster_keys = keys, cluster_keys
        self.x: dict[int, float] = {}
        clusters = {cluster.id: cluster.parent for cluster in graph.clusters}
        self.cards: dict[str | None, list[int]] = {}
        self.inner: dict[str | None, list[str]] = {}
        self.span = cluster_spans(graph, ranks)
        for position in ranks:
            home = graph.nodes[position].cluster
            self.cards.setdefault(home if home in clusters else None, []).append(position)
        for name, above in clusters.items():
            if name in self.span:
                self.inner.setdefault(above if above in clusters else None, []).append(name)

    def place(self) -> dict[int, float]:
        self._place_in(None, [0.0] * (max(self.ranks.values(), default=0) + 1))
        return self.x

    def _place_in(self, cluster: str | None, ends: list[float]) -> None:
        """Place the content of a cluster (None: the picture). ``ends``, where each rank is free, is
        moved on behind the cluster."""
        entries: list[tuple[float, int, int | str]] = [
            (self.keys[card], card, card) for card in self.cards.get(cluster, ())
        ]
        behind = len(self.graph.nodes)
        for number, name in enumerate(self.inner.get(cluster, ())):
            entries.append((self.cluster_keys[name], behind + number, name))
        for _, _, entry in sorted(entries, key=lambda each: each[:2]):
            if isinstance(entry, int):
                size = self.frame.card(self.graph.nodes[entry])
                rank = self.ranks[entry]
                self.x[entry] = ends[rank] + size.left + size.width / 2
                ends[rank] += size.left + size.width + size.right + CARD_GAP
                continue
            first, last = self.span[entry]
            for inside in (True, False):
                free = max(ends[first : last + 1]) + CLUSTER_GAP
                ends[first : last + 1] = [free] * (last + 1 - first)
                if inside:
                    self._place_in(entry, ends)
