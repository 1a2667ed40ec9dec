"""What rules about load advise where more replicas do not help."""

from __future__ import annotations

import math

from sdgen.analyses.replication import has_leader
from sdgen.analyses.traffic.capacity import Mix, busiest
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.quantity import format_number


def no_number_helps(component: Component, mix: Mix, share: float) -> str:
    """What helps where no number of replicas uses the busiest up to ``share`` of it."""
    used = busiest(component, mix) or 0.0
    times = format_number(math.ceil(10.0 * used / share - 1e-9) / 10.0)
    split = (
        "split its data over several of it" if kind_of(component).keeps_data else "lower the load"
    )
    why = "one of them does the work" if has_leader(component) else "each of them does every write"
    return (
        f"more replicas do not help, since {why}: let each carry {times} times as much, or {split}"
    )
