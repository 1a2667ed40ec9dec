"""Connections that callers keep open, and how many of them a component accepts.

A component whose instances are alike accepts on all of them. Where one leads, callers that write,
or of which nothing is known, connect to that one; those that only read connect to any where
followers answer. What is accepted is then how many there could be, of which the same share write,
until the leader has no more to give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from sdgen.analyses.replication import UNKNOWN, Accesses, accept_connections
from sdgen.analyses.traffic.operations import accesses, stored_by
from sdgen.design.calls import calls_of
from sdgen.design.records import Access, Call, Design


class Connections(Struct, frozen=True):
    """``opened`` by the pools of all callers; None is accepted where the design does not say."""

    opened: int
    accepted: int | None


def connections(design: Design) -> dict[str, Connections]:
    """By component to which callers keep pools of connections."""
    pools: dict[str, list[tuple[Call, int]]] = {}
    for call in calls_of(design):
        if call.pool is not None and call.target in design.components:
            number = design.components[call.source].replicas.count * call.pool
            pools.setdefault(call.target, []).append((call, number))
    done = _done(design) if pools else {}
    return {
        name: Connections(sum(number for _, number in each), _accepted(design, name, each, done))
        for name, each in pools.items()
    }


def _accepted(
    design: Design,
    name: str,
    pools: list[tuple[Call, int]],
    done: Mapping[tuple[str, str], Accesses],
) -> int | None:
    component = design.components[name]
    if component.connections is None:
        return None
    opened = sum(number for _, number in pools)
    busiest = sum(
        Fraction(
            number,
            accept_connections(component, done.get((call.source, name), UNKNOWN)),
        )
        for call, number in pools
    )
    return int(component.connections * opened / busiest)


def _done(design: Design) -> Mapping[tuple[str, str], Accesses]:
    """What each caller does to each of its targets in all journeys."""
    found: dict[tuple[str, str], set[Access | None]] = {}
    for ends, access in _accesses(design):
        found.setdefault(ends, set()).add(access)
    return found


def _accesses(design: Design) -> Iterator[tuple[tuple[str, str], Access | None]]:
    for journey in design.journeys.values():
        for step, access in zip(journey.steps, accesses(design, journey), strict=True):
            yield (step.source, step.target), access
        if not journey.steps:
            stored = stored_by(design, journey)
            for call in calls_of(design):
                yield (call.source, call.target), stored.access_to(call.target)
