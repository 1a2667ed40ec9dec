"""How long a journey takes: median and 99th percentile, an approximation from its parts.

Each component takes a log-normal time, fitted to its median and 99th percentile, after waiting
in an M/G/c queue at its utilisation (``queueing.py``), one for each replica or one for all
(``balancing.py``). The steps of one caller run in order, or at once where they
are ``parallel``; ``times`` below 1 is a mixture, above 1 a sequence (or parallel). Asynchronous
calls are not waited for. Components are taken as independent of each other.

A call that gives a ``timeout`` or ``failures`` is tried up to ``retries`` + 1 times, attempts being
independent of each other: an attempt fails by its share of ``failures``, by a call that it needs and
that ends without an answer, and by the timeout, which ends it. Before the second attempt the caller
waits for its ``backoff``, and twice as long before each one after it. A run goes on, and counts, when the
last attempt has failed. Attempts add no load here: waits come from the rates of the steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal, deviations_above
from sdgen.analyses.latency.queueing import NO_WAIT, Waiting
from sdgen.analyses.latency.service import NO_TIME, Stay, Stays
from sdgen.analyses.latency.times import JourneyTimes, Tried, journey_times
from sdgen.analyses.latency.turns import prepare
from sdgen.analyses.latency.visits import Calls, visits
from sdgen.analyses.traffic.capacity import Mix
from sdgen.design.records import Design, Journey

ROUNDS = 4
"""How often the bound of a journey's time is made smaller."""
WORTH_SAYING = 1.001
"""Attempts of a call on average from which on they are said to be more than the load counts."""


class JourneyLatency(Struct, frozen=True):
    """Seconds at the peak; infinite where a component on the way is overloaded, which is then in
    ``overloaded``. ``unknown`` are components whose time is not known and counted as none.
    ``unanswered`` is the share of runs in which a call ends without an answer."""

    p50: float
    p99: float
    overloaded: tuple[str, ...]
    unknown: tuple[str, ...]
    assumptions: tuple[str, ...]
    unanswered: float = 0.0


class Latencies:
    """The latencies of a design's journeys, ``operations`` being what arrives a second at the peak by component;
    what several journeys ask for is computed once."""

    def __init__(self, design: Design, operations: Mapping[str, Mix]) -> None:
        self._design = design
        self._operations = operations
        self._calls = Calls(design)
        self.stays = Stays(design, operations)

    def of(self, journey: Journey, instant: frozenset[str] = frozenset()) -> JourneyLatency | None:
        """The latency of a journey with steps; None where it has no steps or its actor is unknown.
        Components that are ``instant`` are taken to need no time."""
        if not journey.steps or journey.actor not in self._design.components:
            return None
        passed = visits(self._design, journey, self._calls)
        names = dict.fromkeys(visit.component.id for visit in passed)
        stays = {name: Stay(NO_TIME) if name in instant else self.stays.of(name) for name in names}
        overloaded = tuple(name for name, each in stays.items() if each.overloaded)
        unknown = tuple(name for name, each in stays.items() if each.service is None)
        assumptions = tuple(text for each in stays.values() for text in each.assumptions)
        found = JourneyTimes(math.inf, math.inf, 0.0, {})
        if not overloaded:
            prepare(each.wait for each in stays.values() if each.wait is not None)
            found = journey_times(passed, stays)
        return JourneyLatency(
            p50=found.p50,
            p99=found.p99,
            overloaded=overloaded,
            unknown=unknown,
            assumptions=(*assumptions, *_tried(found.tried)),
            unanswered=found.unanswered,
        )


def journey_latency(
    design: Design,
    journey: Journey,
    operations: Mapping[str, Mix],
    instant: frozenset[str] = frozenset(),
) -> JourneyLatency | None:
    """The latency of one journey; see ``Latencies``."""
    return Latencies(design, operations).of(journey, instant)


def _tried(tried: Mapping[str, Tried]) -> list[str]:
    return [
        f"{name}: {each.attempts:.4g} attempts a call on average, load counts one"
        for name, each in sorted(tried.items())
        if each.attempts > WORTH_SAYING
    ]


