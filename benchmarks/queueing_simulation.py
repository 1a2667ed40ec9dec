"""Simulations of replicated components under load: response times, with their confidence intervals.

Arrivals are at random (Poisson); a job goes to one of ``replicas`` replicas, which have ``servers`` servers
each and work in the order of arrival. Service is log-normal with a median of 1. numpy only, and nothing of
sdgen: this is what sdgen's model is compared with.

Many independent systems run side by side, one a column ("lane") of the arrays, so that one step of Python
moves all of them by one arrival. Where arrivals are at random, one server as fast as all together works on
the same jobs beside each system: how often its wait is long is known exactly (Pollaczek-Khinchine), and what
chance adds there is taken out of the percentiles at 95% load (a control variate). An interval is that of the mean of groups of lanes (Student's t), 95%.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy
from numpy.typing import NDArray
from pollaczek_khinchine import wait_beyond

Floats = NDArray[numpy.float64]

NORMAL_99 = 2.3263478740408408
GROUPS = 32
STUDENT = 2.04
"""The 97.5th percentile of Student's t with GROUPS - 1 degrees of freedom."""
BINS_PER_E = 500
LEAST, MOST = 1e-3, 1e6
"""Response times that the histogram holds, in medians of service; a bin is 0.2% wide."""
BINS = int(BINS_PER_E * math.log(MOST / LEAST)) + 1
CHUNK = 256
ROOM = 1_024
"""Jobs of one replica that may wait at the same time."""


class Case(NamedTuple):
    """One queueing system. ``balancing`` is ``pooled`` (one queue for all servers), ``round-robin``
    or ``least-connections``; ``load`` is the utilisation."""

    balancing: str
    replicas: int
    servers: int
    ratio: float
    load: float

    @property
    def spread(self) -> float:
        return math.log(self.ratio) / NORMAL_99

    @property
    def mean(self) -> float:
        """Of the service, in medians."""
        return math.exp(self.spread**2 / 2)

    @property
    def rate(self) -> float:
        """Arrivals at the whole component in a median of service."""
        return self.load * self.replicas * self.servers / self.mean

    @property
    def relaxation(self) -> float:
        """Arrivals after which a state is about forgotten (diffusion limit of one fast server)."""
        squared = math.expm1(self.spread**2)
        return 2.0 * (1.0 + squared) / (1.0 - self.load) ** 2


class Estimate(NamedTuple):
    """A percentile with its 95% interval."""

    low: float
    value: float
    high: float

    @property
    def width(self) -> float:
        return (self.high - self.low) / self.value


class Found(NamedTuple):
    p50: Estimate
    p99: Estimate
    arrivals: int


def simulate(case: Case, precise: float, most: int) -> Found:
    """Percentiles of the response time, until the interval of each is narrower than ``precise``
    of it, or ``most`` arrivals were counted. The same case gives the same figures."""
    seed = (case.replicas, case.servers, round(case.ratio * 100), round(case.load * 100))
    random = numpy.random.Generator(numpy.random.SFC64((*seed, len(case.balancing))))
    if case.balancing == "round-robin" and case.servers == 1:
        system: _System = _OneServer(case, random)
    elif case.balancing == "least-connections":
        system = _LeastConnections(case, random)
    else:
        system = _SharedQueue(case, random)
    warm = 3.0 * case.relaxation + 300.0
    while system.steps < warm:
        system.advance()
    histogram = numpy.zeros((GROUPS, BINS))
    known: list[tuple[float, float]] = []
    if system.random_arrivals and case.load > 0.9:
        known = wait_beyond(case.ratio, case.load, (0.5, 0.985))
    exceeded = numpy.zeros((2, GROUPS))
    counted, check = 0, 1_500_000
    while True:
        times = system.advance()
        histogram += _histogram(times)
        for at, (wait, _) in enumerate(known):
            over = system.fast * (case.replicas * case.servers) > wait
            exceeded[at] += over.reshape(len(times), GROUPS, -1).sum(axis=(0, 2))
        counted += times.size
        if counted >= check:
            surplus = exceeded / histogram.sum(axis=1)
            for at, (_, exact) in enumerate(known):
                surplus[at] -= exact
            found = Found(
                _estimate(histogram, 0.5, surplus[0]),
                _estimate(histogram, 0.99, surplus[1]),
                counted,
            )
            if max(found.p50.width, found.p99.width) < precise or counted >= most:
                return found
            check = int(counted * 1.25)


