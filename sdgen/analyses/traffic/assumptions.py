"""What the load of a design takes for granted, or leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.traffic.capacity import Mix, busiest, capacity_of_one, left_at_the_peak
from sdgen.analyses.traffic.misses import implied, misses
from sdgen.base.words import by_number, counted, joined
from sdgen.design.calls import calls_from
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension, Quantity, format_quantity

if TYPE_CHECKING:
    from sdgen.analyses.traffic.flow import Utilisation
    from sdgen.analyses.traffic.sums import Load

BUSY_FROM = 0.7
"""The share of its capacity over which a component is busy."""


def uncounted(design: Design, counted: Mapping[str, Load]) -> tuple[str, ...]:
    """A missing peak factor, and the journeys that are not among those ``counted``."""
    said = []
    if counted and (design.scale is None or design.scale.peak is None):
        said.append("no peak factor is given: peaks are counted as the average")
    said += [
        f"journey '{journey.id}' is not counted: its rate is unknown"
        for journey in design.journeys.values()
        if journey.id not in counted
    ]
    return tuple(said)


def read_as(design: Design) -> Iterator[str]:
    """What steps were taken to mean that do not say it, consumers that steps leave out, and what is
    left of what scales by itself."""
    for component in design.components.values():
        yield from _scales(component)
        for queue in component.pulls:
            yield (
                f"{component.id} takes messages from {queue}, since no step leads to it before: "
                f"write 'consumes: [{queue}]'"
            )
    for journey in design.journeys.values():
        for step, cache in implied(design, journey):
            yield (
                f"journey '{journey.id}': {step.source} -> {step.target} serves what misses in "
                f"{cache}: write 'on_miss: {cache}'"
            )
        yield from _missed_otherwise(design, journey)
        yield from _ends_at_queues(design, journey)


def _scales(component: Component) -> Iterator[str]:
    lost = max((held for place, held in replica_counts(component).items() if place), default=0)
    most, left = component.replicas.most, left_at_the_peak(component, lost)
    if most is not None and lost and capacity_of_one(component) is not None:
        yield (
            f"{component.id}: counted as scaled up to {counted(most, 'replica')} at the peak, of "
            f"which {left} {by_number(left, 'is', 'are')} left when the fullest domain is lost"
        )


def _missed_otherwise(design: Design, journey: Journey) -> Iterator[str]:
    """Where a step says itself how many look-ups miss, and the cache something else."""
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        hits = design.components[cache].properties.get("hit_ratio") if cache else None
        if step.times is None or not isinstance(hits, Quantity):
            continue
        missed = 1.0 - hits.value
        if not isclose(step.times.value, missed):
            yield (
                f"journey '{journey.id}': {step.source} -> {step.target} is made for "
                f"{_percent(step.times.value)} of the look-ups in {cache}, as 'times' says; its "
                f"'hit_ratio' leaves {_percent(missed)}"
            )


def _percent(ratio: float) -> str:
    return format_quantity(ratio, Dimension.RATIO)


def _ends_at_queues(design: Design, journey: Journey) -> Iterator[str]:
    left = {step.source for step in journey.steps}
    for name in dict.fromkeys(step.target for step in journey.steps):
        queue = design.components.get(name)
        if queue is None or name in left or kind_of(queue).role is not Role.BROKER:
            continue
        takers = dict.fromkeys(call.target for call in calls_from(queue) if not call.dead_letter)
        if takers:
            verb = by_number(len(takers), "gets", "get")
            yield f"journey '{journey.id}' ends at {name}: {joined(takers)} {verb} nothing of it"


def untold(
    design: Design, utilisation: Mapping[str, Utilisation], operations: Mapping[str, Mix]
) -> Iterator[str]:
    """Stores that would be busy if what is not known to read or write wrote."""
    for name, used in utilisation.items():
        mix = operations[name]
        worst = busiest(design.components[name], mix.as_writes()) or 0.0
        if mix.unknown and worst > BUSY_FROM and worst > used.share * (1.0 + 1e-9):
            yield f"reads and writes of {name} are not told apart: as writes {worst:.0%}"
