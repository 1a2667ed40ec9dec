"""Queueing: how long requests wait for one of several servers.

M/M/c: arrivals at random, c servers, exponential service (A. K. Erlang, 1917). Where service
varies more or less than that, the waiting time is scaled by (1 + variation squared) / 2, the
variation being the standard deviation over the mean (A. O. Allen and J. L. Cunneen's
approximation, in Allen, Probability, Statistics, and Queueing Theory, 1990).
"""

from __future__ import annotations

import math

from msgspec import Struct

MOST_COUNTED = 2_000
"""Servers that are counted one by one; of more an integral is taken."""
INTERVALS = 400


class Waiting(Struct, frozen=True):
    """A request waits at all with ``probability``, and then for ``mean`` seconds on average,
    exponentially distributed."""

    probability: float
    mean: float


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


def waiting(
    arrivals: float, servers: int, service_time: float, variation: float = 1.0
) -> Waiting | None:
    """The wait at ``arrivals`` a second for ``servers`` that take ``service_time`` seconds each on
    average; None where arrivals are at or over what they carry, and the queue only grows."""
    offered = arrivals * service_time
    if offered >= servers:
        return None
    spare = servers / service_time - arrivals
    return Waiting(erlang_c(servers, offered), (1.0 + variation**2) / 2.0 / spare)
