"""The heights of ranks and channels."""

from __future__ import annotations

from itertools import pairwise

from sdgen.layout.frame import Frame
from sdgen.layout.part import Draft
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
    placement = Draft(graph, Frame(False), range(3), centres).finish(curved=False).placement
    group = placement.clusters["g"]
    aside = [one.x for one, other in pairwise(placement.routes[0].points) if one.x == other.x]
    assert problems(graph, placement) == []
    assert aside
    assert min(aside) > group.x + 14 + 230
