"""What can never happen, and what always has, in words: such events say nothing of a design's
weaknesses, and would hide them in the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdgen.analyses.failure.events import Event, EventKind, switch_of, window_of
from sdgen.design.records import Component, Design
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity

ASSUMED = "assumed"


def never_to_fail(design: Design, events: Iterable[Event]) -> Iterator[str]:
    """``aws (assumed)``, ``r (100%)``: each event that never happens, and why that was counted; all
    instances of a component as one. That failovers always succeed where nothing is said is an
    assumption of its own."""
    for name, each in _named(design, events):
        why = _why(design, each)
        if not (why == ASSUMED and name.endswith("!switch")):
            yield f"{name} ({why})"


def always_down(design: Design, events: Iterable[Event]) -> Iterator[str]:
    """The events that have always happened; all instances of a component as one."""
    return (name for name, _ in _named(design, events))


def _named(design: Design, events: Iterable[Event]) -> Iterator[tuple[str, Event]]:
    """The events with their names; where they are all instances of a component, its name and the
    first of them."""
    given = {each.name: each for each in events}
    instances: dict[str, list[str]] = {}
    for each in given.values():
        if each.kind is EventKind.INSTANCE:
            instances.setdefault(each.component, []).append(each.name)
    whole = {
        names[0]: component
        for component, names in instances.items()
        if 1 < len(names) == design.components[component].replicas.count
    }
    for each in given.values():
        if each.name in whole:
            yield whole[each.name], each
        elif each.kind is not EventKind.INSTANCE or instances[each.component][0] not in whole:
            yield each.name, each


def _why(design: Design, event: Event) -> str:
    if not event.component:
        return _stated(design.domains[event.name].availability)
    component = design.components[event.component]
    if event.kind is EventKind.TRANSITION:
        return _why_not_over(component, event)
    if event.name.endswith("!deploy"):
        return _stated(component.deploy_availability)
    shared = component.common_cause
    if event.kind is EventKind.INSTANCE and shared is not None and shared.value >= 1.0:
        return f"common_cause {_percent(shared)}"
    return _never_down(component)


def _never_down(component: Component) -> str:
    """Why its instances are always up."""
    if component.availability is not None:
        return _stated(component.availability)
    if component.mttr is not None and component.mttr.value <= 0.0:
        return f"mttr {format_quantity(0.0, Dimension.DURATION)}"
    return ASSUMED


def _why_not_over(component: Component, event: Event) -> str:
    """Why changing over always works, or takes no time."""
    failover = component.replicas.failover
    own = event.name in (switch_of(component.id), window_of(component.id))
    if not own or failover is None:
        return ASSUMED
    if not event.name.endswith("window"):
        return _stated(failover.success)
    if failover.success is not None and failover.success.value <= 0.0:
        return f"success {_percent(failover.success)}"
    if failover.time is not None and failover.time.value <= 0.0:
        return f"time {format_quantity(0.0, Dimension.DURATION)}"
    return _never_down(component)


def _stated(availability: Quantity | None) -> str:
    return ASSUMED if availability is None else _percent(availability)


def _percent(ratio: Quantity) -> str:
    return format_quantity(ratio.value, Dimension.RATIO)
