"""What runs on what: the components that have the instances of others under them."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.design.components import Component
from sdgen.design.design import Design


def hosts_of(design: Design, component: Component) -> Iterator[Component]:
    """What a component runs on, what that runs on, and so on, the nearest first. A design without
    mistakes has no circle of them."""
    host = design.components.get(component.runs_on)
    while host is not None:
        yield host
        host = design.components.get(host.runs_on)


def guests_first(design: Design) -> tuple[Component, ...]:
    """The components that run on others, each after all that run on it."""
    guests = [each for each in design.components.values() if each.runs_on]
    depth = {each.id: sum(1 for _ in hosts_of(design, each)) for each in guests}
    return tuple(sorted(guests, key=lambda each: -depth[each.id]))


def guests_of(design: Design) -> dict[str, tuple[Component, ...]]:
    """By component, what runs on it, also by way of others, in the order of the file."""
    found: dict[str, list[Component]] = {}
    for component in design.components.values():
        for host in hosts_of(design, component):
            found.setdefault(host.id, []).append(component)
    return {name: tuple(each) for name, each in found.items()}


def bearer(design: Design, component: Component) -> Component:
    """The component whose instances a component has: itself, or what it runs on where it has none
    of its own."""
    each = component
    while each.hosted and each.runs_on in design.components:
        each = design.components[each.runs_on]
    return each
