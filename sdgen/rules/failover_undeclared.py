"""A standby that nobody says how to switch to.

Finds: A component in mode `active-standby` or `leader-follower` without `failover`, or a standby
whose kind can have a `health_check` without one. Managed components are the provider's.

Why: A standby helps only if somebody notices that the active one is gone and the switch works. Where
that is not written down it is a manual step in the night.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: {count: 2, mode: active-standby}}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: {count: 2, mode: active-standby, failover: {automatic: true, time: 30s}}
        health_check: /healthz

Can be wrong: Where the switch is part of the product and cannot be turned off.

Source: AWS Well-Architected, REL11-BP02 Fail over to healthy resources
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_failover2good.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import has_leader
from sdgen.base.findings import Severity
from sdgen.base.words import counted, joined
from sdgen.design.records import ReplicaMode
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        replicas = component.replicas
        if is_provided(component) or replicas.count < 2:
            continue
        if not has_leader(component):
            continue
        missing = {}
        if replicas.failover is None:
            missing["'failover'"] = "'failover: {automatic: true, time: 30s}' to its 'replicas'"
        stands_by = replicas.mode is ReplicaMode.ACTIVE_STANDBY
        can_check = stands_by and kind_of(component).property("health_check") is not None
        if can_check and "health_check" not in component.properties:
            missing["'health_check'"] = "'health_check: /healthz'"
        if not missing:
            continue
        others = ("standby", "standbys") if stands_by else ("follower", "followers")
        standby = counted(replicas.count - 1, *others)
        yield Problem(
            message=f"'{component.id}' has {standby} and does not say how it fails over: "
            f"it has no {' and no '.join(missing)}",
            span=replicas.span_of("mode"),
            at=component.id,
            help=f"add {joined(missing.values())}",
            journeys=context.journeys_of[component.id],
        )


RULE = Rule(
    code="SPOF006",
    name="failover-undeclared",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
