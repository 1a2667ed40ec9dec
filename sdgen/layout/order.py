"""Fewer crossings: swaps neighbours of a layer as long as lines cross less.

Graphviz ordered the cards without knowing our lines' ways; cards, lines and labels that stand
side by side in one group change places wherever that takes crossings away.
"""

from __future__ import annotations

from itertools import pairwise

from sdgen.layout.layered import Kind, Layered, Shape

ROUNDS = 8
_MOVABLE = (Kind.CARD, Kind.LINE, Kind.LABEL)


def reduce_crossings(layered: Layered) -> None:
    """Swap neighbours until no swap helps, or ``ROUNDS`` times over all layers."""
    above, below = neighbours(layered)
    place = [0] * len(layered.kind)
    for row in layered.layers:
        for position, item in enumerate(row):
            if layered.kind[item] in _MOVABLE:
                place[item] = position
    for _ in range(ROUNDS):
        changed = False
        for row in layered.layers:
            for position in range(len(row) - 1):
                one, other = row[position], row[position + 1]
                if layered.kind[one] not in _MOVABLE or layered.kind[other] not in _MOVABLE:
                    continue
                gain = _crossings(above[one], above[other], place)
                gain += _crossings(below[one], below[other], place)
                gain -= _crossings(above[other], above[one], place)
                gain -= _crossings(below[other], below[one], place)
                if gain > 0:
                    row[position], row[position + 1] = other, one
                    place[one], place[other] = position + 1, position
                    across = layered.across
                    across[one], across[other] = across[other], across[one]
                    changed = True
        if not changed:
            return


def neighbours(layered: Layered) -> tuple[list[list[int]], list[list[int]]]:
    """For each item, the items that lines join to it in the layer above and in the one below."""
    above: list[list[int]] = [[] for _ in layered.kind]
    below: list[list[int]] = [[] for _ in layered.kind]
    for chain in layered.chains:
        if chain.shape not in (Shape.DOWN, Shape.AROUND):
            continue
        for one, other in pairwise(chain.items):
            if layered.layer[one] < layered.layer[other]:
                below[one].append(other)
                above[other].append(one)
            elif layered.layer[one] > layered.layer[other]:
                below[other].append(one)
                above[one].append(other)
    return above, below


def _crossings(left: list[int], right: list[int], place: list[int]) -> int:
    """How many pairs cross where the first item stands left of the second."""
    return sum(1 for one in left for other in right if place[one] > place[other])
