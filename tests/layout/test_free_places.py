"""Cards without lines, and small components, stand where there is room between the others."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sdgen.layout import lay_out
from sdgen.layout.free_places import taken_by
from sdgen.layout.packing import MOST_PARTS
from sdgen.layout.placement import Cluster, Edge, Graph, Node, Placement
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.layout_checks import problems

STAR = Graph(
    tuple(Node(f"n{number}", 176.0, 58.0) for number in range(9)),
    (
        *(Edge(f"e{end}", "n0", f"n{end}") for end in range(1, 4)),
        *(Edge(f"e{end}", f"n{end - 3}", f"n{end}") for end in range(4, 5)),
        *(Edge(f"e{end}", f"n{end - 1}", f"n{end}") for end in range(5, 9)),
    ),
)
"""A row of three, and a long chain below one of them: there is room beside both."""


def placed(*more: Node, **given: object) -> Placement:
    graph = replace(STAR, nodes=(*STAR.nodes, *more))
    placement = lay_out(graph, direction=Direction.DOWN, **given)
    assert problems(graph, placement) == []
    return placement


def lone(name: str, *near: str) -> Node:
    return Node(name, 150.0, 50.0, stack=6.0, pill=9.0, near=near)


def far(placement: Placement, one: str, other: str) -> float:
    here, there = placement.nodes[one].centre, placement.nodes[other].centre
    return abs(here.x - there.x) + abs(here.y - there.y)


def test_a_lone_card_takes_no_room_where_some_is_free() -> None:
    alone, with_it = placed(), placed(lone("a"))
    assert (with_it.width, with_it.height) == (alone.width, alone.height)
    assert with_it.nodes.items() > alone.nodes.items()
    assert with_it.routes == alone.routes


@pytest.mark.slow
@every_case(("served", "other"), [("n8", "n1"), ("n0", "n8"), ("n3", "n8")])
def test_a_lone_card_stands_near_what_it_serves(served: str, other: str) -> None:
    placement = placed(lone("a", served, "not in the picture"))
    assert far(placement, "a", served) < far(placement, "a", other)
    assert far(placement, "a", served) < 400.0


def test_a_lone_card_stands_near_all_parts_of_what_it_serves() -> None:
    parts = {"n7": "store", "n8": "store"}
    nodes = tuple(replace(node, peers=parts.get(node.id, "")) for node in STAR.nodes)
    graph = replace(STAR, nodes=(*nodes, lone("a", "store")))
    placement = lay_out(graph, direction=Direction.DOWN)
    assert far(placement, "a", "n8") < far(placement, "a", "n1")


def test_a_lone_card_that_serves_all_stands_in_their_middle() -> None:
    placement = placed(lone("a", *(node.id for node in STAR.nodes)))
    assert abs(placement.nodes["a"].centre.y - placement.height / 2) < 100.0


def test_without_a_hint_it_stands_far_from_the_title() -> None:
    placement = placed(lone("a"), lone("b"))
    for name in "ab":
        assert placement.nodes[name].y > placement.height / 2
    assert placement.nodes["a"].bottom > placement.height - 60.0


def test_a_lone_card_is_in_line_with_others() -> None:
    placement = placed(lone("a", "n5"))
    tops = {box.y for name, box in placement.nodes.items() if name != "a"}
    assert placement.nodes["a"].y in tops


def test_the_whole_picture_chooses_the_place() -> None:
    """A title that needs the lower half, say: what lies there makes the picture worse."""

    def shown(placement: Placement) -> float:
        return -float("a" in placement.nodes and placement.nodes["a"].y > 250.0)

    assert placed(lone("a")).nodes["a"].y > 250.0
    assert placed(lone("a"), shown=shown).nodes["a"].y <= 250.0


def test_small_components_stand_beside_the_large_one() -> None:
    more = (Node("a", 150.0, 50.0, "g"), Node("b", 150.0, 50.0, "g"))
    graph = Graph(
        (*STAR.nodes, *more), (Edge("a-b", "a", "b"), *STAR.edges), (Cluster("g", None, 40, 16),)
    )
    placement, alone = lay_out(graph, direction=Direction.DOWN), placed()
    assert problems(graph, placement) == []
    assert (placement.width, placement.height) == (alone.width, alone.height)


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.RIGHT])
@pytest.mark.parametrize("routing", ["orthogonal", "curved"])
@every_case("count", [2, MOST_PARTS - 1, MOST_PARTS + 8], quick=1)
def test_many_lone_cards_are_sound(count: int, routing: str, direction: Direction) -> None:
    cards = tuple(lone(f"a{number}", f"n{number % 9}") for number in range(count))
    graph = replace(STAR, nodes=(*STAR.nodes, *cards))
    placement = lay_out(graph, direction=direction, routing=routing)
    assert problems(graph, placement) == []


def test_what_stands_in_a_group_is_no_obstacle_of_its_own() -> None:
    graph = Graph((Node("a", 150.0, 50.0, "g"), Node("b", 150.0, 50.0)), (), (Cluster("g"),))
    placement = lay_out(graph)
    assert len(taken_by(placement, graph.nodes)) == 2
