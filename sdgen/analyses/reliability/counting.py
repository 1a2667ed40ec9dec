"""How many of independent instances are down at once: a sum of what is lost, never 1 less what is not,
so that it is exact also where it is very little."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

MOST_STEPS = 1_000_000
"""Above this, instances are not gone through one by one."""
VANISHING = 2.0**-80
"""A term so small beside the largest one, of up to as many as there are instances, is left out."""


def any_down(instances: Iterable[float]) -> float:
    """The probability that one or more are down."""
    given = tuple(instances)
    return 1.0 if 1.0 in given else -math.expm1(math.fsum(math.log1p(-q) for q in given))


def more_down(instances: Sequence[float], spare: int) -> float:
    """The probability that more than ``spare`` of the instances are down: exactly 1 where that is
    certain, and exactly 0 where it cannot be."""
    spare -= sum(q == 1.0 for q in instances)
    likely = [q for q in instances if 0.0 < q < 1.0]
    number = len(likely)
    if spare >= number or spare < 0:
        return float(spare < 0)
    many = number * min(spare + 1, number - spare) > MOST_STEPS
    if many and len(set(likely)) == 1:
        return _binomial_above(likely, spare)
    if spare < number - spare:
        return _by_the_lost(likely, spare)
    return _by_the_left(likely, number - spare - 1)


def _by_the_lost(instances: Sequence[float], spare: int) -> float:
    """What goes beyond ``spare`` down, one instance after the other."""
    exactly = [1.0] + [0.0] * spare
    lost = 0.0
    for q in instances:
        lost += exactly[spare] * q
        for down in range(spare, 0, -1):
            exactly[down] = exactly[down] * (1.0 - q) + exactly[down - 1] * q
        exactly[0] *= 1.0 - q
    return min(1.0, lost)


def _by_the_left(instances: Sequence[float], most: int) -> float:
    """At most ``most`` are up."""
    exactly = [1.0] + [0.0] * most
    for q in instances:
        for up in range(most, 0, -1):
            exactly[up] = exactly[up] * q + exactly[up - 1] * (1.0 - q)
        exactly[0] *= q
    return min(1.0, math.fsum(exactly))


def _binomial_above(alike: Sequence[float], spare: int) -> float:
    """The same for many instances that are all down with one probability, term by term."""
    number = len(alike)
    log_down, log_up = math.log(alike[0]), math.log1p(-alike[0])
    constant = math.lgamma(number + 1)

    def exactly(down: int) -> float:
        ways = constant - math.lgamma(down + 1) - math.lgamma(number - down + 1)
        return math.exp(ways + down * log_down + (number - down) * log_up)

    def added(downs: Iterator[int]) -> float:
        """Terms that fall from the first on, and soon vanish beside it."""
        first = exactly(next(downs))
        rest = takewhile(lambda each: each > first * VANISHING, map(exactly, downs))
        return min(1.0, math.fsum((first, *rest)))

    # terms lose digits, as their logarithms are large: add those that are little together
    if spare < number * alike[0]:
        return 1.0 - added(iter(range(spare, -1, -1)))
    return added(iter(range(spare + 1, number + 1)))
