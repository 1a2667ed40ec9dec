"""The layers of a component with all that lines need on them, in an order in which no move of a single
vertex makes lines cross less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sdgen.layout.frame import Frame
from sdgen.layout.layered_graph import LayeredGraph, build_layers, rank_cards
from sdgen.layout.long_edges import route_long_edges
from sdgen.layout.ordering import EFFORT, count_crossings, reduce_crossings
from sdgen.layout.placement import Graph
from sdgen.layout.starting_order import Start
from sdgen.layout.swept_lines import place_swept_lines

LARGE_EFFORT = 30_000
"""Pairs of vertices compared in crossing reduction of a large or dense component: more hardly helps."""
FLAT_COST = 0.6
"""Of a line that leaves a rank downwards and comes back to it from below, in crossings."""
REVERSE_COST = 0.3
"""Of a line that runs upwards, in crossings."""


def order_layers(
    graph: Graph,
    frame: Frame,
    nodes: Sequence[int],
    ranks: dict[int, int],
    start: Start,
    *,
    large: bool = False,
) -> LayeredGraph:
    """Layers with these ranks, in the order of ``start``; in a ``large`` component less is tried to
    improve it."""
    centres = [(0.0, 0.0)] * len(graph.nodes)
    for node in nodes:
        centres[node] = (start.keys[node], float(ranks[node]))
    layered = rank_cards(graph, frame, nodes, centres)
    place_swept_lines(layered, start)
    reduce_crossings(layered, LARGE_EFFORT if large else EFFORT)
    return layered


def plan_layers(
    graph: Graph,
    frame: Frame,
    nodes: Sequence[int],
    centres: Sequence[tuple[float, float]],
    *,
    dense: bool = False,
) -> LayeredGraph:
    """Layers of cards where a plan has put them, of all cards of the graph; in a ``dense`` one lines are
    routed in less time, with more bends."""
    layered = build_layers(graph, frame, nodes, centres)
    if dense:
        from sdgen.layout.greedy_long_edges import route_long_edges_greedily

        route_long_edges_greedily(layered)
    else:
        route_long_edges(layered)
    reduce_crossings(layered, LARGE_EFFORT if dense else EFFORT)
    return layered


def disorder(layered: LayeredGraph, crossings: int | None = None) -> float:
    """The ``crossings`` (counted where they are not given), and as parts of one the lines that run
    below their own rank or against the others."""
    types = Counter("reverse" if chain.reverse else chain.edge_type for chain in layered.chains)
    counted = count_crossings(layered) if crossings is None else crossings
    return counted + FLAT_COST * types["flat-below"] + REVERSE_COST * types["reverse"]
