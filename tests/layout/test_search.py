"""The search for ranks and orders: the same again, in each frame, in bounded work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise

import pytest

from sdgen.layout import lay_out, search
from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.frame import Frame, connected_components
from sdgen.layout.merit import README, Target, merit, size_merit
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.layout.search import EFFORTS, LEAST_EFFORT, Effort, candidates
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph, timeline_service
from tests.support.quick import picked

BOTH = (Frame(True), Frame(False))


def tiers(cards: int) -> Graph:
    """Tiers of eight cards, each of which calls two of the next tier; a group for each tier."""
    nodes = tuple(Node(f"n{each}", 176.0, 58.0, f"g{each // 8}") for each in range(cards))
    calls = [(each, each + step) for each in range(cards) for step in (7, 8)]
    edges = tuple(Edge(f"{a}-{b}", f"n{a}", f"n{b}") for a, b in calls if b < cards)
    return Graph(nodes, edges, tuple(Cluster(f"g{each}") for each in range((cards + 7) // 8)))


def effort(graph: Graph) -> Effort:
    size = len(graph.nodes) + len(graph.edges)
    return next((each for most, each in EFFORTS if size <= most), LEAST_EFFORT)


@pytest.mark.slow
def test_the_same_graph_has_the_same_placement() -> None:
    for graph in (random_graph(3, 20), timeline_service()):
        assert lay_out(graph) == lay_out(graph)


@pytest.mark.slow
def test_the_placement_is_the_same_in_every_process() -> None:
    program = (
        "from sdgen.layout import lay_out\n"
        "from tests.support.graphs import random_graph, timeline_service\n"
        "print([lay_out(graph) for graph in (timeline_service(), random_graph(3), random_graph(8))])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


@pytest.mark.slow
@pytest.mark.parametrize("frames", [BOTH, BOTH[:1], BOTH[1:]])
def test_there_is_a_draft_in_each_frame_asked_for(frames: Sequence[Frame]) -> None:
    graphs = {
        "timeline": timeline_service(),
        "tiers": tiers(80),
        "few": random_graph(1, 20),
        "parts": random_graph(9, 20),
    }
    for name in graphs:
        graph = graphs[name]
        for nodes in connected_components(graph):
            found = candidates(graph, frames, nodes, README)
            assert {each.frame for each in found} == set(frames)


@pytest.mark.slow
def test_there_is_a_draft_in_the_frame_that_suits_least() -> None:
    """A long chain in a box that is high and narrow: all that are good run down."""
    nodes = tuple(Node(f"n{each}", 176.0, 58.0) for each in range(60))
    chain = Graph(nodes, tuple(Edge(f"e{at}", f"n{at}", f"n{at + 1}") for at in range(59)))
    found = candidates(chain, BOTH, range(60), Target(200.0, 9_000.0))
    assert found[0].frame == Frame(True)
    assert sum(each.frame == Frame(False) for each in found) == 1


@pytest.mark.parametrize("cards", picked([8, 20, 40, 80, 160], quick=(20,)))
def test_work_follows_from_the_size_alone(cards: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tiers(cards)
    drafted: list[Frame] = []
    swept: list[int] = []
    straightened: list[object] = []
    sweep = search.best_start

    def draft(graph: Graph, frame: Frame, *given: object, **more: object) -> ComponentDraft:
        drafted.append(frame)
        return ComponentDraft(graph, frame, *given, **more)  # type: ignore[arg-type]

    def start(graph: Graph, frame: Frame, ranks: dict[int, int], tries: int) -> object:
        swept.append(tries)
        return sweep(graph, frame, ranks, tries)

    monkeypatch.setattr(search, "ComponentDraft", draft)
    monkeypatch.setattr(search, "best_start", start)
    monkeypatch.setattr(search, "straighten_edges", straightened.append)
    found = candidates(graph, BOTH, range(cards), README)
    allowed = effort(graph)
    # one more where the best are all of one frame
    assert len(drafted) == len(found) <= allowed.drafted + allowed.near_drafted + 1
    assert len(swept) <= allowed.swept + allowed.near + 1
    assert set(swept) <= {1, allowed.tries}
    assert len(straightened) == min(allowed.straightened, len(found))
    assert {True, False} == {frame.down for frame in drafted}


def test_more_is_tried_of_what_is_small() -> None:
    efforts = [each for _, each in EFFORTS] + [LEAST_EFFORT]
    swept = [each.swept + each.near for each in efforts]
    drafted = [each.drafted + each.near_drafted for each in efforts]
    for values in (swept, drafted, [each.tries for each in efforts]):
        assert values == sorted(values, reverse=True)
        assert values[0] > values[-1] >= 1
    assert [most for most, _ in EFFORTS] == sorted(most for most, _ in EFFORTS)
    assert effort(tiers(8)) is EFFORTS[0][1]
    assert effort(tiers(400)) is LEAST_EFFORT


@every_case("parts", [(6,), (6, 2)])
def test_the_box_decides_which_way_a_picture_runs(parts: tuple[int, ...]) -> None:
    """Also where several chains have one direction together."""
    chains = [[f"n{part}-{at}" for at in range(length)] for part, length in enumerate(parts)]
    graph = Graph(
        tuple(Node(name, 176.0, 58.0) for chain in chains for name in chain),
        tuple(Edge(a, a, b) for chain in chains for a, b in pairwise(chain)),
    )
    assert lay_out(graph, target=Target(300.0, 1_500.0)).down
    assert not lay_out(graph, target=Target(2_000.0, 200.0)).down
    assert lay_out(graph, direction=Direction.DOWN, target=Target(2_000.0, 200.0)).down


@pytest.mark.slow
def test_a_hub_does_not_stand_in_one_endless_rank() -> None:
    """Thirty cards that one calls wrap to what the page is wide."""
    nodes = tuple(Node(f"n{each}", 176.0, 58.0) for each in range(31))
    graph = Graph(nodes, tuple(Edge(f"e{each}", "n0", f"n{each}") for each in range(1, 31)))
    placement = lay_out(graph)
    assert README.scale(placement.width, placement.height) > 0.6


# --- what is better ---------------------------------------------------------------------------


def test_larger_is_better_until_it_fits() -> None:
    box = Target(800.0, 1_000.0)
    half, fits, small = (size_merit(*size, box) for size in ((1_600, 10), (800, 10), (400, 10)))
    assert half < fits < small
    assert fits - half > 5 * (small - fits)
    assert size_merit(10, 2_000, box) == half


def test_crossings_and_long_lines_cost() -> None:
    box = Target(800.0, 1_000.0)
    plain = merit(800, 1_000, 10, 0, 1_000, box)
    assert merit(800, 1_000, 10, 1, 1_000, box) < plain
    assert merit(800, 1_000, 10, 0, 2_000, box) < plain
    # the same crossing matters less among more lines
    assert plain - merit(800, 1_000, 10, 1, 1_000, box) > (
        merit(800, 1_000, 40, 0, 1_000, box) - merit(800, 1_000, 40, 1, 1_000, box)
    )


@every_case("seed", range(6), quick=1)
def test_near_a_ranking_is_what_has_one_card_a_rank_away(seed: int) -> None:
    graph = random_graph(seed, 14)
    nodes = max(connected_components(graph), key=len)
    made = search._Search(graph, BOTH, nodes, README)
    [best] = search._best(made.ranked(), 1, ())
    near = made.varied([best], [best])
    loose = {node for column in columns_of_loose_cards(graph) for node in column}

    def in_line(ranks: dict[int, int]) -> tuple[int, ...]:
        used = sorted({*ranks.values()})
        return tuple(used.index(ranks[node]) for node in nodes)

    wanted = set()
    for node in nodes:
        peers = graph.nodes[node].peers
        moved = [
            each for each in nodes if each == node or (peers and graph.nodes[each].peers == peers)
        ]
        if loose.isdisjoint(moved):
            for step in (-1, 1):
                ranks = {**best.ranks, **{each: best.ranks[each] + step for each in moved}}
                wanted.add(in_line(ranks))
    found = [tuple(each.ranks[node] for node in nodes) for each in near]
    assert sorted(found) == sorted(wanted - {in_line(best.ranks)})
    assert {each.frame for each in near} == {best.frame}


def test_where_nothing_can_be_better_nothing_more_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    varied = search._Search.varied
    monkeypatch.setattr(search._Search, "varied", lambda *given: asked.append(1) or varied(*given))
    nodes = tuple(Node(f"n{at}", 120.0, 60.0) for at in range(3))
    chain = Graph(nodes, (Edge("e0", "n0", "n1"), Edge("e1", "n1", "n2")))
    candidates(chain, BOTH, range(3), README)
    assert not asked
    candidates(timeline_service(), BOTH, range(len(timeline_service().nodes)), README)
    assert asked
