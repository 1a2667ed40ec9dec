"""Coordinates across the ranks: straight lines wherever one is free, groups tight.

Every two neighbours of a layer keep their distance; within that, each piece of a line pulls its
two ends together, and a piece that is not straight costs its two corners on top. The search
starts from Graphviz's coordinates and moves one item, or the straight line or the whole straight
group of lines and cards that hangs on it, pushing aside what stands in the way, as long as the
sum of costs falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import pairwise

from sdgen.layout.gaps import separation
from sdgen.layout.layered import Kind, Layered, Shape
from sdgen.layout.ports import Side
from sdgen.layout.spacing import BEND_COST, CARD_GAP, EPSILON

ROUNDS = 12
EFFORT = 400_000
"""Items looked at by the search in a part of any size, so that time stays bounded."""

LARGEST_MOVE = 80
ENOUGH = 0.9
"""A move that saves this part of the cost at hand is taken without a look at others."""

SLACK = EPSILON / 10
GROUP_WEIGHT = 0.8
PICTURE_WEIGHT = 1.5
IDEAL_WEIGHT = 0.15
IDEAL_SQUARE = 0.003


class Columns:
    """The coordinates across of one part: sound from the start, better after ``search``."""

    def __init__(self, layered: Layered, sides: list[Side]) -> None:
        self.layered = layered
        self.edges = (
            layered.add(Kind.OPEN, 0, min(layered.across), 0.0, 0.0),
            layered.add(Kind.CLOSE, 0, max(layered.across), 0.0, 0.0),
        )
        count = len(layered.kind)
        self.x = layered.across
        self.after: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.before: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.pulls: list[tuple[int, int, float, float, float]] = []
        """Two items, their best distance, the cost of a pixel off it and that of being off it."""
        self.pulled: list[list[int]] = [[] for _ in range(count)]
        self.joined: list[list[int]] = [[] for _ in range(count)]
        """Ports of a card and the card of a port: what moves with it as one."""
        self.lines: list[list[int]] = [[] for _ in range(count)]
        """What pieces of lines join to an item."""
        self.searched = False
        self.effort = EFFORT
        self.costs: list[float] = []
        self.dirty: set[int] = set()
        self.constrain_layers()
        self.make_feasible()
        self.constrain_ports(sides)
        self.pull_lines()
        self.pull_groups()

    # Constraints

    def keep_apart(self, left: int, right: int, distance: float) -> None:
        self.after[left].append((right, distance))
        self.before[right].append((left, distance))

    def constrain_layers(self) -> None:
        layered = self.layered
        widest: dict[tuple[int, int], float] = {}
        for row in layered.layers:
            for left, right in pairwise(row):
                distance = separation(layered, left, right)
                widest[left, right] = max(distance, widest.get((left, right), distance))
        for group in layered.groups:
            pair = (group.open, group.close)
            widest[pair] = max(separation(layered, *pair), widest.get(pair, 0.0))
        for chain in layered.chains:
            if chain.shape is Shape.BESIDE:
                left, right = sorted(chain.items[:2], key=lambda item: self.place(item))
                width = layered.frame.label(layered.graph.edges[chain.edge])[0]
                distance = layered.after[left] + layered.before[right] + max(CARD_GAP, width + 36)
                widest[left, right] = max(distance, widest.get((left, right), 0.0))
        left, right = self.edges
        for row in layered.layers:
            if row:
                widest[left, row[0]] = layered.before[row[0]]
                widest[row[-1], right] = layered.after[row[-1]]
        for (left, right), distance in widest.items():
            self.keep_apart(left, right, distance)

    def place(self, item: int) -> int:
        return self.layered.layers[self.layered.layer[item]].index(item)

    def constrain_ports(self, sides: list[Side]) -> None:
        for side in sides:
            for number, port in enumerate(side.ports):
                self.x[port] = self.x[side.card] + side.ideal[number]
                self.pull(side.card, port, side.ideal[number], IDEAL_WEIGHT, 0.0)
                self.joined[side.card].append(port)
                self.joined[port].append(side.card)
            for left, right in pairwise(side.ports):
                self.keep_apart(left, right, side.gap)
            for number, port in enumerate(side.ports):
                # Bounds take their neighbours' room into account, so pushing ends at once.
                low = side.low + number * side.gap
                high = side.high - (len(side.ports) - 1 - number) * side.gap
                self.keep_apart(side.card, port, low)
                self.keep_apart(port, side.card, -high)

    def make_feasible(self) -> None:
        """The mean of pushing everything to the right and to the left of where it was."""
        order = self._topological()
        pushed = self.x[:]
        for item in order:
            for other, distance in self.after[item]:
                pushed[other] = max(pushed[other], pushed[item] + distance)
        pulled = self.x[:]
        for item in reversed(order):
            for other, distance in self.before[item]:
                pulled[other] = min(pulled[other], pulled[item] - distance)
        for item in order:
            self.x[item] = (pushed[item] + pulled[item]) / 2

    def _topological(self) -> list[int]:
        waiting = [len(before) for before in self.before]
        order = [item for item, count in enumerate(waiting) if count == 0]
        for item in order:
            for other, _ in self.after[item]:
                waiting[other] -= 1
                if waiting[other] == 0:
                    order.append(other)
        return order

    # Costs

    def pull(self, one: int, other: int, distance: float, weight: float, fixed: float) -> None:
        self.pulled[one].append(len(self.pulls))
        self.pulled[other].append(len(self.pulls))
        self.pulls.append((one, other, distance, weight, fixed))
        if fixed > 0:
            self.lines[one].append(other)
            self.lines[other].append(one)

    def pull_lines(self) -> None:
        for chain in self.layered.chains:
            if chain.shape is Shape.DOWN:
                stops = [chain.ports[0], *chain.items[1:-1], chain.ports[1]]
                for one, other in pairwise(stops):
                    self.pull(one, other, 0.0, 1.0, BEND_COST)
            elif chain.shape is Shape.AROUND:
                stops = [chain.ports[0], *chain.items[1:-1], chain.ports[1]]
                middle = len(stops) // 2 - 1
                for step, (one, other) in enumerate(pairwise(stops)):
                    fixed = 0.0 if step == middle else BEND_COST
                    self.pull(one, other, 0.0, 1.0, fixed)
            elif chain.shape is Shape.LOOP:
                card, loop = chain.items[:2]
                self.pull(card, loop, separation(self.layered, card, loop), 3.0, 0.0)

    def pull_groups(self) -> None:
        """Groups and the whole picture want to be narrow."""
        for group in self.layered.groups:
            self.pull(group.open, group.close, 0.0, GROUP_WEIGHT, 0.0)
        left, right = self.edges
        self.pull(left, right, 0.0, PICTURE_WEIGHT, 0.0)

    def cost(self, pull: tuple[int, int, float, float, float], at: dict[int, float]) -> float:
        one, other, distance, weight, fixed = pull
        x = self.x
        first = at[one] if one in at else x[one]
        second = at[other] if other in at else x[other]
        off = abs(second - first - distance)
        if off < EPSILON:
            return 0.0
        if weight == IDEAL_WEIGHT:
            return off * weight + off * off * IDEAL_SQUARE
        return off * weight + fixed

    # Search

    def width(self) -> float:
        """How wide the part is as it stands."""
        return self.x[self.edges[1]] - self.x[self.edges[0]]

    def search(self) -> None:
        """Straighten lines, then settle what has no bearing on corners, then straighten what that
        has set free. A second call does nothing."""
        if self.searched:
            return
        self.searched = True
        self.costs = [self.cost(pull, {}) for pull in self.pulls]
        hard = [number for number, pull in enumerate(self.pulls) if pull[3] != IDEAL_WEIGHT]
        soft = [number for number, pull in enumerate(self.pulls) if pull[3] == IDEAL_WEIGHT]
        self.dirty = set(range(len(self.pulls)))
        for _ in range(ROUNDS):
            moved = self._improve_all(hard)
            moved = self._squeeze_groups() or moved
            if not moved:
                break
        self._improve_all(soft)
        self._improve_all(hard)
        self._improve_all(soft)
        self.normalise()

    def _improve_all(self, pulls: list[int]) -> bool:
        """One round over the pulls whose surroundings have changed, the dearest first."""
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
        best, target = -EPSILON, None
        enough = -ENOUGH * self.costs[number]
        for item, keep, step in ((one, other, off), (other, one, -off)):
            tried: set[tuple[int, ...]] = set()
            for seeds in self._seeds(item, keep):
                key = tuple(sorted(seeds))
                if key in tried:
                    continue
                tried.add(key)
                for length, drag in self._steps(seeds, step, soft=soft):
                    single = drag and len(seeds) == 1
                    at = self._move(seeds, length, keep, drag=drag, seeds_drag=single)
                    if at is None:
                        continue
                    change = self._change(at)
                    if change < best:
                        best, target = change, at
                        if change < enough:
                            self._accept(target)
                            return True
        if target is None:
            return False
        self._accept(target)
        return True

    def _accept(self, target: dict[int, float]) -> None:
        for item, x in target.items():
            self.x[item] = x
        for item in target:
            for number in self.pulled[item]:
                self.costs[number] = self.cost(self.pulls[number], {})
                self.dirty.add(number)
            for near in (*self.after[item], *self.before[item]):
                self.dirty.update(self.pulled[near[0]])

    def _squeeze_groups(self) -> bool:
        """Take out room that a group, or the picture, has between what it holds."""
        moved = False
        pairs = [(group.open, group.close) for group in self.layered.groups]
        for start, end in [*pairs, self.edges]:
            for border, near, sign in ((start, self.after, 1.0), (end, self.before, -1.0)):
                if self.effort > 0:
                    moved = self._squeeze(border, near, sign) or moved
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

    def _steps(self, seeds: list[int], step: float, *, soft: bool) -> Iterable[tuple[float, bool]]:
        """How far to try to move, and whether what is pushed takes its straight lines along."""
        yield step, False
        if not soft:
            yield step, True
        free = self._free(seeds, step)
        if EPSILON < abs(free) < abs(step) - EPSILON:
            yield free, False
        if soft:
            yield step / 2, False
            if len(seeds) == 1:
                yield step / 2, True

    def _free(self, seeds: list[int], step: float) -> float:
        """As much of the step as the seeds can move without pushing anything."""
        held = set(seeds)
        room = abs(step)
        for item in seeds:
            for other, distance in self.after[item] if step > 0 else self.before[item]:
                if other not in held:
                    apart = self.x[other] - self.x[item]
                    room = min(room, (apart if step > 0 else -apart) - distance)
        if step > 0:
            return max(0.0, room)
        return -max(0.0, room)

    def _move(
        self, seeds: list[int], step: float, keep: int, *, drag: bool, seeds_drag: bool = False
    ) -> dict[int, float] | None:
        """New coordinates where the seeds move by ``step`` and push what they meet; with ``drag``
        what is pushed stays straight with its lines, except with ``keep``."""
        x, lines = self.x, self.lines
        towards = self.after if step > 0 else self.before
        sign = 1.0 if step > 0 else -1.0
        at = {item: x[item] + step for item in seeds}
        held = set() if seeds_drag or not drag else set(seeds)
        heap = [(sign * x[item], item) for item in seeds]
        heapify(heap)
        pops = 0
        while heap:
            _, item = heappop(heap)
            pops += 1
            own = at[item]
            for other, distance in towards[item]:
                need = own + sign * distance
                if sign * (need - (at[other] if other in at else x[other])) > SLACK:
                    at[other] = need
                    heappush(heap, (sign * x[other], other))
            if drag and item not in held:
                here = x[item]
                for other in lines[item]:
                    if other == keep or abs(x[other] - here) >= EPSILON:
                        continue
                    if sign * (own - (at[other] if other in at else x[other])) > SLACK:
                        at[other] = own
                        heappush(heap, (sign * x[other], other))
            if pops > LARGEST_MOVE:
                self.effort -= pops
                return None
        self.effort -= pops
        return at

    def _change(self, at: dict[int, float]) -> float:
        total = 0.0
        for item in at:
            for number in self.pulled[item]:
                pull = self.pulls[number]
                if pull[1] == item and pull[0] in at:
                    continue  # counted at its other end
                total += self.cost(pull, at) - self.costs[number]
        return total

    def normalise(self) -> None:
        """Draw the borders of groups in as far as what they hold allows, inner ones first."""
        layered = self.layered
        depth = {number: len(layered.ancestors(number)) for number in range(len(layered.groups))}
        for number in sorted(depth, key=lambda group: (-depth[group], group)):
            group = layered.groups[number]
            old = self.x[group.close]
            left = [
                self.x[item] - gap for item, gap in self.after[group.open] if item != group.close
            ]
            right = [
                self.x[item] + gap for item, gap in self.before[group.close] if item != group.open
            ]
            short = separation(layered, group.open, group.close)
            self.x[group.open] = min(left, default=self.x[group.open])
            self.x[group.close] = max(right, default=old)
            if self.x[group.close] - self.x[group.open] < short:
                self.x[group.close] = min(old, self.x[group.open] + short)
                self.x[group.open] = self.x[group.close] - short