def latency_bound(
    design: Design, journey: Journey, operations: Mapping[str, Mix], share: float
) -> float | None:
    """Seconds that at least ``share`` of all runs stay within: the percentile that
    ``journey_latency`` computes is not above it. Cheap, and larger than need be: a run is late
    only if some part of it is, and that is at most as likely as the sum of the parts' chances.
    Infinite and None as there."""
    if not journey.steps or journey.actor not in design.components:
        return None
    parts: list[_Part] = []
    made: list[tuple[float, float]] = []
    pauses = 0.0
    stays = Stays(design, operations)
    for visit in visits(design, journey, Calls(design)):
        time = stays.of(visit.component.id)
        if time.overloaded:
            return math.inf
        most, expected = (1.0, 1.0) if visit.parent is None else made[visit.parent]
        most, expected = most * math.ceil(visit.times), expected * visit.times
        if visit.attempts is not None:
            pauses += most * visit.attempts.longest_backoff
            most, expected = most * visit.attempts.most, expected * visit.attempts.most
        made.append((most, expected))
        if time.service is not None and time.service.median and expected:
            parts.append(_Part(time.service, most, expected))
        if time.wait is not None and time.wait.probability > NO_WAIT and expected:
            # however replicas are chosen, requests wait less than with arrivals at random
            parts.append(_Part(time.wait, most, expected))
    return pauses + _bound(parts, 1.0 - share)


class _Part(Struct, frozen=True):
    """A time that a run has at most ``most`` times over, and ``expected`` times on average."""

    time: LogNormal | Waiting
    most: float
    expected: float

    def within(self, late: float) -> tuple[float, float]:
        """The time of all of them where none exceeds what one exceeds with probability
        ``late / expected``, and how much that changes with the logarithm of ``late``."""
        chance = min(late / self.expected, 0.5)
        if isinstance(self.time, Waiting):
            first = self.time.first_beyond(chance / 2.0)
            rest, power = self.time.rest_beyond(chance / 2.0)
            return self.most * (first + rest), self.most * (first / 2.0 + rest / power)
        deviations = deviations_above(chance)
        seconds = self.most * self.time.median * math.exp(deviations * self.time.spread)
        return seconds, seconds * self.time.spread / max(deviations, 1.0)


def _bound(parts: Sequence[_Part], late: float) -> float:
    """The time of all parts, ``late`` shared out among them so that it becomes small: however it
    is shared out the bound holds, and it is smallest where all changes are the same."""
    if not parts:
        return 0.0
    shares = [late / len(parts)] * len(parts)
    smallest = math.inf
    for _ in range(ROUNDS):
        found = [part.within(each) for part, each in zip(parts, shares, strict=True)]
        smallest = min(smallest, sum(seconds for seconds, _ in found))
        whole = sum(change for _, change in found)
        if whole <= 0.0:
            break
        # never nothing, for then its time would have no bound
        shares = [late * (0.99 * change / whole + 0.01 / len(parts)) for _, change in found]
    return smallest


def slowest_parts(
    design: Design,
    journey: Journey,
    operations: Mapping[str, Mix],
    *,
    most: int,
    median: bool = False,
) -> tuple[tuple[str, float], ...]:
    """The components that add most to the journey's 99th percentile, or to its median, each with
    what that would be if it took no time, the smallest first. ``most`` of them are tried."""
    made: list[float] = []
    longest: dict[str, float] = {}
    latencies = Latencies(design, operations)
    for visit in visits(design, journey, Calls(design)):
        before = 1.0 if visit.parent is None else made[visit.parent]
        made.append(before * visit.times)
        time = latencies.stays.of(visit.component.id)
        if visit.parent is not None and time.service is not None:
            own = (time.service.median if median else time.service.high()) + (
                time.wait.mean if time.wait is not None else 0.0
            )
            longest[visit.component.id] = longest.get(visit.component.id, 0.0) + made[-1] * own
    tried = sorted(longest, key=lambda name: (-longest[name], name))[:most]
    found = []
    for name in tried:
        without = latencies.of(journey, frozenset({name}))
        if without is not None:
            found.append((name, without.p50 if median else without.p99))
    return tuple(sorted(found, key=lambda each: (each[1], each[0])))
