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

from collections.abc import Iterator

from sdgen.analyses.improvements import improvements
from sdgen.findings import Severity
from sdgen.model.design import Journey
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.context import LintContext
from sdgen.rules.domain_points import objective
from sdgen.rules.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for journey in context.journeys:
        wanted = objective(journey)
        if not wanted or journey.objectives is None:
            continue
        highest = context.highest_availability(journey.id)
        if highest >= wanted:
            continue
        yield Problem(
            message=f"'{journey.id}' is {_percent(highest)} available, and asked to be "
            f"{_percent(wanted)}: {(1 - highest) / (1 - wanted):.3g} times the downtime"
            if wanted < 1.0
            else f"'{journey.id}' is {_percent(highest)} available, and asked to be 100%",
            span=journey.objectives.span_of("availability"),
            at=journey.id,
            help=_best(context, journey, highest),
            journeys=(journey.id,),
        )


def _best(context: LintContext, journey: Journey, before: float) -> str:
    found = improvements(context.design, journey, peak_loads=context.load.peaks, most=1)
    if not found:
        return "ask for less, or change what the journey needs"
    best = found[0]
    return f"{best.text}: {_percent(before)} -> {_percent(best.availability)}"


def _percent(ratio: float) -> str:
    return format_quantity(ratio, Dimension.RATIO)


RULE = Rule(
    code="SLO001",
    name="availability-below-objective",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
