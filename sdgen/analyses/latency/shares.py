"""Which stays the slowest runs spend their time in: E[own time of a stay | the run takes its 99th
percentile], as a share of that. All shares of a run add up to 1.

What is at once counts for what ends last; of calls instead of each other each counts where it is
made. The time of attempts without an answer, and the pauses between attempts, are those of the stay
that is called. Computed on the grid of the run's time, from the run down to each stay: a weight of
each possible time, by how likely the whole run then takes the time in question.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdgen.analyses.latency.grid import CELLS, Times, settled_share
from sdgen.analyses.latency.groups import exclusive, groups_of
from sdgen.analyses.latency.times import Made, together

if TYPE_CHECKING:
    from sdgen.analyses.latency.grid import Shares

AROUND = 2
"""Cells on either side of the percentile whose runs count too, so that a grid shows less."""


def shares_of(made: Made, seconds: float) -> list[float] | None:
    """By visit of a run, its share of the time of those runs that take about so many seconds; None
    where none does, or they take no time."""
    import numpy

    weights = numpy.zeros(CELLS)
    cell = round(seconds / made.grid.width)
    weights[max(0, cell - AROUND) : cell + AROUND + 1] = 1.0
    spent = _Spent(made)
    spent.share_out(weights)
    whole = sum(spent.by_visit)
    return [settled_share(each / whole) for each in spent.by_visit] if whole > 0.0 else None


class _Spent:
    """The time that each visit of a run takes in the runs that are looked at, in cells."""

    def __init__(self, made: Made) -> None:
        import numpy

        self._numpy = numpy
        self._made = made
        self._groups = groups_of(made.visits)
        self._cells = numpy.arange(CELLS, dtype=float)
        self.by_visit = [0.0] * len(made.visits)

    def share_out(self, weights: Shares) -> None:
        """Share out the time of the run; ``weights`` say how much each of its lengths counts."""
        # A visit comes after its caller, so that its weights are known when its turn comes.
        of_whole: dict[int, Shares] = {0: weights}
        for at in range(len(self._made.visits)):
            once = self._once(at, of_whole.pop(at)) if at else of_whole.pop(at)
            self._inside(at, once, of_whole)

    def _inside(self, at: int, weights: Shares, of_whole: dict[int, Shares]) -> None:
        """One answer: the own work of a visit, then its calls."""
        made = self._made
        own = made.grid.sequence(made.own(made.visits[at].component.id))
        groups = [self.group(group) for group in self._groups[at]]
        after = self._products([own, *(group.time for group in groups)])
        self.by_visit[at] += self._mean(self._without(weights, after[0]), own)
        for group, others in zip(groups, after[1:], strict=True):
            of_whole.update(group.share_out(self._without(weights, others)))

    def _products(self, parts: Sequence[Times]) -> list[Times]:
        """By part, all others one after another."""
        grid = self._made.grid
        behind = [grid.nothing()]
        for part in reversed(parts[1:]):
            behind.append(grid.sequence([part, behind[-1]]))
        found, before = [], grid.nothing()
        for part, rest in zip(parts, reversed(behind), strict=True):
            found.append(grid.sequence([before, rest]))
            before = grid.sequence([before, part])
        return found

    def _once(self, at: int, weights: Shares) -> Shares:
        """The weights of one answer, by those of all repetitions and attempts."""
        weights = self._one_of(at, weights)
        tries = self._made.tries.get(at)
        if tries is None:
            return weights
        answered = self._numpy.zeros(CELLS)
        for lost in tries.lost:
            # what was lost before is the time of the visit itself
            self.by_visit[at] += self._mean(self._without(weights, tries.answered), lost)
            answered += self._without(weights, lost)
        self.by_visit[at] += self._mean(weights, tries.failed)
        attempts = self._made.visits[at].attempts
        assert attempts is not None, "what is tried has attempts"
        answered *= tries.success
        return self._in_time(answered, attempts.timeout)

    def _in_time(self, weights: Shares, timeout: float | None) -> Shares:
        if timeout is None:
            return weights
        ones = Times(self._numpy.ones(CELLS))
        kept: Shares = weights * self._made.grid.cut(ones, timeout).shares
        return kept

    def _one_of(self, at: int, weights: Shares) -> Shares:
        """The weights of one of a visit's repetitions, all of them taken together."""
        made, visit = self._made, self._made.visits[at]
        if visit.times == 1.0:
            return weights
        grid = made.grid
        once = made.tries[at].total if at in made.tries else made.once[at]
        whole, part = int(visit.times), visit.times - int(visit.times)
        perhaps = grid.mixture(part, once) if part > 1e-12 else grid.nothing()
        found: Shares = self._numpy.zeros(CELLS)
        certain = grid.nothing()
        if whole:
            rest = self._without(weights, perhaps)
            if visit.parallel:
                certain = grid.slowest(once, whole)
                found += rest * self._of_slowest(certain, once)
            else:
                certain = grid.power(once, whole)
                others = grid.power(once, whole - 1) if whole > 1 else grid.nothing()
                found += whole * self._without(rest, others)
        if part > 1e-12:
            found += part * self._without(weights, certain)
        return found

    def _of_slowest(self, slowest: Times, once: Times) -> Shares:
        """By time, how much likelier the slowest of several takes it than one does."""
        numpy = self._numpy
        known = once.shares
        ratio: Shares = numpy.divide(
            slowest.shares, known, out=numpy.zeros(CELLS), where=known > 0.0
        )
        return ratio

    def _without(self, weights: Shares, rest: Times) -> Shares:
        """The weights of a part, by those of its sum with an independent ``rest``: the correlation
        of both, without what would wrap around."""
        fft = self._numpy.fft
        both = fft.rfft(weights, 2 * CELLS) * self._numpy.conj(fft.rfft(rest.shares, 2 * CELLS))
        found: Shares = fft.irfft(both, 2 * CELLS)[:CELLS]
        return found

    def _mean(self, weights: Shares, times: Times) -> float:
        return float(self._numpy.dot(weights * self._cells, times.shares))

    def below(self, times: Times) -> tuple[Shares, Shares]:
        """By cell, the probability of less, and of at most that."""
        most = self._numpy.cumsum(times.shares)
        return most - times.shares, most

    def time_of(self, at: int) -> Times:
        """All attempts and repetitions of a visit."""
        return self._made.whole[at]

    def group(self, members: Sequence[int]) -> _Group:
        """Calls of one group, by their visits."""
        return _Group(self, members, instead=exclusive(self._made.visits, members))

    def together(self, times: Sequence[Times], *, instead: bool) -> Times:
        """The longest of several, or one of them."""
        return together(self._made.grid, times, instead=instead)


class _Group:
    """Calls that are made at once, or ``instead`` of each other."""

    def __init__(self, spent: _Spent, members: Sequence[int], *, instead: bool) -> None:
        self._spent = spent
        self._members = members
        self._instead = instead
        self._times = [spent.time_of(member) for member in members]
        self.time = spent.together(self._times, instead=instead)

    def share_out(self, weights: Shares) -> dict[int, Shares]:
        """By member, its weights: it counts where it ends last, the first of those that end at the
        same time. Of those of which a run makes one the others take no time there."""
        if len(self._members) == 1 or self._instead:
            return dict.fromkeys(self._members, weights)
        known = [self._spent.below(each) for each in self._times]
        found = {}
        for number, member in enumerate(self._members):
            kept = weights.copy()
            for other, (less, most) in enumerate(known):
                if other != number:
                    kept *= less if other < number else most
            found[member] = kept
        return found
