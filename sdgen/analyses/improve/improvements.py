"""What helps a journey most: the first steps of the plan that meets its objective.

Where no plan does, or the journey promises nothing, the steps are those that come near to the best
that can be made of it. A journey that keeps its promise needs nothing.
"""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.plan import Plan, State, plan, towards
from sdgen.analyses.improve.steps import Step
from sdgen.design.records import Journey

LEAST_GAIN = 1e-10
FEW_COMBINATIONS = 3_000
"""So many are gone through to prove that a plan is the smallest where nobody has asked for it."""
MOST_COMPONENTS = 100
"""Of designs whose journeys need more in all, no plan is made unless somebody asks for it."""
MOST_WITHOUT_OBJECTIVE = 300
"""The same for the journeys that promise nothing, whose steps are looked for one journey at a time."""


class Improvement(Struct, frozen=True):
    """One step: ``text`` says what to do, ``at`` is the component. ``availability`` is what the
    journey has once it and all steps before it are done, ``gain`` how much more that is than
    ``before``. ``instances`` is how many it adds."""

    text: str
    at: str
    before: float
    availability: float
    gain: float
    instances: int


def improvements(facts: Facts, journey: str) -> tuple[Improvement, ...]:
    """The steps for a journey, in the order in which they are best done; none where its
    availability is not known exactly, or it is too large to try them in passing."""
    if not _promises(facts.analysed[journey]):
        alone = len(facts.failure_logic(journey).owners) <= MOST_COMPONENTS
        small = alone and _size(facts, promising=False) <= MOST_WITHOUT_OBJECTIVE
        return _of(journey, towards(facts, journey)) if small else ()
    made, outcome = facts.plan, facts.outcomes.get(journey)
    if made is None or outcome is None or outcome.state is State.MET:
        return ()
    return _of(journey, made.steps if outcome.state is State.PLANNED else outcome.nearest)


def plan_in_passing(facts: Facts) -> Plan | None:
    """The plan for all objectives of the design; None where it is too large for that."""
    small = _size(facts, promising=True) <= MOST_COMPONENTS
    return plan(facts, most=FEW_COMBINATIONS) if small else None


def _promises(journey: Journey) -> bool:
    return journey.objectives is not None and journey.objectives.availability is not None


def _size(facts: Facts, *, promising: bool) -> int:
    """How many components the journeys need that promise an availability, or those that do not."""
    return sum(
        len(facts.failure_logic(name).owners)
        for name, journey in facts.analysed.items()
        if _promises(journey) == promising
    )


def _of(journey: str, steps: tuple[Step, ...]) -> tuple[Improvement, ...]:
    """The steps that change the journey; those that help only with the next are one with that."""
    found: list[Improvement] = []
    waiting: Improvement | None = None
    for step in steps:
        before, after = step.availability.get(journey, (0.0, 0.0))
        if abs(after - before) <= LEAST_GAIN:
            continue
        text, instances = step.text, step.instances
        if waiting is not None:
            text, instances = f"{waiting.text}, and {text}", waiting.instances + instances
            before = waiting.before
        made = Improvement(text, step.at, before, after, after - before, instances)
        waiting = made if made.gain <= 0.0 else None
        if waiting is None:
            found.append(made)
    return tuple(found)
