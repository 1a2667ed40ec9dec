"""Crossing reduction by sifting: vertices and clusters move within their layers while that helps.

The cards were ordered without knowing where long edges bend. A vertex may pass its neighbours
within its cluster, and a whole cluster as if it were one neighbour; a cluster may change places
with the next one.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate, combinations, islice, pairwise

from sdgen.layout.layered_graph import LayeredGraph

ROUNDS = 8
FAR = 60
"""How many neighbours a vertex may pass at once."""

EFFORT = 150_000
"""Pairs of vertices compared, so that the time is bounded in a component of any size."""

STEPS = 4_000_000
"""Pairs of lines compared (of two cards that many lines end at, the product), and vertices read to
swap clusters."""


def reduce_crossings(layered: LayeredGraph, effort: int = EFFORT) -> None:
    """Move vertices until no move helps, or ``effort`` pairs have been compared."""
    sifter = Sifter(layered, effort)
    for _ in range(ROUNDS):
        moved = sifter.sift_items()
        moved = sifter.swap_clusters() or moved
        if not moved or sifter.effort <= 0 or sifter.steps <= 0:
            return


def count_crossings(layered: LayeredGraph) -> int:
    """How often lines cross, by the order of the vertices alone."""
    sifter = Sifter(layered)
    crossings = sum(sifter.crossings_below(layer) for layer in range(len(layered.layers) - 1))
    return crossings + _flat_crossings(layered, sifter)


def _flat_crossings(layered: LayeredGraph, sifter: Sifter) -> int:
    """How often the runs of edges within a rank cross others: lines that leave downwards between their
    ends, and runs of the same layer of which one end is between."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for one, other in flat_runs(layered):
        start, end = sorted((sifter.place[one], sifter.place[other]))
        spans.setdefault(layered.layer[one], []).append((start, end))
    found = 0
    for layer, flat in spans.items():
        row = layered.layers[layer]
        down = (0 if sifter.border[vertex] else len(sifter.below[vertex]) for vertex in row)
        before = list(accumulate(down, initial=0))
        found += sum(before[end] - before[start + 1] for start, end in flat)
        found += sum(
            one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]
            for one, other in combinations(flat, 2)
        )
    return found


def flat_runs(layered: LayeredGraph) -> Iterator[tuple[int, int]]:
    """The two vertices of a layer below which each edge within a rank runs: its legs, or where it has
    none its cards."""
    for chain in layered.chains:
        if chain.edge_type == "flat-below":
            inner = chain.vertices[1:-1] or chain.vertices
            yield inner[0], inner[-1]


def neighbours(layered: LayeredGraph) -> tuple[list[list[int]], list[list[int]]]:
    """For each vertex, the vertices that lines join to it in the layer above and in the one
    below."""
    above: list[list[int]] = [[] for _ in layered.vertex_type]
    below: list[list[int]] = [[] for _ in layered.vertex_type]
    for chain in layered.chains:
        if chain.edge_type not in ("inter-layer", "flat-below"):
            continue
        for one, other in pairwise(chain.vertices):
            if layered.layer[one] < layered.layer[other]:
                below[one].append(other)
                above[other].append(one)
            elif layered.layer[one] > layered.layer[other]:
                below[other].append(one)
                above[one].append(other)
    return above, below


