"""What the places of cards and lines cost, and that the search counts it right."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.frame import Frame
from sdgen.layout.merit import Target
from sdgen.layout.ordered_layers import plan_layers
from sdgen.layout.straightening import Search
from tests.support.graphs import timeline_service

NARROW = Target(300.0, 300.0)


def draft() -> ComponentDraft:
    """One with leading lines and others, wider than its box."""
    graph = timeline_service()
    led = tuple(replace(edge, leading=at % 2 == 0) for at, edge in enumerate(graph.edges))
    graph = replace(graph, edges=led)
    centres = [(200.0 * (at % 3), float(at)) for at in range(len(graph.nodes))]
    return ComponentDraft(
        plan_layers(graph, Frame(True), range(len(graph.nodes)), centres), target=NARROW
    )


def test_a_place_costs_the_same_on_either_side_of_the_best_one() -> None:
    """But for the width of the picture, of which only what is too much costs."""
    coordinates = draft().coordinates
    weights = set()
    for number, (one, other, distance, weight, _) in enumerate(coordinates.pulls):
        costs = []
        for off in (-30.0, 30.0):
            coordinates.x[other] = coordinates.x[one] + distance + off
            costs.append(coordinates.cost(number))
        if number == coordinates.over:
            assert costs[0] == 0.0 < costs[1]
        else:
            assert costs[0] == pytest.approx(costs[1])
            assert costs[0] > 0.0
        weights.add(weight)
    assert coordinates.over >= 0
    assert len(weights) > 4


def test_the_search_knows_what_a_move_costs() -> None:
    coordinates = draft().coordinates
    search = Search(coordinates, 1_000)
    for vertex in range(len(coordinates.x)):
        for step in (-40.0, 40.0):
            before = sum(coordinates.cost(number) for number in range(len(coordinates.pulls)))
            said = search.change({vertex: coordinates.x[vertex] + step})
            coordinates.x[vertex] += step
            after = sum(coordinates.cost(number) for number in range(len(coordinates.pulls)))
            coordinates.x[vertex] -= step
            assert abs(said - (after - before)) < 1e-6
