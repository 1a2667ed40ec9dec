"""What a component says of itself: whether somebody else runs it, and whether it ever fails."""

from __future__ import annotations

from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of


def states_availability(component: Component) -> bool:
    """Whether the design says how available an instance is."""
    times = component.mtbf is not None and component.mttr is not None
    return component.availability is not None or times


def is_provided(component: Component) -> bool:
    """Whether somebody else runs it: one event with a promised availability, no instances."""
    return component.managed or component.external or kind_of(component).role is Role.PROVIDED


def is_at_provider(design: Design, component: Component) -> bool:
    """Whether it is provided, or has nothing but what it runs on, and that is."""
    each: Component | None = component
    while each is not None and each.hosted and not states_availability(each):
        each = design.components.get(each.runs_on)
    return each is not None and is_provided(each)


def never_fails(component: Component) -> bool:
    """Whether the design says that none of its instances is ever down by itself."""
    shared = component.common_cause
    if shared is not None and shared.value >= 1.0:
        return True
    if component.availability is not None:
        return component.availability.value >= 1.0
    return component.mtbf is not None and component.mttr is not None and component.mttr.value <= 0.0
