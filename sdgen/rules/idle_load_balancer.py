"""A load balancer with nothing to balance.

Finds: A load balancer that calls nothing, or whose only target has one replica by the design's own
word.

Why: A balancer in front of one instance adds a hop that can fail, and nothing that can take over. Often
it shows that the calls behind it were forgotten.

Bad:
    components:
      web: {kind: client, calls: [lb]}
      lb: {kind: load_balancer, replicas: 2, calls: [shop]}
      shop: {kind: service, replicas: 1}

Good:
    components:
      web: {kind: client, calls: [lb]}
      lb: {kind: load_balancer, replicas: 2, calls: [shop]}
      shop: {kind: service, replicas: 3}

Can be wrong: Where the balancer is there for something else, such as ending TLS in front of a service
that scales from one instance.

Source: kube-score, check `service-targets-pod`
<https://github.com/zegl/kube-score/blob/master/README_CHECKS.md>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Severity
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.wording import replicas_span


def check(context: LintContext) -> Iterator[Problem]:
    for balancer in context.components:
        if kind_of(balancer).role is not Role.BALANCER or balancer.external:
            continue
        targets = tuple(dict.fromkeys(call.target for call in context.calls_from[balancer.id]))
        if not targets:
            yield Problem(
                message=f"load balancer '{balancer.id}' has 0 targets: it calls nothing",
                span=balancer.span_of("calls"),
                at=balancer.id,
                help="add 'calls:' with what it balances, or leave the balancer out",
                journeys=context.journeys_of[balancer.id],
            )
        elif len(targets) == 1:
            target = context.design.components[targets[0]]
            one = target.replicas.given and most_replicas(target) == 1
            if one and not (is_provided(target) or "autoscaling" in target.properties):
                yield Problem(
                    message=f"load balancer '{balancer.id}' balances over 1 instance: its only "
                    f"target '{target.id}' has 1 replica ({replicas_span(target)})",
                    span=balancer.span_of("calls"),
                    at=balancer.id,
                    help=f"give '{target.id}' 2 replicas or more, or leave the balancer out",
                    about=(target.id,),
                    journeys=context.journeys_of[balancer.id],
                )


RULE = Rule(
    code="COPY003",
    name="idle-load-balancer",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
