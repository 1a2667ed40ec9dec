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

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import places, says_none, says_some
from sdgen.rules.support.wording import most_in_words


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if is_provided(component) or most_replicas(component) < 2:
            continue
        if kind_of(component).property("health_check") is None:
            continue
        callers = [
            context.design.components[call.source]
            for call in context.calls_to[component.id]
            if kind_of(context.design.components[call.source]).checks_health
        ]
        checks = [each.properties.get("health_check") for each in (component, *callers)]
        if not callers or any(map(says_some, checks)):
            continue
        not_said = not any(map(says_none, checks))
        least = f"{1 / most_replicas(component):.0%} of the requests"
        share = least if component.replicas.most is None else f"{least} or more"
        yield Problem(
            message=f"'{component.id}' has no health check: '{callers[0].id}' cannot tell which of "
            f"its {most_in_words(component)} are healthy, and 1 that hangs fails {share}",
            span=component.span_of("health_check"),
            at=component.id,
            help=f"add 'health_check: /healthz' to '{component.id}', or one to '{callers[0].id}'",
            about=(callers[0].id,),
            journeys=context.journeys_of[component.id],
            not_said=not_said,
            lacks=(component.id,) if not_said else (),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    return Line(
        f"{counted(len(ids), 'component')} behind a balancer "
        f"{by_number(len(ids), 'gives', 'give')} no health check, nor does the balancer: {named(ids)}",
        "add 'health_check: /healthz' to each or to the balancer; 'health_check: none' says that "
        "there is none",
    )


RULE = Rule(
    code="COPY005",
    name="no-health-check",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
