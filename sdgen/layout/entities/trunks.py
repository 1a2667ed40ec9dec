"""Which trunk of a channel lies left of which: as few crossings as can be, and no two lines over each
other."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sdgen.layout.entities.ports import Net, Pin
from sdgen.layout.entities.spacing import NEAR

OVERLAP = 1000.0
"""What two lines over each other cost, a crossing being 1."""
BESIDE = 10.0
"""Trunks whose ends are nearer than this do not share a track."""
SWEEPS = 20
NUDGES = (0.0, 6.5, -6.5, 3.5, -3.5, 9.5, -9.5, 12.0, -12.0)
"""How far from the middle of its row an end may be moved, in the order of preference."""


def tracks_of(nets: Sequence[Net]) -> tuple[tuple[Net, ...], tuple[int, ...], int]:
    """The nets of one channel, with ends moved where lines would lie over each other; the track of
    each, 0 at the left; and the number of tracks."""
    found = list(nets)
    order = _order(found)
    for _ in range(len(found) + 1):
        moved = _nudged(found, order)
        if moved is None:
            break
        found = moved
        order = _order(found)
    tracks = _tracks(found, order)
    return tuple(found), tuple(tracks), max(tracks, default=-1) + 1


def cost_between(left: Net, right: Net) -> float:
    """Crossings of two nets whose trunks lie so, and far more for lines over each other."""
    if not _overlap(left, right):
        return 0.0
    cost = 0.0
    for pin in left.pins:
        if not pin.from_left:
            cost += right.low < pin.y < right.high
            cost += OVERLAP * sum(
                other.from_left and abs(other.y - pin.y) < NEAR for other in right.pins
            )
    for pin in right.pins:
        if pin.from_left:
            cost += left.low < pin.y < left.high
    return cost


def _overlap(one: Net, other: Net) -> bool:
    return one.low < other.high + BESIDE and other.low < one.high + BESIDE


def _order(nets: Sequence[Net]) -> list[int]:
    """The nets from left to right, improved by moving one at a time."""
    numbers = range(len(nets))
    cost = [[cost_between(nets[a], nets[b]) if a != b else 0.0 for b in numbers] for a in numbers]
    # a shorter trunk lies nearer to the tables that its ends are at
    order = sorted(numbers, key=lambda each: (_leaning(nets[each]), each))
    for _ in range(SWEEPS):
        before = list(order)
        for net in sorted(numbers):
            order.remove(net)
            order.insert(_best_place(net, order, cost), net)
        if order == before:
            break
    return order


def _leaning(net: Net) -> float:
    length = net.high - net.low
    if all(pin.from_left for pin in net.pins):
        return length
    return -length if not any(pin.from_left for pin in net.pins) else 0.0


def _best_place(net: int, order: Sequence[int], cost: Sequence[Sequence[float]]) -> int:
    now = sum(cost[net][other] for other in order)
    best, place = now, 0
    for index, other in enumerate(order, 1):
        now += cost[other][net] - cost[net][other]
        if now < best - 1e-9:
            best, place = now, index
    return place


def _nudged(nets: Sequence[Net], order: Sequence[int]) -> list[Net] | None:
    """The nets with one end moved up or down that lay over another line; None where none does."""
    for index, left in enumerate(order):
        for right in order[index + 1 :]:
            for pin in nets[left].pins:
                if pin.from_left:
                    continue
                for other in nets[right].pins:
                    if other.from_left and abs(other.y - pin.y) < NEAR:
                        return _moved(nets, left, pin)
    return None


def _moved(nets: Sequence[Net], number: int, pin: Pin) -> list[Net]:
    """The nets with ``pin`` of one of them where it is near no line from either side."""
    others = [each.y for net in nets for each in net.pins if each is not pin]
    clearance = {nudge: min(abs(pin.row + nudge - other) for other in others) for nudge in NUDGES}
    nudge = next(
        (each for each in NUDGES if clearance[each] >= NEAR),
        max(NUDGES, key=lambda each: (clearance[each], -abs(each))),
    )
    there = replace(pin, y=pin.row + nudge)
    found = list(nets)
    net = found[number]
    if pin is net.key:
        found[number] = replace(net, key=there)
    else:
        sources = tuple(there if each is pin else each for each in net.sources)
        found[number] = replace(net, sources=sources)
    return found


def _tracks(nets: Sequence[Net], order: Sequence[int]) -> list[int]:
    """Each net on the first track right of all those before it that it overlaps."""
    tracks = [0] * len(nets)
    for index, net in enumerate(order):
        before = (tracks[other] + 1 for other in order[:index] if _overlap(nets[net], nets[other]))
        tracks[net] = max(before, default=0)
    return tracks
