"""A busy database that is mostly read, and nothing that keeps answers.

Finds: A database over half busy at the peak that gets at least 10 reads for each write, from journeys
that pass no cache and no CDN. A step reads or writes as its `op` says or the entities tell, else as the
journey's `reads` and `writes` or the methods of its API operations do; where that is unknown the rule
is silent.

Why: What is read often and changes seldom need not be looked up each time. A cache takes most of it
off the database and answers faster.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [db]}
      db: {kind: database, replicas: 3, capacity: 500/s}
    journeys:
      look: {actor: web, rate: 1k/s, reads: [Item]}
      change: {actor: web, rate: 10/s, writes: [Item]}
    data:
      Item: {store: db, key: item_id}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [cache, db]}
      cache: {kind: cache, replicas: 3}
      db: {kind: database, replicas: 3, capacity: 500/s}
    journeys:
      look: {actor: web, rate: 1k/s, reads: [Item]}
      change: {actor: web, rate: 10/s, writes: [Item]}
    data:
      Item: {store: db, key: item_id}

Can be wrong: Where every read asks for something else, or must see the last write.

Source: AWS Well-Architected Framework, Performance Efficiency Pillar, PERF03-BP05 Implement data access
patterns that utilize caching
<https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_data_access_patterns_caching.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from sdgen.analyses.traffic.capacity import Mix, busiest
from sdgen.analyses.traffic.flow import peak_factor
from sdgen.base.findings import Severity
from sdgen.design.records import Access, Journey
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES

RATIO = RuleOption(
    name="reads-per-write", doc="Reads for each write from which on.", default=10.0, minimum=0.0
)
BUSY = RuleOption(
    name="busy-from",
    doc="The share of its capacity over which a database counts as busy.",
    default=0.5,
    minimum=0.0,
    maximum=1.0,
)
READING = frozenset({"GET", "HEAD"})


class _Traffic(Struct):
    """Peak operations a second at a store, and the journeys that read it past every cache."""

    reads: float = 0.0
    writes: float = 0.0
    journeys: list[str] = field(default_factory=list)
    is_known: bool = True


def check(context: LintContext) -> Iterator[Problem]:
    traffic = _traffic(context)
    for store in context.components:
        used = context.traffic.utilisation.get(store.id)
        found = traffic.get(store.id)
        if used is None or found is None or not kind_of(store).keeps_rows:
            continue
        busy = used.capacity > 0 and used.peak > context.option(BUSY) * used.capacity
        mostly_read = found.reads >= context.option(RATIO) * found.writes and found.reads > 0
        if not (busy and mostly_read and found.is_known and found.journeys):
            continue
        reads = format_quantity(found.reads, Dimension.RATE)
        writes = format_quantity(found.writes, Dimension.RATE)
        spared = busiest(store, Mix(reads=0.2 * found.reads, writes=found.writes)) or 0.0
        yield Problem(
            message=f"'{store.id}' is {used.share:.0%} busy at the peak with {reads} reads and "
            f"{writes} writes, and no cache is on the way (asked for over "
            f"{context.option(BUSY):.0%} and from {context.option(RATIO):g} reads a write on)",
            span=store.span_of("capacity"),
            at=store.id,
            help=f"put a component of kind 'cache' before '{store.id}': one that answers 80% leaves "
            f"it {spared:.0%} busy",
            journeys=tuple(found.journeys),
        )


def _traffic(context: LintContext) -> dict[str, _Traffic]:
    factor = peak_factor(context.design)
    found: dict[str, _Traffic] = {}
    for journey in context.journeys:
        reads = _reads(context, journey)
        cached = any(
            kind_of(context.design.components[name]).caches for name in context.visited[journey.id]
        )
        for each in context.passes.get(journey.id, ()):
            store = found.setdefault(each.call.target, _Traffic())
            is_read = reads if each.access is None else each.access is Access.READ
            store.is_known = store.is_known and is_read is not None
            if is_read:
                store.reads += each.average * factor
                if not cached and journey.id not in store.journeys:
                    store.journeys.append(journey.id)
            else:
                store.writes += each.average * factor
    return found


def _reads(context: LintContext, journey: Journey) -> bool | None:
    """Whether a journey only reads; None where the design does not say."""
    if journey.writes or journey.reads:
        return not journey.writes
    methods = {
        each.method.upper() for each in context.design.api.values() if each.journey == journey.id
    }
    return methods <= READING if methods else None


RULE = Rule(
    code="CAP012",
    name="missing-cache",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(RATIO, BUSY),
    needs=(RATES, CAPACITY),
)
