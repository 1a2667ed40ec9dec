"""Waits on a grid of durations: ``queueing.py`` and ``turns.py`` say of what parts they are."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from sdgen.analyses.latency.distribution import LogNormal
from sdgen.analyses.latency.grid import NARROW, Grid, Times
from sdgen.analyses.latency.queueing import LONG, NO_WAIT, Waiting
from sdgen.analyses.latency.turns import first_scale, probability, turns_of

if TYPE_CHECKING:
    from sdgen.analyses.latency.grid import Shares, Transform

TABLE = 600


def wait_times(grid: Grid, wait: Waiting) -> Times:
    """The time in a queue; exact up to the end of the grid as all that is computed on it, where
    the queue has one server."""
    waits = probability(wait)
    if waits < NO_WAIT:
        return grid.nothing()
    found = turns_of(wait.service.spread, wait.load, wait.turns)
    part = _part(grid, wait)
    rest = (1.0 - found.again) / (1.0 - part)
    if wait.servers == 1:
        return Times(transform=rest)
    scale = first_scale(wait)

    def longer(seconds: Shares) -> Shares:
        more: Shares = 1.0 - remaining(grid, wait.service, seconds / scale)
        return more**wait.servers

    first = _rounded(grid, 1.0, longer, wait.service.mean / wait.servers)
    return Times(transform=1.0 - waits + waits * first.transform * rest)


def _part(grid: Grid, wait: Waiting) -> Transform:
    """What one part of a wait takes, times the probability that it comes."""
    import numpy

    found = turns_of(wait.service.spread, wait.load, wait.turns)

    def longer(seconds: Shares) -> Shares:
        held = _lengthened(wait, seconds * wait.servers)
        if found.lengths is None or found.longer is None:
            more: Shares = 1.0 - remaining(grid, wait.service, held)
            return found.again * more
        return numpy.interp(held / wait.service.mean, found.lengths, found.longer)

    return _rounded(grid, found.again, longer, wait.service.mean / wait.servers).transform


def _rounded(grid: Grid, share: float, longer: Callable[[Shares], Shares], mean: float) -> Times:
    """Times rounded to cells, ``share`` of all, of which so many are longer than each. Where cells
    are not much narrower than the ``mean`` time, the part that is moved from the first cell to the
    second keeps the mean: it counts in the sum of many such times."""
    import numpy

    ends = grid.ends()
    more = longer(ends)
    times = grid.from_below(share - more)
    if grid.width < NARROW * mean:
        return times
    last = float(ends[-1]) + grid.width / 2.0
    seconds = numpy.geomspace(min(mean, grid.width) * 1e-4, last, TABLE)
    known = longer(seconds)
    whole = share * float(seconds[0])
    whole += float(((known[1:] + known[:-1]) * numpy.diff(seconds)).sum()) / 2.0
    moved = whole / grid.width - float(more.sum())
    times.shares[0] -= moved
    times.shares[1] += moved
    return times


def _lengthened(wait: Waiting, held: Shares) -> Shares:
    """The services that hold up the others for so long."""
    import numpy

    share = wait.kept
    if share == 1.0:
        return held
    mean = wait.service.mean
    long = numpy.geomspace(mean * 1e-3, 1e4 * max(float(held[-1]), mean), TABLE)
    short = share * long - (1.0 - share) * LONG * mean * numpy.expm1(-long / (LONG * mean))
    # what is shorter than the table counts as it is
    return numpy.where(held < short[0], held, numpy.interp(held, short, long))


def remaining(grid: Grid, service: LogNormal, seconds: Shares) -> Shares:
    """By time, the probability that a service under way has at most so long to go."""
    import numpy

    if service.spread == 0.0:
        return numpy.minimum(seconds / service.median, 1.0)
    above = 1.0 - grid.below(service, seconds)
    grown = LogNormal(service.median * math.exp(service.spread**2), service.spread)
    found: Shares = seconds / service.mean * above
    found += grid.below(grown, seconds)
    numpy.minimum(found, 1.0, out=found)
    return found
