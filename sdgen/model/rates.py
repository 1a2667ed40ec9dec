"""Rates that follow from what the design gives: of journeys, and along their steps."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.design.records import Journey, Scale, Step
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.units import MONTHS


def counted_users(scale: Scale, rate: Quantity) -> tuple[str, Quantity | None]:
    """The users whom a rate per user counts, those of a day or of a month, and the key of
    ``scale`` that gives them."""
    unit = rate.text.rpartition("/")[2].strip().casefold()
    if unit in MONTHS:
        return "monthly_users", scale.monthly_users
    return "daily_users", scale.daily_users


def average_rate(scale: Scale | None, journey: Journey) -> float | None:
    """How often a journey runs in a second on average, or None where the design does not say."""
    if journey.rate is None:
        return None
    if journey.rate.dimension is not Dimension.USER_RATE:
        return journey.rate.value
    users = counted_users(scale, journey.rate)[1] if scale is not None else None
    return None if users is None else product(journey.rate.value, users.value)


def step_rates(journey: Journey, average: float) -> Iterator[tuple[Step, float]]:
    """Each step with how often it is made in a second, of a journey that runs so often: the rate
    at which its source is reached x ``times``. That is the rate of the step before for the second
    arrow of ``a -> b -> c``, else what has arrived at the source so far."""
    reached = {journey.actor: average}
    before = 0.0
    for step in journey.steps:
        if not step.chained:
            before = reached.get(step.source, 0.0)
        before = product(before, step.times.value) if step.times is not None else before
        reached[step.target] = reached.get(step.target, 0.0) + before
        yield step, before


def product(one: float, other: float) -> float:
    """The product; nothing times however much is nothing, also where a sum has become infinite."""
    return one * other if one and other else 0.0
