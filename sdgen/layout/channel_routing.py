"""Channel routing: on which track each horizontal segment between two ranks lies.

A segment joins pins above the channel with pins below it. Segments whose ranges overlap take
different tracks; the order of the tracks with the fewest crossings is kept. Where a segment comes
from above at the coordinate at which another one leaves downwards, it has to lie above that one
(a vertical constraint); a cycle of such constraints is broken by a dogleg.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.layout.spacing import TRACK_GAP

if TYPE_CHECKING:
    from numpy import intp
    from numpy.typing import NDArray

TOO_NEAR = 9.0
"""Pins nearer than this would be drawn as one line."""

OVERLAP_COST = 1000
REORDERINGS = 4
REORDER_UP_TO = 80
"""Segments of a channel up to which their order is looked at again."""

CROWDED = 100
"""Segments of a channel from which arrays save more time than importing them takes."""

MANY = 200
"""Segments of a channel above which no two are compared: what pairs cost takes too long."""

CROWDED_TOO_NEAR = 5.0
"""The least distance of two pins where segments are so many."""

MOST_LOOKED_AT = 500_000
"""Pins of a channel searched for free places, for all its segments together."""

LOOKED_AT = 50
"""Beyond that, pins searched on each side of the segment's middle."""

DOGLEGS = 6
"""Segments that get a dogleg one at a time, because one often resolves the conflict of others."""

DOGLEG_ROUNDS = 4
"""Rounds, after that, in which every segment that still overlaps a pin gets a dogleg."""


EVERYWHERE = (-inf, inf)


class Segment:
    """A horizontal piece of a line in a channel, or of all lines of a trunk, with its pins above and
    below: the coordinates at which the lines come from above and leave downwards. A dogleg stays in
    its ``room``: the group that holds both ends of the line."""

    __slots__ = ("bottom_pins", "high", "low", "room", "top_pins")

    def __init__(
        self,
        top_pins: tuple[float, ...],
        bottom_pins: tuple[float, ...],
        room: tuple[float, float] = EVERYWHERE,
    ) -> None:
        self.room = room
        self.top_pins = top_pins
        self.bottom_pins = bottom_pins
        self.low = min(top_pins + bottom_pins)
        self.high = max(top_pins + bottom_pins)


Known = dict[tuple[Segment, Segment], tuple[int, int]]
"""The cost of a pair of segments: the first above the second, and the second above the first."""


class TrackPath(Struct, frozen=True):
    """How one segment crosses its channel: on each of its tracks (0 is uppermost) to the next of its
    ``turns``. Two tracks where the segment has a dogleg, otherwise one."""

    turns: tuple[float, ...]
    tracks: tuple[int, ...]


def assign_tracks(segments: Sequence[Segment], taken: Sequence[float]) -> list[TrackPath]:
    """The path of each segment. Segments that do not overlap may share a track. ``taken`` are the
    coordinates of all lines that enter or leave the channel, bent there or not."""
    turns: list[list[float]] = [[] for _ in segments]
    owners = list(range(len(segments)))
    pieces = list(segments)
    used = sorted(taken)
    known: Known = {}
    many = len(segments) > MANY
    looked_at = 0
    near = CROWDED_TOO_NEAR if many else TOO_NEAR
    tracks = _order_of_tracks(pieces, owners, known, many=many)
    for done in range(DOGLEGS if many else 0, DOGLEGS + DOGLEG_ROUNDS):
        doglegs = _to_dogleg(pieces, tracks, owners, near)
        if not doglegs:
            break
        for dogleg in [doglegs[0]] if done < DOGLEGS else sorted(doglegs, reverse=True):
            segment = pieces[dogleg]
            looked_at += len(used)
            near_only = looked_at > MOST_LOOKED_AT
            turn = (_free_coordinate_near if near_only else _free_coordinate)(segment, used)
            insort(used, turn)
            pieces[dogleg : dogleg + 1] = [
                Segment(segment.top_pins, (turn,), segment.room),
                Segment((turn,), segment.bottom_pins, segment.room),
            ]
            owner = owners[dogleg]
            owners.insert(dogleg, owner)
            turns[owner].insert(owners[:dogleg].count(owner), turn)
        tracks = _order_of_tracks(pieces, owners, known, many=many)
    found: list[list[int]] = [[] for _ in segments]
    for piece, owner in enumerate(owners):
        found[owner].append(tracks[piece])
    return [
        TrackPath(tuple(turn), tuple(tracks)) for turn, tracks in zip(turns, found, strict=True)
    ]


