"""Minimal cut sets as a zero-suppressed decision diagram: counted without listing, listed at will.

Method: A. Rauzy, New algorithms for fault trees analysis (1993): the minimal solutions of a node
are those of its low side, and those of its high side that include none of the low side's. In a
tree with negations what comes out are the minimal positive parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdgen.analyses.reliability.decision_diagram import DecisionDiagram

EMPTY, UNIT = 0, 1
"""The family without a set, and the family of the empty set alone."""


NEVER = 1 << 60
"""More events than any set has."""
Node = tuple[int, int, int]
"""Its level, and the numbers of its high and its low side."""


class CutSets:
    """A family of sets of events, hash-consed; made by ``minimal_cut_sets``.

    A node is (level, high, low): the sets of ``high`` with the level's event, and those of
    ``low`` without it. Levels rise from root to terminals.
    """

    def __init__(self, order: tuple[int, ...]) -> None:
        self.order = order
        last = len(order)
        self._levels, self._high, self._low = [last, last], [0, 0], [0, 0]
        self._known: dict[tuple[int, int, int], int] = {}
        self._without: dict[tuple[int, int], int] = {}
        # how many events the shortest and the longest set of each node have
        self._shortest, self._longest = [NEVER, 0], [-1, 0]
        self._short: dict[tuple[int, int], int] = {}
        self.root = EMPTY

    def node(self, level: int, high: int, low: int) -> int:
        """The number of this node; a node whose ``high`` is empty is its ``low``."""
        if high == EMPTY:
            return low
        key = (level, high, low)
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._levels)
            self._levels.append(level)
            self._high.append(high)
            self._low.append(low)
            self._shortest.append(min(1 + self._shortest[high], self._shortest[low]))
            self._longest.append(max(1 + self._longest[high], self._longest[low]))
        return number

    def up_to(self, family: int, order: int) -> int:
        """The sets of ``family`` with at most ``order`` events."""
        stack = [(family, order)]
        while stack:
            one, most = pair = stack[-1]
            if self._cut_off(one, most) is not None:
                stack.pop()
                continue
            parts = (self._high[one], most - 1), (self._low[one], most)
            values = [self._cut_off(*part) for part in parts]
            missing = [part for part, value in zip(parts, values, strict=True) if value is None]
            if missing:
                stack.extend(missing)
                continue
            high, low = values
            assert high is not None and low is not None, "no part is missing"
            self._short[pair] = self.node(self._levels[one], high, low)
        result = self._cut_off(family, order)
        assert result is not None, "the stack is empty"
        return result

    def _cut_off(self, family: int, order: int) -> int | None:
        """``family`` up to ``order``, where that needs no recursion or is known."""
        if self._longest[family] <= order:
            return family
        if self._shortest[family] > order:
            return EMPTY
        return self._short.get((family, order))

    def _settled(self, family: int, other: int) -> int | None:
        """``family`` without ``other``, where that needs no recursion or is known."""
        if family in (EMPTY, other) or other == UNIT:
            return EMPTY
        if other == EMPTY:
            return family
        return self._without.get((family, other))

    def subtract(self, family: int, other: int) -> int:
        """The sets of ``family`` that include no set of ``other``; an explicit stack, since a
        series system is as deep as it has components."""
        levels, high, low = self._levels, self._high, self._low
        settled = self._settled
        stack = [] if settled(family, other) is not None else [(family, other)]
        while stack:
            one, two = pair = stack[-1]
            level, other_level = levels[one], levels[two]
            if level > other_level:
                found = settled(one, low[two])
                if found is None:
                    stack.append((one, low[two]))
                    continue
            else:
                same = level == other_level
                sides = (
                    (high[one], high[two] if same else two),
                    (low[one], low[two] if same else two),
                )
                first, second = settled(*sides[0]), settled(*sides[1])
                if first is None or second is None:
                    stack += [side for side in sides if settled(*side) is None]
                    continue
                narrowed = settled(first, low[two]) if same else first
                if narrowed is None:
                    stack.append((first, low[two]))
                    continue
                found = self.node(level, narrowed, second)
            self._without[pair] = found
            stack.pop()
        result = self._settled(family, other)
        assert result is not None, "the stack is empty"
        return result

    def below(self, root: int) -> list[int]:
        """The nodes under ``root``, which is one of them, children before parents."""
        seen: set[int] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if node > UNIT and node not in seen:
                seen.add(node)
                stack.extend((self._high[node], self._low[node]))
        # deeper levels first: a child's level is above its parent's
        return sorted(seen, key=lambda node: (-self._levels[node], node))

    def count_by_order(self) -> dict[int, int]:
        """How many cut sets there are of each order (number of events), by rising order."""
        counts: dict[int, dict[int, int]] = {EMPTY: {}, UNIT: {0: 1}}
        for node in self.below(self.root):
            total = dict(counts[self._low[node]])
            for order, count in counts[self._high[node]].items():
                total[order + 1] = total.get(order + 1, 0) + count
            counts[node] = total
        return dict(sorted(counts[self.root].items()))

    def supports(self) -> dict[int, int]:
        """For each node under the root, the levels that its sets have, a bit for each."""
        supports = {EMPTY: 0, UNIT: 0}
        for node in self.below(self.root):
            both = supports[self._high[node]] | supports[self._low[node]]
            supports[node] = both | 1 << self._levels[node]
        return supports

    def beside(self, level: int, supports: Mapping[int, int]) -> tuple[list[Node], int]:
        """What the sets that have this level's event have beside it, as a family: its nodes,
        children first, numbered from 2 on, and the number of its root. ``supports`` are those of
        this family."""
        if not supports[self.root] >> level & 1:
            return [], EMPTY
        nodes: list[Node] = []
        numbers: dict[Node, int] = {}
        known = {EMPTY: EMPTY, UNIT: UNIT}
        stack = [self.root]
        while stack:
            node = stack[-1]
            at, high, low = self._levels[node], self._high[node], self._low[node]
            if at < level:
                # a side without the event has no set that counts
                high = high if supports[high] >> level & 1 else EMPTY
                low = low if supports[low] >> level & 1 else EMPTY
            elif at == level:
                low = high
            missing = [side for side in (high, low) if side not in known]
            if missing:
                stack += missing
                continue
            stack.pop()
            one = at, known[high], known[low]
            if at == level or high == EMPTY:
                known[node] = known[low]
            elif one in numbers:
                known[node] = numbers[one]
            else:
                known[node] = numbers[one] = len(nodes) + 2
                nodes.append(one)
        return nodes, known[self.root]

    def listed(self, highest_order: int) -> Iterator[tuple[int, ...]]:
        """The cut sets of up to ``highest_order`` events, as sorted numbers, in no set order."""
        stack: list[tuple[int, tuple[int, ...]]] = [(self.root, ())]
        while stack:
            node, chosen = stack.pop()
            if len(chosen) + self._shortest[node] > highest_order:
                continue
            if node == UNIT:
                yield tuple(sorted(chosen))
                continue
            stack.append((self._low[node], chosen))
            stack.append((self._high[node], (*chosen, self.order[self._levels[node]])))


def minimal_cut_sets(diagram: DecisionDiagram, highest_order: int | None = None) -> CutSets:
    """All minimal cut sets of the diagram's function, in the diagram's order; with a
    ``highest_order`` those of at most so many events, which takes less time."""
    families = CutSets(diagram.order)
    level_of = {event: level for level, event in enumerate(diagram.order)}
    solutions = [EMPTY, UNIT]
    budgets = None if highest_order is None else _budgets(diagram, highest_order)
    for node in range(2, len(diagram.variables)):
        if budgets is not None and budgets[node] < 0:
            solutions.append(EMPTY)
            continue
        low = solutions[diagram.low[node]]
        high = solutions[diagram.high[node]]
        if budgets is not None:
            high = families.up_to(high, budgets[node] - 1)
            low = families.up_to(low, budgets[node])
        high = families.subtract(high, low)
        solutions.append(families.node(level_of[diagram.variables[node]], high, low))
    families.root = solutions[diagram.root]
    if highest_order is not None:
        families.root = families.up_to(families.root, highest_order)
    return families


def _budgets(diagram: DecisionDiagram, order: int) -> list[int]:
    """For each node, how many events a set of its own may have, so that with those on the way
    from the root there are at most ``order``; -1 where even its shortest set has too many."""
    shortest = [NEVER, 0]
    for node in range(2, len(diagram.variables)):
        shortest.append(min(1 + shortest[diagram.high[node]], shortest[diagram.low[node]]))
    budgets = [-1] * len(shortest)
    budgets[diagram.root] = order
    for node in range(len(shortest) - 1, 1, -1):
        budget = budgets[node]
        if shortest[node] > budget:
            budgets[node] = -1
            continue
        high, low = diagram.high[node], diagram.low[node]
        budgets[high] = max(budgets[high], budget - 1)
        budgets[low] = max(budgets[low], budget)
    return budgets
