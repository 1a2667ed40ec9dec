"""Ranks of least total length, against all rankings there are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from sdgen.layout import network_simplex
from sdgen.layout.network_simplex import Constraint, longest_paths, minimal_ranks

ENOUGH = 1_000


def cost(ranks: Sequence[int], constraints: Sequence[Constraint]) -> int:
    return sum(each.weight * (ranks[each.head] - ranks[each.tail]) for each in constraints)


def is_feasible(ranks: Sequence[int], constraints: Sequence[Constraint]) -> bool:
    return all(ranks[each.head] - ranks[each.tail] >= each.least for each in constraints)


def made_up(chance: random.Random, count: int, most_more: int = 6) -> list[Constraint]:
    """Constraints without a cycle that join all nodes, which are in a random order."""
    order = list(range(count))
    chance.shuffle(order)
    pairs = [(chance.randrange(place), place) for place in range(1, count)]
    pairs += [
        tuple(sorted(chance.sample(range(count), 2)))  # type: ignore[misc]
        for _ in range(chance.randint(0, most_more))
    ]
    return [
        Constraint(order[one], order[other], chance.randint(0, 2), chance.randint(0, 4))
        for one, other in pairs
    ]


def least_cost(count: int, constraints: Sequence[Constraint]) -> int:
    """The least cost of all rankings, by trying them; no line costs less than nothing, so one that
    costs too much already need not be completed."""
    rows = range(2 * (count - 1) + 1)
    best = cost(longest_paths(count, constraints), constraints)
    known_with = [
        [each for each in constraints if max(each.tail, each.head) == node] for node in range(count)
    ]

    def complete(ranks: list[int], so_far: int) -> None:
        nonlocal best
        if len(ranks) == count:
            best = so_far
            return
        known = known_with[len(ranks)]
        for rank in rows:
            more = [*ranks, rank]
            if is_feasible(more, known) and (total := so_far + cost(more, known)) < best:
                complete(more, total)

    complete([], 0)
    return best


@pytest.mark.slow
def test_no_ranking_of_a_small_graph_is_shorter() -> None:
    chance = random.Random(1)
    improved = 0
    for _ in range(200):
        count = chance.randint(2, 5)
        constraints = made_up(chance, count)
        ranks = minimal_ranks(count, constraints, ENOUGH)
        assert is_feasible(ranks, constraints)
        assert min(ranks) == 0
        assert cost(ranks, constraints) == least_cost(count, constraints)
        improved += cost(ranks, constraints) < cost(longest_paths(count, constraints), constraints)
    assert improved > 5


def test_ranks_of_a_known_graph() -> None:
    # 3 is called from far above and calls 4 only: it goes to where the heavier line is short.
    lines = [(0, 1, 1), (1, 2, 1), (2, 4, 1), (0, 3, 1), (3, 4, 5)]
    constraints = [Constraint(tail, head, 1, weight) for tail, head, weight in lines]
    assert minimal_ranks(5, constraints, ENOUGH) == [0, 1, 2, 2, 3]
    assert longest_paths(5, constraints) == [0, 1, 2, 1, 3]


@pytest.mark.parametrize("count", [0, 1])
def test_what_has_no_lines_is_on_the_first_rank(count: int) -> None:
    assert minimal_ranks(count, [], ENOUGH) == [0] * count


@pytest.mark.slow
def test_work_is_bounded_and_ranks_are_sound_whenever_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    exchange = network_simplex._Tree.exchange

    def counted(self: network_simplex._Tree, leaving: int, entering: int) -> None:
        made.append(leaving)
        exchange(self, leaving, entering)

    monkeypatch.setattr(network_simplex._Tree, "exchange", counted)
    chance = random.Random(2)
    saved = 0
    for _ in range(6):
        constraints = made_up(chance, 30, 60)
        costs = []
        for most in range(40):
            made.clear()
            ranks = minimal_ranks(30, constraints, most)
            assert len(made) <= most
            assert is_feasible(ranks, constraints)
            assert min(ranks) == 0
            costs.append(cost(ranks, constraints))
        assert all(before >= after for before, after in pairwise(costs))
        saved += costs[0] - costs[-1]
    assert saved > 50


def test_cut_values_and_ranks_are_kept_up_to_date() -> None:
    """After each exchange they are what they would be if they were computed anew."""
    chance = random.Random(3)
    checked = 0
    for _ in range(20):
        constraints = made_up(chance, 12, 16)
        tree = network_simplex._Tree(12, constraints)
        while (leaving := tree.leaving()) >= 0:
            tree.exchange(leaving, tree.entering(leaving))
            assert sum(tree.in_tree) == 11
            for edge, one in enumerate(constraints):
                if tree.in_tree[edge]:
                    assert tree.slack(edge) == 0
                    assert tree.cut[edge] == cut_value(tree, edge, one, constraints)
            checked += 1
            assert checked < ENOUGH
    assert checked > 20


def cut_value(
    tree: network_simplex._Tree, edge: int, one: Constraint, constraints: Sequence[Constraint]
) -> int:
    """From its definition: what goes from the part of the tail to that of the head, less what goes
    back."""
    part = {one.tail}
    waiting = [one.tail]
    for node in waiting:
        for near in tree.near[node]:
            other = constraints[near].head + constraints[near].tail - node
            if near != edge and other not in part:
                part.add(other)
                waiting.append(other)
    return sum(each.weight * ((each.tail in part) - (each.head in part)) for each in constraints)
