"""Packing: connected components in shelves, cards without lines in a grid."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from msgspec import Struct

from sdgen.layout.merit import README, Target
from sdgen.layout.moving import move
from sdgen.layout.placement import Box, Placement, Route
from sdgen.layout.spacing import CARD_GAP, COMPONENT_GAP


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
    nodes: dict[str, Box] = {}
    clusters: dict[str, Box] = {}
    routes: list[Route] = []
    for component, (x, y) in zip(components, places, strict=True):
        moved = move(component, x, y)
        nodes.update(moved.nodes)
        clusters.update(moved.clusters)
        routes += moved.routes
    return Placement(width, height, down, nodes, clusters, tuple(routes))


class IsolatedCard(Struct, frozen=True):
    """A card that nothing joins, with the room that stack and pill take above and to the right."""

    id: str
    width: float
    height: float
    above: float
    beside: float


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
