"""Flat edges (between cards of one rank): straight from side to side where nothing is between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from sdgen.layout.layered_graph import EdgeType, LayeredGraph
from sdgen.layout.spacing import CHANNEL, CLUSTER_PADDING, LABEL_GAP, LINE_TO_LABEL

LINE_HEIGHT = 14.0


def straighten_flat_edges(layered: LayeredGraph) -> None:
    """Make flat edges straight that were routed below their rank, where nothing is between the two
    cards and these are high enough for all edges of the pair. Edges of a fork stay: their mark has
    its room where lines leave along the ranks."""
    edges = layered.graph.edges
    for (one, other), numbers in sorted(edges_by_pair(layered, "flat-below").items()):
        if any(edges[layered.chains[number].edge].fork for number in numbers):
            continue
        types = {layered.vertex_type[vertex] for vertex in _between(layered, one, other)}
        if not types <= {"left-border", "right-border"}:
            continue
        if heights_of_flat_edges(layered, one, other, numbers) is None:
            continue
        for number in numbers:
            chain = layered.chains[number]
            for leg in chain.vertices[1:-1]:
                layered.layers[layered.layer[leg]].remove(leg)
            chain.edge_type, chain.vertices, chain.label = (
                "flat-straight",
                [chain.vertices[0], chain.vertices[-1]],
                -1,
            )


def edges_by_pair(layered: LayeredGraph, edge_type: EdgeType) -> dict[tuple[int, int], list[int]]:
    """The numbers of the chains of that type, by pair of cards."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.edge_type == edge_type:
            ends = (
                min(chain.vertices[0], chain.vertices[-1]),
                max(chain.vertices[0], chain.vertices[-1]),
            )
            pairs.setdefault(ends, []).append(number)
    return pairs


def heights_of_flat_edges(
    layered: LayeredGraph, one: int, other: int, numbers: Sequence[int]
) -> list[float] | None:
    """How far below the cards' upper sides the edges of a pair run: evenly spread, moved where labels,
    titles of clusters, or badges and pills of the card to the right need it. None where there is no room
    for all."""
    height = min(layered.cards[one].height, layered.cards[other].height)
    rooms = [_room(layered, number) for number in numbers]
    row = layered.layers[layered.layer[one]]
    right = layered.cards[max(one, other, key=row.index)]
    first = max(_titles(layered, one, other), right.left_start)
    last = min(height, right.height - right.left_end)
    count = len(rooms)
    even = [height * (position + 1) / (count + 1) for position in range(count)]
    apart = [(above + below) / 2 for above, below in pairwise(rooms)]
    if (
        sum(rooms) <= height
        and even[0] >= first
        and even[-1] <= last
        and all(b - a >= room for (a, b), room in zip(pairwise(even), apart, strict=True))
    ):
        return even
    tight = list(accumulate(apart, initial=max(rooms[0] / 2, first)))
    slack = min(height - rooms[-1] / 2, last) - tight[-1]
    if slack < 0:
        return None
    return [place + slack * (number + 1) / (count + 1) for number, place in enumerate(tight)]


def label_ends(layered: LayeredGraph, one: int, other: int) -> tuple[int, int]:
    """Between which two vertices the labels of a pair's lines stand, from left to right: outside
    the clusters that the lines leave and enter."""
    row = layered.layers[layered.layer[one]]
    first, last = sorted((row.index(one), row.index(other)))
    while layered.vertex_type[row[first + 1]] == "right-border":
        first += 1
    while layered.vertex_type[row[last - 1]] == "left-border":
        last -= 1
    return row[first], row[last]


def _between(layered: LayeredGraph, one: int, other: int) -> list[int]:
    """The vertices between two cards of one rank, from left to right."""
    row = layered.layers[layered.layer[one]]
    first, last = sorted((row.index(one), row.index(other)))
    return row[first + 1 : last]


def _room(layered: LayeredGraph, number: int) -> float:
    label = layered.frame.label(layered.graph.edges[layered.chains[number].edge], flat=True)
    return max(LINE_HEIGHT, label[1] + LABEL_GAP / 2)


def _titles(layered: LayeredGraph, one: int, other: int) -> float:
    """How far below the cards' upper sides the titles of clusters reach that an edge enters, in a
    picture that runs to the right; in one that runs down titles are above the cards."""
    layer = layered.layer[one]
    if layered.frame.down:
        return 0.0
    reach = inset = 0.0
    for border in reversed(_between(layered, one, other)):
        cluster = layered.clusters[layered.cluster_of_border[border]]
        if layered.vertex_type[border] != "left-border":
            break
        inset += CLUSTER_PADDING
        if cluster.title[1] <= 0:
            continue
        start = inset
        if cluster.first < layer:
            start = CHANNEL + max(
                size.height
                for size, where in zip(layered.cards, layered.layer, strict=False)
                if where == cluster.first
            )
        reach = max(reach, CLUSTER_PADDING + cluster.title[1] + LINE_TO_LABEL - start)
    return reach
