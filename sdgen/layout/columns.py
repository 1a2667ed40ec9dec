"""Coordinates across the ranks: straight lines wherever one is free, groups tight.

Every two neighbours of a layer keep their distance; within that, each piece of a line pulls its
two ends together, and a piece that is not straight costs its two corners on top. The search
starts from Graphviz's coordinates and moves one item, or the straight line or the whole straight
group of lines and cards that hangs on it, pushing aside what stands in the way, as long as the
sum of costs falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from sdgen.layout.gaps import separation
from sdgen.layout.layered import Layered, Shape
from sdgen.layout.ports import Side
from sdgen.layout.spacing import BEND_COST, CARD_GAP, EPSILON

ROUNDS = 12
EFFORT = 400_000
"""Items looked at by the search in a part of any size, so that time stays bounded."""

LARGEST_MOVE = 400
GROUP_WEIGHT = 0.8
IDEAL_WEIGHT = 0.15


def place_columns(layered: Layered, sides: list[Side]) -> None:
    """Give every item its coordinate across."""
    columns = _Columns(layered)
    columns.constrain_layers()
    columns.make_feasible()
    columns.constrain_ports(sides)
    columns.pull_lines()
    columns.pull_groups()
    columns.search()
    columns.normalise()


class _Columns:
    def __init__(self, layered: Layered) -> None:
        self.layered = layered
        count = len(layered.kind)
        self.x = layered.across
        self.after: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.before: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self.pulls: list[tuple[int, int, float, float, float]] = []
        """Two items, their best distance, the cost of a pixel off it and that of being off it."""
        self.pulled: list[list[int]] = [[] for _ in range(count)]
        self.joined: list[list[int]] = [[] for _ in range(count)]
        """Ports of a card and the card of a port: what moves with it as one."""
        self.effort = EFFORT

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
        for group in self.layered.groups:
            self.pull(group.open, group.close, 0.0, GROUP_WEIGHT, 0.0)

    def cost(self, pull: tuple[int, int, float, float, float], at: dict[int, float]) -> float:
        one, other, distance, weight, fixed = pull
        x = self.x
        first = at[one] if one in at else x[one]
        second = at[other] if other in at else x[other]
        off = abs(second - first - distance)
        return 0.0 if off < EPSILON else off * weight + fixed

    # Search

    def search(self) -> None:
        for _ in range(ROUNDS):
            moved = False
            queue = []
            for number, pull in enumerate(self.pulls):
                cost = self.cost(pull, {})
                if cost > EPSILON:
                    queue.append((-cost, number))
            queue.sort()
            for _, number in queue:
                if self.effort <= 0:
                    return
                moved = self._improve(number) or moved
            if not moved:
                return

    def _improve(self, number: int) -> bool:
        one, other, distance, _, _ = self.pulls[number]
        off = self.x[other] - self.x[one] - distance
        if abs(off) < EPSILON:
            return False
        best, target = -EPSILON, None
        for item, keep, step in ((one, other, off), (other, one, -off)):
            tried: set[tuple[int, ...]] = set()
            for seeds in self._seeds(item, keep):
                key = tuple(sorted(seeds))
                if key in tried:
                    continue
                tried.add(key)
                for length in (step, self._free(seeds, step)):
                    if abs(length) < EPSILON:
                        continue
                    at = self._move(seeds, length)
                    if at is None:
                        continue
                    change = self._change(at)
                    if change < best:
                        best, target = change, at
        if target is None:
            return False
        for item, x in target.items():
            self.x[item] = x
        return True

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
            for number in self.pulled[current]:
                pull = self.pulls[number]
                other = pull[1] if pull[0] == current else pull[0]
                if other in seen or other == keep or pull[4] == 0.0:
                    continue
                if abs(self.x[pull[1]] - self.x[pull[0]] - pull[2]) < EPSILON:
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

    def _move(self, seeds: list[int], step: float) -> dict[int, float] | None:
        """New coordinates where the seeds move by ``step`` and push what they meet."""
        x = self.x
        at = {item: x[item] + step for item in seeds}
        stack = list(seeds)
        while stack:
            item = stack.pop()
            own = at[item]
            if step > 0:
                for other, distance in self.after[item]:
                    need = own + distance
                    if need > (at[other] if other in at else x[other]) + EPSILON / 10:
                        at[other] = need
                        stack.append(other)
            else:
                for other, distance in self.before[item]:
                    need = own - distance
                    if need < (at[other] if other in at else x[other]) - EPSILON / 10:
                        at[other] = need
                        stack.append(other)
            if len(at) > LARGEST_MOVE:
                self.effort -= len(at)
                return None
        self.effort -= len(at)
        return at

    def _change(self, at: dict[int, float]) -> float:
        total = 0.0
        for item in at:
            for number in self.pulled[item]:
                pull = self.pulls[number]
                if pull[1] == item and pull[0] in at:
                    continue  # counted at its other end
                total += self.cost(pull, at) - self.cost(pull, {})
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
