"""Data that lives in a cache or search index and nowhere else.

Finds: An entity whose `store` is a cache or a search index, where that store does not write through or
behind to a durable store. Entities that need not be kept for longer than a day, such as sessions, do
not count.

Why: A cache forgets: when memory is full, when it restarts, when somebody empties it. What is not
elsewhere is then gone, and nobody planned a way to get it back.

Bad:
    components:
      shop: {kind: service, replicas: 2, calls: [cache]}
      cache: {kind: cache, replicas: 3}
    data:
      Basket: {store: cache, key: user_id}

Good:
    components:
      shop: {kind: service, replicas: 2, calls: [cache, db]}
      cache: {kind: cache, replicas: 3}
      db: {kind: database, replicas: 3}
    data:
      Basket: {store: db, key: user_id}

Can be wrong: Where the entity can be made again from others, as a feed can. Then it is a copy: name the
store of the truth.

Source: AWS Well-Architected Framework, Performance Efficiency Pillar, PERF03-BP05 Implement data access
patterns that utilize caching
<https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_data_access_patterns_caching.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import ENTITIES

SHORT = RuleOption(
    name="short-lived",
    doc="Hours of retention up to which an entity may be lost.",
    default=24.0,
    minimum=0.0,
)
HOUR = 3600.0


def check(context: LintContext) -> Iterator[Problem]:
    limit = context.option(SHORT) * HOUR
    for entity in context.design.data.values():
        store = context.design.components.get(entity.store or "")
        if store is None or not kind_of(store).forgetful or _passes_on(context, store):
            continue
        if entity.retention is not None and entity.retention.value <= limit:
            continue
        title = kind_of(store).title
        yield Problem(
            message=f"'{entity.id}' lives only in the {title} '{store.id}', and is not said to be "
            f"needed for {format_quantity(limit, Dimension.DURATION)} at most",
            span=entity.span_of("store"),
            at=entity.id,
            help="name the durable store that keeps it, or give it a 'retention'",
            about=(store.id,),
            journeys=tuple(
                each.id for each in context.journeys if entity.id in (*each.reads, *each.writes)
            ),
        )


def _passes_on(context: LintContext, store: Component) -> bool:
    """Whether every write goes on to a durable store."""
    return store.properties.get("writes") in ("through", "behind") and any(
        kind_of(context.design.components[call.target]).durable
        for call in context.calls_from[store.id]
    )


RULE = Rule(
    code="DATA005",
    name="cache-as-source-of-truth",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(SHORT,),
    needs=(ENTITIES,),
)
