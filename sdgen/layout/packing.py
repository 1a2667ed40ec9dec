"""Packing: what is small stands in free places of the largest component where the picture then shows
larger than with all components in shelves and the cards without lines in a grid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, sqrt

from msgspec import Struct

from sdgen.layout.free_places import LOST, Shown, best_place
from sdgen.layout.merit import README, Target
from sdgen.layout.moving import move
from sdgen.layout.placement import Box, Graph, Placement, Point
from sdgen.layout.spacing import CARD_GAP, COMPONENT_GAP

MOST_PARTS = 24
"""Of more components and cards without lines nobody looks for the places one by one."""


def pack_components(
    components: Sequence[Placement], *, down: bool, target: Target = README
) -> Placement:
    """One placement of all components, in shelves of the width at which the picture shows largest."""
    if len(components) == 1:
        return components[0]
    widest = max((component.width for component in components), default=0.0)
    total = sum(component.width + COMPONENT_GAP for component in components)
    limits = sorted({widest, *(widest + (total - widest) * step / 24 for step in range(1, 25))})
    best = max(limits, key=lambda limit: (target.scale(*_shelves(components, limit)[1]), -limit))
    places, (width, height) = _shelves(components, best)
    moved = [move(each, x, y) for each, (x, y) in zip(components, places, strict=True)]
    return _together(moved, width, height, down=down)


def _together(
    components: Sequence[Placement], width: float, height: float, *, down: bool
) -> Placement:
    """One placement of components that stand where they are to be."""
    return Placement(
        width,
        height,
        down,
        {name: box for each in components for name, box in each.nodes.items()},
        {name: box for each in components for name, box in each.clusters.items()},
        tuple(route for each in components for route in each.routes),
    )


class IsolatedCard(Struct, frozen=True):
    """A card that nothing joins, with the room that stack and pill take above and to the right, and
    the cards that it is to be near to."""

    id: str
    width: float
    height: float
    above: float
    beside: float
    near: tuple[str, ...] = ()

    def alone(self, *, down: bool) -> Placement:
        """A placement of this card only."""
        box = Box(0.0, self.above, self.width, self.height)
        return Placement(self.width + self.beside, self.height + self.above, down, {self.id: box})


def pack(
    graph: Graph,
    components: Sequence[Placement],
    isolated: Sequence[IsolatedCard],
    *,
    down: bool,
    target: Target,
    shown: Shown,
) -> Placement:
    """One placement of all components and of the cards without lines."""
    grid = [grid_of_isolated_cards(isolated, down=down)] if isolated else []
    shelves = pack_components([*components, *grid], down=down, target=target)
    if not components or not 1 < len(components) + len(isolated) <= MOST_PARTS:
        return shelves
    parts = [*components, *(card.alone(down=down) for card in isolated)]
    near = [()] * len(components) + [card.near for card in isolated]
    filled = _fill(graph, parts, near, target, shown)
    return filled if shown(filled) >= shown(shelves) - LOST else shelves


def _fill(
    graph: Graph,
    parts: Sequence[Placement],
    near: Sequence[tuple[str, ...]],
    target: Target,
    shown: Shown,
) -> Placement:
    """The largest part with the others placed one by one, the larger ones first, in free places."""
    order = sorted(range(len(parts)), key=lambda part: -parts[part].width * parts[part].height)
    whole = parts[order[0]]
    placed = {order[0]: whole}
    for number in order[1:]:
        part = parts[number]
        wish = _middle([whole.nodes[name] for name in _placed(graph, whole, near[number])])
        at = best_place(whole, part, graph.nodes, wish, target, partial(_shown, shown, whole, part))
        placed[number] = move(part, at.x, at.y)
        whole = _joined(whole, part, at)
    ordered = [placed[number] for number in range(len(parts))]
    return _together(ordered, whole.width, whole.height, down=whole.down)


def _shown(shown: Shown, whole: Placement, part: Placement, at: Point) -> float:
    return shown(_joined(whole, part, at))


def _joined(whole: Placement, part: Placement, at: Point) -> Placement:
    width, height = max(whole.width, at.x + part.width), max(whole.height, at.y + part.height)
    return _together([whole, move(part, at.x, at.y)], width, height, down=whole.down)


def _placed(graph: Graph, whole: Placement, near: Sequence[str]) -> list[str]:
    """Those of the nodes that are placed, and the parts of what is shown in parts."""
    wanted = set(near)
    return [
        node.id
        for node in graph.nodes
        if node.id in whole.nodes and (node.id in wanted or node.peers in wanted)
    ]


def _middle(boxes: Sequence[Box]) -> Point | None:
    """The mean of the centres."""
    if not boxes:
        return None
    across = sum(box.centre.x for box in boxes) / len(boxes)
    return Point(across, sum(box.centre.y for box in boxes) / len(boxes))


def grid_of_isolated_cards(cards: Sequence[IsolatedCard], *, down: bool) -> Placement:
    """Cards without lines, in rows."""
    columns = min(len(cards), ceil(sqrt(len(cards) * (0.75 if down else 1.5))))
    width = max(card.width + card.beside for card in cards) + CARD_GAP
    height = max(card.height + card.above for card in cards) + CARD_GAP
    nodes = {}
    for position, card in enumerate(cards):
        row, column = divmod(position, columns)
        top = row * height + card.above
        nodes[card.id] = Box(column * width, top, card.width, card.height)
    rows = ceil(len(cards) / columns)
    return Placement(columns * width - CARD_GAP, rows * height - CARD_GAP, down, nodes)


def _shelves(
    components: Sequence[Placement], limit: float
) -> tuple[list[tuple[float, float]], tuple[float, float]]:
    places = []
    x = y = shelf = width = 0.0
    for component in components:
        if x > 0 and x + component.width > limit + 0.01:
            x, y, shelf = 0.0, y + shelf + COMPONENT_GAP, 0.0
        places.append((x, y))
        width = max(width, x + component.width)
        shelf = max(shelf, component.height)
        x += component.width + COMPONENT_GAP
    return places, (width, y + shelf)
