"""Vertical coordinate assignment: each channel is as high as its tracks need, each rank as high as
its cards, and clusters have room for padding and title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from msgspec import Struct, field

from sdgen.layout.channel_routing import EVERYWHERE, Segment, TrackPath, assign_tracks
from sdgen.layout.forks import FREE_REACH
from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.spacing import (
    CARD_TO_TRACK,
    CHANNEL,
    CLUSTER_GAP,
    CLUSTER_PADDING,
    EPSILON,
    LABEL_TO_TRACK,
    LINE_TO_CLUSTER,
    LINE_TO_LABEL,
    TRACK_GAP,
)

CARD_TO_LABEL = 16.0


class VerticalCoordinates(Struct):
    """``top`` and ``bottom`` of each layer's faces or labels; of each channel (the one below the
    layer of that number) its ``start`` and ``end``; for each bent piece of a line, by chain and
    step, its corners in the channel."""

    top: list[float] = field(default_factory=list)
    bottom: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    corners: dict[tuple[int, int], list[tuple[float, float]]] = field(default_factory=dict)
    cluster_top: list[float] = field(default_factory=list)
    cluster_bottom: list[float] = field(default_factory=list)
    height: float = 0.0


def assign_vertical_coordinates(layered: LayeredGraph, *, curved: bool) -> VerticalCoordinates:
    """Stack layers and channels from top to bottom."""
    vertical = VerticalCoordinates()
    pieces, taken = collect_segments(layered)
    above, below = _cluster_rooms(layered)
    count = len(layered.layers)
    cards = range(len(layered.cards))
    heads = [0.0] * count
    feet = [0.0] * count
    thick = list(layered.label_height)
    # Curves leave their way right where a rank ends, orthogonal lines some way behind it.
    free = 0.0 if curved else FREE_REACH
    for card in cards:
        layer, size = layered.layer[card], layered.cards[card]
        heads[layer] = max(heads[layer], size.top, size.mark_above - free)
        feet[layer] = max(feet[layer], size.bottom, size.mark_below - free)
        thick[layer] = max(thick[layer], size.height)
    head_rooms = [0.0] * count
    foot_rooms = [0.0] * count
    for number, cluster in enumerate(layered.clusters):
        if cluster.parent < 0 or layered.clusters[cluster.parent].first != cluster.first:
            head_rooms[cluster.first] = max(head_rooms[cluster.first], above[number])
        if cluster.parent < 0 or layered.clusters[cluster.parent].last != cluster.last:
            foot_rooms[cluster.last] = max(foot_rooms[cluster.last], below[number])
    cursor = 0.0
    for layer in range(count):
        vertical.top.append(cursor + head_rooms[layer] + heads[layer])
        vertical.bottom.append(vertical.top[layer] + thick[layer])
        start = vertical.bottom[layer] + feet[layer] + foot_rooms[layer]
        found = pieces.get(layer, [])
        room = CARD_TO_TRACK if layered.label_height[layer] == 0 else LABEL_TO_TRACK
        lead = max(LABEL_TO_TRACK, room - foot_rooms[layer])
        if not layered.frame.down:
            lead = max(lead, _titles_beside(layered, vertical, layer, found, above) - start)
        final = layer == count - 1
        label_next = not final and layered.is_label_layer(layer + 1)
        room = LABEL_TO_TRACK if label_next or final else CARD_TO_TRACK
        head_next = 0.0 if final else head_rooms[layer + 1]
        trail = max(LABEL_TO_TRACK, room - head_next)
        if curved:
            height = _curved_height(found) + (lead + trail) / 2 if found else 0.0
            for bent in found:
                for (chain, step), ends in zip(bent.pieces, bent.ends, strict=True):
                    vertical.corners[chain, step] = [(x, start) for x in ends]
        else:
            paths = assign_tracks([bent.segment for bent in found], taken.get(layer, []))
            deepest = max((track for path in paths for track in path.tracks), default=-1)
            height = lead + deepest * TRACK_GAP + trail if paths else 0.0
        if not final:
            height = max(height, _least(layered, layer, foot_rooms[layer], head_next))
        vertical.start.append(start)
        vertical.end.append(start + height)
        if found and not curved:
            slack = height - lead - trail - deepest * TRACK_GAP
            first = start + lead + slack / 2
            for bent, path in zip(found, paths, strict=True):
                for (chain, step), ends in zip(bent.pieces, bent.ends, strict=True):
                    vertical.corners[chain, step] = _corners(path, ends, first)
        cursor = start + height
    vertical.height = cursor
    for number, cluster in enumerate(layered.clusters):
        vertical.cluster_top.append(
            vertical.top[cluster.first] - heads[cluster.first] - above[number]
        )
        vertical.cluster_bottom.append(
            vertical.bottom[cluster.last] + feet[cluster.last] + below[number]
        )
    return vertical


class Bent(Struct, frozen=True):
    """Bent pieces of lines that run on one segment, one piece or those of a trunk: each by its chain
    and step, with the coordinates of its ends, from the upper one down."""

    segment: Segment
    pieces: tuple[tuple[int, int], ...]
    ends: tuple[tuple[float, float], ...]


class _Trunk(Struct):
    """The pieces of a trunk's lines in its channel, with the ends of each and where it may be."""

    channel: int
    pieces: list[tuple[int, int]] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)
    rooms: list[tuple[float, float]] = field(default_factory=list)


