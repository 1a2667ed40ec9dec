"""Balancers that choose the replica with the fewest requests: nearly as good as one queue for all.

Half of all requests stay as long as if all servers had one queue; the 99th percentile lies between that
queue's and that of replicas that take turns, at a weighted geometric mean which simulations gave
(benchmarks/README.md): 0.8 and 0.2, and less of the second where hardly anybody waits, or where all are
nearly full and so no replica is left idle beside a queue.
"""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal
from sdgen.analyses.latency.grid import Grid, Times
from sdgen.analyses.latency.grid_waits import wait_times
from sdgen.analyses.latency.queueing import Waiting
from sdgen.analyses.latency.turns import mean_wait

SHARE_OF_TURNS = 0.2
RARE = 0.08
"""The probability of waiting in one queue below which the share of turns is smaller."""
SPARE = 0.1
"""The spare share of capacity below which it is smaller, too."""
MOST_GRIDS = 60


class Stretch(Struct, frozen=True):
    """Times beyond ``start`` seconds of one queue are longer: t x (t / start)^power."""

    start: float
    power: float


def share_of_turns(pooled: Waiting) -> float:
    """How near the 99th percentile is to that of replicas that take turns."""
    return SHARE_OF_TURNS * min(1.0, pooled.probability / RARE, (1.0 - pooled.load) / SPARE)


@lru_cache(maxsize=1_024)
def stretch_of(service: LogNormal, turns: Waiting, pooled: Waiting) -> Stretch:
    """What makes the times of one queue those of least connections."""
    start, best = _percentiles(service, pooled)
    worst = _percentiles(service, turns)[1]
    if not start or best <= start or worst <= best:
        return Stretch(0.0, 0.0)
    power = share_of_turns(pooled) * math.log(worst / best) / math.log(best / start)
    return Stretch(start, power)


def mean_stay(service: LogNormal, turns: Waiting, pooled: Waiting) -> float:
    """Seconds on average, weighted as the 99th percentile is."""
    share = share_of_turns(pooled)
    best, worst = (service.mean + mean_wait(each) for each in (pooled, turns))
    return best * math.exp(share * math.log(worst / best))


def stay_times(grid: Grid, service: Times, wait: Waiting) -> Times:
    """The time in a component, waiting and being served."""
    return grid.sequence([service, wait_times(grid, wait)])


def _percentiles(service: LogNormal, wait: Waiting) -> tuple[float, float]:
    """The median and the 99th percentile of a stay."""
    longest = 1.5 * service.high() + 3.0 * mean_wait(wait)
    for _ in range(MOST_GRIDS):
        grid = Grid(longest)
        times = stay_times(grid, grid.log_normal(service), wait)
        high = grid.quantile(times, 0.99)
        if 1.05 * high <= longest <= 4.0 * high:
            return grid.quantile(times, 0.5), high
        longest = 2.0 * longest if math.isinf(high) else 1.5 * high
    return 0.0, 0.0
