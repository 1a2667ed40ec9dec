"""Load: rates from users and actions, carried along each journey's steps to every call.

A journey's average rate is users a day x actions a user (or the rate that it gives); its peak is
that x the peak factor. A step multiplies the rate at which its source is reached by ``times``. A
call's load is the sum over steps and journeys, a component's the sum over its incoming calls.
What an input is missing for stays unknown and is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sdgen.model.design import Call, Component, Design, Journey
from sdgen.quantity import Dimension


@dataclass(frozen=True, slots=True)
class Load:
    """Operations per second, and bytes per second along (``request``) and against (``response``)
    the calls, at the average and at the peak."""

    average: float = 0.0
    peak: float = 0.0
    request: float = 0.0
    response: float = 0.0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.average + other.average,
            self.peak + other.peak,
            self.request + other.request,
            self.response + other.response,
        )


@dataclass(frozen=True, slots=True)
class Utilisation:
    """Peak load against capacity, both in operations per second; ``share`` is their ratio."""

    peak: float
    capacity: float

    @property
    def share(self) -> float:
        return self.peak / self.capacity


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """The load of a design: by journey id, by call id and by component id. What no journey with
    a known rate reaches is absent. ``request`` and ``response`` are at the peak."""

    journeys: Mapping[str, Load] = field(default_factory=dict)
    calls: Mapping[str, Load] = field(default_factory=dict)
    components: Mapping[str, Load] = field(default_factory=dict)
    utilisation: Mapping[str, Utilisation] = field(default_factory=dict)

    @property
    def peaks(self) -> dict[str, float]:
        """Peak operations per second by component."""
        return {name: load.peak for name, load in self.components.items()}


def flow(design: Design) -> LoadFacts:
    """The load of ``design``, over all journeys whose rate is known."""
    calls = _calls_by_pair(design)
    by_journey: dict[str, Load] = {}
    by_call: dict[str, Load] = {}
    by_component: dict[str, Load] = {}
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        by_journey[journey.id] = start
        steps = (
            _steps(journey, calls, start) if journey.steps else _all_calls(design, journey, start)
        )
        for call, load in steps:
            by_call[call.id] = by_call.get(call.id, Load()) + load
            by_component[call.target] = by_component.get(call.target, Load()) + load
    utilisation = {
        name: Utilisation(load.peak, capacity)
        for name, load in by_component.items()
        if (capacity := total_capacity(design.components[name])) is not None
    }
    return LoadFacts(by_journey, by_call, by_component, utilisation)


def journey_rate(design: Design, journey: Journey) -> Load | None:
    """How often the journey runs, or None where the design does not say."""
    if journey.rate is None:
        return None
    scale = design.scale
    average = journey.rate.value
    if journey.rate.dimension is Dimension.USER_RATE:
        if scale is None or scale.daily_users is None:
            return None
        average *= scale.daily_users.value
    factor = scale.peak.value if scale is not None and scale.peak is not None else 1.0
    request = journey.request.value if journey.request is not None else 0.0
    response = journey.response.value if journey.response is not None else 0.0
    peak = average * factor
    return Load(average, peak, peak * request, peak * response)


def total_capacity(component: Component) -> float | None:
    """Operations per second that all replicas carry together; None where capacity is unknown or
    is no rate of operations."""
    capacity = component.capacity
    if capacity is None or capacity.dimension is not Dimension.RATE or capacity.value <= 0:
        return None
    return capacity.value * component.replicas.count


def _calls_by_pair(design: Design) -> dict[tuple[str, str], Call]:
    """The first call between each pair: a step names its ends, not one of several calls."""
    pairs: dict[tuple[str, str], Call] = {}
    for component in design.components.values():
        for group in component.calls:
            for call in group.calls:
                if call.target in design.components:
                    pairs.setdefault((call.source, call.target), call)
    return pairs


def _steps(
    journey: Journey, calls: Mapping[tuple[str, str], Call], start: Load
) -> Iterator[tuple[Call, Load]]:
    """The load of each step in turn. A chained step goes on at the rate of the one before it, any
    other at the rate at which its source has been reached so far."""
    reached: dict[str, tuple[float, float]] = {journey.actor: (start.average, start.peak)}
    request = start.request / start.peak if start.peak else 0.0
    response = start.response / start.peak if start.peak else 0.0
    previous = (0.0, 0.0)
    sizes = (request, response)
    for step in journey.steps:
        at_source = previous if step.chained else reached.get(step.source, (0.0, 0.0))
        times = step.times.value if step.times is not None else 1.0
        average, peak = previous = (at_source[0] * times, at_source[1] * times)
        if step.source != journey.actor and not step.chained:
            # the journey's own bytes run along its first chain; further steps say theirs
            sizes = (0.0, 0.0)
        elif step.source == journey.actor:
            sizes = (request, response)
        along = step.request.value if step.request is not None else sizes[0]
        against = step.response.value if step.response is not None else sizes[1]
        before = reached.get(step.target, (0.0, 0.0))
        reached[step.target] = (before[0] + average, before[1] + peak)
        call = calls.get((step.source, step.target))
        if call is not None:
            yield call, Load(average, peak, peak * along, peak * against)


def _all_calls(design: Design, journey: Journey, start: Load) -> Iterator[tuple[Call, Load]]:
    """A journey without steps makes every call reachable from its actor once for each time that
    the caller is reached; alternatives go to the first. A call back to where the journey has been
    is made, and goes no further."""
    reached = {journey.actor: (start.average, start.peak)}
    for name in _callers_first(design, journey.actor):
        average, peak = reached.get(name, (0.0, 0.0))
        for group in design.components[name].calls:
            for call in group.calls[: group.need]:
                if call.target not in design.components:
                    continue
                before = reached.get(call.target, (0.0, 0.0))
                reached[call.target] = (before[0] + average, before[1] + peak)
                yield call, Load(average, peak)


def _callers_first(design: Design, actor: str) -> list[str]:
    """The components that the actor reaches, each after its callers, but for those that call it
    in a cycle: the reverse of a depth-first walk's order of leaving."""
    left: list[str] = []
    seen = {actor}
    stack = [(actor, iter(_targets(design, actor)))]
    while stack:
        name, targets = stack[-1]
        target = next((t for t in targets if t not in seen), None)
        if target is None:
            left.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(_targets(design, target))))
    return left[::-1]


def _targets(design: Design, name: str) -> list[str]:
    return [
        call.target
        for group in design.components[name].calls
        for call in group.calls[: group.need]
        if call.target in design.components
    ]
