"""What rules about load advise where more replicas do not help."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.replication import has_leader
from sdgen.analyses.traffic.capacity import Mix, busiest
from sdgen.base.words import named
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity


def no_number_helps(component: Component, mix: Mix, share: float) -> str:
    """What helps where no number of replicas uses the busiest up to ``share`` of it."""
    used = busiest(component, mix) or 0.0
    times = format_number(math.ceil(10.0 * used / share - 1e-9) / 10.0)
    leaders = tuple({each.id: each for each in _leaders_on(mix)}.values())
    split = "lower the load"
    if kind_of(component).keeps_data:
        split = "split its data over several of it"
    elif leaders and all(kind_of(each).keeps_data for each in leaders):
        split = f"split the data of {named([each.id for each in leaders])} over several"
    if has_leader(component):
        why = "one of them does the work"
    elif leaders:
        why = f"one of them does the work of {named([each.id for each in leaders])}"
    else:
        why = "each of them does every write"
    return (
        f"more replicas do not help, since {why}: let each carry {times} times as much, or {split}"
    )


def _leaders_on(mix: Mix) -> Iterator[Component]:
    """What is laid over a component with one leader there, which more instances do not relieve."""
    for each in mix.laid:
        guest = each.component
        if has_leader(guest) and guest.replicas.copies is None and each.mix.total:
            yield guest
        yield from _leaders_on(each.mix)


def in_its_unit(context: LintContext, component: Component, rate: float) -> str:
    """Operations a second, mixed as they arrive at the peak, in what the capacity of the component
    counts: ``300/s``, ``9k tokens/s``, ``12 MB/s``."""
    mix, capacity = context.traffic.operations[component.id], component.capacity
    if mix.work is None or capacity is None or not 0.0 < mix.total < math.inf:
        return format_quantity(rate, Dimension.RATE)
    amount = rate * mix.work.total / mix.total
    if capacity.dimension is Dimension.BYTE_RATE:
        return format_quantity(amount, Dimension.BYTE_RATE)
    return format_quantity(amount, Dimension.WORK_RATE, noun=capacity.noun)
