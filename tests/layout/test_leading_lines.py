"""Leading lines have the straight way: their cards stand in a column, and no other line shows over
them; badges and labels have room one behind the other along the line."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from sdgen.layout import lay_out
from sdgen.layout.frame import Frame
from sdgen.layout.placement import Edge, Graph, Placement
from sdgen.views.diagram import Direction
from tests.support.graphs import random_graph, timeline_service
from tests.support.layout_checks import problems

COLUMN = ("web--lb", "lb--gateway", "gateway--timeline")
PATH = (*COLUMN, "timeline--cache", "timeline--tweet-store")


def led(graph: Graph, path: tuple[str, ...]) -> Graph:
    edges = tuple(
        replace(edge, leading=True, badge_width=26.0, badge_height=26.0)
        if edge.id in path
        else edge
        for edge in graph.edges
    )
    return replace(graph, edges=edges)


@cache
def with_path(direction: Direction) -> Placement:
    graph = led(timeline_service(), PATH)
    placement = lay_out(graph, direction=direction)
    assert problems(graph, placement) == []
    return placement


@pytest.mark.slow
def test_the_cards_of_a_path_stand_in_one_column() -> None:
    placement = with_path(Direction.DOWN)
    axis = [placement.nodes[name].centre.x for name in ("web", "lb", "gateway", "timeline")]
    assert max(axis) == min(axis)
    routes = {route.id: route for route in placement.routes}
    assert [len(routes[name].points) for name in COLUMN] == [2, 2, 2]


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.RIGHT])
def test_no_other_line_shows_over_a_path(direction: Direction) -> None:
    assert not any(route.jumps for route in with_path(direction).routes if route.id in PATH)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_random_paths_keep_the_promises_of_layout(seed: int) -> None:
    graph = random_graph(seed, 30)
    graph = led(replace(graph, forks=()), tuple(edge.id for edge in graph.edges[::3]))
    graph = replace(graph, edges=tuple(replace(edge, fork="") for edge in graph.edges))
    placement = lay_out(graph)
    assert problems(graph, placement) == []


@pytest.mark.slow
def test_no_leading_line_passes_under_another() -> None:
    for seed in range(6):
        graph = random_graph(seed, 30)
        edges = tuple(replace(edge, fork="") for edge in graph.edges)
        graph = led(replace(graph, forks=(), edges=edges), tuple(e.id for e in edges[:1]))
        first = lay_out(graph).routes[0]
        assert first.jumps == ()


def test_badge_and_label_stand_along_the_line() -> None:
    edge = Edge("a", "b", "c", 60.0, 18.0, badge_width=26.0, badge_height=30.0)
    # along a line that runs down: above each other; a flat one runs from side to side
    assert Frame(True).label(edge) == (60.0, 52.0)
    assert Frame(True).label(edge, flat=True) == (90.0, 30.0)
    # a picture to the right is laid out on its side
    assert Frame(False).label(edge) == (30.0, 90.0)
    assert Frame(False).label(edge, flat=True) == (52.0, 60.0)
    alone = replace(edge, label_width=0.0, label_height=0.0)
    assert Frame(True).label(alone) == (26.0, 30.0)
