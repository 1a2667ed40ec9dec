"""Lines that leave a card together, and the mark that stands on the card's edge where they do.

A mark is centred over the ports of its lines: along the ranks it lies over the card's edge and
reaches out, across them it may be wider than its ports. Ports keep that room free.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence

from msgspec import Struct

from sdgen.layout.frame import Frame
from sdgen.layout.placement import Box, Fork, Graph, Placement, Point
from sdgen.layout.spacing import PORT_GAP

OVERLAP = 7.0
"""How far a mark lies over its card: not so far that it touches what stands in it."""

FREE_REACH = 14.0
"""How far a mark may stand off its card before the rank needs more room for it."""

CLEARANCE = 5.0
"""Between a mark and the next line or mark."""

BAR = 3.0
BAR_BEYOND = 2.0
"""How thick the bar of a mark is, and how far it reaches beyond its outermost lines."""


class Mark(Struct, frozen=True):
    """Where some of the lines of a fork leave a card: ``bar`` lies over all of them on the card's
    edge, ``box`` is the place of the text. A fork whose lines leave on two sides has two marks."""

    fork: str
    card: str
    bar: Box
    box: Box
    edges: tuple[str, ...]


def fork_marks(graph: Graph, placement: Placement) -> tuple[Mark, ...]:
    """The marks of all forks, in the order of the lines; a call of a card to itself leaves at the
    side, where no mark has room, and stands under none."""
    forks = {fork.id: fork for fork in graph.forks}
    starts: dict[tuple[str, str, bool], list[tuple[Point, str]]] = {}
    for edge, route in zip(graph.edges, placement.routes, strict=True):
        if edge.fork not in forks or edge.source == edge.target:
            continue
        start, card = route.points[0], placement.nodes[edge.source].centre
        ahead = start.y > card.y if placement.down else start.x > card.x
        starts.setdefault((edge.source, edge.fork, ahead), []).append((start, edge.id))
    return tuple(
        _mark(forks[fork], card, found, placement.down, ahead)
        for (card, fork, ahead), found in starts.items()
    )


def _mark(
    fork: Fork, card: str, found: Sequence[tuple[Point, str]], down: bool, ahead: bool
) -> Mark:
    frame = Frame(down)
    places = sorted(point.x if down else point.y for point, _ in found)
    first = found[0][0]
    edge = first.y if down else first.x
    low, high = places[0] - BAR_BEYOND, places[-1] + BAR_BEYOND
    across, along = frame.mark(fork)
    left = (low + high - across) / 2
    top = edge - OVERLAP if ahead else edge + OVERLAP - along
    start = edge if ahead else edge - BAR
    edges = tuple(name for _, name in found)
    bar = frame.box(low, start, high - low, BAR)
    return Mark(fork.id, card, bar, frame.box(left, top, across, along), edges)


def overhang(across: float, lines: int) -> float:
    """How far a mark that takes ``across`` reaches beyond the outermost of so many ports, as near
    to each other as ports can be."""
    return max(BAR_BEYOND, (across - (lines - 1) * PORT_GAP) / 2)


def together(count: int, forks: Mapping[int, Hashable]) -> list[list[int]]:
    """So many ends of lines, numbered in their best order, as blocks: those that ``forks`` gives
    one fork are a block, every other end is one of its own. Blocks stand so that few ends change
    places."""
    members: dict[Hashable, list[int]] = {}
    for place in range(count):
        members.setdefault(forks.get(place, (place,)), []).append(place)
    blocks: list[list[int]] = []
    for block in sorted(members.values(), key=lambda block: block[len(block) // 2]):
        costs = [0]
        # One end alone belongs behind more than half of each block before it, and so behind it.
        for other in reversed(blocks) if len(block) > 1 else ():
            # What it changes that the block stands before the other one, not behind it.
            swapped = sum(2 * bisect_left(other, own) - len(other) for own in block)
            costs.append(costs[-1] + swapped)
        blocks.insert(len(blocks) - costs.index(min(costs)), block)
    return blocks