def _histogram(times: Floats) -> Floats:
    """By group, of an array whose second index is the lane."""
    bins = numpy.clip((numpy.log(times / LEAST) * BINS_PER_E).astype(numpy.int64), 0, BINS - 1)
    group = numpy.arange(times.shape[1]) * GROUPS // times.shape[1]
    flat = (bins + group[None, :] * BINS).ravel()
    return numpy.bincount(flat, minlength=GROUPS * BINS).reshape(GROUPS, BINS).astype(float)


def _estimate(histogram: Floats, share: float, surplus: Floats) -> Estimate:
    """A percentile; ``surplus`` is by group what chance added to the control variate, or 0."""
    whole = histogram.sum(axis=0).cumsum() / histogram.sum()
    each = histogram.cumsum(axis=1) / histogram.sum(axis=1, keepdims=True)
    within = each[:, int(numpy.searchsorted(whole, share))]
    spread = float(((surplus - surplus.mean()) ** 2).sum())
    slope = float((within * (surplus - surplus.mean())).sum()) / spread if spread else 0.0
    share += slope * float(surplus.mean())
    left = within - within.mean() - slope * (surplus - surplus.mean())
    error = STUDENT * math.sqrt(float((left**2).sum()) / (GROUPS - 2) / GROUPS)
    return Estimate(*(_quantile(whole, share + shift) for shift in (-error, 0.0, error)))


def _quantile(whole: Floats, share: float) -> float:
    at = int(numpy.searchsorted(whole, share))
    before = float(whole[at - 1]) if at else 0.0
    inside = (share - before) / max(float(whole[at]) - before, 1e-300)
    return LEAST * math.exp((at + inside) / BINS_PER_E)


class _System:
    """Lanes of one case. ``advance`` moves all by CHUNK arrivals and gives the response times, by
    arrival and lane."""

    random_arrivals = False

    def __init__(self, case: Case, random: numpy.random.Generator, lanes: int) -> None:
        self.case, self.random, self.lanes = case, random, lanes
        self.steps = 0.0
        self.fast = numpy.zeros((1, lanes))
        self.before = numpy.zeros(lanes)

    def advance(self) -> Floats:
        raise NotImplementedError

    def services(self, *shape: int) -> Floats:
        made = self.random.standard_normal(shape)
        made *= self.case.spread
        return numpy.exp(made, out=made)

    def follow(self, service: Floats, gaps: Floats) -> None:
        """The waits of the same jobs at one server as fast as all together (Lindley)."""
        worked = numpy.concatenate([self.before[None, :], service[:-1]])
        change = (worked / (self.case.replicas * self.case.servers) - gaps).cumsum(axis=0)
        lowest = numpy.minimum.accumulate(change, axis=0)
        self.fast = change + numpy.maximum(self.fast[-1], -lowest)
        self.before = service[-1]

    def backlog(self) -> Floats:
        """By lane, a wait to begin with, about as long as it is in the long run (M/G/1)."""
        case = self.case
        squared = math.expm1(case.spread**2)
        mean = case.mean / (case.replicas * case.servers) * (1.0 + squared) / 2 / (1.0 - case.load)
        busy = self.random.random(self.lanes) < case.load
        return numpy.where(busy, self.random.standard_exponential(self.lanes) * mean, 0.0)


class _OneServer(_System):
    """One replica of several that take turns, with one server: each gets every so-manieth arrival,
    so that times between arrivals are Erlang. Lindley's recursion over a long run in each lane."""

    def __init__(self, case: Case, random: numpy.random.Generator) -> None:
        super().__init__(case, random, GROUPS)
        self.wait = numpy.zeros(self.lanes)

    def advance(self) -> Floats:
        length = 8 * CHUNK
        service = self.services(length, self.lanes)
        gaps = self.random.standard_gamma(self.case.replicas, (length, self.lanes))
        gaps /= self.case.rate
        change = (service - gaps).cumsum(axis=0)
        lowest = numpy.minimum.accumulate(change, axis=0)
        after = change + numpy.maximum(self.wait[None, :], -lowest)
        before = numpy.concatenate([self.wait[None, :], after[:-1]])
        self.wait = after[-1]
        self.steps += length
        return before + service


