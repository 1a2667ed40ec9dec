"""The moments of a journey as they stand at the rail of a sequence diagram."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sdgen.analyses.latency.moments import Moment
from sdgen.views.sequence import Tick

_UNITS = (("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("min", 60.0), ("h", 3600.0), ("d", 86_400.0))
_MOST_SHOWN = 10_000.0
"""The largest figure of a unit; what is longer has the next one."""


def unit_for(ends: Iterable[Moment]) -> str:
    """The unit in which the longest of these times has up to four digits; empty where nothing takes any."""
    longest = max((each.p99 for each in ends if math.isfinite(each.p99)), default=None)
    if not longest:
        return ""
    shortest = 1e-3
    fitting = (
        unit
        for unit, seconds in _UNITS
        if longest < _MOST_SHOWN * seconds and (seconds >= shortest or longest < shortest)
    )
    return next(fitting, _UNITS[-1][0])


class Clock:
    """Writes the moments of one run in one unit, each where it differs from the one before it."""

    def __init__(self, unit: str, run: int) -> None:
        self._seconds = dict(_UNITS).get(unit, 1.0)
        self._unit = unit
        self._run = run
        self._before = ("", "")

    def tick(
        self, moment: Moment | None, *, reached: bool = False, last: bool = False
    ) -> Tick | None:
        """The mark of a moment; None where it says nothing new or is not known."""
        if moment is None or not self._unit or not math.isfinite(moment.p99):
            return None
        shown = self._text(moment.p50), self._text(moment.p99)
        if shown == self._before and not last:
            return None
        self._before = shown
        return Tick(*shown, run=self._run, reached=reached, last=last)

    def _text(self, seconds: float) -> str:
        value = seconds / self._seconds
        if value == 0.0:
            return "0"
        for places, below in ((2, 0.995), (1, 99.95)):
            if value < below:
                text = f"{value:.{places}f}"
                return "<0.01" if float(text) == 0.0 else text
        return f"{value:.0f}"
