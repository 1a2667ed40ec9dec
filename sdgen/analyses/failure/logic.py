"""A journey of a design as a failure model: which events there are, and what each takes down.

The definitions: an instance is up if its own event has not happened and every domain that holds
it is up; a component's own part is up if at least ``need`` of its instances are; a component is up
if its own part is and its required calls are met. Unavailability is 1 - availability, or
MTTR / (MTBF + MTTR).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct

from sdgen.analyses.failure.domains import ancestors, named_places, replica_domains
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Requirement
from sdgen.analyses.traffic.journey_calls import JourneyCalls, required_calls
from sdgen.design.records import Component, Design, Journey, Level, ReplicaMode
from sdgen.kinds import KINDS, Role, kind_of
from sdgen.quantity import Dimension, format_quantity

DOMAIN_AVAILABILITY: Mapping[Level, tuple[float, str]] = {
    Level.PROVIDER: (1.0, "the loss of a whole provider is not counted"),
    Level.REGION: (
        0.9999,
        "what Amazon EC2's service level agreement promises of instances in several zones",
    ),
    Level.ZONE: (0.9995, "chosen by sdgen between one instance's and a region's; write yours"),
    Level.RACK: (0.999, "an order of magnitude chosen by sdgen; write yours"),
}
"""Assumed of a failure domain whose availability the design does not give, and why."""


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


class Event(Struct, frozen=True):
    """One basic event; ``component`` is empty for a failure domain."""

    name: str
    kind: EventKind
    component: str
    unavailability: float


class Assumption(Struct, frozen=True, order=True):
    """What was counted because the design does not say: ``statement`` of ``subject``."""

    statement: str
    subject: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.statement}"


class FailureLogic(Struct, frozen=True):
    """A journey's failure model, its events by name, and what was assumed to make it."""

    model: FailureModel
    events: Mapping[str, Event]
    assumed: frozenset[Assumption]

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed, in order; seldom asked for."""
        return tuple(sorted(self.assumed))


def failure_logic(
    design: Design,
    journey: Journey,
    peak_loads: Mapping[str, float] | None = None,
    calls: JourneyCalls | None = None,
) -> FailureLogic:
    """The failure model of ``journey``; ``peak_loads`` are operations per second by component,
    from which ``need`` is derived where the design gives a capacity and no need. ``calls`` are
    what the journey requires, or the wider ``made_calls``."""
    calls = required_calls(design, journey) if calls is None else calls
    return failure_logic_of(design, calls, (journey.actor,), peak_loads)


def failure_logic_of(
    design: Design,
    calls: JourneyCalls,
    actors: tuple[str, ...] = (),
    peak_loads: Mapping[str, float] | None = None,
) -> FailureLogic:
    """The failure model of these components and calls, which is up while all ``actors`` are."""
    number = {name: at for at, name in enumerate(calls.components)}
    collected = _Collected(design, peak_loads or {})
    parts = tuple(collected.own_part(design.components[name]) for name in calls.components)
    top = tuple(Requirement(1, (number[actor],)) for actor in actors if actor in number)
    events = collected.events
    model = FailureModel(
        calls.components,
        parts,
        requirements_of(calls),
        top,
        {name: event.unavailability for name, event in events.items()},
    )
    return FailureLogic(model, events, frozenset(collected.assumptions))


def requirements_of(calls: JourneyCalls) -> tuple[tuple[Requirement, ...], ...]:
    """What each component needs of the others, by their numbers."""
    number = {name: at for at, name in enumerate(calls.components)}
    return tuple(
        tuple(
            Requirement(group.need, tuple(number[call.target] for call in group.calls))
            for group in calls.required[name]
        )
        for name in calls.components
    )


GivenPart = tuple[OwnPart, Mapping[str, float]]
"""An own part with the unavailability of each of its events."""


def own_part_of(design: Design, component: Component, peak_load: float | None) -> GivenPart:
    """The own part that ``component`` would have in ``design``."""
    collected = _Collected(design, {} if peak_load is None else {component.id: peak_load})
    part = collected.own_part(component)
    return part, {name: event.unavailability for name, event in collected.events.items()}


class _Collected:
    """Events and assumptions, as they come up while own parts are made."""

    def __init__(self, design: Design, peak_loads: Mapping[str, float]) -> None:
        self.design = design
        self.peak_loads = peak_loads
        self.events: dict[str, Event] = {}
        self.assumptions: set[Assumption] = set()
        self.holders: dict[str, tuple[str, ...]] = {}

    def own_part(self, component: Component) -> OwnPart:
        if kind_of(component).role is Role.ACTOR:
            return OwnPart()
        if is_provided(component):
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
        self._say_how_many(component, need, switch is not None)
        return OwnPart(instances, need, tuple(common), switch, component.replicas.copies)

    def _assume(self, subject: str, statement: str) -> None:
        self.assumptions.add(Assumption(statement, subject))

    def _say_how_many(self, component: Component, need: int, stands_by: bool) -> None:
        """What was counted where the design does not say how many there are, or must be up."""
        replicas = component.replicas
        if not replicas.given:
            self._assume(component.id, "one replica, since the design gives no number")
        elif replicas.need is None and not replicas.majority and not stands_by:
            of = replicas.copies or replicas.count
            what = "copies" if replicas.copies is not None else "replicas"
            if of == 1:
                return
            if _carried_by(component, self.peak_loads.get(component.id)) is not None:
                self._assume(component.id, f"{need} of {of} {what} must be up to carry the peak")
            else:
                self._assume(component.id, f"one of several {what} is enough: 'need' is not given")

    def _managed_part(self, component: Component) -> OwnPart:
        """One event with the promised availability, and the domains that it is placed in."""
        if component.availability is not None:
            promised = component.availability.value
        else:
            promised = kind_of(component).managed_availability
            self._assume(component.id, _managed_statement(component.kind))
        # a domain may have the same name as a component
        taken = component.id in self.design.domains
        name = f"{component.id}!provider" if taken else component.id
        event = self._event(name, EventKind.MANAGED, component, 1.0 - promised)
        places = named_places(component)
        instances = tuple(Instance(None, self._domains(place)) for place in places)
        return OwnPart(instances, 1, (event,))

    def _instance_unavailability(self, component: Component) -> float:
        if component.availability is not None:
            return 1.0 - component.availability.value
        if component.mtbf is not None and component.mttr is not None:
            return component.mttr.value / (component.mtbf.value + component.mttr.value)
        self._assume(component.id, _instance_statement(component.kind))
        return 1.0 - kind_of(component).availability

    def _switch(self, component: Component, common: list[str]) -> str | None:
        """The event of an unsuccessful failover, where one instance serves and another stands by; the
        time that a failover takes is added to ``common``."""
        replicas = component.replicas
        if replicas.count < 2 or replicas.mode is not ReplicaMode.ACTIVE_STANDBY:
            return None
        failover = replicas.failover
        if failover is not None and failover.time is not None and component.mtbf is not None:
            window = failover.time.value / (component.mtbf.value + failover.time.value)
            common.append(
                self._event(f"{component.id}!window", EventKind.TRANSITION, component, window)
            )
        else:
            missing = "'mtbf'" if component.mtbf is None else "the failover's 'time'"
            self._assume(component.id, f"a failover takes no time, since {missing} is not given")
        success = 1.0
        if failover is not None and failover.success is not None:
            success = failover.success.value
        else:
            self._assume(component.id, "every failover succeeds, since 'success' is not given")
        return self._event(f"{component.id}!switch", EventKind.TRANSITION, component, 1.0 - success)

    def _domains(self, place: str | None) -> tuple[str, ...]:
        if place is None:
            return ()
        if place in self.holders:
            return self.holders[place]
        self.holders[place] = holders = (place, *ancestors(self.design, place))
        for name in holders:
            domain = self.design.domains[name]
            if name in self.events:
                continue
            if domain.availability is not None:
                available = domain.availability.value
            else:
                available, source = DOMAIN_AVAILABILITY[domain.level]
                self._assume(
                    name, f"{_percent(available)} available as a {domain.level} ({source})"
                )
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
    return min(of, _carried_by(component, peak_load) or 1)


def _carried_by(component: Component, peak_load: float | None) -> int | None:
    """How many instances carry the peak load, where that is known."""
    capacity = component.capacity
    if component.replicas.copies is not None or peak_load is None or capacity is None:
        return None
    if capacity.dimension is not Dimension.RATE or capacity.value <= 0:
        return None
    # a peak that is a whole number of replicas must not round up to one more
    return max(1, math.ceil(peak_load / capacity.value - 1e-9))


def is_provided(component: Component) -> bool:
    """Whether somebody else runs it: one event with a promised availability, no instances."""
    return component.managed or component.external or kind_of(component).role is Role.PROVIDED


@cache
def _managed_statement(kind: str) -> str:
    found = KINDS[kind]
    source = found.managed_source or found.availability_source
    return f"{_percent(found.managed_availability)} available ({source})"


@cache
def _instance_statement(kind: str) -> str:
    found = KINDS[kind]
    assumed = _percent(found.availability)
    return f"each instance is {assumed} available ({found.availability_source})"


def _percent(ratio: float) -> str:
    return format_quantity(ratio, Dimension.RATIO)
