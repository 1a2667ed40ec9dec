"""Components that need each other to start.

Finds: Required calls that lead in a circle, so that none of the components can come up before another
is up already. Optional, asynchronous and alternative calls break the circle, asynchronous ones also
where the objective counts them (`includes_async`): nobody waits for them at the start.

Why: It runs for years and cannot be started: after a loss of power each one waits for the others.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [users]}
      users: {kind: service, calls: [shop]}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [users]}
      users:
        kind: service
        calls:
          - shop: {optional: true}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where the components start without each other and only then need the call.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 22, Always Go Downward in
the Stack
<https://sre.google/sre-book/addressing-cascading-failures/>.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdgen.analyses.reliability.components import strong_components
from sdgen.analyses.traffic.journey_calls import needed_to_start
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS

if TYPE_CHECKING:
    from sdgen.analyses.reliability.failure_model import FailureModel


def check(context: LintContext) -> Iterator[Problem]:
    if not context.journeys:
        return
    from sdgen.analyses.reliability.failure_model import never_start

    broken: dict[tuple[str, ...], list[str]] = {}
    for journey in context.journeys:
        model = _at_the_start(context, journey)
        stuck = set(never_start(model))
        edges = [
            [t for r in requirements for t in r.targets if t in stuck] if n in stuck else []
            for n, requirements in enumerate(model.requirements)
        ]
        for cycle in strong_components(edges):
            if len(cycle) > 1 or cycle[0] in edges[cycle[0]]:
                parts = {model.names[n] for n in cycle}
                names = tuple(sorted(parts & context.design.components.keys()))
                broken.setdefault(names, []).append(journey.id)
    for names, journeys in broken.items():
        first = next(each for each in context.components if each.id in names)
        who = by_number(
            len(names),
            f"'{first.id}' needs itself",
            f"{counted(len(names), 'component')} need each other ({named(names)})",
        )
        yield Problem(
            message=f"{who} to start, so {counted(len(journeys), 'journey')} "
            f"({named(journeys)}) can never start after a full outage",
            span=first.span_of("calls"),
            at=first.id,
            about=names,
            help="make one of the calls optional or asynchronous, or give it an alternative",
            journeys=tuple(journeys),
        )


def _at_the_start(context: LintContext, journey: Journey) -> FailureModel:
    """How the journey fails without the calls that nobody waits for."""
    if journey.objectives is None or not journey.objectives.includes_async:
        return context.failure_logic(journey.id).model
    from sdgen.analyses.failure.logic import failure_logic

    calls = needed_to_start(context.required[journey.id])
    return failure_logic(context.design, journey, context.steady, calls).model


RULE = Rule(
    code="SPOF005",
    name="hard-dependency-cycle",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
)
