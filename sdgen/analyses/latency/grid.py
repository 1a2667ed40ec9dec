"""Distributions of durations on a grid: sequences, mixtures, repetitions, parallel branches, retries.

A distribution is kept up to the end of its grid: what is longer is left out, and its share is what is
missing from 1. All that is computed of it is exact up to that end but for the width of a cell, since no
sum and no maximum within the grid has a part beyond it. So a grid that just holds the percentile that
is asked for is enough, and a fine one.

Sequences are products of discrete Fourier transforms. Before, cell i is weighted by exp(-tilt x i), and
after by the inverse: what wraps around the end of the grid then weighs a hundred-millionth (exponential
tilting: R. Gruebel and R. Hermesmeier, ASTIN Bulletin 29, 1999).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sdgen.analyses.latency.distribution import LogNormal

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Shares = NDArray[numpy.float64]
    Transform = NDArray[numpy.complex128]

CELLS = 1_024
TILT = math.log(1e8) / CELLS
NARROW = 0.2
"""Cells of less than this part of a time and of its spread keep its mean without more."""
NOISE = 1e-7
"""A share that Fourier transforms may be off by."""
DURATION_DIGITS, SHARE_DECIMALS = 6, 7
"""What is kept of a duration (significant digits) and of a share: less than is computed exactly, and
more than anybody reads."""
STEPS = 512
"""Values of the normal distribution for each deviation in the table of it: between two of them a
straight line is off by less than a millionth."""
DEVIATIONS = 9


@lru_cache(maxsize=1)
def _tables() -> tuple[Shares, Shares, Shares, Shares]:
    """The normal distribution from -9 to 9 deviations; the logarithms of the ends of cells of width
    1; the weights of the tilt and their inverse."""
    import numpy

    deviations = range(-DEVIATIONS * STEPS, DEVIATIONS * STEPS + 1)
    below = numpy.array([0.5 * math.erfc(-each / STEPS / math.sqrt(2.0)) for each in deviations])
    cells = numpy.arange(CELLS)
    ends = numpy.log(cells + 0.5)
    weights = numpy.exp(-TILT * cells)
    return below, ends, weights, 1.0 / weights


def normal(deviations: Shares) -> Shares:
    """The probability that a normal variable is at most so many deviations above its mean."""
    import numpy

    table = _tables()[0]
    places = numpy.clip((deviations + DEVIATIONS) * STEPS, 0.0, len(table) - 1.001)
    before = places.astype(numpy.intp)
    edges: Shares = table[before]
    edges += (places - before) * (table[before + 1] - edges)
    return edges


def settled(seconds: float) -> float:
    """A duration without the digits in which processors differ: transforms and products of vectors add in
    another order on each, and what is printed must not."""
    return float(f"{seconds:.{DURATION_DIGITS}g}")


def settled_share(share: float) -> float:
    """A probability or a share likewise."""
    return round(share, SHARE_DECIMALS)


class Times:
    """A distribution on a grid, as the shares of its cells, or as their transform: each is made of
    the other when it is asked for."""

    __slots__ = ("_shares", "_transform")

    def __init__(self, shares: Shares | None = None, transform: Transform | None = None) -> None:
        self._shares = shares
        self._transform = transform

    @property
    def shares(self) -> Shares:
        """By cell, the probability of a time that rounds to it."""
        if self._shares is None:
            import numpy

            assert self._transform is not None, "one of the two is there"
            inverse = _tables()[3]
            self._shares = numpy.maximum(numpy.fft.irfft(self._transform, CELLS) * inverse, 0.0)
        return self._shares

    @property
    def transform(self) -> Transform:
        """The discrete Fourier transform of the tilted shares."""
        if self._transform is None:
            import numpy

            assert self._shares is not None, "one of the two is there"
            self._transform = numpy.fft.rfft(self._shares * _tables()[2])
        return self._transform


class Grid:
    """Durations in cells of equal width up to ``longest`` seconds; cell i holds what rounds to
    i x width."""

    def __init__(self, longest: float) -> None:
        import numpy

        self._numpy = numpy
        self.longest = longest
        self._constants: dict[float, Times] = {}
        self._ends: dict[float, Transform] = {}
        self.width = longest / (CELLS - 1)

    def nothing(self) -> Times:
        """No time at all."""
        return Times(transform=self._numpy.ones(CELLS // 2 + 1, dtype=complex))

    def constant(self, seconds: float) -> Times:
        """Always the same time: shared by the two cells around it, so that the mean is kept."""
        if seconds not in self._constants:
            self._constants[seconds] = self._constant(seconds)
        return self._constants[seconds]

    def _constant(self, seconds: float) -> Times:
        shares = self._numpy.zeros(CELLS)
        at = seconds / self.width
        if at < CELLS:
            cell = int(at)
            shares[cell] = 1.0 - (at - cell)
            if cell + 1 < CELLS:
                shares[cell + 1] = at - cell
        return Times(shares)

    def ends(self) -> Shares:
        """The end of each cell, in seconds."""
        found: Shares = self._numpy.arange(CELLS, dtype=float)
        found += 0.5
        found *= self.width
        return found

    def below(self, shape: LogNormal, seconds: Shares) -> Shares:
        """By time above 0, the probability that a log-normal one is at most that long."""
        numpy = self._numpy
        if shape.spread == 0.0:
            return (seconds >= shape.median).astype(float)
        return normal(numpy.log(seconds / shape.median) / shape.spread)

    def from_below(self, edges: Shares) -> Times:
        """The times of which so much is at most as long as each cell's end."""
        return Times(self._shares(edges))

    def stretched(self, times: Times, start: float, power: float) -> Times:
        """Times t beyond ``start`` seconds become t x (t / start)^power, so that none becomes
        shorter."""
        numpy = self._numpy
        if not power or not start:
            return times
        ends = self.ends()
        before = numpy.where(ends > start, start * (ends / start) ** (1.0 / (1.0 + power)), ends)
        known = self._within(times)
        return Times(self._shares(numpy.interp(before, ends, known, left=float(known[0]))))

    def log_normal(self, shape: LogNormal) -> Times:
        """A log-normal time."""
        return self.log_normals([shape])[0]

    def log_normals(self, shapes: Sequence[LogNormal]) -> list[Times]:
        """Log-normal times, all in one go."""
        numpy = self._numpy
        found = {shape: self.constant(shape.median) for shape in shapes if shape.spread == 0.0}
        varying = [shape for shape in shapes if shape.spread != 0.0]
        if varying:
            table, ends, weights = _tables()[:3]
            scales = numpy.array([[STEPS / shape.spread] for shape in varying])
            starts = numpy.array([[math.log(self.width / shape.median)] for shape in varying])
            places = (ends + starts) * scales
            places += DEVIATIONS * STEPS
            numpy.maximum(places, 0.0, out=places)
            numpy.minimum(places, len(table) - 1.001, out=places)
            before = places.astype(numpy.intp)
            edges = table[before]
            edges += (places - before) * (table[before + 1] - edges)
            shares = edges.copy()
            shares[:, 1:] -= edges[:, :-1]
            for row, shape in enumerate(varying):
                if self.width > NARROW * min(shape.mean, shape.median * shape.spread):
                    self._keep_mean(shares[row], shape)
            transforms = numpy.fft.rfft(shares * weights)
            found.update(
                (shape, Times(*both))
                for shape, *both in zip(varying, shares, transforms, strict=True)
            )
        return [found[shape] for shape in shapes]

    def _keep_mean(self, shares: Shares, shape: LogNormal) -> None:
        """Move a part of each cell to its neighbour, so that times which are not wide beside a cell
        have the mean that they have without rounding: it counts in the sum of many of them."""
        last = (CELLS - 0.5) * self.width
        # of the times up to the end of the grid
        whole = shape.mean * shape.below(last * math.exp(-(shape.spread**2)))
        moved = whole / self.width - float(self._numpy.arange(CELLS) @ shares)
        if moved > 0.0:
            part = min(moved, 1.0) * shares[:-1]
            shares[:-1] -= part
            shares[1:] += part
        else:
            above = float(shares[1:].sum())
            part = min(-moved / max(above, 1e-300), 1.0) * shares[1:]
            shares[1:] -= part
            shares[:-1] += part

    def sequence(self, parts: Sequence[Times]) -> Times:
        """One after another: the sum."""
        if not parts:
            return self.nothing()
        if len(parts) == 1:
            return parts[0]
        total = parts[0].transform
        for part in parts[1:]:
            total = total * part.transform
        return Times(transform=total)

    def power(self, part: Times, times: int) -> Times:
        """The same time that many times over."""
        return part if times == 1 else Times(transform=part.transform**times)

    def parallel(self, parts: Sequence[Times]) -> Times:
        """All at once, until the last is done: the maximum."""
        edges = self._numpy.ones(CELLS)
        for part in parts:
            edges = edges * self._within(part)
        return Times(self._shares(edges))

    def slowest(self, part: Times, times: int) -> Times:
        """The same time that many times at once, until the last is done."""
        return Times(self._shares(self._within(part) ** times))

    def mixture(self, share: float, part: Times) -> Times:
        """``part`` with probability ``share``, else no time."""
        return Times(transform=(1.0 - share) + share * part.transform)

    def either(self, parts: Sequence[Times]) -> Times:
        """One of them, or none: each is no time in the runs that do not make it, and no run makes two."""
        total = parts[0].transform
        for part in parts[1:]:
            total = total + part.transform
        return Times(transform=total - (len(parts) - 1.0))

    def within(self, times: Times, seconds: float) -> float:
        """The probability of at most ``seconds``, to about a ten-millionth; what lies beyond the
        grid counts as more."""
        if seconds not in self._ends:
            self._ends[seconds] = self._end(seconds)
        total = self._numpy.vdot(self._ends[seconds], times.transform).real
        return settled_share(min(1.0, max(0.0, float(total))))

    def _end(self, seconds: float) -> Transform:
        """What turns a transform into the probability of at most so many seconds: the transform
        of ones up to there (M.-A. Parseval's theorem), without the tilt."""
        at = seconds / self.width + 0.5
        cell = int(min(at, CELLS))
        ones = self._numpy.zeros(CELLS)
        ones[:cell] = 1.0
        if cell < CELLS:
            ones[cell] = at - cell
        transform = self._numpy.fft.rfft(ones * _tables()[3]) * (2.0 / CELLS)
        transform[0] /= 2.0
        transform[-1] /= 2.0
        return transform

    def cut(self, times: Times, seconds: float) -> Times:
        """The times up to ``seconds``, the others left out."""
        at = seconds / self.width + 0.5
        if at >= CELLS:
            return times
        cell = int(at)
        shares = times.shares.copy()
        shares[cell] *= at - cell
        shares[cell + 1 :] = 0.0
        return Times(shares)

    def quantile(self, times: Times, share: float) -> float:
        """The duration that ``share`` of all stay within, in seconds, between two cells by
        interpolation; infinite where it lies beyond the grid."""
        edges = self._numpy.cumsum(times.shares)
        # at a step of the distribution the end of it, whichever side of it rounding leads to
        share -= NOISE
        cell = int(self._numpy.searchsorted(edges, share))
        if cell >= CELLS - 1:
            return math.inf
        before = float(edges[cell - 1]) if cell else 0.0
        inside = (share - before) / max(float(edges[cell]) - before, 1e-300)
        return settled(max(0.0, (cell - 0.5 + inside) * self.width))

    def _within(self, times: Times) -> Shares:
        """By cell, the probability of a time up to its end."""
        return self._numpy.minimum(self._numpy.cumsum(times.shares), 1.0)

    def _shares(self, edges: Shares) -> Shares:
        """What lies in each cell, by what lies up to its end."""
        shares = edges.copy()
        shares[1:] -= edges[:-1]
        return shares
