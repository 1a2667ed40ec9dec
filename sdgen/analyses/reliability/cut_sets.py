"""Minimal cut sets as a zero-suppressed decision diagram: counted without listing, listed at will.

Method: A. Rauzy, New algorithms for fault trees analysis (1993): the minimal solutions of a node
are those of its low side, and those of its high side that include none of the low side's. In a
tree with negations what comes out are the minimal positive parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.reliability.decision_diagram import DecisionDiagram

EMPTY, UNIT = 0, 1
"""The family without a set, and the family of the empty set alone."""


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
        return number

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
        stack = [(family, other)]
        while stack:
            one, two = pair = stack[-1]
            if self._settled(one, two) is not None:
                stack.pop()
                continue
            level, other_level = levels[one], levels[two]
            if level > other_level:
                parts: tuple[tuple[int, int], ...] = ((one, low[two]),)
            elif level < other_level:
                parts = ((high[one], two), (low[one], two))
            else:
                parts = ((high[one], high[two]), (low[one], low[two]))
            values = [self._settled(*part) for part in parts]
            missing = [part for part, value in zip(parts, values, strict=True) if value is None]
            if missing:
                stack.extend(missing)
                continue
            first = values[0]
            assert first is not None, "no part is missing"
            if level > other_level:
                self._without[pair] = first
            else:
                if level == other_level:
                    narrowed = self._settled(first, low[two])
                    if narrowed is None:
                        stack.append((first, low[two]))
                        continue
                    first = narrowed
                second = values[1]
                assert second is not None, "no part is missing"
                self._without[pair] = self.node(level, first, second)
            stack.pop()
        result = self._settled(family, other)
        assert result is not None, "the stack is empty"
        return result

    def _walk(self, root: int | None = None) -> list[int]:
        """The nodes under ``root`` (else the family's own), children before parents."""
        seen: set[int] = set()
        stack = [self.root if root is None else root]
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
        for node in self._walk():
            total = dict(counts[self._low[node]])
            for order, count in counts[self._high[node]].items():
                total[order + 1] = total.get(order + 1, 0) + count
            counts[node] = total
        return dict(sorted(counts[self.root].items()))

    def nodes_with(self, level: int) -> list[tuple[int, int, int, int]]:
        """The cut sets that have this level's event, as (number, level, high, low) of each node,
        children first and the root last; empty when there is none."""
        kept = {EMPTY: EMPTY, UNIT: EMPTY}
        for node in self._walk():
            at = self._levels[node]
            if at > level:
                kept[node] = EMPTY
            elif at == level:
                kept[node] = self.node(at, self._high[node], EMPTY)
            else:
                kept[node] = self.node(at, kept[self._high[node]], kept[self._low[node]])
        root = kept[self.root]
        return [
            (node, self._levels[node], self._high[node], self._low[node])
            for node in self._walk(root)
        ]

    def listed(self, highest_order: int) -> Iterator[tuple[int, ...]]:
        """The cut sets of up to ``highest_order`` events, as sorted numbers, in no set order."""
        lowest = {EMPTY: highest_order + 1, UNIT: 0}
        for node in self._walk():
            lowest[node] = min(1 + lowest[self._high[node]], lowest[self._low[node]])
        stack: list[tuple[int, tuple[int, ...]]] = [(self.root, ())]
        while stack:
            node, chosen = stack.pop()
            if len(chosen) + lowest[node] > highest_order:
                continue
            if node == UNIT:
                yield tuple(sorted(chosen))
                continue
            stack.append((self._low[node], chosen))
            stack.append((self._high[node], (*chosen, self.order[self._levels[node]])))


def minimal_cut_sets(diagram: DecisionDiagram) -> CutSets:
    """All minimal cut sets of the diagram's function, in the diagram's order."""
    families = CutSets(diagram.order)
    level_of = {event: level for level, event in enumerate(diagram.order)}
    solutions = [EMPTY, UNIT]
    for node in range(2, len(diagram.variables)):
        low = solutions[diagram.low[node]]
        high = families.subtract(solutions[diagram.high[node]], low)
        solutions.append(families.node(level_of[diagram.variables[node]], high, low))
    families.root = solutions[diagram.root]
    return families
