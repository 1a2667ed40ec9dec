"""Response times of one server under arrivals at random (M/G/1), without simulation.

F. Pollaczek (1930) and A. Y. Khinchine (1932): the wait is the sum of a geometric number of remaining
service times. That sum is put together by H. H. Panjer's recursion (1981) on a grid, once with
remaining times rounded down and once rounded up: the true distribution lies between the two. Nothing of
sdgen, and no Fourier transform, which is how sdgen does it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float64]

NORMAL_99 = 2.3263478740408408
CELLS = 24_000
_erfc = numpy.frompyfunc(math.erfc, 1, 1)


def _normal(values: Floats) -> Floats:
    return 0.5 * _erfc(-values / math.sqrt(2.0)).astype(float)


def percentiles(ratio: float, load: float) -> dict[float, tuple[float, float]]:
    """By share, bounds below and above the percentile of the response time, in medians of service.
    ``ratio`` is p99/p50 of the log-normal service."""
    early, late, service, width = _bounds(ratio, load)
    # the response is at most where both it and the rounding end
    return {
        share: (
            _quantile(early, service, share) * width,
            _quantile(late, service, share) * width,
        )
        for share in (0.5, 0.99)
    }


@lru_cache(maxsize=1)
def _bounds(ratio: float, load: float) -> tuple[Floats, Floats, Floats, float]:
    """Shares of the wait by cell, rounded down and up; the service by the ends of cells; their
    width."""
    spread = math.log(ratio) / NORMAL_99
    mean = math.exp(spread**2 / 2)
    mean_wait = mean * math.exp(spread**2) / 2 * load / (1.0 - load)
    # beyond the percentiles, as is checked below
    width = (7.0 * mean_wait + 2.0 * ratio) / CELLS
    ends = numpy.arange(1, CELLS + 1) * width
    # of a remaining service time: at most so much
    logs = numpy.log(ends) / spread
    remaining = (ends * _normal(-logs) + mean * _normal(logs - spread)) / mean
    cells = numpy.diff(remaining, prepend=0.0)
    early = _geometric(cells, load)
    late = _geometric(numpy.concatenate([[0.0], cells[:-1]]), load)
    service = _normal(numpy.concatenate([[-50.0], logs]))
    return early, late, service, width


def wait_beyond(ratio: float, load: float, shares: tuple[float, ...]) -> list[tuple[float, float]]:
    """By share, a wait that about so many do not exceed, and the probability that it is exceeded:
    the middle of two bounds."""
    early, late, _, width = _bounds(ratio, load)
    both = (early.cumsum() + late.cumsum()) / 2.0
    cells = [int(numpy.searchsorted(both, share)) for share in shares]
    return [(at * width, 1.0 - float(both[at])) for at in cells]


def _geometric(cells: Floats, load: float) -> Floats:
    """Shares of the sum, by cell: sum over n of (1 - load) load^n times n times the cells."""
    total = numpy.zeros(CELLS)
    scale = 1.0 / (1.0 - load * cells[0])
    total[0] = (1.0 - load) * scale
    backward = numpy.ascontiguousarray(cells[::-1])
    for at in range(1, CELLS):
        # sum over i from 1 to at of cells[i] x total[at - i]
        part = backward[CELLS - 1 - at : CELLS - 1] @ total[:at]
        total[at] = load * scale * part
    return total


def _quantile(wait: Floats, service: Floats, share: float) -> float:
    """In cells: where wait and service together stay within ``share``."""
    low, high = 0, CELLS - 1
    while high - low > 1:
        middle = (low + high) // 2
        within = float(wait[: middle + 1] @ service[middle::-1][: middle + 1])
        low, high = (middle, high) if within < share else (low, middle)
    assert high < CELLS - 1, "the grid ends before the percentile"
    below = float(wait[: low + 1] @ service[low::-1][: low + 1])
    above = float(wait[: high + 1] @ service[high::-1][: high + 1])
    return low + (share - below) / max(above - below, 1e-300)
