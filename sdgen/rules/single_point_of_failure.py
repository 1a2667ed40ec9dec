"""One instance whose loss breaks a journey.

Finds: A replica that is a minimal cut set of order one: with it down and everything else up, a journey
fails. Also the partial kind, a node whose loss makes some of the data unavailable, with its share
(`copies: 1`, or a cache that nobody else answers for), and the leader or active instance where
`failover` is manual: the journey waits for a person. Where what is left only cannot carry the peak,
CAP002 says so.

Why: However available the rest is, the journey is down whenever that one machine is. Redundancy that
stands in front of a single database does not help: the journey needs both.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 1}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 2}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where the journey survives the loss in a way that the design does not say: make the call
`optional`, or name the alternative with `any_of`.

Source: AWS Well-Architected Framework, Reliability Pillar, REL 10
<https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html>;
W. E. Vesely et al., Fault Tree Handbook, NUREG-0492 (1981), on minimal cut sets.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.causes import Cause
from sdgen.analyses.failure.points import PointKind, PointOfFailure
from sdgen.analyses.replication import is_sharded_cache
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.wording import (
    SWITCH_BY_ITSELF,
    count_of,
    replicas_span,
    said_so,
    until_switched,
)


def check(context: LintContext) -> Iterator[Problem]:
    points: dict[str, dict[str, PointOfFailure]] = {}
    journeys: dict[str, dict[str, None]] = {}
    for journey in context.journeys:
        for point in context.points_of_failure(journey.id):
            own = point.kind in (PointKind.INSTANCE, PointKind.PARTIAL)
            if own and point.cause is not Cause.CAPACITY:
                points.setdefault(point.component, {})[point.event] = point
                journeys.setdefault(point.component, {})[journey.id] = None
    for component in context.components:
        if component.id in points:
            broken = tuple(journeys[component.id])
            worst = max(points[component.id].values(), key=lambda point: point.share)
            yield Problem(
                message=_message(context, worst, len(points[component.id]))
                + f" {counted(len(broken), 'journey')} ({named(broken)})"
                + until_switched(worst.out)
                + said_so(component),
                span=replicas_span(component),
                at=component.id,
                help=_help(context, worst),
                journeys=broken,
            )


def _message(context: LintContext, point: PointOfFailure, lost: int) -> str:
    count = context.design.components[point.component].replicas.count
    if point.out is not None:
        return f"'{point.event}' serves alone, and its loss breaks"
    if point.kind is PointKind.PARTIAL:
        return f"losing 1 of the {count} replicas of '{point.component}' takes {point.share:.0%} of its data from"
    if count == 1:
        return f"'{point.component}' is 1 instance, and its loss breaks"
    return f"'{point.component}' needs {lost} of its {count} replicas, so losing 1 breaks"


def _help(context: LintContext, point: PointOfFailure) -> str:
    component = context.design.components[point.component]
    replicas = component.replicas
    if point.out is not None:
        return SWITCH_BY_ITSELF
    if point.kind is PointKind.PARTIAL and is_sharded_cache(component):
        return "let the callers ask what lies behind it: 'any_of: [cache, store]'"
    if point.kind is PointKind.PARTIAL:
        copies = replicas.copies or 1
        return f"keep {copies + 1} copies of each piece: 'copies: {copies + 1}'"
    return f"add 1 replica: '{count_of(component, replicas.count + 1)}'"


RULE = Rule(
    code="SPOF001",
    name="single-point-of-failure",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
    silences=("COPY001", "REP001", "REP003", "REP004"),
)
