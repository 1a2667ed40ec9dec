"""Figures as JSON has them."""

from __future__ import annotations

import math

DIGITS = 12
"""Significant digits: the last ones of a float hang on the order in which it was summed up."""


def number(value: float | None) -> float | None:
    """The number with the digits that say something; None for none and where it has no end, since JSON
    has no infinity."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")