class Sifter:
    """The order of a component's vertices, and what changes of it would do to crossings."""

    def __init__(self, layered: LayeredGraph, effort: int = EFFORT) -> None:
        self.layered = layered
        self.above, self.below = neighbours(layered)
        self.place = [0] * len(layered.vertex_type)
        self.effort = effort
        self.steps = STEPS
        self.border = [
            vertex_type == "left-border" or vertex_type == "right-border"
            for vertex_type in layered.vertex_type
        ]
        self.partners: dict[int, list[int]] = {}
        """The other ends of the runs of edges within a rank, of which a vertex is one end."""
        self.runs: dict[int, list[int]] = {}
        """The ends of such runs in each layer."""
        for one, other in flat_runs(layered):
            self.partners.setdefault(one, []).append(other)
            self.partners.setdefault(other, []).append(one)
            self.runs.setdefault(layered.layer[one], []).extend((one, other))
        for layer in range(len(layered.layers)):
            self.number(layer)

    def number(self, layer: int) -> None:
        """Note the positions in a layer; borders are in several layers and have none."""
        for position, vertex in enumerate(self.layered.layers[layer]):
            if not self.border[vertex]:
                self.place[vertex] = position

    def sift_items(self) -> bool:
        moved = False
        vertex_type = self.layered.vertex_type
        for layer, row in enumerate(self.layered.layers):
            for vertex in row[:]:
                if vertex_type[vertex] in (
                    "left-border",
                    "right-border",
                    "self-loop",
                ):
                    continue
                if not self.above[vertex] and not self.below[vertex]:
                    continue
                if self.effort <= 0 or self.steps <= 0:
                    return moved
                moved = self._sift(layer, vertex) or moved
        return moved

    def _sift(self, layer: int, vertex: int) -> bool:
        """Move a vertex to the position that removes most crossings."""
        row = self.layered.layers[layer]
        start = row.index(vertex)
        best, target = 0, start
        place = self.place
        runs = layer in self.runs
        sides = [
            ([place[end] for end in side[vertex]], side)
            for side in (self.above, self.below)
            if side[vertex]
        ]
        for step in (-1, 1):
            gain = 0
            for end, unit in islice(self.units(row, start, step), FAR):
                gain += step * self._gain(sides, unit)
                if runs:
                    gain += step * self._run_gain(vertex, unit)
                if gain > best:
                    best, target = gain, end
                if self.steps <= 0:
                    break
        if target == start:
            return False
        row.pop(start)
        row.insert(target, vertex)
        low, high = min(start, target), max(start, target) + 1
        self.number(layer)
        self.keep_coordinates(row[low:high])
        return True

    def units(self, row: list[int], start: int, step: int) -> Iterable[tuple[int, list[int]]]:
        """What a vertex at ``start`` may pass in one direction, each with the position behind it."""
        vertex_type = self.layered.vertex_type
        near, far = ("left-border", "right-border") if step > 0 else ("right-border", "left-border")
        place = start + step
        while 0 <= place < len(row) and vertex_type[row[place]] != far:
            unit = [row[place]]
            depth = 1 if vertex_type[row[place]] == near else 0
            while depth:
                place += step
                unit.append(row[place])
                depth += (vertex_type[row[place]] == near) - (vertex_type[row[place]] == far)
            yield place, unit
            place += step

    def _gain(self, sides: list[tuple[list[int], list[list[int]]]], unit: list[int]) -> int:
        """Crossings removed when a vertex passes the unit from the left; ``sides`` are the positions
        of its neighbours in the layer above and in the one below, each with what all vertices
        are joined to there."""
        gain = steps = 0
        border, place = self.border, self.place
        for other in unit:
            if border[other]:
                continue
            self.effort -= 1
            for places, joined in sides:
                ends = joined[other]
                steps += len(places) * len(ends)
                for end in ends:
                    there = place[end]
                    for here in places:
                        if here > there:
                            gain += 1
                        elif here < there:
                            gain -= 1
        self.steps -= steps
        return gain

    def _run_gain(self, vertex: int, unit: list[int]) -> int:
        """Crossings with the runs of edges within the rank that are removed when a vertex passes the
        unit from the left."""
        gain = 0
        place, below = self.place, self.below
        mine = [place[end] for end in self.partners.get(vertex, ())]
        for other in unit:
            theirs = self.partners.get(other, ())
            self.steps -= len(mine) + len(theirs) + len(mine) * len(theirs)
            if self.border[other] or not (mine or theirs):
                continue
            here = place[other]
            ends = [place[end] for end in theirs if end != vertex]
            far = [end for end in mine if end != here]
            gain += len(below[other]) * sum(1 if end > here else -1 for end in far)
            gain += len(below[vertex]) * sum(1 if end < here else -1 for end in ends)
            gain += sum(_parted(one - here, two - here) for one in far for two in ends)
        return gain

    def keep_coordinates(self, vertices: list[int]) -> None:
        """Reassign the coordinates of vertices that were moved, in their new order."""
        across = self.layered.across
        free = [vertex for vertex in vertices if not self.border[vertex]]
        for vertex, value in zip(free, sorted(across[vertex] for vertex in free), strict=True):
            across[vertex] = value

    def swap_clusters(self) -> bool:
        """Swap adjacent clusters of one parent where that removes crossings."""
        moved = False
        siblings: dict[int, list[int]] = {}
        for number, cluster in enumerate(self.layered.clusters):
            siblings.setdefault(cluster.parent, []).append(number)
        for clusters in siblings.values():
            spans = [
                (number, self.layered.clusters[number].first, self.layered.clusters[number].last)
                for number in clusters
            ]
            for one, first, last in spans:
                sharing = [
                    other
                    for other, start, end in spans
                    if start <= last and end >= first and other != one
                ]
                self.steps -= len(spans) // 8
                for other in sharing:
                    if self.effort <= 0 or self.steps <= 0:
                        return moved
                    if self._next_to_each_other(one, other):
                        moved = self._swap(one, other) or moved
        return moved

    def _next_to_each_other(self, left: int, right: int) -> bool:
        """Whether the clusters share layers and nothing but vertices of one layer is between
        them."""
        shared = self._shared(left, right)
        self.steps -= 1
        if not shared:
            return False
        clusters = self.layered.clusters
        for layer in shared:
            row = self.layered.layers[layer]
            self.steps -= len(row) // 8
            start, end = (
                row.index(clusters[left].right_border),
                row.index(clusters[right].left_border),
            )
            if start > end:
                return False
            between = row[start + 1 : end]
            if any(self.layered.vertex_type[vertex] == "left-border" for vertex in between):
                return False
        return self._no_cluster_between(left, right)

    def _no_cluster_between(self, left: int, right: int) -> bool:
        """Whether no third cluster has to stand between the two, by way of other layers."""
        clusters = self.layered.clusters
        after: dict[int, set[int]] = {}
        for row in self.layered.layers:
            self.steps -= len(row)
            opens = [
                self.layered.cluster_of_border[vertex]
                for vertex in row
                if self.layered.vertex_type[vertex] == "left-border"
                and clusters[self.layered.cluster_of_border[vertex]].parent == clusters[left].parent
            ]
            for one, other in pairwise(opens):
                after.setdefault(one, set()).add(other)
        seen: set[int] = set()
        stack = [cluster for cluster in after.get(left, ()) if cluster != right]
        while stack:
            cluster = stack.pop()
            if cluster == right:
                return False
            if cluster not in seen:
                seen.add(cluster)
                stack += after.get(cluster, ())
        return True

    def _shared(self, left: int, right: int) -> range:
        one, other = self.layered.clusters[left], self.layered.clusters[right]
        return range(max(one.first, other.first), min(one.last, other.last) + 1)

    def _swap(self, left: int, right: int) -> bool:
        clusters, layers = self.layered.clusters, self.layered.layers
        shared = self._shared(left, right)
        channels = range(max(0, shared.start - 1), min(shared.stop, len(layers) - 1))
        before = sum(self.crossings_below(layer) for layer in channels)
        saved = {layer: layers[layer][:] for layer in shared}
        for layer in shared:
            row = layers[layer]
            self.steps -= 4 * len(row)
            a, b = row.index(clusters[left].left_border), row.index(clusters[left].right_border) + 1
            c, d = (
                row.index(clusters[right].left_border),
                row.index(clusters[right].right_border) + 1,
            )
            layers[layer] = [*row[:a], *row[c:d], *row[b:c], *row[a:b], *row[d:]]
            self.number(layer)
        after = sum(self.crossings_below(layer) for layer in channels)
        # Where it makes no difference, clusters stand in the order of the design.
        if after < before or (after == before and left > right):
            for layer in shared:
                self.keep_coordinates(layers[layer])
            self._swap_borders(left, right)
            return True
        for layer, row in saved.items():
            layers[layer] = row
            self.number(layer)
        return False

    def _swap_borders(self, left: int, right: int) -> None:
        across, clusters = self.layered.across, self.layered.clusters
        one, other = clusters[left], clusters[right]
        width = across[other.right_border] - across[other.left_border]
        gap = across[one.right_border] - across[one.left_border] - width
        across[other.left_border], across[one.right_border] = (
            across[one.left_border],
            across[other.right_border],
        )
        across[other.right_border] = across[other.left_border] + width
        across[one.left_border] = across[one.right_border] - width - gap

    def crossings_below(self, layer: int) -> int:
        """How often the lines between a layer and the next one cross."""
        pieces = sorted(
            (self.place[vertex], self.place[other])
            for vertex in self.layered.layers[layer]
            if not self.border[vertex]
            for other in self.below[vertex]
        )
        self.effort -= len(pieces)
        return inversions(end for _, end in pieces)


def inversions(numbers: Iterable[float]) -> int:
    """How many pairs of the numbers stand in falling order."""
    passed: list[float] = []
    count = 0
    for number in numbers:
        count += len(passed) - bisect_right(passed, number)
        insort(passed, number)
    return count


def _parted(one: float, other: float) -> int:
    """How many crossings of two runs are removed when an end of the first passes an end of the second
    from the left; the others are that far to the right of there."""
    if (one > 0) != (other > 0):
        return 1 if one > 0 else -1
    return (other > one) - (other < one)
