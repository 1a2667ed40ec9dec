"""More connections than a store accepts.

Finds: A component whose callers keep more connections open (`pool` x replicas of each caller) than it
accepts (`connections` x replicas; with one leader, the leader's, but for callers that only read where
followers answer: `reads: any`).

Why: The connection after the last is refused. It comes on the day on which replicas are added because
of load, and then nothing works.

Bad:
    components:
      shop: {kind: service, replicas: 20, calls: [db: {pool: 50}]}
      db: {kind: database, replicas: {count: 3, mode: leader-follower}, connections: 500}

Good:
    components:
      shop: {kind: service, replicas: 20, calls: [db: {pool: 20}]}
      db: {kind: database, replicas: {count: 3, mode: leader-follower}, connections: 500}

Can be wrong: Where a proxy that the design does not show shares connections among callers.

Source: PostgreSQL documentation, `max_connections`
<https://www.postgresql.org/docs/current/runtime-config-connection.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for name, found in context.connections.items():
        limit, store = found.accepted, context.design.components[name]
        if limit is None or found.opened <= limit:
            continue
        calls = [call for call in context.calls_to[name] if call.pool is not None]
        callers = tuple(dict.fromkeys(call.source for call in calls))
        replicas = sum(context.design.components[each].replicas.count for each in callers)
        yield Problem(
            message=f"the {replicas} replicas of {named(callers)} keep {found.opened} connections "
            f"to '{name}' open, which accepts {limit}",
            span=store.span_of("connections"),
            at=name,
            about=tuple(call.id for call in calls),
            help=f"keep pools of at most {limit // max(replicas, 1)}, or put a connection pooler "
            f"in between",
            journeys=context.journeys_of[name],
        )


RULE = Rule(
    code="CAP006",
    name="connections-exceeded",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
