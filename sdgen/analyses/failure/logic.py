"""A journey of a design as a failure model: which events there are, and what each takes down.

The definitions: an instance is up if its own event has not happened and every domain that holds
it is up; a component's own part is up if at least ``need`` of its instances are; a component is up
if its own part is and its required calls are met. Unavailability is 1 - availability, or
MTTR / (MTBF + MTTR).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.analyses.failure.alternatives import with_change_overs
from sdgen.analyses.failure.events import Assumption, Event
from sdgen.analyses.failure.failover import Switching
from sdgen.analyses.failure.own_parts import OwnParts
from sdgen.analyses.reliability.failure_model import FailureModel, Requirement
from sdgen.analyses.replication import UNKNOWN, Accesses
from sdgen.analyses.traffic.journey_calls import JourneyCalls, required_calls
from sdgen.analyses.traffic.misses import miss_ratio, misses
from sdgen.analyses.traffic.operations import accesses_by_component
from sdgen.design.records import Design, Journey
from sdgen.quantity import Dimension, format_quantity


class FailureLogic(Struct, frozen=True):
    """A journey's failure model, its events by name, and what was assumed to make it; ``manual``
    are the failovers by component that wait for a person."""

    model: FailureModel
    events: Mapping[str, Event]
    assumed: frozenset[Assumption]
    manual: Mapping[str, Switching] = field(default_factory=dict)

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed, in order; seldom asked for."""
        return tuple(sorted(self.assumed))


def failure_logic(
    design: Design,
    journey: Journey,
    peak_loads: Mapping[str, float] | None = None,
    calls: JourneyCalls | None = None,
) -> FailureLogic:
    """The failure model of ``journey``; ``peak_loads`` are operations per second by component,
    from which ``need`` is derived where the design gives a capacity and no need. ``calls`` are
    what the journey requires, or the wider ``made_calls``."""
    calls = required_calls(design, journey) if calls is None else calls
    accesses = accesses_by_component(design, journey, calls.components)
    logic = failure_logic_of(design, calls, (journey.actor,), peak_loads, accesses, journey)
    missing = frozenset(_failing_misses(design, journey, calls))
    return replace(logic, assumed=logic.assumed | missing) if missing else logic


def _failing_misses(design: Design, journey: Journey, calls: JourneyCalls) -> Iterator[Assumption]:
    """What the availability leaves out: a journey counts as up while a cache answers, though what
    is not in it would fail."""
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        groups = calls.required.get(step.source, ())
        together = any(
            {cache, step.target} <= {call.target for call in group.calls} for group in groups
        )
        if cache and together:
            share = format_quantity(miss_ratio(design, step, cache), Dimension.RATIO)
            yield Assumption(
                f"up while it answers: {share} of the look-ups miss, and fail while {step.target} "
                "is down",
                cache,
            )


def failure_logic_of(
    design: Design,
    calls: JourneyCalls,
    actors: tuple[str, ...] = (),
    peak_loads: Mapping[str, float] | None = None,
    accesses: Mapping[str, Accesses] | None = None,
    journey: Journey | None = None,
) -> FailureLogic:
    """The failure model of these components and calls, which is up while all ``actors`` are;
    ``accesses`` is what is done to each component, unknown where it is not given, and the steps of
    ``journey`` tell the first choice of alternatives."""
    number = {name: at for at, name in enumerate(calls.components)}
    made = OwnParts(design, peak_loads or {})
    done = accesses or {}
    parts = tuple(
        made.own_part(design.components[name], done.get(name, UNKNOWN)) for name in calls.components
    )
    top = tuple(Requirement(1, (number[actor],)) for actor in actors if actor in number)
    events = made.events
    model = FailureModel(
        calls.components,
        parts,
        requirements_of(calls),
        top,
        {name: event.unavailability for name, event in events.items()},
    )
    model = with_change_overs(design, journey, calls, model, made)
    return FailureLogic(model, events, frozenset(made.assumptions), made.manual)


def requirements_of(calls: JourneyCalls) -> tuple[tuple[Requirement, ...], ...]:
    """What each component needs of the others, by their numbers."""
    number = {name: at for at, name in enumerate(calls.components)}
    return tuple(
        tuple(
            Requirement(group.need, tuple(number[call.target] for call in group.calls))
            for group in calls.required[name]
        )
        for name in calls.components
    )