def _free_coordinate_near(segment: Segment, used: Sequence[float]) -> float:
    """As ``_free_coordinate``, but searched only near the segment's middle; right of all lines where
    nothing is free there."""
    place = bisect_left(used, (segment.low + segment.high) / 2)
    turn = _free_coordinate(segment, used[max(0, place - LOOKED_AT) : place + LOOKED_AT])
    spot = bisect_left(used, turn)
    if all(abs(each - turn) >= CROWDED_TOO_NEAR for each in used[max(0, spot - 1) : spot + 1]):
        return turn
    return min(used[-1] + 2 * TRACK_GAP, segment.room[1])


def _order_of_tracks(
    segments: Sequence[Segment], owners: Sequence[int], known: Known, *, many: bool
) -> list[int]:
    if many:
        from sdgen.layout.left_edge import left_edge_tracks

        return left_edge_tracks(segments, owners, CROWDED_TOO_NEAR)
    return _tracks(segments, owners, known)


def _to_dogleg(
    segments: Sequence[Segment], tracks: Sequence[int], owners: Sequence[int], near: float
) -> list[int]:
    """One segment of each pair that overlaps at a pin whatever the order of the tracks; one that has
    no dogleg yet is preferred."""
    found: list[int] = []
    lines: set[int] = set()
    top_pins = sorted(
        (pin, number) for number, segment in enumerate(segments) for pin in segment.top_pins
    )
    places = [pin for pin, _ in top_pins]
    pieces = Counter(owners)
    for upper, segment in enumerate(segments):
        for pin in segment.bottom_pins:
            first = bisect_right(places, pin - near)
            for _, lower in top_pins[first : bisect_left(places, pin + near)]:
                if owners[upper] == owners[lower] or tracks[upper] >= tracks[lower]:
                    continue
                if not lines.isdisjoint((owners[upper], owners[lower])):
                    continue
                for candidate in sorted(
                    (upper, lower),
                    key=lambda piece: (pieces[owners[piece]], _pins(segments[piece])),
                ):
                    if segments[candidate].top_pins and segments[candidate].bottom_pins:
                        found.append(candidate)
                        lines.add(owners[candidate])
                        break
    return found


def _pins(segment: Segment) -> int:
    return len(segment.top_pins) + len(segment.bottom_pins)


def _free_coordinate(segment: Segment, used: Sequence[float]) -> float:
    """Where a dogleg overlaps no other line: the middle of a free interval, within the segment's own
    range if possible."""
    middle = (segment.low + segment.high) / 2
    stops = [used[0] - 4 * TRACK_GAP, *used, used[-1] + 4 * TRACK_GAP] if used else [middle, middle]
    least, most = segment.room
    inside = [
        (max(first, least), min(last, most))
        for first, last in pairwise(stops)
        if first < most and last > least
    ]
    best = max(
        inside or [(middle, middle)],
        key=lambda pair: (
            min(pair[1] - pair[0], 2 * TRACK_GAP),
            -abs((pair[0] + pair[1]) / 2 - middle),
        ),
    )
    return (best[0] + best[1]) / 2


