"""How reads concentrate on few keys: how many reads the keys asked for most get.

Two ways in which engineers say it:

- the 80-20 rule: a fifth of the keys gets four fifths of the reads. Carried on to other shares it is
  a power law: the share ``p`` of the keys asked for most gets ``p ** exponent`` of the reads (V.
  Pareto's law of incomes, 1896; 0.1386 for 80-20);
- G. K. Zipf's law (1949): the i-th key gets reads in proportion to ``i ** -skew``, which web caches
  were found to follow with a skew of 0.6 to 0.8 (L. Breslau et al., Web Caching and Zipf-like
  Distributions, INFOCOM 1999) and benchmarks of stores assume with 0.99 (B. Cooper et al.,
  Benchmarking Cloud Serving Systems with YCSB, 2010).

Both give the hit ratio of a cache that keeps just the keys asked for most. One that evicts what was
used least recently hits a little less often.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

EXACT = 64
"""Terms of a sum that are added one by one; the rest comes from the Euler-Maclaurin formula, whose
error is then in the last digits."""
ROUNDS = 20


class PowerLaw(Struct, frozen=True):
    """The share ``p`` of the keys that are asked for most gets ``p ** exponent`` of the reads; an
    exponent of 1 is keys that are all asked for alike."""

    exponent: float

    @staticmethod
    def through(keys: float, reads: float) -> PowerLaw | None:
        """The law by which the share ``keys`` of all keys gets the share ``reads``; None where
        that says nothing about other shares."""
        if not (0.0 < keys < 1.0 and 0.0 < reads < 1.0):
            return None
        return PowerLaw(min(1.0, math.log(reads) / math.log(keys)))

    def reads_of(self, keys: float, rows: float) -> float:
        """The share of reads that go to so many keys out of ``rows``."""
        return 1.0 if keys >= rows else math.pow(keys / rows, self.exponent)

    def keys_for(self, reads: float, rows: float) -> float:
        """How many keys out of ``rows`` get that share of the reads."""
        return rows * math.pow(min(1.0, reads), 1.0 / self.exponent)


EIGHTY_TWENTY = PowerLaw(math.log(0.8) / math.log(0.2))


class Zipf(Struct, frozen=True):
    """The i-th of all keys gets reads in proportion to ``i ** -skew``; 0 is all alike."""

    skew: float

    def reads_of(self, keys: float, rows: float) -> float:
        """The share of reads that go to so many keys out of ``rows``."""
        if keys >= rows:
            return 1.0
        return harmonic(keys, self.skew) / harmonic(rows, self.skew)

    def keys_for(self, reads: float, rows: float) -> float:
        """How many keys out of ``rows`` get that share of the reads."""
        if reads >= 1.0:
            return rows
        return min(rows, _inverse(reads * harmonic(rows, self.skew), self.skew))


def harmonic(count: float, skew: float) -> float:
    """The sum of ``i ** -skew`` for i from 1 to ``count``, a straight line between the first whole
    numbers."""
    first = _first_sums(skew)
    if count <= EXACT:
        whole = int(count)
        part = count - whole
        return first[whole] + (part * (first[whole + 1] - first[whole]) if part else 0.0)
    last, start = math.pow(count, -skew), math.pow(EXACT, -skew)
    # the integral of x ** -skew, exact for every skew near 1 too
    logarithm = math.log(count / EXACT)
    power = 1.0 - skew
    integral = EXACT * start * (math.expm1(power * logarithm) / power if power else logarithm)
    ends = (last - start) / 2
    slope = skew * (start / EXACT - last / count) / 12
    bend = skew * (skew + 1) * (skew + 2) * (last / count**3 - start / EXACT**3) / 720
    return first[EXACT] + integral + ends + slope + bend


def _inverse(total: float, skew: float) -> float:
    """The count whose ``harmonic`` is ``total``, by Newton's method from the integral's: the sum
    rises ever more slowly, so no round goes beyond what is looked for."""
    first = _first_sums(skew)
    if total <= first[EXACT]:
        whole = max(bisect_right(first, total) - 1, 0)
        if whole >= EXACT:
            return float(EXACT)
        return whole + (total - first[whole]) / (first[whole + 1] - first[whole])
    power = 1.0 - skew
    part = (total - first[EXACT]) / math.pow(EXACT, power)
    logarithm = math.log1p(power * part) / power if power else part
    count = EXACT * math.exp(logarithm)
    for _ in range(ROUNDS):
        change = (total - harmonic(count, skew)) * math.pow(count, skew)
        count = max(count + change, float(EXACT))
        if abs(change) <= 1e-12 * count:
            break
    return count


@lru_cache(maxsize=64)
def _first_sums(skew: float) -> tuple[float, ...]:
    """The sums of the first 0, 1, 2 ... terms."""
    return tuple(accumulate((math.pow(each, -skew) for each in range(1, EXACT + 1)), initial=0.0))
