"""Layout keeps its promises on a real design, on odd graphs and on random ones."""

from __future__ import annotations

import pytest

from sdgen.layout import lay_out
from sdgen.layout.merit import README, SLIDE, Target
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph, timeline_service
from tests.support.layout_checks import problems
from tests.support.quick import crossed, daily, spread

WAYS = [
    (direction, routing)
    for direction in (Direction.DOWN, Direction.RIGHT)
    for routing in ("orthogonal", "curved")
]


def _nodes(count: int, group: str | None = None) -> tuple[Node, ...]:
    return tuple(Node(f"n{number}", 176.0, 58.0, group, 6.0, 10.0) for number in range(count))


def _edge(name: str, source: int, target: int, label: float = 0.0) -> Edge:
    return Edge(name, f"n{source}", f"n{target}", label, 16.0 if label else 0.0)


@pytest.mark.parametrize(("direction", "routing"), spread(WAYS, quick=1))
def test_a_real_design_is_sound(direction, routing):
    graph = timeline_service()
    assert problems(graph, lay_out(graph, direction=direction, routing=routing)) == []


@pytest.mark.parametrize("way", WAYS)
@every_case("seed", daily(range(40), 14), quick=1)
def test_random_graphs_are_sound(seed, way):
    graph, (direction, routing) = random_graph(seed), way
    assert problems(graph, lay_out(graph, direction=direction, routing=routing)) == []


ODD = {
    "one card": Graph(_nodes(1), ()),
    "one card in a group": Graph(_nodes(1, "g"), (), (Cluster("g", None, 300.0, 18.0),)),
    "a call to itself": Graph(_nodes(1), (_edge("a", 0, 0, 50.0),)),
    "three calls to itself": Graph(_nodes(2), tuple(_edge(name, 0, 0, 40.0) for name in "abc")),
    "two calls of one pair": Graph(_nodes(2), (_edge("a", 0, 1, 60.0), _edge("b", 0, 1, 60.0))),
    "there and back": Graph(_nodes(2), (_edge("a", 0, 1, 60.0), _edge("b", 1, 0, 60.0))),
    "a cycle": Graph(_nodes(3), (_edge("a", 0, 1), _edge("b", 1, 2), _edge("c", 2, 0, 60.0))),
    "two parts": Graph(_nodes(4), (_edge("a", 0, 1), _edge("b", 2, 3))),
    "lone cards": Graph(_nodes(23), ()),
    "lone cards in a group": Graph(_nodes(14, "g"), (), (Cluster("g", None, 60.0, 18.0),)),
    "a hub": Graph(_nodes(21), tuple(_edge(f"e{i}", 0, i, 50.0) for i in range(1, 21))),
    "a sink": Graph(_nodes(21), tuple(_edge(f"e{i}", i, 0) for i in range(1, 21))),
}


@pytest.mark.parametrize(("name", "way"), crossed(ODD, WAYS))
def test_odd_graphs_are_sound(name, way):
    graph, (direction, routing) = ODD[name], way
    assert problems(graph, lay_out(graph, direction=direction, routing=routing)) == []


def test_an_empty_graph_is_an_empty_picture():
    placement = lay_out(Graph((), ()))
    assert (placement.width, placement.height, placement.nodes) == (0.0, 0.0, {})


@pytest.mark.slow
def test_auto_takes_the_direction_that_shows_larger():
    chain = Graph(_nodes(6), tuple(_edge(f"e{i}", i, i + 1) for i in range(5)))
    assert lay_out(chain, target=Target(300.0, 900.0)).down
    assert not lay_out(chain, target=Target(1800.0, 200.0)).down
    assert lay_out(chain, direction=Direction.DOWN, target=Target(1800.0, 200.0)).down


@pytest.mark.slow
@every_case(("count", "scale"), [(9, 1.0), (37, 0.54)])
def test_a_wide_rank_wraps_into_rows(count: int, scale: float) -> None:
    """Nothing that a card calls has to stand beside all the others: in one row, the second of these
    would show at a tenth of its size."""
    star = Graph(_nodes(count), tuple(_edge(f"e{i}", 0, i) for i in range(1, count)))
    placement = lay_out(star)
    assert problems(star, placement) == []
    assert min(1.0, README.scale(placement.width, placement.height)) >= scale


@pytest.mark.slow
def test_a_long_chain_folds_into_columns() -> None:
    chain = Graph(_nodes(15), tuple(_edge(f"e{i}", i, i + 1) for i in range(14)))
    placement = lay_out(chain)
    assert problems(chain, placement) == []
    assert README.scale(placement.width, placement.height) >= 1.0
    assert len({box.x for box in placement.nodes.values()}) <= 4


@pytest.mark.slow
def test_groups_stand_beside_each_other_where_they_fit() -> None:
    """Three chains in groups that call each other are no staircase."""
    clusters = tuple(Cluster(f"c{i}", None, 60.0, 16.0) for i in range(3))
    nodes = tuple(Node(f"n{i}", 176.0, 58.0, f"c{i // 4}") for i in range(12))
    edges = tuple(_edge(f"e{i}", i, i + 1) for i in range(11))
    graph = Graph(nodes, edges, clusters)
    placement = lay_out(graph)
    assert problems(graph, placement) == []
    assert README.scale(placement.width, placement.height) >= 1.0


def test_lone_cards_stand_in_rows():
    placement = lay_out(Graph(_nodes(23), ()))
    assert placement.width < 1400
    assert placement.height < 1000


def test_nodes_that_are_alike_share_a_rank():
    """A store that three cards lead to in one zone and one card in the other."""
    clusters = (Cluster("r"), Cluster("a", "r", 40.0, 16.0), Cluster("b", "r", 40.0, 16.0))
    nodes = tuple(
        Node(f"{name}@{zone}", 176.0, 58.0, zone, peers=name)
        for zone in "ab"
        for name in ("gate", "service", "worker", "store")
        if (name, zone) not in {("service", "b"), ("worker", "b")}
    )
    ways = ("gate@a service@a", "service@a worker@a", "worker@a store@a", "gate@b store@b")
    edges = tuple(Edge(way, *way.split()) for way in ways)
    graph = Graph(nodes, edges, clusters)
    placement = lay_out(graph, direction=Direction.RIGHT)
    assert problems(graph, placement) == []
    for name in ("gate", "store"):
        assert placement.nodes[f"{name}@a"].x == placement.nodes[f"{name}@b"].x
    down = lay_out(graph, direction=Direction.DOWN)
    assert down.nodes["store@a"].y == down.nodes["store@b"].y > down.nodes["worker@a"].bottom


def test_a_short_chain_runs_the_way_of_its_box() -> None:
    """Lines count from card to card: that cards are wider than high is no reason to stand below each
    other."""
    chain = Graph(_nodes(5), tuple(_edge(f"e{i}", i, i + 1) for i in range(4)))
    assert lay_out(chain, target=README).down
    assert not lay_out(chain, target=SLIDE).down
