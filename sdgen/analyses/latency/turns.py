"""Replicas that take turns (round-robin): each gets every so-manieth request.

Times between the arrivals at one of k replicas are sums of k exponential ones (Erlang's distribution), and
with one server it is the queue E_k/G/1. Its wait is a geometric sum again: with F(s) the Laplace transform
of service and v the rate of the k phases, the equation (1 - s/v)^k = F(s) has k - 1 roots beside 0 in the
right half plane (L. Takacs, Introduction to the Theory of Queues, 1962), from which the number and the
length of the parts follow. All is in mean services, for a log-normal one.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal
from sdgen.analyses.latency.queueing import (
    NO_WAIT,
    Waiting,
    mean_first,
    mean_remaining,
    remaining,
)

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Values = NDArray[numpy.float64]
    Roots = NDArray[numpy.complex128]
else:
    Values = Any

MOST_TURNS = 16
"""Replicas that are told apart: arrivals at one of more are about as regular as at one of these."""
NODES, BEFORE = 320, 80
STAGES, ROUNDS = 12, 30
NEVER = 1e-7
"""A probability of waiting that is lost among the digits of what it is computed from."""


class Turns(Struct, frozen=True):
    """``again`` is the probability that a wait has one part more, ``scale`` the mean length of a part
    over that with arrivals at random. ``longer`` is the probability that there is one more and that
    it is longer than each of ``lengths``, in mean services; empty for arrivals at random."""

    again: float
    scale: float
    lengths: Values | None = None
    longer: Values | None = None


@lru_cache(maxsize=1_024)
def turns_of(spread: float, load: float, replicas: int) -> Turns:
    """The parts of a wait where so many replicas with one server each take turns."""
    replicas = min(replicas, MOST_TURNS)
    if replicas == 1:
        return Turns(load, 1.0)
    if load < NEVER:
        return Turns(0.0, 1.0)
    import numpy

    phase = replicas * load
    half = _roots(spread, phase, replicas)
    roots = numpy.concatenate([half, half[half.imag > 1e-9 * phase].conj()])
    none = (1.0 - load) * replicas * float(numpy.prod(phase / roots).real)
    again = 1.0 - none
    if again < NEVER:
        return Turns(0.0, 1.0)
    square = math.exp(spread**2)
    variance = (1.0 - 1.0 / replicas) / load**2
    mean = float((1.0 / roots).sum().real) + (square - variance) / (2.0 / load - 2.0)
    weight = none * load / (1.0 - load)
    weights = [
        -weight / numpy.prod(1.0 - root / numpy.delete(roots, at)) for at, root in enumerate(roots)
    ]
    lengths, longer = _tail(spread, weight, numpy.array(weights), roots)
    return Turns(again, mean * none / again / (square / 2.0), lengths, longer)


def _tail(spread: float, weight: float, weights: Roots, roots: Roots) -> tuple[Values, Values]:
    """Lengths, and the probability that a part comes and is longer: ``weight`` times what is left
    of a service and, of each root r, its weight x (P(S > x) - E[exp(-r (S - x)); S > x]) / r."""
    import numpy

    unit = LogNormal(math.exp(-(spread**2) / 2.0), spread)
    if spread:
        deviations = numpy.linspace(-6.0, 6.0, NODES)
        served = unit.median * numpy.exp(spread * deviations)
        lengths = numpy.concatenate([numpy.linspace(0.0, served[0], BEFORE)[:-1], served])
    else:
        lengths = numpy.linspace(0.0, 1.0, NODES)
    above = numpy.array([1.0 - unit.below(each) for each in lengths])
    if not spread:
        above[-1] = 1.0
    left = numpy.array([1.0 - remaining(unit, each) for each in lengths])
    gaps, shares = numpy.diff(lengths), -numpy.diff(above)
    fading = numpy.exp(-numpy.multiply.outer(gaps, roots))
    # what ends in a gap ends anywhere in it
    ended = (1.0 - fading) / numpy.multiply.outer(gaps, roots) * shares[:, None]
    faded = numpy.zeros((len(lengths), len(roots)), dtype=complex)
    faded[-1] = above[-1]
    for at in range(len(gaps) - 1, -1, -1):
        faded[at] = ended[at] + fading[at] * faded[at + 1]
    longer = weight * left + ((above[:, None] - faded) / roots * weights).sum(axis=1).real
    longer[-1] = 0.0
    return lengths, numpy.maximum(numpy.minimum.accumulate(longer), 0.0)


def _roots(spread: float, phase: float, replicas: int) -> Roots:
    """Those with an imaginary part of at least 0; the others are their conjugates. By I. Newton's
    method on s = v (1 - w F(c s)^(1/k)), w being a root of 1, while c grows from 0 to 1: so the angle
    of F is followed, beyond half a turn too."""
    import numpy

    unit = numpy.exp(-2j * math.pi * numpy.arange(1, replicas // 2 + 1) / replicas)
    deviations = numpy.linspace(-6.0, 6.0, NODES)
    shares = numpy.exp(-(deviations**2) / 2.0)
    shares /= shares.sum()
    times = numpy.exp(spread * deviations - spread**2 / 2.0)
    found: Roots = phase * (1.0 - unit)
    angle = numpy.zeros(len(unit))
    for part in (*numpy.arange(1, STAGES) / STAGES, *[1.0] * ROUNDS):
        parts = shares * numpy.exp(-part * numpy.multiply.outer(found, times))
        transform = parts.sum(axis=1)
        slope = -part * (parts @ times) / transform
        turned = numpy.angle(transform)
        angle = turned + 2.0 * math.pi * numpy.round((angle - turned) / (2.0 * math.pi))
        power = numpy.exp((numpy.log(abs(transform)) + 1j * angle) / replicas)
        off = found - phase * (1.0 - unit * power)
        change = off / (1.0 + phase * unit * power * slope / replicas)
        found = found - change
        if part == 1.0 and float(abs(change).max()) < 1e-9 * phase:
            break
    return found


def probability(wait: Waiting) -> float:
    """That a request waits at all. With several servers two factors tell how much less often it
    does than with arrivals at random: that of one server and, counting half of it, that of many
    (S. Halfin and W. Whitt, Operations Research 29, 1981, with the peakedness of arrivals)."""
    found = turns_of(wait.service.spread, wait.load, wait.turns)
    if wait.servers == 1:
        return found.again
    if wait.probability < NO_WAIT:
        return 0.0
    regular = 1.0 - 1.0 / min(wait.turns, MOST_TURNS)
    peakedness = 1.0 - regular * math.erfc(wait.service.spread / 2.0)
    spare = (1.0 - wait.load) * math.sqrt(wait.servers)
    many = _halfin_whitt(spare / math.sqrt(peakedness)) / _halfin_whitt(spare)
    one = found.again / wait.load
    return wait.probability * math.cbrt(many * one**2)


def first_scale(wait: Waiting) -> float:
    """What the first time of a wait for one of several servers is multiplied with."""
    found = turns_of(wait.service.spread, wait.load, wait.turns)
    return wait.first_scale * min(1.0, found.scale)


def _halfin_whitt(spare: float) -> float:
    below = 0.5 * math.erfc(-spare / math.sqrt(2.0))
    density = math.exp(-(spare**2) / 2.0) / math.sqrt(2.0 * math.pi)
    return density / (density + spare * below)


def mean_wait(wait: Waiting) -> float:
    """Seconds on average, of requests that do not wait too."""
    if wait.turns == 1:
        return wait.mean
    found = turns_of(wait.service.spread, wait.load, wait.turns)
    rest = mean_remaining(wait) * found.scale / (1.0 - found.again)
    if wait.servers == 1:
        return found.again * rest
    return probability(wait) * (
        mean_first(wait.service, wait.servers) * first_scale(wait) + found.again * rest
    )
