"""The distribution of a journey's time on a grid, put together from its visits from the last to the
first: a step is followed by those that it starts, so each is complete when its turn comes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

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


SEEN = 1 / 64
"""Of a grid's length, the least at which a percentile has its digits."""
FINER = 8.0
"""What is long before the end is read from grids that are finer by powers of this."""
FINEST = 1e-4
"""No grid is finer than this part of the whole one's length."""


class Tried(Struct, frozen=True):
    """Of a call: the attempts that it takes on average, and how likely none is answered."""

    attempts: float
    unanswered: float


class Tries(Struct, frozen=True):
    """The times of a call that is tried several times: of each attempt those that are ``lost``
    before it begins; those of an attempt that is ``answered``; and those after which all have
    ``failed``. The shares of each sum up to how likely it comes to that; of what is in time
    ``success`` is answered."""

    lost: tuple[Times, ...]
    answered: Times
    failed: Times
    success: float

    @property
    def total(self) -> Times:
        """The time of the call: an answer after so many attempts, or none."""
        before = self.lost[0].transform
        for each in self.lost[1:]:
            before = before + each.transform
        return Times(transform=before * self.answered.transform + self.failed.transform)


class JourneyTimes(Struct, frozen=True):
    """Seconds that half of all runs, and 99 of 100, stay within; the share of runs in which a call
    ends without an answer; and by call what becomes of its attempts, where there can be several."""

    p50: float
    p99: float
    unanswered: float
    tried: Mapping[str, Tried]


def journey_times(visits: Sequence[Visit], stays: Mapping[str, Stay]) -> JourneyTimes:
    """The times of a journey, by the stay at each component."""
    return put_together(visits, stays).found


class PutTogether(Struct, frozen=True):
    """A journey's times, and what they were put together from; nothing where they are no time."""

    found: JourneyTimes
    made: Made | None = None


def put_together(visits: Sequence[Visit], stays: Mapping[str, Stay]) -> PutTogether:
    """The times of a journey. The grid is made anew until it is neither too short for the 99th
    percentile nor far too long."""
    longest = _guess(visits, stays)
    if longest == 0.0:
        return PutTogether(JourneyTimes(0.0, 0.0, 0.0, {}))
    at_once = _at_once(visits, stays)
    timeouts = [each.attempts.timeout for each in visits if each.attempts is not None]
    timeout = max((each for each in timeouts if each is not None), default=0.0)
    longest = max(longest, min(1.1 * timeout, FAR * longest))
    found = PutTogether(JourneyTimes(math.inf, math.inf, 0.0, {}))
    for _ in range(MOST_GRIDS):
        grid = Grid(longest)
        made = Made(visits, stays, grid)
        times = made.times()
        p50, p99 = (
            0.0 if share <= at_once + NOISE else grid.quantile(times, share)
            for share in (0.5, 0.99)
        )
        if math.isinf(p99):
            longest *= 2.0
            continue
        found = PutTogether(JourneyTimes(p50, p99, made.unanswered, made.tried), made)
        if not p99:
            break  # there is no grid that it would be seen better on
        needed = ROOM * max(p99, min(timeout, FAR * p99 / 2), 4 * grid.width)
        if needed <= longest <= WASTE * needed:
            break
        longest = 1.1 * needed
    return _with_median(found, visits, stays)


def _with_median(
    found: PutTogether, visits: Sequence[Visit], stays: Mapping[str, Stay]
) -> PutTogether:
    """The same with a median that is read from a grid fine enough for it, where the 99th percentile is
    so far beyond that the other grid is not."""
    made, times = found.made, found.found
    longest = made.grid.longest if made is not None else 0.0
    p50, finest = times.p50, FINEST * longest
    while 0.0 < p50 < SEEN * longest and longest > finest:
        longest /= FINER
        grid = Grid(longest)
        finer = grid.quantile(Made(visits, stays, grid).times(), 0.5)
        if math.isinf(finer):
            break
        p50 = finer
    return found if p50 == times.p50 else replace(found, found=replace(times, p50=p50))


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
    return float(Made(visits, stays, Grid(INSTANT)).times().shares[0])


