"""What can be said to fail, and what each name takes: the events of the failure model, and losses
that are no events in it, since they never come alone.

A replica that is a machine, or one of what its component runs on, has no event of its own: it fails
with that. Said to fail it is the process that is gone, with what runs on it, and nothing else that
stands on the same machine. Such a loss is part of the model of one state, never of points of
failure, cut sets or availability.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from sdgen.analyses.failure.events import Event, EventKind
from sdgen.analyses.failure.logic import FailureLogic, failure_logic_of
from sdgen.analyses.failure.provided import is_at_provider
from sdgen.analyses.reliability.failure_model import Instance, OwnPart
from sdgen.analyses.traffic.journey_calls import all_calls
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Component, Design


def what_can_fail(design: Design) -> dict[str, tuple[str, ...]]:
    """Everything that can be said to fail, and what has happened then: a failure domain, a component
    (all of its instances), one of its instances such as ``user-db/1``, or one basic event."""
    names: dict[str, tuple[str, ...]] = {domain: (domain,) for domain in design.domains}
    logic = failure_logic_of(design, all_calls(design))
    own = dict(zip(design.components, logic.model.own_parts, strict=False))
    for component, part in own.items():
        failing = _failing_as(design, design.components[component], part, logic.events)
        if failing:
            names.setdefault(component, failing)
    for event in logic.events:
        names.setdefault(event, (event,))
    for component, part in own.items():
        if not is_at_provider(design, design.components[component]):
            for instance in _instances(component, part):
                names.setdefault(instance, (instance,))
    return names


def with_losses(design: Design, logic: FailureLogic, happened: Collection[str]) -> FailureLogic:
    """The same model with those losses that have ``happened`` and are no events in it; each takes
    what runs on it too."""
    lost = frozenset(happened) - logic.events.keys()
    if not lost:
        return logic
    said: dict[str, Event] = {}
    parts = list(logic.model.own_parts)
    for number, owner in enumerate(logic.owners):
        component, part = design.components[owner], parts[number]
        instances = tuple(
            _losing(each, [name for name in _stands_on(design, component, at) if name in lost])
            for at, each in enumerate(part.instances)
        )
        whole = [_all_of(each.id) for each in _hosts(design, component) if _all_of(each.id) in lost]
        parts[number] = replace(part, instances=instances, common=(*part.common, *whole))
        new = {*whole, *(name for each in instances for name in each.domains if name in lost)}
        said.update((name, Event(name, EventKind.INSTANCE, owner, 1.0)) for name in sorted(new))
    happens = {name: event.unavailability for name, event in said.items()}
    model = replace(logic.model, own_parts=tuple(parts), events={**logic.model.events, **happens})
    return replace(logic, model=model, events={**logic.events, **said})


def _failing_as(
    design: Design, component: Component, part: OwnPart, events: Mapping[str, Event]
) -> tuple[str, ...]:
    """What stands for the loss of a component: its provider's event, or the loss of each of its
    instances; nothing for what cannot fail."""
    if is_at_provider(design, component):
        managed = (
            event.name
            for event in events.values()
            if event.kind is EventKind.MANAGED and event.component == component.id
        )
        return (next(managed, _all_of(component.id)),)
    return tuple(_instances(component.id, part))


def _instances(component: str, part: OwnPart) -> Iterator[str]:
    """The names of the instances, which are those of their events where they have any."""
    return (f"{component}/{number}" for number in range(1, len(part.instances) + 1))


def _all_of(component: str) -> str:
    """The loss of what has no instances, since the provider of its host runs it."""
    return f"{component}!lost"


def _hosts(design: Design, component: Component) -> Iterator[Component]:
    """The component, what it runs on, what that runs on, and so on."""
    yield component
    yield from hosts_of(design, component)


def _stands_on(design: Design, component: Component, at: int) -> Iterator[str]:
    """The instance at this position, the one of its host that it stands on, and so on down."""
    for each in _hosts(design, component):
        at %= max(1, each.replicas.count)
        yield f"{each.id}/{at + 1}"


def _losing(instance: Instance, names: Collection[str]) -> Instance:
    """The instance that is lost with ``names`` too, which tell it better than where it stands."""
    return replace(instance, domains=(*names, *instance.domains)) if names else instance
