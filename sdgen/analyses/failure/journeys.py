"""How a journey fails: availability, single points of failure, cut sets and importance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.cut_groups import CutGroup, CutSet, cut_groups, cut_sets_of
from sdgen.analyses.failure.events import Assumption, Event
from sdgen.analyses.failure.logic import FailureLogic, failure_logic
from sdgen.analyses.failure.point import PointOfFailure
from sdgen.analyses.failure.points import points_of_failure
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
from sdgen.analyses.reliability.essential import essential
from sdgen.analyses.reliability.failure_model import FailureModel, possible
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.fault_tree import FaultTree
from sdgen.analyses.reliability.functions import OutOfStepsError
from sdgen.analyses.reliability.importance import Importance, importance_of_events
from sdgen.analyses.reliability.low_orders import cuts_or_none
from sdgen.analyses.reliability.symmetry import twins
from sdgen.base.brief import briefly
from sdgen.design.records import Design, Journey

DIAGRAM_BOUND = 50_000
"""Nodes of the decision diagram over single instances; beyond it, cut sets of low order stand
for all."""
HIGHEST_ORDER = 3
LARGE_DESIGN = 2_000
"""Cut sets are listed up to this order by default, up to 2 in designs of more events."""
MOST_IMPORTANT_EVENTS = 200
"""Importance is computed exactly for designs of at most this many events."""
RARE = 1e-6
"""What takes a component down in less than this share of the journey's downtime is in no digit of
the importance of what matters."""


class JourneyReliability(Struct, frozen=True):
    """``availability`` is exact or the middle of ``interval`` (99% confidence), and not above
    ``highest``, which is proven; ``unavailability`` is what it leaves, exact to the last digits also
    where that is very little. ``cut_sets`` are the minimal ones of up to ``order`` events, the
    likeliest first, and ``cut_groups`` the same with those as one that are copies of each other;
    ``cut_set_counts`` counts all by order where that was feasible. ``importance`` is that of all
    events, or where that is too much of those that matter; empty where that is too much too. ``events`` are all basic events by name; those that never happen are
    in no point, cut set or count. ``rolling`` are the components whose maintenance takes one instance
    after the other: it counts in the availability, and is in no cut set."""

    journey: str
    availability: float
    unavailability: float
    exact: bool
    highest: float
    interval: tuple[float, float]
    objective: float | None
    points: tuple[PointOfFailure, ...]
    order: int
    cut_sets: tuple[CutSet, ...]
    cut_groups: tuple[CutGroup, ...]
    cut_set_counts: Mapping[int, int]
    importance: Mapping[str, Importance]
    events: Mapping[str, Event]
    rolling: tuple[str, ...]
    assumptions: tuple[Assumption, ...]

    __repr__ = briefly

    @property
    def never(self) -> tuple[Event, ...]:
        """The events that are taken never to happen."""
        return tuple(each for each in self.events.values() if each.unavailability <= 0.0)

    @property
    def always(self) -> tuple[Event, ...]:
        """The events that are taken to have happened all the time."""
        return tuple(each for each in self.events.values() if each.unavailability >= 1.0)

    @property
    def meets_objective(self) -> bool | None:
        """Whether the objective is met; None where there is none."""
        return None if self.objective is None else self.availability >= self.objective


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
    cuts_up_to = cache(partial(cuts_or_none, possible(logic.model)))
    result = unavailability(logic.model, cuts_up_to)
    return reliability_of(design, journey, logic, result, cuts_up_to, order)


def reliability_of(
    design: Design,
    journey: Journey,
    logic: FailureLogic,
    result: Unavailability,
    cuts_up_to: CutsUpTo,
    order: int | None = None,
    *,
    everything: bool = True,
) -> JourneyReliability:
    """The same where the failure logic of the journey, its unavailability and the list of its cut
    sets are known already; without ``everything`` no cut sets are counted, and the importance is
    that of the events that matter."""
    counts, importance = _full_analysis(logic) if everything and result.exact else ({}, {})
    if result.exact and not importance:
        importance = _importance_that_matters(logic, result.value)
    wanted = order or (HIGHEST_ORDER if len(logic.events) <= LARGE_DESIGN else 2)
    order, listed = _listed_cuts(cuts_up_to, wanted)
    cuts = cut_sets_of(listed, logic.model.events)
    return JourneyReliability(
        journey=journey.id,
        availability=1.0 - result.value,
        unavailability=result.value,
        exact=result.exact,
        highest=1.0 - result.lower,
        interval=_complement(result),
        objective=_objective(journey),
        points=points_of_failure(design, logic),
        order=order,
        cut_sets=cuts,
        cut_groups=cut_groups(cuts, logic.events, _held_by(logic.model)),
        cut_set_counts=counts,
        importance=importance,
        events=logic.events,
        rolling=tuple(dict.fromkeys(r.name for p in logic.model.own_parts for r in p.rolling)),
        assumptions=logic.assumptions,
    )


def _listed_cuts(cuts_up_to: CutsUpTo, order: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The minimal cut sets up to the highest order, not above ``order``, that can be listed."""
    for highest in range(order, 1, -1):
        found = cuts_up_to(highest)
        if found is not None:
            return highest, found
    return 1, cuts_up_to(1) or ()


