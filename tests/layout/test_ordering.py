"""Fewer crossings: what passes what, and where groups change places."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from sdgen.layout.frame import Frame
from sdgen.layout.layered_graph import LayeredGraph, build_layers
from sdgen.layout.long_edges import route_long_edges
from sdgen.layout.ordering import Sifter, count_crossings, reduce_crossings
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from tests.support.cases import every_case

WIDTH, STEP = 100.0, 200.0


def layered(rows: str, lines: str, groups: dict[str, str | None] | None = None) -> LayeredGraph:
    """Cards in rows, from left to right: ``a1@g`` is a card of the group ``g``, ``.`` an empty
    place; lines such as ``a1-b2``. ``groups`` are in the order of the design, with their parents."""
    nodes, centres = [], []
    for along, row in enumerate(rows.split("/")):
        for across, cell in enumerate(row.split()):
            if cell != ".":
                name, _, group = cell.partition("@")
                nodes.append(Node(name, WIDTH, 50.0, group or None))
                centres.append((across * STEP, along * STEP))
    edges = tuple(Edge(line, *line.split("-")) for line in lines.split())
    clusters = tuple(Cluster(name, parent) for name, parent in (groups or {}).items())
    made = build_layers(
        Graph(tuple(nodes), edges, clusters), Frame(True), range(len(nodes)), centres
    )
    route_long_edges(made)
    return made


def shown(made: LayeredGraph) -> str:
    """The layers as text: cards by name, passing lines as ``|``, groups in brackets."""
    names = [made.graph.nodes[node].id for node in made.nodes]

    def sign(item: int) -> str:
        if item < len(names):
            return names[item]
        return {"left-border": "[", "right-border": "]"}.get(made.vertex_type[item], "|")

    return " / ".join(" ".join(map(sign, row)) for row in made.layers)


def reduced(made: LayeredGraph) -> str:
    reduce_crossings(made)
    assert_sound(made)
    return shown(made)


def assert_sound(made: LayeredGraph) -> None:
    """Coordinates are in the order of the layers, and between the borders of a group are its
    cards and no others."""
    for layer, row in enumerate(made.layers):
        free = [
            item for item in row if made.vertex_type[item] not in ("left-border", "right-border")
        ]
        assert all(made.across[one] <= made.across[other] for one, other in pairwise(free))
        for number, group in enumerate(made.clusters):
            if group.first <= layer <= group.last:
                within = row[row.index(group.left_border) + 1 : row.index(group.right_border)]
                cards = {item for item in within if made.vertex_type[item] == "card"}
                assert cards == {
                    card
                    for card, home in enumerate(made.cluster_of_card)
                    if made.layer[card] == layer and number in made.ancestors(home)
                }


def assert_borders_hold(made: LayeredGraph) -> None:
    """The coordinates of a group's cards are between those of its borders."""
    for card, home in enumerate(made.cluster_of_card):
        for group in made.ancestors(home):
            record = made.clusters[group]
            assert (
                made.across[record.left_border]
                <= made.across[card]
                <= made.across[record.right_border]
            )


def test_crossings_are_counted() -> None:
    made = layered("a b c / x y z", "a-z b-y c-x")
    assert count_crossings(made) == 3
    assert count_crossings(layered("a b / x y", "a-x b-y a-y")) == 0
    assert count_crossings(layered("a b / x", "a-x b-x")) == 0


@every_case(
    ("rows", "lines", "after"),
    [
        ("a b / x y", "a-y b-x", "b a / x y"),
        ("a b / x y", "a-x b-y", "a b / x y"),
        ("a b c / x y z", "a-z b-x c-y", "b c a / x y z"),
        ("a b c / x y z", "a-y b-z c-x", "c a b / x y z"),
    ],
)
def test_a_card_moves_to_where_lines_cross_least(rows: str, lines: str, after: str) -> None:
    made = layered(rows, lines)
    assert reduced(made) == after
    assert count_crossings(made) == 0


def test_a_card_passes_others_within_its_group_only() -> None:
    made = layered("a@g b@g / x y", "a-y b-x", {"g": None})
    assert reduced(made) == "[ b a ] / x y"
    alone = layered("a@g b@h / x@i y@i", "a-y b-y a-x b-x", {"g": None, "h": None, "i": None})
    assert count_crossings(alone) == 1
    assert reduced(alone) == "[ a ] [ b ] / [ x y ]"


def test_a_card_passes_a_whole_group() -> None:
    made = layered("a b@g c@g / x@h y@h z", "a-z b-x c-y", {"g": None, "h": None})
    assert count_crossings(made) == 2
    assert reduced(made) == "[ b c ] a / [ x y ] z"


GROUPS: dict[str, str | None] = dict.fromkeys("ghij")


def test_groups_change_places_where_lines_cross_less() -> None:
    made = layered("a@g b@h / x@i y@j", "a-y b-x", GROUPS)
    assert count_crossings(made) == 1
    # the first pair that helps
    assert reduced(made) == "[ b ] [ a ] / [ x ] [ y ]"
    assert count_crossings(made) == 0
    assert_borders_hold(made)


def test_groups_change_places_in_all_layers_that_they_share() -> None:
    made = layered("a@g b@h / c@g d@h / x@i y@j", "a-c b-d c-y d-x", GROUPS)
    assert count_crossings(made) == 1
    assert reduced(made) == "[ b ] [ a ] / [ d ] [ c ] / [ x ] [ y ]"


def test_groups_that_share_a_part_of_their_layers_change_places_there() -> None:
    made = layered("a@g . / c@g d@h / . e@h / x@i y@j", "a-c c-y d-e e-x", GROUPS)
    before = count_crossings(made)
    assert before > 0
    reduce_crossings(made)
    assert_sound(made)
    assert count_crossings(made) == 0


