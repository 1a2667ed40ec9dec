"""Cards of one row stand beside each other, whatever lines join."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from sdgen.layout import lay_out
from sdgen.layout.placement import Graph, Node
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph
from tests.support.layout_checks import problems


def _with_rows(graph: Graph, names: str, source: random.Random) -> Graph:
    """The graph with about half of its cards in rows of these names."""
    nodes = tuple(
        replace(node, peers=f"row {source.choice(names)}" if source.random() < 0.5 else "")
        for node in graph.nodes
    )
    return replace(graph, nodes=nodes)


@pytest.mark.slow
@every_case("direction", [Direction.DOWN, Direction.RIGHT])
@every_case("names", ["a", "ab"])
def test_a_row_is_a_row(direction: Direction, names: str) -> None:
    for seed in range(3):
        source = random.Random(seed)
        graph = _with_rows(random_graph(seed), names, source)
        placement = lay_out(graph, direction=direction)
        assert problems(graph, placement) == []
        for name in names:
            boxes = [
                placement.nodes[node.id] for node in graph.nodes if node.peers == f"row {name}"
            ]
            starts = {box.y if direction is Direction.DOWN else box.x for box in boxes}
            assert len(starts) <= 1, (seed, name, starts)


def test_what_no_line_joins_stands_in_its_row() -> None:
    names = ("far", "near", "alone")
    nodes = tuple(Node(name, 160.0, 58.0, peers="row r") for name in names)
    placement = lay_out(Graph(nodes, ()), direction=Direction.DOWN)
    boxes = [placement.nodes[name] for name in names]
    assert len({box.y for box in boxes}) == 1
    assert len({box.x for box in boxes}) == 3
