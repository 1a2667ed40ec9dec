"""Queueing: how long requests wait for one of several servers.

The wait is a sum of independent times. With probability P a request waits at all; then for one first
time, the shortest of what the servers have still to do, and for a geometric number of further ones, each
what is left of a service that all servers together do. With one server that is the formula of F. Pollaczek
(1930) and A. Y. Khinchine (1932), and exact for service of any spread. With several it is the approximation of
H. C. Tijms, M. H. van Hoorn and A. Federgruen (Advances in Applied Probability 13, 1981), P being Erlang's
(1917), with three corrections fitted to simulations of log-normal service (benchmarks/README.md): P and the first
time grow with the spread, and a very long service holds one server only, while the others go on.

Replicas that take turns (``turns.py``) get more regular arrivals, and so wait less.
"""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal

MOST_COUNTED = 2_000
"""Servers that are counted one by one; of more an integral is taken."""
INTERVALS = 400
NO_WAIT = 1e-12
"""A probability of waiting that no percentile shows."""
LATER, FIRST_LONGER = 0.1, 0.2
"""How much more often, and how much longer at first, requests wait the more service varies."""
LONG = 50.0
"""Mean services from which on one that is under way holds up the others less than in proportion."""
PARTS = 24
HIGHEST_MOMENT = 8
HUGE = 1e300


class Waiting(Struct, frozen=True):
    """The wait for one of ``servers`` at a utilisation of ``load``, below 1: each is busy for
    ``service`` with each request. ``turns`` are the replicas, each with so many servers, that take
    requests in turn; 1 where requests arrive at random."""

    service: LogNormal
    servers: int
    load: float
    turns: int = 1

    @property
    def irregularity(self) -> float:
        """How much more service varies than an exponential one, between -1 and 1."""
        squared = self.service.variation**2
        return (squared - 1.0) / (squared + 1.0)

    @property
    def probability(self) -> float:
        """That a request waits at all, arrivals being at random."""
        found = erlang_c(self.servers, self.load * self.servers)
        if self.servers > 1:
            found += LATER * self.irregularity * found * (1.0 - found)
        return found

    @property
    def first_scale(self) -> float:
        """What the first time is multiplied with."""
        return 1.0 + FIRST_LONGER * self.irregularity if self.servers > 1 else 1.0

    @property
    def kept(self) -> float:
        """The part of a very long service that holds up the others: all of it with one server,
        none where the others carry the load without its server. Of t seconds that a service has to
        go these are k t + (1 - k) T (1 - exp(-t / T)), k being the part kept and T ``LONG`` means."""
        if self.servers == 1:
            return 1.0
        return math.sqrt(max(0.0, 1.0 - self.servers * (1.0 - self.load)))

    @property
    def mean(self) -> float:
        """Seconds on average, of requests that do not wait too."""
        return _moments(self)[0]

    @property
    def variance(self) -> float:
        """In seconds squared; the first time is taken to vary as an exponential one."""
        mean, square = _moments(self)
        return square - mean**2

    def first_beyond(self, chance: float) -> float:
        """Seconds that the first time of a wait exceeds with at most this probability."""
        if chance >= self.probability:
            return 0.0
        least = (chance / self.probability) ** (1.0 / self.servers)
        low, high = 0.0, self.service.highest()
        while 1.0 - remaining(self.service, high) > least:
            high *= 2.0
        for _ in range(40):
            middle = (low + high) / 2.0
            if 1.0 - remaining(self.service, middle) > least:
                low = middle
            else:
                high = middle
        return high * self.first_scale

    def rest_beyond(self, chance: float) -> tuple[float, int]:
        """Seconds that the rest of a wait exceeds with at most this probability, by A. A. Markov's
        inequality for the moment that tells most; and which that is."""
        moments = _rest_moments(self.service, self.servers, self.load)
        return min(
            ((self.probability * moment / chance) ** (1.0 / power), power)
            for power, moment in enumerate(moments)
            if power
        )


def remaining(service: LogNormal, seconds: float) -> float:
    """The probability that a service under way has at most so many seconds to go."""
    if seconds <= 0.0:
        return 0.0
    if service.spread == 0.0:
        return min(1.0, seconds / service.median)
    at = math.log(seconds / service.median) / service.spread
    above = 0.5 * math.erfc(at / math.sqrt(2.0))
    part = 0.5 * math.erfc((service.spread - at) / math.sqrt(2.0))
    return seconds * above / service.mean + part