class _Answer(Struct):
    """What the steps below a visit take, gathered from the last to the first: ``done`` are groups of
    steps one after the other, ``group`` those that run beside an earlier step, which is still to
    come, or ``instead`` of it; and the chance that all of them are answered."""

    done: list[Times] = field(default_factory=list)
    group: list[Times] = field(default_factory=list)
    instead: bool = False
    answered: float = 1.0

    def end_group(self, grid: Grid) -> None:
        """The first step of a group is found."""
        if self.group:
            self.done.append(together(grid, self.group, instead=self.instead))
            self.group, self.instead = [], False


def together(grid: Grid, times: Sequence[Times], *, instead: bool) -> Times:
    """What a group of calls takes: all at once, or one ``instead`` of the others."""
    if len(times) == 1:
        return times[0]
    return grid.either(times) if instead else grid.parallel(times)


class Made:
    """A journey's time while it is put together on one grid; by visit, ``once`` is the time of one
    answer, ``tries`` what becomes of it where attempts fail, and ``whole`` the time of all attempts
    and repetitions."""

    def __init__(self, visits: Sequence[Visit], stays: Mapping[str, Stay], grid: Grid) -> None:
        self.visits = visits
        self.stays = stays
        self.grid = grid
        self._owns: dict[str, list[Times]] = {}
        services = dict.fromkeys(
            each.service for each in stays.values() if each.service and each.service.median
        )
        self.service: dict[LogNormal, Times] = dict(
            zip(services, grid.log_normals(list(services)), strict=True)
        )
        self.tried: dict[str, Tried] = {}
        self.unanswered = 0.0
        self.once: dict[int, Times] = {}
        self.whole: dict[int, Times] = {}
        self.tries: dict[int, Tries] = {}

    def times(self) -> Times:
        """From the actor's first call to its last answer."""
        answers: dict[int, _Answer] = {}
        for at in range(len(self.visits) - 1, 0, -1):
            visit = self.visits[at]
            below = answers.pop(at, None) or _Answer()
            once = self.once[at] = self._with_own(visit, below)
            unanswered = 1.0 - below.answered
            if visit.attempts is not None:
                once, unanswered = self._attempted(at, once, unanswered)
            time = self._repeated(visit, once)
            assert visit.parent is not None, "only the first visit has no parent"
            answer = answers.setdefault(visit.parent, _Answer())
            self.whole[at] = time
            answer.group.append(time)
            answer.instead = answer.instead or visit.instead
            if not visit.beside and not visit.instead:
                answer.end_group(self.grid)
            if visit.attempts is None or visit.attempts.needed:
                answer.answered *= _all_answered(unanswered, visit.times)
        first = answers.pop(0, None) or _Answer()
        self.unanswered = 1.0 - first.answered
        self.once[0] = self.whole[0] = self._with_own(self.visits[0], first)
        return self.once[0]

    def _with_own(self, visit: Visit, answer: _Answer) -> Times:
        """The component's own time, then what it calls."""
        answer.end_group(self.grid)
        return self.grid.sequence([*self.own(visit.component.id), *answer.done])

    def own(self, name: str) -> list[Times]:
        if name not in self._owns:
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
            self._owns[name] = parts
        return self._owns[name]

    def _attempted(self, at: int, once: Times, unanswered: float) -> tuple[Times, float]:
        """The time of all attempts of a call until one is answered or the last has failed, and
        how likely that is. What fails takes as long as an answer would; what takes longer than
        the timeout takes that long."""
        visit, grid = self.visits[at], self.grid
        attempts = visit.attempts
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
            tries = self.tries[at] = self._tries(attempts, within, failed, chance, 1.0 - failures)
            total, left = tries.total, chance**attempts.most
        elif attempts.most > 1:
            left = chance**attempts.most
        average = (1.0 - left) / (1.0 - chance) if chance < 1.0 else float(attempts.most)
        self.tried[visit.call.id] = Tried(average, left)
        return total, left

    def _tries(
        self, attempts: Attempts, within: Times, failed: Transform, chance: float, success: float
    ) -> Tries:
        """The sum over attempts: so many fail, and then one is answered; at last all have failed."""
        grid = self.grid
        before = grid.nothing().transform
        lost: list[Times] = []
        left, backoff = 1.0, attempts.backoff
        for attempt in range(attempts.most):
            lost.append(Times(transform=before))
            before = before * failed
            left *= chance
            if left < NEGLIGIBLE:
                break
            if attempt + 1 < attempts.most and backoff:
                before = before * grid.constant(backoff).transform
                backoff *= 2.0
        answered = Times(transform=success * within.transform)
        return Tries(tuple(lost), answered, Times(transform=before), success)

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