def _tracks(segments: Sequence[Segment], owners: Sequence[int], known: Known) -> list[int]:
    """The track of each segment. Costs of pairs are kept in ``known``, because a dogleg changes those
    of one segment only."""
    count = len(segments)
    if count == 0:
        return []
    bounds = [(segment.low, segment.high) for segment in segments]
    costs: dict[tuple[int, int], int] = {}
    overlapping: list[set[int]] = [set() for _ in segments]
    by_start = sorted(range(count), key=lambda segment: (bounds[segment], segment))
    for place, one in enumerate(by_start):
        high = bounds[one][1] + TRACK_GAP
        for other in by_start[place + 1 :]:
            if bounds[other][0] >= high:
                break
            if owners[one] == owners[other]:
                # Pieces of one line stand in its order, and each has to lie above the next.
                costs[max(one, other), min(one, other)] = OVERLAP_COST
            else:
                pair = (segments[one], segments[other])
                both = known.get(pair)
                if both is None:
                    both = known[pair] = (_cost(*pair), _cost(*pair[::-1]))
                costs[one, other], costs[other, one] = both
            overlapping[one].add(other)
            overlapping[other].add(one)
    tracks = [-1] * count
    for segment in _order(bounds, costs):
        tracks[segment] = max((tracks[other] for other in overlapping[segment]), default=-1) + 1
    return tracks


def _order(bounds: list[tuple[float, float]], costs: dict[tuple[int, int], int]) -> list[int]:
    """All segments from the uppermost down: each is inserted where it costs least, and again when all
    others are there, as long as that helps."""
    order: list[int] = []
    segments = sorted(range(len(bounds)), key=lambda segment: (bounds[segment], segment))
    if len(segments) >= CROWDED:
        return _order_in_arrays(segments, costs)
    changes: list[dict[int, int]] = [{} for _ in bounds]
    for (upper, lower), cost in costs.items():
        changes[lower][upper] = changes[lower].get(upper, 0) + cost
        changes[upper][lower] = changes[upper].get(lower, 0) - cost
    for segment in segments:
        _put_in(order, segment, changes[segment])
    if len(segments) > REORDER_UP_TO:
        return order
    for _ in range(REORDERINGS):
        before = order[:]
        for segment in segments:
            order.remove(segment)
            _put_in(order, segment, changes[segment])
        if order == before:
            break
    return order


def _order_in_arrays(segments: list[int], costs: dict[tuple[int, int], int]) -> list[int]:
    """The same order, for many segments: what each place costs comes from a running sum."""
    import numpy

    count = len(segments)
    cost = numpy.zeros((count, count), dtype=numpy.int64)
    for (upper, lower), each in costs.items():
        cost[upper, lower] = each
    # The change of cost when a segment (row) lies below another one (column) instead of above it.
    change = cost.T - cost
    order = numpy.empty(0, dtype=numpy.intp)

    def put_in(order: NDArray[intp], segment: int) -> NDArray[intp]:
        sums = numpy.cumsum(change[segment, order])
        place = 0 if not len(sums) or sums.min() >= 0 else int(numpy.argmin(sums)) + 1
        return numpy.insert(order, place, segment)

    for segment in segments:
        order = put_in(order, segment)
    for _ in range(REORDERINGS if count <= REORDER_UP_TO else 0):
        before = order
        for segment in segments:
            order = put_in(order[order != segment], segment)
        if (order == before).all():
            break
    return [int(segment) for segment in order]


def _put_in(order: list[int], segment: int, change: Mapping[int, int]) -> None:
    """Insert a segment where it costs least; ``change`` says what it costs more to lie below another
    one than above it, where that is a difference."""
    best = above = place = 0
    for position, other in enumerate(order, 1):
        if other in change:
            above += change[other]
            if above < best:
                best, place = above, position
    order.insert(place, segment)


def _cost(upper: Segment, lower: Segment) -> int:
    """Crossings, and verticals on each other, where ``upper`` lies above ``lower``."""
    cost = 0
    low, high = upper.low, upper.high
    for coordinate in lower.top_pins:
        cost += low < coordinate < high
    for coordinate in upper.bottom_pins:
        cost += lower.low < coordinate < lower.high
        for other in lower.top_pins:
            if abs(coordinate - other) < TOO_NEAR:
                cost += OVERLAP_COST
    return cost
