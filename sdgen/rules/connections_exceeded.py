"""More connections than a store accepts.

Finds: A component whose callers keep more connections open (`pool` x replicas of each caller) than it
accepts (`connections` x replicas; with one leader, the leader's).

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

from sdgen.analyses.replication import accept_connections
from sdgen.base.findings import Severity
from sdgen.base.words import named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for store in context.components:
        if store.connections is None:
            continue
        limit = store.connections * accept_connections(store)
        opened = {
            call.id: (call, call.pool * context.design.components[call.source].replicas.count)
            for call in context.calls_to[store.id]
            if call.pool is not None
        }
        total = sum(number for _, number in opened.values())
        if total <= limit:
            continue
        callers = tuple(dict.fromkeys(call.source for call, _ in opened.values()))
        replicas = sum(context.design.components[name].replicas.count for name in callers)
        yield Problem(
            message=f"the {replicas} replicas of {named(callers)} keep {total} connections to "
            f"'{store.id}' open, which accepts {limit}",
            span=store.span_of("connections"),
            at=store.id,
            about=tuple(opened),
            help=f"keep pools of at most {limit // max(replicas, 1)}, or put a connection pooler "
            f"in between",
            journeys=context.journeys_of[store.id],
        )


RULE = Rule(
    code="CAP006",
    name="connections-exceeded",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
