"""Single points of failure of a journey: the events that alone take it down, and why each does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.causes import Cause, causes
from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.failure.own_parts import is_provided
from sdgen.analyses.reliability.failure_model import FailureModel, holders_of
from sdgen.analyses.reliability.low_orders import trunk_of
from sdgen.analyses.reliability.states import first_order_cuts
from sdgen.analyses.replication import is_sharded_cache
from sdgen.design.records import Design


class PointKind(StrEnum):
    """What a single point of failure is."""

    INSTANCE = "instance"
    PARTIAL = "partial"
    RACK = "rack"
    HOST = "host"
    ZONE = "zone"
    REGION = "region"
    PROVIDER = "provider"
    COMMON_CAUSE = "common_cause"


class PointOfFailure(Struct, frozen=True):
    """An event that alone takes the journey down, and why; ``share`` is the part of the data that a
    partial one takes along, else 1. ``out`` are the seconds until a person has switched over, where
    that ends it."""

    event: str
    kind: PointKind
    component: str
    share: float = 1.0
    out: float | None = None
    cause: Cause = Cause.LOSS


def points_of_failure(design: Design, logic: FailureLogic) -> tuple[PointOfFailure, ...]:
    """The single points of failure of the journey, by event in the order of the design.

    Transitions are none (they are counted in availability), a managed component is its provider's
    to replicate, and what can never happen takes nothing down.
    """
    single = first_order_cuts(logic.model)
    direct = tuple(_direct(logic, single))
    breaking = (*direct, *_waiting_for_a_person(logic, single, direct))
    why = causes(logic, [point.event for point in breaking])
    points = (
        *(replace(point, cause=why[point.event]) for point in breaking),
        *_shards(design, logic, breaking),
    )
    return _in_order(
        logic, [point for point in points if logic.events[point.event].unavailability > 0.0]
    )


def _direct(logic: FailureLogic, single: Collection[str]) -> Iterator[PointOfFailure]:
    """Those of the events that alone take the journey down which count."""
    shares = _shares_lost(logic.model)
    for name in single:
        event = logic.events[name]
        if event.kind in (EventKind.TRANSITION, EventKind.MANAGED):
            continue
        kind, share = PointKind(event.kind.value), 1.0
        if event.kind is EventKind.INSTANCE:
            share = shares.get(name, 1.0)
            kind = PointKind.PARTIAL if share < 1.0 else kind
        yield PointOfFailure(name, kind, event.component, share)


def _shares_lost(model: FailureModel) -> dict[str, float]:
    """By instance without which some pieces of data are not kept often enough, the share of these."""
    found: dict[str, float] = {}
    for part in model.own_parts:
        if part.copies is None or part.copies - 1 >= part.need:
            continue
        pieces = tuple(holders_of(part))
        held = Counter(at for holders in pieces for at in holders)
        for at, instance in enumerate(part.instances):
            if instance.event is not None:
                share = held[at] / len(pieces)
                found[instance.event] = max(found.get(instance.event, 0.0), share)
    return found


def _shards(
    design: Design, logic: FailureLogic, known: Iterable[PointOfFailure]
) -> Iterator[PointOfFailure]:
    """The shards of caches that nobody answers for: what each holds is missed with it. They take
    no journey down, so they are in no cut set and not in the availability."""
    named = {each.event for each in known}
    model = logic.model
    for at in sorted(trunk_of(model)):
        component = design.components.get(model.names[at])
        if component is None or not is_sharded_cache(component) or is_provided(component):
            continue
        count = component.replicas.count
        for instance in model.own_parts[at].instances:
            if instance.event is not None and instance.event not in named:
                kind = PointKind.PARTIAL
                yield PointOfFailure(
                    instance.event, kind, component.id, 1 / count, cause=Cause.QUORUM
                )


def _waiting_for_a_person(
    logic: FailureLogic, single: Collection[str], known: Iterable[PointOfFailure]
) -> Iterator[PointOfFailure]:
    """What serves, and the domains that it lies in, where others take over only once somebody has
    switched over: their loss takes the journey down for that long."""
    named = {each.event for each in known}
    for each in logic.by_hand():
        if each.window not in single:
            continue
        for instance in each.serving:
            for name in instance.lost_with:
                if name not in named:
                    named.add(name)
                    event = logic.events[name]
                    kind = PointKind(event.kind.value)
                    yield PointOfFailure(name, kind, event.component, out=each.seconds)


def _in_order(logic: FailureLogic, points: Sequence[PointOfFailure]) -> tuple[PointOfFailure, ...]:
    """The points in the order of the design's events."""
    at = {name: number for number, name in enumerate(logic.events)}
    return tuple(sorted(points, key=lambda each: at[each.event]))
