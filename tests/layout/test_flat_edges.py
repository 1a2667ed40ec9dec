"""Lines between neighbours of one rank: straight where that is free of titles, labels and groups."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.frame import Frame
from sdgen.layout.ordered_layers import plan_layers
from sdgen.layout.placement import Cluster, Edge, Graph, Node, Placement
from tests.support.layout_checks import problems

ONE, OTHER = Node("one", 160.0, 58.0), Node("other", 160.0, 58.0, "g")


def _placed(*labels: float, title: float, right: bool = False) -> Placement:
    """Two cards on one rank, the second in a group, and lines between them with labels of these
    widths."""
    edges = tuple(
        Edge(f"e{number}", "one", "other", width, 16.0 if width else 0.0)
        for number, width in enumerate(labels)
    )
    clusters = (Cluster("g", None, title, 16.0 if title else 0.0),)
    graph = Graph((ONE, OTHER), edges, clusters)
    draft = ComponentDraft(plan_layers(graph, Frame(not right), (0, 1), [(0.0, 0.0), (300.0, 0.0)]))
    placement = draft.finish(curved=False).placement
    assert problems(graph, placement) == []
    return placement


def _straight(placement: Placement) -> list[bool]:
    return [len(route.points) == 2 for route in placement.routes]


@pytest.mark.parametrize("right", [False, True])
def test_a_line_into_a_group_is_straight(right):
    assert _straight(_placed(30.0, title=60.0, right=right)) == [True]


def test_a_line_to_the_right_enters_beside_the_title():
    placement = _placed(30.0, title=100.0, right=True)
    group = placement.clusters["g"]
    assert placement.routes[0].points[0].x > group.x + 14 + 100
    assert _straight(placement) == [True]


def test_a_line_that_finds_no_room_beside_the_title_runs_around():
    assert _straight(_placed(30.0, title=160.0, right=True)) == [False]
    assert _straight(_placed(110.0, title=100.0, right=True)) == [False]


@pytest.mark.parametrize("right", [False, True])
def test_a_label_stands_outside_the_group_that_its_line_enters(right):
    placement = _placed(60.0, title=60.0, right=right)
    label, group, card = (
        placement.routes[0].label,
        placement.clusters["g"],
        placement.nodes["one"],
    )
    assert label is not None
    if right:
        assert card.bottom + 10 <= label.y
        assert label.bottom + 10 <= group.y
    else:
        assert card.right + 10 <= label.x
        assert label.right + 10 <= group.x


def test_labels_of_different_widths_keep_apart():
    placement = _placed(0.0, 100.0, 20.0, title=0.0, right=True)
    assert _straight(placement) == [True, True, True]
    first, *labels = (route.label for route in placement.routes)
    assert first is None
    boxes = sorted((label.x, label.right) for label in labels if label)
    assert all(end <= start for (_, end), (start, _) in pairwise(boxes))
