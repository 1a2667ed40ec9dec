"""The order of the runs that cross a channel between two ranks.

A run joins coordinates above the channel with coordinates below it. Runs whose ranges overlap
take different tracks; of two such runs either may lie above, and the order with the fewest
crossings is kept. Two vertical ends at one coordinate must not lie on each other: a run that
comes from above there has to lie above the run that leaves downwards there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.layout.spacing import TRACK_GAP

if TYPE_CHECKING:
    from numpy import intp
    from numpy.typing import NDArray

TOO_NEAR = 9.0
"""Vertical ends nearer than this count as one line."""

OVERLAP_COST = 1000
REORDERINGS = 4
REORDER_UP_TO = 80
"""Runs of a channel up to which their order is looked at again."""

CROWDED = 100
"""Runs of a channel from which arrays save more time than importing them takes."""

MANY = 200
"""Runs of a channel above which no two are compared: what pairs cost takes too long."""

CROWDED_TOO_NEAR = 5.0
"""The least distance of vertical ends where runs are so many."""

MOST_LOOKED_AT = 500_000
"""Vertical ends of a channel that free places are looked for between, for all runs together."""

LOOKED_AT = 50
"""After that, those on each side of the run's middle."""

SPLITS = 6
"""Runs split one after the other, as one often sets others free."""

ROUNDS_OF_SPLITS = 4
"""How often, after that, all are split that still lie on another's end."""


class Run:
    """A horizontal piece of a line: where it comes from above, and where it leaves downwards."""

    __slots__ = ("downs", "high", "low", "ups")

    def __init__(self, ups: tuple[float, ...], downs: tuple[float, ...]) -> None:
        self.ups = ups
        self.downs = downs
        self.low = min(ups + downs)
        self.high = max(ups + downs)


Known = dict[tuple[Run, Run], tuple[int, int]]
"""What a pair of runs costs, the first above the second and the other way round."""


class Course(Struct, frozen=True):
    """How one run crosses its channel: from coordinate to coordinate, each time on a track
    (0 uppermost). Nearly always it is one track; a run that would lie on another's end takes two.
    """

    coordinates: tuple[float, ...]
    tracks: tuple[int, ...]


def assign_tracks(runs: Sequence[Run], taken: Sequence[float]) -> list[Course]:
    """The course of each run. Runs share a track where they do not overlap. ``taken`` are the
    coordinates of all lines that enter or leave the channel, bent there or not."""
    stops = [(*run.ups, *run.downs) for run in runs]
    owners = list(range(len(runs)))
    pieces = list(runs)
    used = sorted(taken)
    known: Known = {}
    many = len(runs) > MANY
    looked_at = 0
    near = CROWDED_TOO_NEAR if many else TOO_NEAR
    tracks = _order_of_tracks(pieces, owners, known, many=many)
    for done in range(SPLITS if many else 0, SPLITS + ROUNDS_OF_SPLITS):
        splits = _to_split(pieces, tracks, owners, near)
        if not splits:
            break
        for split in [splits[0]] if done < SPLITS else sorted(splits, reverse=True):
            run = pieces[split]
            looked_at += len(used)
            near_only = looked_at > MOST_LOOKED_AT
            turn = (_free_coordinate_near if near_only else _free_coordinate)(run, used)
            insort(used, turn)
            pieces[split : split + 1] = [Run(run.ups, (turn,)), Run((turn,), run.downs)]
            owner = owners[split]
            owners.insert(split, owner)
            place = stops[owner].index(run.downs[0])
            stops[owner] = (*stops[owner][:place], turn, *stops[owner][place:])
        tracks = _order_of_tracks(pieces, owners, known, many=many)
    found: list[list[int]] = [[] for _ in runs]
    for piece, owner in enumerate(owners):
        found[owner].append(tracks[piece])
    return [Course(stops[run], tuple(found[run])) for run in range(len(runs))]


def _free_coordinate_near(run: Run, used: Sequence[float]) -> float:
    """The same, looked for only near the run's middle; beyond all lines where none is free there."""
    place = bisect_left(used, (run.low + run.high) / 2)
    turn = _free_coordinate(run, used[max(0, place - LOOKED_AT) : place + LOOKED_AT])
    spot = bisect_left(used, turn)
    if all(abs(each - turn) >= CROWDED_TOO_NEAR for each in used[max(0, spot - 1) : spot + 1]):
        return turn
    return used[-1] + 2 * TRACK_GAP


def _order_of_tracks(
    runs: Sequence[Run], owners: Sequence[int], known: Known, *, many: bool
) -> list[int]:
    if many:
        from sdgen.layout.left_edge import left_edge_tracks

        return left_edge_tracks(runs, owners, CROWDED_TOO_NEAR)
    return _tracks(runs, owners, known)


