"""Components that run on the instances of others: their copies are laid over those instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, islice

from msgspec.structs import replace

from sdgen.base.findings import Severity
from sdgen.base.subject import Subject
from sdgen.base.words import joined
from sdgen.design.placement import dealt, named_places
from sdgen.design.records import Component, Design
from sdgen.kinds import KINDS, Role
from sdgen.model import codes
from sdgen.model.gather import Gather

MOST_DEEP = 20
"""So many components may run one on the other: a process in a container, a machine, a rack of
them and what stands between are fewer."""

UNFIT: Mapping[Role, str] = {
    Role.ACTOR: "stands for users",
    Role.PROVIDED: "belongs to somebody else",
}
"""Roles of components that have no instances here, and why."""


def with_hosts(design: Design, gather: Gather) -> Design:
    """The design in which what runs on other components lies where these do. Reports what cannot
    run where it is said to."""
    for component in design.components.values():
        host = design.components.get(component.runs_on)
        if host is not None:
            _check_fit(component, host, gather)
            _check_places(component, host, gather)
    for circle in _circles(design.components):
        first = design.components[circle[0]]
        gather.report(
            codes.CONTRADICTION,
            f"component '{first.id}' runs on itself: {' -> '.join((*circle, circle[0]))}",
            first.span_of("runs_on"),
            "leave out 'runs_on' of the one that is the machine or the cluster",
            first.id,
        )
    for component in design.components.values():
        _check_depth(component, design, gather)
    return laid_on_hosts(design)


def _check_depth(component: Component, design: Design, gather: Gather) -> None:
    """The first that is too deep is reported, not all that run on it."""
    way = [component.id]
    host = design.components.get(component.runs_on)
    while host is not None and host.id not in way and len(way) <= MOST_DEEP + 1:
        way.append(host.id)
        host = design.components.get(host.runs_on)
    if host is None and len(way) == MOST_DEEP + 2:
        gather.report(
            codes.CONTRADICTION,
            f"component '{component.id}' runs on more than {MOST_DEEP} others, one on the other",
            component.span_of("runs_on"),
            "leave out those between the machine and what runs on it",
            component.id,
        )


def _check_fit(component: Component, host: Component, gather: Gather) -> None:
    """Both have instances that the design's owners run."""
    for each, what in ((host, "nothing runs on it"), (component, "it runs on nothing here")):
        kind = KINDS.get(each.kind)
        why = UNFIT.get(kind.role) if kind is not None else None
        if why is not None:
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' runs on '{host.id}', but '{each.id}' is of the kind "
                f"'{each.kind}', which {why}: {what}",
                component.span_of("runs_on"),
                "name the server or the cluster that it runs on, or leave out 'runs_on'",
                component.id,
            )
            return
    for key in ("managed", "external"):
        if getattr(component, key):
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' runs on '{host.id}', but '{key}' says that somebody "
                "else runs it",
                component.span_of(key),
                f"leave out '{key}', or 'runs_on'"
                + (f"; 'managed' may stand at '{host.id}'" if key == "managed" else ""),
                component.id,
            )


def _check_places(component: Component, host: Component, gather: Gather) -> None:
    """It is where its host is; who says so again may."""
    there = named_places(host)
    key = "place" if component.place else "zones"
    given = named_places(component)
    if component.place or (given and {*given} != {*there}):
        where = f"in {joined(there)}" if there else "in no zone"
        gather.report(
            codes.CONTRADICTION,
            f"{Subject('component', component.id)}, '{key}': it runs on '{host.id}', which is "
            f"{where}",
            component.span_of(key),
            f"leave out '{key}' here, and write it at '{host.id}'",
            component.id,
            Severity.ERROR,
        )


def _circles(components: Mapping[str, Component]) -> Iterator[tuple[str, ...]]:
    """Components that run on each other in a circle, each circle once."""
    seen: set[str] = set()
    for name in components:
        way: dict[str, None] = {}
        while name in components and name not in seen and name not in way:
            way[name] = None
            name = components[name].runs_on
        if name in way:
            found = [*way]
            yield tuple(found[found.index(name) :])
        seen.update(way)


def laid_on_hosts(design: Design) -> Design:
    """The design in which what runs on other components lies where these do, as many as there are
    where it has no instances of its own. Who changes the replicas or places of a component asks
    for this again."""
    if not any(each.runs_on for each in design.components.values()):
        return design
    components = dict(design.components)
    done = {name for circle in _circles(components) for name in circle}
    for name in design.components:
        way = []
        while name in components and name not in done:
            done.add(name)
            way.append(name)
            name = components[name].runs_on
        for each in reversed(way):
            components[each] = _laid(components[each], components)
    return replace(design, components=components)


def _laid(component: Component, components: Mapping[str, Component]) -> Component:
    host = components.get(component.runs_on)
    if host is None:
        return component
    replicas = component.replicas
    if "count" in replicas.spans or (replicas.fewest is not None and not component.hosted):
        return replace(component, zones=_zones(host), place={})
    own = {"count": host.replicas.count, "fewest": host.replicas.fewest}
    own |= {"most": host.replicas.most, "given": host.replicas.given}
    return replace(
        component,
        replicas=replace(replicas, **own),
        hosted=True,
        zones=host.zones,
        place=host.place,
    )


def _zones(host: Component) -> tuple[str, ...]:
    """The zone of each instance of a host in turn; the zones alone where that comes to the same."""
    if host.place:
        return tuple(dealt(host.place))
    if not host.zones or host.replicas.count % len(host.zones) == 0:
        return host.zones
    return tuple(islice(cycle(host.zones), host.replicas.count))
