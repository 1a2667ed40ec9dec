"""Ranks and orders for the cards of dense graphs, in work that grows linearly.

The search (``search``) minimises edge lengths and crossings, which takes minutes where thousands of
lines cross in any order. Here cycles are broken by depth-first search, cards are ranked by the longest path, ranks
are merged until long edges need few enough dummy nodes, and cards are ordered by barycenters,
clusters as blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sdgen.layout.block_placement import Nest, block_coordinates
from sdgen.layout.cycles import postorder, representatives
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.frame import Frame
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CHANNEL

MOST_WORK = 1_000_000
"""Lines that pass a rank, squared, summed over all ranks: about the number of crossings, and the
work of routing long edges. Above it a graph is dense."""

MOST_CLUSTERS = 300
"""Clusters above which the search takes seconds, whatever the lines."""

MOST_PASSES = 8_000
"""Dummy nodes and cluster borders of a dense graph; ranks are merged until there are no more."""

BARYCENTER_ROUNDS = 8
"""Rounds of ordering by barycenters."""


def is_dense(graph: Graph, ranks: Sequence[int]) -> bool:
    """Whether a graph with these ranks has too many lines or clusters for the searches in
    ``search`` and ``long_edges``."""
    return len(graph.clusters) > MOST_CLUSTERS or routing_work(graph, ranks) > MOST_WORK


def routing_work(graph: Graph, ranks: Sequence[int]) -> int:
    """The square of the number of lines that pass or leave a rank plus the cards in it, summed over
    the ranks that lines pass."""
    passing = [0] * (max(ranks, default=0) + 2)
    for upper, lower in _spans(graph, ranks):
        passing[upper] += 1
        passing[max(lower, upper + 1)] -= 1
    cards = [0] * len(passing)
    for rank in ranks:
        cards[rank] += 1
    return sum(
        (lines + own) ** 2 for lines, own in zip(accumulate(passing), cards, strict=True) if lines
    )


def longest_path_ranks(graph: Graph) -> list[int]:
    """The rank of each node: below all nodes that call it, except by calls that close a cycle (back
    edges). Nodes with the same ``peers`` share a rank."""
    owner = representatives(graph, range(len(graph.nodes)))
    index = {node.id: owner[position] for position, node in enumerate(graph.nodes)}
    below: list[list[int]] = [[] for _ in graph.nodes]
    for edge in graph.edges:
        if index[edge.source] != index[edge.target]:
            below[index[edge.source]].append(index[edge.target])
    order = postorder(below, range(len(below)))
    place = {node: position for position, node in enumerate(reversed(order))}
    ranks = [0] * len(graph.nodes)
    for node in reversed(order):
        for other in below[node]:
            if place[other] > place[node]:
                ranks[other] = max(ranks[other], ranks[node] + 1)
    return [ranks[owner[position]] for position in range(len(graph.nodes))]


def dense_centres(graph: Graph, frame: Frame, ranks: Sequence[int]) -> list[tuple[float, float]]:
    """The centres of the cards of a dense graph, in the form that a draft takes."""
    merged = merge_ranks(graph, ranks)
    for column in columns_of_loose_cards(graph):
        for rank, position in enumerate(column):
            merged[position] = rank
    keys = dict(enumerate(_barycenters(graph)))
    nest = Nest(graph, keys)
    sizes = {node: frame.card(graph.nodes[node]) for node in keys}
    across = block_coordinates(nest, sizes, dict(enumerate(merged)), keys, nest.means(keys))
    deepest = max((frame.card(node).height for node in graph.nodes), default=0.0)
    return [
        (across[position], merged[position] * (deepest + CHANNEL))
        for position in range(len(graph.nodes))
    ]


def merge_ranks(graph: Graph, ranks: Sequence[int]) -> list[int]:
    """Adjacent ranks merged until lines and clusters pass no more than ``MOST_PASSES``."""
    count = wanted = max(ranks, default=0) + 1
    merged = list(ranks)
    nest = Nest(graph, range(len(merged)))
    while wanted > 1:
        spans = [*_spans(graph, merged), *nest.spans(dict(enumerate(merged))).values()]
        if sum(max(0, last - first - 1) for first, last in spans) <= MOST_PASSES:
            break
        wanted = wanted * 3 // 4
        merged = [rank * wanted // count for rank in ranks]
    return merged


def _spans(graph: Graph, ranks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The upper and the lower rank of each line."""
    index = {node.id: rank for node, rank in zip(graph.nodes, ranks, strict=True)}
    for edge in graph.edges:
        one, other = index[edge.source], index[edge.target]
        yield (one, other) if one <= other else (other, one)


def _barycenters(graph: Graph) -> list[float]:
    """Barycenter ordering: each card moves to the mean position of its neighbours, then all positions
    are spread evenly, and again."""
    index = {node.id: position for position, node in enumerate(graph.nodes)}
    near: list[list[int]] = [[position] for position in range(len(index))]
    for edge in graph.edges:
        near[index[edge.source]].append(index[edge.target])
        near[index[edge.target]].append(index[edge.source])
    key = [float(position) for position in range(len(index))]
    for _ in range(BARYCENTER_ROUNDS):
        means = [sum(key[other] for other in each) / len(each) for each in near]
        order = sorted(range(len(means)), key=lambda position: (means[position], position))
        for place, position in enumerate(order):
            key[position] = float(place)
    return key
