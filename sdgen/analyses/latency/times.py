"""The distribution of a journey's time on a grid, put together from its visits from the last to the
first: a step is followed by those that it starts, so each is complete when its turn comes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen.analyses.latency.distribution import NORMAL_99, LogNormal
from sdgen.analyses.latency.grid import NOISE, Grid, Times
from sdgen.analyses.latency.grid_waits import wait_times
from sdgen.analyses.latency.least_connections import stretch_of
from sdgen.analyses.latency.queueing import NO_WAIT
from sdgen.analyses.latency.service import Stay
from sdgen.analyses.latency.turns import mean_wait
from sdgen.analyses.latency.visits import Attempts, Visit

if TYPE_CHECKING:
    from sdgen.analyses.latency.grid import Transform

NEGLIGIBLE = 1e-5
"""A share of runs that changes neither percentile."""
INSTANT = 1e-30
"""Seconds that no time of a design is as short as."""
MOST_GRIDS = 60
"""Grids that are tried until one holds the percentile."""
ROOM, WASTE, FAR = 1.05, 8.0, 8.0
"""A grid ends beyond the percentile by the first factor at least, by the second at most; timeouts lie
within it that are not longer than the percentile by the third."""


class Tried(Struct, frozen=True):
    """Of a call: the attempts that it takes on average, and how likely none is answered."""

    attempts: float
    unanswered: float


class JourneyTimes(Struct, frozen=True):
    """Seconds that half of all runs, and 99 of 100, stay within; the share of runs in which a call
    ends without an answer; and by call what becomes of its attempts, where there can be several."""

    p50: float
    p99: float
    unanswered: float
    tried: Mapping[str, Tried]


def journey_times(visits: Sequence[Visit], stays: Mapping[str, Stay]) -> JourneyTimes:
    """The times of a journey, by the stay at each component. The grid is made anew until it is
    neither too short for the 99th percentile nor far too long."""
    longest = _guess(visits, stays)
    if longest == 0.0:
        return JourneyTimes(0.0, 0.0, 0.0, {})
    at_once = _at_once(visits, stays)
    timeouts = [each.attempts.timeout for each in visits if each.attempts is not None]
    timeout = max((each for each in timeouts if each is not None), default=0.0)
    longest = max(longest, min(1.1 * timeout, FAR * longest))
    found = JourneyTimes(math.inf, math.inf, 0.0, {})
    for _ in range(MOST_GRIDS):
        grid = Grid(longest)
        made = _Made(visits, stays, grid)
        times = made.times()
        p50, p99 = (
            0.0 if share <= at_once + NOISE else grid.quantile(times, share)
            for share in (0.5, 0.99)
        )
        if math.isinf(p99):
            longest *= 2.0
            continue
        found = JourneyTimes(p50, p99, made.unanswered, made.tried)
        if not p99:
            break  # there is no grid that it would be seen better on
        needed = ROOM * max(p99, min(timeout, FAR * p99 / 2), 4 * grid.width)
        if needed <= longest <= WASTE * needed:
            break
        longest = 1.1 * needed
    return found


def _at_once(visits: Sequence[Visit], stays: Mapping[str, Stay]) -> float:
    """The share of runs that take no time at all, such as those of a journey that seldom makes its
    only call: what is left in the first cell of a grid as narrow as none of its times."""
    most = [1.0] * len(visits)
    for at in range(len(visits) - 1, -1, -1):
        visit = visits[at]
        service = stays[visit.component.id].service
        if service is not None and service.median:
            most[at] = 0.0
        elif visit.attempts is not None and most[at]:
            most[at] = 1.0
        if visit.parent is not None and visit.times:
            most[visit.parent] *= 1.0 - min(visit.times, 1.0) * (1.0 - most[at])
    if most[0] < 0.5:
        return 0.0  # so few change neither percentile
    return float(_Made(visits, stays, Grid(INSTANT)).times().shares[0])


class _Answer(Struct):
    """What the steps below a visit take, gathered from the last to the first: ``done`` are groups of
    steps one after the other, ``at_once`` those that run beside an earlier step, which is still to
    come; and the chance that all of them are answered."""

    done: list[Times] = field(default_factory=list)
    at_once: list[Times] = field(default_factory=list)
    answered: float = 1.0

    def end_parallel(self, grid: Grid) -> None:
        """The first step of what runs at once is found."""
        if self.at_once:
            self.done.append(
                self.at_once[0] if len(self.at_once) == 1 else grid.parallel(self.at_once)
            )
            self.at_once = []


class _Made:
    """A journey's time while it is put together on one grid."""

    def __init__(self, visits: Sequence[Visit], stays: Mapping[str, Stay], grid: Grid) -> None:
        self.visits = visits
        self.stays = stays
        self.grid = grid
        self.own: dict[str, list[Times]] = {}
        services = dict.fromkeys(
            each.service for each in stays.values() if each.service and each.service.median
        )
        self.service: dict[LogNormal, Times] = dict(
            zip(services, grid.log_normals(list(services)), strict=True)
        )
        self.tried: dict[str, Tried] = {}
        self.unanswered = 0.0

    def times(self) -> Times:
        """From the actor's first call to its last answer."""
        answers: dict[int, _Answer] = {}
        for at in range(len(self.visits) - 1, 0, -1):
            visit = self.visits[at]
            below = answers.pop(at, None) or _Answer()
            once = self._with_own(visit, below)
            unanswered = 1.0 - below.answered
            if visit.attempts is not None:
                once, unanswered = self._attempted(visit, once, unanswered)
            time = self._repeated(visit, once)
            assert visit.parent is not None, "only the first visit has no parent"
            answer = answers.setdefault(visit.parent, _Answer())
            answer.at_once.append(time)
            if not visit.beside:
                answer.end_parallel(self.grid)
            if visit.attempts is None or visit.attempts.needed:
                answer.answered *= _all_answered(unanswered, visit.times)
        first = answers.pop(0, None) or _Answer()
        self.unanswered = 1.0 - first.answered
        return self._with_own(self.visits[0], first)

    def _with_own(self, visit: Visit, answer: _Answer) -> Times:
        """The component's own time, then what it calls."""
        answer.end_parallel(self.grid)
        return self.grid.sequence([*self._own(visit.component.id), *answer.done])

    def _own(self, name: str) -> list[Times]:
        if name not in self.own:
            stay, parts = self.stays[name], []
            if stay.service is not None and stay.service.median:
                parts.append(self.service[stay.service])
            wait = stay.pooled or stay.wait
            if wait is not None and wait.probability > NO_WAIT:
                parts.append(wait_times(self.grid, wait))
            if stay.pooled is not None and stay.wait is not None and stay.service is not None:
                stretch = stretch_of(stay.service, stay.wait, stay.pooled)
                both = self.grid.sequence(parts)
                parts = [self.grid.stretched(both, stretch.start, stretch.power)]
            self.own[name] = parts
        return self.own[name]

    def _attempted(self, visit: Visit, once: Times, unanswered: float) -> tuple[Times, float]:
        """The time of all attempts of a call until one is answered or the last has failed, and
        how likely that is. What fails takes as long as an answer would; what takes longer than
        the timeout takes that long."""
        attempts, grid = visit.attempts, self.grid
        assert attempts is not None and visit.call is not None, "a call is tried"
        failures = 1.0 - (1.0 - attempts.failures) * (1.0 - unanswered)
        timeout = attempts.timeout
        in_time = 1.0 if timeout is None else _in_time(grid, once, timeout)
        chance = failures * in_time + (1.0 - in_time)
        total, left = once, chance
        if chance > NEGLIGIBLE:
            within = once if timeout is None else grid.cut(once, timeout)
            failed = failures * within.transform
            if timeout is not None:
                failed = failed + (1.0 - in_time) * grid.constant(timeout).transform
            answered = (1.0 - failures) * within.transform
            total, left = self._tries(attempts, answered, failed, chance)
        elif attempts.most > 1:
            left = chance**attempts.most
        tries = (1.0 - left) / (1.0 - chance) if chance < 1.0 else float(attempts.most)
        self.tried[visit.call.id] = Tried(tries, left)
        return total, left

    def _tries(
        self, attempts: Attempts, answered: Transform, failed: Transform, chance: float
    ) -> tuple[Times, float]:
        """The sum over attempts: so many fail, and then one is answered; at last all have failed."""
        grid = self.grid
        before = grid.nothing().transform
        total = before * 0.0
        left, backoff = 1.0, attempts.backoff
        for attempt in range(attempts.most):
            total = total + before * answered
            before = before * failed
            left *= chance
            if left < NEGLIGIBLE:
                break
            if attempt + 1 < attempts.most and backoff:
                before = before * grid.constant(backoff).transform
                backoff *= 2.0
        return Times(transform=total + before), chance**attempts.most

    def _repeated(self, visit: Visit, once: Times) -> Times:
        times = visit.times
        if times == 1.0:
            return once
        whole, part = int(times), times - int(times)
        parts = []
        if whole:
            # the slowest of so many, or one after another
            parts.append(
                self.grid.slowest(once, whole) if visit.parallel else self.grid.power(once, whole)
            )
        if part > 1e-12:
            parts.append(self.grid.mixture(part, once))
        return self.grid.sequence(parts)


