"""Ranks near others: one card, with those that share its rank, is a rank higher or lower."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.layout.cycles import representatives
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.placement import Graph


class NearRanks:
    """Varies the ranks of one component."""

    def __init__(self, graph: Graph, nodes: Sequence[int]) -> None:
        together: dict[int, list[int]] = {}
        for node, owner in zip(nodes, representatives(graph, nodes), strict=True):
            together.setdefault(owner, []).append(node)
        fixed = {node for column in columns_of_loose_cards(graph) for node in column}
        self.moving = [each for each in together.values() if fixed.isdisjoint(each)]

    def of(self, ranks: dict[int, int]) -> Iterator[dict[int, int]]:
        """All ranks near these; no rank is left without a card."""
        for nodes in self.moving:
            for step in (-1, 1):
                moved = {**ranks, **{node: ranks[node] + step for node in nodes}}
                used = sorted({*moved.values()})
                if used != list(range(len(used))):
                    place = {rank: at for at, rank in enumerate(used)}
                    moved = {node: place[rank] for node, rank in moved.items()}
                yield moved
