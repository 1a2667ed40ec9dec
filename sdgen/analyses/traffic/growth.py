"""Growth of load over time, as ``scale.growth`` gives it: so much more a year, compounded
continuously. Everything that ``--scale`` multiplies grows: users, rates, what is written."""

from __future__ import annotations

import math

from sdgen.design.records import Scale
from sdgen.quantity.types import Calendar


def year_seconds(scale: Scale | None) -> float:
    """What the design counts as a year."""
    year = scale.year if scale is not None else None
    return year.value if year is not None and year.value > 0 else Calendar().year_seconds


def month_seconds(scale: Scale | None) -> float:
    """What the design counts as a month."""
    month = scale.month if scale is not None else None
    return month.value if month is not None and month.value > 0 else Calendar().month_seconds


def load_factor(scale: Scale | None, seconds: float) -> float:
    """The load after a time over today's: (1 + growth) ^ years."""
    return math.exp(_exponent(scale) * seconds)


def load_seconds(scale: Scale | None, start: float, end: float) -> float:
    """How long today's load would have to last to be as much as the load from ``start`` to
    ``end``: the integral of ``load_factor``."""
    exponent = _exponent(scale)
    if exponent == 0.0:
        return end - start
    return math.exp(exponent * start) * math.expm1(exponent * (end - start)) / exponent


def _exponent(scale: Scale | None) -> float:
    """Growth as an exponent a second: ln(1 + growth) / a year."""
    if scale is None or scale.growth is None:
        return 0.0
    return math.log1p(scale.growth.value) / year_seconds(scale)
