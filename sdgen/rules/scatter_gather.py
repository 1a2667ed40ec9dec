"""A frequent query that every partition must answer.

Finds: A query of a partitioned entity that names neither its whole partition key nor an index, where
the journey that asks it (`journey` of the query, else those that read the entity) runs often at the
peak. An entity is partitioned if it says `partition_by`, or its store has several partitions.

Why: Each such query costs as much as there are partitions and is as slow as the slowest of them, so
adding partitions makes it worse.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3, partitions: 12}
    journeys:
      my-orders: {actor: web, rate: 500/s, reads: [Order]}
    data:
      Order:
        store: db
        key: order_id
        partition_by: order_id
        queries: [{by: customer_id, journey: my-orders}]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3, partitions: 12}
    journeys:
      my-orders: {actor: web, rate: 500/s, reads: [Order]}
    data:
      Order:
        store: db
        key: order_id
        partition_by: customer_id
        queries: [{by: customer_id, journey: my-orders}]

Can be wrong: With few partitions, or where a cache answers nearly all of these queries.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 6, Partitioning and
secondary indexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import named
from sdgen.design.records import Entity, Query
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import ENTITIES

HOT = RuleOption(
    name="hot-from",
    doc="Runs of a journey in a second at the peak from which on it counts as hot.",
    default=100.0,
    minimum=0.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    hot = context.option(HOT)
    for entity in context.design.data.values():
        partitioned_by = _partition_key(context, entity)
        for query in entity.queries if partitioned_by else ():
            if query.index or set(partitioned_by) <= set(query.by):
                continue
            peaks = {
                name: context.traffic.journeys[name].peak
                for name in _asking(context, entity, query)
                if name in context.traffic.journeys
            }
            busy = tuple(name for name, peak in peaks.items() if peak >= hot)
            if not busy:
                continue
            total = format_quantity(sum(peaks[name] for name in busy), Dimension.RATE)
            limit = format_quantity(hot, Dimension.RATE)
            yield Problem(
                message=f"'{entity.id}' is asked for by {named(query.by)} {total} at the peak (hot "
                f"from {limit} on), but partitioned by {named(partitioned_by)}: every partition "
                f"is asked",
                span=query.span_of("by"),
                at=entity.id,
                help=f"add 'index: true' with a global index, or 'partition_by: {query.by[0]}'",
                about=busy,
                journeys=busy,
            )


def _partition_key(context: LintContext, entity: Entity) -> tuple[str, ...]:
    """The fields that say on which partition a row is; empty where there is one partition."""
    store = context.design.components.get(entity.store or "")
    if entity.partition_by:
        return entity.partition_by
    partitions = store.properties.get("partitions") if store is not None else None
    return entity.key if isinstance(partitions, int) and partitions > 1 else ()


def _asking(context: LintContext, entity: Entity, query: Query) -> tuple[str, ...]:
    if query.journey is not None:
        return (query.journey,)
    return tuple(each.id for each in context.journeys if entity.id in each.reads)


RULE = Rule(
    code="DATA003",
    name="scatter-gather",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(HOT,),
    needs=(ENTITIES,),
)
