"""A queue that can fill up, or lose messages, unseen.

Finds: A queue or stream without an alert on its lag or on the age of its messages (`lag_alert`, or an
alert of `monitoring` on it), or without a place for messages that cannot be processed
(`dead_letter` of it or of all its consumers). Of a topic only the latter is asked, of a queue in
which such messages wait only the former.

Why: Consumers fail silently: the producers still succeed while the backlog grows. One message that
always fails blocks its partition or is retried for ever.

Bad:
    components:
      shop: {kind: service, replicas: 2, calls: [mails: {async: true}]}
      mails: {kind: queue, managed: true}

Good:
    components:
      shop: {kind: service, replicas: 2, calls: [mails: {async: true}]}
      mails:
        kind: queue
        managed: true
        lag_alert: oldest message over 5min
        dead_letter: mails-failed, kept for 14 days

Can be wrong: Where messages may be lost, and are soon replaced by newer ones.

Source: AWS Well-Architected Framework, Reliability Pillar, REL05-BP04 Fail fast and limit queues
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_fail_fast.html>;
checkov, CKV_AWS_116, a dead letter queue for functions
<https://www.checkov.io/5.Policy%20Index/terraform.html>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, joined, named
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import lacking, places, says_none, says_some
from sdgen.rules.support.placement import dead_letters

ALERT, DEAD_LETTERS = "an alert on lag or age", "dead-letter handling"


def check(context: LintContext) -> Iterator[Problem]:
    monitoring = context.design.monitoring
    alerted = {alert.on for alert in monitoring.alerts} if monitoring else set()
    dead = dead_letters(context)
    # a cluster that nobody calls itself keeps the messages of what runs on it, which is asked
    clusters = {each.runs_on for each in context.components} - {c.target for c in context.calls}
    for component in context.components:
        kind = kind_of(component)
        if kind.role is not Role.BROKER or component.external or component.id in clusters:
            continue
        missing = {}
        own_alert = component.properties.get("lag_alert")
        seen = says_some(own_alert) or component.id in alerted
        if kind.holds_messages and not seen:
            missing[ALERT] = "'lag_alert: oldest message over 5min'"
        if component.id not in dead and not _has_dead_letter(context, component):
            missing[DEAD_LETTERS] = "'dead_letter:' and where such messages go"
        if not missing:
            continue
        yield Problem(
            message=f"{component.kind} '{component.id}' lacks {counted(len(missing), 'safeguard')}: "
            f"{joined(missing)}",
            span=component.span_of("lag_alert"),
            at=component.id,
            help=f"add {joined(missing.values())}",
            journeys=context.journeys_of[component.id],
            not_said=not says_none(own_alert),
            lacks=() if says_none(own_alert) else tuple(missing),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'queue')} {by_number(number, 'lacks', 'lack')} "
        f"{joined(lacking(parts), 'or')}: {named(ids)}",
        "write 'lag_alert: oldest message over 5min' and 'dead_letter:' with where such messages go; "
        "'none' says that there is none",
    )


def _has_dead_letter(context: LintContext, component: Component) -> bool:
    if "dead_letter" in component.properties:
        return True
    consumers = [
        context.design.components[call.target] for call in context.calls_from[component.id]
    ]
    consumers += [
        context.design.components[call.source]
        for call in context.calls_to[component.id]
        if kind_of(context.design.components[call.source]).takes_messages and not call.asynchronous
    ]
    return bool(consumers) and all("dead_letter" in each.properties for each in consumers)


RULE = Rule(
    code="OBS003",
    name="blind-queue",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
