"""A call that may wait for ever.

Finds: Synchronous calls without a `timeout`, one finding for each caller. Clients, DNS, CDNs, firewalls,
load balancers, gateways and brokers come with timeouts of their own and do not count, nor do
managed and external callers.

Why: When what is called hangs, so does the caller, thread by thread, until it answers nobody: a slow
database takes down services that hardly need it.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [payments]}
      payments: {kind: external}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [payments: {timeout: 2s}]}
      payments: {kind: external}

Can be wrong: Where a library or a service mesh that the design does not mention sets one.

Source: AWS Well-Architected, REL05-BP05 Set client timeouts
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_client_timeouts.html>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Call
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import lacking, places

WITH_DEFAULTS = frozenset({Role.ACTOR, Role.BALANCER, Role.BROKER, Role.EDGE, Role.PROVIDED})
"""Roles whose calls have a timeout of their own."""


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if kind_of(component).role in WITH_DEFAULTS or is_provided(component):
            continue
        calls = [
            call
            for call in context.calls_from[component.id]
            if not call.asynchronous
            and call.timeout is None
            and not kind_of(context.design.components[call.target]).resolves_names
        ]
        for not_said in (False, True):
            found = [call for call in calls if call.waits_for_ever is not not_said]
            if found:
                yield _problem(context, found, not_said=not_said)


def _problem(context: LintContext, calls: Sequence[Call], *, not_said: bool) -> Problem:
    """What one component calls without a timeout."""
    targets = tuple(dict.fromkeys(call.target for call in calls))
    ids = tuple(call.id for call in calls)
    caller = calls[0].source
    return Problem(
        message=f"'{caller}' makes {counted(len(calls), 'call')} without a timeout, "
        f"to {named(targets)}",
        span=calls[0].spans.get("timeout", calls[0].span),
        at=caller,
        help=f"write '- {targets[0]}: {{timeout: 1s}}', somewhat more than its 99th percentile",
        about=ids,
        journeys=context.journeys_of[caller],
        not_said=not_said,
        lacks=ids if not_said else (),
    )


def _line(parts: Sequence[Finding]) -> Line:
    calls, callers = len(lacking(parts)), places(parts)
    return Line(
        f"{counted(calls, 'call')} of {counted(len(callers), 'component')} "
        f"{by_number(calls, 'gives', 'give')} no timeout: {named(callers)}",
        "write 'defaults: {calls: {timeout: 1s}}' for all calls, or one at each; 'timeout: none' says "
        "that there is none",
    )


RULE = Rule(
    code="API004",
    name="missing-timeout",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
