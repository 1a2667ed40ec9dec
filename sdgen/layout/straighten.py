"""Straight lines wherever one is free.

The search starts from sound coordinates and moves one item, or the straight line or the whole
straight group of lines and cards that hangs on it, pushing aside what stands in the way, as long
as the sum of costs falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from math import inf

from sdgen.layout.columns import IDEAL_SQUARE, IDEAL_WEIGHT, Columns
from sdgen.layout.layered import Kind
from sdgen.layout.spacing import EPSILON

ROUNDS = 12
EFFORT = 400_000
"""Items looked at by the search in a part of any size, so that time stays bounded."""

LARGEST_MOVE = 20

SLACK = EPSILON / 10


def straighten(columns: Columns, effort: int = EFFORT) -> None:
    """Improve the coordinates in place: straighten lines, then settle what has no bearing on
    corners, then straighten what that has set free, with no more than ``effort``. A second call
    does nothing."""
    if not columns.searched:
        columns.searched = True
        _Search(columns, effort).search()
        columns.tighten_groups()


class _Search:
    def __init__(self, columns: Columns, effort: int) -> None:
        self.layered = columns.layered
        self.x = columns.x
        self.mirrored = [-x for x in columns.x]
        """``x`` for moves to the left, which are moves to the right in a mirror."""
        self.after, self.before = columns.after, columns.before
        self.pulls, self.pulled = columns.pulls, columns.pulled
        self.ends: list[list[tuple[int, float, float, float, int, bool]]] = [[] for _ in self.x]
        """The pulls of each item, seen from it: the other end, the best distance to it, the costs
        and the number of the pull, and whether the item is the first of the two."""
        for number, (one, other, distance, weight, fixed) in enumerate(self.pulls):
            self.ends[one].append((other, distance, weight, fixed, number, True))
            self.ends[other].append((one, -distance, weight, fixed, number, False))
        self.joined, self.lines = columns.joined, columns.lines
        self.edges = columns.edges
        self.cost = columns.cost
        self.effort = effort
        self.moves = 0
        self.stuck: dict[int, int] = {}
        """Borders that could not be moved, and after how many moves that was."""
        self.room_after: list[float | None] = [None] * len(self.x)
        self.room_before: list[float | None] = [None] * len(self.x)
        self.costs = [self.cost(pull, {}) for pull in self.pulls]
        self.dirty = set(range(len(self.pulls)))

    def search(self) -> None:
        hard = [number for number, pull in enumerate(self.pulls) if pull[3] != IDEAL_WEIGHT]
        soft = [number for number, pull in enumerate(self.pulls) if pull[3] == IDEAL_WEIGHT]
        for _ in range(ROUNDS):
            moved = self._improve_all(hard)
            moved = self._squeeze_groups() or moved
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
        if abs(off) < EPSILON:
            return False
        soft = weight == IDEAL_WEIGHT
        for item, keep, step in ((one, other, off), (other, one, -off)):
            tried: set[tuple[int, ...]] = set()
            too_much: set[tuple[float, bool]] = set()
            for seeds in self._seeds(item, keep):
                key = tuple(sorted(seeds))
                if key in tried:
                    continue
                tried.add(key)
                free = self._free(seeds, step)
                for length, drag in _steps(len(seeds), step, free, soft=soft):
                    single = drag and len(seeds) == 1
                    if abs(length) <= free and not single:
                        # Nothing is pushed, dragged or not.
                        self.effort -= len(seeds)
                        if drag:
                            continue
                        at = {item: self.x[item] + length for item in seeds}
                    elif (length, drag) in too_much or (length, False) in too_much:
                        # Those before were some of these, and pushed too much already.
                        self.effort -= LARGEST_MOVE + 1
                        continue
                    else:
                        pushed = self._move(seeds, length, keep, drag=drag, seeds_drag=single)
                        if pushed is None:
                            too_much.add((length, drag))
                            continue
                        at = pushed
                    if self._change(at) < -EPSILON:
                        self._accept(at)
                        return True
        return False

    def _accept(self, target: dict[int, float]) -> None:
        self.moves += 1
        for item, x in target.items():
            self.x[item] = x
            self.mirrored[item] = -x
        for item in target:
            for number in self.pulled[item]:
                self.costs[number] = self.cost(self.pulls[number], {})
                self.dirty.add(number)
            self.room_after[item] = self.room_before[item] = None
            for other, _ in self.after[item]:
                self.room_before[other] = None
                self.dirty.update(self.pulled[other])
            for other, _ in self.before[item]:
                self.room_after[other] = None
                self.dirty.update(self.pulled[other])

    def _squeeze_groups(self) -> bool:
        """Take out room that a group, or the picture, has between what it holds."""
        moved = False
        pairs = [(group.open, group.close) for group in self.layered.groups]
        for start, end in [*pairs, self.edges]:
            for border, near, sign in ((start, self.after, 1.0), (end, self.before, -1.0)):
                if self.effort > 0 and self.stuck.get(border) != self.moves:
                    if self._squeeze(border, near, sign):
                        moved = True
                    else:
                        self.stuck[border] = self.moves
        return moved

    def _squeeze(self, border: int, near: list[list[tuple[int, float]]], sign: float) -> bool:
        """Move a border, with all that stands tight at it, to the first free room."""
        tight = [border]
        held = {border}
        room = float("inf")
        for item in tight:
            for other, distance in near[item]:
                if other in held:
                    continue
                free = sign * (self.x[other] - self.x[item]) - distance
                if free < EPSILON:
                    held.add(other)
                    tight.append(other)
                elif self.layered.kind[other] is not Kind.PORT:
                    room = min(room, free)
            if len(tight) > LARGEST_MOVE:
                return False
        self.effort -= len(tight)
        if room == float("inf"):
            return False
        for drag in (False, True):
            at = self._move(tight, sign * room, -1, drag=drag, seeds_drag=drag)
            if at is not None and self._change(at) < -EPSILON:
                self._accept(at)
                return True
        return False

    def _seeds(self, item: int, keep: int) -> Iterable[list[int]]:
        """What may move as one: the item, its straight line, all that is straight with it."""
        yield [item]
        line = self._straight(item, keep, through_cards=False)
        yield line
        whole = self._straight(item, keep, through_cards=True)
        yield whole

    def _straight(self, item: int, keep: int, *, through_cards: bool) -> list[int]:
        seen = {item}
        order = [item]
        for current in order:
            if len(order) > LARGEST_MOVE:
                break
            for other in self.lines[current]:
                if other in seen or other == keep:
                    continue
                if abs(self.x[other] - self.x[current]) < EPSILON:
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
        x, towards = (self.x, self.after) if step > 0 else (self.mirrored, self.before)
        room = abs(step)
        for item in seeds:
            here = x[item]
            for other, distance in towards[item]:
                if x[other] - here - distance < room and other not in seeds:
                    room = x[other] - here - distance
        return max(0.0, room)

    def _move(
        self, seeds: list[int], step: float, keep: int, *, drag: bool, seeds_drag: bool = False
    ) -> dict[int, float] | None:
        """New coordinates where the seeds move by ``step`` and push what they meet; with ``drag``
        what is pushed stays straight with its lines, except with ``keep``."""
        lines = self.lines
        if step > 0:
            x, towards, rooms = self.x, self.after, self.room_after
        else:
            x, towards, rooms = self.mirrored, self.before, self.room_before
        length = abs(step)
        at = {item: x[item] + length for item in seeds}
        held = set() if seeds_drag or not drag else set(seeds)
        heap = [(x[item], item) for item in seeds]
        if len(heap) > 1:
            heapify(heap)
        # Whatever is pushed is popped, so too many pushes are too many pops.
        pushes_left = LARGEST_MOVE - len(heap)
        pops = 0
        last, moved = -1, 0.0
        while heap and pushes_left >= 0:
            here, item = heappop(heap)
            pops += 1
            own = at[item]
            if item == last and own == moved:
                continue  # pushed twice before its turn came
            last, moved = item, own
            free = rooms[item]
            if free is None:
                free = rooms[item] = min(
                    [x[other] - here - distance for other, distance in towards[item]], default=inf
                )
            for other, distance in towards[item] if own - here - free > SLACK else ():
                need = own + distance
                # Most are free as they stand; those that have moved are freer.
                was = x[other]
                if need - was > SLACK and (other not in at or need - at[other] > SLACK):
                    at[other] = need
                    heappush(heap, (was, other))
                    pushes_left -= 1
            if drag and item not in held:
                for other in lines[item]:
                    was = x[other]
                    if (
                        abs(was - here) < EPSILON
                        and other != keep
                        and own - at.get(other, was) > SLACK
                    ):
                        at[other] = own
                        heappush(heap, (was, other))
                        pushes_left -= 1
        if pushes_left < 0:
            self.effort -= LARGEST_MOVE + 1
            return None
        self.effort -= pops
        return at if step > 0 else {item: -own for item, own in at.items()}

    def _change(self, at: dict[int, float]) -> float:
        """What a move would add to the sum of costs; ``Columns.cost`` written out, as this is
        where most of the time goes."""
        x, ends, costs = self.x, self.ends, self.costs
        total = 0.0
        for item, moved in at.items():
            for end, distance, weight, fixed, number, first in ends[item]:
                if end not in at:
                    off = abs(x[end] - moved - distance)
                elif first:
                    off = abs(at[end] - moved - distance)
                else:
                    continue  # counted at its other end
                if off < EPSILON:
                    total -= costs[number]
                elif weight == IDEAL_WEIGHT:
                    total += off * weight + off * off * IDEAL_SQUARE - costs[number]
                else:
                    total += off * weight + fixed - costs[number]
        return total


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
