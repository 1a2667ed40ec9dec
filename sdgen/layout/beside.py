"""Calls between neighbours of one rank: a straight line from side to side."""

from __future__ import annotations

from sdgen.layout.layered import Kind, Layered, Shape
from sdgen.layout.spacing import LABEL_GAP

LINE_HEIGHT = 14.0


def straighten_neighbours(layered: Layered) -> None:
    """Turn lines around two cards into straight ones where nothing stands between the cards and
    they are high enough for all lines that they have in common."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.shape is Shape.AROUND:
            ends = (min(chain.items[0], chain.items[-1]), max(chain.items[0], chain.items[-1]))
            pairs.setdefault(ends, []).append(number)
    for (one, other), numbers in sorted(pairs.items()):
        height = min(layered.cards[one].height, layered.cards[other].height)
        needed = sum(_line_height(layered, number) for number in numbers)
        if needed > height or not _adjacent(layered, one, other):
            continue
        for number in numbers:
            chain = layered.chains[number]
            for leg in chain.items[1:-1]:
                layered.layers[layered.layer[leg]].remove(leg)
            chain.shape, chain.items, chain.label = (
                Shape.BESIDE,
                [chain.items[0], chain.items[-1]],
                -1,
            )


def _line_height(layered: Layered, number: int) -> float:
    label = layered.frame.label(layered.graph.edges[layered.chains[number].edge])
    return max(LINE_HEIGHT, label[1] + LABEL_GAP / 2)


def _adjacent(layered: Layered, one: int, other: int) -> bool:
    row = layered.layers[layered.layer[one]]
    first, last = sorted((row.index(one), row.index(other)))
    return all(layered.kind[item] in (Kind.OPEN, Kind.CLOSE) for item in row[first + 1 : last])
