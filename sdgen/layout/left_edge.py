"""Tracks for the runs of a crowded channel by the constrained left-edge algorithm.

Runs are put into tracks from left to right, each into the first track that is free where it
begins (Hashimoto and Stevens, 1971). A run that comes from above where another one leaves
downwards has to lie above that one: runs are taken in levels, each below those that its runs have
to lie under. Work grows with the number of runs (n log n), not with that of their pairs.
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
    """The track of each run, 0 the uppermost; ``owners`` says which line each run is a piece of,
    ``near`` below which distance two vertical ends count as one. Where runs have to lie above
    each other in a circle, one of them does not."""
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
    """For each run, those that have to lie above it."""
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
    """The level of each run: below all runs that have to lie above it."""
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
        # With none ready, the runs that are left wait for each other: the first one gives way.
        segment = ready.pop() if ready else heappop(left)[2]
        if levels[segment] >= 0:
            continue
        levels[segment] = 1 + max((levels[other] for other in above[segment]), default=-1)
        for other in below[segment]:
            waiting[other] -= 1
            if waiting[other] == 0 and levels[other] < 0:
                ready.append(other)
    return levels
