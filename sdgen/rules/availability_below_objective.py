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

MOST_WORK = 500
"""Components gone through for one design while changes are tried, in journey after journey: lint
has to be quick, and `sdgen analyze` tries more."""
MOST_TRIES = 10
OTHER_WORK = 3
"""Times that the components are gone through before the first change is tried."""


def check(context: LintContext) -> Iterator[Problem]:
    missed = [
        (journey, highest, wanted, journey.objectives.span_of("availability"))
        for journey in context.journeys
        if journey.objectives is not None
        and (wanted := objective(journey))
        and (highest := context.highest_availability(journey.id)) < wanted
    ]
    left = MOST_WORK
    for journey, highest, wanted, span in missed:
        components = max(1, len(context.required[journey.id].components))
        tries = max(0, min(MOST_TRIES, left // components - OTHER_WORK))
        left -= components * (tries + OTHER_WORK) if tries else 0
        yield Problem(
            message=f"'{journey.id}' is {_percent(highest)} available, and asked to be "
            f"{_percent(wanted)}: {(1 - highest) / (1 - wanted):.3g} times the downtime"
            if wanted < 1.0
            else f"'{journey.id}' is {_percent(highest)} available, and asked to be 100%",
            span=span,
            at=journey.id,
            help=_best(context, journey, highest, tries),
            journeys=(journey.id,),
        )


def _best(context: LintContext, journey: Journey, before: float, tries: int) -> str:
    found = tries and improvements(
        context.design, journey, peak_loads=context.load.peaks, most=1, most_changes=tries
    )
    if not found:
        return "ask for less, or change what the journey needs ('sdgen analyze' says what helps)"
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
