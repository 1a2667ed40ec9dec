"""A cache whose loss takes its store along.

Finds: A cache without which a store gets more than it carries at the peak, though it carries what it gets
now. What is counted is the load that goes to an alternative (`any_of`), or along a step that serves
its misses (`on_miss`), once the cache is down, and the misses of a cache that starts empty, where a
step from the cache to the store has `times` below 1.

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
        steps: [web -> shop -> cache: read, shop -> db: {on_miss: cache, times: 5%}]

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
        steps: [web -> shop -> cache: read, shop -> db: {on_miss: cache, times: 5%}]

Can be wrong: Where callers shed load, or the cache loses only a part of its nodes at a time. In designs
of thousands of components with hundreds of caches it is silent, since it would take too long.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 22, Slow Startup and Cold Caching
<https://sre.google/sre-book/addressing-cascading-failures/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES


def check(context: LintContext) -> Iterator[Problem]:
    stores = [each for each in context.traffic.utilisation if _is_store(context, each)]
    if not stores:
        return
    for name, more in context.lost_caches.items():
        if not context.journeys_of[name]:
            continue
        for store in stores:
            used = context.traffic.utilisation[store]
            after = used.peak + more.get(store, 0.0)
            if store == name or not used.peak <= used.capacity < after:
                continue
            yield Problem(
                message=f"without '{name}', '{store}' gets "
                f"{format_quantity(after, Dimension.RATE)} at the peak instead of "
                f"{format_quantity(used.peak, Dimension.RATE)}, and carries "
                f"{format_quantity(used.capacity, Dimension.RATE)}: {after / used.capacity:.0%}",
                span=context.design.components[name].span,
                at=name,
                about=(store,),
                help=f"let '{store}' carry it, or shed load and fill the cache before it serves",
                journeys=context.journeys_of[name],
            )


def _is_store(context: LintContext, name: str) -> bool:
    return kind_of(context.design.components[name]).keeps_data


RULE = Rule(
    code="CAP003",
    name="load-bearing-cache",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, CAPACITY),
)
