"""Where a course over time, or over any number that rises, crosses a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

HALVINGS = 60
"""Halvings of the span between two points that find a crossing to the last digit."""


def crossing(
    course: Callable[[float], float], limit: float, low: float, high: float
) -> tuple[float, float]:
    """The last place within the limit and the first above it, by halving between ``low``, which is
    within it, and ``high``, which is above."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if course(middle) > limit else (middle, high)
    return low, high


def first_above(
    course: Callable[[float], float], limit: float, times: Iterable[float]
) -> float | None:
    """When the course is first above the limit, between those of the times around it, which are in
    order; None where it is at none of them."""
    before = 0.0
    for time in times:
        if course(time) > limit:
            return crossing(course, limit, before, time)[1] if time > before else time
        before = time
    return None
