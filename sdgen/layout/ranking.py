"""Ranks for the cards of a connected component: several ways, of which the plan takes the best.

All are combinations of two steps. Either all cards are ranked at once with the least total length of
lines (``network_simplex``), groups kept short; or each group is ranked alone and then is one block of
several ranks. And either nothing more is done, or blocks are put, one after another, to the first
ranks that have room in a given width (list scheduling; for single cards the layering of E. G. Coffman
and R. L. Graham, Acta Informatica 1, 1972), so that a wide rank wraps and groups stand beside each
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from heapq import heappop, heappush
from math import inf
from typing import TypeVar

from msgspec import Struct

from sdgen.layout.cycles import postorder, representatives
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.frame import Frame
from sdgen.layout.network_simplex import Constraint, minimal_ranks
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, CLUSTER_GAP, CLUSTER_PADDING

Part = TypeVar("Part", int, str | int)

LINE_WEIGHT = 4
LEADING_WEIGHT = 16
SPAN_WEIGHT = 2
"""Of a rank more of a group, against one more of a line."""
PIVOTS = 20
"""Exchanges for each node, in small graphs; ``MOST_PIVOTS`` in all."""
MOST_PIVOTS = 1_500
WORK = 400_000
"""Exchanges times nodes."""


class Way(Struct, frozen=True):
    """How to rank: in which ``width`` (in the frame; 0: without bound), ``blocks``: each group alone,
    ``beside``: a block may begin where those before it begin, ``fold``: after so many ranks the next
    one is the first again (0: never)."""

    width: float = 0.0
    blocks: bool = False
    beside: bool = False
    fold: int = 0


class _Block(Struct, frozen=True):
    """The entries of a cluster: the ``members`` of each (a cluster right below it, or one card) in the
    order of the design, the ``order`` of the entries along the lines, and those right ``above`` each
    in it."""

    members: dict[str | int, list[int]]
    order: list[str | int]
    above: dict[str | int, set[str | int]]


class Ranking:
    """The lines and groups of a graph without its cycles, to be ranked in several ways."""

    def __init__(self, graph: Graph, frame: Frame, nodes: Sequence[int]) -> None:
        self.graph, self.nodes = graph, list(nodes)
        self.place = {node: position for position, node in enumerate(self.nodes)}
        index = {node.id: position for position, node in enumerate(graph.nodes)}
        self.owner = representatives(graph, self.nodes)
        lines: dict[tuple[int, int], int] = {}
        for edge in graph.edges:
            source, target = index[edge.source], index[edge.target]
            if source not in self.place:
                continue
            one = self.owner[self.place[source]]
            other = self.owner[self.place[target]]
            if one != other:
                weight = LEADING_WEIGHT if edge.leading else LINE_WEIGHT
                lines[one, other] = lines.get((one, other), 0) + weight
        self.lines = self._without_cycles(lines)
        self.above: dict[int, list[int]] = {}
        for one, other in self.lines:
            self.above.setdefault(other, []).append(one)
        self.clusters = {cluster.id: cluster.parent for cluster in graph.clusters}
        self.homes = [graph.nodes[node].cluster for node in self.nodes]
        self.loose = [column for column in columns_of_loose_cards(graph) if column[0] in self.place]
        self._simplex: list[int] | None = None
        self._blocks: dict[str, _Block] = {}
        self._measure(frame)

    def _measure(self, frame: Frame) -> None:
        sizes = [frame.card(self.graph.nodes[node]) for node in self.nodes]
        self.room = [0.0] * len(self.nodes)
        """Of each card, with the gap beside it; those that share a rank have theirs at one of them."""
        self.widths = [size.width + size.left + size.right for size in sizes]
        for card, owner in enumerate(self.owner):
            self.room[owner] += self.widths[card] + CARD_GAP

    def turned(self, frame: Frame) -> Ranking:
        """The same in another frame, where cards have other widths."""
        other = copy(self)
        other._measure(frame)
        return other

    def ranks(self, way: Way) -> list[int]:
        """The rank of each card, the first rank being 0."""
        if way.blocks:
            ranks = self.block_ranks(way)
        else:
            ranks = self._in_width(way) if way.width else self.simplex()[:]
        if way.fold:
            ranks = [rank % way.fold for rank in ranks]
        return self._columns(ranks)

    def _without_cycles(self, lines: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
        """The lines with those turned round that close a cycle in a search from the cards that
        nothing calls, in the order of the design."""
        below: list[list[int]] = [[] for _ in self.nodes]
        called = set()
        for one, other in lines:
            below[one].append(other)
            called.add(other)
        starts = sorted(range(len(self.nodes)), key=lambda card: (card in called, card))
        number = {card: place for place, card in enumerate(postorder(below, starts))}
        found: dict[tuple[int, int], int] = {}
        for (one, other), weight in lines.items():
            pair = (one, other) if number[one] > number[other] else (other, one)
            found[pair] = found.get(pair, 0) + weight
        return found

    # All at once

    def simplex(self) -> list[int]:
        """All cards at once, groups short."""
        if self._simplex is None:
            self._simplex = self._minimal()
        return self._simplex

    def _minimal(self) -> list[int]:
        owners = [card for card, owner in enumerate(self.owner) if owner == card]
        number = {card: place for place, card in enumerate(owners)}
        constraints = [
            Constraint(number[one], number[other], 1, weight)
            for (one, other), weight in self.lines.items()
        ]
        count = len(number)
        spans: dict[str, int] = {}
        for card, home in enumerate(self.homes):
            while home is not None and home in self.clusters:
                if home not in spans:
                    spans[home] = count
                    constraints.append(Constraint(count, count + 1, 0, SPAN_WEIGHT))
                    count += 2
                top = spans[home]
                own = number[self.owner[card]]
                constraints.append(Constraint(top, own, 0, 0))
                constraints.append(Constraint(own, top + 1, 0, 0))
                home = self.clusters[home]
        joined = _joined(count, constraints)
        pivots = min(PIVOTS * count, MOST_PIVOTS, WORK // max(count, 1))
        ranks = minimal_ranks(count, joined, pivots)
        found = [ranks[number[owner]] for owner in self.owner]
        lowest = min(found, default=0)
        return [rank - lowest for rank in found]

    def _in_width(self, way: Way) -> list[int]:
        """The same with no rank wider than the bound, where that can be: cards wait for room in the
        order of their ranks."""
        ranks = self.simplex()
        skyline = _Skyline(way.width)
        placed: dict[int, int] = {}
        for card in self.order:
            earliest = max([placed[one] + 1 for one in self.above.get(card, ())], default=0)
            if not way.beside:
                earliest = max(earliest, ranks[card])
            placed[card] = skyline.put(earliest, [self.room[card]])
        return [placed[owner] for owner in self.owner]

    @cached_property
    def order(self) -> list[int]:
        """The cards in the order of their ranks, those from which the longest paths lead on first,
        and none before one that it has to be below; one of those that share a rank."""
        ranks = self.simplex()
        below = self._reach(ranks)
        order = sorted(set(self.owner), key=lambda card: (ranks[card], -below[card], card))
        return _along(order, self.above)

    def _reach(self, ranks: Sequence[int]) -> list[int]:
        """How many ranks the longest path from each card leads on."""
        reach = [0] * len(ranks)
        for one, other in sorted(self.lines, key=lambda line: -ranks[line[0]]):
            reach[one] = max(reach[one], reach[other] + 1)
        return reach

    # Groups as blocks

    def block_ranks(self, way: Way) -> list[int]:
        """Each group alone, then one after another to where there is room."""
        ranks = [0] * len(self.nodes)
        self._place_block("", way, ranks, way.width)
        lowest = min(ranks, default=0)
        return [ranks[owner] - lowest for owner in self.owner]

    def _place_block(self, cluster: str, way: Way, ranks: list[int], width: float) -> list[float]:
        """Rank what a cluster holds; returns how wide it is in each of its ranks."""
        block = self._block(cluster)
        inner: dict[str | int, list[float]] = {}
        for part in block.members:
            if isinstance(part, int):
                inner[part] = [self.widths[part] + CARD_GAP]
            else:
                inner[part] = self._place_block(part, way, ranks, width - 2 * CLUSTER_PADDING)
        skyline = _Skyline(width)
        start: dict[str | int, int] = {}
        for part in block.order:
            earliest = 0
            for before in block.above[part]:
                depth = 0 if way.beside and isinstance(before, str) else len(inner[before])
                earliest = max(earliest, start[before] + depth)
            start[part] = skyline.put(earliest, inner[part])
            for card in block.members[part]:
                ranks[card] += start[part]
        widest = max(skyline.used, default=0.0)
        return [widest + 2 * CLUSTER_PADDING + CLUSTER_GAP] * len(skyline.used)

    def _block(self, cluster: str) -> _Block:
        """What a cluster holds (the whole picture where it is empty), the same for all ways."""
        if cluster not in self._blocks:
            self._blocks[cluster] = self._made_block(cluster)
        return self._blocks[cluster]

    def _made_block(self, cluster: str) -> _Block:
        ranks = self.simplex()
        entry: dict[int, str | int] = {}
        members: dict[str | int, list[int]] = {}
        for card, home in enumerate(self.homes):
            part: str | int = card
            while home is not None and home in self.clusters and home != cluster:
                part = home
                home = self.clusters[home]
            known = home if home is not None and home in self.clusters else ""
            if known == cluster:
                entry[card] = part
                members.setdefault(part, []).append(card)
        key = {
            part: (sum(ranks[card] for card in cards) / len(cards), number)
            for number, (part, cards) in enumerate(members.items())
        }
        above: dict[str | int, set[str | int]] = {part: set() for part in members}
        for one, other in self.lines:
            if one in entry and other in entry and entry[one] != entry[other]:
                above[entry[other]].add(entry[one])
        order = _along(sorted(members, key=lambda part: key[part]), above)
        done: set[str | int] = set()
        for part in order:
            above[part] &= done
            done.add(part)
        return _Block(members, order, above)

    def _columns(self, ranks: list[int]) -> list[int]:
        """Cards of a group that no line touches, in columns from the group's first rank on."""
        for column in self.loose:
            home = self.graph.nodes[column[0]].cluster
            others = [rank for rank, own in zip(ranks, self.homes, strict=True) if own == home]
            for step, node in enumerate(column):
                ranks[self.place[node]] = min(others) + step
        return ranks


