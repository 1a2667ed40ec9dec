"""When each call of a run is made, and when it is answered: percentiles of the time from the start of
the run until then, by convolution of all that comes before.

A moment inside a repeated call is that of its first round, one inside a call that is tried several
times that of the first attempt, and one inside a call that not every run makes counts no time where
it is not made. So no moment is later than one that is below it in a sequence diagram, but for those
of calls that are made at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.analyses.latency.grid import NOISE, Grid, Times
from sdgen.analyses.latency.groups import exclusive, groups_of
from sdgen.analyses.latency.times import FINER, FINEST, Made, together

if TYPE_CHECKING:
    from sdgen.analyses.latency.grid import Transform


class Moment(Struct, frozen=True):
    """Seconds from the start of a part of a journey that half of all runs, and 99 of 100, stay
    within."""

    p50: float
    p99: float


class Spanned(Struct, frozen=True):
    """When a stay begins and when it is over."""

    called: Moment
    returned: Moment


def moments_of(made: Made) -> list[Spanned]:
    """By visit of a run, when its call is made and when it is answered, all attempts and repetitions
    together. Each percentile is read from the finest grid that holds it, so that one far beyond it
    takes nothing of its digits."""
    count = len(made.visits)
    called = [_Percentiles() for _ in range(count)]
    returned = [_Percentiles() for _ in range(count)]
    grids = [made]
    while grids[-1].grid.longest > FINEST * made.grid.longest:
        finer = Made(made.visits, made.stays, Grid(grids[-1].grid.longest / FINER))
        finer.times()
        grids.append(finer)
    for each in reversed(grids):
        laws = _Laws(each)
        for at in range(count):
            if not called[at].complete:
                called[at].read(each.grid, laws.called[at])
            if not returned[at].complete:
                returned[at].read(each.grid, laws.returned(at))
    return [
        Spanned(one.moment(), other.moment()) for one, other in zip(called, returned, strict=True)
    ]


class _Percentiles:
    """The percentiles of a time as far as they are known: infinite where no grid so far holds them."""

    __slots__ = ("_p50", "_p99")

    def __init__(self) -> None:
        self._p50 = self._p99 = math.inf

    @property
    def complete(self) -> bool:
        """Whether nothing is left to read."""
        return self._p99 < math.inf

    def read(self, grid: Grid, times: Times) -> None:
        """Take what this grid holds, which is less fine than those before it."""
        if float(times.shares[0]) >= 0.99 - NOISE and not times.shares[1:].any():
            self._p50 = self._p99 = 0.0
            return
        if math.isinf(self._p50):
            self._p50 = grid.quantile(times, 0.5)
        self._p99 = max(grid.quantile(times, 0.99), self._p50)

    def moment(self) -> Moment:
        return Moment(self._p50, self._p99)


class _Laws:
    """The distributions of the moments of a run on one grid."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self._before = _before(made)
        self._outer: dict[int, tuple[Transform, Transform] | None] = {}
        self.called = [self._since_start(at, made.grid.nothing()) for at in range(len(made.visits))]

    def returned(self, at: int) -> Times:
        """The time until the visit's call is answered."""
        return self._since_start(at, self._made.whole[at])

    def _since_start(self, at: int, inside: Times) -> Times:
        """The time from the start of the run to a moment ``inside`` so long after the call."""
        made, grid = self._made, self._made.grid
        time = grid.sequence([self._before[at], inside])
        parent = made.visits[at].parent
        while parent is not None:
            outer = self._outside(parent)
            if outer is not None:
                return Times(transform=outer[0] * time.transform + outer[1])
            visit = made.visits[parent]
            timeout = self._timeout(parent)
            if timeout is not None:
                time = _at_most(grid, time, timeout)
            if visit.times < 1.0:
                time = grid.mixture(visit.times, time)
            time = grid.sequence([self._before[parent], time])
            parent = visit.parent
        return time

    def _timeout(self, at: int) -> float | None:
        """After how long the call of a visit is given up, where the grid shows it."""
        attempts = self._made.visits[at].attempts
        timeout = attempts.timeout if attempts is not None else None
        return timeout if timeout is not None and timeout < self._made.grid.longest else None

    def _outside(self, at: int) -> tuple[Transform, Transform] | None:
        """What makes of the transform of a time since the call of a visit that of the time since the
        start: a factor, and what is added. Kept for all that is called there, so that a long chain
        of calls is not gone through for each of them. None where a timeout on the way cuts times.
        """
        if at not in self._outer:
            self._outer[at] = self._made_outside(at)
        return self._outer[at]

    def _made_outside(self, at: int) -> tuple[Transform, Transform] | None:
        visit = self._made.visits[at]
        if self._timeout(at) is not None:
            return None
        before, share = self._before[at].transform, min(visit.times, 1.0)
        factor, added = before * share, before * (1.0 - share)
        if visit.parent is None:
            return factor, added
        # callers come before what they call, so that theirs is there already
        around = self._outside(visit.parent)
        return around and (around[0] * factor, around[0] * added + around[1])


def _before(made: Made) -> list[Times]:
    """By visit, what its caller does from its own call to this one."""
    grid = made.grid
    found = [grid.nothing()] * len(made.visits)
    for at, groups in enumerate(groups_of(made.visits)):
        done: list[Times] = list(made.own(made.visits[at].component.id))
        for group in groups:
            so_far = grid.sequence(done)
            for member in group:
                found[member] = so_far
            done = [so_far, _together(made, group)]
    return found


def _together(made: Made, group: Sequence[int]) -> Times:
    times = [made.whole[member] for member in group]
    return together(made.grid, times, instead=exclusive(made.visits, group))


def _at_most(grid: Grid, times: Times, seconds: float) -> Times:
    """What takes longer is given up after so many seconds."""
    if seconds >= grid.longest:
        return times
    within = grid.cut(times, seconds)
    beyond = 1.0 - grid.within(times, seconds)
    return Times(transform=within.transform + beyond * grid.constant(seconds).transform)
