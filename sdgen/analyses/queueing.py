"""Queueing: how long requests wait for one of several servers.

M/M/c: arrivals at random, c servers, exponential service (A. K. Erlang, 1917). Where service
varies more or less than that, the waiting time is scaled by (1 + variation squared) / 2, the
variation being the standard deviation over the mean (A. O. Allen and J. L. Cunneen's
approximation, in Allen, Probability, Statistics, and Queueing Theory, 1990).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
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
    # Erlang B by its recurrence, which neither overflows nor cancels
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered_load * blocked / (count + offered_load * blocked)
    share = offered_load / servers
    return blocked / (1.0 - share + share * blocked)


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
