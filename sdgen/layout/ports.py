"""Ports: where lines meet their cards, one port for each end of a line, ordered to avoid crossings.

A port is a vertex of its own that may move within its card's side, so that a line can be straight
without its card having to move. Lines of a trunk have one port. A card whose side is too short for its
ports grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.forks import CLEARANCE, OVERLAP, overhang, together
from sdgen.layout.layered_graph import LayeredGraph
from sdgen.layout.spacing import CLUSTER_PADDING, LINE_GAP, PORT_GAP, PORT_MARGIN
from sdgen.layout.trunks import End, trunk_runs

SPREAD = 40.0
"""How far apart the ports of a side stand where nothing pulls them."""


class Side(Struct, frozen=True):
    """The ports of one side of a card, from left to right. ``low`` and ``high`` bound them
    (offsets from the card's centre), ``gap`` is the least distance between two of them, with
    ``more`` between each and the next, and ``ideal`` where each stands best."""

    card: int
    ports: tuple[int, ...]
    low: float
    high: float
    gap: float
    more: tuple[float, ...]
    ideal: tuple[float, ...]


class Room(Struct, frozen=True):
    """What the marks of forks need on a side of a card: ``more`` between its ports, ``start`` and
    ``end`` beyond them, and ``reach`` off the card."""

    more: tuple[float, ...]
    start: float = 0.0
    end: float = 0.0
    reach: float = 0.0


def add_ports(layered: LayeredGraph) -> list[Side]:
    """Make the ports of all cards and note them in the chains; cards grow where they must."""
    ends = _ends(layered)
    rooms = {}
    marks = {fork.id: layered.frame.mark(fork) for fork in layered.graph.forks}
    for (card, top), found in ends.items():
        rooms[card, top] = _room(layered, found, marks)
        _grow(layered, card, top, rooms[card, top])
    sides = []
    for (card, top), found in sorted(ends.items(), key=lambda entry: entry[0]):
        ports = []
        for ends_here in found:
            port = layered.add("port", layered.layer[card], layered.across[card], 0.0, 0.0)
            ports.append(port)
            for _, _, _, chain, start in ends_here:
                chain.ports = (port, chain.ports[1]) if start else (chain.ports[0], port)
        side = _side(layered, card, top, ports, rooms[card, top])
        leading = [layered.graph.edges[each[0][3].edge].leading for each in found]
        sides.append(_with_leading_in_the_middle(side, leading))
    return sides


def _ends(layered: LayeredGraph) -> dict[tuple[int, bool], list[list[End]]]:
    """The ends of lines at each port of each side of a card, from left to right."""
    place = {vertex: spot for row in layered.layers for spot, vertex in enumerate(row)}
    ends: dict[tuple[int, bool], list[End]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.edge_type == "inter-layer":
            head, foot = (chain.vertices[0], False), (chain.vertices[-1], True)
        elif chain.edge_type == "flat-below":
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
    for found in ends.values():
        found.sort(key=lambda end: end[:3])
    joined = trunk_runs(layered, ends, place)
    return {side: _by_port(found, joined.get(side, ())) for side, found in ends.items()}


def _by_port(found: Sequence[End], runs: Sequence[tuple[int, int]]) -> list[list[End]]:
    """The ends of each port, where each of the ``runs`` has one."""
    ports: list[list[End]] = []
    place = 0
    for start, stop in [*runs, (len(found), len(found))]:
        ports += [[end] for end in found[place:start]]
        ports += [list(found[start:stop])] if stop > start else []
        place = stop
    return ports


def _room(
    layered: LayeredGraph, found: list[list[End]], marks: Mapping[str, tuple[float, float]]
) -> Room:
    """What the marks on a side need, whose sizes ``marks`` has; the ends of each fork are brought together."""
    forks = {
        place: fork
        for place, ((_, _, _, chain, start), *_) in enumerate(found)
        if (fork := layered.fork_at(chain, start))
    }
    if not forks:
        return Room((0.0,) * (len(found) - 1))
    blocks = together(len(found), forks)
    beyond = [
        overhang(marks[forks[block[0]]][0], len(block)) if block[0] in forks else 0.0
        for block in blocks
    ]
    found[:] = [found[place] for block in blocks for place in block]
    more: list[float] = []
    for number, block in enumerate(blocks):
        if number:
            reach = beyond[number - 1] + beyond[number]
            more.append(max(0.0, reach + CLEARANCE - PORT_GAP) if reach else 0.0)
        more += [0.0] * (len(block) - 1)
    reach = max(marks[fork][1] for fork in forks.values()) - OVERLAP
    return Room(tuple(more), beyond[0], beyond[-1], reach)


def _grow(layered: LayeredGraph, card: int, top: bool, room: Room) -> None:
    """Make a card as wide as the ports on one of its sides need, and note what marks need."""
    size = layered.cards[card]
    if room.reach > 0.0:
        side = "mark_above" if top else "mark_below"
        size = layered.cards[card] = replace(size, **{side: room.reach})
    start, end = _margins(layered, card, top, room)
    width = start + len(room.more) * PORT_GAP + sum(room.more) + end
    if width > size.width:
        layered.cards[card] = replace(size, width=width)
        layered.left_extent[card] = width / 2 + size.left
        layered.right_extent[card] = width / 2 + size.right


def _margins(layered: LayeredGraph, card: int, top: bool, room: Room) -> tuple[float, float]:
    """What ports leave free at the two ends of a side: the corners, and on the head side what lies
    under the title of a group, and the card's pill; and what marks need beyond the ports."""
    size = layered.cards[card]
    margin = min(PORT_MARGIN, size.width / 4)
    start, end = max(margin, room.start + CLEARANCE), max(margin, room.end + CLEARANCE)
    if not top:
        if room.start:
            start = max(start, size.foot_start + CLEARANCE + room.start)
        return start, end
    start = max(start, size.head_start + room.start)
    title = _title_over(layered, card)
    if size.head_end > margin:
        end = max(size.head_end + room.end, end)
    return start + title, max(size.head_end, end)


def _side(layered: LayeredGraph, card: int, top: bool, ports: list[int], room: Room) -> Side:
    size = layered.cards[card]
    start, end = _margins(layered, card, top, room)
    low, high = start - size.width / 2, size.width / 2 - end
    if any(room.more):
        return _side_with_marks(card, ports, low, high, room.more)
    gap = LINE_GAP if len(ports) < 2 else min(LINE_GAP, (high - low) / (len(ports) - 1))
    spread = gap
    if len(ports) > 1:
        spread = max(gap, min(SPREAD, size.width / (len(ports) + 1)))
        spread = min(spread, (high - low) / (len(ports) - 1))
    reach = (len(ports) - 1) * spread / 2
    centre = min(max(0.0, low + reach), high - reach)
    ideal = tuple(centre - reach + spread * position for position in range(len(ports)))
    return Side(card, tuple(ports), low, high, gap, room.more, ideal)


def _with_leading_in_the_middle(side: Side, leading: Sequence[bool]) -> Side:
    """The side with its leading lines as near to the middle of the card as the others allow."""
    places = [place for place, is_leading in zip(side.ideal, leading, strict=True) if is_leading]
    if not places:
        return side
    shift = -(places[0] + places[-1]) / 2
    shift = min(max(shift, side.low - side.ideal[0]), side.high - side.ideal[-1])
    return replace(side, ideal=tuple(place + shift for place in side.ideal))


def _side_with_marks(
    card: int, ports: list[int], low: float, high: float, more: tuple[float, ...]
) -> Side:
    """The same where ports stand at different distances: as far apart as there is room for."""
    count = len(more)
    left = high - low - sum(more)
    gap = min(LINE_GAP, left / count)
    spread = min(SPREAD, left / count)
    places = [0.0]
    for each in more:
        places.append(places[-1] + spread + each)
    first = min(max(-places[-1] / 2, low), high - places[-1])
    return Side(card, tuple(ports), low, high, gap, more, tuple(first + each for each in places))


def _title_over(layered: LayeredGraph, card: int) -> float:
    """How much of a card's head side lies under the title of a cluster that starts at its rank."""
    if not layered.frame.down:
        return 0.0
    row = layered.layers[layered.layer[card]]
    spot = row.index(card)
    size = layered.cards[card]
    covered, inset = 0.0, CLUSTER_PADDING + size.left
    while spot > 0 and layered.vertex_type[row[spot - 1]] == "left-border":
        spot -= 1
        cluster = layered.clusters[layered.cluster_of_border[row[spot]]]
        if cluster.first == layered.layer[card] and cluster.title[0] > 0:
            covered = max(covered, CLUSTER_PADDING + cluster.title[0] + LINE_GAP - inset)
        inset += CLUSTER_PADDING
    return max(0.0, covered - min(PORT_MARGIN, size.width / 4))
