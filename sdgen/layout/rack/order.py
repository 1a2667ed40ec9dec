"""The orders of rows in which calls cross least: that of the design, but where another one within a tier
lets calls nest.

Calls of one caller leave on a trunk beside the rack, and run in to each row that they call; they cross
the trunks between. How often they do is estimated here, without lanes, so that the best few orders are
told, to be placed. How many are tried is bounded, so that the result is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from math import factorial

from msgspec import Struct

from sdgen.layout.rack.sized import RackModel, SizedRow

WORK = 300_000
"""Pairs of trunks that are looked at in all orders tried."""
MOST_TRIED = 1_500
MOST_TOLD = 12
EVERY = 6
"""Rows that stand together up to which every order of them is tried, if there is time for it."""
CROSSING = 100.0
"""How many rows of length a crossing is worth."""
BETTER = 1e-6
TIER = 0.8
"""The distance of two tiers, in rows."""
LEAVES = 0.1
ABOVE = -3.0
"""Where clients are, in rows."""


class _Node(Struct):
    """A row with those that run on it, or the rows of a tier."""

    row: SizedRow | None
    children: list[_Node]

    def rows(self) -> Iterator[SizedRow]:
        if self.row is not None:
            yield self.row
        for child in self.children:
            yield from child.rows()


class _Trunk(Struct, frozen=True):
    """Calls that share a trunk, by their ends; ``out`` says whether it also leads away from the rack."""

    source: str
    targets: tuple[str, ...]
    out: bool


def orders_of(model: RackModel) -> tuple[tuple[SizedRow, ...], ...]:
    """The rows in a few good orders, the best first."""
    tiers = [_tree([row for row in model.rows if row.tier == tier]) for tier in _tiers(model)]
    sides = _sides(model)
    trunks = sum(map(len, sides))
    search = _Search(tiers, sides, min(MOST_TRIED, WORK // (trunks * trunks + 1)))
    if trunks > 1:
        search.run()
    return search.best()


def _tiers(model: RackModel) -> list[int]:
    return sorted({row.tier for row in model.rows})


def _tree(rows: Sequence[SizedRow]) -> _Node:
    """The rows of a tier, what runs on a row within it."""
    top = _Node(None, [])
    nodes = {row.id: _Node(row, []) for row in rows}
    for row in rows:
        around = [host for host in row.hosts if host != row.id and host in nodes]
        (nodes[around[-1]] if around else top).children.append(nodes[row.id])
    return top


def _sides(model: RackModel) -> tuple[list[_Trunk], list[_Trunk]]:
    """The trunks at the left and at the right of the rack."""
    rows = {row.id for row in model.rows}
    clients = {client.id for client in model.clients}
    found: dict[tuple[bool, str, str, str], list[str]] = {}
    for call in model.calls:
        inside = {call.source, call.target} & rows
        if call.within or not inside:
            continue
        right = call.right or not {call.source, call.target} <= rows | clients
        found.setdefault((right, call.source, call.look, call.fork), []).append(call.target)
    sides: tuple[list[_Trunk], list[_Trunk]] = ([], [])
    for (right, source, _, _), targets in found.items():
        known = tuple(target for target in targets if target in rows)
        if source in rows or source in clients:
            sides[right].append(_Trunk(source, known, len(known) < len(targets)))
    return sides


class _Search:
    """Changes to the order, each of which makes it better; ``tries`` are left."""

    def __init__(
        self, tiers: Sequence[_Node], sides: tuple[list[_Trunk], list[_Trunk]], tries: int
    ) -> None:
        self._tiers, self._sides, self._tries = tiers, sides, tries
        self._seen: dict[tuple[str, ...], float] = {}
        self._cost = self._now()

    def run(self) -> None:
        """Until nothing helps any more."""
        lists = [each for tier in self._tiers for each in _lists(tier)]
        for _ in range(4):
            before = self._cost
            for children in lists:
                self._sift(children)
                if len(children) <= EVERY and factorial(len(children)) <= self._tries:
                    self._every(children)
            if self._cost >= before - BETTER:
                break

    def best(self) -> tuple[tuple[SizedRow, ...], ...]:
        """The order as it is now, and of those tried the next best ones."""
        now = tuple(row for tier in self._tiers for row in tier.rows())
        rows = {row.id: row for row in now}
        others = sorted(
            (each for each in self._seen if each != (*rows,)), key=self._seen.__getitem__
        )
        told = (tuple(rows[name] for name in each) for each in others[: MOST_TOLD - 1])
        return (now, *told)

    def _sift(self, children: list[_Node]) -> None:
        """Each of the children at the place where it is best."""
        for child in list(children):
            for place in range(len(children)):
                before = list(children)
                children.remove(child)
                children.insert(place, child)
                if children != before and not self._keep():
                    children[:] = before

    def _every(self, children: list[_Node]) -> None:
        best = list(children)
        for tried in permutations(best):
            children[:] = tried
            if self._keep():
                best = list(tried)
        children[:] = best

    def _keep(self) -> bool:
        """Whether the order as it is now is better than before."""
        if self._tries <= 0:
            return False
        self._tries -= 1
        cost = self._now()
        if cost >= self._cost - BETTER:
            return False
        self._cost = cost
        return True

    def _now(self) -> float:
        heights: dict[str, float] = {}
        y = 0.0
        for tier in self._tiers:
            for row in tier.rows():
                heights[row.id] = y
                y += 1.0
            y += TIER
        cost = sum(_cost(side, heights) for side in self._sides)
        self._seen.setdefault(tuple(heights), cost)
        return cost


def _lists(node: _Node) -> Iterator[list[_Node]]:
    if len(node.children) > 1:
        yield node.children
    for child in node.children:
        yield from _lists(child)


def _cost(trunks: Sequence[_Trunk], heights: Mapping[str, float]) -> float:
    """Crossings of the trunks with the shortest innermost, and their length."""
    placed: list[tuple[float, float, float, list[float]]] = []
    away: list[float] = []
    length = 0.0
    for trunk in trunks:
        start = heights[trunk.source] + LEAVES if trunk.source in heights else ABOVE
        ends = [start, *(heights[target] - LEAVES for target in trunk.targets)]
        low, high = min(ends), max(ends)
        length += high - low
        if trunk.out:
            away.append(start)
        if trunk.targets:
            placed.append((high - low, low, high, ends))
    placed.sort(key=lambda each: each[0])
    crossings = 0
    for number, (_, low, high, _) in enumerate(placed):
        crossings += sum(low < y < high for y in away)
        crossings += sum(low < y < high for *_, ends in placed[number + 1 :] for y in ends)
    return CROSSING * crossings + length
