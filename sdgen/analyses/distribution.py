"""Distributions of durations on a fixed grid: sequences, mixtures and parallel branches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sdgen.analyses.queueing import Waiting

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Masses = NDArray[numpy.float64]

CELLS = 1 << 14
NORMAL_99 = 2.3263478740408408
"""The 99th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class LogNormal:
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
    """The log-normal with this median and this 99th percentile, in seconds."""
    return LogNormal(p50, math.log(p99 / p50) / NORMAL_99 if p99 > p50 > 0 else 0.0)


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


@lru_cache(maxsize=1)
def _normal_distribution() -> tuple[Masses, Masses]:
    """The standard normal distribution up to 9 deviations each way, in steps of a thousandth;
    between two of them a straight line is off by less than 1e-7."""
    import numpy

    deviations = numpy.arange(-9_000, 9_001) / 1_000.0
    below = [0.5 * math.erfc(-each / math.sqrt(2.0)) for each in deviations.tolist()]
    return deviations, numpy.array(below)


class Grid:
    """Durations in cells of equal width up to ``longest`` seconds; cell i holds what rounds to
    i x width, and the last one everything that is longer."""

    def __init__(self, longest: float) -> None:
        import numpy

        self._numpy = numpy
        self.width = longest / (CELLS - 1)

    def nothing(self) -> Masses:
        """No time at all."""
        return self.constant(0.0)

    def constant(self, seconds: float) -> Masses:
        """Always the same time: shared by the two cells around it, so that the mean is kept."""
        masses = self._numpy.zeros(CELLS)
        at = min(CELLS - 1.0, seconds / self.width)
        cell = int(at)
        masses[cell] = 1.0 - (at - cell)
        if at > cell:
            masses[cell + 1] = at - cell
        return masses

    def log_normal(self, shape: LogNormal) -> Masses:
        """A log-normal time."""
        if shape.spread == 0.0:
            return self.constant(shape.median)
        ends = (self._numpy.arange(CELLS) + 0.5) * self.width
        deviations = self._numpy.log(ends / shape.median) / shape.spread
        edges = self._numpy.interp(deviations, *_normal_distribution())
        edges[-1] = 1.0
        return self._masses(edges)

    def wait(self, wait: Waiting) -> Masses:
        """The time in a queue: none, or an exponential one."""
        rate = self.width / wait.mean
        edges = 1.0 - wait.probability * self._numpy.exp(-rate * (self._numpy.arange(CELLS) + 0.5))
        edges[-1] = 1.0
        return self._masses(edges)

    def sequence(self, parts: Sequence[Masses]) -> Masses:
        """One after another: the convolution."""
        if not parts:
            return self.nothing()
        total = parts[0]
        for part in parts[1:]:
            transform = self._numpy.fft.rfft(total, 2 * CELLS)
            product = transform * self._numpy.fft.rfft(part, 2 * CELLS)
            whole = self._numpy.fft.irfft(product, 2 * CELLS)
            total = self._numpy.maximum(whole[:CELLS], 0.0)
            total[-1] = max(0.0, 1.0 - float(total[:-1].sum()))
        return total

    def power(self, part: Masses, times: int) -> Masses:
        """The same time that many times over, by repeated squaring."""
        result, square = self.nothing(), part
        while times:
            if times & 1:
                result = self.sequence([result, square])
            times >>= 1
            if times:
                square = self.sequence([square, square])
        return result

    def parallel(self, parts: Sequence[Masses]) -> Masses:
        """All at once, until the last is done: the maximum."""
        edges = self._numpy.ones(CELLS)
        for part in parts:
            edges = edges * self._numpy.cumsum(part)
        edges[-1] = 1.0
        return self._masses(edges)

    def slowest(self, part: Masses, times: int) -> Masses:
        """The same time that many times at once, until the last is done."""
        edges = self._numpy.minimum(self._numpy.cumsum(part), 1.0) ** times
        edges[-1] = 1.0
        return self._masses(edges)

    def mixture(self, share: float, part: Masses) -> Masses:
        """``part`` with probability ``share``, else no time."""
        mixed = share * part
        mixed[0] += 1.0 - share
        return mixed

    def quantile(self, masses: Masses, share: float) -> float:
        """The duration that ``share`` of all stay within, in seconds, between two cells by
        interpolation; infinite where it lies beyond the grid."""
        edges = self._numpy.cumsum(masses)
        cell = int(self._numpy.searchsorted(edges, share))
        if cell >= CELLS - 1:
            return math.inf
        before = float(edges[cell - 1]) if cell else 0.0
        inside = (share - before) / max(float(edges[cell]) - before, 1e-300)
        return max(0.0, (cell - 0.5 + inside) * self.width)

    def _masses(self, edges: Sequence[float] | Masses) -> Masses:
        return self._numpy.diff(self._numpy.asarray(edges, dtype=float), prepend=0.0)
