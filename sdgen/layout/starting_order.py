"""Where the search for the order of cards starts: barycenters from several first orders.

Each card moves to the mean position of its neighbours on the rank above, then on the one below, and
again (K. Sugiyama, S. Tagawa and M. Toda, 1981). A group moves as a whole and stands at the same place
among its siblings on all ranks. The first orders are that of the design, that of a search along the
lines, and made up ones; those whose lines cross least are kept, the first winning ties. Where an order
is known for nearly the same ranks, a few rounds from there do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from sdgen.layout.block_placement import Nest
from sdgen.layout.frame import Frame
from sdgen.layout.ordering import inversions
from sdgen.layout.placement import Graph
from sdgen.layout.spacing import CARD_GAP, LINE_GAP

ROUNDS = 10
"""Rounds of barycenters from each first order, at most."""
PATIENCE = 3
"""Rounds without fewer crossings after which a start is given up."""
NEAR_ROUNDS, NEAR_PATIENCE = 3, 2
"""The same from an order that was found with nearly the same ranks."""

Path = tuple[str, ...]
"""The groups that hold a card, from the outside in."""
Prefix = tuple[tuple[float, int], ...]
"""Where each group of a path stands among its siblings."""


class Start(Struct, frozen=True):
    """A first order: the key of each card, by its number in the graph, and of each group; the keys of
    each line on the ranks that it passes, downwards, by its number in the graph; how often lines cross
    in it, and how far they reach across."""

    crossings: int
    reach: float
    keys: dict[int, float]
    cluster_keys: dict[str, float]
    passing: dict[int, list[float]]


class Sweeper:
    """Finds the order of the cards of one component (numbers in the graph) for given ranks."""

    def __init__(self, graph: Graph, frame: Frame, nodes: Sequence[int]) -> None:
        self.cards = list(nodes)
        item = {graph.nodes[card].id: number for number, card in enumerate(self.cards)}
        self.place_of = {cluster.id: place for place, cluster in enumerate(graph.clusters)}
        around = Nest(graph, nodes).around
        self.path = [tuple(reversed(around.get(card, ()))) for card in self.cards]
        sizes = [frame.card(graph.nodes[card]) for card in self.cards]
        self.half = [(size.width + size.left + size.right + CARD_GAP) / 2 for size in sizes]
        self.lines: list[tuple[int, int, int]] = []
        """Each line: its number in the graph, and its two cards."""
        for number, edge in enumerate(graph.edges):
            if edge.source in item and edge.source != edge.target:
                self.lines.append((number, item[edge.source], item[edge.target]))
        self.inside: dict[str, list[int]] = {}
        for number, path in enumerate(self.path):
            for cluster in path:
                self.inside.setdefault(cluster, []).append(number)
        self.insiders = {cluster: set(items) for cluster, items in self.inside.items()}

    def best(self, ranks: dict[int, int], tries: int) -> Start:
        """The best of ``tries`` orders with these ranks."""
        sweep = _Sweep(self, ranks)
        return min(map(sweep.start, range(tries)), key=lambda start: (start.crossings, start.reach))

    def near(self, ranks: dict[int, int], start: Start) -> Start:
        """The best order with these ranks that a few rounds reach from ``start``."""
        return _Sweep(self, ranks).start_near(start)


class _Sweep:
    """Cards, and dummies where lines pass a rank, in rows."""

    def __init__(self, sweeper: Sweeper, ranks: dict[int, int]) -> None:
        self.cards, self.inside, self.place_of = sweeper.cards, sweeper.inside, sweeper.place_of
        self.rank = [ranks[card] for card in self.cards]
        self.path = sweeper.path[:]
        self.half = sweeper.half[:]
        self.above: list[list[int]] = [[] for _ in self.cards]
        self.below: list[list[int]] = [[] for _ in self.cards]
        self.beside: list[list[int]] = [[] for _ in self.cards]
        self.rows: list[list[int]] = [[] for _ in range(max(self.rank, default=0) + 1)]
        for item, rank in enumerate(self.rank):
            self.rows[rank].append(item)
        self.dummies: dict[int, range] = {}
        """What stands for a line on the ranks that it passes, by its number in the graph."""
        self.ends: dict[int, tuple[int, int]] = {}
        """Its upper and its lower card."""
        for number, one, other in sweeper.lines:
            self._add_line(number, one, other)
        self.grouped = [any(self.path[item] for item in row) for row in self.rows]
        self.width = [sum([2 * self.half[item] for item in row]) for row in self.rows]
        self.leaving = {
            cluster: self._leaving(cluster, sweeper.insiders[cluster]) for cluster in self.inside
        }
        self.paths = dict.fromkeys(self.path) if self.inside else {}
        self.above_or_beside = [a + b for a, b in zip(self.above, self.beside, strict=True)]
        self.below_or_beside = [a + b for a, b in zip(self.below, self.beside, strict=True)]
        self.x = [0.0] * len(self.rank)
        self.at: dict[str, float] = {}

    def _add_line(self, number: int, one: int, other: int) -> None:
        rank = self.rank
        if rank[one] == rank[other]:
            self.beside[one].append(other)
            self.beside[other].append(one)
            return
        upper, lower = (one, other) if rank[one] < rank[other] else (other, one)
        first, last = rank[upper] + 1, rank[lower]
        before = upper
        if first < last:
            path = _shared(self.path[upper], self.path[lower])
            start = len(rank)
            for passed in range(first, last):
                dummy = len(rank)
                rank.append(passed)
                self.rows[passed].append(dummy)
                self.path.append(path)
                self.half.append(LINE_GAP / 2)
                self.above.append([before])
                self.below.append([])
                self.beside.append([])
                self.below[before].append(dummy)
                before = dummy
            self.dummies[number] = range(start, len(rank))
            self.ends[number] = upper, lower
        self.below[before].append(lower)
        self.above[lower].append(before)

    def _leaving(self, cluster: str, inside: set[int]) -> list[int]:
        """What lines join to a group from outside it, once for each line."""
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
        at = {
            cluster: sum([first[item] for item in items]) / len(items)
            for cluster, items in self.inside.items()
        }
        return self._swept(first, at, number, ROUNDS, PATIENCE)

    def start_near(self, start: Start) -> Start:
        """The best order that a few barycenters reach from another one, in which lines pass straight
        from card to card."""
        first = [start.keys[card] for card in self.cards]
        for number, items in self.dummies.items():
            upper, lower = self.ends[number]
            here, step = first[upper], (first[lower] - first[upper]) / (len(items) + 1)
            first += [here + step * (place + 1) for place in range(len(items))]
        at = {cluster: start.cluster_keys[cluster] for cluster in self.inside}
        return self._swept(first, at, 0, NEAR_ROUNDS, NEAR_PATIENCE)

    def _swept(
        self, first: list[float], at: dict[str, float], number: int, rounds: int, patience: int
    ) -> Start:
        self.x, self.at = [0.0] * len(self.rank), at
        self._sort_all(first)
        best = self._kept(*self._judged())
        waited = 0
        for turn in range(rounds):
            self._round(upwards=(turn + number) % 2 == 1)
            crossings, reach = self._judged()
            waited += 1
            if (crossings, reach) < (best.crossings, best.reach):
                if crossings < best.crossings:
                    waited = 0
                best = self._kept(crossings, reach)
            if waited >= patience:
                break
        return best

    def _kept(self, crossings: int, reach: float) -> Start:
        x = self.x
        keys = {card: x[item] for item, card in enumerate(self.cards)}
        passing = {number: [x[item] for item in items] for number, items in self.dummies.items()}
        return Start(crossings, reach, keys, dict(self.at), passing)

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
        ranks = range(len(self.rows))
        for half, up in enumerate((upwards, not upwards)):
            if half:
                self._move_groups()
            near = self.below_or_beside if up else self.above_or_beside
            prefixes = self._prefixes()
            for rank in reversed(ranks) if up else ranks:
                keys = {}
                for item in self.rows[rank]:
                    others = near[item]
                    if len(others) == 1:
                        keys[item] = x[others[0]]
                    elif others:
                        keys[item] = sum([x[other] for other in others]) / len(others)
                    else:
                        keys[item] = x[item]
                self._sort(rank, keys, prefixes)

    def _move_groups(self) -> None:
        x = self.x
        for cluster, items in self.inside.items():
            leaving = self.leaving[cluster] or items
            self.at[cluster] = sum([x[other] for other in leaving]) / len(leaving)

    def _sort_all(self, keys: Sequence[float]) -> None:
        prefixes = self._prefixes()
        for rank in range(len(self.rows)):
            self._sort(rank, keys, prefixes)

    def _prefixes(self) -> dict[Path, Prefix]:
        """Where each nest of groups stands."""
        at, place_of = self.at, self.place_of
        return {
            path: tuple([(at[cluster], place_of[cluster]) for cluster in path])
            for path in self.paths
        }

    def _sort(
        self, rank: int, keys: Sequence[float] | dict[int, float], prefixes: dict[Path, Prefix]
    ) -> None:
        row, x, half = self.rows[rank], self.x, self.half
        if self.grouped[rank]:
            path = self.path
            order = sorted([(*prefixes[path[item]], (keys[item], item)) for item in row])
            row[:] = [each[-1][1] for each in order]
        else:
            row[:] = [item for _, item in sorted([(keys[item], item) for item in row])]
        across = -self.width[rank] / 2
        for item in row:
            reach = half[item]
            across += reach
            x[item] = across
            across += reach

    def _judged(self) -> tuple[int, float]:
        """How often lines cross, and how far they reach across."""
        crossings, reach = 0, 0.0
        x, below, beside = self.x, self.below, self.beside
        for row in self.rows:
            pieces, flat = [], []
            for item in row:
                here = x[item]
                for other in below[item]:
                    there = x[other]
                    pieces.append((here, there))
                    reach += there - here if there > here else here - there
                for other in beside[item]:
                    reach += abs(x[other] - here) / 2
                    if here < x[other]:
                        flat.append((here, x[other]))
            if flat:
                crossings += sum(first < here < last for first, last in flat for here, _ in pieces)
                # The row is in order, so of two lines the first begins first.
                crossings += sum(
                    one[0] < other[0] < one[1] < other[1] for one, other in combinations(flat, 2)
                )
            if len(pieces) > 1:
                pieces.sort()
                crossings += inversions([there for _, there in pieces])
        return crossings, reach


def _shared(one: Path, other: Path) -> Path:
    """The groups that both are in."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return one[:count]
