"""Sides with more lines than they have room for grow, so that lines keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sdgen.layout import lay_out
from sdgen.layout.placement import Cluster, Edge, Graph, Node, Placement
from sdgen.layout.spacing import LINE_GAP, PORT_GAP
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.layout_checks import problems


def _hub(lines: int, **hub: float) -> Graph:
    """A card that calls so many others."""
    nodes = tuple(Node(f"n{number}", 160.0, 58.0) for number in range(1, lines + 1))
    edges = tuple(Edge(f"e{node.id}", "hub", node.id) for node in nodes)
    return Graph((Node("hub", 160.0, 58.0, **hub), *nodes), edges)


def _starts(placement: Placement) -> list[float]:
    """Where the lines leave along the side of the card."""
    return sorted(
        route.points[0].x if placement.down else route.points[0].y for route in placement.routes
    )


@pytest.mark.slow
@every_case("lines", [5, 8, 30])
def test_a_card_with_many_lines_to_the_right_grows_in_height(lines):
    graph = _hub(lines)
    placement = lay_out(graph, direction=Direction.RIGHT)
    hub = placement.nodes["hub"]
    assert problems(graph, placement) == []
    assert hub.height == 28 + (lines - 1) * PORT_GAP
    assert hub.width == 160.0
    assert min(b - a for a, b in pairwise(_starts(placement))) > PORT_GAP - 0.15
    assert placement.nodes["n1"].height == 58.0


@pytest.mark.slow
def test_a_card_with_many_lines_downwards_grows_in_width():
    graph = _hub(20)
    placement = lay_out(graph, direction=Direction.DOWN)
    assert placement.nodes["hub"].width == 28 + 19 * PORT_GAP
    assert min(b - a for a, b in pairwise(_starts(placement))) > PORT_GAP - 0.15


def test_a_card_whose_lines_find_room_stays_as_it_is():
    placement = lay_out(_hub(4), direction=Direction.RIGHT)
    assert placement.nodes["hub"].height == 58.0
    placement = lay_out(_hub(3), direction=Direction.RIGHT)
    assert min(b - a for a, b in pairwise(_starts(placement))) > LINE_GAP - 0.15


def test_lines_that_enter_keep_clear_of_the_groups_title_and_of_the_pill():
    """Ten lines end at the head of a card that has a pill, in a group whose title is over it."""
    sink = Node("sink", 160.0, 58.0, "g", 6.0, 9.0, 42.0)
    nodes = tuple(Node(f"n{number}", 160.0, 58.0) for number in range(10))
    edges = tuple(Edge(f"e{node.id}", node.id, "sink") for node in nodes)
    graph = Graph((*nodes, sink), edges, (Cluster("g", None, 60.0, 16.0),))
    placement = lay_out(graph, direction=Direction.DOWN)
    card, group = placement.nodes["sink"], placement.clusters["g"]
    ends = sorted(route.points[-1].x for route in placement.routes)
    assert problems(graph, placement) == []
    assert ends[0] > group.x + 14 + 60
    assert ends[-1] < card.right - 42
    assert min(b - a for a, b in pairwise(ends)) > PORT_GAP - 0.15
