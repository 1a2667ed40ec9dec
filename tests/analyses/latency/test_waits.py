"""Response times under load against an independent oracle.

``queueing.json`` has percentiles of one component's response time in medians of its service: of one server
by the Pollaczek-Khinchine formula (bounds), else from simulations (interval and middle), made by
``benchmarks/queueing.py``, which uses nothing of sdgen. They are the part of its table that tests read.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.grid import CELLS, Grid
from sdgen.analyses.latency.grid_waits import wait_times
from sdgen.analyses.latency.journeys import journey_latency, latency_bound
from sdgen.analyses.latency.queueing import Waiting, waiting
from sdgen.analyses.latency.turns import mean_wait, turns_of
from sdgen.analyses.traffic.flow import flow
from sdgen.design.records import Design
from tests.model.given import design
from tests.support.cases import every_case

ORACLE = json.loads((Path(__file__).parent / "queueing.json").read_text())


def one_component(balancing: str, replicas: int, servers: int, ratio: float, load: float) -> Design:
    """A journey that calls one component through a balancer that takes no time."""
    mean = fit_log_normal(1.0, ratio).mean
    chosen = "random" if balancing == "pooled" else balancing
    return design(f"""
components:
  web: {{kind: client, calls: [lb]}}
  lb: {{kind: load_balancer, balancing: {chosen}, latency: {{p50: 0s, p99: 0s}}, calls: [api]}}
  api:
    kind: service
    replicas: {replicas}
    capacity: {servers / mean:.9f}/s
    latency: {{p50: 1s, p99: {ratio}s}}
journeys:
  ask: {{rate: {load * replicas * servers / mean:.9f}/s, steps: [web -> lb -> api]}}
