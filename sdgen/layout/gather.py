"""Brings the lines of each fork together where they pass the rank next to their card.

Ports bring them together at the card in any case; every line between them is then crossed there.
"""

from __future__ import annotations

from itertools import combinations

from msgspec import Struct

from sdgen.layout.forks import together
from sdgen.layout.layered_graph import LayeredGraph
from sdgen.layout.ordering import FAR, ROUNDS, Sifter, inversions


class End(Struct, frozen=True):
    """A line as it leaves a side of a card: the vertices that it leads to, and its fork, or empty."""

    path: tuple[int, ...]
    fork: str


def gather_forks(layered: LayeredGraph) -> None:
    """Move what stands between the lines of a fork, where they next pass, out from there, as long
    as lines cross less for it: ports bring them together at their card in any case."""
    sifter = _Gatherer(layered)
    sides = _fork_sides(layered)
    for _ in range(ROUNDS):
        moved = False
        for side in sides:
            moved = sifter.gather(side, sides) or moved
        if not moved:
            return


def _fork_sides(layered: LayeredGraph) -> list[list[End]]:
    """The sides of cards from which forks leave together with other lines."""
    sides: dict[tuple[int, int], list[End]] = {}
    for chain in layered.chains:
        if chain.edge_type not in ("inter-layer", "flat-below"):
            continue
        for start, (card, *path) in ((True, chain.vertices), (False, chain.vertices[::-1])):
            if layered.layer[path[0]] != layered.layer[card]:
                fork = layered.fork_at(chain, start)
                side = sides.setdefault((card, layered.layer[path[0]]), [])
                side.append(End(tuple(path), fork))
    return [side for side in sides.values() if len(side) > 2 and any(end.fork for end in side)]


class _Gatherer(Sifter):
    def gather(self, side: list[End], sides: list[list[End]]) -> bool:
        """Move what the lines of a side lead to until lines cross least, with what ports will have
        to cross to bring each fork of the sides together."""
        moved = False
        for end in side:
            if self.effort <= 0 or self.steps <= 0 or self._torn(side) == 0:
                return moved
            moved = self._gather(end.path[0], sides) or moved
        for one, other in combinations(side, 2):
            if self.effort <= 0 or self.steps <= 0 or self._torn(side) == 0:
                return moved
            if one.fork != other.fork:
                moved = self._swap_paths(one, other, sides) or moved
        return moved

    def _gather(self, vertex: int, sides: list[list[End]]) -> bool:
        """Move one vertex to the best place of its layer."""
        layer = self.layered.layer[vertex]
        row = self.layered.layers[layer]
        start = row.index(vertex)
        best, target = self._cost_around({layer}, sides), start
        for place in [end for step in (-1, 1) for end, _ in self.units(row, start, step)][:FAR]:
            row.insert(place, row.pop(start))
            self.number(layer)
            cost = self._cost_around({layer}, sides)
            if cost < best:
                best, target = cost, place
            row.insert(start, row.pop(place))
        row.insert(target, row.pop(start))
        self.number(layer)
        if target == start:
            return False
        self.keep_coordinates(row[min(start, target) : max(start, target) + 1])
        return True

    def _swap_paths(self, one: End, other: End, sides: list[list[End]]) -> bool:
        """Let two lines change places on all layers that they pass side by side, with the cards
        that they lead to."""
        layer = self.layered.layer
        pairs: list[tuple[int, int]] = []
        for first, second in zip(one.path, other.path, strict=False):
            if layer[first] != layer[second] or not self._may_swap(first, second):
                break
            pairs.append((first, second))
        changed = {layer[first] for first, _ in pairs}
        if not changed or len(changed) < len(pairs):
            return False
        before = self._cost_around(changed, sides)
        self._swap_items(pairs)
        if self._cost_around(changed, sides) < before:
            for first, second in pairs:
                start, end = sorted((self.place[first], self.place[second]))
                self.keep_coordinates(self.layered.layers[layer[first]][start : end + 1])
            return True
        self._swap_items(pairs)
        return False

    def _may_swap(self, first: int, second: int) -> bool:
        """Whether no border of a group is between two vertices of a layer."""
        start, end = sorted((self.place[first], self.place[second]))
        row = self.layered.layers[self.layered.layer[first]]
        self.steps -= end - start
        return first != second and not any(self.border[vertex] for vertex in row[start : end + 1])

    def _swap_items(self, pairs: list[tuple[int, int]]) -> None:
        for first, second in pairs:
            layer = self.layered.layer[first]
            row = self.layered.layers[layer]
            start, end = self.place[first], self.place[second]
            row[start], row[end] = row[end], row[start]
            self.number(layer)

    def _cost_around(self, layers: set[int], sides: list[list[End]]) -> int:
        """Crossings at some layers, and those that ports make."""
        channels = {each for layer in layers for each in (layer - 1, layer)}
        channels &= set(range(len(self.layered.layers) - 1))
        return sum(map(self.crossings_below, channels)) + sum(map(self._torn, sides))

    def _torn(self, side: list[End]) -> int:
        """How many pairs of lines have to change places so that each fork is together."""
        ends = sorted(side, key=lambda end: self.place[end.path[0]])
        forks = {place: end.fork for place, end in enumerate(ends) if end.fork}
        order = [place for block in together(len(ends), forks) for place in block]
        self.effort -= len(ends)
        return inversions(order)