def collect_segments(
    layered: LayeredGraph,
) -> tuple[dict[int, list[Bent]], dict[int, list[float]]]:
    """The bent pieces of lines by channel. With them, all coordinates at which lines enter and leave
    each channel."""
    found: dict[int, list[Bent]] = {}
    taken: dict[int, list[float]] = {}
    lines_of = Counter(port for chain in layered.chains for port in chain.ports)
    trunks: dict[int, _Trunk] = {}
    for number, chain in enumerate(layered.chains):
        if chain.edge_type not in ("inter-layer", "flat-below"):
            continue
        stops = [chain.ports[0], *chain.vertices[1:-1], chain.ports[1]]
        around = _groups_of_both(layered, chain)
        for step, (one, other) in enumerate(pairwise(stops)):
            first, second = layered.layer[one], layered.layer[other]
            start, stop = layered.across[one], layered.across[other]
            channel = min(first, second)
            taken.setdefault(channel, []).extend((start, stop))
            if first == second:
                segment = Segment((start, stop), ())
            elif abs(start - stop) < EPSILON:
                continue
            else:
                start, stop = (start, stop) if first < second else (stop, start)
                room = _room(layered, around, channel)
                port = next((end for end in (one, other) if lines_of[end] > 1), None)
                if port is not None:
                    trunk = trunks.setdefault(port, _Trunk(channel))
                    trunk.pieces.append((number, step))
                    trunk.ends.append((start, stop))
                    trunk.rooms.append(room)
                    continue
                segment = Segment((start,), (stop,), room)
            bent = Bent(segment, ((number, step),), ((start, stop),))
            found.setdefault(channel, []).append(bent)
    for trunk in trunks.values():
        channel, ends = trunk.channel, trunk.ends
        tops, bottoms = (tuple(sorted(set(side))) for side in zip(*ends, strict=True))
        room = max(least for least, _ in trunk.rooms), min(most for _, most in trunk.rooms)
        bent = Bent(Segment(tops, bottoms, room), tuple(trunk.pieces), tuple(ends))
        found.setdefault(channel, []).append(bent)
    return found, taken


def _groups_of_both(layered: LayeredGraph, chain: Chain) -> set[int]:
    """The groups that hold both ends of a line."""
    ends = (chain.vertices[0], chain.vertices[-1])
    one, other = (set(layered.ancestors(layered.cluster_of_card[card])) for card in ends)
    return one & other


