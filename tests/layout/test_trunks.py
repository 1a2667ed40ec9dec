"""Lines of one style come together before a common card that has no room for all of them."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from sdgen.layout import lay_out
from sdgen.layout.joins import add_joins, trunks
from sdgen.layout.placement import Edge, Graph, Node, Placement, Point, Route
from sdgen.layout.trunks import runs_alike
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph, with_forks
from tests.support.layout_checks import problems
from tests.support.quick import daily


def _star(keys: str, *, into: bool = True) -> Graph:
    """A card that others call, or that calls them, each by a line of the trunk of its letter; a dot
    stands for none."""
    nodes = tuple(Node(f"n{number}", 160.0, 58.0) for number in range(len(keys)))
    edges = []
    for node, key in zip(nodes, keys, strict=True):
        source, target = (node.id, "hub") if into else ("hub", node.id)
        edges.append(Edge(f"e{node.id}", source, target, trunk="" if key == "." else key))
    return Graph((*nodes, Node("hub", 160.0, 58.0)), tuple(edges))


def _ports(placement: Placement, *, into: bool = True) -> int:
    return len({route.points[-1 if into else 0] for route in placement.routes})


WAYS = [
    (into, direction, routing)
    for routing in ("orthogonal", "curved")
    for direction in (Direction.RIGHT, Direction.DOWN)
    for into in (True, False)
]


@pytest.mark.slow
@every_case(
    ("into", "direction", "routing"),
    WAYS,
)
def test_a_hub_has_one_port_and_does_not_grow(into, direction, routing):
    graph = _star("a" * 20, into=into)
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []
    assert _ports(placement, into=into) == 1
    assert (placement.nodes["hub"].width, placement.nodes["hub"].height) == (160.0, 58.0)
    ends = {route.shared_end for route in placement.routes}
    assert ends == ({"target" if into else "source"} if routing == "orthogonal" else {""})


@pytest.mark.slow
def test_the_picture_gets_no_larger_and_has_a_dot_for_each_line_but_the_outermost():
    merged, apart = _star("a" * 12), _star("." * 12)
    one, other = (lay_out(graph, direction=Direction.RIGHT) for graph in (merged, apart))
    assert one.width < other.width
    assert one.height <= other.height
    dots = {join for route in one.routes for join in route.joins}
    # Those in the middle may be straight, the bar then meets the port between two others.
    assert 10 <= len(dots) <= 11
    assert not any(route.joins for route in other.routes)


def test_lines_that_find_room_beside_each_other_keep_apart():
    assert _ports(lay_out(_star("aaaa"), direction=Direction.DOWN)) == 4
    assert _ports(lay_out(_star("aaaa"), direction=Direction.RIGHT)) == 1
    assert _ports(lay_out(_star("aa"), direction=Direction.RIGHT)) == 2


@pytest.mark.slow
def test_lines_at_one_port_are_of_one_style_and_carry_nothing():
    sizes = []
    for seed in range(6):
        keys = random.Random(seed).sample("aaaaaaaaabbbb..", 15)
        graph = _star("".join(keys))
        placement = lay_out(graph, direction=Direction.RIGHT)
        assert problems(graph, placement) == []
        at_port: dict[Point, list[str]] = {}
        for key, route in zip(keys, placement.routes, strict=True):
            at_port.setdefault(route.points[-1], []).append(key)
        assert all(len(set(port)) == 1 for port in at_port.values())
        assert all(port == ["."] for port in at_port.values() if "." in port)
        sizes += [len(port) for port in at_port.values()]
    assert set(sizes) > {1, 3}
    assert 2 not in sizes


def test_a_line_is_in_one_trunk_at_most_and_rather_where_arrows_are():
    nodes = tuple(Node(name, 160.0, 58.0) for name in ("s0", "s1", "s2", "s3", "hub", *"1234"))
    into = (Edge(f"in{number}", f"s{number}", "hub", trunk="a") for number in range(4))
    out = (Edge(f"out{number}", "s0", number, trunk="a") for number in "1234")
    graph = Graph(nodes, (*into, *out))
    placement = lay_out(graph, direction=Direction.RIGHT)
    assert problems(graph, placement) == []
    found = trunks(graph.edges, placement.routes)
    assert [(trunk.shared_end, trunk.lines) for trunk in found] == [
        ("target", (0, 1, 2, 3)),
        ("source", (4, 5, 6, 7)),
    ]


def test_lines_between_which_too_many_others_run_keep_apart():
    """Each of five calls each of five: of all lines into one card, others run between any two."""
    nodes = tuple(
        Node(f"{side}{number}", 160.0, 58.0, peers=side) for side in "sc" for number in range(5)
    )
    edges = tuple(
        Edge(f"{one}{other}", f"s{one}", f"c{other}", trunk="a")
        for one in range(5)
        for other in range(5)
    )
    graph = Graph(nodes, edges)
    placement = lay_out(graph, direction=Direction.RIGHT)
    assert problems(graph, placement) == []
    assert trunks(edges, placement.routes) == []


@every_case(
    ("keys", "others", "runs"),
    [
        (["a", "a", "a"], [1, 2, 3], [(0, 3)]),
        (["a", "a"], [1, 2], []),
        (["a", "a", "", "a", "a", "a"], [1, 2, 3, 4, 5, 6], [(3, 6)]),
        (["a", "b", "a", "b"], [1, 2, 3, 4], []),
        (["", "", ""], [1, 2, 3], []),
        (["a", "a", "a", "b", "b", "b"], [1, 2, 3, 1, 2, 3], [(0, 3), (3, 6)]),
        (["a", "a", "a", "a"], [1, 1, 2, 3], [(1, 4)]),
        ([], [], []),
    ],
)
def test_neighbours_alike_are_a_trunk(keys, others, runs):
    assert runs_alike(keys, others) == runs


def _route(name: str, *points: tuple[float, float]) -> Route:
    return Route(name, tuple(Point(*point) for point in points))


def test_dots_stand_where_three_ways_meet():
    left = _route("left", (0, 0), (0, 20), (50, 20), (50, 40))
    inner = _route("inner", (20, 0), (20, 20), (50, 20), (50, 40))
    straight = _route("straight", (50, 0), (50, 40))
    edges = [Edge(name, name, "hub", trunk="a") for name in ("left", "inner", "straight")]
    routes = add_joins(edges, [left, inner, straight])
    assert [route.joins for route in routes] == [
        (Point(50, 20),),
        (Point(20, 20), Point(50, 20)),
        (),
    ]
    without = add_joins(edges[:2], [left, inner])
    assert [route.joins for route in without] == [(), (Point(20, 20),)]


@pytest.mark.slow
@every_case("seed", daily(range(40), 14, also=(1, 15, 20)))
@every_case("direction", [Direction.RIGHT, Direction.DOWN])
def test_random_graphs_keep_what_layout_promises(seed, direction):
    dice = random.Random(f"trunks {seed}")
    graph = random_graph(seed)
    graph = with_trunks(
        with_forks(graph, seed) if seed % 3 == 0 and graph.nodes[1:] else graph, dice
    )
    assert problems(graph, lay_out(graph, direction=direction)) == []


def with_trunks(graph: Graph, dice: random.Random) -> Graph:
    """The graph with more lines into and out of a few cards, and all that carry nothing in trunks."""
    names = [node.id for node in graph.nodes]
    edges = list(graph.edges)
    for number in range(dice.randint(1, 3)):
        hub, into = dice.choice(names), dice.random() < 0.5
        others = [name for name in names if name != hub]
        for other in dice.sample(others, min(len(others), dice.randint(2, 12))):
            source, target = (other, hub) if into else (hub, other)
            edges.append(Edge(f"hub{number}-{other}", source, target))
    styles = dice.choice(("a", "ab"))
    return replace(
        graph,
        edges=tuple(
            replace(edge, trunk="" if edge.label_width or edge.fork else dice.choice(styles))
            for edge in edges
        ),
    )
