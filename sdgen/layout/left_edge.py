"""Tracks for the segments of a crowded channel: the constrained left-edge algorithm.

Segments are assigned from left to right, each to the first track that is free where it begins
(Hashimoto and Stevens, 1971). Vertical constraints divide the segments into levels, each below the
levels that it has to lie under. The work is O(n log n) in the number of segments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from sdgen.layout.spacing import TRACK_GAP

if TYPE_CHECKING:
    from sdgen.layout.channel_routing import Segment


def left_edge_tracks(segments: Sequence[Segment], owners: Sequence[int], near: float) -> list[int]:
    """The track of each segment, 0 the uppermost. ``owners`` names the line that each segment is part
    of; pins nearer than ``near`` conflict. In a cycle of vertical constraints one is ignored."""
    levels: dict[int, list[int]] = {}
    for segment, level in enumerate(
        _levels(_vertical_constraints(segments, owners, near), segments)
    ):
        levels.setdefault(level, []).append(segment)
    tracks = [0] * len(segments)
    first = 0
    for level in sorted(levels):
        free: list[tuple[float, int]] = []
        used = 0
        for segment in sorted(
            levels[level],
            key=lambda segment: (segments[segment].low, segments[segment].high, segment),
        ):
            if free and free[0][0] <= segments[segment].low:
                track = heappop(free)[1]
            else:
                track, used = first + used, used + 1
            tracks[segment] = track
            heappush(free, (segments[segment].high + TRACK_GAP, track))
        first += used
    return tracks


def _vertical_constraints(
    segments: Sequence[Segment], owners: Sequence[int], near: float
) -> list[set[int]]:
    """The vertical constraint graph: for each segment, those that have to lie above it."""
    top_pins = sorted(
        (pin, number) for number, segment in enumerate(segments) for pin in segment.top_pins
    )
    places = [pin for pin, _ in top_pins]
    above: list[set[int]] = [set() for _ in segments]
    for segment, each in enumerate(segments):
        for pin in each.bottom_pins:
            first = bisect_right(places, pin - near)
            for _, other in top_pins[first : bisect_left(places, pin + near)]:
                if owners[other] != owners[segment]:
                    above[segment].add(other)
                elif other > segment:
                    # Pieces of one line stand in its order.
                    above[other].add(segment)
    return above


def _levels(above: Sequence[set[int]], segments: Sequence[Segment]) -> list[int]:
    """The level of each segment: below all segments that have to lie above it."""
    below: list[list[int]] = [[] for _ in above]
    waiting = [len(each) for each in above]
    for segment, each in enumerate(above):
        for other in sorted(each):
            below[other].append(segment)
    levels = [-1] * len(above)
    ready = [segment for segment, count in enumerate(waiting) if count == 0]
    left = [
        (waiting[segment], segments[segment].low, segment)
        for segment in range(len(above))
        if waiting[segment]
    ]
    heapify(left)
    while ready or left:
        # With none ready, the rest form a cycle of constraints: the first one ignores its own.
        segment = ready.pop() if ready else heappop(left)[2]
        if levels[segment] >= 0:
            continue
        levels[segment] = 1 + max((levels[other] for other in above[segment]), default=-1)
        for other in below[segment]:
            waiting[other] -= 1
            if waiting[other] == 0 and levels[other] < 0:
                ready.append(other)
    return levels
