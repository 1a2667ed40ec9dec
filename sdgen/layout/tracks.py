"""The order of the runs that cross a channel between two ranks.

A run joins coordinates above the channel with coordinates below it. Runs whose ranges overlap
take different tracks; of two such runs either may lie above, and the order with the fewest
crossings is kept. Two vertical ends at one coordinate must not lie on each other: a run that
comes from above there has to lie above the run that leaves downwards there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdgen.layout.spacing import TRACK_GAP

TOO_NEAR = 9.0
"""Vertical ends nearer than this count as one line."""

OVERLAP_COST = 1000
SWAPS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A horizontal piece of a line: where it comes from above, and where it leaves downwards."""

    ups: tuple[float, ...]
    downs: tuple[float, ...]

    @property
    def low(self) -> float:
        return min(self.ups + self.downs)

    @property
    def high(self) -> float:
        return max(self.ups + self.downs)


def assign_tracks(runs: Sequence[Run]) -> list[int]:
    """The track of each run, 0 uppermost. Runs share a track where they do not overlap."""
    count = len(runs)
    if count == 0:
        return []
    bounds = [(run.low, run.high) for run in runs]
    costs: dict[tuple[int, int], int] = {}
    meet: list[list[int]] = [[] for _ in runs]
    for one in range(count):
        low, high = bounds[one]
        for other in range(one + 1, count):
            if bounds[other][0] < high + TRACK_GAP and low < bounds[other][1] + TRACK_GAP:
                costs[one, other] = _cost(runs[one], runs[other])
                costs[other, one] = _cost(runs[other], runs[one])
                meet[one].append(other)
                meet[other].append(one)
    order = _order(bounds, costs)
    tracks = [0] * count
    seen: list[int] = []
    for run in order:
        above = set(meet[run])
        tracks[run] = max((tracks[other] + 1 for other in seen if other in above), default=0)
        seen.append(run)
    return tracks


def overlapping(runs: Sequence[Run], tracks: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of runs with a common vertical that no order of tracks could part."""
    return [
        (one, other)
        for one in range(len(runs))
        for other in range(len(runs))
        if tracks[one] < tracks[other] and _cost(runs[one], runs[other]) >= OVERLAP_COST
    ]


def _order(bounds: list[tuple[float, float]], costs: dict[tuple[int, int], int]) -> list[int]:
    """All runs from the uppermost down: each is put in where it costs least, then neighbours swap
    as long as that helps."""
    order: list[int] = []
    for run in sorted(range(len(bounds)), key=lambda run: (bounds[run], run)):
        above = sum(costs.get((run, other), 0) for other in order)
        best, place = above, 0
        for position, other in enumerate(order):
            above += costs.get((other, run), 0) - costs.get((run, other), 0)
            if above < best:
                best, place = above, position + 1
        order.insert(place, run)
    for _ in range(SWAPS):
        swapped = False
        for position in range(len(order) - 1):
            one, other = order[position], order[position + 1]
            if costs.get((other, one), 0) < costs.get((one, other), 0):
                order[position], order[position + 1] = other, one
                swapped = True
        if not swapped:
            break
    return order


def _cost(upper: Run, lower: Run) -> int:
    """Crossings, and verticals on each other, where ``upper`` lies above ``lower``."""
    cost = 0
    for coordinate in lower.ups:
        cost += upper.low < coordinate < upper.high
    for coordinate in upper.downs:
        cost += lower.low < coordinate < lower.high
        cost += OVERLAP_COST * sum(abs(coordinate - other) < TOO_NEAR for other in lower.ups)
    return cost
