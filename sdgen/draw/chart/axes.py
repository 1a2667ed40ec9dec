"""The axes of a plot: rounded ticks over values and over time, and where a value lies."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity
from sdgen.quantity.types import DAY

MOST_TIMES_THE_LIMIT = 20.0
"""A curve that ends so many times above a line would press it onto the axis: the axis of values is
logarithmic then."""
ROOM_ABOVE = 1.06
MOST_DECADES = 12
VALUE_TICKS = 4
TIME_TICKS = 6

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROUND_TIMES = {
    "hour": (1, 2, 3, 6, 12, 24),
    "day": (1, 2, 7, 14, 28),
    "month": (1, 2, 3, 6, 12, 24, 36, 48, 60),
}


class Tick(Struct, frozen=True):
    """A mark on an axis and what it says."""

    value: float
    label: str


class ValueAxis(Struct, frozen=True):
    """The values that a panel shows, from the bottom to the top."""

    bottom: float
    top: float
    logarithmic: bool
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """How far up a value lies, 0 at the bottom, 1 at the top."""
        if not self.logarithmic:
            return value / self.top
        if value <= self.bottom:
            return 0.0
        return math.log(value / self.bottom) / math.log(self.top / self.bottom)


def value_axis(values: Iterable[float], limits: Iterable[float], dimension: Dimension) -> ValueAxis:
    """The axis for a curve and its lines: from zero, or logarithmic where the lines would lie on
    the axis."""
    values, limits = tuple(values), tuple(limits)
    top = max((*values, *limits))
    if limits and max(values) > MOST_TIMES_THE_LIMIT * max(limits):
        return _logarithmic(values, limits, dimension)
    top = top * ROOM_ABOVE or 1.0
    # small rates are written a day: their ticks are round a day
    unit = 1.0 / DAY if dimension is Dimension.RATE and top < 0.05 else 1.0
    step = _round_step(top / unit / VALUE_TICKS) * unit
    marks = [number * step for number in range(math.floor(top / step + 1e-9) + 1)]
    ticks = tuple(Tick(mark, _label(mark, dimension, unit)) for mark in marks)
    return ValueAxis(0.0, top, logarithmic=False, ticks=ticks)


def time_ticks(unit: str, length: float) -> tuple[Tick, ...]:
    """Marks from now to the end of an axis that is ``length`` units long."""
    steps = _ROUND_TIMES.get(unit, ())
    step = next((float(each) for each in steps if length / each <= TIME_TICKS), 0.0)
    step = step or _round_step(max(length / TIME_TICKS, 1.0))
    count = math.floor(length / step + 1e-6)
    later = (Tick(number * step, f"{number * step:g}") for number in range(1, count + 1))
    return (Tick(0.0, "now"), *later)


def _logarithmic(
    values: tuple[float, ...], limits: tuple[float, ...], dimension: Dimension
) -> ValueAxis:
    positive = [each for each in (*values, *limits) if each > 0]
    high = math.ceil(math.log10(max(positive)) - 1e-9)
    low = max(math.floor(math.log10(min(positive)) + 1e-9), high - MOST_DECADES)
    stride = math.ceil((high - low) / VALUE_TICKS)
    marks = [float(f"1e{power}") for power in range(low, high + 1, stride)]
    ticks = tuple(Tick(mark, _label(mark, dimension, 1.0)) for mark in marks)
    return ValueAxis(float(f"1e{low}"), float(f"1e{high}"), logarithmic=True, ticks=ticks)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 x 10^n that is at least so much."""
    power = float(f"1e{math.floor(math.log10(least))}")
    return next(each * power for each in _ROUND if each * power >= least * (1 - 1e-9))


def _label(value: float, dimension: Dimension, unit: float) -> str:
    if value == 0.0:
        return "0"
    if unit != 1.0:
        return f"{format_number(value / unit)}/day"
    if dimension is Dimension.RATE:
        return f"{format_number(value)}/s"
    return format_quantity(value, dimension)
