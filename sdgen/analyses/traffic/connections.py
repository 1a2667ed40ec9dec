"""Open connections: the pools that callers keep, and how many what they call accepts.

Where one instance leads, callers connect to that one; where followers answer reads
(``reads: any``), callers that only read spread over all instances, the leader among them. The
leader is then the fullest, and as many connections are accepted as there are, mixed as they are,
when it is full. What autoscales has as many instances as it goes up to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from sdgen.analyses.replication import accept_connections, most_replicas
from sdgen.analyses.traffic.journey_calls import JourneyCalls, made_calls
from sdgen.analyses.traffic.operations import accesses, stored_by
from sdgen.design.calls import calls_from, calls_of
from sdgen.design.hosts import guests_first
from sdgen.design.records import Access, Component, Design

Pairs = Mapping[tuple[str, str], Collection[Access | None]]
"""What callers do to what they call, by both ends."""


class Connections(Struct, frozen=True):
    """Open connections to a component: the pools of all replicas that call it, and how many all
    its replicas accept; None where that is not said. ``pools`` are those of each call by its id."""

    opened: int
    accepted: int | None
    pools: Mapping[str, int]


def connections(
    design: Design, made: Mapping[str, JourneyCalls] | None = None
) -> dict[str, Connections]:
    """By component, of what keeps pools; ``made`` are the components that each journey reaches,
    where they are known already."""
    if made is None:
        made = {name: made_calls(design, each) for name, each in design.journeys.items()}
    done = _accesses(design, made)
    pools: dict[str, dict[str, int]] = {}
    sources: dict[str, str] = {}
    for call in calls_of(design):
        if call.pool is not None and call.target in design.components:
            number = most_replicas(design.components[call.source]) * call.pool
            pools.setdefault(call.target, {})[call.id] = number
            sources[call.id] = call.source
    opened_to = {
        name: {identifier: (design.components[name], number) for identifier, number in each.items()}
        for name, each in pools.items()
    }
    for guest in guests_first(design):
        # who connects to a component connects to what it runs on
        opened_to.setdefault(guest.runs_on, {}).update(opened_to.get(guest.id, {}))
    found = {}
    for name, component in design.components.items():
        opened = opened_to.get(name)
        if opened:
            accepted = _accepted(component, opened, sources, done)
            numbers = {identifier: number for identifier, (_, number) in opened.items()}
            found[name] = Connections(sum(numbers.values()), accepted, numbers)
    return found


def _accepted(
    target: Component,
    opened: Mapping[str, tuple[Component, int]],
    sources: Mapping[str, str],
    done: Pairs,
) -> int | None:
    """Connections in all, shared among the callers as they are, at which the fullest instance of
    ``target`` is full; they are opened to it, or to what runs on it."""
    if target.connections is None:
        return None
    total = sum(number for _, number in opened.values())
    fullest = 0.0
    for identifier, (called, number) in opened.items():
        does = done.get((sources[identifier], called.id), (None,))
        fullest += number / _spread_over(target, called, does)
    # a quotient that is a whole number but for rounding is that number
    return int(target.connections * total / fullest + 1e-9) if fullest else target.connections


def _spread_over(target: Component, called: Component, does: Collection[Access | None]) -> float:
    """Over how many instances of ``target`` the connections to ``called`` are spread: what runs
    there may have instances of its own, several on one."""
    if called.id == target.id or (called.hosted and called.replicas.mode is None):
        return accept_connections(target, does)
    instances = accept_connections(called, does)
    if called.hosted:
        return instances
    on_one = -(-instances // most_replicas(target))
    return instances / on_one


def _accesses(design: Design, made: Mapping[str, JourneyCalls]) -> Pairs:
    """What each caller does to each target in any journey: along its steps, and by the entities
    that are stored there where it makes all its calls."""
    found: dict[tuple[str, str], set[Access | None]] = {}
    for ends, access in _done(design, made):
        found.setdefault(ends, set()).add(access)
    return found


def _done(
    design: Design, made: Mapping[str, JourneyCalls]
) -> Iterator[tuple[tuple[str, str], Access | None]]:
    for journey in design.journeys.values():
        for step, access in zip(journey.steps, accesses(design, journey), strict=True):
            yield (step.source, step.target), access
        named = {name for step in journey.steps for name in (step.source, step.target)}
        stored = stored_by(design, journey)
        for name in made[journey.id].components:
            if name not in named:
                for call in calls_from(design.components[name]):
                    yield (name, call.target), stored.access_to(call.target)
