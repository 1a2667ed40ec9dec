"""A journey that is less available than its objective.

Finds: A journey whose computed availability is under `objectives: {availability: ...}`, from all that it
needs: instances, zones and regions, common causes, managed components. Where it is not known exactly, the
finding speaks only if even its proven upper bound is too low.

Why: An objective that the design cannot meet is missed however well it is run.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 1, availability: 99%}
    journeys:
      order: {actor: web, rate: 10/s, objectives: {availability: 99.9%}}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, availability: 99%}
    journeys:
      order: {actor: web, rate: 10/s, objectives: {availability: 99.9%}}

Can be wrong: Where the defaults that were assumed are too low for what is run; `sdgen analyze` lists
them.

Source: B. Treynor et al., The Calculus of Service Availability (2017)
<https://queue.acm.org/detail.cfm?id=3096459>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sdgen.base.findings import Severity
from sdgen.base.words import and_more, by_number
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity.print import format_ratios
from sdgen.rules.support.domain_points import objective
from sdgen.rules.support.needs import AVAILABILITY_OBJECTIVE, JOURNEYS

if TYPE_CHECKING:
    from sdgen.analyses.improve.improvements import Improvement
    from sdgen.analyses.improve.plan import Outcome

ASK = "'sdgen improve' says what would meet it, or ask for less"
MOST_STEPS = 3
"""Steps that are named; `sdgen improve` has all of them."""


def check(context: LintContext) -> Iterator[Problem]:
    for journey in context.journeys:
        wanted = objective(journey)
        if journey.objectives is None or not wanted:
            continue
        highest, exact = context.availability_bound(journey.id, wanted)
        if highest >= wanted:
            continue
        is_available, asked = format_ratios(highest, wanted)
        times = f": {(1 - highest) / (1 - wanted):.3g} times the downtime" if wanted < 1.0 else ""
        yield Problem(
            message=f"'{journey.id}' is {'' if exact else 'at most '}{is_available} available, and its "
            f"objective is {asked}{times}",
            span=journey.objectives.span_of("availability"),
            at=journey.id,
            help=_help(context, journey, (highest, wanted)) if exact else ASK,
            journeys=(journey.id,),
        )


def _help(context: LintContext, journey: Journey, now: tuple[float, float]) -> str:
    """The first steps of the plan, with what they make of the availability and the objective of
    ``now``; or what keeps every plan from meeting it."""
    from sdgen.analyses.improve.plan import State

    outcome = context.outcomes.get(journey.id)
    if outcome is None:
        return ASK
    steps = context.improvements(journey.id)
    if outcome.state is State.OUT_OF_REACH and outcome.ceiling is not None:
        return _nearest(outcome, steps)
    if not steps:
        return ASK
    before, _, after = format_ratios(*now, steps[-1].availability)
    return f"{_in_turn(steps)}: {before} -> {after}"


def _nearest(outcome: Outcome, steps: Sequence[Improvement]) -> str:
    """What keeps the journey from its objective, and how to come near to that."""
    from sdgen.analyses.improve.words import out_of_reach

    said = out_of_reach(outcome)
    comes = by_number(len(steps), "comes", "come")
    return f"{said}; {_in_turn(steps)} {comes} near to that" if steps else said


def _in_turn(steps: Sequence[Improvement]) -> str:
    rest = len(steps) - MOST_STEPS
    more = f"; {and_more(rest)}" if rest > 0 else ""
    return "; then ".join(each.text for each in steps[:MOST_STEPS]) + more


RULE = Rule(
    code="SLO001",
    name="availability-below-objective",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS, AVAILABILITY_OBJECTIVE),
)