def _room(layered: LayeredGraph, around: Collection[int], channel: int) -> tuple[float, float]:
    """Where a line may be in a channel: within those of the groups ``around`` it that go on below."""
    least, most = EVERYWHERE
    for number in around:
        cluster = layered.clusters[number]
        if cluster.first <= channel < cluster.last:
            least = max(least, layered.across[cluster.left_border] + LINE_TO_CLUSTER)
            most = min(most, layered.across[cluster.right_border] - LINE_TO_CLUSTER)
    return least, most


def _titles_beside(
    layered: LayeredGraph,
    vertical: VerticalCoordinates,
    layer: int,
    found: list[Bent],
    above: list[float],
) -> float:
    """Where the titles end, in a picture to the right, of the clusters that a segment in the
    channel below the layer enters past their title."""
    end = 0.0
    for number, cluster in enumerate(layered.clusters):
        if cluster.first <= layer < cluster.last and cluster.title[1] > 0:
            border = layered.across[cluster.left_border]
            if any(bent.segment.low < border < bent.segment.high for bent in found):
                start = vertical.top[cluster.first] - above[number]
                end = max(end, start + CLUSTER_PADDING + cluster.title[1] + LINE_TO_LABEL)
    return end


def _corners(path: TrackPath, ends: tuple[float, float], first: float) -> list[tuple[float, float]]:
    """The corners of a piece between its ends, where track 0 is at ``first``."""
    corners = []
    stops = (ends[0], *path.turns, ends[1])
    for (start, stop), track in zip(pairwise(stops), path.tracks, strict=True):
        along = first + track * TRACK_GAP
        corners += [(start, along), (stop, along)]
    return corners


def _least(layered: LayeredGraph, layer: int, foot: float, head: float) -> float:
    """The least height of a channel, whether lines cross it or not."""
    if layered.is_label_layer(layer) or layered.is_label_layer(layer + 1):
        room = head if layered.is_label_layer(layer) else foot
        return max(LABEL_TO_TRACK, CARD_TO_LABEL - room)
    least = CHANNEL - foot - head
    return max(least, CLUSTER_GAP) if foot or head else least


def _cluster_rooms(layered: LayeredGraph) -> tuple[list[float], list[float]]:
    """How far each cluster reaches above its first rank and below its last one."""
    above = [0.0] * len(layered.clusters)
    below = [0.0] * len(layered.clusters)
    order = sorted(range(len(above)), key=lambda number: -len(layered.ancestors(number)))
    children: dict[int, list[int]] = {}
    for number, cluster in enumerate(layered.clusters):
        children.setdefault(cluster.parent, []).append(number)
    lowest = _lowest_cards(layered)
    for number in order:
        cluster = layered.clusters[number]
        inner = children.get(number, [])
        heads = [above[child] for child in inner if layered.clusters[child].first == cluster.first]
        feet = [below[child] for child in inner if layered.clusters[child].last == cluster.last]
        above[number] = CLUSTER_PADDING + max(heads, default=0.0)
        below[number] = CLUSTER_PADDING + max(feet, default=0.0)
        if layered.frame.down:
            above[number] += cluster.title[1]
        elif cluster.first == cluster.last:
            below[number] += max(0.0, cluster.title[1] - lowest[number])
    return above, below


def _lowest_cards(layered: LayeredGraph) -> dict[int, float]:
    """The height of the lowest card in each cluster."""
    lowest: dict[int, float] = {}
    for card, home in enumerate(layered.cluster_of_card):
        height = layered.cards[card].height
        for cluster in layered.ancestors(home):
            lowest[cluster] = min(lowest.get(cluster, height), height)
    return lowest


def _curved_height(found: list[Bent]) -> float:
    """Curves need height to their width, so that they are not flat."""
    widest = max(bent.segment.high - bent.segment.low for bent in found)
    return min(90.0, 24.0 + widest / 6)