def _in_time(grid: Grid, once: Times, timeout: float) -> float:
    """The probability of an answer before the timeout; 1 where that lies beyond the grid."""
    return grid.within(once, timeout) if timeout < grid.longest else 1.0


def _all_answered(unanswered: float, times: float) -> float:
    if not unanswered:
        return 1.0
    whole, part = int(times), times - int(times)
    return (1.0 - unanswered) ** whole * (1.0 - part * unanswered)


def _mean_and_variance(stay: Stay) -> tuple[float, float]:
    """About those of the time in a component, as its replicas share the work."""
    wait = stay.pooled or stay.wait
    if wait is None:
        return stay.mean, stay.variance
    less = mean_wait(wait) / wait.mean if wait.mean > 0.0 else 1.0
    own = Stay(stay.service)
    return own.mean + less * wait.mean, own.variance + less**2 * wait.variance


def _guess(visits: Sequence[Visit], stays: Mapping[str, Stay]) -> float:
    """About the 99th percentile and a little more: that of a log-normal time with the journey's
    mean and variance, parallel steps and timeouts taken roughly; nothing only for no time."""
    below = [(0.0, 0.0)] * len(visits)
    for at in range(len(visits) - 1, -1, -1):
        visit = visits[at]
        stay = stays[visit.component.id]
        own_mean, own_variance = _mean_and_variance(stay)
        mean, variance = below[at][0] + own_mean, below[at][1] + own_variance
        times = visit.times
        if visit.parallel and times > 1.0:
            mean += math.sqrt(variance) * min(3.0, math.sqrt(times))
        elif times != 1.0:
            part = times - int(times)
            variance = int(times) * variance + part * (variance + mean**2 * (1.0 - part))
            mean *= times
        if visit.parent is not None:
            before = below[visit.parent]
            below[visit.parent] = (before[0] + mean, before[1] + variance)
        else:
            below[at] = (mean, variance)
    mean, variance = below[0]
    if mean <= 0.0:
        return 0.0
    varies = 1.0 + variance / mean**2
    return 1.1 * mean / math.sqrt(varies) * math.exp(NORMAL_99 * math.sqrt(math.log(varies)))