def test_what_stands_between_groups_stays_between_them() -> None:
    made = layered("a@g k b@h / x@i z y@j", "a-y b-x", GROUPS)
    assert count_crossings(made) == 1
    assert reduced(made) == "[ b ] k [ a ] / [ x ] z [ y ]"


def test_a_group_changes_places_with_the_next_one_only() -> None:
    made = layered("a@g b@h c@i / x@j d@k y@l", "a-y c-x", dict.fromkeys("ghijkl"))
    assert reduced(made) == "[ a ] [ b ] [ c ] / [ x ] [ d ] [ y ]"
    assert count_crossings(made) == 1


@pytest.mark.parametrize("rows", ["a@g b@h / x y", "b@h a@g / x y"])
def test_where_nothing_is_won_groups_stand_in_the_order_of_the_design(rows: str) -> None:
    made = layered(rows, "a-x b-x a-y b-y", {"g": None, "h": None})
    assert count_crossings(made) == 1
    assert reduced(made) == "[ a ] [ b ] / x y"


def test_the_order_of_the_design_makes_no_lines_cross() -> None:
    made = layered("b@h a@g / y@j x@i", "a-x b-y", GROUPS)
    assert count_crossings(made) == 0
    reduce_crossings(made)
    assert_sound(made)
    assert count_crossings(made) == 0


def test_groups_change_places_within_their_parent_only() -> None:
    parents: dict[str, str | None] = {"p": None, "q": None, "g": "p", "h": "q", "i": None}
    made = layered("a@g b@h / x@i y@i", "a-y b-x", parents)
    # g and h cannot; p and q, which hold them, can
    reduce_crossings(made)
    assert_sound(made)
    assert count_crossings(made) == 0
    inner = layered(
        "a@g b@h / x@i y@j", "a-y b-x", {"p": None, "g": "p", "h": "p", "i": None, "j": None}
    )
    assert reduced(inner) == "[ [ a ] [ b ] ] / [ y ] [ x ]"


def test_groups_of_unlike_widths_keep_their_cards_between_their_borders() -> None:
    made = layered("a@g b@g c@g d@h / x y z w", "a-y b-z c-w d-x", {"g": None, "h": None})
    assert count_crossings(made) == 3
    assert reduced(made) in ("[ d ] [ a b c ] / x y z w", "[ a b c ] [ d ] / y z w x")
    assert count_crossings(made) == 0
    assert_borders_hold(made)


def test_lines_within_a_rank_cross_what_leaves_between_their_ends() -> None:
    made = layered("a b c d / x y", "a-d b-x c-y")
    assert count_crossings(made) == 2
    # outside of its ends
    assert count_crossings(layered("a b c d / x y", "a-b c-x d-y")) == 0
    # the ends' own lines leave beside it
    assert count_crossings(layered("a b c / x y", "a-c a-x c-y")) == 0


def test_lines_within_a_rank_cross_each_other() -> None:
    assert count_crossings(layered("a b c d", "a-c b-d")) == 1
    assert count_crossings(layered("a b c d", "a-d b-c")) == 0
    assert count_crossings(layered("a b c d", "a-b c-d")) == 0


def test_a_card_moves_out_of_the_way_of_a_line_within_its_rank() -> None:
    made = layered("a b c / x", "a-c b-x")
    assert count_crossings(made) == 1
    reduced(made)
    assert count_crossings(made) == 0


def labelled(rows: str, lines: str, names: str) -> LayeredGraph:
    """The same with labels at the lines ``names``."""
    made = layered(rows, lines)
    graph = made.graph
    edges = tuple(
        replace(edge, label_width=40.0, label_height=18.0) if edge.id in names.split() else edge
        for edge in graph.edges
    )
    centres = [(made.across[card], made.layer[card] * STEP) for card in range(len(made.nodes))]
    again = build_layers(replace(graph, edges=edges), Frame(True), made.nodes, centres)
    route_long_edges(again)
    return again


def test_the_legs_of_a_labelled_line_within_a_rank_stand_where_it_crosses_least() -> None:
    """It runs below the labels, so it crosses what stands between its legs there."""
    made = labelled("a b / x y z", "a-b a-x a-y a-z", "a-b")
    reduce_crossings(made)
    assert count_crossings(made) == 0
    layer = next(at for at in range(len(made.layers)) if made.is_label_layer(at))
    (chain,) = (chain for chain in made.chains if chain.edge_type == "flat-below")
    row = made.layers[layer]
    first, last = sorted(row.index(leg) for leg in chain.vertices[1:-1])
    assert last - first == 1


@every_case("seed", range(40), quick=8)
def test_what_a_move_is_said_to_gain_it_gains(seed: int) -> None:
    """Crossings of lines between layers and within ranks, against counting all of them again."""
    chance = random.Random(seed)
    names = "abcdefgh"
    rows = [names[:4], names[4:]]
    pairs = [pair for pair in combinations(names, 2) if chance.random() < 0.5]
    lines = [f"{one}-{other}" for one, other in pairs]
    made = labelled(
        " / ".join(" ".join(row) for row in rows), " ".join(lines), " ".join(lines[::2])
    )
    compared = 0
    for layer, row in enumerate(made.layers):
        for at in range(len(row) - 1):
            sifter = Sifter(made)
            left, right = row[at], row[at + 1]
            before = count_crossings(made)
            sides = [
                ([sifter.place[end] for end in side[left]], side)
                for side in (sifter.above, sifter.below)
                if side[left]
            ]
            gain = sifter._gain(sides, [right]) + sifter._run_gain(left, [right])
            row[at], row[at + 1] = right, left
            assert before - count_crossings(made) == gain, (layer, at)
            row[at], row[at + 1] = left, right
            compared += 1
    assert compared > 5
