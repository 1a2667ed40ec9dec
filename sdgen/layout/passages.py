"""Finds the ways of the lines of dense graphs: each line keeps straight on where it may.

On every layer it passes, a line takes the passage between two cards or borders that is nearest to
where it is, whatever other lines do; lines that share a passage stand in the order in which they
come. So the work is that of reading the layers, while ``chains`` looks for the way with the
fewest corners and crossings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sdgen.layout.chains import LabelLayers
from sdgen.layout.layered import Chain, Kind, Layered, Shape
from sdgen.layout.spacing import LINE_GAP


class _Passage(NamedTuple):
    place: int
    """The place in the layer of what stands right of it."""
    low: float
    high: float


def route_straight_on(layered: Layered) -> None:
    """Insert the items of all lines of a part, in the order of the design."""
    router = _Router(layered)
    for chain in layered.chains:
        if chain.shape is Shape.DOWN:
            router.pass_down(chain)
        elif chain.shape is Shape.AROUND:
            router.pass_around(chain)
    router.fill_layers()


class _Router:
    def __init__(self, layered: Layered) -> None:
        self.layered = layered
        self.labels = LabelLayers(layered)
        self.open: list[dict[int, list[_Passage]] | None] = [None] * len(layered.layers)
        """The passages of each layer by the innermost group that they are in (-1: none)."""
        self.known: dict[tuple[int, int], list[int]] = {}
        self.entries: list[list[tuple[int, float, float, int]]] = [[] for _ in layered.layers]
        """Of each layer: place, coordinate, where the line goes on to, and item."""

    def pass_down(self, chain: Chain) -> None:
        layered = self.layered
        upper, lower = chain.items
        first, last = layered.layer[upper], layered.layer[lower]
        label = self.labels.choose(chain, first, last)
        groups = self._groups(layered.home[upper], layered.home[lower])
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        across = layered.across[upper]
        items = [upper]
        for layer in range(first + 1, last):
            passage = self._nearest(layer, groups, across)
            across = _within(passage, across)
            half = width / 2 if layer == label else 0.0
            items.append(self._add(layer, passage.place, across, layered.across[lower], half))
            if layer == label:
                chain.label = items[-1]
        chain.items = [*items, lower]

    def pass_around(self, chain: Chain) -> None:
        """Both ends leave downwards; a label stands on the source's leg."""
        layered = self.layered
        source, target = chain.items
        layer = layered.layer[source] + 1
        if layer >= len(layered.layers) or not layered.is_label_layer(layer):
            return
        width = layered.frame.label(layered.graph.edges[chain.edge])[0]
        legs = []
        for card, other, half in ((source, target, width / 2), (target, source, 0.0)):
            groups, goal = [-1, *layered.ancestors(layered.home[card])], layered.across[card]
            passage = self._nearest(layer, groups, goal)
            across = _within(passage, goal)
            legs.append(self._add(layer, passage.place, across, layered.across[other], half))
        chain.label = legs[0] if width > 0 else -1
        chain.items = [source, legs[0], legs[1], target]

    def fill_layers(self) -> None:
        """Put the items of all lines into their layers."""
        layers = self.layered.layers
        for layer, entries in enumerate(self.entries):
            if not entries:
                continue
            at: dict[int, list[int]] = {}
            for place, _, _, item in sorted(entries):
                at.setdefault(place, []).append(item)
            row = layers[layer]
            filled: list[int] = []
            for place, item in enumerate(row):
                filled += at.get(place, ())
                filled.append(item)
            layers[layer] = [*filled, *at.get(len(row), ())]

    def _add(self, layer: int, place: int, across: float, onward: float, half: float) -> int:
        kind = Kind.LABEL if half > 0 else Kind.LINE
        item = self.layered.add(kind, layer, across, half, half)
        self.entries[layer].append((place, across, onward, item))
        return item

    def _groups(self, home: int, other: int) -> list[int]:
        """The groups (-1: none) that a line between cards of two groups may pass in: those of
        either card, within the innermost one that has both."""
        key = (min(home, other), max(home, other))
        found = self.known.get(key)
        if found is None:
            one, two = (self.layered.ancestors(each) for each in key)
            shared = set(one) & set(two)
            inner = [group for group in (*one, *two) if group not in shared]
            both = next((group for group in one if group in shared), -1)
            found = self.known[key] = sorted({both, *inner})
        return found

    def _nearest(self, layer: int, groups: Sequence[int], across: float) -> _Passage:
        """The passage in one of the groups that is nearest to a coordinate."""
        open_in = self.open[layer]
        if open_in is None:
            open_in = self.open[layer] = self._passages(layer)
        near: list[_Passage] = []
        for group in groups:
            passages = open_in.get(group, ())
            after = bisect_right(passages, across, key=lambda passage: passage.low)
            near += passages[max(0, after - 1) : after + 1]
        return min(near, key=lambda passage: (abs(_within(passage, across) - across), passage))

    def _passages(self, layer: int) -> dict[int, list[_Passage]]:
        layered = self.layered
        row = layered.layers[layer]
        found: dict[int, list[_Passage]] = {}
        group, left = -1, -inf
        for place, item in enumerate(row):
            across = layered.across[item]
            passage = _Passage(place, left, across - layered.before[item] - LINE_GAP)
            found.setdefault(group, []).append(passage)
            if item in layered.group_of:
                own = layered.group_of[item]
                group = own if layered.kind[item] is Kind.OPEN else layered.groups[own].parent
            left = across + layered.after[item] + LINE_GAP
        found.setdefault(group, []).append(_Passage(len(row), left, inf))
        return found


def _within(passage: _Passage, across: float) -> float:
    """The coordinate in the passage nearest to one; the middle of one that is too narrow."""
    if passage.low > passage.high:
        return (passage.low + passage.high) / 2
    return min(max(across, passage.low), passage.high)
