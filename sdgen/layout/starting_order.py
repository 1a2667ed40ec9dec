"""Where the search for the order of cards starts: barycenters from several first orders.

Each card moves to the mean position of its neighbours on the rank above, then on the one below, and
again (K. Sugiyama, S. Tagawa and M. Toda, 1981). A group moves as a whole and stands at the same place
among its siblings on all ranks. The first orders are that of the design, that of a search along the
lines, and made up ones; those whose lines cross least are kept, the first winning ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from sdgen.layout.frame import Frame
from sdgen.layout.ordering import inversions
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, LINE_GAP

ROUNDS = 10
"""Rounds of barycenters from each first order, at most."""
PATIENCE = 3
"""Rounds without fewer crossings after which a start is given up."""


class Start(Struct, frozen=True):
    """A first order: the key of each card, by its number in the graph, and of each group; how often
    lines cross in it, and how far they reach across."""

    crossings: int
    reach: float
    keys: dict[int, float]
    cluster_keys: dict[str, float]


def best_start(graph: Graph, frame: Frame, ranks: dict[int, int], tries: int) -> Start:
    """The best of ``tries`` orders of cards (numbers in the graph) with these ranks."""
    sweep = _Sweep(graph, frame, ranks)
    return min(map(sweep.start, range(tries)), key=lambda start: (start.crossings, start.reach))


class _Sweep:
    """Cards, and dummies where lines pass a rank, in rows."""

    def __init__(self, graph: Graph, frame: Frame, ranks: dict[int, int]) -> None:
        self.cards = list(ranks)
        number = {card: item for item, card in enumerate(self.cards)}
        index = {node.id: position for position, node in enumerate(graph.nodes)}
        self.parents = {cluster.id: cluster.parent for cluster in graph.clusters}
        self.rank = [ranks[card] for card in self.cards]
        self.path = [self._path(graph.nodes[card].cluster) for card in self.cards]
        sizes = [frame.card(graph.nodes[card]) for card in self.cards]
        self.half = [(size.width + size.left + size.right + CARD_GAP) / 2 for size in sizes]
        self.above: list[list[int]] = [[] for _ in self.cards]
        self.below: list[list[int]] = [[] for _ in self.cards]
        self.beside: list[list[int]] = [[] for _ in self.cards]
        for edge in graph.edges:
            source, target = index[edge.source], index[edge.target]
            if source in ranks and source != target:
                self._add_line(number[source], number[target])
        self.rows: list[list[int]] = [[] for _ in range(max(self.rank, default=0) + 1)]
        for item, rank in enumerate(self.rank):
            self.rows[rank].append(item)
        self.inside: dict[str, list[int]] = {}
        for item, path in enumerate(self.path):
            for cluster in path:
                self.inside.setdefault(cluster, []).append(item)
        self.place_of = {cluster: place for place, cluster in enumerate(self.parents)}
        self.leaving = {cluster: self._leaving(cluster) for cluster in self.inside}
        self.paths = dict.fromkeys(self.path)
        self.above_or_beside = [a + b for a, b in zip(self.above, self.beside, strict=True)]
        self.below_or_beside = [a + b for a, b in zip(self.below, self.beside, strict=True)]
        self.x = [0.0] * len(self.rank)
        self.at: dict[str, float] = {}

    def _path(self, home: str | None) -> tuple[str, ...]:
        """The groups that hold what is in ``home``, from the outside in."""
        found: list[str] = []
        while home is not None and home in self.parents:
            found.append(home)
            home = self.parents[home]
        return tuple(reversed(found))

    def _add_line(self, one: int, other: int) -> None:
        if self.rank[one] == self.rank[other]:
            self.beside[one].append(other)
            self.beside[other].append(one)
            return
        upper, lower = (one, other) if self.rank[one] < self.rank[other] else (other, one)
        shared = 0
        for first, second in zip(self.path[upper], self.path[lower], strict=False):
            if first != second:
                break
            shared += 1
        path = self.path[upper][:shared]
        before = upper
        for rank in range(self.rank[upper] + 1, self.rank[lower]):
            dummy = len(self.rank)
            self.rank.append(rank)
            self.path.append(path)
            self.half.append(LINE_GAP / 2)
            self.above.append([before])
            self.below.append([])
            self.beside.append([])
            self.below[before].append(dummy)
            before = dummy
        self.below[before].append(lower)
        self.above[lower].append(before)

    def _leaving(self, cluster: str) -> list[int]:
        """What lines join to a group from outside it, once for each line."""
        inside = set(self.inside[cluster])
        return [
            other
            for item in self.inside[cluster]
            for near in (self.above, self.below, self.beside)
            for other in near[item]
            if other not in inside
        ]

    def start(self, number: int) -> Start:
        """The best order that barycenters reach from the first order of that number."""
        first = self._first_order(number)
        self.x = [0.0] * len(self.rank)
        self.at = {
            cluster: sum(first[item] for item in items) / len(items)
            for cluster, items in self.inside.items()
        }
        self._sort_all(first)
        best = self._kept(*self._judged())
        waited = 0
        for turn in range(ROUNDS):
            self._round(upwards=(turn + number) % 2 == 1)
            crossings, reach = self._judged()
            waited += 1
            if (crossings, reach) < (best.crossings, best.reach):
                if crossings < best.crossings:
                    waited = 0
                best = self._kept(crossings, reach)
            if waited >= PATIENCE:
                break
        return best

    def _kept(self, crossings: int, reach: float) -> Start:
        keys = {card: self.x[item] for item, card in enumerate(self.cards)}
        return Start(crossings, reach, keys, dict(self.at))

    def _first_order(self, number: int) -> list[float]:
        """0: as in the design; 1: along the lines; others are made up, always the same ones."""
        count = len(self.rank)
        if number == 0:
            return [float(item) for item in range(count)]
        if number == 1:
            return self._along_lines()
        found = []
        state = number * 7919 + 17
        for _ in range(count):
            # a linear congruential generator: the same on every machine
            state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
            found.append(state / 2_147_483_648 * count)
        return found

    def _along_lines(self) -> list[float]:
        number: dict[int, float] = {}
        starts = sorted(range(len(self.cards)), key=lambda item: (self.rank[item], item))
        for start in starts:
            stack = [start]
            while stack:
                item = stack.pop()
                if item not in number:
                    number[item] = float(len(number))
                    stack += reversed(self.below[item] + self.beside[item] + self.above[item])
        return [number[item] for item in range(len(self.rank))]

    def _round(self, *, upwards: bool) -> None:
        """All rows by the one before, then by the one behind; groups by what lines join to them."""
        x = self.x
        for up in (upwards, not upwards):
            near = self.below_or_beside if up else self.above_or_beside
            prefixes = self._prefixes()
            for row in reversed(self.rows) if up else self.rows:
                keys = {}
                for item in row:
                    others = near[item]
                    keys[item] = (
                        sum([x[other] for other in others]) / len(others) if others else x[item]
                    )
                self._sort(row, keys, prefixes)
        for cluster, items in self.inside.items():
            leaving = self.leaving[cluster] or items
            self.at[cluster] = sum([x[other] for other in leaving]) / len(leaving)
        self._sort_all(x)

    def _sort_all(self, keys: Sequence[float]) -> None:
        prefixes = self._prefixes()
        for row in self.rows:
            self._sort(row, keys, prefixes)

    def _prefixes(self) -> dict[tuple[str, ...], tuple[tuple[float, int], ...]]:
        """Where each nest of groups stands."""
        return {
            path: tuple((self.at[cluster], self.place_of[cluster]) for cluster in path)
            for path in self.paths
        }

    def _sort(
        self,
        row: list[int],
        keys: Sequence[float] | dict[int, float],
        prefixes: dict[tuple[str, ...], tuple[tuple[float, int], ...]],
    ) -> None:
        path = self.path
        row.sort(key=lambda item: (*prefixes[path[item]], (keys[item], item)))
        across = 0.0
        x, half = self.x, self.half
        for item in row:
            x[item] = across + half[item]
            across += 2 * half[item]
        across /= 2
        for item in row:
            x[item] -= across

    def _judged(self) -> tuple[int, float]:
        """How often lines cross, and how far they reach across."""
        crossings, reach = 0, 0.0
        x = self.x
        for row in self.rows:
            pieces, flat = [], []
            for item in row:
                here = x[item]
                for other in self.below[item]:
                    pieces.append((here, x[other]))
                    reach += abs(x[other] - here)
                for other in self.beside[item]:
                    reach += abs(x[other] - here) / 2
                    if here < x[other]:
                        flat.append((here, x[other]))
            crossings += sum(first < here < last for first, last in flat for here, _ in pieces)
            # The row is in order, so of two lines the first begins first.
            crossings += sum(
                one[0] < other[0] < one[1] < other[1] for one, other in combinations(flat, 2)
            )
            pieces.sort()
            crossings += inversions([there for _, there in pieces])
        return crossings, reach
