"""Distributions of durations: the log-normal one, and the normal one below it."""

from __future__ import annotations

import math

from msgspec import Struct

NORMAL_99 = 2.3263478740408408
"""The 99th percentile of the standard normal distribution."""
WIDEST = 14.0
"""The largest spread: a 99th percentile of 10^14 medians."""


class LogNormal(Struct, frozen=True):
    """A duration whose logarithm is normal: ``median`` seconds, and ``spread`` the standard
    deviation of the logarithm; 0 for a constant."""

    median: float
    spread: float

    @property
    def mean(self) -> float:
        return self.median * math.exp(self.spread**2 / 2)

    @property
    def variation(self) -> float:
        """The standard deviation over the mean."""
        return math.sqrt(math.expm1(self.spread**2))

    @property
    def variance(self) -> float:
        """In seconds squared."""
        return (self.mean * self.variation) ** 2

    def below(self, seconds: float) -> float:
        """The probability of at most ``seconds``."""
        if seconds <= 0.0:
            return 0.0
        if self.spread == 0.0:
            return 1.0 if seconds >= self.median else 0.0
        return 0.5 * math.erfc(-math.log(seconds / self.median) / self.spread / math.sqrt(2))

    def high(self) -> float:
        """The 99th percentile."""
        return self.median * math.exp(NORMAL_99 * self.spread)

    def highest(self) -> float:
        """A duration that is exceeded once in a million."""
        return self.median * math.exp(4.7534 * self.spread)


def fit_log_normal(p50: float, p99: float) -> LogNormal:
    """The log-normal with this median and this 99th percentile, in seconds; where they are too far
    apart for its moments to be numbers, the median is nearer."""
    if not p99 > p50 > 0:
        return LogNormal(p50, 0.0)
    spread = (math.log(p99) - math.log(p50)) / NORMAL_99
    if spread > WIDEST:
        return LogNormal(p99 * math.exp(-WIDEST * NORMAL_99), WIDEST)
    return LogNormal(p50, spread)


def deviations_above(probability: float) -> float:
    """The deviations from its mean above which a normal variable lies with a probability of at
    most 0.5, by halving."""
    low, high = 0.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        if 0.5 * math.erfc(middle / math.sqrt(2.0)) > probability:
            low = middle
        else:
            high = middle
    return high
