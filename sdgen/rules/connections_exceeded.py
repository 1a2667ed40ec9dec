"""More connections than a component accepts.

Finds: A component whose callers keep more connections open (`pool` x replicas of each caller, and what is
`held`: a number, or so many for each of the `concurrent_users`, else the `daily_users`) than it
accepts (`connections` x replicas; where one leads, the leader's, but for callers that only read where
followers answer, `reads: any`). What autoscales counts with as many replicas as it goes up to. What is
too many only once a zone is lost is CAP002's.

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

from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.connections_help import accept_more, number_in_full


def check(context: LintContext) -> Iterator[Problem]:
    for store in context.components:
        kept = context.connections.get(store.id)
        if kept is None or kept.accepted is None or kept.opened <= kept.accepted:
            continue
        calls = [call for call in context.calls if call.id in kept.pools]
        callers = tuple(dict.fromkeys(call.source for call in calls))
        replicas = sum(most_replicas(context.design.components[each]) for each in callers)
        held = any(call.held is not None for call in calls)
        verb = by_number(len(callers), "holds", "hold") if held else "keep"
        who = "" if held else f"the {replicas} replicas of "
        yield Problem(
            message=f"{who}{named(callers)} {verb} {number_in_full(kept.opened)} "
            f"connections to '{store.id}' open, which accepts {number_in_full(kept.accepted)}",
            span=store.span_of("connections"),
            at=store.id,
            about=tuple(kept.pools),
            help=accept_more(context, store, kept.opened, zone_lost=False)
            if held
            else f"keep pools of at most {kept.accepted // max(replicas, 1)}, or put a connection "
            "pooler in between",
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
