"""How a journey fails: availability, single points of failure, cut sets and importance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial

from msgspec import Struct

from sdgen.analyses.failure.events import Assumption, Event, EventKind
from sdgen.analyses.failure.logic import FailureLogic, failure_logic
from sdgen.analyses.failure.own_parts import is_provided
from sdgen.analyses.reliability.bounds import (
    MOST_EVENTS,
    CutsUpTo,
    Unavailability,
    unavailability,
)
from sdgen.analyses.reliability.cut_sets import CutSets, minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import (
    DecisionDiagram,
    TooLargeError,
    compile_tree,
)
from sdgen.analyses.reliability.failure_model import FailureModel, holders_of
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.fault_tree import FaultTree
from sdgen.analyses.reliability.functions import OutOfStepsError
from sdgen.analyses.reliability.importance import Importance, importance_of_events
from sdgen.analyses.reliability.low_orders import cuts_or_none, trunk_of
from sdgen.analyses.reliability.states import first_order_cuts
from sdgen.analyses.replication import is_sharded_cache
from sdgen.design.records import Design, Journey

DIAGRAM_BOUND = 50_000
"""Nodes of the decision diagram over single instances; beyond it, cut sets of low order stand
for all."""
HIGHEST_ORDER = 3
LARGE_DESIGN = 2_000
"""Cut sets are listed up to this order by default, up to 2 in designs of more events."""
MOST_IMPORTANT_EVENTS = 200
"""Importance is computed exactly for designs of at most this many events."""


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
    """An event that alone takes the journey down; ``share`` is the part of the data that a
    partial one takes along, else 1. ``out`` are the seconds until a person has switched over, where
    that ends it."""

    event: str
    kind: PointKind
    component: str
    share: float = 1.0
    out: float | None = None


class CutSet(Struct, frozen=True):
    """Events that together take the journey down, and the probability that all have happened."""

    events: tuple[str, ...]
    probability: float


class JourneyReliability(Struct, frozen=True):
    """``availability`` is exact or the middle of ``interval`` (99% confidence), and not above
    ``highest``, which is proven. ``cut_sets`` are the minimal ones of up to ``order`` events, the
    likeliest first; ``cut_set_counts`` counts all by order where that was feasible. ``importance``
    is empty where it was not. ``events`` are all that can happen, by name."""

    journey: str
    availability: float
    exact: bool
    highest: float
    interval: tuple[float, float]
    objective: float | None
    points: tuple[PointOfFailure, ...]
    order: int
    cut_sets: tuple[CutSet, ...]
    cut_set_counts: Mapping[int, int]
    importance: Mapping[str, Importance]
    events: Mapping[str, Event]
    assumptions: tuple[Assumption, ...]

    @property
    def meets_objective(self) -> bool | None:
        """Whether the objective is met; None where there is none."""
        return None if self.objective is None else self.availability >= self.objective


def points_of_failure(design: Design, logic: FailureLogic) -> tuple[PointOfFailure, ...]:
    """The single points of failure of the journey, by event in the order of the design.

    Transitions are none (they are counted in availability), and a managed component is its
    provider's to replicate.
    """
    return _points(design, logic, first_order_cuts(logic.model))


def _points(
    design: Design, logic: FailureLogic, single: Collection[str]
) -> tuple[PointOfFailure, ...]:
    """Those of the events that alone take the journey down which count."""
    points = []
    shares = _shares_lost(logic.model)
    for name in single:
        event = logic.events[name]
        if event.kind in (EventKind.TRANSITION, EventKind.MANAGED):
            continue
        kind, share = PointKind(event.kind.value), 1.0
        if event.kind is EventKind.INSTANCE:
            share = shares.get(name, 1.0)
            kind = PointKind.PARTIAL if share < 1.0 else kind
        points.append(PointOfFailure(name, kind, event.component, share))
    return _in_order(
        logic,
        (
            *points,
            *_waiting_for_a_person(logic, single, points),
            *_shards(design, logic, points),
        ),
    )


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
                yield PointOfFailure(instance.event, kind, component.id, 1 / count)


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


def reliability(
    design: Design,
    journey: Journey,
    *,
    order: int | None = None,
    peak_loads: Mapping[str, float] | None = None,
) -> JourneyReliability:
    """All that is to say about how ``journey`` fails; ``peak_loads`` as for ``failure_logic``.

    Cut sets are listed up to ``order`` events, fewer where they would be too many; by default up
    to 3, in large designs up to 2.
    """
    logic = failure_logic(design, journey, peak_loads)
    cuts_up_to = cache(partial(cuts_or_none, logic.model))
    result = unavailability(logic.model, cuts_up_to)
    return reliability_of(design, journey, logic, result, cuts_up_to, order)


def reliability_of(
    design: Design,
    journey: Journey,
    logic: FailureLogic,
    result: Unavailability,
    cuts_up_to: CutsUpTo,
    order: int | None = None,
) -> JourneyReliability:
    """The same where the failure logic of the journey, its unavailability and the list of its cut
    sets are known already."""
    counts, importance = _full_analysis(logic) if result.exact else ({}, {})
    wanted = order or (HIGHEST_ORDER if len(logic.events) <= LARGE_DESIGN else 2)
    order, listed = _listed_cuts(cuts_up_to, wanted)
    cuts = (CutSet(cut, math.prod(logic.model.events[event] for event in cut)) for cut in listed)
    objectives = journey.objectives
    objective = objectives.availability if objectives is not None else None
    return JourneyReliability(
        journey=journey.id,
        availability=1.0 - result.value,
        exact=result.exact,
        highest=1.0 - result.lower,
        interval=_complement(result),
        objective=None if objective is None else objective.value,
        points=_points(design, logic, [event for (event,) in cuts_up_to(1) or ()]),
        order=order,
        cut_sets=tuple(sorted(cuts, key=lambda c: (-c.probability, len(c.events), c.events))),
        cut_set_counts=counts,
        importance=importance,
        events=logic.events,
        assumptions=logic.assumptions,
    )


def _listed_cuts(cuts_up_to: CutsUpTo, order: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The minimal cut sets up to the highest order, not above ``order``, that can be listed."""
    for possible in range(order, 1, -1):
        found = cuts_up_to(possible)
        if found is not None:
            return possible, found
    return 1, cuts_up_to(1) or ()


def _complement(result: Unavailability) -> tuple[float, float]:
    low, high = result.interval
    return 1.0 - high, 1.0 - low


def _full_analysis(logic: FailureLogic) -> tuple[dict[int, int], dict[str, Importance]]:
    """Counts of all cut sets and the importance of all events, where the diagram over single
    instances can be built; both empty where it cannot."""
    if len(logic.model.events) > MOST_EVENTS:
        return {}, {}
    try:
        tree = failure_tree(logic.model)
        if tree is None:
            return {}, {}
        diagram = compile_tree(tree, DIAGRAM_BOUND)
    except TooLargeError:
        return {}, {}
    families = minimal_cut_sets(diagram)
    return families.count_by_order(), _importance(tree, diagram, families)


def _importance(
    tree: FaultTree, diagram: DecisionDiagram, families: CutSets
) -> dict[str, Importance]:
    if len(diagram.order) > MOST_IMPORTANT_EVENTS:
        return {}
    try:
        measures = importance_of_events(diagram, families, tree.probabilities)
    except OutOfStepsError:
        return {}
    return {tree.events[event]: measure for event, measure in sorted(measures.items())}