@lru_cache(maxsize=20_000)
def _rest_moments(service: LogNormal, servers: int, load: float) -> tuple[float, ...]:
    """Moments of the geometric sum, from the zeroth on: what is left of a service has the moments
    E[S^(n+1)] / ((n + 1) E[S]); no part of it is longer than is counted here."""
    parts, found = [1.0], [1.0]
    for power in range(1, HIGHEST_MOMENT + 1):
        exponent = ((power + 1) ** 2 - 1) * service.spread**2 / 2.0
        if exponent > 600.0:
            break
        parts.append((service.median / servers) ** power * math.exp(exponent) / (power + 1))
        known = sum(
            math.comb(power, lower) * parts[lower] * found[power - lower]
            for lower in range(1, power + 1)
        )
        found.append(load / (1.0 - load) * known)
    # a mean square beyond all numbers
    return (*found, HUGE) if len(found) == 2 else tuple(found)


@lru_cache(maxsize=20_000)
def _moments(wait: Waiting) -> tuple[float, float]:
    """The mean and the mean square of the wait."""
    first = mean_first(wait.service, wait.servers) * wait.first_scale
    rest = _rest_moments(wait.service, wait.servers, wait.load)
    mean = wait.probability * (first + rest[1])
    square = wait.probability * (2.0 * first**2 + 2.0 * first * rest[1] + rest[2])
    return mean, square


def mean_remaining(wait: Waiting) -> float:
    """Seconds that one part of the rest of a wait takes on average, arrivals being at random."""
    service = wait.service
    return service.mean * math.exp(service.spread**2) / 2.0 / wait.servers


@lru_cache(maxsize=20_000)
def mean_first(service: LogNormal, servers: int) -> float:
    """The mean of the shortest of what ``servers`` have left to do: the integral of the chance
    that all have more, by the trapezoidal rule over the logarithm of time."""
    if servers == 1:
        return service.mean * math.exp(service.spread**2) / 2.0
    if service.spread == 0.0:
        return service.median / (servers + 1)
    low = math.log(service.median / servers) - 5.0 * service.spread - 5.0
    high = math.log(service.median) + 8.0 * service.spread + 2.0
    step = (high - low) / PARTS
    times = [math.exp(low + at * step) for at in range(PARTS + 1)]
    return step * sum(each * (1.0 - remaining(service, each)) ** servers for each in times)


def erlang_c(servers: int, offered_load: float) -> float:
    """The probability that a request has to wait; ``offered_load`` is arrivals a second x seconds
    of service, in erlangs. 1 from ``servers`` on, where the queue never drains."""
    if offered_load <= 0.0:
        return 0.0
    if offered_load >= servers:
        return 1.0
    blocked = _erlang_b(servers, offered_load)
    share = offered_load / servers
    return blocked / (1.0 - share + share * blocked)


def _erlang_b(servers: int, offered_load: float) -> float:
    """The probability that all servers are busy where nobody waits."""
    if servers > MOST_COUNTED:
        return _erlang_b_of_many(servers, offered_load)
    # the recurrence neither overflows nor cancels
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered_load * blocked / (count + offered_load * blocked)
    return blocked


def _erlang_b_of_many(servers: int, offered_load: float) -> float:
    """By the integral of exp(-t) (1 + t / a) ** c over all t from 0, whose inverse it is (D. L.
    Jagerman, Some Properties of the Erlang Loss Function, 1974), by Simpson's rule around the one
    peak of the integrand."""
    peak = servers - offered_load
    width = math.sqrt(servers)
    start, end = max(0.0, peak - 12.0 * width), max(0.0, peak) + 12.0 * width

    def exponent(time: float) -> float:
        return servers * math.log1p(time / offered_load) - time

    if exponent(peak) > 700.0:
        return 0.0
    step = (end - start) / INTERVALS
    weights = (
        1.0 if at in (0, INTERVALS) else 4.0 if at % 2 else 2.0 for at in range(INTERVALS + 1)
    )
    total = sum(weight * math.exp(exponent(start + at * step)) for at, weight in enumerate(weights))
    return min(1.0, 3.0 / (total * step))


def waiting(arrivals: float, servers: int, service: LogNormal, turns: int = 1) -> Waiting | None:
    """The wait at ``arrivals`` a second at one of ``turns`` replicas, for one of its ``servers``
    that are busy for ``service`` with each; None where arrivals are at or over what they carry, and
    the queue only grows."""
    load = arrivals * service.mean / servers
    return None if load >= 1.0 else Waiting(service, servers, load, turns)
