"""The search for ranks and orders: the same again, in each frame, in bounded work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from math import log

import pytest

from sdgen.layout import lay_out, search
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.frame import Frame, connected_components
from sdgen.layout.merit import README, Target, merit, size_merit
from sdgen.layout.near_ranks import NearRanks
from sdgen.layout.placement import Cluster, Edge, Graph, Node
from sdgen.layout.ranked import Ranked, Rater
from sdgen.layout.ranking import Ranking, Way
from sdgen.layout.search import EFFORTS, LEAST_EFFORT, Effort, candidates
from sdgen.layout.starting_order import Start, Sweeper
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
    done: dict[str, list[object]] = {}

    def note(owner: object, name: str) -> None:
        called = getattr(owner, name)
        calls = done.setdefault(name, [])

        def noted(*given: object, **more: object) -> object:
            calls.append(given)
            return called(*given, **more)

        monkeypatch.setattr(owner, name, noted)

    note(Sweeper, "best")
    note(Sweeper, "near")
    note(search, "order_layers")
    note(search, "ComponentDraft")
    note(search, "straighten_edges")
    found = candidates(graph, BOTH, range(cards), README)
    allowed = effort(graph)
    # one more where the best are all of one frame
    assert len(done["best"]) <= allowed.swept + 1
    assert {tries for *_, tries in done["best"]} == {allowed.tries}  # type: ignore[misc]
    assert len(done["near"]) <= allowed.near * allowed.turns
    assert len(done["order_layers"]) <= max(allowed.ordered, allowed.drafted) + 1
    assert len(done["ComponentDraft"]) == len(found) <= allowed.drafted + 1
    assert len(done["straighten_edges"]) == min(allowed.straightened, len(found))
    assert {each.frame for each in found} == set(BOTH)


def test_more_is_tried_of_what_is_small() -> None:
    """But of what is smallest less does."""
    efforts = [each for _, each in EFFORTS[1:]] + [LEAST_EFFORT]
    figures = (
        [each.swept for each in efforts],
        [each.near * each.turns for each in efforts],
        [each.ordered for each in efforts],
        [each.drafted for each in efforts],
        [each.tries for each in efforts],
    )
    for values in figures:
        assert values == sorted(values, reverse=True)
        assert values[0] > values[-1]
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
    assert fits == 0.0
    assert fits - half > 5 * (small - fits)
    assert size_merit(10, 2_000, box) == half


def test_what_is_hard_to_read_gains_more_by_being_larger() -> None:
    """Names are 14 px high at full size; below about 9 px they are hard to read."""
    box = Target(800.0, 1_000.0)
    at = [size_merit(800 * 14 / px, 10, box) for px in (6, 7, 9.24, 10.5, 12.25)]
    small, middle, large = at[1] - at[0], at[3] - at[2], at[4] - at[3]
    assert small == pytest.approx(1.4 * log(7 / 6))
    assert middle == pytest.approx(0.8 * log(10.5 / 9.24))
    assert large == pytest.approx(0.8 * log(12.25 / 10.5))


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
def test_near_ranks_are_those_with_one_card_a_rank_away(seed: int) -> None:
    graph = random_graph(seed, 14)
    nodes = max(connected_components(graph), key=len)
    first = dict(zip(nodes, Ranking(graph, BOTH[0], nodes).ranks(Way()), strict=True))
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
                wanted.add(in_line({**first, **{each: first[each] + step for each in moved}}))
    found = {tuple(each[node] for node in nodes) for each in NearRanks(graph, nodes).of(first)}
    assert found == wanted
    assert len(found) >= 2


def test_no_ranks_are_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[bool, tuple[int, ...]]] = []
    rate = Rater.rated

    def noted(self: Rater, number: int, ranks: dict[int, int], *start: Start) -> Ranked:
        tried.append((self.frame.down, tuple(ranks.items())))
        return rate(self, number, ranks, *start)

    monkeypatch.setattr(Rater, "rated", noted)
    graph = timeline_service()
    candidates(graph, BOTH, range(len(graph.nodes)), README)
    assert len(tried) > 60
    assert len(tried) == len(set(tried))


def test_where_nothing_can_be_better_nothing_more_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    near = search._Search.near
    monkeypatch.setattr(search._Search, "near", lambda *given: asked.append(1) or near(*given))
    nodes = tuple(Node(f"n{at}", 120.0, 60.0) for at in range(3))
    chain = Graph(nodes, (Edge("e0", "n0", "n1"), Edge("e1", "n1", "n2")))
    candidates(chain, BOTH, range(3), README)
    assert not asked
    candidates(timeline_service(), BOTH, range(len(timeline_service().nodes)), README)
    assert asked
