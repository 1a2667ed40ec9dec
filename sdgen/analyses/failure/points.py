"""Single points of failure of a journey: the events that alone take it down, and why each does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from sdgen.analyses.failure.causes import causes
from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.failure.point import Cause, PointKind, PointOfFailure
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, holders_of
from sdgen.analyses.reliability.low_orders import trunk_of
from sdgen.analyses.reliability.states import first_order_cuts, own_parts_down, spread
from sdgen.analyses.replication import is_sharded_cache
from sdgen.design.records import Component, Design

NO_POINTS = (EventKind.TRANSITION, EventKind.MANAGED)
"""What counts in the availability, and is no point of failure."""


def points_of_failure(design: Design, logic: FailureLogic) -> tuple[PointOfFailure, ...]:
    """The single points of failure of the journey, by event in the order of the design.

    Transitions are none (they are counted in availability), a managed component is its provider's
    to replicate, and what can never happen takes nothing down.
    """
    single = first_order_cuts(logic.model)
    direct = tuple(_direct(logic, single))
    waiting = {point.event: point for point in _waiting_for_a_person(logic, single)}
    breaking = (
        *(_told(point, waiting.pop(point.event, None)) for point in direct),
        *waiting.values(),
    )
    why = causes(logic, [point.event for point in direct], waiting)
    points = (
        *(replace(point, cause=why[point.event]) for point in breaking),
        *_shards(design, logic, breaking),
    )
    return _in_order(
        logic, [point for point in points if logic.events[point.event].unavailability > 0.0]
    )


def _direct(logic: FailureLogic, single: Collection[str]) -> Iterator[PointOfFailure]:
    """Those of the events that alone take the journey down which count."""
    shares = _shares_lost(logic, single)
    for name in single:
        event = logic.events[name]
        if event.kind in NO_POINTS:
            continue
        kind, share = PointKind(event.kind.value), 1.0
        if event.kind is EventKind.INSTANCE:
            share = shares.get(name, 1.0)
            kind = PointKind.PARTIAL if share < 1.0 else kind
        yield PointOfFailure(name, kind, event.component, share)


def _shares_lost(logic: FailureLogic, single: Iterable[str]) -> dict[str, float]:
    """By instance that alone takes the journey down by some pieces of data which are not kept often
    enough without it, the share of these."""
    model = logic.model
    instances = [each for each in single if logic.events[each].kind is EventKind.INSTANCE]
    number = {name: at for at, name in enumerate(instances)}
    found: dict[str, float] = {}
    partial: dict[int, int] = {}
    for place, part in enumerate(model.own_parts):
        if part.copies is None or (part.copies - 1 >= part.need and not logic.shared):
            continue
        for name, share in _shares_of_pieces(part, number):
            if 0.0 < share < 1.0:
                partial[place] = partial.get(place, 0) | 1 << number[name]
                found[name] = max(found.get(name, 0.0), share)
    if not logic.shared:
        return found
    # what takes other parts whole, and the journey with them, is no partial loss
    masks = dict.fromkeys(model.events, 0) | {name: 1 << at for name, at in number.items()}
    own = own_parts_down(model, masks)
    for place, mask in partial.items():
        own[place] &= ~mask
    down = spread(model, own)
    whole = 0
    for requirement in model.top:
        for target in requirement.targets:
            whole |= down[target]
    return {name: share for name, share in found.items() if not whole >> number[name] & 1}


def _shares_of_pieces(part: OwnPart, names: Collection[str]) -> Iterator[tuple[str, float]]:
    """Each of these events with the share of the pieces that are not kept often enough after it."""
    lost: dict[str, set[int]] = {}
    for at, instance in enumerate(part.instances):
        for name in instance.lost_with:
            if name in names:
                lost.setdefault(name, set()).add(at)
    pieces = tuple(holders_of(part)) if lost else ()
    if all(len(each) == 1 for each in lost.values()):
        if part.copies is not None and part.copies - 1 >= part.need:
            return  # what one node keeps, others keep often enough
        held = Counter(at for holders in pieces for at in holders)
        for name, (at,) in lost.items():
            yield name, held[at] / len(pieces)
        return
    for name, gone in lost.items():
        few = sum(len(gone.intersection(each)) > len(each) - part.need for each in pieces)
        yield name, few / len(pieces)


def _shards(
    design: Design, logic: FailureLogic, known: Iterable[PointOfFailure]
) -> Iterator[PointOfFailure]:
    """The shards of caches that nobody answers for: what each holds is missed with it. They take
    no journey down, so they are in no cut set and not in the availability."""
    named = {each.event for each in known}
    caches = {
        at: component.replicas.count
        for at, component in _components(design, logic)
        if is_sharded_cache(component) and not is_provided(component)
    }
    trunk = trunk_of(logic.model)
    breaking = _needing_all(logic.model, caches) if logic.shared else frozenset()
    for at, count in caches.items():
        for name in dict.fromkeys(_instances_of(logic, logic.model.own_parts[at])):
            if name not in named and (at in trunk or name in breaking):
                named.add(name)
                component = logic.events[name].component
                yield PointOfFailure(
                    name, PointKind.PARTIAL, component, 1 / count, cause=Cause.QUORUM
                )


def _components(design: Design, logic: FailureLogic) -> Iterator[tuple[int, Component]]:
    for at, name in enumerate(logic.model.names):
        component = design.components.get(name)
        if component is not None:
            yield at, component


def _needing_all(model: FailureModel, caches: Collection[int]) -> frozenset[str]:
    """The events that alone take the journey down where it needs every shard: also those that take
    a shard with what would have answered for it."""
    if not caches:
        return frozenset()
    own = [
        replace(part, need=len(part.instances)) if at in caches else part
        for at, part in enumerate(model.own_parts)
    ]
    return frozenset(first_order_cuts(replace(model, own_parts=tuple(own))))


def _instances_of(logic: FailureLogic, part: OwnPart) -> Iterator[str]:
    """The instances that a part has, or that it runs on."""
    for instance in part.instances:
        for name in instance.lost_with:
            if logic.events[name].kind is EventKind.INSTANCE:
                yield name


def _told(point: PointOfFailure, waiting: PointOfFailure | None) -> PointOfFailure:
    """The point, telling how long a person takes that others wait for."""
    return point if waiting is None else replace(point, waits=waiting.out)


def _waiting_for_a_person(logic: FailureLogic, single: Collection[str]) -> Iterator[PointOfFailure]:
    """What serves, and the domains that it lies in, where others take over only once somebody has
    switched over: their loss takes the journey down for that long."""
    named: set[str] = set()
    for each in logic.by_hand():
        if each.window not in single:
            continue
        for instance in each.serving:
            for name in instance.lost_with:
                event = logic.events[name]
                if name not in named and event.kind not in NO_POINTS:
                    named.add(name)
                    kind = PointKind(event.kind.value)
                    yield PointOfFailure(name, kind, event.component, out=each.seconds)


def _in_order(logic: FailureLogic, points: Sequence[PointOfFailure]) -> tuple[PointOfFailure, ...]:
    """The points in the order of the design's events."""
    at = {name: number for number, name in enumerate(logic.events)}
    return tuple(sorted(points, key=lambda each: at[each.event]))
