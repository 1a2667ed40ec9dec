"""Rates that follow from what the design gives: of journeys, and along their steps."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.design.records import Design, Journey, Step
from sdgen.model.users import users_for
from sdgen.quantity import Dimension, Quantity


def users_key(rate: Quantity) -> str:
    """The key that gives the users whom a rate per user counts: those of a day or of a month."""
    from sdgen.quantity.units import MONTHS

    unit = rate.text.rpartition("/")[2].strip().casefold()
    return "monthly_users" if unit in MONTHS else "daily_users"


def counted_users(design: Design, journey: Journey) -> Quantity | None:
    """The users whom the rate of a journey counts: its actor's own, else those of the design. None
    where its rate is not per user, or nobody says how many there are."""
    rate = journey.rate
    if rate is None or rate.dimension is not Dimension.USER_RATE:
        return None
    return users_for(design, journey.actor, users_key(rate))


def average_rate(design: Design, journey: Journey) -> float | None:
    """How often a journey runs in a second on average, or None where the design does not say."""
    if journey.rate is None:
        return None
    if journey.rate.dimension is not Dimension.USER_RATE:
        return journey.rate.value
    users = counted_users(design, journey)
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
        before = product(before, times_made(step))
        reached[step.target] = reached.get(step.target, 0.0) + before
        yield step, before


def times_made(step: Step) -> float:
    """How often a step is made for each time that its caller is reached; what goes in batches is one
    call for so many."""
    times = step.times.value if step.times is not None else 1.0
    return times / (step.batch or 1)


def times_waited(step: Step) -> float:
    """How often one run of a step's caller waits for the call: what goes in batches waits for a
    batch, of which it may fill several itself."""
    return batched_wait(step.times.value if step.times is not None else 1.0, step.batch)


def batched_wait(times: float, batch: int | None) -> float:
    """How many calls are waited for that take ``times`` operations between them: all of the batch
    that the last of them goes in, and no part of one."""
    return max(times / (batch or 1), min(times, 1.0))


def product(one: float, other: float) -> float:
    """The product; nothing times however much is nothing, also where a sum has become infinite."""
    return one * other if one and other else 0.0
