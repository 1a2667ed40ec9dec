"""How far the changes of a design's own components get a journey, and what keeps it there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.events import switch_of
from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.improve.accepted import Accepted
from sdgen.analyses.improve.evaluation import NODE_BOUND, logic_after, without
from sdgen.analyses.improve.harm import harm_of
from sdgen.analyses.improve.search import LEAST, Goal, Problem, near
from sdgen.analyses.improve.steps import Step, steps_of
from sdgen.analyses.improve.variants import Variant
from sdgen.analyses.reliability.bounds import exact_or_none
from sdgen.analyses.reliability.failure_model import FailureModel, possible
from sdgen.analyses.reliability.low_orders import cuts_or_none
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

LEAST_SHARE = 0.02
"""What is a smaller share of what is missing does not set a limit."""
NEAR = 0.1
"""Steps come so near to the ceiling: a tenth of what can be gained at all may be left."""
MOST_SUSPECTS = 12
"""So many components and pairs of them are looked at."""
WORTH = 0.1
"""Where so little of the unavailability can be taken away, no step is worth it."""


class Limit(Struct, frozen=True):
    """What keeps a journey down, whatever is done: an event, a component, or two that fail together
    (``names``); the ``component`` that it is of, if one, how often it has not happened, and in words
    ``why`` that is so."""

    names: tuple[str, ...]
    component: str
    availability: float
    why: str

    @property
    def name(self) -> str:
        """What it is, by ids."""
        return self.called(str)

    def called(self, call: Callable[[str], str]) -> str:
        """What it is, each event or component as ``call`` has it."""
        return " together with ".join(map(call, self.names))


def limits_of(
    facts: Facts, journey: str, chosen: Mapping[str, Variant], accepted: Sequence[Accepted]
) -> tuple[Limit, ...]:
    """What takes the journey down in the design with the variants chosen, the worst first: failure
    domains, components by themselves, and pairs of them."""
    logic = logic_after(facts.design, facts.analysed[journey], facts.steady, chosen)
    model = possible(logic.model)
    cuts = cuts_or_none(model, 2) or ()
    domains = [cut[0] for cut in cuts if len(cut) == 1 and not logic.events[cut[0]].component]
    spared = {each.component: each.rule for each in accepted}
    found = [Limit((name,), "", 1.0 - model.events[name], "") for name in domains]
    # the failure domains have been counted
    apart = replace(
        logic, model=replace(model, events={**model.events, **dict.fromkeys(domains, 0.0)})
    )
    alone: dict[str, float] = {}
    for names in _suspects(logic, cuts):
        down = exact_or_none(without(apart, {*logic.owners} - {*names}), NODE_BOUND)
        if down is None:
            continue
        if len(names) == 1:
            alone[names[0]] = 1.0 - down
            name, why = _said(names[0], logic, model, cuts)
            if names[0] in spared:
                why = f"'{spared[names[0]]}' is accepted"
            found.append(Limit((name,), names[0], 1.0 - down, why))
        elif all(alone.get(name, 1.0) > 0.0 for name in names):
            up = (1.0 - down) / math.prod(alone.get(name, 1.0) for name in names)
            found.append(Limit(names, "", up, ""))
    total = sum(1.0 - each.availability for each in found)
    shown = [e for e in found if 1.0 - e.availability > LEAST_SHARE * total]
    return tuple(sorted(shown, key=lambda each: (each.availability, each.name)))


def _suspects(logic: FailureLogic, cuts: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The components that are down most often, by themselves, and then pairs of components that take
    the journey down together."""
    harm = harm_of(logic)
    single = sorted(harm, key=lambda name: (-harm[name], name))[:MOST_SUSPECTS]
    pairs: dict[tuple[str, ...], float] = {}
    for cut in cuts:
        names = tuple(dict.fromkeys(logic.events[name].component for name in cut))
        if len(names) == 2 and all(names):
            q = math.prod(logic.model.events[name] for name in cut)
            pairs[names] = pairs.get(names, 0.0) + q
    worst = sorted(pairs, key=lambda names: (-pairs[names], names))[:MOST_SUSPECTS]
    return [*((name,) for name in single), *worst]


def _said(
    component: str, logic: FailureLogic, model: FailureModel, cuts: Sequence[tuple[str, ...]]
) -> tuple[str, str]:
    """What a component's part in it is called: by the one event where that is all, and why where its
    failover makes up most."""
    own = [cut for cut in cuts if all(logic.events[name].component == component for name in cut)]
    sums = {cut: math.prod(model.events[name] for name in cut) for cut in own}
    total = sum(sums.values())
    if len(own) == 1 and len(own[0]) == 1:
        return own[0][0], ""
    switch = switch_of(component)
    if total and sum(q for cut, q in sums.items() if switch in cut) > total / 2.0:
        success = format_quantity(1.0 - model.events[switch], Dimension.RATIO)
        return component, f"its failover succeeds {success} of the time"
    return component, ""


def nearest(
    problem: Problem, goal: Goal, ceiling: float, *, fully: bool = False
) -> tuple[Step, ...]:
    """The steps that come near to an unavailability that cannot be passed: so that a tenth of what
    can be gained is left, or ``fully``, so that no tenth of what is left beside it can be gained."""
    now = goal.evaluation.down({}) or 0.0
    if now - ceiling <= WORTH * now:
        return ()
    left = NEAR * (max(ceiling, LEAST) if fully else now - ceiling)
    wanted = 1.0 - (ceiling + min(left, NEAR * (now - ceiling)))
    aimed = Problem(
        (Goal(goal.journey, wanted, goal.evaluation),), problem.options, problem.in_money
    )
    choice = near(aimed)
    return () if choice is None else steps_of(aimed, choice)
