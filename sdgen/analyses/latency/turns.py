"""Replicas that take turns (round-robin): each gets every so-manieth request.

Times between the arrivals at one of k replicas are sums of k exponential ones (Erlang's distribution), and
with one server it is the queue E_k/G/1. Its wait is a geometric sum again: with F(s) the Laplace transform
of service and v the rate of the k phases, the equation (1 - s/v)^k = F(s) has k - 1 roots beside 0 in the
right half plane (L. Takacs, Introduction to the Theory of Queues, 1962), from which the number and the
length of the parts follow. All is in mean services, for a log-normal one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sdgen.analyses.latency.grid import normal, settled
from sdgen.analyses.latency.queueing import (
    NO_WAIT,
    Waiting,
    mean_first,
    mean_remaining,
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
NODES, LENGTHS, BEFORE = 128, 200, 40
STAGES, ROUNDS = 8, 30
TOGETHER, MOST_KNOWN = 256, 20_000
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


_Key = tuple[float, float, int]
"""The spread of service, the load, and the replicas that take turns."""
_KNOWN: dict[_Key, Turns] = {}
"""What was computed, up to MOST_KNOWN: a design asks for the same several times."""


def turns_of(spread: float, load: float, replicas: int) -> Turns:
    """The parts of a wait where so many replicas with one server each take turns."""
    replicas = min(replicas, MOST_TURNS)
    if replicas == 1:
        return Turns(load, 1.0)
    if load < NEVER:
        return Turns(0.0, 1.0)
    key = (spread, load, replicas)
    if key not in _KNOWN:
        _learn([key])
    return _KNOWN[key]


def prepare(waits: Iterable[Waiting]) -> None:
    """Compute the parts of many waits together, which takes far less time than one by one."""
    wanted: dict[int, list[_Key]] = {}
    for wait in waits:
        key = (wait.service.spread, wait.load, min(wait.turns, MOST_TURNS))
        if key[2] > 1 and wait.load >= NEVER and key not in _KNOWN:
            wanted.setdefault(key[2], []).append(key)
    for keys in wanted.values():
        different = list(dict.fromkeys(keys))
        for start in range(0, len(different), TOGETHER):
            _learn(different[start : start + TOGETHER])


def _learn(keys: Sequence[_Key]) -> None:
    """Fill in what is known of these keys, which have the same number of replicas."""
    import numpy

    if len(_KNOWN) + len(keys) > MOST_KNOWN:
        _KNOWN.clear()
    replicas = keys[0][2]
    spreads = numpy.array([[spread] for spread, _, _ in keys])
    loads = numpy.array([[load] for _, load, _ in keys])
    half = _roots(spreads, replicas * loads, replicas)
    # the middle one of an even number is real
    roots = numpy.concatenate([half, half[:, : (replicas - 1) // 2].conj()], axis=1)
    none = (1.0 - loads) * replicas * (replicas * loads / roots).prod(axis=1, keepdims=True).real
    square = numpy.exp(spreads**2)
    variance = (1.0 - 1.0 / replicas) / loads**2
    mean = (1.0 / roots).sum(axis=1, keepdims=True).real
    mean += (square - variance) / (2.0 / loads - 2.0)
    weight = none * loads / (1.0 - loads)
    others = 1.0 - roots[:, :, None] / roots[:, None, :]
    others[:, range(replicas - 1), range(replicas - 1)] = 1.0
    lengths, longer = _tails(spreads, weight, -weight / others.prod(axis=2), roots)
    for at, key in enumerate(keys):
        again = 1.0 - settled(float(none[at, 0]))
        if again < NEVER:
            _KNOWN[key] = Turns(0.0, 1.0)
            continue
        scale = settled(float(mean[at, 0] * none[at, 0] / again / (square[at, 0] / 2.0)))
        _KNOWN[key] = Turns(again, scale, lengths[at], longer[at])


def _tails(spreads: Values, weight: Values, weights: Roots, roots: Roots) -> tuple[Values, Values]:
    """By key, lengths, and the probability that a part comes and is longer: ``weight`` times what is
    left of a service and, of each root r, its weight x (P(S > x) - E[exp(-r (S - x)); S > x]) / r."""
    import numpy

    deviations = numpy.linspace(-6.0, 6.0, LENGTHS)
    served = numpy.exp(spreads * deviations - spreads**2 / 2.0)
    before = numpy.linspace(0.0, 1.0, BEFORE)[:-1] * served[:, :1]
    lengths = numpy.concatenate([before, served], axis=1)
    above = numpy.concatenate([numpy.ones(BEFORE - 1), 1.0 - normal(deviations)])
    part = normal(deviations - spreads)
    left = numpy.concatenate(
        [1.0 - before, numpy.maximum(1.0 - served * above[BEFORE - 1 :] - part, 0.0)], axis=1
    )
    gaps, shares = numpy.diff(lengths, axis=1), -numpy.diff(above)
    paths = gaps[:, :, None] * roots[:, None, :]
    fading = numpy.exp(-paths)
    # what ends in a gap ends anywhere in it
    ended = numpy.where(abs(paths) < 1e-9, 1.0, (1.0 - fading) / numpy.where(paths == 0, 1, paths))
    ended *= shares[:, None]
    faded = numpy.zeros((*lengths.shape, roots.shape[1]), dtype=complex)
    for at in range(gaps.shape[1] - 1, -1, -1):
        faded[:, at] = ended[:, at] + fading[:, at] * faded[:, at + 1]
    summed = ((above[:, None] - faded) * (weights / roots)[:, None, :]).sum(axis=2).real
    longer = weight * left + summed
    longer[:, -1] = 0.0
    return lengths, numpy.maximum(numpy.minimum.accumulate(longer, axis=1), 0.0)


def _roots(spreads: Values, phases: Values, replicas: int) -> Roots:
    """By key, those with an imaginary part of at least 0; the others are their conjugates. By I.
    Newton's method on s = v (1 - w F(c s)^(1/k)), w being a root of 1, while c grows from 0 to 1: so
    the angle of F is followed, beyond half a turn too."""
    import numpy

    unit = numpy.exp(-2j * math.pi * numpy.arange(1, replicas // 2 + 1) / replicas)
    deviations = numpy.linspace(-6.0, 6.0, NODES)
    shares = numpy.exp(-(deviations**2) / 2.0)
    shares /= shares.sum()
    times = numpy.exp(spreads * deviations - spreads**2 / 2.0)[:, None, :]
    found: Roots = phases * (1.0 - unit)
    angle = numpy.zeros(found.shape)
    for part in (*numpy.arange(1, STAGES) / STAGES, *[1.0] * ROUNDS):
        parts = shares * numpy.exp(-part * found[:, :, None] * times)
        transform = parts.sum(axis=2)
        slope = -part * (parts * times).sum(axis=2) / transform
        turned = numpy.angle(transform)
        angle = turned + 2.0 * math.pi * numpy.round((angle - turned) / (2.0 * math.pi))
        power = numpy.exp((numpy.log(abs(transform)) + 1j * angle) / replicas)
        off = found - phases * (1.0 - unit * power)
        change = off / (1.0 + phases * unit * power * slope / replicas)
        found = found - change
        if part == 1.0 and float((abs(change) / phases).max()) < 1e-9:
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
