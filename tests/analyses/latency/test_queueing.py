"""Queueing against textbook values and a discrete-event simulation."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from heapq import heapreplace

import pytest

from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.grid import Grid
from sdgen.analyses.latency.grid_waits import wait_times
from sdgen.analyses.latency.queueing import erlang_c, waiting
from tests.support.cases import every_case

Quantiles = tuple[float, float]


def test_erlang_c_of_two_servers_at_one_erlang() -> None:
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)


def test_one_server_waits_with_the_probability_of_its_utilisation() -> None:
    assert erlang_c(1, 0.7) == pytest.approx(0.7)
    assert erlang_c(3, 3.0) == 1.0
    assert erlang_c(3, 0.0) == 0.0


def test_an_overloaded_queue_has_no_waiting_time() -> None:
    assert waiting(arrivals=20, servers=2, service=LogNormal(0.1, 0.0)) is None


def _in_turn(requests: int, utilisation: float, servers: int, p50: float, p99: float) -> Quantiles:
    """The same without the library, which takes a tenth of the time: whoever comes is served by
    the server that is free first."""
    source = random.Random(1)
    shape = fit_log_normal(p50, p99)
    rate = utilisation * servers / shape.mean
    free, now, times = [0.0] * servers, 0.0, []
    for _ in range(requests):
        now += source.expovariate(rate)
        begin = max(now, free[0])
        end = begin + source.lognormvariate(math.log(shape.median), shape.spread)
        heapreplace(free, end)
        times.append(end - now)
    return _quantiles(times)


def _quantiles(times: list[float]) -> Quantiles:
    times = sorted(times[len(times) // 40 :])
    return times[len(times) // 2], times[int(len(times) * 0.99)]


def _simulate(requests: int, utilisation: float, servers: int, p50: float, p99: float) -> Quantiles:
    """Median and 99th percentile of so many requests to ``servers`` with log-normal service."""
    source = random.Random(1)
    shape = fit_log_normal(p50, p99)
    import simpy

    environment = simpy.Environment()
    resource = simpy.Resource(environment, servers)
    times: list[float] = []

    def request():
        start = environment.now
        with resource.request() as turn:
            yield turn
            yield environment.timeout(source.lognormvariate(math.log(shape.median), shape.spread))
        times.append(environment.now - start)

    def arrivals():
        rate = utilisation * servers / shape.mean
        for _ in range(requests):
            yield environment.timeout(source.expovariate(rate))
            environment.process(request())

    environment.process(arrivals())
    environment.run()
    return _quantiles(times)


@pytest.mark.parametrize(
    ("simulate", "requests", "utilisation"),
    [
        (_in_turn, 60_000, 0.7),
        pytest.param(_simulate, 400_000, 0.5, marks=pytest.mark.slow),
        pytest.param(_simulate, 400_000, 0.7, marks=pytest.mark.slow),
        pytest.param(_simulate, 400_000, 0.85, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("servers", [4])
def test_against_simulation(
    servers: int, simulate: Callable[..., Quantiles], requests: int, utilisation: float
) -> None:
    p50, p99 = 0.008, 0.03
    shape = fit_log_normal(p50, p99)
    wait = waiting(utilisation * servers / shape.mean, servers, shape)
    assert wait is not None
    grid = Grid(1.5 * p99 + 10 * wait.mean)
    total = grid.sequence([grid.log_normal(shape), wait_times(grid, wait)])
    simulated = simulate(requests, utilisation, servers, p50, p99)
    assert grid.quantile(total, 0.5) == pytest.approx(simulated[0], rel=0.05)
    assert grid.quantile(total, 0.99) == pytest.approx(simulated[1], rel=0.05)


@every_case("servers", [1_999, 2_001, 20_000])
@every_case("utilisation", [0.3, 0.9, 0.98, 0.995, 0.9999])
def test_many_servers_are_counted_by_an_integral(servers: int, utilisation: float) -> None:
    """Against the recurrence of Erlang's formula, one server after the other."""
    load = servers * utilisation
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = load * blocked / (count + load * blocked)
    expected = blocked / (1.0 - utilisation + utilisation * blocked)
    assert erlang_c(servers, load) == pytest.approx(expected, rel=1e-7, abs=1e-200)


def test_more_servers_than_can_be_counted() -> None:
    assert erlang_c(10**15, 1.0) == 0
    assert 0.99 < erlang_c(10**12, 10**12 - 100.0) < 1
