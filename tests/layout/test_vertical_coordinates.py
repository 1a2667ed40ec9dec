"""The heights of ranks and channels."""

from __future__ import annotations

from itertools import pairwise

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.frame import Frame
from sdgen.layout.ordered_layers import plan_layers
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from tests.support.layout_checks import problems


def test_a_line_to_the_right_enters_a_group_beyond_a_title_longer_than_its_first_card():
    nodes = (
        Node("caller", 160.0, 58.0),
        Node("first", 160.0, 58.0, "g"),
        Node("second", 160.0, 58.0, "g"),
    )
    edges = (Edge("a", "caller", "second"), Edge("b", "first", "second"))
    graph = Graph(nodes, edges, (Cluster("g", None, 230.0, 16.0),))
    centres = [(0.0, 0.0), (200.0, 0.0), (200.0, 100.0)]
    placement = (
        ComponentDraft(plan_layers(graph, Frame(False), range(3), centres))
        .finish(curved=False)
        .placement
    )
    group = placement.clusters["g"]
    aside = [one.x for one, other in pairwise(placement.routes[0].points) if one.x == other.x]
    assert problems(graph, placement) == []
    assert aside
    assert min(aside) > group.x + 14 + 230


def test_what_stands_side_by_side_keeps_its_distance():
    """Cards of a rank 28 px, parallel lines in a channel 12 px, as the documentation of layout says:
    nearer ones are not told apart in a picture of half the size."""
    names = "abcdef"
    nodes = tuple(Node(name, 160.0, 58.0) for name in names)
    pairs = ("ad", "ae", "af", "bd", "be", "bf", "cd", "ce", "cf")
    graph = Graph(nodes, tuple(Edge(pair, *pair) for pair in pairs), ())
    centres = [(200.0 * (at % 3), 150.0 * (at // 3)) for at in range(6)]
    placement = (
        ComponentDraft(plan_layers(graph, Frame(True), range(6), centres))
        .finish(curved=False)
        .placement
    )
    assert problems(graph, placement) == []
    ranks = {box.y for box in placement.nodes.values()}
    for rank in ranks:
        row = sorted(
            (each for each in placement.nodes.values() if each.y == rank), key=lambda box: box.x
        )
        assert min(right.x - left.right for left, right in pairwise(row)) == 28.0
    level = {
        one.y
        for route in placement.routes
        for one, other in pairwise(route.points)
        if one.y == other.y
    }
    assert len(level) > 1
    assert min(lower - upper for upper, lower in pairwise(sorted(level))) == 12.0
