"""Coordinate assignment by local search: bends are removed wherever a straight line has room.

The search starts from feasible coordinates. A move shifts one vertex, its straight line, or all
straight lines and cards joined to it, pushes aside what is in the way, and is kept if the sum of
costs falls. In the end ``short_jogs`` looks after what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from math import inf

from sdgen.layout.horizontal_coordinates import (
    IDEAL_SQUARE,
    IDEAL_WEIGHT,
    HorizontalCoordinates,
)
from sdgen.layout.short_jogs import remove_short_jogs
from sdgen.layout.spacing import EPSILON

ROUNDS = 12
EFFORT = 400_000
"""Vertices visited by the search, so that the time is bounded in a component of any size."""

LARGEST_MOVE = 20

SLACK = EPSILON / 10


def straighten_edges(coordinates: HorizontalCoordinates, effort: int = EFFORT) -> None:
    """Improve the coordinates in place: first the costs of lines and widths, then the spread of
    ports, and both again, with no more than ``effort``. A second call does nothing."""
    if not coordinates.searched:
        coordinates.searched = True
        search = Search(coordinates, effort)
        search.search()
        remove_short_jogs(search)
        coordinates.tighten_clusters()


class Search:
    def __init__(self, coordinates: HorizontalCoordinates, effort: int) -> None:
        self.layered = coordinates.layered
        self.x = coordinates.x
        self.mirrored = [-x for x in coordinates.x]
        """``x`` for moves to the left, which are moves to the right in a mirror."""
        self.successors, self.predecessors = coordinates.successors, coordinates.predecessors
        self.pulls, self.pulled = coordinates.pulls, coordinates.pulled
        self.ends: list[list[tuple[int, float, float, float, int, bool]]] = [[] for _ in self.x]
        """The pulls of each vertex, seen from it: the other end, the best distance to it, the costs
        and the number of the pull, and whether the vertex is the first of the two."""
        for number, (one, other, distance, weight, fixed) in enumerate(self.pulls):
            self.ends[one].append((other, distance, weight, fixed, number, True))
            self.ends[other].append((one, -distance, weight, fixed, number, False))
        self.joined, self.lines = coordinates.joined, coordinates.lines
        self.edges = coordinates.edges
        self.cost, self.over = coordinates.cost, coordinates.over
        self.effort = effort
        self.moves = 0
        self.stuck: dict[int, int] = {}
        """Borders that could not be moved, and after how many moves that was."""
        self.room_after: list[float | None] = [None] * len(self.x)
        self.room_before: list[float | None] = [None] * len(self.x)
        self.costs = [self.cost(number) for number in range(len(self.pulls))]
        self.dirty = set(range(len(self.pulls)))

    def search(self) -> None:
        hard = [number for number, pull in enumerate(self.pulls) if pull[3] != IDEAL_WEIGHT]
        soft = [number for number, pull in enumerate(self.pulls) if pull[3] == IDEAL_WEIGHT]
        for _ in range(ROUNDS):
            moved = self._improve_all(hard)
            moved = self._squeeze_clusters() or moved
            if not moved:
                break
        self._improve_all(soft)
        self._improve_all(hard)
        self._improve_all(soft)

    def _improve_all(self, pulls: list[int]) -> bool:
        """One round over the pulls whose surroundings have changed, the most expensive first."""
        queue = [
            number for number in pulls if number in self.dirty and self.costs[number] > EPSILON
        ]
        queue.sort(key=lambda number: (-self.costs[number], number))
        moved = False
        for number in queue:
            if self.effort <= 0:
                return False
            self.dirty.discard(number)
            if self._improve(number):
                moved = True
        return moved

    def _improve(self, number: int) -> bool:
        one, other, distance, weight, _ = self.pulls[number]
        off = self.x[other] - self.x[one] - distance
        if abs(off) < EPSILON or (number == self.over and off < 0.0):
            return False
        soft = weight == IDEAL_WEIGHT
        for vertex, keep, step in ((one, other, off), (other, one, -off)):
            tried: set[frozenset[int]] = set()
            too_much: set[tuple[float, bool]] = set()
            for seeds in self.seeds(vertex, keep):
                key = frozenset(seeds)
                if key in tried:
                    continue
                tried.add(key)
                free = self._free(seeds, step)
                refused: dict[int, float] = {}
                for length, drag in _steps(len(seeds), step, free, soft=soft):
                    single = drag and len(seeds) == 1
                    if abs(length) <= free and not single:
                        # Nothing is pushed, dragged or not.
                        self.effort -= len(seeds)
                        if drag:
                            continue
                        at = {vertex: self.x[vertex] + length for vertex in seeds}
                    elif (length, drag) in too_much or (length, False) in too_much:
                        # Those before were some of these, and pushed too much already.
                        self.effort -= LARGEST_MOVE + 1
                        continue
                    else:
                        pushed = self.moved(seeds, length, keep, drag=drag, seeds_drag=single)
                        if pushed is None:
                            too_much.add((length, drag))
                            continue
                        at = pushed
                    if at == refused:
                        continue  # nothing was dragged
                    if self.change(at) < -EPSILON:
                        self.accept(at)
                        return True
                    refused = at
        return False

    def accept(self, target: dict[int, float]) -> None:
        self.moves += 1
        for vertex, x in target.items():
            self.x[vertex] = x
            self.mirrored[vertex] = -x
        changed: set[int] = set()
        for vertex in target:
            changed.update(self.pulled[vertex])
            self.room_after[vertex] = self.room_before[vertex] = None
            for other, _ in self.successors[vertex]:
                self.room_before[other] = None
                self.dirty.update(self.pulled[other])
            for other, _ in self.predecessors[vertex]:
                self.room_after[other] = None
                self.dirty.update(self.pulled[other])
        for number in changed:
            self.costs[number] = self.cost(number)
        self.dirty |= changed

    def _squeeze_clusters(self) -> bool:
        """Take out room that a cluster, or the picture, has between what it holds."""
        moved = False
        pairs = [(cluster.left_border, cluster.right_border) for cluster in self.layered.clusters]
        for start, end in [*pairs, self.edges]:
            for border, near, sign in (
                (start, self.successors, 1.0),
                (end, self.predecessors, -1.0),
            ):
                if self.effort > 0 and self.stuck.get(border) != self.moves:
                    if self._squeeze(border, near, sign):
                        moved = True
                    else:
                        self.stuck[border] = self.moves
        return moved

    def _squeeze(self, border: int, near: list[list[tuple[int, float]]], sign: float) -> bool:
        """Move a border, with all that stands tight at it, to the first free room."""
        x, vertex_type = self.x, self.layered.vertex_type
        tight = [border]
        held = {border}
        room = inf
        for vertex in tight:
            here = x[vertex]
            for other, distance in near[vertex]:
                if other in held:
                    continue
                free = sign * (x[other] - here) - distance
                if free < EPSILON:
                    held.add(other)
                    tight.append(other)
                elif free < room and vertex_type[other] != "port":
                    room = free
            if len(tight) > LARGEST_MOVE:
                return False
        self.effort -= len(tight)
        if room == inf:
            return False
        refused = None
        for drag in (False, True):
            at = self.moved(tight, sign * room, -1, drag=drag, seeds_drag=drag)
            if at is not None and at != refused and self.change(at) < -EPSILON:
                self.accept(at)
                return True
            refused = at
        return False

    def seeds(self, vertex: int, keep: int) -> Iterable[list[int]]:
        """What may move together: the vertex, its straight line, all that is aligned with it."""
        yield [vertex]
        line = self._straight(vertex, keep, through_cards=False)
        yield line
        whole = self._straight(vertex, keep, through_cards=True)
        yield whole

    def _straight(self, vertex: int, keep: int, *, through_cards: bool) -> list[int]:
        x, lines = self.x, self.lines
        seen = {vertex}
        order = [vertex]
        for current in order:
            if len(order) > LARGEST_MOVE:
                break
            here = x[current]
            for other in lines[current]:
                if other in seen or other == keep:
                    continue
                if -EPSILON < x[other] - here < EPSILON:
                    seen.add(other)
                    order.append(other)
            if through_cards:
                for other in self.joined[current]:
                    if other not in seen and other != keep:
                        seen.add(other)
                        order.append(other)
        self.effort -= len(order)
        return order

    def _free(self, seeds: list[int], step: float) -> float:
        """How much of the step the seeds can move without pushing anything, without its sign;
        -1 where they are too many to move."""
        if len(seeds) > LARGEST_MOVE:
            return -1.0
        x, towards = (self.x, self.successors) if step > 0 else (self.mirrored, self.predecessors)
        room = abs(step)
        for vertex in seeds:
            here = x[vertex]
            for other, distance in towards[vertex]:
                if x[other] - here - distance < room and other not in seeds:
                    room = x[other] - here - distance
        return max(0.0, room)

    def moved(
        self, seeds: list[int], step: float, keep: int, *, drag: bool, seeds_drag: bool = False
    ) -> dict[int, float] | None:
        """New coordinates where the seeds move by ``step`` and push what they meet; with ``drag``
        what is pushed stays straight with its lines, except with ``keep``."""
        if len(seeds) > LARGEST_MOVE:
            self.effort -= LARGEST_MOVE + 1
            return None
        lines = self.lines
        if step > 0:
            x, towards, rooms = self.x, self.successors, self.room_after
        else:
            x, towards, rooms = self.mirrored, self.predecessors, self.room_before
        length = abs(step)
        at = {vertex: x[vertex] + length for vertex in seeds}
        held = set() if seeds_drag or not drag else set(seeds)
        heap = [(x[vertex], vertex) for vertex in seeds]
        if len(heap) > 1:
            heapify(heap)
        pushes_left = LARGEST_MOVE - len(heap)
        last, moved = -1, 0.0
        while heap and pushes_left >= 0:
            here, vertex = heappop(heap)
            own = at[vertex]
            if vertex == last and own == moved:
                continue  # pushed twice before its turn came
            last, moved = vertex, own
            free = rooms[vertex]
            if free is None:
                free = rooms[vertex] = _room(vertex, x, towards)
            for other, distance in towards[vertex] if own - here - free > SLACK else ():
                need = own + distance
                # Most are free as they stand; those that have moved are freer.
                was = x[other]
                if need - was > SLACK and (other not in at or need - at[other] > SLACK):
                    at[other] = need
                    pushes_left -= 1
                    if not drag:
                        free = rooms[other]
                        if free is None:
                            free = rooms[other] = _room(other, x, towards)
                        if need - was - free <= SLACK:
                            continue  # it pushes nothing in its turn, and there are many of those
                    heappush(heap, (was, other))
            if drag and vertex not in held:
                for other in lines[vertex]:
                    was = x[other]
                    if (
                        -EPSILON < was - here < EPSILON
                        and other != keep
                        and own - at.get(other, was) > SLACK
                    ):
                        at[other] = own
                        heappush(heap, (was, other))
                        pushes_left -= 1
        if pushes_left < 0:
            self.effort -= LARGEST_MOVE + 1
            return None
        self.effort -= LARGEST_MOVE - pushes_left
        return at if step > 0 else {vertex: -own for vertex, own in at.items()}

    def change(self, at: dict[int, float]) -> float:
        """What a move would add to the sum of costs; ``HorizontalCoordinates.cost`` written out, as this is
        where most of the time goes."""
        x, ends, costs, over = self.x, self.ends, self.costs, self.over
        total = 0.0
        for vertex, moved in at.items():
            for end, distance, weight, fixed, number, first in ends[vertex]:
                if end not in at:
                    off = x[end] - moved - distance
                elif first:
                    off = at[end] - moved - distance
                else:
                    continue  # counted at its other end
                if number == over and (off < 0.0) is first:
                    total -= costs[number]
                    continue
                if off < 0.0:
                    off = -off
                if off < EPSILON:
                    total -= costs[number]
                elif weight == IDEAL_WEIGHT:
                    total += off * weight + off * off * IDEAL_SQUARE - costs[number]
                else:
                    total += off * weight + fixed - costs[number]
        return total


def _room(vertex: int, x: list[float], towards: list[list[tuple[int, float]]]) -> float:
    """How far a vertex can move before it meets another."""
    here = x[vertex]
    return min([x[other] - here - distance for other, distance in towards[vertex]], default=inf)


def _steps(seeds: int, step: float, free: float, *, soft: bool) -> Iterable[tuple[float, bool]]:
    """How far to try to move so many seeds, and whether what is pushed takes its straight lines
    along."""
    yield step, False
    if not soft:
        yield step, True
    if EPSILON < free < abs(step) - EPSILON:
        yield (free if step > 0 else -free), False
    if soft:
        yield step / 2, False
        if seeds == 1:
            yield step / 2, True
