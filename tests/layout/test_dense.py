"""Graphs so dense that the best picture would take minutes are drawn in bounded work, and drawn
soundly; work is counted, never timed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.layout import (
    Routing,
    TooMuchWorkError,
    greedy_long_edges,
    lay_out,
    ordering,
    straightening,
)
from sdgen.layout.block_placement import Nest
from sdgen.layout.channel_routing import MANY
from sdgen.layout.connected_component import DENSE_STRAIGHTENING
from sdgen.layout.dense_ranking import (
    MOST_PASSES,
    MOST_WORK,
    is_dense,
    longest_path_ranks,
    merge_ranks,
    routing_work,
)
from sdgen.layout.horizontal_coordinates import HorizontalCoordinates
from sdgen.layout.left_edge import left_edge_tracks
from sdgen.layout.ordered_layers import LARGE_EFFORT
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.layout.plan import MOST_LINES
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph, timeline_service
from tests.support.layout_checks import problems

pytestmark = pytest.mark.slow
"""It draws what is as crowded as can be."""

WAYS = [
    (direction, routing)
    for direction in (Direction.AUTO, Direction.RIGHT)
    for routing in ("orthogonal", "curved")
]


def graph_of(count: int, calls: Sequence[tuple[int, int]], groups: int = 0) -> Graph:
    """So many cards with calls between them, by number; in turn in so many groups."""
    nodes = tuple(
        Node(f"n{number}", 176.0, 58.0, f"g{number % groups}" if groups else None)
        for number in range(count)
    )
    edges = tuple(Edge(f"e{place}", f"n{a}", f"n{b}") for place, (a, b) in enumerate(calls))
    return Graph(
        nodes, edges, tuple(Cluster(f"g{each}", None, 40.0, 18.0) for each in range(groups))
    )


def complete(count: int, groups: int = 0) -> Graph:
    """Every card calls every other one."""
    calls = [(one, other) for one in range(count) for other in range(count) if one != other]
    return graph_of(count, calls, groups)


def no_search(*_: object) -> list[object]:
    raise AssertionError("all candidates were asked for")


@pytest.mark.parametrize("way", WAYS)
@every_case("seed", range(12), quick=1)
def test_the_dense_way_is_sound_on_every_graph(
    seed: int, way: tuple[Direction, Routing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdgen.layout.dense_ranking.MOST_WORK", -1)
    monkeypatch.setattr("sdgen.layout.plan.candidates", no_search)
    graph, (direction, routing) = random_graph(seed), way
    assert problems(graph, lay_out(graph, direction=direction, routing=routing)) == []


@pytest.mark.parametrize("groups", [0, 4])
def test_crowded_channels_are_sound(groups: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdgen.layout.dense_ranking.MOST_WORK", -1)
    monkeypatch.setattr("sdgen.layout.channel_routing.MANY", 10)
    graph = complete(12, groups)
    assert problems(graph, lay_out(graph)) == []


def test_forty_cards_that_all_call_each_other_take_bounded_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = complete(40)
    added: list[int] = []
    compared: list[int] = []
    moved: list[int] = []
    add = greedy_long_edges._Router._add
    gain = ordering.Sifter._gain
    search = straightening.Search.search

    def counted_add(self: greedy_long_edges._Router, layer: int, *given: float) -> int:
        added.append(layer)
        return add(self, layer, *given)  # type: ignore[arg-type]

    def counted_gain(self: ordering.Sifter, sides: object, unit: list[int]) -> int:
        compared.append(len(unit))
        return gain(self, sides, unit)  # type: ignore[arg-type]

    def counted_search(self: straightening.Search) -> None:
        before = self.effort
        search(self)
        moved.append(before - self.effort)

    monkeypatch.setattr("sdgen.layout.plan.candidates", no_search)
    monkeypatch.setattr(greedy_long_edges._Router, "_add", counted_add)
    monkeypatch.setattr(ordering.Sifter, "_gain", counted_gain)
    monkeypatch.setattr(straightening.Search, "search", counted_search)
    placement = lay_out(graph)
    assert [route.id for route in placement.routes] == [edge.id for edge in graph.edges]
    # drafts of both directions, of which one is finished
    assert len(added) <= 2 * MOST_PASSES
    assert sum(compared) <= 2 * (LARGE_EFFORT + ordering.FAR)
    assert sum(moved) <= DENSE_STRAIGHTENING * 1.01
    assert not any(route.jumps for route in placement.routes)


def test_many_segments_of_a_channel_are_not_compared_in_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    costs: list[int] = []
    # the dense way puts them all on one rank
    monkeypatch.setattr("sdgen.layout.dense_ranking.MOST_WORK", -1)
    monkeypatch.setattr("sdgen.layout.channel_routing._cost", lambda *_: costs.append(1) or 0)
    star = graph_of(MANY + 3, [(0, other) for other in range(1, MANY + 3)])
    lay_out(star, direction=Direction.DOWN)
    assert not costs


def test_the_sifter_stops_when_its_steps_are_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdgen.layout.ordering.STEPS", 50)
    monkeypatch.setattr("sdgen.layout.dense_ranking.MOST_WORK", -1)
    compared: list[int] = []
    gain = ordering.Sifter._gain

    def counted(self: ordering.Sifter, sides: object, unit: list[int]) -> int:
        compared.append(1)
        return gain(self, sides, unit)  # type: ignore[arg-type]

    monkeypatch.setattr(ordering.Sifter, "_gain", counted)
    lay_out(complete(12))
    assert len(compared) <= 50


def test_too_many_lines_are_refused_in_words() -> None:
    count = MOST_LINES + 1
    graph = graph_of(count + 1, [(number, number + 1) for number in range(count)])
    with pytest.raises(TooMuchWorkError) as caught:
        lay_out(graph)
    said = str(caught.value)
    assert said.startswith("the picture would have 4,001 lines, and one of more than 4,000 is not")
    assert "drawn; show less in one picture" in said
    assert "'views', with 'include'" in said


def test_too_many_lines_of_a_preview_are_the_designs_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"c{number}" for number in range(64)]
    calls = {name: ", ".join(other for other in names if other != name) for name in names}
    lines = [f"  {name}: {{kind: service, calls: [{calls[name]}]}}" for name in names]
    design = tmp_path / "dense.yaml"
    design.write_text("\n".join(["sdgen: 1", "name: Dense", "components:", *lines, ""]))
    out = tmp_path / "out"
    assert main(["render", str(design), "--fit", "social", "-o", str(out)]) == status.UNUSABLE
    said = capsys.readouterr().err
    assert f"{design}, view 'high-level': the picture would have 4,032 lines, and one of" in said
    assert "more than 4,000 is not drawn; show less in one picture: fewer calls" in said
    assert "machine" not in said
    assert not list(out.rglob("*.svg"))


# --- what is dense ----------------------------------------------------------------------------


def test_designs_that_people_draw_are_not_dense() -> None:
    for graph in (timeline_service(), complete(20), *map(random_graph, range(40))):
        assert not is_dense(graph, longest_path_ranks(graph))


@pytest.mark.parametrize("graph", [complete(25), complete(40), graph_of(602, [], 301)])
def test_what_is_dense(graph: Graph) -> None:
    assert is_dense(graph, longest_path_ranks(graph))


def test_the_work_of_a_known_graph() -> None:
    # Ranks 0, 1, 2: two lines leave the first (one card), two the second (one card).
    graph = graph_of(3, [(0, 1), (1, 2), (0, 2)])
    assert longest_path_ranks(graph) == [0, 1, 2]
    assert routing_work(graph, [0, 1, 2]) == (2 + 1) ** 2 + (2 + 1) ** 2
    assert routing_work(graph, [0, 0, 0]) == (3 + 3) ** 2
    assert routing_work(graph_of(4, []), [0, 0, 0, 0]) == 0
    assert routing_work(complete(40), longest_path_ranks(complete(40))) > MOST_WORK


def test_a_cycle_is_broken_where_it_closes() -> None:
    assert longest_path_ranks(graph_of(4, [(0, 1), (1, 2), (2, 0), (2, 3)])) == [0, 1, 2, 3]
    assert longest_path_ranks(graph_of(2, [(0, 0), (1, 1)])) == [0, 0]


def test_peers_share_a_rank() -> None:
    nodes = tuple(Node(f"n{each}", 10.0, 10.0, peers="p" if each > 1 else "") for each in range(4))
    graph = Graph(nodes, (Edge("a", "n0", "n1"), Edge("b", "n1", "n2"), Edge("c", "n0", "n3")))
    assert longest_path_ranks(graph) == [0, 1, 2, 2]


def test_a_chain_of_many_calls_needs_no_deep_stack() -> None:
    calls = [(number, number + 1) for number in range(3_000)]
    assert longest_path_ranks(graph_of(3_001, calls)) == list(range(3_001))


@pytest.mark.parametrize(
    "graph", [complete(60), graph_of(900, [(each, each + 1) for each in range(899)], 450)]
)
def test_ranks_are_merged_until_lines_and_groups_pass_few(graph: Graph) -> None:
    ranks = longest_path_ranks(graph)
    merged = merge_ranks(graph, ranks)
    index = {node.id: rank for node, rank in zip(graph.nodes, merged, strict=True)}
    lines = [sorted((index[edge.source], index[edge.target])) for edge in graph.edges]
    spans = [*lines, *Nest(graph, range(len(merged))).spans(dict(enumerate(merged))).values()]
    assert sum(max(0, last - first - 1) for first, last in spans) <= MOST_PASSES
    assert 1 < len(set(merged)) < len(set(ranks))
    assert all(a <= b for a, b in pairwise(merged))


# --- tracks by the left edge ------------------------------------------------------------------


class Piece:
    """A segment of a channel."""

    def __init__(self, up: float, down: float) -> None:
        self.top_pins, self.bottom_pins = (up,), (down,)
        self.low, self.high = min(up, down), max(up, down)


def test_segments_that_do_not_touch_take_as_many_tracks_as_overlap_at_most() -> None:
    # Five segments side by side in each of three rows that are shifted: three overlap everywhere.
    runs = [
        Piece(200.0 * place + 41.0 * row, 200.0 * place + 41.0 * row + 170.0)
        for place in range(5)
        for row in range(3)
    ]
    tracks = left_edge_tracks(runs, range(15), 5.0)  # type: ignore[arg-type]
    assert max(tracks) == 2
    for one in range(15):
        for other in range(one):
            apart = runs[one].low >= runs[other].high or runs[other].low >= runs[one].high
            assert apart or tracks[one] != tracks[other]


def test_a_segment_from_above_lies_above_the_one_that_leaves_there() -> None:
    # Each comes from above where the one before it leaves downwards.
    runs = [Piece(50.0 * each, 50.0 * (each + 1)) for each in range(6)]
    tracks = left_edge_tracks(runs, range(6), 5.0)  # type: ignore[arg-type]
    assert tracks == [5, 4, 3, 2, 1, 0]


def test_a_circle_is_broken_at_one_segment() -> None:
    runs = [Piece(0.0, 100.0), Piece(100.0, 0.0), Piece(100.0, 300.0)]
    tracks = left_edge_tracks(runs, range(3), 5.0)  # type: ignore[arg-type]
    assert len(set(tracks)) == 3


def test_pieces_of_one_line_stand_in_its_order() -> None:
    runs = [Piece(0.0, 50.0), Piece(50.0, 100.0)]
    assert left_edge_tracks(runs, (7, 7), 5.0) == [0, 1]  # type: ignore[arg-type]


def test_lines_keep_within_the_groups_that_they_may_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line between two cards of a group passes inside of it on every rank."""
    monkeypatch.setattr("sdgen.layout.dense_ranking.MOST_WORK", -1)
    seen: list[HorizontalCoordinates] = []
    monkeypatch.setattr(
        "sdgen.layout.connected_component.straighten_edges",
        lambda columns, effort: seen.append(columns),
    )
    lay_out(graph_of(6, [(0, 2), (2, 4), (0, 4), (1, 3), (3, 5), (1, 5)], 2))
    layered = seen[0].layered
    for row in layered.layers:
        inside = -1
        for item in row:
            if item in layered.cluster_of_border:
                inside = (
                    layered.cluster_of_border[item]
                    if layered.vertex_type[item] == "left-border"
                    else -1
                )
            for chain in layered.chains:
                if item in chain.vertices[1:-1]:
                    assert inside == layered.cluster_of_card[chain.vertices[0]]
