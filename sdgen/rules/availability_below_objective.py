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

from sdgen.base.findings import Severity
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import format_ratios
from sdgen.rules.support.domain_points import objective
from sdgen.rules.support.needs import AVAILABILITY_OBJECTIVE, JOURNEYS

MOST_WORK = 1_000
"""Components gone through for one design while changes are tried, in journey after journey: lint
has to be quick, and `sdgen analyze` tries more."""
MOST_TRIES = 10
OTHER_WORK = 3
"""Times that the components are gone through before the first change is tried."""


def check(context: LintContext) -> Iterator[Problem]:
    left = MOST_WORK
    for journey in context.journeys:
        wanted = objective(journey)
        if journey.objectives is None or not wanted:
            continue
        highest, exact = context.availability_bound(journey.id, wanted)
        if highest >= wanted:
            continue
        components = max(1, len(context.required[journey.id].components))
        tries = max(0, min(MOST_TRIES, left // components - OTHER_WORK)) if exact else 0
        left -= components * (tries + OTHER_WORK) if tries else 0
        is_available, asked = format_ratios(highest, wanted)
        times = f": {(1 - highest) / (1 - wanted):.3g} times the downtime" if wanted < 1.0 else ""
        yield Problem(
            message=f"'{journey.id}' is {'' if exact else 'at most '}{is_available} available, and its "
            f"objective is {asked}{times}",
            span=journey.objectives.span_of("availability"),
            at=journey.id,
            help=_best(context, journey, (highest, wanted), tries),
            journeys=(journey.id,),
        )


def _best(context: LintContext, journey: Journey, now: tuple[float, float], tries: int) -> str:
    """The change that helps most, beside the availability and the objective of ``now``."""
    from sdgen.analyses.improve.improvements import improvements

    found = tries and improvements(
        context.design,
        journey,
        peak_loads=context.steady,
        most=1,
        most_changes=tries,
        logic=context.failure_logic(journey.id),
    )
    if not found:
        return "ask for less, or change what the journey needs ('sdgen analyze' says what helps)"
    best = found[0]
    before, _, after = format_ratios(*now, best.availability)
    return f"{best.text}: {before} -> {after}"


RULE = Rule(
    code="SLO001",
    name="availability-below-objective",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS, AVAILABILITY_OBJECTIVE),
)
