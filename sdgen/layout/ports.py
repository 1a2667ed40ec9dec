"""Ports: where lines meet their cards, one port for each end of a line, ordered to avoid crossings.

A port is a vertex of its own that may move within its card's side, so that a line can be straight
without its card having to move. A card whose side is too short for its ports grows.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.layered_graph import Chain, EdgeType, LayeredGraph, VertexType
from sdgen.layout.spacing import CLUSTER_PADDING, LINE_GAP, PORT_GAP, PORT_MARGIN

SPREAD = 40.0
"""How far apart the ports of a side stand where nothing pulls them."""


class Side(Struct, frozen=True):
    """The ports of one side of a card, from left to right. ``low`` and ``high`` bound them
    (offsets from the card's centre), ``gap`` is the least distance between two of them and
    ``ideal`` where each stands best."""

    card: int
    ports: tuple[int, ...]
    low: float
    high: float
    gap: float
    ideal: tuple[float, ...]


def add_ports(layered: LayeredGraph) -> list[Side]:
    """Make the ports of all cards and note them in the chains; cards grow where they must."""
    place = {vertex: spot for row in layered.layers for spot, vertex in enumerate(row)}
    ends: dict[tuple[int, bool], list[tuple[float, float, int, Chain, bool]]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.edge_type is EdgeType.INTER_LAYER:
            head, foot = (chain.vertices[0], False), (chain.vertices[-1], True)
        elif chain.edge_type is EdgeType.FLAT_BELOW:
            head, foot = (chain.vertices[0], False), (chain.vertices[-1], False)
        else:
            continue
        for (card, top), vertex, start in (
            (head, chain.vertices[1], True),
            (foot, chain.vertices[-2], False),
        ):
            spot = float(place[vertex])
            other = place[chain.vertices[-1] if start else chain.vertices[0]]
            if layered.layer[vertex] == layered.layer[card]:
                spot = float("inf") if place[vertex] > place[card] else float("-inf")
            ends.setdefault((card, top), []).append((spot, other, number, chain, start))
    for (card, top), found in ends.items():
        _grow(layered, card, top, len(found))
    sides = []
    for (card, top), found in sorted(ends.items(), key=lambda entry: entry[0]):
        found.sort(key=lambda end: end[:3])
        ports = []
        for _, _, _, chain, start in found:
            port = layered.add(VertexType.PORT, layered.layer[card], layered.across[card], 0.0, 0.0)
            ports.append(port)
            chain.ports = (port, chain.ports[1]) if start else (chain.ports[0], port)
        sides.append(_side(layered, card, top, ports))
    return sides


def _grow(layered: LayeredGraph, card: int, top: bool, count: int) -> None:
    """Make a card as wide as so many ports on one of its sides need."""
    size = layered.cards[card]
    start, end = _margins(layered, card, top)
    width = start + (count - 1) * PORT_GAP + end
    if width > size.width:
        layered.cards[card] = replace(size, width=width)
        layered.left_extent[card] = width / 2 + size.left
        layered.right_extent[card] = width / 2 + size.right


def _margins(layered: LayeredGraph, card: int, top: bool) -> tuple[float, float]:
    """What ports leave free at the two ends of a side: the corners, and on the head side what lies
    under the title of a cluster, and the card's pill."""
    size = layered.cards[card]
    margin = min(PORT_MARGIN, size.width / 4)
    if not top:
        return margin, margin
    return margin + _title_over(layered, card), max(size.head_end, margin)


def _side(layered: LayeredGraph, card: int, top: bool, ports: list[int]) -> Side:
    size = layered.cards[card]
    start, end = _margins(layered, card, top)
    low, high = start - size.width / 2, size.width / 2 - end
    gap = LINE_GAP if len(ports) < 2 else min(LINE_GAP, (high - low) / (len(ports) - 1))
    spread = gap
    if len(ports) > 1:
        spread = max(gap, min(SPREAD, size.width / (len(ports) + 1)))
        spread = min(spread, (high - low) / (len(ports) - 1))
    reach = (len(ports) - 1) * spread / 2
    centre = min(max(0.0, low + reach), high - reach)
    ideal = tuple(centre - reach + spread * position for position in range(len(ports)))
    return Side(card, tuple(ports), low, high, gap, ideal)


def _title_over(layered: LayeredGraph, card: int) -> float:
    """How much of a card's head side lies under the title of a cluster that starts at its rank."""
    if not layered.frame.down:
        return 0.0
    row = layered.layers[layered.layer[card]]
    spot = row.index(card)
    size = layered.cards[card]
    covered, inset = 0.0, CLUSTER_PADDING + size.left
    while spot > 0 and layered.vertex_type[row[spot - 1]] is VertexType.LEFT_BORDER:
        spot -= 1
        cluster = layered.clusters[layered.cluster_of_border[row[spot]]]
        if cluster.first == layered.layer[card] and cluster.title[0] > 0:
            covered = max(covered, CLUSTER_PADDING + cluster.title[0] + LINE_GAP - inset)
        inset += CLUSTER_PADDING
    return max(0.0, covered - min(PORT_MARGIN, size.width / 4))