class _SharedQueue(_System):
    """One queue before all servers of a replica (J. Kiefer and J. Wolfowitz): pooled with arrivals
    at random, or one replica of several that take turns."""

    def __init__(self, case: Case, random: numpy.random.Generator) -> None:
        super().__init__(case, random, 2_048)
        self.free = numpy.repeat(self.backlog()[None, :], case.servers, axis=0)
        self.now = numpy.zeros(self.lanes)
        self.every = 1 if case.balancing == "pooled" else case.replicas
        self.random_arrivals = self.every == 1
        self.fast = self.free[:1].copy()

    def advance(self) -> Floats:
        service = self.services(CHUNK, self.lanes)
        if self.every == 1:
            gaps = self.random.standard_exponential((CHUNK, self.lanes))
        else:
            gaps = self.random.standard_gamma(self.every, (CHUNK, self.lanes))
        gaps /= self.case.rate
        if self.random_arrivals:
            self.follow(service, gaps)
        arrivals = gaps.cumsum(axis=0) + self.now
        lanes, free, done = numpy.arange(self.lanes), self.free, numpy.empty_like(service)
        for at in range(CHUNK):
            server = free.argmin(axis=0)
            end = numpy.maximum(free[server, lanes], arrivals[at])
            end += service[at]
            free[server, lanes] = end
            done[at] = end
        self.now = numpy.zeros(self.lanes)
        free -= arrivals[-1]
        self.steps += CHUNK
        return done - arrivals


class _LeastConnections(_System):
    """A job goes to the replica that has fewest, waiting or in service; of several such to the
    next in turn. Starts of a replica's jobs are in the order of arrival, so that those that wait
    are the end of a ring of starts."""

    def __init__(self, case: Case, random: numpy.random.Generator) -> None:
        super().__init__(case, random, 768)
        replicas = case.replicas
        backlog = self.backlog()
        self.random_arrivals = True
        self.fast = backlog[None, :].copy()
        self.free = numpy.tile(backlog, (replicas, case.servers, 1))
        self.starts = numpy.full((ROOM, replicas * self.lanes), -numpy.inf)
        self.head = numpy.zeros(replicas * self.lanes, dtype=numpy.int64)
        self.waiting = numpy.zeros(replicas * self.lanes)
        self.now = numpy.zeros(self.lanes)
        self.turn = 0

    def advance(self) -> Floats:
        case, replicas, lanes = self.case, self.case.replicas, numpy.arange(self.lanes)
        service = self.services(CHUNK, self.lanes)
        gaps = self.random.standard_exponential((CHUNK, self.lanes)) / case.rate
        self.follow(service, gaps)
        arrivals = gaps.cumsum(axis=0)
        done = numpy.empty_like(service)
        order = numpy.arange(replicas)[:, None] / (2.0 * replicas)
        for at in range(CHUNK):
            now = arrivals[at]
            self._begin(numpy.tile(now, replicas))
            held = (self.free > now).sum(axis=1) + self.waiting.reshape(replicas, -1)
            held += numpy.roll(order, self.turn, axis=0)
            self.turn = (self.turn + 1) % replicas
            chosen = held.argmin(axis=0)
            servers = self.free[chosen, :, lanes]
            server = servers.argmin(axis=1)
            start = numpy.maximum(servers[lanes, server], now)
            end = start + service[at]
            self.free[chosen, server, lanes] = end
            done[at] = end
            late = start > now
            place = (chosen * self.lanes + lanes)[late]
            end_of_ring = (self.head[place] + self.waiting[place].astype(numpy.int64)) % ROOM
            self.starts[end_of_ring, place] = start[late]
            self.waiting[place] += 1
            if len(place) and self.waiting[place].max() >= ROOM - 1:
                raise OverflowError("more jobs wait than there is room for")
        self.free -= arrivals[-1]
        self.starts -= numpy.tile(arrivals[-1], replicas)
        self.steps += CHUNK
        return done - arrivals

    def _begin(self, now: Floats) -> None:
        """Take what has begun by now out of the waiting jobs."""
        candidates = numpy.flatnonzero(self.waiting)
        while len(candidates):
            begun = self.starts[self.head[candidates], candidates] <= now[candidates]
            candidates = candidates[begun]
            self.waiting[candidates] -= 1
            self.head[candidates] = (self.head[candidates] + 1) % ROOM
            candidates = candidates[self.waiting[candidates] > 0]
