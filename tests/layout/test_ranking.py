"""Ranks in all ways that are tried: sound, bounded, the same again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise, product

import pytest

from sdgen.layout.frame import Frame, connected_components
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.layout.ranking import Ranking, Way
from sdgen.layout.spacing import CARD_GAP
from tests.support.graphs import random_graph, timeline_service
from tests.support.quick import some_of

FRAME = Frame(True)
WIDTHS = (0.0, 250.0, 700.0, 1_400.0)
WAYS = [
    *(
        Way(width, blocks, beside)
        for width, blocks, beside in product(WIDTHS, (False, True), (False, True))
    ),
    Way(fold=2),
    Way(700.0, fold=3),
]


def acyclic(seed: int, *, groups: int = 3, crowded: bool = False) -> Graph:
    """Connected, every card with a line, calls in the order of the cards; groups one after another
    in that order, so that no lines lead back into one."""
    chance = random.Random(seed)
    count = chance.randint(3, 22)
    nodes = tuple(
        Node(
            f"n{number}",
            chance.choice((80.0, 120.0, 176.0)),
            58.0,
            f"g{number * groups // count}" if groups else None,
        )
        for number in range(count)
    )
    lines = [(chance.randrange(other), other) for other in range(1, count)]
    more = 3 * count if crowded else count // 2
    lines += [tuple(sorted(chance.sample(range(count), 2))) for _ in range(more)]  # type: ignore[misc]
    edges = tuple(Edge(f"e{at}", f"n{one}", f"n{two}") for at, (one, two) in enumerate(lines))
    return Graph(nodes, edges, tuple(Cluster(f"g{number}") for number in range(groups)))


def components() -> Iterator[tuple[Graph, list[int]]]:
    for graph in (timeline_service(), *map(random_graph, range(10)), *map(acyclic, range(4))):
        for nodes in connected_components(graph):
            yield graph, nodes


def in_cycles(graph: Graph) -> set[tuple[str, str]]:
    """The lines that are part of a cycle."""
    below: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        below[edge.source].add(edge.target)

    def reached(start: str) -> set[str]:
        found = {start}
        waiting = [start]
        for node in waiting:
            for other in below[node] - found:
                found.add(other)
                waiting.append(other)
        return found

    reach = {name: reached(name) for name in below}
    return {(edge.source, edge.target) for edge in graph.edges if edge.source in reach[edge.target]}


@pytest.mark.parametrize("down", [True, False])
def test_every_card_has_a_rank_and_the_first_is_0(down: bool) -> None:
    for graph, nodes in components():
        ranking = Ranking(graph, Frame(down), nodes)
        for way in WAYS:
            ranks = ranking.ranks(way)
            assert len(ranks) == len(nodes)
            assert min(ranks) == 0


def test_no_more_ranks_than_it_is_folded_to() -> None:
    for seed in range(10):
        graph = acyclic(seed)
        ranking = Ranking(graph, FRAME, range(len(graph.nodes)))
        deep = max(ranking.simplex()) + 1
        for fold in (2, 3):
            assert set(ranking.ranks(Way(fold=fold))) == set(range(min(fold, deep)))


@pytest.mark.parametrize("blocks", [False, True])
def test_lines_lead_to_other_ranks_unless_they_close_a_cycle(blocks: bool) -> None:
    for graph, nodes in components():
        index = {graph.nodes[node].id: place for place, node in enumerate(nodes)}
        cyclic = in_cycles(graph)
        ranking = Ranking(graph, FRAME, nodes)
        for way in WAYS:
            if way.beside or way.fold or way.blocks is not blocks:
                continue
            ranks = ranking.ranks(way)
            for edge in graph.edges:
                ends = edge.source, edge.target
                if ends[0] in index and ends not in cyclic:
                    assert ranks[index[ends[0]]] != ranks[index[ends[1]]], (way, ends)


def test_lines_lead_down_where_cards_are_ranked_at_once() -> None:
    for seed in range(20):
        graph = acyclic(seed)
        ranking = Ranking(graph, FRAME, range(len(graph.nodes)))
        for width in WIDTHS:
            ranks = ranking.ranks(Way(width))
            assert all(
                ranks[int(edge.source[1:])] < ranks[int(edge.target[1:])] for edge in graph.edges
            )


@pytest.mark.parametrize("beside", [False, True])
def test_no_rank_is_wider_than_the_bound(beside: bool) -> None:
    moved = 0
    for seed in range(30):
        graph = acyclic(seed, groups=0)
        ranking = Ranking(graph, FRAME, range(len(graph.nodes)))
        for bound in (200.0, 300.0, 600.0):
            ranks = ranking.ranks(Way(bound, beside=beside))
            for rank in range(max(ranks) + 1):
                row = [node for node, own in zip(graph.nodes, ranks, strict=True) if own == rank]
                wide = sum(node.width + CARD_GAP for node in row) - CARD_GAP
                assert wide <= bound
            moved += ranks != ranking.simplex()
    assert moved > 30


def test_a_card_wider_than_the_bound_has_a_rank_of_its_own() -> None:
    nodes = tuple(Node(f"n{number}", width, 58.0) for number, width in enumerate((80, 500, 80, 80)))
    edges = tuple(Edge(f"e{number}", "n0", f"n{number}") for number in (1, 2, 3))
    ranks = Ranking(Graph(nodes, edges), FRAME, range(4)).ranks(Way(200.0))
    assert ranks[0] == 0
    assert ranks.count(ranks[1]) == 1
    assert ranks[2] == ranks[3]


@pytest.mark.parametrize("crowded", [False, True])
def test_a_group_that_is_a_block_holds_ranks_one_after_another(crowded: bool) -> None:
    for seed in range(20):
        graph = acyclic(seed, crowded=crowded)
        ranking = Ranking(graph, FRAME, range(len(graph.nodes)))
        for width, beside in product(WIDTHS, (False, True)):
            ranks = ranking.ranks(Way(width, blocks=True, beside=beside))
            for cluster in graph.clusters:
                own = {
                    rank
                    for node, rank in zip(graph.nodes, ranks, strict=True)
                    if node.cluster == cluster.id
                }
                assert own == set(range(min(own), max(own) + 1))


def test_blocks_stand_one_below_another_or_beside() -> None:
    nodes = tuple(Node(name, 100.0, 58.0, name[0]) for name in ("a1", "a2", "b1", "b2"))
    edges = (Edge("1", "a1", "a2"), Edge("2", "b1", "b2"), Edge("3", "a1", "b1"))
    graph = Graph(nodes, edges, (Cluster("a"), Cluster("b")))
    ranking = Ranking(graph, FRAME, range(4))
    assert ranking.ranks(Way(1_000.0, blocks=True)) == [0, 1, 2, 3]
    assert ranking.ranks(Way(1_000.0, blocks=True, beside=True)) == [0, 1, 0, 1]
    # no room for two
    assert ranking.ranks(Way(250.0, blocks=True, beside=True)) == [0, 1, 2, 3]


def test_a_block_and_what_it_calls_share_no_rank() -> None:
    """Also where the block's cards lie lower than the card on average."""
    nodes = tuple(Node(name, 100.0, 58.0, None if name == "x" else "g") for name in "abcdx")
    edges = tuple(Edge(f"{one}{two}", one, two) for one, two in ("ab", "bc", "cd", "ax"))
    ranks = Ranking(Graph(nodes, edges, (Cluster("g"),)), FRAME, range(5)).ranks(Way(blocks=True))
    assert ranks[4] not in ranks[:4]


