"""Open connections: the pools that callers keep, those that are held, and how many are accepted.

Where one instance leads, callers connect to that one; where followers answer reads
(``reads: any``), callers that only read spread over all instances, the leader among them. The
leader is then the fullest, and as many connections are accepted as there are, mixed as they are,
when it is full. What autoscales has as many instances as it goes up to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.replication import accept_connections, has_leader, most_replicas
from sdgen.analyses.traffic.capacity import left_at_the_peak, with_replicas
from sdgen.analyses.traffic.held import held_by_call
from sdgen.analyses.traffic.journey_calls import JourneyCalls, made_calls
from sdgen.analyses.traffic.operations import accesses, stored_by
from sdgen.analyses.traffic.zones import lost_with, zones_of
from sdgen.design.calls import calls_from, calls_of
from sdgen.design.hosts import guests_first
from sdgen.design.records import Access, Component, Design

Pairs = Mapping[tuple[str, str], Collection[Access | None]]
"""What callers do to what they call, by both ends."""


Opened = dict[str, dict[str, tuple[Component, int]]]
"""By component and id of a call what the call is to, that or what runs on it, and how many."""


class ConnectionsLeft(Struct, frozen=True):
    """What is open to a component after the loss of ``zone``, and what is accepted by the ``left``
    of its replicas: callers in the zone are lost with their pools, and what is held is held by
    those that are left."""

    zone: str
    left: int
    opened: int
    accepted: int


class Connections(Struct, frozen=True):
    """Open connections to a component: the pools of all replicas that call it and what is held, and
    how many all its replicas accept; None where that is not said. ``pools`` are the connections of
    each call by its id. ``worst`` is the loss of that zone which leaves fewest accepted; None where
    it lies in no zone."""

    opened: int
    accepted: int | None
    pools: Mapping[str, int]
    worst: ConnectionsLeft | None = None


def connections(
    design: Design, made: Callable[[], Mapping[str, JourneyCalls]] | None = None
) -> dict[str, Connections]:
    """By component to which any are open; ``made`` gives the components that each journey reaches,
    where these are known already."""
    whole = _opened(design)
    done: Pairs = {}
    if any(_followers_answer(design.components[name]) for name in whole):
        done = accesses_by_ends(design, _made(design) if made is None else made())
    sources = {call.id: call.source for call in calls_of(design)}
    found = {
        name: Connections(
            _total(opened),
            _accepted(design.components[name], opened, sources, done),
            {identifier: number for identifier, (_, number) in opened.items()},
        )
        for name, opened in whole.items()
    }
    placed = {
        name: zones_of(design, design.components[name])
        for name, each in found.items()
        if each.accepted is not None
    }
    zones = dict.fromkeys(zone for each in placed.values() for zone in each)
    losses: dict[str, list[ConnectionsLeft]] = {}
    for zone in zones:
        after = _opened(design, zone)
        for name, own in placed.items():
            if zone not in own:
                continue
            component = design.components[name]
            left = left_at_the_peak(component, lost_with(design, component, zone))
            # what was open had to go on to be counted, whatever is left of its callers
            opened = after.get(name, {}) if left else whole[name]
            accepted = (
                _accepted(with_replicas(component, left), opened, sources, done) if left else 0
            )
            loss = ConnectionsLeft(zone, left, _total(opened), accepted or 0)
            losses.setdefault(name, []).append(loss)
    return {
        name: replace(each, worst=min(losses[name], key=_rank)) if name in losses else each
        for name, each in found.items()
    }


def _made(design: Design) -> dict[str, JourneyCalls]:
    return {name: made_calls(design, each) for name, each in design.journeys.items()}


def _followers_answer(component: Component) -> bool:
    """Whether it matters what callers do: those that only read may connect elsewhere."""
    return has_leader(component) and component.replicas.reads_any


def _rank(loss: ConnectionsLeft) -> tuple[int, int]:
    return loss.accepted, -loss.opened


def _opened(design: Design, zone: str = "") -> Opened:
    """What is open to each component by the id of the call, after the loss of a zone."""
    left = {
        name: left_at_the_peak(each, lost_with(design, each, zone) if zone else 0)
        for name, each in design.components.items()
    }
    held = held_by_call(design, [name for name, number in left.items() if not number])
    pools: dict[str, dict[str, int]] = {}
    for call in calls_of(design):
        number = held.get(call.id)
        if call.pool is not None and call.source in left:
            number = (number or 0) + left[call.source] * call.pool
        if number is not None and call.target in left:
            pools.setdefault(call.target, {})[call.id] = number
    opened_to: Opened = {
        name: {identifier: (design.components[name], number) for identifier, number in each.items()}
        for name, each in pools.items()
    }
    for guest in guests_first(design):
        # who connects to a component connects to what it runs on
        opened_to.setdefault(guest.runs_on, {}).update(opened_to.get(guest.id, {}))
    return {name: each for name, each in opened_to.items() if each}


def _total(opened: Mapping[str, tuple[Component, int]]) -> int:
    return sum(number for _, number in opened.values())


def _accepted(
    target: Component,
    opened: Mapping[str, tuple[Component, int]],
    sources: Mapping[str, str],
    done: Pairs,
) -> int | None:
    """Connections in all, shared among the calls as they are, at which the fullest instance of
    ``target`` is full; they are opened to it, or to what runs on it."""
    if target.connections is None:
        return None
    total = _total(opened)
    fullest = 0.0
    for identifier, (called, number) in opened.items():
        does = done.get((sources[identifier], called.id), (None,))
        fullest += number / _spread_over(target, called, does)
    # a quotient that is a whole number but for rounding is that number
    if not fullest:
        return target.connections * accept_connections(target)
    return int(target.connections * total / fullest + 1e-9)


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


def accesses_by_ends(design: Design, made: Mapping[str, JourneyCalls]) -> Pairs:
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
