"""A balanced target that nobody asks for its health.

Finds: A component with 2 or more replicas that a load balancer or API gateway calls, where neither it
nor the one that calls it has a `health_check`.

Why: A balancer that does not know which replicas are unhealthy sends them their share of the requests:
with 3 replicas, one that hangs fails every third request until somebody notices.

Bad:
    components:
      web: {kind: client, calls: [lb]}
      lb: {kind: load_balancer, replicas: 2, calls: [shop]}
      shop: {kind: service, replicas: 3}

Good:
    components:
      web: {kind: client, calls: [lb]}
      lb: {kind: load_balancer, replicas: 2, calls: [shop]}
      shop: {kind: service, replicas: 3, health_check: /healthz}

Can be wrong: Where a platform that the design does not mention takes unhealthy instances out of service.

Source: kube-linter, checks `no-readiness-probe` and `no-liveness-probe`
<https://docs.kubelinter.io/#/generated/checks?id=no-readiness-probe>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Severity
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.wording import most_in_words


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if is_provided(component) or most_replicas(component) < 2:
            continue
        if "health_check" in component.properties:
            continue
        if kind_of(component).property("health_check") is None:
            continue
        callers = [
            context.design.components[call.source]
            for call in context.calls_to[component.id]
            if kind_of(context.design.components[call.source]).checks_health
        ]
        if not callers or any("health_check" in each.properties for each in callers):
            continue
        least = f"{1 / most_replicas(component):.0%} of the requests"
        share = least if component.replicas.most is None else f"{least} or more"
        yield Problem(
            message=f"'{component.id}' has no health check: '{callers[0].id}' cannot tell which of "
            f"its {most_in_words(component)} are healthy, and 1 that hangs fails {share}",
            span=component.span,
            at=component.id,
            help=f"add 'health_check: /healthz' to '{component.id}', or one to '{callers[0].id}'",
            about=(callers[0].id,),
            journeys=context.journeys_of[component.id],
        )


RULE = Rule(
    code="COPY005",
    name="no-health-check",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
