"""Operations in flight: how many a component holds at the same time at the peak.

By Little's law (J. D. C. Little, 1961) that is what arrives a second x how long each is held: its own
work, the wait for it, and what the component calls and waits for. Messages that wait are held by their
queue, not by who takes them. Means of sums are sums of means; of what
runs at once the mean of the longest is taken, and of what has a timeout that of the shorter, as if times were
log-normal with their means and variances.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal
from sdgen.analyses.latency.least_connections import mean_stay
from sdgen.analyses.latency.service import Stay, Stays
from sdgen.analyses.latency.turns import mean_wait, prepare
from sdgen.analyses.latency.visits import Attempts, Calls, Visit, visits
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import serving
from sdgen.analyses.traffic.flow import Traffic
from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of
from sdgen.model.rates import product

POINTS = 128


class InFlight(Struct, frozen=True):
    """``number`` operations at the same time at the peak, infinite where what is waited for is
    overloaded; ``seconds`` are how long each is held on average, and ``allowed`` how many all
    replicas work on at once, None where the design does not say."""

    number: float
    seconds: float
    allowed: int | None


class _Time(Struct, frozen=True):
    """A duration by its mean and variance, in seconds."""

    mean: float
    variance: float = 0.0

    @property
    def shape(self) -> LogNormal:
        """The log-normal one with these."""
        squared = math.log1p(self.variance / self.mean**2)
        return LogNormal(self.mean * math.exp(-squared / 2.0), math.sqrt(squared))


NOTHING = _Time(0.0)


def in_flight(design: Design, traffic: Traffic, stays: Stays) -> dict[str, InFlight]:
    """What is held at the peak, by component whose load is known, but for actors. What arrives
    otherwise than by the steps of a journey is held for its own work and the wait."""
    known = [stays.of(name) for name in traffic.components]
    prepare(each.wait for each in known if each.wait is not None)
    calls = Calls(design)
    owns = _Owns(stays, traffic.consumers)
    held: dict[str, float] = {}
    counted: dict[str, float] = {}
    for name, load in traffic.journeys.items():
        journey = design.journeys[name]
        if not journey.steps or journey.actor not in design.components:
            continue
        passed = visits(design, journey, calls, everything=True)
        times = _held(passed, owns)
        made: list[float] = []
        for visit, time in zip(passed, times, strict=True):
            before = load.peak if visit.parent is None else made[visit.parent]
            made.append(product(visit.made, before))
            reached = visit.component.id
            counted[reached] = counted.get(reached, 0.0) + made[-1]
            held[reached] = held.get(reached, 0.0) + (made[-1] * time.mean if made[-1] else 0.0)
    found = {}
    for name, peak in traffic.peaks.items():
        component, stay = design.components[name], stays.of(name)
        if kind_of(component).role is Role.ACTOR or (stay.service is None and not held.get(name)):
            continue
        rest = peak - counted.get(name, 0.0)
        number = held.get(name, 0.0)
        if rest > 1e-9 * peak:
            number += rest * owns.of(name).mean
        seconds = number / peak if peak else 0.0
        found[name] = InFlight(number, seconds, works_on(component))
    return found


def works_on(component: Component) -> int | None:
    """How many operations all replicas that do the work have under way at most, as the design says
    of one (``concurrency``)."""
    said = component.properties.get("concurrency")
    if not isinstance(said, int) or isinstance(said, bool):
        return None
    return said * serving(component, most_replicas(component))


def _held(passed: Sequence[Visit], owns: _Owns) -> list[_Time]:
    """By visit, how long its component is busy with it or waits."""
    below: dict[int, list[list[_Time]]] = {}
    found = [NOTHING] * len(passed)
    for at in range(len(passed) - 1, -1, -1):
        visit = passed[at]
        # from the last step to the first: one that runs beside an earlier one belongs to its group
        groups = below.pop(at, [])
        parts = [owns.of(visit.component.id), *map(_longest, groups)]
        found[at] = _Time(sum(e.mean for e in parts), sum(e.variance for e in parts))
        if visit.parent is not None and visit.awaited:
            of_parent = below.setdefault(visit.parent, [[]])
            of_parent[-1].append(_called(visit, found[at]))
            if not visit.beside:
                of_parent.append([])
    return found


class _Owns:
    """The time in each component, waiting and being served; of consumers without the wait."""

    def __init__(self, stays: Stays, consumers: frozenset[str]) -> None:
        self._stays = stays
        self._consumers = consumers
        self._found: dict[str, _Time] = {}

    def of(self, name: str) -> _Time:
        """In one component; infinite where it is overloaded."""
        if name not in self._found:
            stay = self._stays.of(name)
            if name in self._consumers:
                stay = Stay(stay.service)
            self._found[name] = _own(stay)
        return self._found[name]


def _own(stay: Stay) -> _Time:
    if stay.overloaded:
        return _Time(math.inf)
    service, wait = stay.service, stay.wait
    if service is None or wait is None:
        return _Time(stay.mean, stay.variance)
    if stay.pooled is not None:
        return _Time(mean_stay(service, wait, stay.pooled), stay.variance)
    return _Time(service.mean + mean_wait(wait), stay.variance)


def _called(visit: Visit, once: _Time) -> _Time:
    """How long the caller waits for a step: all its attempts and repetitions."""
    if visit.attempts is not None:
        once = _attempted(visit.attempts, once)
    if visit.times == 1.0 or not visit.times:
        return once if visit.times else NOTHING
    whole, part = int(visit.times), visit.times - int(visit.times)
    if visit.parallel and whole > 1:
        longest = _longest([once], whole)
        return _Time(longest.mean + part * once.mean, longest.variance)
    more = part * (once.variance + once.mean**2 * (1.0 - part)) if part else 0.0
    return _Time(visit.times * once.mean, whole * once.variance + more)


def _attempted(attempts: Attempts, once: _Time) -> _Time:
    late, time = 0.0, once
    if attempts.timeout is not None and once.mean > 0.0:
        late, time = _cut(once, attempts.timeout)
    failing = 1.0 - (1.0 - attempts.failures) * (1.0 - late)
    tries = sum(failing**attempt for attempt in range(attempts.most))
    waits = sum(
        failing ** (attempt + 1) * attempts.backoff * 2.0**attempt
        for attempt in range(attempts.most - 1)
        if failing and attempts.backoff
    )
    return _Time(tries * time.mean + waits, tries * time.variance)


def _cut(once: _Time, timeout: float) -> tuple[float, _Time]:
    """How likely a time exceeds the timeout, and the shorter of the two."""
    if math.isinf(once.mean):
        return 1.0, _Time(timeout)
    shape = once.shape
    late = 1.0 - shape.below(timeout)
    if late < 1e-12:
        return 0.0, once
    grown = LogNormal(shape.median * math.exp(shape.spread**2), shape.spread)
    mean = shape.mean * grown.below(timeout) + timeout * late
    return late, _Time(mean, min(once.variance, mean * (timeout - mean)))


def _longest(group: Sequence[_Time], times: int = 1) -> _Time:
    """Of what runs at once, each so many times: the integral of the chance that any of it takes
    longer, by the trapezoidal rule."""
    if not group or (len(group) == 1 and times == 1):
        return group[0] if group else NOTHING
    if any(math.isinf(each.mean) for each in group):
        return _Time(math.inf)
    shapes = [each.shape for each in group if each.mean > 0.0]
    if not shapes:
        return NOTHING
    first = min(each.median * math.exp(-5.0 * each.spread) for each in shapes)
    last = max(each.highest() for each in shapes) * 1.001
    step = math.log(last / first) / POINTS if last > first else 0.0
    seconds = [first * math.exp(at * step) for at in range(POINTS + 1)]
    longer = [1.0 - math.prod(each.below(time) ** times for each in shapes) for time in seconds]
    mean, square = seconds[0], seconds[0] ** 2
    for (start, high), (end, low) in pairwise(zip(seconds, longer, strict=True)):
        mean += (end - start) * (high + low) / 2.0
        square += (end**2 - start**2) * (high + low) / 2.0
    return _Time(mean, max(0.0, square - mean**2))
