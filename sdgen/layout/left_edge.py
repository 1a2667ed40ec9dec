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
    from sdgen.layout.tracks import Run


def left_edge_tracks(runs: Sequence[Run], owners: Sequence[int], near: float) -> list[int]:
    """The track of each run, 0 the uppermost; ``owners`` says which line each run is a piece of,
    ``near`` below which distance two vertical ends count as one. Where runs have to lie above
    each other in a circle, one of them does not."""
    levels: dict[int, list[int]] = {}
    for run, level in enumerate(_levels(_above(runs, owners, near), runs)):
        levels.setdefault(level, []).append(run)
    tracks = [0] * len(runs)
    first = 0
    for level in sorted(levels):
        free: list[tuple[float, int]] = []
        used = 0
        for run in sorted(levels[level], key=lambda run: (runs[run].low, runs[run].high, run)):
            if free and free[0][0] <= runs[run].low:
                track = heappop(free)[1]
            else:
                track, used = first + used, used + 1
            tracks[run] = track
            heappush(free, (runs[run].high + TRACK_GAP, track))
        first += used
    return tracks


def _above(runs: Sequence[Run], owners: Sequence[int], near: float) -> list[set[int]]:
    """For each run, those that have to lie above it."""
    ups = sorted((up, number) for number, run in enumerate(runs) for up in run.ups)
    places = [up for up, _ in ups]
    above: list[set[int]] = [set() for _ in runs]
    for run, each in enumerate(runs):
        for down in each.downs:
            first = bisect_right(places, down - near)
            for _, other in ups[first : bisect_left(places, down + near)]:
                if owners[other] != owners[run]:
                    above[run].add(other)
                elif other > run:
                    # Pieces of one line stand in its order.
                    above[other].add(run)
    return above


def _levels(above: Sequence[set[int]], runs: Sequence[Run]) -> list[int]:
    """The level of each run: below all runs that have to lie above it."""
    below: list[list[int]] = [[] for _ in above]
    waiting = [len(each) for each in above]
    for run, each in enumerate(above):
        for other in sorted(each):
            below[other].append(run)
    levels = [-1] * len(above)
    ready = [run for run, count in enumerate(waiting) if count == 0]
    left = [(waiting[run], runs[run].low, run) for run in range(len(above)) if waiting[run]]
    heapify(left)
    while ready or left:
        # With none ready, the runs that are left wait for each other: the first one gives way.
        run = ready.pop() if ready else heappop(left)[2]
        if levels[run] >= 0:
            continue
        levels[run] = 1 + max((levels[other] for other in above[run]), default=-1)
        for other in below[run]:
            waiting[other] -= 1
            if waiting[other] == 0 and levels[other] < 0:
                ready.append(other)
    return levels