class _Skyline:
    """How much of each rank is taken."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.used: list[float] = []
        self.full = 0
        """The first rank that may have room for the narrowest of what has come so far."""
        self.narrowest = inf

    def put(self, earliest: int, widths: Sequence[float]) -> int:
        """Take the first ranks from ``earliest`` on that have room; what is wider than the bound
        gets empty ones."""
        if min(widths) < self.narrowest:
            self.narrowest, self.full = min(widths), 0
        start = max(earliest, self.full) if self.width else earliest
        while self.width and not self._fits(start, widths):
            start += 1
        self.used += [0.0] * (start + len(widths) - len(self.used))
        for step, width in enumerate(widths):
            self.used[start + step] += width
        while self.full < len(self.used) and not self._fits(self.full, [self.narrowest]):
            self.full += 1
        return start

    def _fits(self, start: int, widths: Sequence[float]) -> bool:
        for step, width in enumerate(widths):
            if start + step < len(self.used):
                used = self.used[start + step]
                if used and used + width > self.width + CARD_GAP:
                    return False
        return True


def _along(order: Sequence[Part], above: Mapping[Part, Iterable[Part]]) -> list[Part]:
    """The parts in that order, each after those above it; where all that are left wait for each other,
    the first of them is next."""
    waiting = [0] * len(order)
    below: dict[Part, list[int]] = {}
    for number, part in enumerate(order):
        for one in above.get(part, ()):
            below.setdefault(one, []).append(number)
            waiting[number] += 1
    ready = [number for number, count in enumerate(waiting) if not count]
    done = [False] * len(order)
    found: list[Part] = []
    first = 0
    while len(found) < len(order):
        while ready and done[ready[0]]:
            heappop(ready)
        while done[first]:
            first += 1
        number = heappop(ready) if ready else first
        done[number] = True
        found.append(order[number])
        for other in below.get(order[number], ()):
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, other)
    return found


def _joined(count: int, constraints: list[Constraint]) -> list[Constraint]:
    """The constraints, with some of no weight that join all parts to the first one."""
    parent = list(range(count))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for each in constraints:
        parent[find(each.head)] = find(each.tail)
    heads = {each.head for each in constraints}
    sources = [node for node in range(count) if node not in heads]
    more = []
    for node in sources[1:]:
        if find(node) != find(sources[0]):
            # Both are first in their part, so that this closes no cycle.
            more.append(Constraint(sources[0], node, 0, 0))
            parent[find(node)] = find(sources[0])
    return constraints + more
