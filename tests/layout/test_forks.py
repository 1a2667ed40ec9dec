"""Lines of a fork leave their card side by side, under a mark that lies on nothing else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sdgen.layout import lay_out
from sdgen.layout.forks import fork_marks, overhang, together
from sdgen.layout.placement import Edge, Fork, Graph, Node, Placement
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph, with_forks
from tests.support.layout_checks import problems
from tests.support.quick import daily

WAYS = [
    (direction, routing)
    for direction in (Direction.DOWN, Direction.RIGHT)
    for routing in ("orthogonal", "curved")
]
WIDTH, HEIGHT = 46.0, 18.0


def _graph(lines: str, forks: dict[str, str]) -> Graph:
    """A graph of ``a>b`` lines, of which ``forks`` gives some a fork."""
    ways = [line.split(">") for line in lines.split()]
    names = dict.fromkeys(name for way in ways for name in way)
    nodes = tuple(Node(name, 160.0, 58.0, None, 6.0, 9.0, 42.0) for name in names)
    edges = tuple(
        Edge(f"{one}>{other}", one, other, fork=forks.get(f"{one}>{other}", ""))
        for one, other in ways
    )
    used = sorted({edge.fork for edge in edges if edge.fork})
    return Graph(nodes, edges, (), tuple(Fork(name, WIDTH, HEIGHT) for name in used))


def _starts(placement: Placement) -> list[str]:
    """The lines from left to right (or from the top down) as they leave their cards."""
    routes = sorted(
        placement.routes, key=lambda r: r.points[0].x if placement.down else r.points[0].y
    )
    return [route.id for route in routes]


@every_case(
    ("count", "forks", "blocks"),
    [
        (3, {}, [[0], [1], [2]]),
        (3, {0: "f", 1: "f"}, [[0, 1], [2]]),
        (3, {0: "f", 2: "f"}, [[1], [0, 2]]),
        (4, {0: "f", 2: "f", 3: "f"}, [[1], [0, 2, 3]]),
        (4, {0: "f", 1: "f", 3: "f"}, [[0, 1, 3], [2]]),
        (4, {0: "f", 2: "f", 1: "g", 3: "g"}, [[0, 2], [1, 3]]),
    ],
)
def test_ends_of_a_fork_come_together_with_the_fewest_changes(count, forks, blocks):
    assert together(count, forks) == blocks


def test_a_mark_reaches_beyond_few_lines_and_not_beyond_many():
    assert overhang(46.0, 1) == 23.0
    assert overhang(46.0, 2) == 18.0
    assert overhang(46.0, 10) == 2.0


@pytest.mark.slow
@every_case(("direction", "routing"), WAYS)
@every_case("members", [2, 3, 5, 10])
def test_lines_of_a_fork_leave_side_by_side(members, direction, routing):
    """Every third line of a card is not of the fork; all leave at one side, under one mark."""
    lines = [f"hub>n{number:02}" for number in range(members + members // 2)]
    own = [line for number, line in enumerate(lines) if number % 3 != 2][:members]
    graph = _graph(" ".join(lines), dict.fromkeys(own, "f"))
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []
    order = _starts(placement)
    places = sorted(order.index(line) for line in own)
    assert places == list(range(places[0], places[0] + members))
    (mark,) = fork_marks(graph, placement)
    assert (mark.card, sorted(mark.edges)) == ("hub", own)
    assert (mark.box.width, mark.box.height) == (WIDTH, HEIGHT)


@every_case(("direction", "routing"), WAYS)
def test_a_fork_whose_lines_leave_on_two_sides_has_a_mark_on_each(direction, routing):
    graph = _graph("a>b b>c b>a", {"b>c": "f", "b>a": "f"})
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []
    one, other = fork_marks(graph, placement)
    assert (one.edges, other.edges) == (("b>c",), ("b>a",))
    card = placement.nodes["b"].centre
    if direction is Direction.DOWN:
        assert other.box.centre.y < card.y < one.box.centre.y
    else:
        assert other.box.centre.x < card.x < one.box.centre.x


@pytest.mark.slow
@every_case(("direction", "routing"), WAYS)
def test_several_forks_of_a_card_and_a_member_called_in_two_ways(direction, routing):
    graph = _graph("hub>a hub>b hub>c hub>d", {f"hub>{n}": "fg"[n > "b"] for n in "abcd"})
    again = Edge("again", "hub", "b")
    graph = replace(graph, edges=(*graph.edges, again))
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []
    assert [mark.fork for mark in fork_marks(graph, placement)] == ["f", "g"]


@every_case(("direction", "routing"), WAYS)
def test_a_call_to_oneself_stands_under_no_mark(direction, routing):
    graph = _graph("hub>a hub>hub", {"hub>a": "f", "hub>hub": "f"})
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []
    assert [mark.edges for mark in fork_marks(graph, placement)] == [("hub>a",)]


def test_a_member_beside_its_caller_is_called_round_the_cards():
    """Two that call each other's neighbours would have a line from side to side."""
    nodes = tuple(Node(name, 160.0, 58.0, peers="ab" if name in "ab" else "") for name in "wabc")
    lines = ("wa", "wb", "ab", "ac")
    edges = tuple(Edge(line, *line, fork="f" if line in {"ab", "ac"} else "") for line in lines)
    graph = Graph(nodes, edges, (), (Fork("f", WIDTH, HEIGHT),))
    bare = replace(graph, edges=tuple(replace(edge, fork="") for edge in edges), forks=())
    beside = {r.id: r for r in lay_out(bare, direction=Direction.DOWN).routes}["ab"]
    assert beside.points[0].y == beside.points[-1].y < max(p.y for p in beside.points) + 0.1
    placement = lay_out(graph, direction=Direction.DOWN)
    assert problems(graph, placement) == []
    (mark,) = fork_marks(graph, placement)
    assert sorted(mark.edges) == ["ab", "ac"]


def test_a_mark_keeps_clear_of_the_pill_where_lines_leave_to_the_right():
    graph = _graph("hub>a hub>b", {"hub>a": "f", "hub>b": "f"})
    nodes = (replace(graph.nodes[0], height=40.0), *graph.nodes[1:])
    graph = replace(graph, nodes=nodes)
    placement = lay_out(graph, direction=Direction.RIGHT)
    (mark,) = fork_marks(graph, placement)
    assert mark.box.y >= placement.nodes["hub"].y + 9.0
    assert mark.box.right > placement.nodes["hub"].right > mark.box.x


@pytest.mark.slow
def test_lines_without_a_fork_are_laid_out_as_ever():
    graph = random_graph(3, 20)
    spare = replace(graph, forks=(Fork("f", WIDTH, HEIGHT),))
    placement = lay_out(spare)
    assert placement == lay_out(graph)
    assert fork_marks(spare, placement) == ()


@pytest.mark.parametrize("way", WAYS)
@every_case("seed", daily(range(1, 101), 30), quick=1)
def test_random_graphs_with_forks_are_sound(seed, way):
    graph, (direction, routing) = with_forks(random_graph(seed, 20), seed), way
    assert problems(graph, lay_out(graph, direction=direction, routing=routing)) == []