def of_journey(
    found: JourneyReliability, journey: Journey, logic: FailureLogic
) -> JourneyReliability:
    """What was found of a journey, said of another one with this logic that fails in the same way."""
    return replace(
        found, journey=journey.id, objective=_objective(journey), assumptions=logic.assumptions
    )


def _objective(journey: Journey) -> float | None:
    wanted = journey.objectives.availability if journey.objectives is not None else None
    return None if wanted is None else wanted.value


def _held_by(model: FailureModel) -> dict[str, frozenset[str]]:
    """The failure domains of each instance that lies in some."""
    return {
        instance.event: frozenset(instance.domains)
        for part in model.own_parts
        for instance in part.instances
        if instance.event is not None and instance.domains
    }


def _complement(result: Unavailability) -> tuple[float, float]:
    low, high = result.interval
    return 1.0 - high, 1.0 - low


def _full_analysis(logic: FailureLogic) -> tuple[dict[int, int], dict[str, Importance]]:
    """Counts of all cut sets and the importance of all events, where the diagram over single
    instances can be built; both empty where it cannot."""
    model = possible(logic.model)
    made = _diagram(model)
    if made is None:
        return {}, {}
    tree, diagram = made
    families = minimal_cut_sets(diagram)
    return families.count_by_order(), _importance(model, tree, diagram, families)


def _importance_that_matters(logic: FailureLogic, down: float) -> dict[str, Importance]:
    """The importance of the events that take part in the downtime."""
    if len(logic.events) > MOST_EVENTS:
        return {}
    model = essential(possible(logic.model), RARE * down)
    made = _diagram(model)
    if made is None or len(made[1].order) > MOST_IMPORTANT_EVENTS:
        return {}
    tree, diagram = made
    return _importance(model, tree, diagram, minimal_cut_sets(diagram))


def _diagram(model: FailureModel) -> tuple[FaultTree, DecisionDiagram] | None:
    """The journey over single instances; None where nothing takes it down, or that is too large."""
    if len(model.events) > MOST_EVENTS:
        return None
    try:
        tree = failure_tree(model)
        return None if tree is None else (tree, compile_tree(tree, DIAGRAM_BOUND))
    except TooLargeError:
        return None


def _importance(
    model: FailureModel, tree: FaultTree, diagram: DecisionDiagram, families: CutSets
) -> dict[str, Importance]:
    if len(diagram.order) > MOST_IMPORTANT_EVENTS:
        return {}
    number = {name: at for at, name in enumerate(tree.events)}
    alike = {number[name]: number[first] for name, first in twins(model).items()}
    try:
        measures = importance_of_events(diagram, families, tree.probabilities, alike)
    except OutOfStepsError:
        return {}
    return {tree.events[event]: measure for event, measure in sorted(measures.items())}
