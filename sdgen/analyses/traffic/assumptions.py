"""What the load of a design takes for granted, or leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from sdgen.analyses.busy import BUSY_FROM
from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.traffic.capacity import Mix, busiest, capacity_of_one, left_at_the_peak
from sdgen.analyses.traffic.misses import implied, misses
from sdgen.analyses.traffic.work import sizes_of_steps, work_of_call
from sdgen.base.words import by_number, counted, joined
from sdgen.design.calls import calls_from
from sdgen.design.hosts import guests_of
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of
from sdgen.model.work import BYTES, unit_of
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity

if TYPE_CHECKING:
    from sdgen.analyses.traffic.flow import Utilisation
    from sdgen.analyses.traffic.sums import Load


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
        yield from _waits_for_all(design, journey)
        yield from _works_nowhere(design, journey)
        yield from _ends_at_queues(design, journey)


def _scales(component: Component) -> Iterator[str]:
    lost = max((held for place, held in replica_counts(component).items() if place), default=0)
    most, left = component.replicas.most, left_at_the_peak(component, lost)
    if most is not None and lost and capacity_of_one(component) is not None:
        yield (
            f"{component.id}: counted as scaled up to {counted(most, 'replica')} at the peak, of "
            f"which {left} {by_number(left, 'is', 'are')} left when the fullest domain is lost"
        )


def _works_nowhere(design: Design, journey: Journey) -> Iterator[str]:
    for step in journey.steps:
        target = design.components.get(step.target)
        if step.work is not None and target is not None and target.capacity is None:
            yield (
                f"journey '{journey.id}': 'work' of {step.source} -> {step.target} is not counted, "
                f"since {step.target} gives no 'capacity'"
            )


def _waits_for_all(design: Design, journey: Journey) -> Iterator[str]:
    """Where steps call more members of a group than must answer: what is computed waits for each."""
    made = {(step.source, step.target) for step in journey.steps}
    for source in dict.fromkeys(step.source for step in journey.steps):
        component = design.components.get(source)
        for group in component.calls if component is not None else ():
            called = [
                each.target
                for each in group.calls
                if (source, each.target) in made and not each.asynchronous
            ]
            if 1 < group.need < len(called):
                yield (
                    f"journey '{journey.id}': {source} is counted as waiting for each of "
                    f"{joined(called)}, though {group.need} of them are enough"
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


def unmeasured(design: Design, operations: Mapping[str, Mix]) -> Iterator[str]:
    """Components whose utilisation is unknown, as their capacity counts what no step tells."""
    guests = guests_of(design)
    for name, mix in operations.items():
        component = design.components[name]
        capacity = component.capacity
        if capacity is None or mix.all_taken_of(component) is not None:
            continue
        unit = unit_of(capacity) or "operations"
        what = "'bytes' or 'response'" if unit == BYTES else f"'work', such as 'work: 10 {unit}',"
        silent = _silent(design, name, *(each.id for each in guests.get(name, ())))
        where = f"at {joined(silent)}" if silent else "at a step that reaches it"
        yield (
            f"{name}: its utilisation is unknown, since its capacity counts {unit}: write {what} "
            f"{where}"
        )


def _silent(design: Design, name: str, *guests: str) -> tuple[str, ...]:
    """The steps to a component, and to what runs on it, that do not tell how much of its capacity
    they take."""
    component = design.components[name]
    found = {
        f"{step.source} -> {step.target}": None
        for journey in design.journeys.values()
        for step, sizes in zip(journey.steps, sizes_of_steps(journey), strict=True)
        if step.target in (name, *guests) and work_of_call(component, step, sizes) is None
    }
    return tuple(found)


def untold(
    design: Design, utilisation: Mapping[str, Utilisation], operations: Mapping[str, Mix]
) -> Iterator[str]:
    """Stores that would be busy if what is not known to read or write wrote."""
    for name, used in utilisation.items():
        mix = operations[name]
        worst = busiest(design.components[name], mix.as_writes()) or 0.0
        if mix.unknown and worst > BUSY_FROM and worst > used.share * (1.0 + 1e-9):
            yield f"reads and writes of {name} are not told apart: as writes {worst:.0%}"
