"""A journey of a design as a failure model: which events there are, and what each takes down.

The definitions: an instance is up if its own event has not happened and every domain that holds
it is up; a component's own part is up if at least ``need`` of its instances are; a component is up
if its own part is and its required calls are met. Unavailability is 1 - availability, or
MTTR / (MTBF + MTTR).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sdgen.analyses.domains import ancestors, replica_domains
from sdgen.analyses.journey_calls import required_calls
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Requirement
from sdgen.kinds import KINDS
from sdgen.model.design import Component, Design, Journey, Level, ReplicaMode

LEVEL_AVAILABILITY = {
    Level.PROVIDER: 1.0,
    Level.REGION: 0.9999,
    Level.ZONE: 0.9995,
    Level.RACK: 0.999,
}
"""Assumed of a failure domain whose availability the design does not give."""


class EventKind(StrEnum):
    """What a basic event is. A transition counts in availability, and is no point of failure."""

    INSTANCE = "instance"
    MANAGED = "managed"
    ZONE = "zone"
    REGION = "region"
    PROVIDER = "provider"
    RACK = "rack"
    COMMON_CAUSE = "common_cause"
    TRANSITION = "transition"


@dataclass(frozen=True, slots=True)
class Event:
    """One basic event; ``component`` is empty for a failure domain."""

    name: str
    kind: EventKind
    component: str
    unavailability: float


@dataclass(frozen=True, slots=True)
class FailureLogic:
    """A journey's failure model, its events by name, and what was assumed to make it."""

    model: FailureModel
    events: Mapping[str, Event]
    assumptions: tuple[str, ...]


def failure_logic(
    design: Design, journey: Journey, peak_loads: Mapping[str, float] | None = None
) -> FailureLogic:
    """The failure model of ``journey``; ``peak_loads`` are operations per second by component,
    from which ``need`` is derived where the design gives a capacity and no need."""
    calls = required_calls(design, journey)
    number = {name: at for at, name in enumerate(calls.components)}
    collected = _Collected(design, peak_loads or {})
    parts = tuple(
        OwnPart()
        if name == journey.actor and design.components[name].kind == "client"
        else collected.own_part(design.components[name])
        for name in calls.components
    )
    requirements = tuple(
        tuple(
            Requirement(group.need, tuple(number[call.target] for call in group.calls))
            for group in calls.required[name]
        )
        for name in calls.components
    )
    top = (Requirement(1, (number[journey.actor],)),) if journey.actor in number else ()
    events = collected.events
    model = FailureModel(
        calls.components,
        parts,
        requirements,
        top,
        {name: event.unavailability for name, event in events.items()},
    )
    return FailureLogic(model, events, tuple(sorted(collected.assumptions)))


class _Collected:
    """Events and assumptions, as they come up while own parts are made."""

    def __init__(self, design: Design, peak_loads: Mapping[str, float]) -> None:
        self.design = design
        self.peak_loads = peak_loads
        self.events: dict[str, Event] = {}
        self.assumptions: set[str] = set()

    def own_part(self, component: Component) -> OwnPart:
        if component.kind == "client":
            return OwnPart()
        if component.managed or component.external:
            return self._managed_part(component)
        q = self._instance_unavailability(component)
        common = []
        beta = component.common_cause.value if component.common_cause else 0.0
        if beta:
            common.append(
                self._event(f"{component.id}!common", EventKind.COMMON_CAUSE, component, beta * q)
            )
        if component.deploy_availability is not None:
            down = 1.0 - component.deploy_availability.value
            common.append(
                self._event(f"{component.id}!deploy", EventKind.COMMON_CAUSE, component, down)
            )
        places = replica_domains(self.design, component)
        instances = tuple(
            Instance(
                self._event(
                    f"{component.id}/{at}", EventKind.INSTANCE, component, (1.0 - beta) * q
                ),
                self._domains(place),
            )
            for at, place in enumerate(places, start=1)
        )
        switch = self._switch(component, common)
        need = needed(component, self.peak_loads.get(component.id))
        return OwnPart(instances, need, tuple(common), switch, component.replicas.copies)

    def _managed_part(self, component: Component) -> OwnPart:
        """One event with the promised availability, and the domains that it is placed in."""
        if component.availability is not None:
            promised = component.availability.value
        else:
            promised = KINDS[component.kind].managed_availability
            self.assumptions.add(
                f"{component.id}: {promised:.4%} available, as a managed {KINDS[component.kind].title}"
            )
        event = self._event(component.id, EventKind.MANAGED, component, 1.0 - promised)
        places = list(dict.fromkeys((*component.zones, *component.place)))
        instances = tuple(Instance(None, self._domains(place)) for place in places)
        return OwnPart(instances, 1, (event,))

    def _instance_unavailability(self, component: Component) -> float:
        if component.availability is not None:
            return 1.0 - component.availability.value
        if component.mtbf is not None and component.mttr is not None:
            return component.mttr.value / (component.mtbf.value + component.mttr.value)
        assumed = KINDS[component.kind].availability
        self.assumptions.add(
            f"{component.id}: {assumed:.4%} available an instance, as a {KINDS[component.kind].title}"
        )
        return 1.0 - assumed

    def _switch(self, component: Component, common: list[str]) -> str | None:
        """The event of a failed switch-over, where one instance serves and another stands by; the
        time that a switch-over takes is added to ``common``."""
        replicas = component.replicas
        if replicas.count < 2 or replicas.mode is not ReplicaMode.ACTIVE_STANDBY:
            return None
        failover = replicas.failover
        if failover is not None and failover.time is not None and component.mtbf is not None:
            window = failover.time.value / (component.mtbf.value + failover.time.value)
            common.append(
                self._event(f"{component.id}!window", EventKind.TRANSITION, component, window)
            )
        if failover is None or failover.success is None:
            self.assumptions.add(f"{component.id}: every switch-over works")
            return self._event(f"{component.id}!switch", EventKind.TRANSITION, component, 0.0)
        return self._event(
            f"{component.id}!switch", EventKind.TRANSITION, component, 1.0 - failover.success.value
        )

    def _domains(self, place: str | None) -> tuple[str, ...]:
        if place is None:
            return ()
        holders = (place, *ancestors(self.design, place))
        for name in holders:
            domain = self.design.domains[name]
            if name in self.events:
                continue
            if domain.availability is not None:
                available = domain.availability.value
            else:
                available = LEVEL_AVAILABILITY[domain.level]
                self.assumptions.add(f"{name}: {available:.4%} available, as a {domain.level}")
            self.events[name] = Event(name, EventKind(domain.level.value), "", 1.0 - available)
        return holders

    def _event(self, name: str, kind: EventKind, component: Component, q: float) -> str:
        self.events[name] = Event(name, kind, component.id, q)
        return name


def needed(component: Component, peak_load: float | None) -> int:
    """How many instances (with copies: copies of each piece) must be up: what the design says,
    else what carries the peak load, at most all of them, else one."""
    replicas = component.replicas
    of = replicas.copies or replicas.count
    if replicas.majority:
        return of // 2 + 1
    if replicas.need is not None:
        return min(replicas.need, of)
    if replicas.copies is None and peak_load is not None and component.capacity is not None:
        return min(of, max(1, math.ceil(peak_load / component.capacity.value - 1e-9)))
    return 1
