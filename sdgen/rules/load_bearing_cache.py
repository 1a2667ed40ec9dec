"""A cache whose loss takes its store along.

Finds: A cache without which a store gets more than it carries at the peak, though it carries what it gets
now. What is counted is the load that goes to an alternative (`any_of`) once the cache is down, and the
misses of a cache that starts empty, where a step from the cache to the store has `times` below 1.

Why: Such a cache is no longer there to be fast: the system cannot run without it, and cannot start
while it is cold.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: 4
        calls:
          - any_of: [cache, db]
      cache: {kind: cache, replicas: 3}
      db: {kind: database, replicas: 3, capacity: 500/s}
    journeys:
      look:
        actor: web
        rate: 5k/s
        steps: [web -> shop -> cache: look up, shop -> db: {times: 5%, label: on a miss}]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: 4
        calls:
          - any_of: [cache, db]
      cache: {kind: cache, replicas: 3}
      db: {kind: database, replicas: 3, capacity: 4k/s}
    journeys:
      look:
        actor: web
        rate: 5k/s
        steps: [web -> shop -> cache: look up, shop -> db: {times: 5%, label: on a miss}]

Can be wrong: Where callers shed load, or the cache loses only a part of its nodes at a time.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 22, Slow Startup and Cold Caching
<https://sre.google/sre-book/addressing-cascading-failures/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.load import passes, peak_factor
from sdgen.analyses.rerouted_load import Outage, peak_loads
from sdgen.findings import Severity
from sdgen.model.design import Component
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.context import LintContext
from sdgen.rules.needs import CAPACITY, RATES
from sdgen.rules.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for cache in context.components:
        if cache.kind != "cache" or not context.journeys_of[cache.id]:
            continue
        without = _loads_without(context, cache)
        for store in context.components:
            used = context.load.utilisation.get(store.id)
            if used is None or not context.kind(store).store or store.id == cache.id:
                continue
            after = without.get(store.id, 0.0)
            if not used.peak <= used.capacity < after:
                continue
            yield Problem(
                message=f"without '{cache.id}', '{store.id}' gets "
                f"{format_quantity(after, Dimension.RATE)} at the peak instead of "
                f"{format_quantity(used.peak, Dimension.RATE)}, and carries "
                f"{format_quantity(used.capacity, Dimension.RATE)}: {after / used.capacity:.0%}",
                span=cache.span,
                at=cache.id,
                about=(store.id,),
                help=f"let '{store.id}' carry it, or shed load and fill the cache before it serves",
                journeys=context.journeys_of[cache.id],
            )


def _loads_without(context: LintContext, cache: Component) -> dict[str, float]:
    """Peak operations a second by component: the higher of a cache that is down and an empty one."""
    gone = frozenset({cache.id})
    outage = Outage(silent=gone, lost=gone)
    loads = peak_loads(context.design, {each.id: outage for each in context.journeys})
    factor = peak_factor(context.design)
    cold = dict(context.load.peaks)
    for journey in context.journeys:
        arriving = 0.0
        for each in passes(context.design, journey):
            if each.call.target == cache.id:
                arriving += each.average
            elif each.call.source == cache.id and each.average < arriving:
                more = (arriving - each.average) * factor
                cold[each.call.target] = cold.get(each.call.target, 0.0) + more
    return {name: max(loads.get(name, 0.0), cold[name]) for name in cold}


RULE = Rule(
    code="CAP003",
    name="load-bearing-cache",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, CAPACITY),
)