def _to_split(
    runs: Sequence[Run], tracks: Sequence[int], owners: Sequence[int], near: float
) -> list[int]:
    """The runs that lie on the end of another one, in every order of the tracks, one of each pair;
    best one that is whole yet."""
    found: list[int] = []
    lines: set[int] = set()
    ups = sorted((up, number) for number, run in enumerate(runs) for up in run.ups)
    places = [up for up, _ in ups]
    pieces = Counter(owners)
    for upper, run in enumerate(runs):
        for down in run.downs:
            first = bisect_right(places, down - near)
            for _, lower in ups[first : bisect_left(places, down + near)]:
                if owners[upper] == owners[lower] or tracks[upper] >= tracks[lower]:
                    continue
                if not lines.isdisjoint((owners[upper], owners[lower])):
                    continue
                for candidate in sorted((upper, lower), key=lambda run: pieces[owners[run]]):
                    if len(runs[candidate].ups) == len(runs[candidate].downs) == 1:
                        found.append(candidate)
                        lines.add(owners[candidate])
                        break
    return found


def _free_coordinate(run: Run, used: Sequence[float]) -> float:
    """Where a run may turn without lying on another line: the middle of a free stretch, best
    within the run's own range."""
    middle = (run.low + run.high) / 2
    stops = [used[0] - 4 * TRACK_GAP, *used, used[-1] + 4 * TRACK_GAP] if used else [middle, middle]
    best = max(
        pairwise(stops),
        key=lambda pair: (
            min(pair[1] - pair[0], 2 * TRACK_GAP),
            -abs((pair[0] + pair[1]) / 2 - middle),
        ),
    )
    return (best[0] + best[1]) / 2


def _tracks(runs: Sequence[Run], owners: Sequence[int], known: Known) -> list[int]:
    """The track of each run. What pairs cost is remembered in ``known``: when a run is split, all
    others stay as they are."""
    count = len(runs)
    if count == 0:
        return []
    bounds = [(run.low, run.high) for run in runs]
    costs: dict[tuple[int, int], int] = {}
    meet: list[set[int]] = [set() for _ in runs]
    by_start = sorted(range(count), key=lambda run: (bounds[run], run))
    for place, one in enumerate(by_start):
        high = bounds[one][1] + TRACK_GAP
        for other in by_start[place + 1 :]:
            if bounds[other][0] >= high:
                break
            if owners[one] == owners[other]:
                # Pieces of one line stand in its order, and each has to lie above the next.
                costs[max(one, other), min(one, other)] = OVERLAP_COST
            else:
                pair = (runs[one], runs[other])
                both = known.get(pair)
                if both is None:
                    both = known[pair] = (_cost(*pair), _cost(*pair[::-1]))
                costs[one, other], costs[other, one] = both
            meet[one].add(other)
            meet[other].add(one)
    tracks = [-1] * count
    for run in _order(bounds, costs):
        tracks[run] = max((tracks[other] for other in meet[run]), default=-1) + 1
    return tracks


def _order(bounds: list[tuple[float, float]], costs: dict[tuple[int, int], int]) -> list[int]:
    """All runs from the uppermost down: each is put in where it costs least, and again when all
    others are there, as long as that helps."""
    order: list[int] = []
    runs = sorted(range(len(bounds)), key=lambda run: (bounds[run], run))
    if len(runs) >= CROWDED:
        return _order_in_arrays(runs, costs)
    for run in runs:
        _put_in(order, run, costs)
    if len(runs) > REORDER_UP_TO:
        return order
    for _ in range(REORDERINGS):
        before = order[:]
        for run in runs:
            order.remove(run)
            _put_in(order, run, costs)
        if order == before:
            break
    return order


def _order_in_arrays(runs: list[int], costs: dict[tuple[int, int], int]) -> list[int]:
    """The same order, for many runs: what each place costs comes from a running sum."""
    import numpy

    count = len(runs)
    cost = numpy.zeros((count, count), dtype=numpy.int64)
    for (upper, lower), each in costs.items():
        cost[upper, lower] = each
    # What it changes that a run (the row) stands below another one (the column), not above it.
    change = cost.T - cost
    order = numpy.empty(0, dtype=numpy.intp)

    def put_in(order: NDArray[intp], run: int) -> NDArray[intp]:
        sums = numpy.cumsum(change[run, order])
        place = 0 if not len(sums) or sums.min() >= 0 else int(numpy.argmin(sums)) + 1
        return numpy.insert(order, place, run)

    for run in runs:
        order = put_in(order, run)
    for _ in range(REORDERINGS if count <= REORDER_UP_TO else 0):
        before = order
        for run in runs:
            order = put_in(order[order != run], run)
        if (order == before).all():
            break
    return [int(run) for run in order]


def _put_in(order: list[int], run: int, costs: dict[tuple[int, int], int]) -> None:
    above = sum(costs.get((run, other), 0) for other in order)
    best, place = above, 0
    for position, other in enumerate(order):
        above += costs.get((other, run), 0) - costs.get((run, other), 0)
        if above < best:
            best, place = above, position + 1
    order.insert(place, run)


def _cost(upper: Run, lower: Run) -> int:
    """Crossings, and verticals on each other, where ``upper`` lies above ``lower``."""
    cost = 0
    low, high = upper.low, upper.high
    for coordinate in lower.ups:
        cost += low < coordinate < high
    for coordinate in upper.downs:
        cost += lower.low < coordinate < lower.high
        for other in lower.ups:
            if abs(coordinate - other) < TOO_NEAR:
                cost += OVERLAP_COST
    return cost
