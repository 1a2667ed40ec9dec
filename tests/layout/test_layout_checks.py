"""The check of placements finds what it is there for."""

from __future__ import annotations

from sdgen.layout.placement import Box, Cluster, Edge, Fork, Graph, Node, Placement, Point, Route
from tests.support.layout_checks import problems

GRAPH = Graph(
    (Node("a", 100, 50), Node("b", 100, 50), Node("c", 100, 50, "g")),
    (Edge("a-b", "a", "b", 30, 10),),
    (Cluster("g"),),
)
NODES = {"a": Box(0, 0, 100, 50), "b": Box(0, 200, 100, 50), "c": Box(200, 100, 100, 50)}
GROUPS = {"g": Box(180, 80, 140, 90)}


def _problems(points, label=Box(35, 120, 30, 10), nodes=NODES, groups=GROUPS):  # noqa: B008
    route = Route("a-b", tuple(Point(*point) for point in points), label=label)
    return problems(GRAPH, Placement(400, 300, True, nodes, groups, (route,)))


def test_a_sound_placement_has_no_problem():
    assert _problems([(50, 50), (50, 200)]) == []


def test_a_line_through_a_card():
    points = [(50, 50), (50, 125), (250, 125), (250, 190), (50, 190), (50, 200)]
    assert "line a-b runs through card c" in _problems(points)


def test_a_line_that_leaves_the_group_of_its_ends():
    graph = Graph(
        (Node("a", 100, 50, "g"), Node("b", 100, 50, "g")), (Edge("a-b", "a", "b"),), GRAPH.clusters
    )
    nodes = {"a": NODES["a"], "b": NODES["b"]}
    groups = {"g": Box(0, 0, 100, 250)}

    def found(*points):
        route = Route("a-b", tuple(Point(*point) for point in points))
        return problems(graph, Placement(400, 300, True, nodes, groups, (route,)))

    assert found((50, 50), (50, 200)) == []
    outside = [(50, 50), (50, 100), (150, 100), (150, 150), (50, 150), (50, 200)]
    assert found(*outside) == ["line a-b leaves the group g"]


def test_a_line_that_hangs_in_the_air_or_runs_aslant():
    assert "line a-b does not touch b" in _problems([(50, 50), (50, 190)])
    assert "line a-b runs aslant" in _problems([(40, 50), (60, 200)])


def test_labels_off_the_line_or_on_a_card():
    assert "the label of a-b is not on its line" in _problems(
        [(50, 50), (50, 200)], label=Box(100, 120, 30, 10)
    )
    assert "the label of a-b lies on card a" in _problems(
        [(50, 50), (50, 200)], label=Box(35, 45, 30, 10)
    )
    assert "line a-b has a label where none is wanted, or none where one is" in _problems(
        [(50, 50), (50, 200)], label=None
    )


def test_cards_and_groups_that_overlap():
    nodes = {**NODES, "b": Box(150, 100, 100, 50)}
    found = _problems([(50, 50), (50, 200)], nodes=nodes)
    assert "cards b and c overlap" in found
    assert "card b lies in the foreign group g" in found
    found = _problems([(50, 50), (50, 200)], groups={"g": Box(210, 80, 40, 90)})
    assert "card c sticks out of its group g" in found


def test_what_lies_outside_or_is_missing():
    nodes = {**NODES, "b": Box(0, 290, 100, 50)}
    assert "b lies outside the picture" in _problems([(50, 50), (50, 290)], nodes=nodes)


def test_marks_of_forks_off_their_place():
    """A mark that lies on a card, on a label, on a pill, on another line, outside its group."""
    fork = Fork("f", 46, 18)
    nodes = (
        Node("a", 100, 50, "g", pill=9, pill_width=30),
        Node("b", 100, 50),
        Node("c", 100, 50),
    )
    edges = (Edge("a-b", "a", "b", 30, 10, fork="f"), Edge("a-c", "a", "c"))
    graph = Graph(nodes, edges, (Cluster("g", None, 40, 16),), (fork,))
    places = {"a": Box(0, 100, 100, 50), "b": Box(0, 300, 100, 50), "c": Box(200, 300, 100, 50)}

    def found(start, other, *, label=200.0, group=Box(-20, 60, 140, 120), at=places):  # noqa: B008
        end = 300 if start[1] == 150 else 350
        routes = (
            Route(
                "a-b",
                (Point(*start), Point(start[0], end)),
                label=Box(start[0] - 15, label, 30, 10),
            ),
            Route("a-c", (Point(other, 150), Point(other, 220), Point(250, 220), Point(250, 300))),
        )
        placement = Placement(400, 400, True, at, {"g": group}, routes)
        return {each for each in problems(graph, placement) if "mark" in each}

    assert found((40, 150), 90) == set()
    assert found((40, 150), 60) == {"line a-c runs through the mark of f"}
    assert found((40, 150), 90, label=152.0) == {"the mark of f lies on the label of a-b"}
    assert found((40, 150), 90, group=Box(-20, 60, 140, 95)) == {"the mark of f sticks out of g"}
    assert found((90, 100), 90) == {"the mark of f lies on the pill of a"}
    close = {**places, "b": Box(0, 155, 100, 50)}
    assert "the mark of f lies on card b" in found((40, 150), 90, at=close)
    title = Box(20, 80, 140, 120)
    assert "the mark of f lies on the title of g" in found((50, 100), 90, group=title)


def _trunk_problems(*lines, joins=(), **changes):
    """Of lines from cards above to one below, each by its corners."""
    nodes = {f"n{number}": Box(120 * number, 0, 100, 50) for number in range(len(lines))}
    edges = tuple(Edge(f"e{name[1:]}", name, "hub", trunk="a", **changes) for name in nodes)
    graph = Graph(tuple(Node(name, 100, 50) for name in (*nodes, "hub")), edges)
    routes = tuple(
        Route(edge.id, tuple(Point(*point) for point in line), joins=joins if number else ())
        for number, (edge, line) in enumerate(zip(edges, lines, strict=True))
    )
    placement = Placement(600, 300, True, nodes | {"hub": Box(0, 200, 100, 50)}, {}, routes)
    return problems(graph, placement)


def test_lines_of_a_trunk_may_share_the_piece_at_its_end_where_a_dot_is():
    first = [(50, 50), (50, 200)]
    second = [(170, 50), (170, 100), (50, 100), (50, 200)]
    assert _trunk_problems(first, second, joins=(Point(50, 100),)) == []
    assert _trunk_problems(first, second) == ["lines e0 and e1 part without a dot"]
    assert "line e1 has a dot off its corners" in _trunk_problems(
        first, second, joins=(Point(50, 100), Point(90, 100))
    )


def test_a_trunk_that_parts_and_meets_again_or_has_a_line_with_something_of_its_own():
    first = [(50, 50), (50, 200)]
    again = [(170, 50), (170, 80), (50, 80), (50, 120), (20, 120), (20, 150), (50, 150), (50, 200)]
    assert "lines e0 and e1 meet again before they part" in _trunk_problems(
        first, again, joins=(Point(50, 150),)
    )
    second = [(170, 50), (170, 100), (50, 100), (50, 200)]
    assert "line e1 is in a trunk and carries something of its own" in _trunk_problems(
        first, second, joins=(Point(50, 100),), fork="f"
    )
