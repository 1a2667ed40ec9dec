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

from msgspec.structs import replace

from sdgen.analyses.traffic.flow import passes, peak_factor
from sdgen.analyses.traffic.misses import misses
from sdgen.analyses.traffic.rerouting import Outage, peak_loads
from sdgen.base.findings import Severity
from sdgen.design.calls import calls_in_groups
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES

MOST_WORK = 300_000
"""Caches x calls x journeys up to which the loss of each cache is computed."""


def check(context: LintContext) -> Iterator[Problem]:
    spared = {
        call.target
        for group, call in calls_in_groups(context.design)
        if len(group.calls) > group.need
    }
    stores = [each for each in context.traffic.utilisation if _is_store(context, each)]
    design = _merged(context)
    caches = sum(kind_of(each).role is Role.CACHE for each in context.components)
    if caches * len(context.calls) * len(design.journeys) > MOST_WORK:
        return
    asked = {cache for each in context.journeys for cache in misses(context.design, each) if cache}
    bearing = spared | asked
    for cache in context.components:
        loads = cache.id in bearing or bool(cache.calls)
        if kind_of(cache).role is not Role.CACHE or not loads:
            continue
        if not context.journeys_of[cache.id] or not stores:
            continue
        more = _loads_without(design, cache)
        for store in stores:
            used = context.traffic.utilisation[store]
            after = used.peak + more.get(store, 0.0)
            if store == cache.id or not used.peak <= used.capacity < after:
                continue
            yield Problem(
                message=f"without '{cache.id}', '{store}' gets "
                f"{format_quantity(after, Dimension.RATE)} at the peak instead of "
                f"{format_quantity(used.peak, Dimension.RATE)}, and carries "
                f"{format_quantity(used.capacity, Dimension.RATE)}: {after / used.capacity:.0%}",
                span=cache.span,
                at=cache.id,
                about=(store,),
                help=f"let '{store}' carry it, or shed load and fill the cache before it serves",
                journeys=context.journeys_of[cache.id],
            )


def _is_store(context: LintContext, name: str) -> bool:
    return kind_of(context.design.components[name]).keeps_data


def _merged(context: LintContext) -> Design:
    """The design with one journey for all that make every call of the same actor: their loads move
    alike, so their rates can be added."""
    merged: dict[str, Journey] = {}
    rates: dict[str, float] = {}
    for journey in context.journeys:
        if journey.id in context.traffic.journeys:
            key = journey.id if journey.steps else f"every call of {journey.actor}"
            rates[key] = rates.get(key, 0.0) + context.traffic.journeys[journey.id].average
            rate = Quantity(rates[key], Dimension.RATE, "")
            merged[key] = replace(journey, id=key, rate=rate)
    return replace(context.design, journeys=merged)


def _loads_without(design: Design, cache: Component) -> dict[str, float]:
    """Peak operations a second that each component gets more: the higher of what a cache that is
    down and an empty one let through."""
    gone = frozenset({cache.id})
    more = peak_loads(design, dict.fromkeys(design.journeys, Outage(silent=gone, lost=gone)))
    for name, peak in peak_loads(design, {}).items():
        more[name] = more.get(name, 0.0) - peak
    cold: dict[str, float] = {}
    factor = peak_factor(design)
    for journey in design.journeys.values() if cache.calls else ():
        arriving = 0.0
        for each in passes(design, journey) if journey.steps else ():
            if each.call.target == cache.id:
                arriving += each.average
            elif each.call.source == cache.id and each.average < arriving:
                missing = (arriving - each.average) * factor
                cold[each.call.target] = cold.get(each.call.target, 0.0) + missing
    return {name: max(more.get(name, 0.0), cold.get(name, 0.0)) for name in {**more, **cold}}


RULE = Rule(
    code="CAP003",
    name="load-bearing-cache",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, CAPACITY),
)