def test_groups_are_kept_short() -> None:
    """The card beside the chain could be on any rank; its group draws it down."""
    names = ("web", "one", "two", "three", "beside", "end")
    homes = (None, None, None, "g", "g", None)
    nodes = tuple(Node(name, 100.0, 58.0, home) for name, home in zip(names, homes, strict=True))
    pairs = [*pairwise(("web", "one", "two", "three", "end")), *pairwise(("web", "beside", "end"))]
    edges = tuple(Edge(f"{one}{two}", one, two) for one, two in pairs)
    graph = Graph(nodes, edges, (Cluster("g"),))
    assert Ranking(graph, FRAME, range(6)).simplex() == [0, 1, 2, 3, 3, 4]


def test_a_cycle_is_broken_where_it_is_entered() -> None:
    nodes = tuple(Node(name, 100.0, 58.0) for name in "abcd")
    for lines, expected in (
        ("ab bc ca", [0, 1, 2]),
        ("bc cd db ab", [0, 1, 2, 3]),
        ("db bc cd ac", [0, 3, 1, 2]),
        ("ab ba", [0, 1]),
    ):
        edges = tuple(Edge(line, *line) for line in lines.split())
        graph = Graph(nodes[: len(expected)], edges)
        ranks = Ranking(graph, FRAME, range(len(expected))).ranks(Way())
        assert ranks == expected, lines


def test_peers_share_a_rank() -> None:
    for seed in range(10):
        graph = acyclic(seed, groups=0)
        last = len(graph.nodes) - 1
        nodes = tuple(
            Node(node.id, node.width, node.height, peers="p" if place in (last, last // 2) else "")
            for place, node in enumerate(graph.nodes)
        )
        edges = tuple(edge for edge in graph.edges if edge.source != f"n{last // 2}")
        graph = Graph(nodes, edges)
        for component in connected_components(graph):
            ranking = Ranking(graph, FRAME, component)
            if last in component and last // 2 in component:
                for way in WAYS:
                    ranks = ranking.ranks(way)
                    assert ranks[component.index(last)] == ranks[component.index(last // 2)]


def test_a_leading_line_is_shorter_than_others() -> None:
    """The middle card is pulled up by two lines, and down by one that leads."""
    nodes = tuple(Node(name, 100.0, 58.0) for name in "abcdxe")
    pairs = ("ab", "bc", "cd", "ax", "ax", "xd")

    def middle(leading: str) -> int:
        edges = tuple(
            Edge(f"{number}", *pair, leading=pair == leading) for number, pair in enumerate(pairs)
        )
        return Ranking(Graph(nodes[:5], edges), FRAME, range(5)).simplex()[4]

    assert middle("") == 1
    assert middle("xd") == 2


def test_loose_cards_of_a_group_stand_in_columns() -> None:
    nodes = tuple(Node(f"n{number}", 100.0, 58.0, "g") for number in range(9))
    ranking = Ranking(Graph(nodes, (), (Cluster("g"),)), FRAME, range(9))
    for way in WAYS:
        ranks = ranking.ranks(way)
        assert sorted(ranks) == [0, 0, 0, 1, 1, 1, 2, 2, 2], way


def test_the_same_ranks_again() -> None:
    for graph, nodes in some_of(components(), quick=8):
        one, other = Ranking(graph, FRAME, nodes), Ranking(graph, FRAME, nodes)
        for way in WAYS:
            first = one.ranks(way)
            assert first == one.ranks(way)
        assert [one.ranks(way) for way in WAYS] == [other.ranks(way) for way in reversed(WAYS)][
            ::-1
        ]
