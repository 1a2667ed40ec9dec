"""A journey whose components are in series: what a change of some of them makes of it, from the
difference alone, however many there are.

In each pattern of dark places the journey is up with the product of what its components are. So the
logarithms of these add up, and a changed component replaces its own; what is certainly down in a
pattern is counted apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sdgen.analyses.reliability.conditional import ByPattern, Patterns


class Shift(Struct, frozen=True):
    """What a change adds in each pattern: to the sum of logarithms, and to the number of components
    that are certainly down."""

    logs: ByPattern
    certain: tuple[int, ...]


class Series:
    """Components in series, each with its unavailability by pattern."""

    def __init__(self, patterns: Patterns, own: Sequence[ByPattern]) -> None:
        self._weights = patterns.weights
        parts = [_measure(each) for each in own]
        self._logs = tuple(map(math.fsum, zip(*(each.logs for each in parts), strict=True)))
        self._certain = tuple(map(sum, zip(*(each.certain for each in parts), strict=True)))

    def down(self, shifts: Iterable[Shift]) -> float:
        """The unavailability after these changes."""
        logs, certain = list(self._logs), list(self._certain)
        for shift in shifts:
            logs = list(map(float.__add__, logs, shift.logs))
            if any(shift.certain):
                certain = list(map(int.__add__, certain, shift.certain))
        return math.fsum(
            weight if down else -weight * math.expm1(log)
            for weight, log, down in zip(self._weights, logs, certain, strict=True)
        )


def shift_of(before: ByPattern, after: ByPattern) -> Shift:
    """What it adds that a component is down as ``after`` says, and not as before."""
    old, new = _measure(before), _measure(after)
    return Shift(
        tuple(map(float.__sub__, new.logs, old.logs)),
        tuple(map(int.__sub__, new.certain, old.certain)),
    )


def together(shifts: Sequence[Shift], patterns: int) -> Shift:
    """Several changes as one."""
    if not shifts:
        return Shift((0.0,) * patterns, (0,) * patterns)
    return Shift(
        tuple(map(math.fsum, zip(*(each.logs for each in shifts), strict=True))),
        tuple(map(sum, zip(*(each.certain for each in shifts), strict=True))),
    )


def _measure(own: ByPattern) -> Shift:
    return Shift(
        tuple([0.0 if q >= 1.0 else math.log1p(-q) for q in own]),
        tuple([int(q >= 1.0) for q in own]),
    )