""")


def percentiles(shop: Design) -> tuple[float, float]:
    found = journey_latency(shop, shop.journeys["ask"], flow(shop).operations)
    assert found is not None
    return found.p50, found.p99


@every_case("name", ORACLE)
def test_percentiles_are_those_of_the_oracle(name: str) -> None:
    balancing, shape, _, ratio, _, load = name.split()
    replicas, servers = map(int, shape.split("x"))
    allowed = 0.12 if balancing == "least-connections" else 0.1 if ratio == "20" else 0.05
    case = (balancing, replicas, servers, int(ratio), float(load.removesuffix("%")) / 100)
    found = percentiles(one_component(*case))
    for computed, share in zip(found, ("p50", "p99"), strict=True):
        right = sorted(ORACLE[name][share])
        middle = right[len(right) // 2] if len(right) == 3 else sum(right) / 2
        assert computed == pytest.approx(middle, rel=allowed)
    if balancing == "random":
        # one server: exact but for the cells
        assert found[0] == pytest.approx(sum(ORACLE[name]["p50"]) / 2, rel=2e-3)
        assert found[1] == pytest.approx(sum(ORACLE[name]["p99"]) / 2, rel=2e-3)


def test_replicas_behind_a_random_balancer_are_single_servers() -> None:
    alone = percentiles(one_component("random", 1, 1, 10, 0.7))
    assert percentiles(one_component("random", 6, 1, 10, 0.7)) == pytest.approx(alone, rel=1e-3)


def test_the_better_the_balancing_the_shorter_the_wait() -> None:
    found = [
        percentiles(one_component(name, 4, 1, 5, 0.8))
        for name in ("random", "round-robin", "least-connections")
    ]
    assert found == sorted(found, reverse=True)
    pooled = percentiles(one_component("random", 1, 4, 5, 0.8))
    assert found[2][0] == pytest.approx(pooled[0], rel=1e-2)
    between = pooled[1] ** 0.8 * found[1][1] ** 0.2
    assert found[2][1] == pytest.approx(between, rel=1e-2)


@every_case("load", [0.3, 0.8, 0.95])
def test_service_that_never_varies_waits_half_as_long(load: float) -> None:
    """M/D/1: the mean wait is load / (2 (1 - load)) services."""
    wait = waiting(load, 1, LogNormal(1.0, 0.0))
    assert wait is not None
    assert wait.mean == pytest.approx(load / (2 * (1 - load)))
    assert mean_on_a_grid(wait, 30.0) == pytest.approx(wait.mean, rel=1e-3)


def mean_on_a_grid(wait: Waiting, lengths: float) -> float:
    grid = Grid(lengths * mean_wait(wait))
    shares = wait_times(grid, wait).shares
    return sum(at * float(each) for at, each in enumerate(shares)) * grid.width


@pytest.mark.slow
@every_case("ratio", [1.0, 1.5, 10.0, 20.0])
@every_case(("servers", "load", "turns"), [(1, 0.99, 1), (1, 0.99, 4), (1, 0.7, 16)])
@every_case("lengths", [100.0, 1_000.0])
def test_the_mean_is_kept_on_grids_of_any_width(
    ratio: float, servers: int, load: float, turns: int, lengths: float
) -> None:
    """Also where a cell is far wider than one part of the wait; and it is that of the roots."""
    wait = Waiting(fit_log_normal(1.0, ratio), servers, load, turns)
    assert mean_on_a_grid(wait, lengths) == pytest.approx(mean_wait(wait), rel=3e-3)


def test_one_in_two_of_exponential_like_arrivals_is_the_textbook_queue() -> None:
    """E_2/D/1 at half load: 1 - again is the chance of no wait, from the root r of
    (1 - r / v)^2 = exp(-r), v = 1: 2 x 0.5 / r."""
    low, high = 1.0, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        if (1 - middle) ** 2 < math.exp(-middle):
            low = middle
        else:
            high = middle
    assert turns_of(0.0, 0.5, 2).again == pytest.approx(1 - 0.5 * 2 / low)


def test_the_more_take_turns_the_less_they_wait() -> None:
    waits = [
        mean_wait(Waiting(fit_log_normal(1.0, 3.0), 1, 0.8, each)) for each in (1, 2, 4, 8, 16)
    ]
    assert waits == sorted(waits, reverse=True)
    assert mean_wait(Waiting(fit_log_normal(1.0, 3.0), 1, 0.8, 1_000)) == waits[-1]


@pytest.mark.slow
@every_case("balancing", ["random", "round-robin", "least-connections"])
@every_case(("ratio", "load"), [(1.5, 0.3), (3, 0.95), (10, 0.8), (100, 0.9)])
@every_case(("replicas", "servers"), [(1, 1), (2, 4), (8, 1)])
def test_the_bound_is_not_below_what_is_computed(
    balancing: str, ratio: float, load: float, replicas: int, servers: int
) -> None:
    shop = one_component(balancing, replicas, servers, ratio, load)
    for share, computed in zip((0.5, 0.99), percentiles(shop), strict=True):
        bound = latency_bound(shop, shop.journeys["ask"], flow(shop).operations, share)
        assert bound is not None
        assert computed <= bound * 1.005


def test_waits_fit_on_a_grid_that_others_fill() -> None:
    """A wait that is short beside the grid is not lost, nor longer than it is."""
    wait = Waiting(fit_log_normal(1e-3, 5e-3), 2, 0.9, 3)
    grid = Grid(60.0)
    shares = wait_times(grid, wait).shares
    assert float(shares.sum()) == pytest.approx(1.0)
    assert sum(at * float(each) for at, each in enumerate(shares)) * grid.width == pytest.approx(
        mean_wait(wait), rel=0.05
    )
    assert len(shares) == CELLS


@pytest.mark.slow
@every_case("balancing", ["random", "round-robin", "least-connections"])
@every_case(
    ("p50", "p99", "capacity", "replicas", "rate"),
    [
        ("1ns", "1000000d", "100/s", 7, "80/s"),
        ("1ns", "1000000d", "0.000001/s", 7, "0.000001/s"),
        ("1ns", "1ms", "100/s", 100_000, "80/s"),
        ("1ns", "1ms", "0.000001/s", 7, "0/s"),
        ("0s", "1ms", "100/s", 7, "80/s"),
        ("100d", "1000000d", "1000000000/s", 100_000, "1000000000000/s"),
    ],
)
def test_no_time_is_too_short_or_long_to_be_computed(
    balancing: str, p50: str, p99: str, capacity: str, replicas: int, rate: str
) -> None:
    shop = design(f"""
components:
  web: {{kind: client, calls: [lb]}}
  lb: {{kind: load_balancer, balancing: {balancing}, calls: [api: {{timeout: 1s, retries: 2}}]}}
  api:
    kind: service
    replicas: {replicas}
    capacity: {capacity}
    latency: {{p50: {p50}, p99: {p99}}}
journeys: {{ask: {{rate: {rate}, steps: [web -> lb -> api]}}}}
""")
    facts = Facts(shop)
    found = facts.latency("ask")
    bound = latency_bound(shop, shop.journeys["ask"], facts.traffic.operations, 0.99)
    assert found is not None
    assert bound is not None
    assert math.isinf(found.p99) is bool(found.overloaded)
    assert found.p50 <= found.p99
    assert found.p99 <= bound * 1.01
    assert all(each.number >= 0.0 for each in facts.in_flight.values())
