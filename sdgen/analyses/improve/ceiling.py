"""How far the changes of a design's own components get a journey, and what keeps it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.improve.accepted import Accepted
from sdgen.analyses.improve.search import Goal, Problem, near
from sdgen.analyses.improve.steps import Step, steps_of
from sdgen.analyses.improve.variants import Variant, after
from sdgen.analyses.reliability.failure_model import possible
from sdgen.analyses.reliability.low_orders import cuts_or_none

LEAST_SHARE = 0.02
"""What is a smaller share of what is missing does not set a limit."""
NEAR = 0.1
"""Steps come so near to the ceiling: a tenth of what can be gained at all may be left."""
WORTH = 0.1
"""Where so little of the unavailability can be taken away, no step is worth it."""


class Limit(Struct, frozen=True):
    """What takes a journey down alone, whatever is done: an event, the ``component`` that it is of,
    if any, how often it has not happened, and in words ``why`` that could be changed and is not."""

    name: str
    component: str
    availability: float
    why: str


def limits_of(
    facts: Facts, journey: str, chosen: Mapping[str, Variant], accepted: Sequence[Accepted]
) -> tuple[Limit, ...]:
    """What takes the journey down alone in the design with the variants chosen, the worst first."""
    design = after(facts.design, chosen)
    logic = failure_logic(design, facts.analysed[journey], facts.steady)
    model = possible(logic.model)
    spared = {each.component: each.rule for each in accepted}
    singles = [event for (event,) in cuts_or_none(model, 1) or ()]
    total = sum(model.events[name] for name in singles)
    found = []
    for name in singles:
        q = model.events[name]
        if q < LEAST_SHARE * total:
            continue
        event = logic.events[name]
        why = ""
        if event.component in spared:
            why = f"'{spared[event.component]}' is accepted"
        found.append(Limit(name, event.component, 1.0 - q, why))
    return tuple(sorted(found, key=lambda each: (each.availability, each.name)))


def nearest(problem: Problem, goal: Goal, ceiling: float) -> tuple[Step, ...]:
    """The steps that come near to an unavailability that cannot be passed."""
    now = goal.evaluation.down({}) or 0.0
    if now - ceiling <= WORTH * now:
        return ()
    wanted = 1.0 - (ceiling + NEAR * (now - ceiling))
    aimed = Problem(
        (Goal(goal.journey, wanted, goal.evaluation),), problem.options, problem.in_money
    )
    choice = near(aimed)
    return () if choice is None else steps_of(aimed, choice)
